"""What becomes of a promise: kept, no longer needed, changed. All of it twice is harmless.

Every unit that a person starts raises NotYours for those without the right, and Gone for another team's promise.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db.facts import Actor, FollowupFacts, FollowupState, NudgeAnswer
from db.followups import causes, handing, reminders, rows
from db.followups.making import check_text, check_time
from db.followups.reading import as_it_is
from db.followups.rows import Locked
from db.later import wall
from db.models.followups import Followup


def done(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """The promise is kept; nobody is reminded of it any more."""
    at = rows.begin(tx, actor=actor, followup_id=followup_id, may=rows.cares, now=now)
    return _end(at, actor, FollowupState.DONE)


def drop(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """The promise is no longer needed. For those whom it was made to: an owner drops only what is theirs alone."""
    at = rows.begin(tx, actor=actor, followup_id=followup_id, may=rows.may_drop, now=now)
    return _end(at, actor, FollowupState.DROPPED)


def reopen(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """Take back that it is done, or no longer needed."""
    at = rows.begin(tx, actor=actor, followup_id=followup_id, may=rows.cares, now=now)
    if not at.open:
        if at.row.state is FollowupState.DONE:
            causes.tell(at, kept=False)
        at.row.state, at.row.done_at, at.row.done_by_id = FollowupState.OPEN, None, None
        reminders.remind(at)
    return as_it_is(at)


def change(
    tx: Session, *, actor: Actor, followup_id: int, text: str, due_at: datetime, zone: str, now: datetime
) -> FollowupFacts:
    """Another text, and another time in a zone; with the time the reminders begin anew.

    Raises FollowupOver, TextMissing, TooLong, and for another time PastTime and TooFarAhead.
    """
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.cares, now=now)
    at.row.text = check_text(text)
    if due_at != at.row.due_at:
        check_time(due_at, zone, now)
        at.row.due_at, at.row.zone, at.row.wall = due_at, zone, wall(due_at, zone)
        reminders.remind(at)
    return as_it_is(at)


def contact_logged(
    tx: Session,
    *,
    team_id: int,
    now: datetime,
    followup_ids: Collection[int] = (),
    canvass_id: int | None = None,
    prospect_id: int | None = None,
) -> int:
    """Somebody was in touch about these promises, or about those of a session or a prospect: their reminders begin
    anew. Returns how many are still open.
    """
    about: ColumnElement[bool] = col(Followup.id).in_(followup_ids)
    if canvass_id is not None:
        about = about | (col(Followup.canvass_id) == canvass_id)
    if prospect_id is not None:
        about = about | (col(Followup.prospect_id) == prospect_id)
    query = select(Followup.id).where(
        col(Followup.team_id) == team_id, col(Followup.state) == FollowupState.OPEN, about
    )
    found = tx.exec(query.order_by(col(Followup.id))).all()
    for number in found:
        if (at := rows.lock(tx, followup_id=number or 0, now=now)) is not None:
            reminders.remind(at)
    return len(found)


def _end(at: Locked, actor: Actor, state: FollowupState) -> FollowupFacts:
    if at.open:
        reminders.answered(at, actor, NudgeAnswer.DONE)
        at.row.state, at.row.done_at, at.row.done_by_id = state, at.now, actor.person_id
        at.row.silences = 0
        handing.end_asking(at)
        reminders.withdraw(at)
        if state is FollowupState.DONE:
            causes.tell(at, kept=True)
    return as_it_is(at)
