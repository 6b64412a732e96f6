"""Sign-ups: who is in, who waits, who gets what becomes free, and who hears of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db import canvass
from db.facts import Actor, NudgeKind, NudgeState
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
    MAYBE,
    OFFERED,
    ROSA,
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


async def test_an_offer_ends_when_little_time_is_left(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    outing.now = STARTS - timedelta(hours=14)
    await outing.do(canvass.cant, ANA)
    [over] = await outing.nudges(OFFER_OVER)
    assert over.due_at == STARTS - timedelta(hours=12)
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
