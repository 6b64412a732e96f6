"""A person's own reminders of a meeting: to do something before it, say how it was, close it: put off, stopped.

Every unit is about a nudge of the actor's own; it raises Gone, and what the meeting has to say against it.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from db.facts import Actor, NudgeKind, NudgeState
from db.meetings import reminders, rows
from db.meetings.rows import Locked
from db.models.meetings import PrepTask
from db.models.nudges import Nudge
from db.refusals import AfterStart, Gone, NotAttending, OnlyMeetingLeads, PastTime, TaskTaken


def later(
    tx: Session, *, actor: Actor, nudge_id: int, until: datetime, asked: bool, now: datetime, typed: str = ""
) -> None:
    """Bring it up again at a moment, in place of what was to come; `asked` where they picked it to the minute.

    Raises PastTime, AfterStart for what has to be done before, and what `_begin` raises.
    """
    at, nudge = _begin(tx, actor, nudge_id, now)
    if until <= now:
        raise PastTime(typed, until)
    of_task = nudge.kind is NudgeKind.PREP
    of_use = None if nudge.kind is NudgeKind.CLOSE else max(until, at.row.ends_at) + reminders.EVALUATE_DAYS
    if of_task and until >= at.row.starts_at:
        raise AfterStart(typed, at.row.starts_at)
    _take_back(at, nudge)
    reminders.schedule(
        at,
        nudge.kind,
        f"{reminders.task_of(nudge)}:{actor.person_id}:later:{now.isoformat()}",
        due_at=until,
        expires_at=at.row.starts_at if of_task else of_use,
        person_id=actor.person_id,
        details={reminders.TASK: reminders.task_of(nudge)} if of_task else None,
        asked=asked,
        after_id=nudge_id,
    )


def stop(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """No more reminders of this one; it stays with them."""
    at, nudge = _begin(tx, actor, nudge_id, now)
    _take_back(at, nudge)


def again(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """Take back that it was put off or stopped: what is still ahead comes as it would have."""
    at, nudge = _begin(tx, actor, nudge_id, now)
    nudge.answer, nudge.answered_at = None, None
    tx.flush()
    _take_back(at, nudge)
    if (task := _task(at, nudge)) is not None:
        task.version += 1
        reminders.of_task(at, task)
    elif nudge.kind is NudgeKind.EVALUATE:
        reminders.ask_how_it_was(at, actor.person_id)
    elif nudge.kind is NudgeKind.CLOSE:
        reminders.to_close(at)


def _begin(tx: Session, actor: Actor, nudge_id: int, now: datetime) -> tuple[Locked, Nudge]:
    """The meeting of a nudge.

    Raises Gone, MeetingOff and MeetingClosed, TaskTaken for what is no longer theirs to do, OnlyMeetingLeads and
    NotAttending.
    """
    nudge = tx.get(Nudge, nudge_id) if 0 < nudge_id <= rows.ID_MOST else None
    if nudge is None or nudge.person_id != actor.person_id or nudge.meeting_id is None:
        raise Gone
    at = rows.begin(tx, actor=actor, meeting_id=nudge.meeting_id, may=rows.anybody, now=now, shown=False)
    rows.check_on(at)
    if nudge.kind is NudgeKind.PREP:
        rows.check_ahead(at)
        task = _task(at, nudge)
        if task is None:
            raise Gone
        if task.owner_id != actor.person_id:
            raise TaskTaken(name=task.owner_name)
    elif nudge.kind is NudgeKind.CLOSE:
        if not rows.leads(at, actor):
            raise OnlyMeetingLeads
    elif rows.going(at, actor.person_id) is None:
        raise NotAttending
    return at, nudge


def _task(at: Locked, nudge: Nudge) -> PrepTask | None:
    number = reminders.task_of(nudge)
    query = select(PrepTask).where(col(PrepTask.id) == number, col(PrepTask.meeting_id) == at.id)
    return at.tx.exec(query).first() if nudge.kind is NudgeKind.PREP else None


def _take_back(at: Locked, nudge: Nudge) -> None:
    """What else is to come about the same."""
    if (task := _task(at, nudge)) is not None:
        reminders.no_reminder(at, task)
    elif nudge.kind is NudgeKind.EVALUATE:
        reminders.ask_nobody(at, nudge.person_id)
    elif nudge.kind is NudgeKind.CLOSE:
        reminders.withdraw(at, [NudgeKind.CLOSE], nudge.person_id)


def put_off(tx: Session, nudge: Nudge) -> datetime | None:
    """When it comes up again, because the person put it off."""
    query = select(Nudge).where(
        col(Nudge.meeting_id) == nudge.meeting_id,
        col(Nudge.kind) == nudge.kind,
        col(Nudge.person_id) == nudge.person_id,
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.after_id).is_not(None),
        col(Nudge.id) != nudge.id,
    )
    number = reminders.task_of(nudge)
    found = [one.due_at for one in tx.exec(query) if reminders.task_of(one) == number]
    return max(found, default=None)
