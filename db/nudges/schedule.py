"""Scheduling: part of the transaction of the cause, and taken back with it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select, update

from db.facts import NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge

BELL = "due"  # where a unit of work leaves word of the nudges that it scheduled


def ring(tx: Session, moment: datetime) -> None:
    """Leave word that something is due at a moment."""
    tx.info.setdefault(BELL, []).append(moment)


def schedule(
    tx: Session,
    *,
    key: str,
    team_id: int,
    kind: NudgeKind,
    due_at: datetime,
    canvass_id: int | None = None,
    followup_id: int | None = None,
    meeting_id: int | None = None,
    prospect_id: int | None = None,
    person_id: int | None = None,
    expires_at: datetime | None = None,
    details: dict[str, object] | None = None,
    asked: bool = False,
    after_id: int | None = None,
) -> None:
    """Schedule a nudge, or move the one of the same key that is still pending; one that went out stays as it is.

    `asked` is for a moment that the person chose: quiet hours and the most a day do not put it off.
    """
    nudge = tx.exec(select(Nudge).where(col(Nudge.key) == key).with_for_update()).first()
    if nudge is None:
        nudge = Nudge(key=key, team_id=team_id, kind=kind, due_at=due_at)
    elif nudge.state not in {NudgeState.PENDING, NudgeState.CANCELLED} or nudge.set_out_at is not None:
        return
    nudge.state, nudge.due_at, nudge.expires_at, nudge.waits_for = NudgeState.PENDING, due_at, expires_at, None
    nudge.canvass_id, nudge.followup_id, nudge.person_id = canvass_id, followup_id, person_id
    nudge.meeting_id, nudge.prospect_id = meeting_id, prospect_id
    nudge.details, nudge.asked, nudge.after_id = json.dumps(details or {}), asked, after_id
    # A moved one goes with what is due then, and what it met with before is over.
    nudge.bundle_id, nudge.attempts, nudge.trouble = None, 0, ""
    tx.add(nudge)
    ring(tx, due_at)


def cancel(
    tx: Session,
    *,
    team_id: int,
    canvass_id: int | None = None,
    followup_id: int | None = None,
    meeting_id: int | None = None,
    prospect_id: int | None = None,
    kinds: Sequence[NudgeKind] | None = None,
    person_id: int | None = None,
) -> None:
    """Cancel what has not gone out about a cause or for a person, all of it or only some kinds.

    What is on its way just now is left to its painter, which looks at the cause once more.
    """
    about: list[tuple[Any, Any]] = [
        (Nudge.canvass_id, canvass_id),
        (Nudge.followup_id, followup_id),
        (Nudge.meeting_id, meeting_id),
        (Nudge.prospect_id, prospect_id),
        (Nudge.person_id, person_id),
    ]
    chosen: list[ColumnElement[bool]] = [col(column) == value for column, value in about if value is not None]
    if not chosen:
        raise ValueError("cancel what?")
    if kinds is not None:
        chosen.append(col(Nudge.kind).in_(kinds))
    waiting = col(Nudge.state).in_((NudgeState.PENDING, NudgeState.CLOSED)) & col(Nudge.set_out_at).is_(None)
    tx.exec(update(Nudge).where(col(Nudge.team_id) == team_id, waiting, *chosen).values(state=NudgeState.CANCELLED))


def look_again(tx: Session, *, team_id: int, now: datetime, person_id: int | None = None) -> None:
    """Let what waits for the end of quiet hours be looked at once more, a team's or one person's: they may be others
    now."""
    waits = [col(Nudge.state) == NudgeState.PENDING, col(Nudge.waits_for) == NudgeWait.QUIET]
    if person_id is not None:
        waits.append(col(Nudge.person_id) == person_id)
    tx.exec(update(Nudge).where(col(Nudge.team_id) == team_id, *waits).values(due_at=now))
    ring(tx, now)


def next_due(tx: Session, *, after: datetime) -> datetime | None:
    """When the next pending nudge becomes due, leaving out those that are due already."""
    moment: datetime | None = tx.exec(
        select(func.min(col(Nudge.due_at))).where(col(Nudge.state) == NudgeState.PENDING, col(Nudge.due_at) > after)
    ).one()
    return moment
