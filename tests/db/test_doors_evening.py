"""The evening: who is called, asked and thanked; each wish once, and only by those who lead."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, col, select

from db import doors
from db.doors import evening
from db.facts import NudgeKind
from db.facts.wrapping import DebriefAnswers
from db.models.nudges import Nudge
from db.refusals import Gone, OnlyCaptain
from db.store import Store
from tests.db.canvassing import ANA, BEN, DAN, ROSA, STRANGER, Unit
from tests.db.dooring import MINUTE, Day, live


async def out(store: Store) -> Day:
    """Ana and Ben are at the doors."""
    day = await live(store, ANA, BEN, captain_id=DAN.person_id, captain_name="Dan")
    for who in (ANA, BEN):
        await day.press(who)
    return day


def scheduled(tx: Session, *, kind: NudgeKind) -> int:
    """How many nudges of a kind there are."""
    return len(tx.exec(select(Nudge).where(col(Nudge.kind) == kind)).all())


async def test_everybody_is_back_by_one_tap_of_the_captain(store: Store) -> None:
    day = await out(store)
    changed = await day.do(evening.all_back, DAN)
    assert sorted(changed) == sorted((ANA.person_id, BEN.person_id))
    assert await day.do(evening.all_back, DAN) == ()
    assert await day.do(evening.call, DAN) is None
    assert await day.do(evening.ask_those_out, DAN) == 0


@pytest.mark.parametrize("unit", [evening.all_back, evening.call, evening.ask_those_out, evening.wrap_later])
async def test_only_those_who_lead_do_that(store: Store, unit: Unit) -> None:
    day = await out(store)
    with pytest.raises(OnlyCaptain):
        await day.do(unit, ANA)
    with pytest.raises(Gone):
        await day.do(unit, STRANGER)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        (evening.call, NudgeKind.NOT_BACK),
        (evening.ask_those_out, NudgeKind.NOT_BACK),
        (evening.wrap_later, NudgeKind.WRAP),
    ],
)
async def test_a_wish_pressed_twice_is_one(store: Store, unit: Unit, kind: NudgeKind) -> None:
    day = await out(store)
    before = await store.read(partial(scheduled, kind=kind))
    for _ in range(3):
        await day.do(unit, ROSA)
    assert await store.read(partial(scheduled, kind=kind)) == before + 1
    day.now += timedelta(minutes=20)
    await day.do(unit, ROSA)
    assert await store.read(partial(scheduled, kind=kind)) == before + 2


async def test_those_are_asked_who_came_and_have_not_said_how_it_was(store: Store) -> None:
    day = await out(store)
    ask = partial(evening.to_debrief, team_id=1, canvass_id=day.id)
    assert await store.read(ask) == (ANA.person_id, BEN.person_id)
    await day.do(partial(doors.debrief, answers=DebriefAnswers("Songs")), ANA)
    assert await store.read(ask) == (BEN.person_id,)
    assert await store.read(partial(evening.to_debrief, team_id=2, canvass_id=day.id)) == ()


async def test_thanks_are_told_until_a_message_tells_them(store: Store) -> None:
    day = await out(store)
    thanks = await day.do(partial(doors.thank, to_id=BEN.person_id, text="Calm", public=True), ANA)
    untold = partial(evening.untold, now=day.now)
    assert await store.read(untold) == [thanks.id]
    found = await store.read(partial(evening.to_tell, appreciation_id=thanks.id))
    assert found is not None
    assert (found.thanks.text, found.canvass_id) == ("Calm", day.id)
    await store.write(partial(doors.remember_thanks, appreciation_id=thanks.id, message_id=5))
    assert await store.read(untold) == []


async def test_private_thanks_are_never_told_and_read_by_one(store: Store) -> None:
    day = await out(store)
    thanks = await day.do(partial(doors.thank, to_id=BEN.person_id, text="Calm", public=False), ANA)
    assert await store.read(partial(evening.untold, now=day.now + MINUTE)) == []
    assert await store.read(partial(evening.to_tell, appreciation_id=thanks.id)) is None
    [(_, mine)] = await store.read(partial(evening.for_me, actor=BEN))
    assert mine.text == "Calm"
    for other in (ANA, ROSA, STRANGER):
        assert await store.read(partial(evening.for_me, actor=other)) == ()
