"""Whom a meeting is with: their row, and the stage to which a meeting moves them."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db import later, nudges
from db.facts import Actor, NudgeKind
from db.facts.meetings import Outcome
from db.facts.prospects import PARK_DAYS, ContactHow, ContactResult, Stage
from db.models.meetings import Meeting
from db.models.prospects import ContactMade, Prospect

_STAYS = frozenset({Stage.SIGNED_ON, Stage.DECLINED})
"""Stages that no meeting takes a prospect out of."""

_RESULTS = {
    Outcome.YES: ContactResult.YES,
    Outcome.PARTLY: ContactResult.YES,
    Outcome.LATER: ContactResult.LATER,
    Outcome.NO: ContactResult.NO,
}


def leads(row: Prospect, actor: Actor) -> bool:
    """Who may plan a meeting with them: organizers, their owner, and whoever makes the ask."""
    return actor.organizer or actor.person_id in {row.owner_id, row.asker_id}


def lock(tx: Session, *, prospect_id: int, team_id: int) -> Prospect | None:
    """A prospect of a team, locked for a change; None where there is none."""
    ours = (col(Prospect.id) == prospect_id, col(Prospect.team_id) == team_id)
    return tx.exec(select(Prospect).where(*ours).with_for_update()).first() if 0 < prospect_id < 2**31 else None


def again(row: Prospect, tx: Session) -> Prospect:
    """The same prospect, locked: after the meeting's own row, and as it is by then."""
    tx.flush()
    tx.refresh(row, with_for_update=True)
    return row


# ---- what a meeting does to their stage ------------------------------------------------------------


def planned(tx: Session, row: Prospect, now: datetime) -> None:
    """A meeting is planned: they are no longer resting, and did not refuse after all."""
    if row.stage is not Stage.SIGNED_ON:
        _move(row, Stage.PREPARE, now)
    row.refused, row.wakes_on = False, None
    nudges.cancel(tx, team_id=row.team_id, prospect_id=row.id, kinds=[NudgeKind.WAKES])
    _touch(row, now)


def called_off(row: Prospect, now: datetime) -> None:
    """No meeting is planned any more: another has to be asked for."""
    if row.stage is Stage.PREPARE:
        _move(row, Stage.ASK, now)
    _touch(row, now)


def held(tx: Session, row: Prospect, meeting: Meeting, by: Actor | None, now: datetime) -> None:
    """They were met, which is a contact like any other."""
    if row.stage not in _STAYS:
        _move(row, Stage.HELD, now)
    contact = ContactMade(
        team_id=row.team_id,
        prospect_id=row.id or 0,
        how=ContactHow.MEETING,
        result=ContactResult.NONE,
        by_id=by.person_id if by else meeting.lead_id,
        by_name=by.name if by else meeting.lead_name,
        at=now,
    )
    tx.add(contact)
    _touch(row, now)


def not_held(tx: Session, row: Prospect, meeting: Meeting, now: datetime) -> None:
    """They were not met after all."""
    if (contact := _contact(tx, meeting)) is not None:
        tx.delete(contact)
    if row.stage in {Stage.PREPARE, Stage.HELD, Stage.EVALUATED}:
        _move(row, Stage.ASK, now)
    _touch(row, now)


def evaluated(row: Prospect, now: datetime) -> None:
    """Somebody said how it went."""
    if row.stage is Stage.HELD:
        _move(row, Stage.EVALUATED, now)


def closed(tx: Session, row: Prospect, meeting: Meeting, met: Iterable[int], now: datetime) -> None:
    """The meeting ended in something: after a no they rest, and others are proposed when they wake."""
    if meeting.outcome is None or meeting.outcome is Outcome.NOT_HELD:
        not_held(tx, row, meeting, now)
        return
    if (contact := _contact(tx, meeting)) is not None:
        contact.result = _RESULTS[meeting.outcome]
    if row.stage not in _STAYS:
        if meeting.outcome is Outcome.NO:
            _rest(tx, row, met, meeting.zone, now)
        else:
            _move(row, Stage.FOLLOWED_UP, now)
    _touch(row, now)


# ---- inside ----------------------------------------------------------------------------------------


def _rest(tx: Session, row: Prospect, met: Iterable[int], zone: str, now: datetime) -> None:
    _move(row, Stage.PARKED, now)
    row.wakes_on = later.day_of(now, zone) + timedelta(days=PARK_DAYS)
    row.tried = json.dumps(sorted({*json.loads(row.tried), *met}))
    nudges.schedule(
        tx,
        key=f"{NudgeKind.WAKES}:{row.id}:{row.wakes_on}",
        team_id=row.team_id,
        kind=NudgeKind.WAKES,
        due_at=later.at(row.wakes_on, later.MORNING, zone),
        prospect_id=row.id,
    )


def _move(row: Prospect, stage: Stage, now: datetime) -> None:
    if row.stage is not stage:
        row.stage, row.stage_at = stage, now


def _touch(row: Prospect, now: datetime) -> None:
    row.touched_at, row.version = now, row.version + 1


def _contact(tx: Session, meeting: Meeting) -> ContactMade | None:
    """The contact that a meeting is, once it was held."""
    query = select(ContactMade).where(
        col(ContactMade.prospect_id) == meeting.prospect_id,
        col(ContactMade.how) == ContactHow.MEETING,
        col(ContactMade.at) == meeting.held_at,
    )
    return tx.exec(query).first()
