"""A promise's row, locked for a change; and who may do what with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from db import later, teams
from db.facts import FOLLOWUPS_OPEN_MOST, Actor, FollowupState, TeamFacts
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.quiet import QuietHours
from db.refusals import FollowupOver, Gone, NotYours, TooManyOpen

ID_MOST = 2**31 - 1
"""Our ids are 32 bits wide, Discord's 63: a larger one, from a forged button, would be an error of the database."""

NAME_MOST = 100
"""Characters of a name, which is Discord's and not refused but cut."""

Right = Callable[[Actor, Followup], bool]


@dataclass(frozen=True, slots=True)
class Locked:
    """A promise that nobody else changes before this transaction ends, with all that a rule may ask for."""

    tx: Session
    id: int
    row: Followup
    team: TeamFacts
    now: datetime

    @property
    def open(self) -> bool:
        """Whether it is still to be kept."""
        return self.row.state is FollowupState.OPEN

    def zone_of(self, person_id: int | None) -> str:
        """The zone on whose clocks a person lives."""
        return zone_of(self.tx, self.team, person_id)

    def quiet_of(self, person_id: int | None) -> QuietHours:
        """When a person is not to be reminded."""
        return later.hours_of(self.team, self.zone_of(person_id))


def zone_of(tx: Session, team: TeamFacts, person_id: int | None) -> str:
    """A person's own zone, else the team's."""
    member = tx.get(Member, (team.id, person_id)) if person_id is not None else None
    return (member.zone if member else None) or team.clock_zone


def lock(tx: Session, *, followup_id: int, now: datetime, team_id: int | None = None) -> Locked | None:
    """A promise for what comes from the bot itself, of one team or of any; None where there is none."""
    if not 0 < followup_id <= ID_MOST:
        return None
    # Its nudges before itself: whoever delivers takes them in this order too, and nobody waits in a circle.
    tx.exec(
        select(Nudge.id).where(col(Nudge.followup_id) == followup_id).order_by(col(Nudge.id)).with_for_update()
    ).all()
    more: list[ColumnElement[bool]] = [] if team_id is None else [col(Followup.team_id) == team_id]
    row = tx.exec(select(Followup).where(col(Followup.id) == followup_id, *more).with_for_update()).first()
    team = teams.team_of(tx, team_id=row.team_id) if row else None
    return Locked(tx, followup_id, row, team, now) if row and team else None


def begin(tx: Session, *, actor: Actor, followup_id: int, may: Right, now: datetime) -> Locked:
    """A promise of the actor's team with which they may do something.

    Raises Gone, for another team's as well, and NotYours.
    """
    at = lock(tx, followup_id=followup_id, now=now, team_id=actor.team_id)
    if at is None:
        raise Gone
    if not may(actor, at.row):
        raise NotYours
    # After the lock: two first presses of one person, in two processes, would both make their row.
    teams.meet(tx, actor=actor, now=now)
    return at


def begin_open(tx: Session, *, actor: Actor, followup_id: int, may: Right, now: datetime) -> Locked:
    """The same for what is still to be kept. Raises FollowupOver too."""
    at = begin(tx, actor=actor, followup_id=followup_id, may=may, now=now)
    if not at.open:
        raise FollowupOver
    return at


def lock_team(tx: Session, team_id: int) -> TeamFacts:
    """A team, for one new promise at a time: the most that a person may have holds across rows. Raises Gone."""
    # key_share: others may go on adding rows that refer to the team.
    query = select(Team).where(col(Team.id) == team_id).with_for_update(key_share=True)
    team = tx.exec(query).first()
    if team is None:
        raise Gone
    return teams.team_facts(team)


def check_room(tx: Session, *, team_id: int, owner_id: int) -> None:
    """Raises TooManyOpen where one more promise would not fit into a person's list."""
    query = select(func.count()).where(
        col(Followup.team_id) == team_id,
        col(Followup.owner_id) == owner_id,
        col(Followup.state) == FollowupState.OPEN,
    )
    if tx.exec(query).one() >= FOLLOWUPS_OPEN_MOST:
        raise TooManyOpen(most=FOLLOWUPS_OPEN_MOST)


# ---- who may ---------------------------------------------------------------------------------------


def owns(actor: Actor, row: Followup) -> bool:
    """Who shall do it."""
    return row.owner_id == actor.person_id


def leads(actor: Actor, row: Followup) -> bool:
    """Who answers for it: its lead, whoever made it, and every organizer."""
    return actor.organizer or actor.person_id in {row.lead_id, row.made_by_id}


def cares(actor: Actor, row: Followup) -> bool:
    """Either of them."""
    return owns(actor, row) or leads(actor, row)


def may_drop(actor: Actor, row: Followup) -> bool:
    """Who may say that it is no longer needed: not its owner, where it was promised to somebody else."""
    return leads(actor, row) or (owns(actor, row) and row.made_by_id is None and row.lead_id is None)


def anybody(_actor: Actor, _row: Followup) -> bool:
    """Whoever is in the team; whether they were asked is looked at later."""
    return True


def lead_of(row: Followup) -> int | None:
    """Who is told when the owner does not answer; None are the organizers."""
    return next((who for who in (row.lead_id, row.made_by_id) if who not in {None, row.owner_id}), None)
