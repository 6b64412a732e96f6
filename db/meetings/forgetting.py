"""A person who asks to be forgotten leaves every meeting of the team, and what they said of it goes with them."""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from db.facts.meetings import Section
from db.meetings import people, reminders, rows
from db.meetings.rows import Locked
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask


def forget_person(tx: Session, *, team_id: int, person_id: int, now: datetime) -> tuple[int, ...]:
    """Erase a person from a team's meetings; returns those whose cards showed them.

    What they took waits for somebody again, and what they learned and answered goes; what they wrote into a prep room
    is the team's and stays, without their name.
    """
    touched = list(_part_of(tx, team_id, person_id, now))
    for at in touched:
        _erase(at, person_id)
    _unmention(tx, team_id, person_id)
    tx.flush()
    return tuple(at.id for at in touched)


def _part_of(tx: Session, team_id: int, person_id: int, now: datetime) -> Iterable[Locked]:
    theirs = [
        select(Attending.meeting_id).where(col(Attending.person_id) == person_id),
        select(Evaluation.meeting_id).where(col(Evaluation.person_id) == person_id),
        select(PrepTask.meeting_id).where(
            or_(col(PrepTask.owner_id) == person_id, col(PrepTask.done_by_id) == person_id)
        ),
        select(PrepLine.meeting_id).where(col(PrepLine.by_id) == person_id),
    ]
    own = (Meeting.lead_id, Meeting.made_by_id, Meeting.next_owner_id)
    named = or_(*(col(who) == person_id for who in own), *(col(Meeting.id).in_(part) for part in theirs))
    # All in one order: two people who are forgotten at once must not wait for each other.
    query = select(Meeting.id).where(col(Meeting.team_id) == team_id, named).order_by(col(Meeting.id))
    locked = (rows.lock(tx, meeting_id=number or 0, now=now) for number in tx.exec(query).all())
    return (at for at in locked if at is not None)


def _erase(at: Locked, person_id: int) -> None:
    row, led = at.row, at.row.lead_id == person_id
    if led:
        row.lead_id, row.lead_name = None, ""
    if row.next_owner_id == person_id:
        row.next_owner_id, row.next_owner_name = None, ""
    row.made_by_id = None if row.made_by_id == person_id else row.made_by_id
    _erase_tasks(at, person_id)
    _erase_words(at, person_id)
    people.remove(at, person_id)
    reminders.forget(at, person_id)
    if led:
        reminders.to_close(at)


def _erase_tasks(at: Locked, person_id: int) -> None:
    for task in at.tx.exec(select(PrepTask).where(col(PrepTask.meeting_id) == at.id)).all():
        if task.owner_id == person_id:
            task.owner_id, task.owner_name = None, ""
            task.version += 1
            reminders.no_reminder(at, task)
        task.done_by_id = None if task.done_by_id == person_id else task.done_by_id


def _erase_words(at: Locked, person_id: int) -> None:
    theirs = (col(Evaluation.meeting_id) == at.id, col(Evaluation.person_id) == person_id)
    at.tx.exec(delete(Evaluation).where(*theirs))
    written = (col(PrepLine.meeting_id) == at.id, col(PrepLine.by_id) == person_id)
    for line in at.tx.exec(select(PrepLine).where(*written)).all():
        if line.section is Section.LEARNED:
            at.tx.delete(line)
        else:
            line.by_id = None


def _unmention(tx: Session, team_id: int, person_id: int) -> None:
    """A text may mention them; what is sealed cannot be searched, so all of the team's is read."""
    mention = re.compile(rf"<@!?{person_id}>")
    for line in tx.exec(select(PrepLine).where(col(PrepLine.team_id) == team_id)).all():
        _clean(line, ("text", "more"), mention)
    for meeting in tx.exec(select(Meeting).where(col(Meeting.team_id) == team_id)).all():
        _clean(meeting, ("next_step", "place", "coffee", "reason"), mention)
    for task in tx.exec(select(PrepTask).where(col(PrepTask.team_id) == team_id)).all():
        _clean(task, ("text",), mention)
    for said in tx.exec(select(Evaluation).where(col(Evaluation.team_id) == team_id)).all():
        without: dict[str, object] = {key: mention.sub("", str(text)) for key, text in said.answers.items()}
        if without != said.answers:
            said.answers = without


def _clean(row: PrepLine | Meeting | PrepTask, names: Iterable[str], mention: re.Pattern[str]) -> None:
    for name in names:
        if mention.search(getattr(row, name)):
            setattr(row, name, mention.sub("", getattr(row, name)))
