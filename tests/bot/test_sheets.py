"""Sheets: every way in which spreadsheet programs save, what is wrong in a file, and what is safe to open."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets import MOST_KB, MOST_LINES, Row, Sheet, decoded, read_sheet, safe, write_sheet
from db.names import name_key, tidy
from db.refusals import FileTooLarge, FileUnreadable, Refusal

HEADS = {name_key(word): column for word, column in [("name", "name"), ("nombre", "name"), ("por qué", "why")]}
PLAIN = "name,por qué\r\nPeñón,así\r\nOld Town,\r\n"


def read(text: str | bytes) -> Sheet:
    """A file of names and reasons."""
    return read_sheet(text.encode() if isinstance(text, str) else text, HEADS, needed="name")


def cells(sheet: Sheet) -> list[dict[str, str]]:
    """What the rows say."""
    return [row.cells for row in sheet.rows]


def told(sheet: Sheet) -> list[tuple[int, str]]:
    """What is wrong, and where."""
    return [(fault.line, fault.key) for fault in sheet.faults]


# ---- how files are saved -----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_whatever_a_program_saves_is_read_alike(encoding: str, delimiter: str, end: str) -> None:
    text = PLAIN.replace(",", delimiter).replace("\r\n", end)
    sheet = read(text.encode(encoding))
    assert cells(sheet) == [{"name": "Peñón", "why": "así"}, {"name": "Old Town", "why": ""}]
    assert sheet.faults == ()
    assert [row.line for row in sheet.rows] == [2, 3]


@pytest.mark.parametrize("head", ["NOMBRE,Por Que", " nombre , por qué ", '"Nombre","POR QUÉ"', "name,porqué"])
def test_heads_are_read_without_case_accents_and_blanks(head: str) -> None:
    assert cells(read(f"{head}\nA,b")) == [{"name": "A", "why": "b"}]


def test_columns_come_in_any_order_and_unknown_ones_are_left_out() -> None:
    sheet = read("address,por qué,,name\n1 Main St,b,x,A\n")
    assert cells(sheet) == [{"name": "A", "why": "b"}]
    assert sheet.ignored == ("address",)
    assert sheet.faults == ()


def test_a_column_that_is_not_there_is_not_in_the_row() -> None:
    assert read("name\nA\n").rows == (Row(2, {"name": "A"}),)
    assert read("name,why\nA\n").rows == (Row(2, {"name": "A"}),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_excels_own_first_line_names_the_separator(separator: str) -> None:
    sheet = read(f"sep={separator}\r\nname{separator}por qué\r\nA, B; C{separator}b\r\n".replace("A, B; C", "A B"))
    assert sheet.rows == (Row(3, {"name": "A B", "why": "b"}),)


def test_quotes_hold_commas_and_lines_together_and_lines_keep_their_numbers() -> None:
    sheet = read('name,por qué\n\n"Elm, Oak","two\nlines, ""said"""\n,,\n  ,\nLast, "x, y"\n')
    assert sheet.rows == (
        Row(3, {"name": "Elm, Oak", "why": 'two lines, "said"'}),
        Row(7, {"name": "Last", "why": "x, y"}),
    )


def test_a_separator_in_the_text_does_not_decide() -> None:
    assert cells(read("name;por qué\nElm, Oak, Ash;a, b, c\n")) == [{"name": "Elm, Oak, Ash", "why": "a, b, c"}]


# ---- what is wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "sheet.fault.empty")]),
        ("\ufeff", [(1, "sheet.fault.empty")]),
        ("\n , ,\n\n", [(1, "sheet.fault.empty")]),
        ("A,12\nB,13\n", [(1, "sheet.fault.heads")]),
        ("\n\npor qué\nB\n", [(3, "sheet.fault.heads")]),
        ("name,nombre\nA,B\n", [(1, "sheet.fault.twice")]),
        ("name,por qué\nA,b,c\nB,b,,,\n", [(2, "sheet.fault.cells")]),
        ('name\nA\n"B\nC\n', [(3, "sheet.fault.quote")]),
        ('name\nA\n"B" and C\nD\n', [(3, "sheet.fault.quote")]),
    ],
)
def test_faults_are_told_with_their_lines(text: str, faults: list[tuple[int, str]]) -> None:
    assert told(read(text)) == faults


def test_too_many_lines_are_told_at_the_first_that_is_too_many() -> None:
    body = "".join(f"Ward {number}\n" for number in range(MOST_LINES))
    assert read(f"name\n{body}").faults == ()
    assert told(read(f"name\n{body}One more\nAnd more\n")) == [(MOST_LINES + 2, "sheet.fault.too_many")]


def test_a_large_file_is_refused_with_its_bound() -> None:
    read(b"name\n" + b"a" * (MOST_KB * 1024 - 5))
    with pytest.raises(FileTooLarge) as refusal:
        read(b"name\n" + b"a" * (MOST_KB * 1024))
    assert refusal.value.most_kb == MOST_KB


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n\x00\x01\x02",
        b"name\nA\x00B\n",
        b"\xff\xfen",
        b"name\n\x81\x8d",
        random.Random(7).randbytes(5000),
    ],
    ids=["xlsx", "png", "pdf", "nul", "half a utf-16", "no cp1252", "noise"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        decoded(data)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(b"name,why\n" + data)
        read(data)
    except Refusal:
        pass


# ---- what is written ---------------------------------------------------------------------------

FORMULAS = ['=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "＝1", "'=1", "''@x"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_written_as_text_and_comes_back_as_it_was(formula: str) -> None:
    data = write_sheet(["name", "why"], [[formula, None]])
    [_, [cell, _]] = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert cell == f"'{formula}"
    assert cells(read(data)) == [{"name": formula}]


def test_an_apostrophe_that_guards_no_formula_stays() -> None:
    assert safe("'t Hofje") == "'t Hofje"
    assert cells(read("name\n't Hofje\n")) == [{"name": "'t Hofje"}]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    names = [name for text in texts if (name := tidy(text))]
    assert [row["name"] for row in cells(read(write_sheet(["name"], [[name] for name in names])))] == names
