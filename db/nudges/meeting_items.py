"""Where a matter about a meeting stands (to do before it, how it was, to be closed), beside what the nudge asked."""

from datetime import datetime

from sqlmodel import Session

from db import meetings
from db.facts import Item, ItemState, NudgeAnswer, NudgeKind
from db.facts.meetings import MeetingFacts, MeetingState, Prep
from db.later import moments
from db.meetings.putting_off import put_off
from db.meetings.reminders import task_of
from db.models.nudges import Nudge
from db.quiet import QuietHours

OF_MEETINGS = (NudgeKind.PREP, NudgeKind.EVALUATE, NudgeKind.CLOSE)
"""Kinds that are about a meeting and go to one person."""


def of_meeting(tx: Session, nudge: Nudge, *, quiet: QuietHours, now: datetime) -> Item:
    """What a nudge asked its person about a meeting, and where that stands now; nothing that stands in its room."""
    facts = meetings.look(tx, meeting_id=nudge.meeting_id or 0)
    if facts is None:
        return Item(nudge.id or 0, nudge.kind, ItemState.DROPPED, answer=nudge.answer, mine=False)
    task = facts.task(task_of(nudge))
    until = put_off(tx, nudge)
    found = moments(now=now, zone=quiet.zone, quiet=quiet)
    latest = facts.plan.starts_at if nudge.kind is NudgeKind.PREP else None
    return Item(
        nudge.id or 0,
        nudge.kind,
        _state(nudge, facts, task, until, now),
        who=task.owner_name if task else "",
        until=until,
        answer=nudge.answer,
        laters=tuple((choice.value, moment) for choice, moment in found if latest is None or moment < latest),
        meeting=meetings.public(facts),
        task=task,
    )


def _state(nudge: Nudge, facts: MeetingFacts, task: Prep | None, until: datetime | None, now: datetime) -> ItemState:
    if nudge.kind is NudgeKind.PREP:
        return _prep(nudge, facts, task, until, now)
    return _closing(nudge, facts, until) if nudge.kind is NudgeKind.CLOSE else _how(nudge, facts, until, now)


def _prep(nudge: Nudge, facts: MeetingFacts, task: Prep | None, until: datetime | None, now: datetime) -> ItemState:
    """Something that they took is to be done."""
    if task is None:
        return ItemState.DROPPED
    if task.done_at is not None:
        return ItemState.DONE
    if not facts.ahead or facts.plan.starts_at <= now:
        return ItemState.OVER
    if task.owner_id != nudge.person_id:
        return ItemState.ELSEWHERE
    return _put_aside(nudge, until)


def _how(nudge: Nudge, facts: MeetingFacts, until: datetime | None, now: datetime) -> ItemState:
    """They were there, and are asked how it was."""
    mine = facts.attendee(nudge.person_id or 0)
    if mine is not None and mine.evaluated:
        return ItemState.DONE
    if facts.over or mine is None:
        return ItemState.OVER if facts.over else ItemState.AWAY
    if facts.state is not MeetingState.HELD and facts.plan.starts_at > now:
        return ItemState.DROPPED  # it was moved since
    return _put_aside(nudge, until)


def _closing(nudge: Nudge, facts: MeetingFacts, until: datetime | None) -> ItemState:
    """It was held, and what came of it is to be written down."""
    if facts.state is MeetingState.CLOSED:
        return ItemState.DONE
    if facts.state is not MeetingState.HELD:
        return ItemState.DROPPED
    return _put_aside(nudge, until)


def _put_aside(nudge: Nudge, until: datetime | None) -> ItemState:
    if nudge.answer is NudgeAnswer.STOPPED:
        return ItemState.STOPPED
    return ItemState.LATER if until else ItemState.ASKS
