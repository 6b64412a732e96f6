"""No crossing at the doors: another team's people see, change and find nothing, whatever they send."""

import inspect
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from db import canvass, doors
from db.doors import evening
from db.facts.doors import Outcome
from db.facts.ranking import RankBy, Span
from db.facts.wrapping import DebriefAnswers
from db.models.base import metadata
from db.refusals import Gone, NoSessionToday
from db.store import Store
from tests.db.canvassing import ANA, BEN, NOW, PLAN, ROSA, STRANGER
from tests.db.dooring import NOBODY, Day, live, new_press

COUNTS = {NOBODY: 1}
ANAS = {"person_id": ANA.person_id}

# Every unit by which somebody reaches the doors of a session, and what they would send.
REACHING: dict[str, dict[str, Any]] = {
    "add": {"counts": COUNTS},
    "all_back": {},
    "arrive": {},
    "ask_those_out": {},
    "back": ANAS,
    "call": {},
    "cheer_on": {},
    "compiled": {},
    "confirm_count": {"doors": 5},
    "count": {**ANAS, "counts": COUNTS},
    "debrief": {"answers": DebriefAnswers("x")},
    "enter": {**ANAS, "counts": COUNTS},
    "finished": {"number": 1},
    "fix": {**ANAS, "totals": {Outcome.TALKED: 9}},
    "heading": {},
    "leave": ANAS,
    "my_debrief": {},
    "open_pad": {},
    "pad": ANAS,
    "ranking": {"span": Span.SESSION, "by": RankBy.PEOPLE},
    "start": {},
    "stay": {},
    "thank": {"to_id": BEN.person_id, "text": "x", "public": True},
    "to_change": ANAS,
    "undo": ANAS,
    "unwrap": {},
    "wrap": {"say": lambda task, n: f"{task} {n}"},
    "wrap_later": {},
    "wrapped": {},
}
# Those that give only what is the team's own, and are tested elsewhere or below.
OF_A_TEAM = {"current", "for_me", "mismatches", "name_known", "rebuild", "thanks", "to_debrief", "today"}
# Those that nobody sends: the bot starts, paints and posts by itself.
OF_THE_BOT = {"board", "due", "live", "out", "recount", "remember_board", "remember_thanks", "to_tell", "untold"}


async def in_full(store: Store) -> Day:
    """A day with everything that can be changed about it."""
    day = await live(store, ANA, BEN, captain_id=ANA.person_id)
    await day.do(canvass.make_pairs, ROSA)
    for who in (ANA, BEN):
        await day.press(who)
    await day.do(doors.debrief, ANA, answers=DebriefAnswers("Good"))
    return day


def everything(tx: Session) -> list[object]:
    """Every row of every table, but for those of people of other teams who looked in."""
    tables = (table for table in metadata.sorted_tables if table.name not in {"member", "team"})
    return [tuple(row) for table in tables for row in tx.execute(select(table))]


def units() -> dict[str, Any]:
    """Every unit of the doors, by name."""
    found = {name: getattr(doors, name) for name in doors.__all__}
    own = (one for one in vars(evening).values() if getattr(one, "__module__", "") == evening.__name__)
    return found | {one.__name__: one for one in own if inspect.isfunction(one) and not one.__name__.startswith("_")}


UNITS = units()


def test_every_unit_is_tested_here() -> None:
    assert REACHING.keys() | OF_A_TEAM | OF_THE_BOT == UNITS.keys()
    for name in OF_THE_BOT:
        assert "actor" not in inspect.signature(UNITS[name]).parameters


@pytest.mark.parametrize("name", REACHING)
async def test_another_teams_doors_are_not_there(store: Store, name: str) -> None:
    day = await in_full(store)
    before = await store.read(everything)
    unit = UNITS[name]
    known = inspect.signature(unit).parameters
    for actor in (STRANGER, replace(STRANGER, person_id=ANA.person_id)):
        sent = {"actor": actor, "team_id": 2, "now": day.now, "press_id": new_press(), **REACHING[name]}
        if "person_id" in known and "actor" not in known:
            sent["person_id"] = actor.person_id
        sent = {key: value for key, value in sent.items() if key in known}
        for canvass_id in (day.id, day.id + 1, 0, -1, 2**31, 10**39):
            with pytest.raises(Gone):
                await store.write(partial(unit, canvass_id=canvass_id, **sent))
    assert await store.read(everything) == before


async def test_lists_and_sums_are_ones_own(store: Store) -> None:
    day = await in_full(store)
    assert await store.read(partial(doors.today, actor=STRANGER, now=day.now)) == []
    with pytest.raises(NoSessionToday):
        await store.read(partial(doors.current, actor=STRANGER, now=day.now))
    assert await store.read(partial(doors.thanks, team_id=2, canvass_id=day.id)) == ()
    await day.do(doors.thank, ANA, to_id=BEN.person_id, text="Thanks", public=True)
    for actor, n in ((BEN, 1), (replace(STRANGER, person_id=BEN.person_id), 0)):
        assert len(await store.read(partial(evening.for_me, actor=actor))) == n
        assert len(await store.read(partial(evening.to_debrief, team_id=actor.team_id, canvass_id=day.id))) == n
    assert await store.read(partial(doors.name_known, team_id=2, person_id=ANA.person_id)) == ""
    await store.write(partial(doors.rebuild, team_id=2))
    assert (await day.total()).doors == 2
    await day.sound()


async def test_the_same_person_knocks_in_two_teams_and_is_counted_in_each(store: Store) -> None:
    day = await in_full(store)
    ana = replace(STRANGER, person_id=ANA.person_id, name="Ana elsewhere")
    plan = partial(canvass.plan, actor=STRANGER, plan=PLAN, channel_id=1, now=NOW)
    theirs = await store.write(plan)
    await store.write(partial(doors.start, canvass_id=theirs.id, now=day.now))
    elsewhere = Day(store, theirs.id, day.now)
    await elsewhere.press(ana, NOBODY, 9)
    assert (await day.total()).doors == 2
    assert (await elsewhere.total()).doors == 9
    assert [one.name for crew in (await day.board()).crews for one in crew.people] == ["Ana", "Ben"]
    for team_id in (1, 2):
        assert await store.read(partial(doors.mismatches, team_id=team_id)) == ()
