"""What has to be done before a meeting: taken by whoever wants to, also by those who do not go.

Units raise Gone, and MeetingOff, MeetingClosed or MeetingHeld once there is nothing to prepare any more.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from db import later
from db.facts import Actor, NudgeAnswer, NudgeKind
from db.facts.meetings import PREP_MOST, PREP_TEXT_MOST, MeetingFacts
from db.meetings import reminders, rows
from db.meetings.bounds import needed
from db.meetings.planning import due
from db.meetings.reading import as_it_is
from db.meetings.rows import Locked, Right
from db.models.meetings import PrepTask
from db.names import tidy
from db.refusals import Gone, PastTime, RoomFull, TaskTaken


def add_task(
    tx: Session,
    *,
    actor: Actor,
    meeting_id: int,
    text: str,
    due_at: datetime | None = None,
    anyone: bool = True,
    now: datetime,
) -> MeetingFacts:
    """One more thing to do; without a time by the evening before. By those who go and who lead.

    Nothing is due after the meeting has begun. Raises OnlyAttendees, TextMissing, TooLong, PastTime and RoomFull.
    """
    at = _begin(tx, actor, meeting_id, now, rows.to_prepare)
    text = needed(tidy(text), PREP_TEXT_MOST)
    count = select(func.count()).select_from(PrepTask).where(col(PrepTask.meeting_id) == at.id)
    if tx.exec(count).one() >= PREP_MOST:
        raise RoomFull(most=PREP_MOST)
    when = _due(at, due_at)
    tx.add(PrepTask(team_id=at.team.id, meeting_id=at.id, text=text, anyone=anyone, due_at=when))
    return as_it_is(at)


def change_task(
    tx: Session,
    *,
    actor: Actor,
    meeting_id: int,
    task_id: int,
    text: str,
    due_at: datetime,
    anyone: bool = True,
    now: datetime,
) -> MeetingFacts:
    """Another text and time. By those who go and who lead; raises what `add_task` raises, but for RoomFull."""
    at, task = _of(_begin(tx, actor, meeting_id, now, rows.to_prepare), task_id)
    task.text, task.anyone = needed(tidy(text), PREP_TEXT_MOST), anyone
    if due_at != task.due_at:
        task.due_at = _due(at, due_at)
        task.version += 1
        reminders.of_task(at, task)
    return as_it_is(at)


def erase_task(tx: Session, *, actor: Actor, meeting_id: int, task_id: int, now: datetime) -> MeetingFacts:
    """It is not to be done after all. By those who go and who lead; twice is harmless. Raises OnlyAttendees."""
    at = _begin(tx, actor, meeting_id, now, rows.to_prepare)
    if (task := _find(at, task_id)) is not None:
        reminders.no_reminder(at, task)
        tx.delete(task)
    return as_it_is(at)


def take(tx: Session, *, actor: Actor, meeting_id: int, task_id: int, now: datetime) -> MeetingFacts:
    """They do it. Twice is harmless.

    Raises TaskTaken where somebody else does, and OnlyAttendees for what only those who go can do.
    """
    at, task = _of(_begin(tx, actor, meeting_id, now), task_id)
    _check_can(at, task, actor)
    if task.owner_id != actor.person_id and task.done_at is None:
        _give(at, task, actor.person_id, actor.name)
    return as_it_is(at)


def give_back(tx: Session, *, actor: Actor, meeting_id: int, task_id: int, now: datetime) -> MeetingFacts:
    """They do not do it after all: it waits for somebody again. Twice is harmless.

    By whoever took it, and those who lead. Raises TaskTaken.
    """
    at, task = _of(_begin(tx, actor, meeting_id, now), task_id)
    if task.owner_id not in {None, actor.person_id} and not rows.leads(at, actor):
        raise TaskTaken(name=task.owner_name)
    if task.owner_id is not None and task.done_at is None:
        reminders.answered(at, NudgeKind.PREP, task.owner_id, NudgeAnswer.PASSED, task.id)
        _give(at, task, None, "")
    return as_it_is(at)


def task_done(tx: Session, *, actor: Actor, meeting_id: int, task_id: int, now: datetime) -> MeetingFacts:
    """It is done; what nobody had taken is then theirs. Twice is harmless.

    By whoever took it, those who go, and those who lead. Raises TaskTaken, and OnlyAttendees for what only those who
    go can do.
    """
    at, task = _of(_begin(tx, actor, meeting_id, now), task_id)
    if rows.to_prepare(at, actor) is not None:
        _check_can(at, task, actor)
    if task.done_at is None:
        if task.owner_id is None:
            task.owner_id, task.owner_name = actor.person_id, actor.name[: rows.NAME_MOST]
        task.done_at, task.done_by_id = now, actor.person_id
        reminders.answered(at, NudgeKind.PREP, task.owner_id, NudgeAnswer.DONE, task.id)
        reminders.no_reminder(at, task)
    return as_it_is(at)


def undo(tx: Session, *, actor: Actor, meeting_id: int, task_id: int, now: datetime) -> MeetingFacts:
    """Take back that it is done. By whoever took it, those who go, and those who lead. Raises TaskTaken."""
    at, task = _of(_begin(tx, actor, meeting_id, now), task_id)
    if rows.to_prepare(at, actor) is not None and task.owner_id != actor.person_id:
        raise TaskTaken(name=task.owner_name)
    if task.done_at is not None:
        task.done_at, task.done_by_id = None, None
        task.version += 1
        reminders.of_task(at, task)
    return as_it_is(at)


# ---- inside ----------------------------------------------------------------------------------------


def _begin(tx: Session, actor: Actor, meeting_id: int, now: datetime, may: Right = rows.anybody) -> Locked:
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=may, now=now)
    rows.check_ahead(at)
    return at


def _of(at: Locked, task_id: int) -> tuple[Locked, PrepTask]:
    """A thing to do of the meeting. Raises Gone where there is none."""
    task = _find(at, task_id)
    if task is None:
        raise Gone
    return at, task


def _find(at: Locked, task_id: int) -> PrepTask | None:
    query = select(PrepTask).where(col(PrepTask.id) == task_id, col(PrepTask.meeting_id) == at.id)
    return at.tx.exec(query).first() if 0 < task_id <= rows.ID_MOST else None


def _due(at: Locked, due_at: datetime | None) -> datetime:
    if due_at is None:
        return due(at, later.day_of(at.row.starts_at, at.row.zone) - timedelta(days=1))
    if due_at <= at.now:
        raise PastTime(typed=later.wall(due_at, at.row.zone).replace("T", " "), read_at=due_at)
    return min(due_at, at.row.starts_at)


def _check_can(at: Locked, task: PrepTask, actor: Actor) -> None:
    if task.owner_id not in {None, actor.person_id}:
        raise TaskTaken(name=task.owner_name)
    if not task.anyone and (refusal := rows.to_prepare(at, actor)):
        raise refusal


def _give(at: Locked, task: PrepTask, person_id: int | None, name: str) -> None:
    task.owner_id, task.owner_name = person_id, name[: rows.NAME_MOST]
    task.version += 1
    reminders.of_task(at, task)
