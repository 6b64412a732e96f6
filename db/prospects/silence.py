"""A person's own reminders that nobody did anything for a prospect: put off, stopped, begun anew.

Every unit is about a nudge of the actor's own; it raises Gone, and OnlyLead once they do not work on it any more.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from db import nudges
from db.facts import Actor, NudgeKind, NudgeState
from db.models.nudges import Nudge
from db.prospects import clocks, rows
from db.prospects.rows import ID_MOST, Locked
from db.refusals import Gone, PastTime


def later(
    tx: Session, *, actor: Actor, nudge_id: int, until: datetime, asked: bool, now: datetime, typed: str = ""
) -> None:
    """Bring it up again at a moment, unless somebody does something before; `asked` where it was picked to the minute.

    Raises PastTime.
    """
    at, _ = _begin(tx, actor, nudge_id, now)
    if until <= now:
        raise PastTime(typed, until)
    _take_back(at, actor)
    nudges.schedule(
        tx,
        key=clocks.key(at, NudgeKind.STALE),
        team_id=at.team.id,
        kind=NudgeKind.STALE,
        due_at=until,
        prospect_id=at.id,
        person_id=actor.person_id,
        details={"stage": at.row.stage, "since": at.row.touched_at.isoformat()},
        asked=asked,
        after_id=nudge_id,
    )


def stop(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """Nothing more about this silence; when somebody has done something, the next one is told again."""
    at, _ = _begin(tx, actor, nudge_id, now)
    _take_back(at, actor)


def again(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """Take back that it was put off or stopped: it asks as it did."""
    at, nudge = _begin(tx, actor, nudge_id, now)
    nudge.answer, nudge.answered_at = None, None
    _take_back(at, actor)


def put_off(tx: Session, nudge: Nudge) -> datetime | None:
    """When it comes up again, because the person put it off."""
    query = select(Nudge.due_at).where(
        col(Nudge.prospect_id) == nudge.prospect_id,
        col(Nudge.kind) == NudgeKind.STALE,
        col(Nudge.person_id) == nudge.person_id,
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.after_id) == nudge.id,
    )
    return tx.exec(query.order_by(col(Nudge.due_at).desc()).limit(1)).first()


def _begin(tx: Session, actor: Actor, nudge_id: int, now: datetime) -> tuple[Locked, Nudge]:
    nudge = tx.get(Nudge, nudge_id) if 0 < nudge_id <= ID_MOST else None
    if nudge is None or nudge.person_id != actor.person_id or nudge.kind is not NudgeKind.STALE:
        raise Gone
    return rows.begin(tx, actor=actor, prospect_id=nudge.prospect_id or 0, may=rows.works, now=now), nudge


def _take_back(at: Locked, actor: Actor) -> None:
    # Only their own: whoever asks does not keep the owner from hearing of it.
    nudges.cancel(at.tx, team_id=at.team.id, prospect_id=at.id, kinds=[NudgeKind.STALE], person_id=actor.person_id)
