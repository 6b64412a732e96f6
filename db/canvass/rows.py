"""A session's row, locked for a change; who may make it, and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db import teams
from db.facts import Actor, CanvassState, TeamFacts
from db.models.canvass import Canvass
from db.quiet import QuietHours
from db.refusals import CanvassCancelled, CanvassOver, CanvassStarted, Gone, OnlyCaptain

ID_MOST = 2**31 - 1
"""Our ids are 32 bits wide, Discord's 63: a larger one, from a forged button, would be an error of the database."""

PERSON_MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Locked:
    """A session that nobody else changes before this transaction ends, with all that a rule may ask for."""

    tx: Session
    id: int
    row: Canvass
    team: TeamFacts
    now: datetime

    @property
    def quiet(self) -> QuietHours:
        """When its people are not to be disturbed."""
        return QuietHours(self.row.zone, self.team.quiet_from, self.team.quiet_until)

    @property
    def over(self) -> bool:
        """Whether nothing about this session changes any more."""
        return self.row.state in {CanvassState.CANCELLED, CanvassState.WRAPPED} or self.row.ends_at <= self.now


def row_of(tx: Session, canvass_id: int, *more: ColumnElement[bool]) -> Canvass | None:
    """A session's row, locked: on PostgreSQL that keeps two processes apart; on SQLite the writer is alone anyway."""
    if not 0 < canvass_id <= ID_MOST:
        return None
    return tx.exec(select(Canvass).where(col(Canvass.id) == canvass_id, *more).with_for_update()).first()


def lock(tx: Session, *, canvass_id: int, now: datetime) -> Locked | None:
    """A session of any team, for what comes from the bot itself; None where there is none."""
    return _locked(tx, canvass_id, row_of(tx, canvass_id), now)


def begin(tx: Session, *, actor: Actor, canvass_id: int, now: datetime, shown: bool = True) -> Locked:
    """A session of the actor's team; not `shown` where its card stays as it is. Raises Gone, for another team's too."""
    at = _locked(tx, canvass_id, row_of(tx, canvass_id, col(Canvass.team_id) == actor.team_id), now, shown=shown)
    if at is None:
        raise Gone
    # After the lock: two first presses of one person, in two processes, would both make their row.
    teams.meet(tx, actor=actor, now=now)
    return at


def begin_leading(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Locked:
    """The same for an organizer or the session's captain. Raises Gone and OnlyCaptain."""
    at = begin(tx, actor=actor, canvass_id=canvass_id, now=now)
    if not leads(actor, at.row):
        raise OnlyCaptain
    return at


def _locked(tx: Session, canvass_id: int, row: Canvass | None, now: datetime, *, shown: bool = True) -> Locked | None:
    team = teams.team_of(tx, team_id=row.team_id) if row else None
    if row and shown:
        # Whoever locks a session changes it; the card is behind until it is painted, also after a crash.
        row.changes += 1
    return Locked(tx, canvass_id, row, team, now) if row and team else None


def leads(actor: Actor, row: Canvass) -> bool:
    """Whether a person may manage a session: its captain, and every organizer."""
    return actor.organizer or row.captain_id == actor.person_id


def check_on(at: Locked) -> None:
    """Raises CanvassCancelled, and CanvassOver once it has ended."""
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if at.over:
        raise CanvassOver


def check_ahead(at: Locked) -> None:
    """Raises what `check_on` raises, and CanvassStarted once it has begun."""
    check_on(at)
    if at.row.state is CanvassState.LIVE or at.row.starts_at <= at.now:
        raise CanvassStarted
