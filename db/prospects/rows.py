"""A prospect's row, locked for a change; and who may do what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db import later, teams
from db.facts import Actor, TeamFacts
from db.facts.meetings import MeetingState
from db.models.meetings import Attending, Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.teams import Team
from db.names import name_key, tidy, tidy_lines
from db.refusals import Gone, NotYours, OnlyLead, OnlyOrganizers, TextMissing, TooLong

ID_MOST = 2**31 - 1
"""Our ids are 32 bits wide, Discord's 63: a larger one, from a forged button, would be an error of the database."""

PERSON_MOST = 2**63 - 1

NAME_MOST = 100
"""Characters of a person's name, which is Discord's and not refused but cut."""

Right = Callable[[Actor, Prospect], bool]


@dataclass(frozen=True, slots=True)
class Locked:
    """A prospect that nobody else changes before this transaction ends, with all that a rule may ask for."""

    tx: Session
    id: int
    row: Prospect
    team: TeamFacts
    now: datetime

    @property
    def today(self) -> date:
        """The day that it is for the team."""
        return later.day_of(self.now, self.team.clock_zone)


def lock(tx: Session, *, prospect_id: int, now: datetime, team_id: int | None = None) -> Locked | None:
    """A prospect for what comes from the bot itself, of one team or of any; None where there is none."""
    return next(iter(lock_all(tx, ids=[prospect_id], now=now, team_id=team_id)), None)


def lock_all(tx: Session, *, ids: Iterable[int], now: datetime, team_id: int | None = None) -> list[Locked]:
    """Several prospects at once, in the order of their ids; those that are not there are left out."""
    wanted = sorted({number for number in ids if 0 < number <= ID_MOST})
    if not wanted:
        return []
    # Their nudges before themselves: whoever delivers takes them in this order too, and nobody waits in a circle.
    tx.exec(select(Nudge.id).where(col(Nudge.prospect_id).in_(wanted)).order_by(col(Nudge.id)).with_for_update()).all()
    more: list[ColumnElement[bool]] = [] if team_id is None else [col(Prospect.team_id) == team_id]
    query = select(Prospect).where(col(Prospect.id).in_(wanted), *more).order_by(col(Prospect.id)).with_for_update()
    found = ((row, teams.team_of(tx, team_id=row.team_id)) for row in tx.exec(query).all())
    return [Locked(tx, row.id or 0, row, team, now) for row, team in found if team is not None]


def begin(tx: Session, *, actor: Actor, prospect_id: int, may: Right, now: datetime) -> Locked:
    """A prospect of the actor's team with which they may do something.

    Raises Gone, for another team's as well, and OnlyLead.
    """
    at = lock(tx, prospect_id=prospect_id, now=now, team_id=actor.team_id)
    if at is None:
        raise Gone
    if not may(actor, at.row):
        raise OnlyLead
    # After the lock: two first presses of one person, in two processes, would both make their row.
    teams.meet(tx, actor=actor, now=now)
    return at


def lock_team(tx: Session, actor: Actor, now: datetime) -> TeamFacts:
    """The actor's team, for one new prospect at a time: names and the bound hold across rows. Raises Gone."""
    # key_share: others may go on adding rows that refer to the team.
    team = tx.exec(select(Team).where(col(Team.id) == actor.team_id).with_for_update(key_share=True)).first()
    if team is None:
        raise Gone
    teams.meet(tx, actor=actor, now=now)
    return teams.team_facts(team)


def row_of(tx: Session, *, team_id: int, prospect_id: int) -> Prospect:
    """A team's own row, to be read. Raises Gone, for another team's as well."""
    row = tx.get(Prospect, prospect_id) if 0 < prospect_id <= ID_MOST else None
    if row is None or row.team_id != team_id:
        raise Gone
    return row


# ---- who may ---------------------------------------------------------------------------------------


def anybody(_actor: Actor, _row: Prospect) -> bool:
    """Whoever is in the team."""
    return True


def leads(actor: Actor, row: Prospect) -> bool:
    """Who looks after it: its owner, and every organizer."""
    return actor.organizer or row.owner_id == actor.person_id


def works(actor: Actor, row: Prospect) -> bool:
    """Who works on it: they, and whoever asks."""
    return leads(actor, row) or row.asker_id == actor.person_id


def reads(tx: Session, actor: Actor, row: Prospect) -> bool:
    """Who may read what was found out: they, and whoever leads a meeting that is not closed yet, or goes to it."""
    if works(actor, row):
        return True
    mine = (
        select(Meeting.id)
        .outerjoin(Attending, col(Attending.meeting_id) == col(Meeting.id))
        .where(
            col(Meeting.prospect_id) == row.id,
            col(Meeting.state).not_in((MeetingState.CLOSED, MeetingState.CANCELLED)),
            (col(Meeting.lead_id) == actor.person_id) | (col(Attending.person_id) == actor.person_id),
        )
    )
    return tx.exec(mine.limit(1)).first() is not None


def check_organizer(actor: Actor) -> None:
    """Raise OnlyOrganizers for everyone else."""
    if not actor.organizer:
        raise OnlyOrganizers


def check_person(person_id: int) -> None:
    """Raise NotYours for a number that is nobody's, from a forged button."""
    if not 0 < person_id <= PERSON_MOST:
        raise NotYours


# ---- texts -----------------------------------------------------------------------------------------


def line(text: str, most: int) -> str:
    """A text, tidy and on one line; it may be empty. Raises TooLong."""
    return _short(tidy(text), most)


def lines(text: str, most: int) -> str:
    """The same for a text of several lines."""
    return _short(tidy_lines(text), most)


def some(text: str) -> str:
    """A text in which something is to be seen. Raises TextMissing."""
    if not name_key(text):
        raise TextMissing
    return text


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise TooLong(length=len(text), most=most)
    return text
