"""The end of a day: wrapped up once, also with people out; tasks with owners and dates; opened again; the next one."""

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from db import canvass, doors, followups
from db.facts import CanvassState, FollowupState, NudgeKind
from db.facts.wrapping import WrapFacts
from db.refusals import CanvassCancelled, Gone, NotLive, OnlyCaptain, WrappedUp
from db.store import Store
from tests.db.canvassing import ANA, BEN, ROSA, STARTS, STRANGER, planned
from tests.db.dooring import EVENT, MINUTE, NOBODY, SIGN, TALKED, Day, live

HOUR = timedelta(hours=1)
ENDS = STARTS + 3 * HOUR


async def full(store: Store, **changes: object) -> Day:
    """A day with doors, signs and somebody for the event, at its end."""
    day = await live(store, ANA, BEN, **changes)
    for outcome, n in ((NOBODY, 20), (TALKED, 5), (SIGN, 3), (EVENT, 2)):
        await day.press(ANA, outcome, n)
    day.now = ENDS
    return day


async def seen(day: Day) -> WrapFacts:
    """The session after its end."""
    return await day.store.read(partial(doors.wrapped, team_id=1, canvass_id=day.id))


# ---- wrapping up -------------------------------------------------------------------------------------


async def test_totals_and_contact_rate_and_no_more_presses(store: Store) -> None:
    day = await full(store, captain_id=BEN.person_id)
    with pytest.raises(OnlyCaptain):
        await day.wrap(ANA)
    done = await day.wrap(BEN)
    assert done.new
    assert (done.board.state, done.board.wrapped_at) == (CanvassState.WRAPPED, ENDS)
    assert (done.board.total.doors, done.board.total.asks, done.board.total.contact_rate) == (25, 5, 0.2)
    with pytest.raises(WrappedUp) as refused:
        await day.press(ANA)
    assert refused.value.until_at == ENDS + 48 * HOUR
    await day.by(ANA, doors.add, {NOBODY: 1})
    assert (await seen(day)).board.total.doors == 26, "what is added afterwards is in the wrapped card"


async def test_wrapping_up_twice_is_harmless(store: Store) -> None:
    day = await full(store)
    first = await day.wrap()
    day.now += HOUR
    second = await day.wrap()
    assert (first.new, second.new) == (True, False)
    assert second.board.wrapped_at == ENDS
    assert [task.id for task in second.tasks] == [task.id for task in first.tasks]
    assert len(await day.nudges(NudgeKind.DEBRIEF)) == 1


async def test_only_what_was_started_is_wrapped_up(store: Store) -> None:
    day = Day(store, (await planned(store)).id, STARTS)
    with pytest.raises(NotLive):
        await day.wrap()
    await day.do(canvass.cancel, ROSA, reason="")
    with pytest.raises(CanvassCancelled):
        await day.wrap()


async def test_with_people_out_they_are_still_waited_for(store: Store) -> None:
    day = await full(store)
    done = await day.wrap()
    assert [crew.back for crew in done.board.crews] == [False]
    kinds = {nudge.kind for nudge in await day.nudges(NudgeKind.NOT_BACK, NudgeKind.WRAP, NudgeKind.CHEER)}
    assert kinds == {NudgeKind.NOT_BACK}


async def test_with_all_back_nobody_is_asked_for(store: Store) -> None:
    day = await full(store)
    await day.do(doors.back, ANA)
    await day.wrap()
    assert await day.nudges(NudgeKind.NOT_BACK, NudgeKind.WRAP, NudgeKind.CHEER) == []


async def test_those_who_came_are_asked_how_it_was_a_little_later(store: Store) -> None:
    day = await full(store)
    await day.wrap()
    assert [nudge.due_at for nudge in await day.nudges(NudgeKind.DEBRIEF)] == [ENDS + 10 * MINUTE]


# ---- tasks -------------------------------------------------------------------------------------------


