"""Prospects for card tests: an ordinary one, and one with everything at its longest."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.words.playbooks import load
from db.facts.playbooks import Kind, Playbook
from db.facts.prospects import (
    CONTACT_MOST,
    PROSPECT_NAME_MOST,
    PROSPECT_PLACE_MOST,
    RESEARCH_MOST,
    SOURCE_MOST,
    SWAYS_MOST,
    TIE_NOTE_MOST,
    BoardCell,
    Contact,
    ContactHow,
    ContactResult,
    Pipeline,
    ProspectFacts,
    ProspectLine,
    ProspectPlan,
    Research,
    Stage,
    Willing,
)
from db.facts.signons import Capacity, SignOn

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
SNOWFLAKE = 1_200_000_000_000_000_000
ME, SAM = SNOWFLAKE + 1, SNOWFLAKE + 2


def prospect(**changed: Any) -> ProspectFacts:
    """A pastor whom Ana looks after, seen by Ana."""
    plan = ProspectPlan(Kind.FAITH, "Rev. Maria Lopez", "St. Mary's", "Pastor")
    facts = ProspectFacts(
        id=7, team_id=SNOWFLAKE, plan=plan, stage=Stage.RESEARCH, stage_at=NOW, owner_id=ME, owner_name="Ana",
        asker_id=None, asker_name="", made_by_id=ME, touched_at=NOW, version=1, reads=True, works=True, leads=True,
    )  # fmt: skip
    return replace(facts, **changed)


def line(number: int, filler: str = "", stage: Stage = Stage.ASK, **changed: Any) -> ProspectLine:
    """One in a list; with a filler, at its longest."""
    name = (filler * PROSPECT_NAME_MOST)[:PROSPECT_NAME_MOST] or "Corner Bakery"
    place = (filler * PROSPECT_PLACE_MOST)[:PROSPECT_PLACE_MOST]
    owner = (filler * 100)[:100] or "Ana"
    found = ProspectLine(number, Kind.BUSINESS, name, place, stage, ME, owner, NOW, stuck=True)
    return replace(found, **changed)


def fullest(filler: str, kind: Kind = Kind.OFFICIAL, stage: Stage = Stage.PARKED) -> ProspectFacts:
    """One with everything that it can have, each as long as it may be."""

    def text(most: int) -> str:
        return (filler * most)[:most]

    plan = ProspectPlan(
        kind, text(PROSPECT_NAME_MOST), text(PROSPECT_PLACE_MOST), text(PROSPECT_PLACE_MOST), "es", 9, date(2027, 6, 15)
    )
    keys = [question.key for question in load(kind, "en").questions]
    research = [
        Research(n, keys[n % len(keys)], text(RESEARCH_MOST), text(SOURCE_MOST), ME, NOW, NOW + timedelta(days=180))
        for n in range(1, 13)
    ]
    contacts = [
        Contact(n, ContactHow.LETTER, ContactResult.REFUSED, text(CONTACT_MOST), ME, f"{n} {text(90)}", NOW)
        for n in range(12)
    ]
    ties = tuple(one.key for one in load(kind, "en").askers)
    willing = [Willing(SNOWFLAKE + n, text(100), ties, text(TIE_NOTE_MOST), NOW, tried=True) for n in range(40)]
    return prospect(
        plan=plan, stage=stage, owner_name=text(100), asker_id=SAM, asker_name=text(100), refused=True,
        press_asked=True, wakes_on=date(2027, 1, 15), sways=tuple(line(n, filler) for n in range(SWAYS_MOST)),
        research=tuple(research), contacts=tuple(contacts), willing=tuple(willing), meets_at=NOW, stuck=True,
        sign_on=SignOn(1, 7, "", "", kind, Capacity.PERSONAL, False, text(500), date(2026, 9, 30)),
        part_of=line(9, filler), asking_until=NOW + timedelta(days=3),
    )  # fmt: skip


def longest(kind: Kind, language: str) -> Playbook:
    """A playbook as a team could have made it: every text of the parts that are shown here at its bound."""
    book = load(kind, language)
    refused = book.refused
    ways = tuple(replace(way, text="W" * 300) for way in refused.ways)
    return replace(
        book,
        who="W" * 300,
        steps=tuple(replace(one, title="W" * 45, text="*" * 500) for one in book.steps),
        questions=tuple(
            replace(book.questions[0], key=f"q{n}", text="W" * 100, about=book.questions[n % 2].about)
            for n in range(25)
        ),
        askers=tuple(replace(book.askers[0], key=f"a{n}", text="*" * 80, why="W" * 100) for n in range(10)),
        refused=replace(refused, text="W" * 500, again="*" * 300, ways=ways),
        after=Kind.SCHOOL,
        after_why="W" * 300,
    )


def pipeline(filler: str) -> Pipeline:
    """A board with every cell full and stuck."""
    cells = tuple(BoardCell(kind, stage, 2000, 2000) for kind in Kind for stage in Stage)
    return Pipeline(cells, tuple(line(n, filler) for n in range(10)), dict.fromkeys(Kind, 3), Kind.CIVIC)
