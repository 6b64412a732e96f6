"""Who goes to a meeting, and what each does there.

Also after it was held: others may have been there than were to go. Units raise Gone, MeetingOff and MeetingClosed.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, select

from db.facts import Actor
from db.facts.meetings import ATTENDEES_MOST, MeetingFacts
from db.facts.playbooks import Role
from db.meetings import reminders, rows
from db.meetings.reading import as_it_is, look_whether_ready
from db.meetings.rows import Locked
from db.models.meetings import Attending
from db.names import tidy
from db.refusals import NotAttending, OnlyAttendees, OnlyMeetingLeads, RoomFull


def go(
    tx: Session, *, actor: Actor, meeting_id: int, person_id: int | None = None, name: str = "", now: datetime
) -> MeetingFacts:
    """Somebody, without `person_id` the actor, goes. Twice is harmless.

    By those who lead it, because whoever goes may read what was found out. Raises OnlyMeetingLeads and RoomFull.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_lead, now=now)
    rows.check_on(at)
    if person_id is None or person_id == actor.person_id:
        add(at, actor.person_id, actor.name)
    else:
        add(at, person_id, name)
    return as_it_is(at)


def stay(tx: Session, *, actor: Actor, meeting_id: int, person_id: int | None = None, now: datetime) -> MeetingFacts:
    """Somebody, without `person_id` the actor, does not go after all. Twice is harmless.

    Oneself, or by those who lead it. Raises OnlyMeetingLeads.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.anybody, now=now)
    who = actor.person_id if person_id is None else person_id
    if who != actor.person_id and not rows.leads(at, actor):
        raise OnlyMeetingLeads
    rows.check_on(at)
    remove(at, who)
    return as_it_is(at)


def give_roles(
    tx: Session, *, actor: Actor, meeting_id: int, person_id: int, roles: Collection[Role], now: datetime
) -> MeetingFacts:
    """What somebody who goes does there, in place of what they did before.

    By those who go and who lead it. Raises OnlyAttendees, MeetingHeld, and NotAttending for who does not go.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now)
    rows.check_ahead(at)
    theirs = rows.going(at, person_id)
    if theirs is None:
        raise NotAttending
    theirs.roles = " ".join(role for role in Role if role in roles)
    look_whether_ready(at)
    return as_it_is(at)


def read_it(tx: Session, *, actor: Actor, meeting_id: int, now: datetime) -> MeetingFacts:
    """They have read what was found out, and the running order. Raises OnlyAttendees for who does not go."""
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now)
    rows.check_on(at)
    mine = rows.going(at, actor.person_id)
    if mine is None:
        raise OnlyAttendees
    mine.read_at = mine.read_at or now
    return as_it_is(at)


# ---- inside ----------------------------------------------------------------------------------------


def add(at: Locked, person_id: int, name: str) -> None:
    """They go, if they did not before. Raises RoomFull."""
    if rows.going(at, person_id) is not None:
        return
    query = select(func.count()).select_from(Attending).where(col(Attending.meeting_id) == at.id)
    if at.tx.exec(query).one() >= ATTENDEES_MOST:
        raise RoomFull(most=ATTENDEES_MOST)
    at.tx.add(Attending(meeting_id=at.id, person_id=person_id, team_id=at.team.id, name=tidy(name)[: rows.NAME_MOST]))
    at.tx.flush()
    reminders.ask_how_it_was(at, person_id)


def remove(at: Locked, person_id: int) -> None:
    """They do not go, and are not asked how it was."""
    if (theirs := rows.going(at, person_id)) is not None:
        at.tx.delete(theirs)
    reminders.ask_nobody(at, person_id)
    look_whether_ready(at)
