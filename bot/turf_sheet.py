"""Neighborhoods as a spreadsheet: its columns and their words in every language, reading and writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.cards.faults import Fault
from bot.numbers import whole
from bot.sheets import Row, read_sheet, write_sheet
from bot.words import LANGUAGES, Words, words_in
from db.facts import TURF_DOORS_MOST, TURF_NAME_MOST, TURF_WHY_MOST, Priority, TurfFacts, TurfRow
from db.names import name_key
from db.refusals import NotANumber

# The words that head a column, and those for a priority: the first of each is what we write ourselves.
COLUMNS = {
    "name": "turf.sheet.name",
    "doors": "turf.sheet.doors",
    "priority": "turf.sheet.priority",
    "why": "turf.sheet.why",
}
PRIORITIES: dict[str, str] = {
    Priority.FIRST: "turf.sheet.first",
    Priority.NEXT: "turf.sheet.next",
    Priority.LATER: "turf.sheet.later",
}


@dataclass(frozen=True, slots=True)
class TurfSheet:
    """What a file says: rows to import (only to be used without faults), columns left out, and what is wrong."""

    rows: tuple[TurfRow, ...]
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]


def read_turfs(data: bytes) -> TurfSheet:
    """Read a CSV file of neighborhoods, with words of any of our languages. Raises FileTooLarge and FileUnreadable.

    Faults stand in the order of their lines, with words under `sheet.fault` and `turf.fault`.
    """
    sheet = read_sheet(data, _meanings("column"), needed="name")
    faults = [*sheet.faults, *_repeated(sheet.rows)]
    rows = [_read_row(row, faults) for row in sheet.rows]
    faults.sort(key=lambda fault: fault.line)
    return TurfSheet(tuple(rows), sheet.ignored, tuple(faults))


def write_turfs(words: Words, lines: Iterable[TurfFacts]) -> bytes:
    """The team's neighborhoods as a CSV file that can be edited and imported again."""
    rows = ((one.name, one.doors, _written(words, one.priority), one.why) for one in lines)
    return write_sheet([_first(words(key)) for key in COLUMNS.values()], rows)


def write_template(words: Words) -> bytes:
    """A CSV file with the columns and two made-up neighborhoods, to show how it is done."""
    heads = [_first(words(key)) for key in COLUMNS.values()]
    examples = [
        (words("turf.sheet.example"), 120, _written(words, Priority.FIRST), words("turf.sheet.example_why")),
        (words("turf.sheet.other_example"), 80, _written(words, Priority.LATER), ""),
    ]
    return write_sheet(heads, examples)


# ---- inside ------------------------------------------------------------------------------------


@cache
def _meanings(what: Literal["column", "priority"]) -> dict[str, str]:
    """What a word in a sheet means, in all our languages: people share files, whatever each of them reads."""
    keys = COLUMNS if what == "column" else PRIORITIES
    return {
        name_key(word): str(meaning)
        for language in LANGUAGES
        for meaning, key in keys.items()
        for word in words_in(language)(key).split(",")
    }


def _first(several: str) -> str:
    return several.split(",", 1)[0].strip()


def _written(words: Words, priority: Priority) -> str:
    return _first(words(PRIORITIES[priority]))


def _repeated(rows: Iterable[Row]) -> list[Fault]:
    """Names that stand in two lines: which of the two would count?"""
    lines: dict[str, int] = {}
    faults = []
    for row in rows:
        name = row.cells.get("name", "")
        key = name_key(name)
        before = lines.setdefault(key, row.line)
        if key and before != row.line:
            faults.append(Fault(row.line, "turf.fault.repeated", {"name": name, "before": before}))
    return faults


def _read_row(row: Row, faults: list[Fault]) -> TurfRow:
    """One line's neighborhood; what is wrong with it goes to the faults. An empty cell leaves what is there."""
    name, why = row.cells.get("name", ""), row.cells.get("why", "")
    if not name_key(name):
        faults.append(Fault(row.line, "turf.fault.no_name"))
    if len(name) > TURF_NAME_MOST:
        faults.append(Fault(row.line, "turf.fault.long_name", {"length": len(name), "most": TURF_NAME_MOST}))
    if len(why) > TURF_WHY_MOST:
        faults.append(Fault(row.line, "turf.fault.long_why", {"length": len(why), "most": TURF_WHY_MOST}))
    return TurfRow(name, _read_doors(row, faults), _read_priority(row, faults), why or None)


def _read_doors(row: Row, faults: list[Fault]) -> int | None:
    typed = row.cells.get("doors", "")
    try:
        return whole(typed, least=1, most=TURF_DOORS_MOST)
    except NotANumber:
        faults.append(Fault(row.line, "turf.fault.doors", {"typed": typed, "most": TURF_DOORS_MOST}))
        return None


def _read_priority(row: Row, faults: list[Fault]) -> Priority | None:
    typed = row.cells.get("priority", "")
    found = _meanings("priority").get(name_key(typed))
    if typed and found is None:
        faults.append(Fault(row.line, "turf.fault.priority", {"typed": typed}))
    return Priority(found) if found else None
