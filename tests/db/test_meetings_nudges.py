"""What people are told about meetings: in one letter, answered there, put off, stopped, and settled meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import followups, meetings, nudges, people
from db.facts import Actor, Item, ItemState, Letter, NudgeAnswer, NudgeKind, NudgeState
from db.facts.playbooks import Review
from db.models.teams import Member
from db.nudges import answers, coming, letters, listing
from db.refusals import AfterStart, Gone, NotYours, PastTime, TaskTaken
from db.store import Store
from tests.db.meeting import (
    ANA,
    BEN,
    CLEO,
    DAN,
    ENDS,
    NOW,
    ROSA,
    STARTS,
    STRANGER,
    Encounter,
    at,
    local,
    plan_of,
    planned,
)

PREP, EVALUATE = NudgeKind.PREP, NudgeKind.EVALUATE
MEETING_DAY, ENDS_BY_ITSELF = NudgeKind.MEETING_DAY, NudgeKind.MEETING_ENDS
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def told(store: Store) -> tuple[Encounter, int]:
    """Cleo took a thing to do, and was reminded of it; with the nudge."""
    meeting = await planned(store)
    await meeting.do(meetings.take, CLEO, task_id=2)
    meeting.now = at("2026-11-29 18:00")
    assert await meeting.courier() == [(PREP, CLEO.person_id, "2026-11-29 18:00")]
    [nudge] = await meeting.nudges(PREP, states=[NudgeState.SENT])
    return meeting, nudge.id or 0


async def asked(store: Store) -> tuple[Encounter, int]:
    """Ana is asked how it was; with the nudge."""
    meeting = await planned(store)
    await meeting.is_over(wait=timedelta(minutes=10))
    assert await meeting.courier() == [(EVALUATE, ANA.person_id, "2026-12-03 14:40")]
    [nudge] = await meeting.nudges(EVALUATE, states=[NudgeState.SENT])
    return meeting, nudge.id or 0


async def item(meeting: Encounter, nudge_id: int, person: Actor = CLEO) -> Item:
    """Where the matter stands."""
    read = partial(letters.answered_by, team_id=1, person_id=person.person_id, nudge_id=nudge_id, now=meeting.now)
    found: Letter = await meeting.store.read(read)
    one = found.item(nudge_id)
    assert one is not None
    return one


async def press(meeting: Encounter, unit: Callable[..., Any], nudge_id: int, who: Actor = CLEO, **more: Any) -> Any:
    """Somebody presses a button of the message."""
    return await meeting.store.write(partial(unit, actor=who, nudge_id=nudge_id, now=meeting.now, **more))


# ---- something to do -------------------------------------------------------------------------------


async def test_a_reminder_says_what_is_to_be_done_and_nothing_of_the_room(store: Store) -> None:
    meeting, number = await told(store)
    one = await item(meeting, number)
    assert (one.state, one.task and one.task.text) == (ItemState.ASKS, "Confirm the date with her office")
    assert one.meeting is not None
    assert (one.meeting.prospect_name, one.meeting.private) == ("Council member Álvarez", False)
    assert [choice for choice, _ in one.laters] == ["today", "tomorrow"]  # in a week it would be too late
    assert [when for _, _, when in await meeting.coming(PREP)] == ["2026-12-01 18:00"]


async def test_it_is_done_with_one_tap_and_undone_with_another(store: Store) -> None:
    meeting, number = await told(store)
    for _ in range(2):
        await press(meeting, answers.done, number)
    assert (await item(meeting, number)).state is ItemState.DONE
    assert (await meeting.facts()).prep[1].done_at == meeting.now
    assert await meeting.coming(PREP) == []
    await press(meeting, answers.undo, number)
    assert (await item(meeting, number)).state is ItemState.ASKS
    assert [when for _, _, when in await meeting.coming(PREP)] == ["2026-12-01 18:00"]


async def test_it_is_put_off(store: Store) -> None:
    meeting, number = await told(store)
    tomorrow = at("2026-11-30 09:00")
    await press(meeting, answers.later, number, until=tomorrow, asked=False)
    one = await item(meeting, number)
    assert (one.state, one.until, one.answer) == (ItemState.LATER, tomorrow, NudgeAnswer.LATER)
    assert await meeting.coming(PREP) == [(PREP, CLEO.person_id, "2026-11-30 09:00")]
    await press(meeting, answers.later, number, until=tomorrow + HOUR, asked=True)
    assert await meeting.coming(PREP) == [(PREP, CLEO.person_id, "2026-11-30 10:00")]
    for until, refusal in ((meeting.now, PastTime), (STARTS, AfterStart)):
        with pytest.raises(refusal):
            await press(meeting, answers.later, number, until=until, asked=True)
    await press(meeting, answers.undo, number)
    assert (await item(meeting, number)).state is ItemState.ASKS
    assert [when for _, _, when in await meeting.coming(PREP)] == ["2026-12-01 18:00"]


async def test_what_was_put_off_to_an_hour_comes_at_that_hour_on_other_clocks(store: Store) -> None:
    meeting, number = await told(store)
    await press(meeting, answers.later, number, until=at("2026-11-30 09:00"), asked=False)
    await store.write(partial(people.set_zone, actor=CLEO, zone="America/Los_Angeles", now=meeting.now))
    assert [when for _, _, when in await meeting.coming(PREP)] == ["2026-11-30 11:00"]


async def test_no_more_of_it_is_kept_even_when_the_meeting_moves(store: Store) -> None:
    meeting, number = await told(store)
    await press(meeting, answers.stop, number)
    assert (await item(meeting, number)).state is ItemState.STOPPED
    later = plan_of(1, starts_at=STARTS + 7 * DAY, ends_at=ENDS + 7 * DAY)
    await meeting.do(meetings.change, plan=later)
    assert await meeting.coming(PREP) == []
    assert (await meeting.facts()).prep[1].owner_id == CLEO.person_id
    await press(meeting, answers.undo, number)
    assert len(await meeting.coming(PREP)) == 2


async def test_it_is_given_back_for_somebody_else(store: Store) -> None:
    meeting, number = await told(store)
    await press(meeting, answers.pass_back, number)
    assert (await item(meeting, number)).state is ItemState.ELSEWHERE
    assert (await meeting.facts()).prep[1].free
    await meeting.do(meetings.take, DAN, task_id=2)
    assert (await item(meeting, number)).who == "Dan"
    units: list[tuple[Any, dict[str, Any]]] = [
        (answers.stop, {}),
        (answers.later, {"until": STARTS - HOUR, "asked": True}),
    ]
    for unit, more in units:
        with pytest.raises(TaskTaken):
            await press(meeting, unit, number, **more)


async def test_what_is_settled_before_it_goes_out_is_not_said(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, CLEO, task_id=2)
    [first, _] = await meeting.nudges(PREP)
    # It is on its way when the meeting is called off.
    held = await store.write(partial(nudges.hold_due, now=at("2026-11-29 18:00")))
    assert [one.first.id for one in held.bundles] == [first.id]
    await meeting.do(meetings.cancel, reason="")
    found = await store.read(partial(letters.to_send, ids=held.bundles[0].ids, now=meeting.now))
    assert found is not None
    assert [one.state for one in found.items] == [ItemState.OVER]
    assert letters.worth_saying(found) is None


async def test_a_thing_that_is_no_more_is_dropped(store: Store) -> None:
    meeting, number = await told(store)
    await meeting.do(meetings.erase_task, task_id=2)
    assert (await item(meeting, number)).state is ItemState.DROPPED
    with pytest.raises(Gone):
        await press(meeting, answers.done, number)


async def test_a_reminder_is_of_no_use_once_it_is_due(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, CLEO, task_id=2)
    meeting.now = at("2026-12-02 18:01")  # nothing ran since
    assert await meeting.courier() == []
    assert len(await meeting.nudges(PREP, states=[NudgeState.EXPIRED])) == 2


# ---- how it was ------------------------------------------------------------------------------------


async def test_each_who_went_is_asked_and_once_more_a_day_later(store: Store) -> None:
    meeting, number = await asked(store)
    assert (await item(meeting, number, ANA)).state is ItemState.ASKS
    meeting.now = at("2026-12-04 14:40")
    assert (EVALUATE, ANA.person_id, "2026-12-04 14:40") in await meeting.courier()
    await meeting.do(meetings.evaluate, answers={Review.PLAN: "Yes"})
    assert (await item(meeting, number, ANA)).state is ItemState.DONE


async def test_asking_is_put_off_and_stopped(store: Store) -> None:
    meeting, number = await asked(store)
    await press(meeting, answers.later, number, ANA, until=at("2026-12-05 09:00"), asked=False)
    assert await meeting.coming(EVALUATE) == [(EVALUATE, ANA.person_id, "2026-12-05 09:00")]
    await press(meeting, answers.stop, number, ANA)
    assert await meeting.coming(EVALUATE) == []
    assert (await item(meeting, number, ANA)).state is ItemState.STOPPED
    await press(meeting, answers.undo, number, ANA)
    assert [when for _, _, when in await meeting.coming(EVALUATE)] == ["2026-12-04 14:40"]
    with pytest.raises(Gone):
        await press(meeting, answers.done, number, ANA)  # a form is asked for, not a tick


async def test_a_closed_meeting_asks_nobody(store: Store) -> None:
    meeting, number = await asked(store)
    await meeting.close()
    assert (await item(meeting, number, ANA)).state is ItemState.OVER
    await meeting.do(meetings.reopen)
    assert (await item(meeting, number, ANA)).state is ItemState.ASKS
    await meeting.do(meetings.stay)
    assert (await item(meeting, number, ANA)).state is ItemState.AWAY


async def test_who_was_there_after_all_is_asked_too(store: Store) -> None:
    meeting, _ = await asked(store)
    await meeting.do(meetings.go, person_id=DAN.person_id, name="Dan")
    assert (EVALUATE, DAN.person_id, "2026-12-03 14:40") in await meeting.courier()
    assert (await meeting.do(meetings.evaluate, DAN, answers={Review.PLAN: "Yes"})).evaluations


async def test_after_a_week_nobody_is_asked(store: Store) -> None:
    meeting = await planned(store)
    meeting.now = ENDS + 8 * DAY
    assert [kind for kind, _, _ in await meeting.courier()] == [ENDS_BY_ITSELF]  # but it was held all the same


# ---- whose they are --------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [answers.done, answers.stop, answers.pass_back, answers.undo])
async def test_a_nudge_is_for_its_person_alone(store: Store, unit: Callable[..., Any]) -> None:
    meeting, number = await told(store)
    with pytest.raises(NotYours):
        await press(meeting, unit, number, DAN)
    with pytest.raises(Gone):
        await press(meeting, unit, number, replace(STRANGER, person_id=CLEO.person_id))
    for forged in (0, -1, 2**40):
        with pytest.raises(Gone):
            await press(meeting, unit, forged)


async def test_of_a_promise_that_is_none_nothing_is_answered(store: Store) -> None:
    meeting, number = await told(store)
    for unit in (answers.take, answers.take_over, answers.drop, answers.remind_again):
        with pytest.raises(Gone):
            await press(meeting, unit, number)
    with pytest.raises(Gone):
        await press(meeting, meetings.later, 99, until=STARTS, asked=True)


# ---- quiet hours, closed DMs, the most a day -------------------------------------------------------


async def test_in_quiet_hours_nobody_is_asked(store: Store) -> None:
    meeting = await planned(store, starts_at=at("2026-12-03 19:00"), ends_at=at("2026-12-03 20:55"))
    assert [when for _, _, when in await meeting.coming(EVALUATE)] == ["2026-12-04 08:00", "2026-12-05 08:00"]
    await store.write(partial(people.set_zone, actor=ANA, zone="America/Los_Angeles", now=NOW))
    await meeting.do(meetings.change, plan=replace((await meeting.facts()).plan, ends_at=at("2026-12-03 20:56")))
    assert [when for _, _, when in await meeting.coming(EVALUATE)] == ["2026-12-03 21:06", "2026-12-04 21:06"]


async def test_a_person_whose_dms_are_closed_finds_it_waiting(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, CLEO, task_id=2)

    def close(tx: Any) -> None:
        tx.get_one(Member, (1, CLEO.person_id)).dms_closed_at = NOW

    await store.write(close)
    meeting.now = at("2026-11-29 18:00")
    await meeting.courier()
    [mention] = await meeting.nudges(NudgeKind.WAITING)
    assert mention.person_id == CLEO.person_id
    meeting.now = at("2026-12-01 18:00")
    await meeting.courier()
    waiting = await store.read(partial(letters.waiting_for, team_id=1, person_id=CLEO.person_id, now=meeting.now))
    assert waiting.letter is not None
    assert [(one.kind, one.state) for one in waiting.letter.items] == [(PREP, ItemState.ASKS)]  # once, not twice
    mine = await store.read(partial(listing.mine, actor=CLEO, now=meeting.now))
    assert mine.waiting == 1
    await meeting.do(meetings.task_done, CLEO, task_id=2)
    gone = await store.read(partial(letters.waiting_for, team_id=1, person_id=CLEO.person_id, now=meeting.now))
    assert gone.letter is None


async def test_a_thread_is_found_by_its_meeting(store: Store) -> None:
    meeting = await planned(store)
    await store.write(partial(meetings.remember_thread, meeting_id=meeting.id, thread_id=77))
    assert await store.read(partial(letters.thread_of, canvass_id=0, meeting_id=meeting.id)) == 77
    assert await store.read(partial(meetings.in_thread, team_id=1, thread_id=77)) == meeting.id
    assert await store.read(partial(meetings.in_thread, team_id=2, thread_id=77)) is None


# ---- lists -----------------------------------------------------------------------------------------


async def test_lists_say_whom_it_is_about(store: Store) -> None:
    meeting, _ = await told(store)
    mine = await store.read(partial(listing.mine, actor=CLEO, now=meeting.now))
    assert [(one.kind, one.session, one.text) for one in mine.lately] == [
        (PREP, "Council member Álvarez", "Confirm the date with her office")
    ]
    hers = await store.read(partial(listing.mine, actor=ANA, now=meeting.now))
    assert [one.kind for one in hers.coming] == [MEETING_DAY, EVALUATE, EVALUATE]
    team = await store.read(partial(listing.of_team, actor=ROSA, view=None, page=0, now=meeting.now))
    assert {one.session for one in team.lines} == {"Council member Álvarez"}
    assert {one.text for one in team.lines} == {""}
    ahead = await store.read(partial(coming.coming, team_id=1, most=10))
    assert {one.about for one in ahead} == {"Council member Álvarez"}


async def test_promises_after_a_meeting_say_whom_they_are_about(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    [thanks] = await store.read(partial(followups.to_dos, actor=BEN))
    assert (thanks.prospect_name, thanks.nudge_at) == ("Council member Álvarez", ENDS + DAY)
    team = await store.read(partial(listing.mine, actor=BEN, now=meeting.now))
    assert [(one.kind, one.session) for one in team.coming] == [(NudgeKind.FOLLOWUP, "Council member Álvarez")]


async def test_the_card_of_an_early_meeting_comes_the_evening_before(store: Store) -> None:
    night = await planned(store, starts_at=at("2026-12-03 06:30"), ends_at=at("2026-12-03 07:00"))
    [card] = await night.nudges(MEETING_DAY)
    assert (local(card.due_at), local(card.expires_at)) == ("2026-12-02 20:59", "2026-12-03 06:30")
