"""Another time, more places or fewer, called off, reminded of: what each does to sign-ups and nudges."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from db import canvass
from db.facts import CanvassState, NudgeKind, NudgeState
from db.models.nudges import Nudge
from db.refusals import (
    CanvassCancelled,
    CanvassOver,
    CanvassStarted,
    NobodyToRemind,
    RemindedLately,
    TooLong,
)
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CLEO,
    DAN,
    DEV,
    EVA,
    IN,
    NOW,
    OFFERED,
    PLAN,
    ROSA,
    SOON,
    STARTS,
    WAITING,
    everything,
    planned,
    volunteer,
)

HOUR = timedelta(hours=1)
CONFIRM, TODAY, MOVED, CANCELLED, REMIND = (
    NudgeKind.CONFIRM,
    NudgeKind.TODAY,
    NudgeKind.MOVED,
    NudgeKind.CANCELLED,
    NudgeKind.REMIND,
)


# ---- another time --------------------------------------------------------------------------------------


async def test_another_time_asks_everyone_again_and_moves_the_nudges(store: Store) -> None:
    outing = await planned(store, capacity=2)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.maybe, DAN)
    await outing.do(canvass.cant, EVA)
    edited = await outing.edit(starts_at=STARTS + HOUR, ends_at=STARTS + 3 * HOUR)
    assert (edited.moved, edited.promoted) == (True, ())
    asked = {one.name: one.confirm for one in edited.facts.standings}
    assert asked == {"Ana": True, "Ben": True, "Cleo": False, "Dan": True, "Eva": False}
    [confirm, today, moved] = await outing.nudges()
    assert [n.kind for n in (confirm, today, moved)] == [CONFIRM, TODAY, MOVED]
    assert (confirm.due_at, today.due_at) == (STARTS - 23 * HOUR, STARTS - HOUR)
    assert (moved.due_at, moved.person_id) == (NOW, None)


@pytest.mark.parametrize("answer", [canvass.join, canvass.maybe, canvass.cant])
async def test_any_answer_is_an_answer_to_the_new_time(store: Store, answer: Any) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    await outing.edit(starts_at=STARTS + HOUR)
    assert (await outing.do(answer, ANA)).mine.confirm is False


async def test_a_time_that_nobody_waits_for_is_told_to_nobody(store: Store) -> None:
    outing = await planned(store)
    await outing.do(canvass.cant, ANA)
    await outing.edit(starts_at=STARTS + HOUR)
    assert await outing.told() == [(CONFIRM, None), (TODAY, None)]


async def test_of_several_changes_of_time_the_last_is_told(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    for hours in (1, 2, 0):
        await outing.edit(starts_at=STARTS + hours * HOUR)
    assert len(await outing.told(MOVED)) == 1
    confirm, today = await outing.nudges(CONFIRM, TODAY)
    assert (confirm.due_at, today.due_at) == (STARTS - 24 * HOUR, STARTS - 2 * HOUR)


async def test_other_changes_ask_nobody_again(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    edited = await outing.edit(title="Oak Street", door_goal=50, capacity=8, captain_id=DEV.person_id)
    assert (edited.moved, edited.facts.of(ANA.person_id).confirm) == (False, False)
    assert await outing.told() == [(CONFIRM, None), (TODAY, None)]


async def test_the_version_follows_what_the_event_shows(store: Store) -> None:
    outing = await planned(store)
    changes: list[dict[str, Any]] = [
        {"capacity": 3, "door_goal": 50, "debrief_place": "Café"},
        {},
        {"title": "Oak"},
        {"starts_at": STARTS + HOUR},
        {"meet_place": "Corner"},
        {"note": "Bring water", "title": "Elm"},
    ]
    versions = [(await outing.edit(**change)).facts.version for change in changes]
    assert versions == [1, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("starts_in", "state", "until"),
    [(7 * 24, OFFERED, 4), (14, OFFERED, 2), (12, IN, None), (3, IN, None)],
)
async def test_offers_keep_within_the_new_time(store: Store, starts_in: int, state: object, until: int | None) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    starts_at = NOW + starts_in * HOUR
    await outing.edit(starts_at=starts_at, ends_at=starts_at + HOUR)
    standing = (await outing.facts()).of(BEN.person_id)
    assert standing
    assert (standing.state, standing.confirm) == (state, True)
    assert standing.offered_until == (NOW + until * HOUR if until else None)
    kinds = [NudgeKind.OFFER, NudgeKind.OFFER_OVER, NudgeKind.PROMOTED]
    told = [(n.kind, n.due_at) for n in await outing.nudges(*kinds)]
    over = [(NudgeKind.OFFER, NOW), (NudgeKind.OFFER_OVER, standing.offered_until)]
    assert told == (over if until else [(NudgeKind.PROMOTED, NOW)])


# ---- more places, fewer places -------------------------------------------------------------------------


async def test_more_places_go_to_the_first_in_line(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(*(volunteer(n) for n in range(5)))
    assert (await outing.edit(capacity=3)).promoted == (101, 102)
    assert list((await outing.states()).values()) == [IN, OFFERED, OFFERED, WAITING, WAITING]
    assert (await outing.edit(capacity=None)).promoted == (103, 104)
    assert len(await outing.told(NudgeKind.OFFER)) == 4


async def test_fewer_places_take_nobodys_away(store: Store) -> None:
    outing = await planned(store, capacity=3)
    await outing.all_join(ANA, BEN, CLEO, DAN)
    assert (await outing.edit(capacity=1)).promoted == ()
    assert list((await outing.states()).values()) == [IN, IN, IN, WAITING]
    for person in (ANA, BEN):
        await outing.do(canvass.cant, person)
    assert (await outing.states())["Dan"] is WAITING
    await outing.do(canvass.cant, CLEO)
    assert (await outing.states())["Dan"] is OFFERED


# ---- too late to change --------------------------------------------------------------------------------


async def test_a_session_that_has_begun_is_not_changed_but_may_be_called_off(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = STARTS
    with pytest.raises(CanvassStarted):
        await outing.edit(title="Late")
    await outing.do(canvass.remind, ROSA)
    await outing.do(canvass.cancel, ROSA, reason="Storm")
    assert (await outing.facts()).cancel_reason == "Storm"


async def test_a_session_that_is_over_is_neither_changed_nor_called_off(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = STARTS + 3 * HOUR
    with pytest.raises(CanvassOver):
        await outing.edit(title="Late")
    for unit, more in ((canvass.cancel, {"reason": ""}), (canvass.remind, {})):
        with pytest.raises(CanvassOver):
            await outing.do(unit, ROSA, **more)


# ---- called off ----------------------------------------------------------------------------------------


async def test_calling_off_takes_back_every_nudge_and_tells_those_who_signed_up(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    facts = await outing.do(canvass.cancel, ROSA, reason="  Rain \n all day ")
    assert (facts.state, facts.cancel_reason, facts.version) == (CanvassState.CANCELLED, "Rain all day", 2)
    assert await outing.told() == [(CANCELLED, None)]
    assert len(await outing.nudges(states=[NudgeState.CANCELLED])) == 4


async def test_calling_off_twice_is_harmless(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    first = await outing.do(canvass.cancel, ROSA, reason="Rain")
    second = await outing.do(canvass.cancel, ROSA, reason="Snow")
    assert replace(second, changes=first.changes) == first
    assert await outing.told() == [(CANCELLED, None)]
    with pytest.raises(CanvassCancelled):
        await outing.edit(title="On again")
    with pytest.raises(CanvassCancelled):
        await outing.do(canvass.remind, ROSA)


async def test_a_session_that_nobody_wanted_is_called_off_in_silence(store: Store) -> None:
    outing = await planned(store)
    await outing.do(canvass.cant, ANA)
    await outing.do(canvass.cancel, ROSA, reason="")
    assert await outing.told() == []


async def test_a_reason_has_a_bound(store: Store) -> None:
    outing = await planned(store)
    with pytest.raises(TooLong):
        await outing.do(canvass.cancel, ROSA, reason="x" * 201)
    assert (await outing.facts()).state is CanvassState.PLANNED


# ---- reminders -----------------------------------------------------------------------------------------


async def test_a_reminder_goes_out_at_most_once_an_hour(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    found = await outing.do(canvass.remind, ROSA)
    assert (found.told, found.goes_at) == (1, NOW)
    [nudge] = await outing.nudges(REMIND)
    assert (nudge.due_at, nudge.person_id) == (NOW, None)
    await outing.courier(ANA)
    outing.now += HOUR - SOON
    with pytest.raises(RemindedLately) as caught:
        await outing.do(canvass.remind, ROSA)
    assert caught.value.again_at == NOW + HOUR
    outing.now += SOON
    await outing.do(canvass.remind, ROSA)
    assert len(await outing.told(REMIND)) == 1


async def test_a_reminder_that_failed_can_be_repeated(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    await outing.do(canvass.remind, ROSA)
    [nudge] = await outing.nudges(REMIND)

    def fail(tx: Session) -> None:
        tx.get_one(Nudge, nudge.id).state = NudgeState.FAILED

    await store.write(fail)
    outing.now += SOON
    await outing.do(canvass.remind, ROSA)
    assert len(await outing.told(REMIND)) == 1


async def test_there_must_be_somebody_to_remind(store: Store) -> None:
    outing = await planned(store)
    await outing.do(canvass.cant, ANA)
    with pytest.raises(NobodyToRemind):
        await outing.do(canvass.remind, ROSA)


# ---- both or neither -----------------------------------------------------------------------------------


async def test_what_fails_leaves_neither_the_change_nor_its_nudges(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    before = await store.read(everything)

    def failing(tx: Session, unit: Any, **more: Any) -> None:
        unit(tx, canvass_id=outing.id, now=STARTS - HOUR, **more)
        raise ZeroDivisionError

    for unit, actor, more in (
        (canvass.cant, ANA, {}),
        (canvass.drop, ROSA, {"person_id": ANA.person_id}),
        (canvass.edit, ROSA, {"plan": replace(PLAN, starts_at=STARTS + HOUR, capacity=9)}),
        (canvass.cancel, ROSA, {"reason": ""}),
        (canvass.remind, ROSA, {}),
    ):
        with pytest.raises(ZeroDivisionError):
            await store.write(partial(failing, unit=unit, actor=actor, **more))
    assert await store.read(everything) == before
