"""The nudges of a promise: one reminder at a time, each scheduled when the one before it went unanswered.

The first comes when the promise is due, the others one and three days after it; a day after the last its lead is
told. Whatever a person answers ends the round, and what is left of it is cancelled in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from db import later, nudges
from db.facts import FOLLOWUP_ROUNDS, Actor, NudgeAnswer, NudgeKind, NudgeState
from db.followups.rows import Locked, lead_of, lock
from db.later import Later
from db.models.nudges import Nudge

UNANSWERED = {1: 1, 2: 2, 3: 1}
"""Days from one silence to what follows it: the second reminder, the third, and word to the lead."""

REMINDERS = (NudgeKind.FOLLOWUP, NudgeKind.LEAD_TOLD)

_COMING = (NudgeState.PENDING, NudgeState.HELD)
_REACHED = (NudgeState.SENT, NudgeState.CLOSED, NudgeState.SHOWN)


def schedule(
    at: Locked,
    kind: NudgeKind,
    *,
    due_at: datetime,
    person_id: int | None,
    asked: bool = False,
    after_id: int | None = None,
    details: dict[str, object] | None = None,
) -> None:
    """Schedule a nudge about a promise; not about its session, whose own nudges go when it is cancelled."""
    nudges.schedule(
        at.tx,
        key=f"{kind}:{at.id}:{_last(at)}",
        team_id=at.team.id,
        kind=kind,
        due_at=due_at,
        followup_id=at.id,
        person_id=person_id,
        details=details,
        asked=asked,
        after_id=after_id,
    )


def remind(at: Locked) -> None:
    """Schedule the next reminder of a new round: when it is due; of what is late already, the next morning.

    While somebody else is asked to take over what is late, its owner is left in peace.
    """
    row = at.row
    silence(at)
    if not at.open or row.muted or row.owner_id is None:
        return
    if row.due_at > at.now:
        schedule(at, NudgeKind.FOLLOWUP, due_at=first(at), person_id=row.owner_id)
    elif row.handed_to_id is None:
        zone = at.zone_of(row.owner_id)
        morning = later.moment(Later.TOMORROW, now=at.now, zone=zone, quiet=at.quiet_of(row.owner_id))
        schedule(at, NudgeKind.FOLLOWUP, due_at=morning, person_id=row.owner_id)


def silence(at: Locked) -> None:
    """End the round: nothing of it goes out any more, and its silences are forgotten."""
    at.row.silences = 0
    withdraw(at, REMINDERS)


def withdraw(at: Locked, kinds: Sequence[NudgeKind] | None = None) -> None:
    """Cancel what has not gone out about a promise."""
    nudges.cancel(at.tx, team_id=at.team.id, followup_id=at.id, kinds=kinds)


def first(at: Locked) -> datetime:
    """When the first reminder of a promise goes out: when it is due, or after the quiet hours that this falls into."""
    return at.quiet_of(at.row.owner_id).after(at.row.due_at)


def answered(at: Locked, actor: Actor, answer: NudgeAnswer, *, coming: Sequence[NudgeKind] = ()) -> None:
    """Note on what a person was told about a promise how they answered; on what is answered already nothing.

    What is still `coming` to them, of these kinds, they may have seen on a list.
    """
    reached = col(Nudge.state).in_(_REACHED) | (col(Nudge.kind).in_(coming) & col(Nudge.state).in_(_COMING))
    told = (
        col(Nudge.followup_id) == at.id,
        col(Nudge.person_id) == actor.person_id,
        reached,
        col(Nudge.answer).is_(None),
    )
    at.tx.exec(update(Nudge).where(*told).values(answer=answer, answered_at=at.now))


def pending(at: Locked, *kinds: NudgeKind) -> bool:
    """Whether something of these kinds is still to go out."""
    query = select(Nudge.id).where(
        col(Nudge.followup_id) == at.id,
        col(Nudge.kind).in_(kinds),
        col(Nudge.state).in_(_COMING),
    )
    return at.tx.exec(query).first() is not None


def ahead(at: Locked, kind: NudgeKind) -> bool:
    """Whether something of a kind is still ahead; what is on its way just now is not."""
    query = select(Nudge.id).where(
        col(Nudge.followup_id) == at.id, col(Nudge.kind) == kind, col(Nudge.state) == NudgeState.PENDING
    )
    return at.tx.exec(query).first() is not None


def under_way(at: Locked) -> bool:
    """Whether a reminder is going out just now."""
    query = select(Nudge.id).where(
        col(Nudge.followup_id) == at.id,
        col(Nudge.kind) == NudgeKind.FOLLOWUP,
        col(Nudge.state).in_(_COMING),
        col(Nudge.due_at) <= at.now,
    )
    return at.tx.exec(query).first() is not None


def was_told(at: Locked, actor: Actor) -> bool:
    """Whether a person was told that nobody answers for it, or is about to be."""
    query = select(Nudge.id).where(
        col(Nudge.followup_id) == at.id,
        col(Nudge.kind) == NudgeKind.LEAD_TOLD,
        col(Nudge.person_id) == actor.person_id,
        col(Nudge.state) != NudgeState.CANCELLED,
    )
    return at.tx.exec(query).first() is not None


def has_answered(at: Locked, actor: Actor, answer: NudgeAnswer) -> bool:
    """Whether a person has given this answer to something about the promise."""
    query = select(Nudge.id).where(
        col(Nudge.followup_id) == at.id, col(Nudge.person_id) == actor.person_id, col(Nudge.answer) == answer
    )
    return at.tx.exec(query).first() is not None


def reminded_at(at: Locked) -> datetime | None:
    """When the owner was last reminded."""
    moment: datetime | None = at.tx.exec(
        select(func.max(col(Nudge.sent_at))).where(
            col(Nudge.followup_id) == at.id,
            col(Nudge.kind) == NudgeKind.FOLLOWUP,
            col(Nudge.person_id) == at.row.owner_id,
        )
    ).one()
    return moment


# ---- what follows a reminder -----------------------------------------------------------------------


@nudges.followed_by(NudgeKind.FOLLOWUP)
def _unanswered(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Count a silence, until an answer takes it back, and schedule what follows it."""
    at = lock(tx, followup_id=nudge.followup_id or 0, now=now)
    if at is None or not at.open or at.row.muted or nudge.person_id is None or nudge.person_id != at.row.owner_id:
        return
    # What was on its way while the person answered, or is shown to them later, is no silence of its own.
    if at.row.handed_to_id is not None or at.row.silences >= FOLLOWUP_ROUNDS or pending(at, *REMINDERS):
        return
    at.row.silences += 1
    _withdraw_older(at, nudge)
    days = UNANSWERED[at.row.silences]
    if at.row.silences < FOLLOWUP_ROUNDS:
        schedule(at, NudgeKind.FOLLOWUP, due_at=_days_on(at, nudge.person_id, days), person_id=nudge.person_id)
    elif (lead := lead_of(at.row)) is not None:
        schedule(at, NudgeKind.LEAD_TOLD, due_at=_days_on(at, lead, days), person_id=lead)


def _days_on(at: Locked, person_id: int, days: int) -> datetime:
    """The same time of day on the person's clocks, or after the quiet hours that it falls into."""
    zone = at.zone_of(person_id)
    today = datetime.fromisoformat(later.wall(at.now, zone))
    then = later.at(today.date() + timedelta(days=days), today.time(), zone)
    return at.quiet_of(person_id).after(then)


def _withdraw_older(at: Locked, nudge: Nudge) -> None:
    """Of reminders that wait because DMs are closed only the last is worth showing."""
    older = (
        col(Nudge.followup_id) == at.id,
        col(Nudge.kind) == NudgeKind.FOLLOWUP,
        col(Nudge.state) == NudgeState.CLOSED,
        col(Nudge.id) != nudge.id,
    )
    at.tx.exec(update(Nudge).where(*older).values(state=NudgeState.CANCELLED))


def _last(at: Locked) -> int:
    """The last nudge about a promise, or 0: each has a key of its own, whatever the clock says."""
    return at.tx.exec(select(func.max(col(Nudge.id))).where(col(Nudge.followup_id) == at.id)).one() or 0
