"""A meeting's row, locked for a change; who may do what with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db import later, teams
from db.facts import Actor, TeamFacts
from db.facts.meetings import MeetingState
from db.models.meetings import Attending, Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.teams import Member
from db.prospects import rows as prospects
from db.quiet import QuietHours
from db.refusals import Gone, MeetingClosed, MeetingHeld, MeetingOff, OnlyAttendees, OnlyMeetingLeads, Refusal

ID_MOST = 2**31 - 1
"""Our ids are 32 bits wide, Discord's 63: a larger one, from a forged button, would be an error of the database."""

NAME_MOST = 100
"""Characters of a name, which is Discord's and not refused but cut."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A meeting that nobody else changes before this transaction ends, with all that a rule may ask for.

    The prospect's row is locked only by what moves its stage.
    """

    tx: Session
    id: int
    row: Meeting
    prospect: Prospect
    team: TeamFacts
    now: datetime

    @property
    def quiet(self) -> QuietHours:
        """When those in its thread are not to be disturbed."""
        return QuietHours(self.row.zone, self.team.quiet_from, self.team.quiet_until)

    @property
    def ahead(self) -> bool:
        """Whether it is still being prepared."""
        return self.row.state in {MeetingState.PLANNED, MeetingState.READY}

    def quiet_of(self, person_id: int) -> QuietHours:
        """When a person is not to be reminded."""
        member = self.tx.get(Member, (self.team.id, person_id))
        return later.hours_of(self.team, member.zone if member else None)


Right = Callable[[Locked, Actor], type[Refusal] | None]
"""Why a person may not; None where they may."""


def lock(tx: Session, *, meeting_id: int, now: datetime, shown: bool = True) -> Locked | None:
    """A meeting of any team, for what comes from the bot itself; None where there is none."""
    return _locked(tx, meeting_id, row_of(tx, meeting_id), now, shown=shown)


def begin(tx: Session, *, actor: Actor, meeting_id: int, may: Right, now: datetime, shown: bool = True) -> Locked:
    """A meeting of the actor's team with which they may do something; not `shown` where its card stays as it is.

    Raises Gone, for another team's as well, and what `may` says.
    """
    row = row_of(tx, meeting_id, col(Meeting.team_id) == actor.team_id)
    at = _locked(tx, meeting_id, row, now, shown=shown)
    if at is None:
        raise Gone
    if refusal := may(at, actor):
        raise refusal
    # After the lock: two first presses of one person, in two processes, would both make their row.
    teams.meet(tx, actor=actor, now=now)
    return at


def row_of(tx: Session, meeting_id: int, *more: ColumnElement[bool]) -> Meeting | None:
    """A meeting's row, locked: on PostgreSQL that keeps two processes apart; on SQLite the writer is alone anyway."""
    if not 0 < meeting_id <= ID_MOST:
        return None
    # Its nudges before itself: whoever delivers takes them in this order too, and nobody waits in a circle.
    tx.exec(select(Nudge.id).where(col(Nudge.meeting_id) == meeting_id).order_by(col(Nudge.id)).with_for_update()).all()
    return tx.exec(select(Meeting).where(col(Meeting.id) == meeting_id, *more).with_for_update()).first()


def _locked(tx: Session, meeting_id: int, row: Meeting | None, now: datetime, *, shown: bool) -> Locked | None:
    if row is None:
        return None
    team, prospect = teams.team_of(tx, team_id=row.team_id), tx.get(Prospect, row.prospect_id)
    if team is None or prospect is None:
        return None
    if shown:
        # Whoever locks a meeting changes it; the card is behind until it is painted, also after a crash.
        row.changes += 1
    return Locked(tx, meeting_id, row, prospect, team, now)


# ---- who may ---------------------------------------------------------------------------------------


def leads(at: Locked, actor: Actor) -> bool:
    """Organizers, its lead, the prospect's owner, and whoever makes the ask."""
    return prospects.works(actor, at.prospect) or at.row.lead_id == actor.person_id


def going(at: Locked, person_id: int) -> Attending | None:
    """Somebody's row who goes."""
    return at.tx.get(Attending, (at.id, person_id))


def to_lead(at: Locked, actor: Actor) -> type[Refusal] | None:
    """For those who lead it."""
    return None if leads(at, actor) else OnlyMeetingLeads


def to_prepare(at: Locked, actor: Actor) -> type[Refusal] | None:
    """For those who go, and those who lead it."""
    return None if leads(at, actor) or going(at, actor.person_id) else OnlyAttendees


def anybody(_at: Locked, _actor: Actor) -> None:
    """For whoever is in the team; what more it takes is looked at later."""


# ---- until when ------------------------------------------------------------------------------------


def check_on(at: Locked) -> None:
    """Raises MeetingOff once it was called off, and MeetingClosed once it is closed."""
    if at.row.state is MeetingState.CANCELLED:
        raise MeetingOff
    if at.row.state is MeetingState.CLOSED:
        raise MeetingClosed


def check_ahead(at: Locked) -> None:
    """Raises what `check_on` raises, and MeetingHeld once it was held."""
    check_on(at)
    if not at.ahead:
        raise MeetingHeld
