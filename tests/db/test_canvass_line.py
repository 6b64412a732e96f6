"""Sign-ups: who is in, who waits, who gets what becomes free, and who hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db import canvass
from db.facts import NudgeKind, NudgeState
from db.refusals import (
    OfferOver,
)
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CANT,
    CLEO,
    DAN,
    EVA,
    IN,
    MAYBE,
    OFFERED,
    SOON,
    STARTS,
    WAITING,
    Unit,
    planned,
    volunteer,
)

OFFER, OFFER_OVER, PROMOTED, LATE_DROP = (
    NudgeKind.OFFER,
    NudgeKind.OFFER_OVER,
    NudgeKind.PROMOTED,
    NudgeKind.LATE_DROP,
)


# ---- into the line -------------------------------------------------------------------------------------


async def test_people_sign_up_until_it_is_full_and_then_wait_in_their_order(store: Store) -> None:
    outing = await planned(store, capacity=2)
    assert (await outing.do(canvass.join, ANA)).before is None
    await outing.all_join(BEN, CLEO)
    answered = await outing.do(canvass.join, DAN)
    assert answered.mine.state is WAITING
    assert answered.facts.taken == 2
    assert [one.name for one in answered.facts.line] == ["Cleo", "Dan"]
    assert await outing.states() == {"Ana": IN, "Ben": IN, "Cleo": WAITING, "Dan": WAITING}


async def test_without_a_bound_everyone_is_in(store: Store) -> None:
    outing = await planned(store, capacity=None)
    await outing.all_join(*(volunteer(n) for n in range(12)))
    assert (await outing.facts()).taken == 12
    assert not (await outing.facts()).full


async def test_pressing_again_is_harmless(store: Store) -> None:
    outing = await planned(store, capacity=1)
    for person, state in ((ANA, IN), (BEN, WAITING)):
        await outing.do(canvass.join, person)
        for _ in range(3):
            answered = await outing.do(canvass.join, person)
            assert (answered.before, answered.mine.state) == (state, state)
    for unit, state in ((canvass.maybe, MAYBE), (canvass.cant, CANT)):
        for before in (None, state):
            answered = await outing.do(unit, CLEO if state is MAYBE else DAN)
            assert (answered.before, answered.mine.state) == (before, state)
    assert await outing.states() == {"Ana": IN, "Ben": WAITING, "Cleo": MAYBE, "Dan": CANT}


async def test_the_name_is_the_one_that_people_go_by_now(store: Store) -> None:
    outing = await planned(store)
    await outing.do(canvass.join, ANA)
    await outing.do(canvass.join, replace(ANA, name="Ana María"))
    assert await outing.states() == {"Ana María": IN}


async def test_whoever_comes_back_stands_at_the_end(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.maybe, BEN)
    await outing.do(canvass.join, BEN)
    assert [one.name for one in (await outing.facts()).line] == ["Cleo", "Ben"]


# ---- a place becomes free ------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [canvass.cant, canvass.maybe])
async def test_a_place_that_frees_is_offered_to_the_first_in_line(store: Store, leave: Unit) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(leave, ANA)
    standing = (await outing.facts()).of(BEN.person_id)
    assert standing
    assert standing.state is OFFERED
    assert standing.offered_until == outing.now + timedelta(hours=4)
    assert (await outing.facts()).taken == 1
    [offer, over] = await outing.nudges(OFFER, OFFER_OVER)
    assert (offer.kind, offer.person_id, offer.due_at) == (OFFER, BEN.person_id, outing.now)
    assert (over.kind, over.person_id, over.due_at) == (OFFER_OVER, BEN.person_id, standing.offered_until)
    assert standing.offered_until.isoformat() in offer.details
    assert over.expires_at is None


async def test_an_offer_that_is_taken_is_a_place(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    assert (await outing.take(BEN)).mine.state is IN
    assert (await outing.take(BEN)).before is IN
    assert await outing.states() == {"Ana": CANT, "Ben": IN, "Cleo": WAITING}
    assert await outing.told(OFFER, OFFER_OVER) == []


async def test_whoever_presses_im_in_takes_the_offer_as_well(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    answered = await outing.do(canvass.join, BEN)
    assert (answered.before, answered.mine.state, answered.mine.offered_until) == (OFFERED, IN, None)
    assert await outing.told(OFFER, OFFER_OVER) == []


@pytest.mark.parametrize("how", ["pass", "cant", "maybe"])
async def test_an_offer_that_is_passed_on_goes_to_the_next(store: Store, how: str) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    if how == "pass":
        await outing.pass_on(BEN)
    else:
        await outing.do(canvass.cant if how == "cant" else canvass.maybe, BEN)
    assert (await outing.states())["Ben"] is (MAYBE if how == "maybe" else CANT)
    assert (await outing.states())["Cleo"] is OFFERED
    assert await outing.told(OFFER, OFFER_OVER) == [(OFFER, CLEO.person_id), (OFFER_OVER, CLEO.person_id)]


async def test_passing_on_twice_or_too_late_changes_nothing(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    await outing.pass_on(BEN)
    assert (await outing.pass_on(BEN)).mine.state is CANT
    await outing.take(CLEO)
    assert (await outing.pass_on(CLEO)).mine.state is IN


async def test_when_the_time_of_an_offer_is_over_it_goes_to_the_next(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    outing.now += timedelta(hours=4) - SOON
    assert await outing.lapse(BEN) is None
    outing.now += SOON
    with pytest.raises(OfferOver):
        await outing.take(BEN)
    facts = await outing.lapse(BEN)
    assert facts
    assert [(one.name, one.state) for one in facts.standings] == [("Ana", CANT), ("Ben", MAYBE), ("Cleo", OFFERED)]
    assert await outing.lapse(BEN) is None
    with pytest.raises(OfferOver):
        await outing.take(BEN)


async def test_an_answered_offer_does_not_lapse(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    await outing.take(BEN)
    outing.now += timedelta(hours=5)
    assert await outing.lapse(BEN) is None
    assert await outing.lapse(EVA) is None
    assert (await outing.states())["Ben"] is IN


async def test_im_in_after_the_deadline_stands_behind_those_who_waited(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    outing.now += timedelta(hours=4)
    assert (await outing.do(canvass.join, BEN)).mine.state is WAITING
    assert await outing.states() == {"Ana": CANT, "Cleo": OFFERED, "Ben": WAITING}


async def test_im_in_after_the_deadline_is_a_place_where_nobody_else_waits(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    outing.now += timedelta(hours=4)
    assert (await outing.do(canvass.join, BEN)).mine.state is IN
    assert await outing.told(OFFER, OFFER_OVER) == []


async def test_somebody_can_be_offered_a_place_again(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.cant, ANA)
    await outing.courier()
    outing.now += timedelta(hours=4)
    await outing.courier()
    await outing.lapse(BEN)
    await outing.all_join(CLEO, BEN)
    await outing.do(canvass.cant, CLEO)
    assert await outing.told(OFFER, OFFER_OVER) == [(OFFER, BEN.person_id), (OFFER_OVER, BEN.person_id)]


async def test_somebody_can_be_promoted_again(store: Store) -> None:
    outing = await planned(store, capacity=1)
    outing.now = STARTS - timedelta(hours=3)
    for _ in range(2):
        await outing.all_join(ANA, BEN)
        await outing.do(canvass.cant, ANA)
        assert await outing.told(PROMOTED) == [(PROMOTED, BEN.person_id)]
        await outing.courier()
        await outing.do(canvass.cant, BEN)
        outing.now += SOON


# ---- when there is little time left --------------------------------------------------------------------


async def test_with_little_time_left_a_place_is_theirs_at_once(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = STARTS - timedelta(hours=12)
    await outing.do(canvass.cant, ANA)
    assert await outing.states() == {"Ana": CANT, "Ben": IN}
    assert await outing.told(PROMOTED, OFFER, OFFER_OVER) == [(PROMOTED, BEN.person_id)]


@pytest.mark.parametrize(
    ("starts_after", "made", "ends"),
    [
        (10, timedelta(hours=14), timedelta(hours=12)),
        (0, timedelta(hours=18), timedelta(hours=16, minutes=1)),  # at one in the night: the evening before
    ],
)
async def test_an_offer_ends_when_little_time_is_left(
    store: Store, starts_after: int, made: timedelta, ends: timedelta
) -> None:
    starts = STARTS + timedelta(hours=starts_after)
    outing = await planned(store, capacity=1, starts_at=starts, ends_at=starts + timedelta(hours=3))
    await outing.all_join(ANA, BEN, CLEO)
    outing.now = starts - made
    await outing.do(canvass.cant, ANA)
    [over] = await outing.nudges(OFFER_OVER)
    assert over.due_at == starts - ends
    outing.now = over.due_at
    await outing.lapse(BEN)
    assert (await outing.states())["Cleo"] is IN


async def test_the_hours_are_the_teams(store: Store) -> None:
    outing = await planned(store, {"offer_hours": 30, "at_once_hours": 48, "late_hours": 2}, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    [over] = await outing.nudges(OFFER_OVER)
    assert over.due_at == outing.now + timedelta(hours=30)
    outing.now = STARTS - timedelta(hours=48)
    await outing.take(BEN) if over.due_at > outing.now else await outing.lapse(BEN)
    assert (await outing.states())["Cleo"] is IN


async def test_a_promise_is_taken_back_with_the_place(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = STARTS - timedelta(hours=3)
    await outing.do(canvass.cant, ANA)
    await outing.do(canvass.cant, BEN)
    assert await outing.told(PROMOTED) == []
    [taken_back] = await outing.nudges(PROMOTED, states=[NudgeState.CANCELLED])
    assert taken_back.person_id == BEN.person_id
