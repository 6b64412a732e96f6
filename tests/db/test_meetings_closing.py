"""Whoever leads a meeting is asked to close it: in time, once, and never again once it is closed."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import meetings
from db.facts import Actor, ItemState, NudgeKind, NudgeState
from db.facts.meetings import Outcome
from db.facts.playbooks import Review
from db.meetings.forgetting import forget_person
from db.nudges import answers, letters
from db.refusals import MeetingClosed, NotYours, PastTime
from db.store import Store
from tests.db.meeting import ANA, BEN, ENDS, ROSA, Encounter, at, planned, thank

CLOSE, EVALUATE = NudgeKind.CLOSE, NudgeKind.EVALUATE
DAY = timedelta(days=1)
UNSAID, SAID = "2026-12-04 14:40", "2026-12-06 09:00"  # a day after, with the second question; the third morning


async def held(store: Store, **changes: Any) -> Encounter:
    """A meeting that Ana leads, whose time is over."""
    meeting = await planned(store, **changes)
    await meeting.is_over()
    return meeting


async def said(meeting: Encounter, person: Actor = ANA, text: str = "Yes") -> None:
    """Somebody says how it was, or takes that back."""
    await meeting.do(meetings.evaluate, person, answers={Review.PLAN: text})


async def asked(store: Store) -> tuple[Encounter, int]:
    """Ana is asked to close it; with the nudge."""
    meeting = await held(store)
    meeting.now = ENDS + DAY + timedelta(minutes=10)
    await meeting.courier()
    [nudge] = await meeting.nudges(CLOSE, states=[NudgeState.SENT])
    return meeting, nudge.id or 0


async def state_of(meeting: Encounter, nudge_id: int, person: Actor = ANA) -> ItemState:
    """Where the matter stands in the letter."""
    read = partial(letters.answered_by, team_id=1, person_id=person.person_id, nudge_id=nudge_id, now=meeting.now)
    one = (await meeting.store.read(read)).item(nudge_id)
    assert one is not None
    return one.state


async def press(meeting: Encounter, unit: Any, nudge_id: int, who: Actor = ANA, **more: Any) -> None:
    """Somebody presses a button of the letter."""
    await meeting.store.write(partial(unit, actor=who, nudge_id=nudge_id, now=meeting.now, **more))


async def test_the_lead_is_asked_to_close_it_when_a_day_later_nobody_has_said_how_it_was(store: Store) -> None:
    meeting = await held(store)
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, UNSAID)]
    assert UNSAID in [when for _, _, when in await meeting.coming(EVALUATE)]  # both in one letter
    await meeting.do(meetings.held, say=thank)
    assert len(await meeting.coming(CLOSE)) == 1


async def test_once_somebody_has_said_how_it_was_there_are_three_days(store: Store) -> None:
    meeting = await held(store)
    await said(meeting)
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, SAID)]
    meeting.now += DAY
    await said(meeting, text="Yes, all of it")
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, SAID)]


async def test_what_is_taken_back_was_not_said(store: Store) -> None:
    meeting = await held(store)
    await said(meeting)
    await said(meeting, text="")
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, UNSAID)]


async def test_nobody_is_asked_before_it_was_held(store: Store) -> None:
    meeting = await planned(store)
    meeting.now = ENDS - timedelta(minutes=5)
    await said(meeting)
    assert await meeting.coming(CLOSE) == []
    await meeting.is_over()
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, SAID)]


@pytest.mark.parametrize("outcome", Outcome)
async def test_what_is_closed_asks_nothing_however_it_ended(store: Store, outcome: Outcome) -> None:
    meeting = await held(store)
    await meeting.close(outcome=outcome)
    assert await meeting.coming(CLOSE) == []
    await said(meeting)
    assert await meeting.coming(CLOSE) == []


async def test_opened_again_it_is_asked_again(store: Store) -> None:
    meeting, number = await asked(store)
    await said(meeting)
    await meeting.close()
    assert await state_of(meeting, number) is ItemState.DONE
    with pytest.raises(MeetingClosed):
        await press(meeting, answers.later, number, until=meeting.now + DAY, asked=False)
    await meeting.do(meetings.reopen)
    assert await state_of(meeting, number) is ItemState.ASKS
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, "2026-12-07 09:00")]


async def test_it_is_asked_once(store: Store) -> None:
    meeting, number = await asked(store)
    assert await state_of(meeting, number) is ItemState.ASKS
    meeting.now += 20 * DAY
    await meeting.courier()
    assert await meeting.nudges(CLOSE, states=[NudgeState.PENDING]) == []
    assert len(await meeting.nudges(CLOSE, states=[NudgeState.SENT])) == 1


async def test_it_is_put_off_and_stopped(store: Store) -> None:
    meeting, number = await asked(store)
    await press(meeting, answers.later, number, until=at("2026-12-05 09:00"), asked=False)
    assert await state_of(meeting, number) is ItemState.LATER
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, "2026-12-05 09:00")]
    with pytest.raises(PastTime):
        await press(meeting, answers.later, number, until=meeting.now, asked=True)
    await press(meeting, answers.undo, number)
    assert await state_of(meeting, number) is ItemState.ASKS
    await press(meeting, answers.stop, number)
    assert await state_of(meeting, number) is ItemState.STOPPED
    await said(meeting)
    assert await meeting.coming(CLOSE) == []
    await press(meeting, answers.undo, number)
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, "2026-12-07 09:00")]
    with pytest.raises(NotYours):
        await press(meeting, answers.stop, number, BEN)


async def test_where_the_lead_is_forgotten_whoever_looks_after_them_is_asked(store: Store) -> None:
    meeting = await held(store, lead_id=BEN.person_id, lead_name="Ben")
    assert await meeting.coming(CLOSE) == [(CLOSE, BEN.person_id, UNSAID)]
    forget = partial(forget_person, team_id=1, now=meeting.now)
    await store.write(partial(forget, person_id=ROSA.person_id))
    assert await meeting.coming(CLOSE) == [(CLOSE, BEN.person_id, UNSAID)]
    await store.write(partial(forget, person_id=BEN.person_id))
    assert await meeting.coming(CLOSE) == [(CLOSE, ANA.person_id, UNSAID)]