async def test_what_was_collected_becomes_promises_of_the_captain(store: Store) -> None:
    day = await full(store, captain_id=BEN.person_id)
    done = await day.wrap(ROSA)
    assert [(task.text, task.owner_name, task.canvass_id) for task in done.tasks] == [
        ("load: 25", "Ben", day.id),
        ("events: 2", "Ben", day.id),
        ("signs: 3", "Ben", day.id),
    ]
    local = [task.due_at.astimezone(ZoneInfo(task.zone)) for task in done.tasks]
    assert [(when.day - ENDS.day, when.hour) for when in local] == [(1, 18), (2, 18), (-27, 18)], (
        "on the evenings after"
    )
    assert {task.state for task in done.tasks} == {FollowupState.OPEN}
    assert len(await store.read(partial(followups.to_dos, actor=BEN))) == 3
    await store.write(partial(followups.done, actor=BEN, followup_id=done.tasks[0].id, now=day.now))
    assert (await seen(day)).tasks[0].state is FollowupState.DONE


async def test_without_a_captain_they_are_of_who_wraps_up(store: Store) -> None:
    day = await full(store)
    assert {task.owner_name for task in (await day.wrap()).tasks} == {"Rosa"}


async def test_what_nobody_asked_for_is_no_task(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, TALKED)
    assert [task.text for task in (await day.wrap()).tasks] == ["load: 1"]
    empty = await live(store)
    assert (await empty.wrap()).tasks == ()


# ---- opened again ------------------------------------------------------------------------------------


async def test_a_slip_of_a_thumb_is_taken_back(store: Store) -> None:
    day = await full(store)
    day.now = STARTS + HOUR
    first = await day.wrap()
    assert await day.do(doors.unwrap, ROSA)
    assert not await day.do(doors.unwrap, ROSA), "twice is harmless"
    assert (await day.press(ANA)).live
    due = {
        nudge.kind: nudge.due_at for nudge in await day.nudges(NudgeKind.NOT_BACK, NudgeKind.WRAP, NudgeKind.DEBRIEF)
    }
    assert due == {NudgeKind.NOT_BACK: ENDS + 30 * MINUTE, NudgeKind.WRAP: ENDS + 45 * MINUTE}
    day.now = ENDS
    again = await day.wrap()
    assert again.new
    assert [task.id for task in again.tasks] == [task.id for task in first.tasks], "no task comes twice"
    assert [nudge.due_at for nudge in await day.nudges(NudgeKind.DEBRIEF)] == [ENDS + 10 * MINUTE]


async def test_it_is_opened_again_for_two_days_by_who_leads_it(store: Store) -> None:
    day = await full(store)
    await day.wrap()
    with pytest.raises(OnlyCaptain):
        await day.do(doors.unwrap, ANA)
    day.now = ENDS + 48 * HOUR
    assert not await day.do(doors.unwrap, ROSA)
    assert (await day.board()).state is CanvassState.WRAPPED


# ---- the next one ------------------------------------------------------------------------------------


async def test_the_next_session_is_a_week_later_by_the_clocks_on_the_wall(store: Store) -> None:
    starts = datetime(2027, 3, 7, 16, tzinfo=UTC)  # ten in the morning in Chicago; a week later it is nine by UTC's
    outing = await planned(store, settings={"zone": "America/Chicago"}, starts_at=starts, ends_at=starts + 3 * HOUR)
    day = Day(store, outing.id, starts)
    await day.do(doors.start, ROSA)
    assert (await day.wrap()).next_at == starts + timedelta(days=7) - HOUR


async def test_another_team_sees_and_ends_nothing(store: Store) -> None:
    day = await full(store)
    for canvass_id in (day.id, day.id + 9, 0, -1, 2**31, 10**39):
        with pytest.raises(Gone):
            await store.read(partial(doors.wrapped, team_id=STRANGER.team_id, canvass_id=canvass_id))
    with pytest.raises(Gone):
        await day.wrap(STRANGER)
