"""Prospects as a spreadsheet: its columns and their words in every language, reading and writing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.cards.faults import Fault
from bot.sheets import Row, read_sheet, write_sheet
from bot.words import LANGUAGES, Words, words_in
from db.facts.playbooks import Kind
from db.facts.prospects import PROSPECT_NAME_MOST, PROSPECT_PLACE_MOST, ProspectPlan
from db.names import name_key

# The words that head a column: the first of each is what we write ourselves.
COLUMNS = {
    "name": "prospect.sheet.name",
    "kind": "prospect.sheet.kind",
    "role": "prospect.sheet.role",
    "place": "prospect.sheet.place",
}


@dataclass(frozen=True, slots=True)
class ProspectSheet:
    """What a file says: plans to import (only to be used without faults), columns left out, and what is wrong."""

    plans: tuple[ProspectPlan, ...]
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]


def read_prospects(data: bytes) -> ProspectSheet:
    """Read a CSV file of prospects, with words of any of our languages. Raises FileTooLarge and FileUnreadable.

    Faults stand in the order of their lines, with words under `sheet.fault` and `prospect.fault`.
    """
    sheet = read_sheet(data, _columns(), needed="name")
    faults = [*sheet.faults, *_repeated(sheet.rows)]
    plans = [_read_row(row, faults) for row in sheet.rows]
    faults.sort(key=lambda fault: fault.line)
    return ProspectSheet(tuple(plan for plan in plans if plan), sheet.ignored, tuple(faults))


def write_template(words: Words) -> bytes:
    """A CSV file with the columns and two made-up prospects, to show how it is done."""
    heads = [_first(words(key)) for key in COLUMNS.values()]
    examples = [
        ("prospect.sheet.one", "prospect.sheet.one_kind", "prospect.sheet.one_role", "prospect.sheet.one_place"),
        ("prospect.sheet.two", "prospect.sheet.two_kind", "prospect.sheet.two_role", "prospect.sheet.two_place"),
    ]
    return write_sheet(heads, [tuple(words(key) for key in keys) for keys in examples])


# ---- inside ------------------------------------------------------------------------------------------


@cache
def _columns() -> Mapping[str, str]:
    """What the head of a column means, in all our languages: people share files, whatever each of them reads."""
    return _meanings(COLUMNS)


@cache
def _kinds() -> Mapping[str, str]:
    return _meanings({kind: f"prospect.sheet.kind.{kind}" for kind in Kind})


def _meanings(keys: Mapping[str, str]) -> dict[str, str]:
    return {
        name_key(word): str(meaning)
        for language in LANGUAGES
        for meaning, key in keys.items()
        for word in words_in(language)(key).split(",")
    }


def _first(several: str) -> str:
    return several.split(",", 1)[0].strip()


def _repeated(rows: Iterable[Row]) -> list[Fault]:
    """Names that stand in two lines."""
    lines: dict[str, int] = {}
    faults = []
    for row in rows:
        name = row.cells.get("name", "")
        before = lines.setdefault(name_key(name), row.line)
        if name_key(name) and before != row.line:
            faults.append(Fault(row.line, "prospect.fault.repeated", {"name": name, "before": before}))
    return faults


def _read_row(row: Row, faults: list[Fault]) -> ProspectPlan | None:
    """One line's prospect; what is wrong with it goes to the faults."""
    cells = row.cells
    name, typed = cells.get("name", ""), cells.get("kind", "")
    kind = _kinds().get(name_key(typed))
    before = len(faults)
    if not name_key(name):
        faults.append(Fault(row.line, "prospect.fault.no_name"))
    if kind is None:
        faults.append(Fault(row.line, "prospect.fault.kind", {"typed": typed}))
    for column, most in (("name", PROSPECT_NAME_MOST), ("role", PROSPECT_PLACE_MOST), ("place", PROSPECT_PLACE_MOST)):
        if len(text := cells.get(column, "")) > most:
            faults.append(Fault(row.line, "prospect.fault.long", {"typed": text, "length": len(text), "most": most}))
    if kind is None or len(faults) > before:
        return None
    return ProspectPlan(Kind(kind), name, place=cells.get("place", ""), role=cells.get("role", ""))
