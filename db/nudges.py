"""Nudges: scheduled in the transaction of their cause, held for delivery by one process, marked when sent."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from db.facts import DueNudge, NudgeKind, NudgeState
from db.models.nudges import Nudge

HOLD = timedelta(minutes=2)  # how long a process may take to deliver before another may try
TRIES = 8
DEEDS = {NudgeKind.OFFER_OVER}  # kinds that change something, whether or not a message tells of it
BELL = "due"  # where a unit of work leaves word of the nudges that it scheduled


def schedule(
    tx: Session,
    *,
    key: str,
    team_id: int,
    kind: NudgeKind,
    due_at: datetime,
    canvass_id: int | None = None,
    person_id: int | None = None,
    expires_at: datetime | None = None,
    details: dict[str, object] | None = None,
) -> None:
    """Schedule a nudge, or move the one of the same key that is still pending; one that went out stays as it is."""
    nudge = tx.exec(select(Nudge).where(col(Nudge.key) == key).with_for_update()).first()
    if nudge is None:
        nudge = Nudge(key=key, team_id=team_id, kind=kind, due_at=due_at, canvass_id=canvass_id)
    elif nudge.state not in {NudgeState.PENDING, NudgeState.CANCELLED}:
        return
    nudge.state, nudge.due_at, nudge.expires_at = NudgeState.PENDING, due_at, expires_at
    nudge.person_id, nudge.details = person_id, json.dumps(details or {})
    tx.add(nudge)
    tx.info.setdefault(BELL, []).append(due_at)


def cancel(
    tx: Session,
    *,
    team_id: int,
    canvass_id: int,
    kinds: Sequence[NudgeKind] | None = None,
    person_id: int | None = None,
) -> None:
    """Cancel what is still pending about a session: all of it, or only some kinds, or only one person's."""
    query = update(Nudge).where(
        col(Nudge.team_id) == team_id,
        col(Nudge.canvass_id) == canvass_id,
        col(Nudge.state) == NudgeState.PENDING,
    )
    if kinds is not None:
        query = query.where(col(Nudge.kind).in_(kinds))
    if person_id is not None:
        query = query.where(col(Nudge.person_id) == person_id)
    tx.exec(query.values(state=NudgeState.CANCELLED))


def hold_due(tx: Session, *, now: datetime, most: int = 20) -> list[DueNudge]:
    """Take up to `most` due nudges for delivery, earliest first; no other process gets them before the hold ends."""
    expired = (col(Nudge.state) == NudgeState.PENDING) & (col(Nudge.expires_at) <= now)
    tx.exec(update(Nudge).where(expired).values(state=NudgeState.EXPIRED))
    left = (col(Nudge.state) == NudgeState.HELD) & (col(Nudge.held_until) <= now)
    tx.exec(update(Nudge).where(left).values(state=NudgeState.PENDING))
    due = (
        select(Nudge)
        .where(col(Nudge.state) == NudgeState.PENDING, col(Nudge.due_at) <= now)
        .order_by(col(Nudge.due_at), col(Nudge.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [_held(nudge, now) for nudge in tx.exec(due).all()]


def _held(nudge: Nudge, now: datetime) -> DueNudge:
    nudge.state, nudge.held_until, nudge.attempts = NudgeState.HELD, now + HOLD, nudge.attempts + 1
    assert nudge.id is not None  # noqa: S101 - it came from the database
    return DueNudge(
        nudge.id,
        nudge.team_id,
        nudge.kind,
        nudge.person_id,
        nudge.canvass_id,
        json.loads(nudge.details),
        nudge.due_at,
        nudge.attempts,
    )


def mark_sent(tx: Session, *, nudge_id: int, channel_id: int, message_id: int, now: datetime) -> None:
    """Remember that a nudge went out, and where it is."""
    nudge = tx.get(Nudge, nudge_id)
    if nudge is not None:
        nudge.state, nudge.sent_at, nudge.held_until = NudgeState.SENT, now, None
        nudge.channel_id, nudge.message_id = channel_id, message_id


def mark_done(tx: Session, *, nudge_id: int, state: NudgeState, trouble: str = "") -> None:
    """Put a nudge away that needs no message (any more), or cannot have one."""
    nudge = tx.get(Nudge, nudge_id)
    if nudge is not None:
        nudge.state, nudge.trouble, nudge.held_until = state, trouble[:200], None


def try_again(tx: Session, *, nudge_id: int, trouble: str, now: datetime) -> None:
    """Give a nudge back after a passing failure: due again after a pause that doubles up to an hour.

    After eight tries it has failed, but for deeds: a place that nobody took must not be held for ever.
    """
    nudge = tx.get(Nudge, nudge_id)
    if nudge is None:
        return
    nudge.trouble, nudge.held_until = trouble[:200], None
    gives_up = nudge.attempts >= TRIES and nudge.kind not in DEEDS
    nudge.state = NudgeState.FAILED if gives_up else NudgeState.PENDING
    nudge.due_at = now + timedelta(seconds=min(3600, 15 * 2 ** min(nudge.attempts, 10)))


def next_due(tx: Session) -> datetime | None:
    """When the next pending nudge is due."""
    moment: datetime | None = tx.exec(
        select(func.min(col(Nudge.due_at))).where(col(Nudge.state) == NudgeState.PENDING)
    ).one()
    return moment
