"""Dropping out late, being taken off, tags, and what is not one's own."""

from datetime import timedelta
from typing import Any

import pytest

from db import canvass
from db.facts import Actor, NudgeKind
from db.refusals import (
    CanvassCancelled,
    CanvassOver,
    NotSignedUp,
    NotYours,
    OfferOver,
    OnlyCaptain,
    Refusal,
    TooLong,
)
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CANT,
    CLEO,
    DAN,
    DEV,
    EVA,
    IN,
    OFFERED,
    ROSA,
    SOON,
    STARTS,
    Unit,
    planned,
)

OFFER, OFFER_OVER, PROMOTED, LATE_DROP = (
    NudgeKind.OFFER,
    NudgeKind.OFFER_OVER,
    NudgeKind.PROMOTED,
    NudgeKind.LATE_DROP,
)


# ---- late drops ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [canvass.cant, canvass.maybe])
async def test_a_late_drop_is_told_to_the_captain(store: Store, leave: Unit) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.all_join(ANA)
    outing.now = STARTS - timedelta(hours=24)
    await outing.do(leave, ANA)
    [nudge] = await outing.nudges(LATE_DROP)
    assert (nudge.person_id, nudge.due_at) == (DEV.person_id, outing.now)
    assert nudge.details == '{"person": 100, "name": "Ana"}'


async def test_an_early_drop_is_told_to_nobody(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.all_join(ANA)
    outing.now = STARTS - timedelta(hours=24) - SOON
    await outing.do(canvass.cant, ANA)
    assert await outing.told(LATE_DROP) == []


async def test_only_somebody_who_was_in_drops_out(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(EVA, BEN)
    await outing.do(canvass.maybe, CLEO)
    outing.now = STARTS - timedelta(hours=1)
    for person in (BEN, CLEO, DAN):
        await outing.do(canvass.cant, person)
    assert await outing.told(LATE_DROP) == []


@pytest.mark.parametrize("captain", [None, ANA])
async def test_without_another_captain_the_organizers_hear_of_it(store: Store, captain: Actor | None) -> None:
    outing = await planned(store, captain_id=captain.person_id if captain else None)
    await outing.all_join(ANA)
    outing.now = STARTS - timedelta(hours=1)
    await outing.do(canvass.cant, ANA)
    assert await outing.told(LATE_DROP) == [(LATE_DROP, None)]


async def test_each_late_drop_of_one_person_is_told(store: Store) -> None:
    outing = await planned(store)
    outing.now = STARTS - timedelta(hours=1)
    for _ in range(2):
        await outing.do(canvass.join, ANA)
        await outing.do(canvass.cant, ANA)
        outing.now += SOON
    assert len(await outing.told(LATE_DROP)) == 2


# ---- taken off by the captain --------------------------------------------------------------------------


async def test_the_captain_takes_somebody_off_and_the_next_gets_the_place(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = STARTS - timedelta(hours=1)
    answered = await outing.do(canvass.drop, DEV, person_id=ANA.person_id)
    assert (answered.before, answered.mine.state, answered.mine.person_id) == (IN, CANT, ANA.person_id)
    assert await outing.told(LATE_DROP, PROMOTED) == [(PROMOTED, BEN.person_id)]


async def test_the_captain_hears_whom_an_organizer_took_off(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.all_join(ANA)
    outing.now = STARTS - timedelta(hours=1)
    await outing.do(canvass.drop, ROSA, person_id=ANA.person_id)
    assert await outing.told(LATE_DROP) == [(LATE_DROP, DEV.person_id)]


async def test_volunteers_take_nobody_off(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    with pytest.raises(OnlyCaptain):
        await outing.do(canvass.drop, BEN, person_id=ANA.person_id)


@pytest.mark.parametrize("person_id", [BEN.person_id, 0, -1, 2**63, 10**39])
async def test_nobody_is_taken_off_who_is_not_there(store: Store, person_id: int) -> None:
    outing = await planned(store)
    with pytest.raises(NotSignedUp):
        await outing.do(canvass.drop, ROSA, person_id=person_id)


# ---- tags ----------------------------------------------------------------------------------------------


async def test_tags_are_kept_and_survive_a_change_of_mind(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    tags = {"driver": True, "first_time": True, "languages": "Español e inglés", "note": " likes\n\x00stairs "}
    mine = (await outing.do(canvass.tag, ANA, **tags)).mine
    assert (mine.driver, mine.first_time, mine.languages, mine.note) == (True, True, "es,en", "likes stairs")
    await outing.do(canvass.cant, ANA)
    again = (await outing.do(canvass.join, ANA)).mine
    assert (again.driver, again.languages, again.note) == (True, "es,en", "likes stairs")


@pytest.mark.parametrize("answer", [None, canvass.cant])
async def test_tags_are_for_those_who_signed_up(store: Store, answer: Unit | None) -> None:
    outing = await planned(store)
    if answer:
        await outing.do(answer, ANA)
    with pytest.raises(NotSignedUp):
        await outing.do(canvass.tag, ANA, driver=True, first_time=False, languages="", note="")


@pytest.mark.parametrize(("field", "most"), [("languages", 100), ("note", 200)])
async def test_tags_have_bounds(store: Store, field: str, most: int) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    tags = {"driver": False, "first_time": False, "languages": "", "note": ""}
    await outing.do(canvass.tag, ANA, **{**tags, field: "ﷺ" * most})
    with pytest.raises(TooLong) as caught:
        await outing.do(canvass.tag, ANA, **{**tags, field: "x" * (most + 1)})
    assert caught.value.values == {"length": most + 1, "most": most}


# ---- who may not ---------------------------------------------------------------------------------------


async def test_an_offer_is_for_one_person(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    for unit in (canvass.take, canvass.pass_on):
        with pytest.raises(NotYours):
            await outing.do(unit, CLEO, person_id=BEN.person_id)
    assert (await outing.states())["Ben"] is OFFERED


async def test_a_place_that_was_never_offered_is_not_taken(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    for person in (BEN, CLEO):
        with pytest.raises(OfferOver):
            await outing.take(person)
    with pytest.raises(OfferOver):
        await outing.pass_on(CLEO)


@pytest.mark.parametrize("how", ["over", "cancelled"])
async def test_what_is_over_takes_no_answers(store: Store, how: str) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    refused: type[Refusal] = CanvassOver
    if how == "cancelled":
        await outing.do(canvass.cancel, ROSA, reason="Rain")
        refused = CanvassCancelled
    else:
        outing.now = STARTS + timedelta(hours=3)
    theirs = {"person_id": BEN.person_id}
    answers: list[tuple[Unit, Actor, dict[str, Any]]] = [
        (canvass.join, CLEO, {}),
        (canvass.maybe, CLEO, {}),
        (canvass.cant, ANA, {}),
        (canvass.tag, ANA, {"driver": True, "first_time": False, "languages": "", "note": ""}),
        (canvass.drop, ROSA, theirs),
        (canvass.take, BEN, theirs),
        (canvass.pass_on, BEN, theirs),
    ]
    for unit, actor, more in answers:
        with pytest.raises(refused):
            await outing.do(unit, actor, **more)
    outing.now += timedelta(hours=5)
    assert await outing.lapse(BEN) is None


async def test_while_it_is_on_people_still_come_and_go(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = STARTS + timedelta(hours=1)
    await outing.do(canvass.cant, ANA)
    assert await outing.states() == {"Ana": CANT, "Ben": IN}
