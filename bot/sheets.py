"""Spreadsheets as text: reading the CSV files that people have, and writing ones that are safe to open.

Spreadsheet programs save in many ways: commas, semicolons or tabs, UTF-8, UTF-16 or Windows' own letters.
Whatever can be read is read; what cannot is told with its line, so that the person can mend it.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.cards.faults import Fault
from db.names import name_key, tidy
from db.refusals import FileTooLarge, FileUnreadable

MOST_KB = 256
MOST_LINES = 200
_DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # Excel's own first line
# What spreadsheets take for the begin of a formula, wide forms included; quotes before it are ours (see `safe`).
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

Heads = Mapping[str, str]
"""The columns that are looked for: by the `name_key` of each word that people may head them with."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line by column; a column that the file does not have is not in it."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds: its rows, the columns that were not understood, and what is wrong with it."""

    rows: tuple[Row, ...] = ()
    ignored: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


# ---- reading -----------------------------------------------------------------------------------


def read_sheet(data: bytes, heads: Heads, *, needed: str) -> Sheet:
    """The rows of a CSV file whose first line names its columns, in any order.

    Raises FileTooLarge and FileUnreadable. Faults of single lines are in the answer, with words under
    `sheet.fault`; where there are any, rows may be missing.
    """
    lines, faults = _lines(decoded(data), heads)
    if not lines:
        return Sheet(faults=tuple(faults) or (Fault(1, "sheet.fault.empty"),))
    (first, head), *body = lines
    columns = [heads.get(name_key(cell)) for cell in head]
    if wrong := _head_faults(first, head, columns, needed):
        return Sheet(faults=tuple(wrong))
    if len(body) > MOST_LINES:
        faults.append(Fault(body[MOST_LINES][0], "sheet.fault.too_many", {"most": MOST_LINES}))
    rows: list[Row] = []
    for line, cells in body[:MOST_LINES]:
        if any(cells[len(columns) :]):
            faults.append(Fault(line, "sheet.fault.cells", {"columns": len(columns)}))
        else:
            rows.append(Row(line, {c: cell for c, cell in zip(columns, cells, strict=False) if c}))
    ignored = tuple(cell for cell, column in zip(head, columns, strict=True) if cell and not column)
    return Sheet(tuple(rows), ignored, tuple(faults))


def decoded(data: bytes) -> str:
    """A file as text. Raises FileTooLarge and FileUnreadable."""
    if len(data) > MOST_KB * 1024:
        raise FileTooLarge(most_kb=MOST_KB)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise FileUnreadable from None
    if _CONTROL.search(text):
        raise FileUnreadable
    return text.removeprefix("\ufeff")


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # Without a mark UTF-16 gives itself away: every second byte of Latin letters is zero.
    if data[:200:2].count(0) > len(data[:200]) // 4:
        return "utf-16-be"
    if data[1:200:2].count(0) > len(data[:200]) // 4:
        return "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _lines(text: str, heads: Heads) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """The lines that are not blank, with their numbers; a quote that goes wrong ends the reading."""
    above = _SEPARATOR.match(text)
    start = 2 if above else 1
    body = text[above.end() :] if above else text
    delimiter = above[1] if above else _delimiter(body, heads)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = start
    try:
        for cells in reader:
            if any(told := [_told(cell) for cell in cells]):
                found.append((line, told))
            line = start + reader.line_num
    except csv.Error:
        return found, [Fault(line, "sheet.fault.quote")]
    return found, []


def _delimiter(text: str, heads: Heads) -> str:
    """The one that splits the first line into the most columns we know."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        cells = next(csv.reader([first], delimiter=delimiter, skipinitialspace=True), [])
        return sum(name_key(cell) in heads for cell in cells)

    return max(_DELIMITERS, key=lambda delimiter: (known(delimiter), first.count(delimiter)))


def _told(cell: str) -> str:
    """What a cell says: on one line, and without the mark that `safe` put before a formula."""
    text = tidy(cell)
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _head_faults(line: int, head: Sequence[str], columns: Sequence[str | None], needed: str) -> list[Fault]:
    known = [column for column in columns if column]
    if needed not in known:
        return [Fault(line, "sheet.fault.heads")]
    return [
        Fault(line, "sheet.fault.twice", {"head": cell})
        for place, (cell, column) in enumerate(zip(head, columns, strict=True))
        if column and column in columns[:place]
    ]


# ---- writing -----------------------------------------------------------------------------------


def write_sheet(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file that spreadsheet programs open as it is: UTF-8 with its mark, and no cell that computes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe("" if cell is None else str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """A cell's text that no spreadsheet takes for a formula; reading it takes the quote away again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
