"""Plans: made, changed, called off, and what each change does to sign-ups and nudges."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from db import canvass, turf
from db.facts import CanvassState, NudgeKind, NudgeState, TurfPlan
from db.models.canvass import Canvass
from db.models.nudges import Nudge
from db.refusals import (
    CanvassCancelled,
    CanvassOver,
    CanvassStarted,
    EndBeforeStart,
    EndTooLate,
    Gone,
    NobodyToRemind,
    NotANumber,
    OnlyCaptain,
    OnlyOrganizers,
    PastTime,
    Refusal,
    RemindedLately,
    TooLong,
)
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CANT,
    CHANNEL,
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
    STRANGER,
    WAITING,
    Outing,
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


async def rows(store: Store) -> tuple[int, int]:
    """How many sessions and nudges there are."""

    def unit(tx: Session) -> tuple[int, int]:
        return len(tx.exec(select(Canvass.id)).all()), len(tx.exec(select(Nudge.id)).all())

    return await store.read(unit)


# ---- planned -------------------------------------------------------------------------------------------


async def test_a_plan_is_kept_as_it_was_made(store: Store) -> None:
    wanted = replace(
        PLAN,
        captain_id=DEV.person_id,
        captain_name="Dev",
        capacity=8,
        meet_place="  Corner of\tElm ",
        debrief_place="Café",
        door_goal=200,
        note="Bring water\n\n  and a hat \x00",
    )
    outing = await planned(store, **{name: getattr(wanted, name) for name in wanted.__slots__})
    facts = await outing.facts()
    assert facts.plan == replace(wanted, meet_place="Corner of Elm", note="Bring water\n\nand a hat")
    assert (facts.name, facts.zone, facts.state) == ("Elm Street", "America/New_York", CanvassState.PLANNED)
    assert (facts.channel_id, facts.message_id, facts.standings) == (CHANNEL, None, ())


async def test_the_nudges_of_the_day_are_planned_with_it(store: Store) -> None:
    outing = await planned(store, {"confirm_hours": 26})
    confirm, today = await outing.nudges()
    assert (confirm.kind, confirm.due_at, confirm.expires_at) == (CONFIRM, STARTS - 26 * HOUR, STARTS)
    assert (today.kind, today.due_at, today.person_id) == (TODAY, STARTS - 2 * HOUR, None)


async def test_what_would_be_due_already_is_left_out(store: Store) -> None:
    outing = await planned(store, starts_at=NOW + 24 * HOUR, ends_at=NOW + 26 * HOUR)
    assert await outing.told() == [(TODAY, None)]


async def test_the_captain_goes_by_the_name_they_have_now(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id, captain_name="Devon")
    assert (await outing.facts()).plan.captain_name == "Devon"
    await outing.do(canvass.maybe, DEV)
    assert (await outing.facts()).plan.captain_name == "Dev"


async def test_only_organizers_plan(store: Store) -> None:
    outing = await planned(store)
    with pytest.raises(OnlyOrganizers):
        await store.write(partial(canvass.plan, actor=DEV, plan=PLAN, channel_id=CHANNEL, now=NOW))
    assert await rows(store) == (1, len(await outing.nudges()))


BAD: list[tuple[dict[str, Any], type[Refusal]]] = [
    ({"capacity": 0}, NotANumber),
    ({"capacity": -1}, NotANumber),
    ({"capacity": 501}, NotANumber),
    ({"capacity": 10**9}, NotANumber),
    ({"door_goal": 0}, NotANumber),
    ({"door_goal": 100_001}, NotANumber),
    ({"door_goal": 10**39}, NotANumber),
    ({"starts_at": NOW}, PastTime),
    ({"starts_at": NOW - HOUR}, PastTime),
    ({"ends_at": STARTS}, EndBeforeStart),
    ({"ends_at": STARTS - HOUR}, EndBeforeStart),
    ({"ends_at": STARTS + 24 * HOUR + SOON}, EndTooLate),
    ({"ends_at": datetime.max.replace(tzinfo=UTC)}, EndTooLate),
    ({"title": "x" * 81}, TooLong),
    ({"meet_place": "x" * 121}, TooLong),
    ({"debrief_place": "x" * 121}, TooLong),
    ({"note": "x" * 501}, TooLong),
    ({"note": "😀\n" * 10_000}, TooLong),
    ({"turf_id": 999}, Gone),
    ({"turf_id": -1}, Gone),
    ({"turf_id": 10**39}, Gone),
]


async def test_a_plan_out_of_bounds_is_refused_and_nothing_is_kept(store: Store) -> None:
    outing = await planned(store)
    before = await outing.facts(), await rows(store)
    for bad, refused in BAD:
        with pytest.raises(refused):
            await planned(store, **bad)
        with pytest.raises(refused):
            await outing.edit(**bad)
    assert (await outing.facts(), await rows(store)) == before


async def test_a_plan_at_its_bounds_is_kept(store: Store) -> None:
    wanted: dict[str, Any] = {
        "capacity": 500,
        "door_goal": 100_000,
        "title": "x" * 80,
        "meet_place": "😀" * 120,
        "debrief_place": "x" * 120,
        "note": "x" * 500,
        "starts_at": NOW + SOON,
        "ends_at": NOW + SOON + 24 * HOUR,
    }
    outing = await planned(store, **wanted)
    plan = (await outing.facts()).plan
    assert {name: getattr(plan, name) for name in wanted} == wanted


async def test_a_refusal_says_what_was_wrong(store: Store) -> None:
    with pytest.raises(NotANumber) as number:
        await planned(store, capacity=0)
    assert number.value.values == {"typed": "0", "least": 1, "most": 500}
    with pytest.raises(PastTime) as past:
        await planned(store, starts_at=NOW - HOUR)
    assert past.value.values == {"typed": "2026-11-23 12:00", "read_at": NOW - HOUR}


async def test_another_teams_neighborhood_is_not_there(store: Store) -> None:
    await planned(store)
    theirs = await store.write(partial(turf.add, actor=STRANGER, plan=TurfPlan("Oak"), now=NOW))
    with pytest.raises(Gone):
        await planned(store, turf_id=theirs.id)


# ---- who may change it ---------------------------------------------------------------------------------


async def test_the_captain_may_change_cancel_and_remind_and_volunteers_may_not(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.all_join(ANA)
    for unit, more in (
        (canvass.edit, {"plan": PLAN}),
        (canvass.cancel, {"reason": ""}),
        (canvass.remind, {}),
    ):
        with pytest.raises(OnlyCaptain):
            await outing.do(unit, ANA, **more)
    await outing.edit(DEV, title="Elm and Oak")
    await outing.do(canvass.remind, DEV)
    await outing.do(canvass.cancel, DEV, reason="")
    assert (await outing.facts()).state is CanvassState.CANCELLED


async def test_a_captain_who_handed_over_may_no_longer(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.edit(DEV, captain_id=ANA.person_id)
    with pytest.raises(OnlyCaptain):
        await outing.edit(DEV, title="Mine")


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
    await outing.do(canvass.remind, ROSA)
    [nudge] = await outing.nudges(REMIND)
    assert (nudge.due_at, nudge.person_id) == (NOW, None)
    outing.now += HOUR - SOON
    with pytest.raises(RemindedLately) as caught:
        await outing.do(canvass.remind, ROSA)
    assert caught.value.again_at == NOW + HOUR
    outing.now += SOON
    await outing.do(canvass.remind, ROSA)
    assert len(await outing.told(REMIND)) == 2


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
    before = await outing.facts(), await rows(store)

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
    assert (await outing.facts(), await rows(store)) == before


# ---- what Discord shows --------------------------------------------------------------------------------


async def test_a_card_that_is_posted_opens_the_session(store: Store) -> None:
    outing = await planned(store)
    missing = partial(canvass.without_card, now=NOW)
    assert await store.read(missing) == [outing.id]
    card = partial(canvass.remember_card, canvass_id=outing.id, channel_id=8)
    await store.write(partial(card, message_id=9))
    facts = await outing.facts()
    assert (facts.channel_id, facts.message_id, facts.state) == (8, 9, CanvassState.OPEN)
    assert await store.read(missing) == []
    await store.write(partial(card, message_id=None))
    assert await store.read(missing) == [outing.id]
    assert await store.read(partial(canvass.without_card, now=STARTS + 3 * HOUR)) == []


async def test_a_card_does_not_open_what_was_called_off_meanwhile(store: Store) -> None:
    outing = await planned(store)
    await outing.do(canvass.cancel, ROSA, reason="")
    await store.write(partial(canvass.remember_card, canvass_id=outing.id, channel_id=8, message_id=9))
    assert (await outing.facts()).state is CanvassState.CANCELLED
    assert await store.read(partial(canvass.without_card, now=NOW)) == []


async def test_thread_and_event_are_remembered(store: Store) -> None:
    outing = await planned(store)
    await store.write(partial(canvass.remember_thread, canvass_id=outing.id, thread_id=5))
    await store.write(partial(canvass.remember_event, canvass_id=outing.id, event_id=6, version=1))
    facts = await outing.facts()
    assert (facts.thread_id, facts.event_id, facts.event_version) == (5, 6, 1)


async def test_a_card_is_behind_from_a_change_until_it_is_painted(store: Store) -> None:
    outing = await planned(store)
    await store.write(partial(canvass.remember_card, canvass_id=outing.id, channel_id=8, message_id=9))
    behind = partial(canvass.behind, now=NOW)
    painted = partial(canvass.remember_painted, canvass_id=outing.id)
    await store.write(partial(painted, changes=(await outing.facts()).changes))
    assert await store.read(behind) == []
    seen = (await outing.do(canvass.join, ANA)).facts.changes
    await outing.all_join(BEN)
    await store.write(partial(painted, changes=seen))
    assert await store.read(behind) == [outing.id]
    await store.write(partial(painted, changes=seen + 1))
    await store.write(partial(painted, changes=seen))
    assert await store.read(behind) == []
    with pytest.raises(OnlyCaptain):
        await outing.do(canvass.remind, ANA)
    assert await store.read(behind) == []
    assert await store.read(partial(canvass.behind, now=STARTS + 3 * HOUR)) == [outing.id]


async def test_what_is_gone_is_no_trouble(store: Store) -> None:
    for number in (999, -1, 10**39):
        await store.write(partial(canvass.remember_thread, canvass_id=number, thread_id=5))
        assert await store.read(partial(canvass.find, canvass_id=number)) is None
        assert await store.write(partial(canvass.lapse, canvass_id=number, person_id=1, now=NOW)) is None


async def test_both_kinds_of_people_see_the_same_session(store: Store) -> None:
    outing: Outing = await planned(store)
    await outing.do(canvass.cant, ANA)
    assert await store.read(partial(canvass.find, canvass_id=outing.id)) == await outing.facts()
    assert (await outing.states())["Ana"] is CANT


async def test_nobody_is_asked_in_quiet_hours(store: Store) -> None:
    outing = await planned(
        store, {"confirm_hours": 30, "today_hours": 9, "quiet_from": time(20), "quiet_until": time(8)}
    )
    confirm, today = await outing.nudges()
    zone = ZoneInfo((await outing.facts()).zone)
    assert confirm.due_at.astimezone(zone).time() == time(8)
    assert today.due_at.astimezone(zone).time() == time(8)
