"""No crossing: another team's people see, change and find nothing, whatever they send."""

import inspect
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import canvass
from db.refusals import Gone, NoSuchCanvass
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, NOW, PLAN, ROSA, STRANGER, Outing, everything, planned, welcome

HOUR = timedelta(hours=1)
ANAS = {"person_id": ANA.person_id}
TAGS = {"driver": True, "first_time": True, "languages": "en", "note": ""}

# Every unit by which somebody reaches a session, and what they would send.
REACHING: dict[str, dict[str, Any]] = {
    "cancel": {"reason": ""},
    "cant": {},
    "drop": ANAS,
    "edit": {"plan": PLAN},
    "facts": {},
    "forget_reminder": {},
    "join": {},
    "make_pairs": {},
    "maybe": {},
    "move": {**ANAS, "number": 1},
    "mute": {"on": True},
    "pairs": {},
    "pass_on": ANAS,
    "practised": {"pair_id": 1, "done": True},
    "remind": {},
    "remind_me": {"at": NOW + HOUR, "asked": True},
    "show_pairs": {},
    "tag": TAGS,
    "take": ANAS,
    "when_again": {},
}
# Those that name no session, and are tested one by one.
OF_A_TEAM = {"forget_person", "in_thread", "keep_hours", "last_plan", "lines", "plan", "resolve"}
# Those that nobody sends: the bot paints and posts by itself.
OF_THE_BOT = {"behind", "find", "lapse", "without_card"} | {
    f"remember_{thing}" for thing in ("card", "event", "painted", "pairs", "thread")
}

THE_SAME_PERSON_ELSEWHERE = replace(STRANGER, person_id=ANA.person_id)


async def in_full(store: Store) -> Outing:
    """A session with everything that can be changed about it."""
    outing = await planned(store, capacity=2, captain_id=ANA.person_id)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.make_pairs, ROSA)
    await outing.do(canvass.remind, ROSA)
    return outing


def test_every_unit_is_tested_here() -> None:
    assert REACHING.keys() | OF_A_TEAM | OF_THE_BOT == set(canvass.__all__)
    for name in OF_THE_BOT:
        assert not {"actor", "team_id"} & inspect.signature(getattr(canvass, name)).parameters.keys()


@pytest.mark.parametrize("name", REACHING)
async def test_another_teams_session_is_not_there(store: Store, name: str) -> None:
    outing = await in_full(store)
    before = await store.read(everything)
    unit = getattr(canvass, name)
    for actor in (STRANGER, THE_SAME_PERSON_ELSEWHERE):
        sent: dict[str, Any] = {"actor": actor, "team_id": actor.team_id, "now": NOW, **REACHING[name]}
        sent = {key: value for key, value in sent.items() if key in inspect.signature(unit).parameters}
        for canvass_id in (outing.id, outing.id + 1, 0, -1, 2**31, 10**39):
            with pytest.raises(Gone):
                await store.write(partial(unit, canvass_id=canvass_id, **sent))
    assert await store.read(everything) == before


async def test_lists_names_and_defaults_are_ones_own(store: Store) -> None:
    outing = await in_full(store)
    for past in (False, True):
        assert await store.read(partial(canvass.lines, actor=STRANGER, now=NOW, past=past)) == []
    for typed in ("Elm Street", str(outing.id)):
        with pytest.raises(NoSuchCanvass):
            await store.read(partial(canvass.resolve, actor=STRANGER, typed=typed, now=NOW))
    assert await store.read(partial(canvass.last_plan, actor=STRANGER)) is None


async def test_nobody_is_forgotten_by_another_team(store: Store) -> None:
    outing = await in_full(store)
    before = await store.read(everything)
    forget = partial(canvass.forget_person, team_id=2, person_id=ANA.person_id, now=NOW)
    assert await store.write(forget) == ()
    assert await store.read(everything) == before
    assert (await outing.facts()).plan.captain_id == ANA.person_id


async def test_a_thread_and_the_hours_of_a_team_are_its_own(store: Store) -> None:
    outing = await in_full(store)
    await store.write(partial(canvass.remember_thread, canvass_id=outing.id, thread_id=77))
    for team_id, found in ((1, outing.id), (2, None)):
        assert await store.read(partial(canvass.in_thread, team_id=team_id, thread_id=77)) == found
    before = await store.read(everything)
    await store.write(partial(canvass.keep_hours, team_id=2, now=NOW))
    assert await store.read(everything) == before


async def test_names_and_sessions_that_were_attended_do_not_cross(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    theirs = await store.write(partial(canvass.plan, actor=STRANGER, plan=PLAN, channel_id=1, now=NOW))
    facts = await store.read(partial(canvass.facts, team_id=2, canvass_id=theirs.id))
    assert facts.standings == ()
    elsewhere = replace(THE_SAME_PERSON_ELSEWHERE, name="Known by another name")
    await store.write(partial(canvass.join, actor=elsewhere, canvass_id=theirs.id, now=NOW))
    assert [one.name for one in (await outing.facts()).standings] == ["Ana"]


async def test_a_team_that_is_not_known_plans_nothing(store: Store) -> None:
    await store.write(welcome)
    nobody = replace(ROSA, team_id=3)
    with pytest.raises(Gone):
        await store.write(partial(canvass.plan, actor=nobody, plan=PLAN, channel_id=1, now=NOW))
