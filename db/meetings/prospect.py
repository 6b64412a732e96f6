"""Whom a meeting is with, and the stage to which a meeting moves them."""

from datetime import datetime

from sqlmodel import Session, col, select

from db import followups
from db.facts import Actor
from db.facts.meetings import Outcome
from db.facts.prospects import ContactHow, ContactResult, Stage
from db.models.meetings import Meeting
from db.models.prospects import ContactMade
from db.prospects import rows, stages
from db.prospects.rows import Locked

_STAYS = (Stage.SIGNED_ON, Stage.DECLINED)
"""Stages that what comes of a meeting does not take a prospect out of."""

_RESULTS = {
    Outcome.YES: ContactResult.YES,
    Outcome.PARTLY: ContactResult.YES,
    Outcome.LATER: ContactResult.LATER,
    Outcome.NO: ContactResult.NO,
}


def of(tx: Session, meeting: Meeting, now: datetime) -> Locked:
    """Whom a meeting is with, locked: after the meeting's own row."""
    tx.flush()
    [at] = rows.lock_all(tx, ids=[meeting.prospect_id], now=now)
    # What was read before the lock may have been changed by another process.
    tx.refresh(at.row)
    return at


def planned(at: Locked) -> None:
    """A meeting is planned: they did not refuse after all, and rest no more."""
    stages.met(at)
    stages.enter(at, at.row.stage if at.row.stage is Stage.SIGNED_ON else Stage.PREPARE)


def called_off(at: Locked) -> None:
    """No meeting is planned any more: another has to be asked for."""
    stages.enter(at, Stage.ASK if at.row.stage is Stage.PREPARE else at.row.stage)


def held(at: Locked, by: Actor | None, meeting: Meeting) -> None:
    """They were met, which is a contact like any other."""
    contact = ContactMade(
        team_id=at.team.id,
        prospect_id=at.id,
        how=ContactHow.MEETING,
        result=ContactResult.NONE,
        by_id=by.person_id if by else meeting.lead_id,
        by_name=by.name[: rows.NAME_MOST] if by else meeting.lead_name,
        at=at.now,
    )
    at.tx.add(contact)
    followups.contact_logged(at.tx, team_id=at.team.id, prospect_id=at.id, now=at.now)
    _enter(at, Stage.HELD)


def evaluated(at: Locked) -> None:
    """Somebody said how it went."""
    if at.row.stage is Stage.HELD:
        stages.enter(at, Stage.EVALUATED)


def closed(at: Locked, meeting: Meeting) -> None:
    """It ended in something: after a no they rest, and where they were not met they are asked again."""
    contact = _contact(at, meeting)
    if meeting.outcome is None or meeting.outcome is Outcome.NOT_HELD:
        if contact is not None:
            at.tx.delete(contact)
        _enter(at, Stage.ASK)
        return
    if contact is not None:
        contact.result = _RESULTS[meeting.outcome]
    if meeting.outcome is Outcome.NO and at.row.stage not in _STAYS:
        stages.rest(at)
    else:
        _enter(at, Stage.FOLLOWED_UP)


def opened_again(at: Locked, meeting: Meeting) -> None:
    """What came of it is open again."""
    if meeting.held_at is None:
        planned(at)
        return
    if (contact := _contact(at, meeting)) is not None:
        contact.result = ContactResult.NONE
    _enter(at, Stage.EVALUATED)


def _enter(at: Locked, stage: Stage) -> None:
    stages.enter(at, at.row.stage if at.row.stage in _STAYS else stage)


def _contact(at: Locked, meeting: Meeting) -> ContactMade | None:
    """The contact that a meeting is, once it was held."""
    query = select(ContactMade).where(
        col(ContactMade.prospect_id) == at.id,
        col(ContactMade.how) == ContactHow.MEETING,
        col(ContactMade.at) == meeting.held_at,
    )
    return at.tx.exec(query).first()
