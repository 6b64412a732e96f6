"""Plans: within their bounds, with the nudges of their day, and where Discord shows them."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db import canvass, turf
from db.facts import CanvassState, NudgeKind, TurfPlan
from db.refusals import (
    EndBeforeStart,
    EndTooLate,
    Gone,
    NotANumber,
    OnlyCaptain,
    OnlyOrganizers,
    PastTime,
    Refusal,
    TooLong,
)
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CANT,
    CHANNEL,
    DEV,
    NOW,
    PLAN,
    ROSA,
    SOON,
    STARTS,
    STRANGER,
    Outing,
    everything,
    planned,
)

HOUR = timedelta(hours=1)
CONFIRM, TODAY, MOVED, CANCELLED, REMIND = (
    NudgeKind.CONFIRM,
    NudgeKind.TODAY,
    NudgeKind.MOVED,
    NudgeKind.CANCELLED,
    NudgeKind.REMIND,
)


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
    assert (confirm.kind, confirm.due_at, confirm.expires_at) == (CONFIRM, STARTS - 26 * HOUR, today.due_at)
    assert (today.kind, today.due_at, today.expires_at) == (TODAY, STARTS - 2 * HOUR, STARTS)


async def test_what_would_be_due_already_is_left_out(store: Store) -> None:
    outing = await planned(store, starts_at=NOW + 24 * HOUR, ends_at=NOW + 26 * HOUR)
    assert await outing.told() == [(TODAY, None)]


async def test_the_captain_goes_by_the_name_they_have_now(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id, captain_name="Devon")
    assert (await outing.facts()).plan.captain_name == "Devon"
    await outing.do(canvass.maybe, DEV)
    assert (await outing.facts()).plan.captain_name == "Dev"


async def test_only_organizers_plan(store: Store) -> None:
    await planned(store)
    before = await store.read(everything)
    with pytest.raises(OnlyOrganizers):
        await store.write(partial(canvass.plan, actor=DEV, plan=PLAN, channel_id=CHANNEL, now=NOW))
    assert await store.read(everything) == before


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
    before = await store.read(everything)
    for bad, refused in BAD:
        with pytest.raises(refused):
            await planned(store, **bad)
        with pytest.raises(refused):
            await outing.edit(**bad)
    assert await store.read(everything) == before


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
