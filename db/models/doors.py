"""The doors of a session: a ledger that only grows, and tallies kept in the same transaction."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from db.facts.doors import APPRECIATION_MOST, CAUSE_MOST, DEBRIEF_MOST, KnockHow, Outcome
from db.models.base import Table
from db.types import enum_column

SCOPE_MOST = 24
OF_SESSIONS = text("person_id = 0 AND substr(scope, 1, 2) = 's:'")
"""The rows of what everyone counted in a session, said as the index says it."""


class Knock(Table, table=True):
    """One count of one press; undoing it is another row. The press is Discord's own id, so a repeat counts once."""

    __tablename__ = "knock"
    __table_args__ = (
        UniqueConstraint("undoes_id", "outcome", name="uq_knock_undone"),
        Index("ix_knock_mine", "canvass_id", "person_id", "press_id"),
    )

    press_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    outcome: Outcome = Field(sa_column=enum_column(Outcome, name="knock_outcome", primary_key=True))
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    canvass_id: int = Field(foreign_key="canvass.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    n: int
    how: KnockHow = Field(sa_column=enum_column(KnockHow, name="knock_how"))
    at: datetime
    undoes_id: int | None = Field(default=None, sa_type=BigInteger)
    together_id: int | None = None  # with whom; no key, for they may be forgotten and the door stays


class Together(Table, table=True):
    """Two or three people who knocked together, ever: what they counted as a pair is tallied under its number."""

    __tablename__ = "together"
    __table_args__ = (
        UniqueConstraint("team_id", "one_id", "two_id", "three_id", name="uq_together_people"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    # In the order of their ids; the third of two is 0, for what is empty is never the same twice.
    one_id: int = Field(sa_type=BigInteger, index=True)
    two_id: int = Field(sa_type=BigInteger, index=True)
    three_id: int = Field(default=0, sa_type=BigInteger, index=True)
    last_at: datetime


class Tallied(Table, table=True):
    """How many of an outcome in a scope: "s:42" a session, "w:2026-11-23" a week, "all"; person 0 is everyone.

    In the scope "together" it is the campaign's doors of those who knocked together; -7 are the people of number 7.
    """

    __tablename__ = "tally"
    # To compare sessions nothing else is read: of every press, one row of it changes.
    __table_args__ = (
        Index(
            "ix_tally_sessions",
            *("team_id", "person_id", "scope", "outcome", "n"),
            sqlite_where=OF_SESSIONS,
            postgresql_where=OF_SESSIONS,
        ),
    )

    team_id: int = Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="team.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    scope: str = Field(max_length=SCOPE_MOST, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    outcome: Outcome = Field(sa_column=enum_column(Outcome, name="tally_outcome", primary_key=True))
    n: int = 0


class Attendance(Table, table=True):
    """Who came to a session, and that they are back; a walk-up had not signed up."""

    __tablename__ = "attendance"

    canvass_id: int = Field(foreign_key="canvass.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    walk_up: bool = False
    arrived_at: datetime
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    heading_at: datetime | None = None  # since when they are on their way back
    back_at: datetime | None = None
    back_by_id: int | None = Field(default=None, sa_type=BigInteger)


class Staying(Table, table=True):
    """Who comes along to the place where people sit together after a session."""

    __tablename__ = "staying"

    canvass_id: int = Field(foreign_key="canvass.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    at: datetime


class Cheer(Table, table=True):
    """One cheer that was due in a session: its cause, so that it comes once, and which of the texts it got."""

    __tablename__ = "cheer"
    __table_args__ = (UniqueConstraint("canvass_id", "cause", name="uq_cheer_cause"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    canvass_id: int = Field(foreign_key="canvass.id", ondelete="CASCADE")
    cause: str = Field(max_length=CAUSE_MOST)
    line: int
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    details: str = "{}"
    at: datetime


class Appreciation(Table, table=True):
    """What one person thanks another for after a session."""

    __tablename__ = "appreciation"
    __table_args__ = (UniqueConstraint("canvass_id", "from_id", name="uq_appreciation_from"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    canvass_id: int = Field(foreign_key="canvass.id", ondelete="CASCADE")
    from_id: int = Field(sa_type=BigInteger, index=True)
    to_id: int = Field(sa_type=BigInteger, index=True)
    text: str = Field(max_length=APPRECIATION_MOST)
    public: bool = False
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    at: datetime


class Debrief(Table, table=True):
    """One person's answers to the three questions after a session."""

    __tablename__ = "debrief"

    canvass_id: int = Field(foreign_key="canvass.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    good: str = Field(default="", max_length=DEBRIEF_MOST)
    hard: str = Field(default="", max_length=DEBRIEF_MOST)
    next_time: str = Field(default="", max_length=DEBRIEF_MOST)
    at: datetime
