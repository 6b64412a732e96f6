"""Door-knocking sessions, who is in, and who knocks with whom."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from db.facts import (
    CANVASS_NOTE_MOST,
    CANVASS_PLACE_MOST,
    CANVASS_REASON_MOST,
    CANVASS_TITLE_MOST,
    SIGNUP_LANGUAGES_MOST,
    SIGNUP_NOTE_MOST,
    CanvassState,
    SignupState,
)
from db.models.base import Table
from db.types import enum_column


class Canvass(Table, table=True):
    """One session; version counts the changes that its scheduled event should follow."""

    __tablename__ = "canvass"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("door_goal > 0", name="door_goal_positive"),
        Index("ix_canvass_team_start", "team_id", "starts_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    turf_id: int | None = Field(default=None, foreign_key="turf.id", ondelete="SET NULL", index=True)
    title: str = Field(default="", max_length=CANVASS_TITLE_MOST)
    starts_at: datetime
    ends_at: datetime
    zone: str = Field(max_length=64)
    captain_id: int | None = Field(default=None, sa_type=BigInteger)
    # For as long as the captain has not acted in the team, and so has no row of their own.
    captain_name: str = Field(default="", max_length=100)
    capacity: int | None = None
    meet_place: str = Field(default="", max_length=CANVASS_PLACE_MOST)
    debrief_place: str = Field(default="", max_length=CANVASS_PLACE_MOST)
    door_goal: int | None = None
    note: str = Field(default="", max_length=CANVASS_NOTE_MOST)
    state: CanvassState = Field(default=CanvassState.PLANNED, sa_column=enum_column(CanvassState, name="canvass_state"))
    cancel_reason: str = Field(default="", max_length=CANVASS_REASON_MOST)
    channel_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    event_id: int | None = Field(default=None, sa_type=BigInteger)
    pairs_message_id: int | None = Field(default=None, sa_type=BigInteger)
    board_message_id: int | None = Field(default=None, sa_type=BigInteger)
    started_at: datetime | None = None
    wrapped_at: datetime | None = None
    version: int = 1
    event_version: int = 0
    # How often anything that the card shows may have changed, and how much of that the card has shown.
    changes: int = 0
    painted: int = 0
    planned_by_id: int | None = Field(default=None, sa_type=BigInteger)
    created_at: datetime


class Signup(Table, table=True):
    """One person's answer to one session; the keys keep it at one place a person, and one person a place."""

    __tablename__ = "signup"
    __table_args__ = (UniqueConstraint("canvass_id", "place", name="uq_signup_place"),)

    canvass_id: int = Field(foreign_key="canvass.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    state: SignupState = Field(sa_column=enum_column(SignupState, name="signup_state"))
    place: int
    driver: bool = False
    first_time: bool = False
    languages: str = Field(default="", max_length=SIGNUP_LANGUAGES_MOST)
    note: str = Field(default="", max_length=SIGNUP_NOTE_MOST)
    confirm: bool = False
    offered_until: datetime | None = None
    answered_at: datetime
    # No more reminders of this session, says the person; what they must know they are told all the same.
    muted: bool = False
    # When the last message of the session that names them went out; nothing before the last change of time counts.
    told_at: datetime | None = None


class Pair(Table, table=True):
    """Two or three people who knock together in one session."""

    __tablename__ = "pair"
    __table_args__ = (UniqueConstraint("canvass_id", "number", name="uq_pair_number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    canvass_id: int = Field(foreign_key="canvass.id", ondelete="CASCADE", index=True)
    number: int
    practised_at: datetime | None = None
    # Their list is done; and what they themselves counted, which settles their doors when the day is wrapped up.
    finished_at: datetime | None = None
    counted: int | None = None
    counted_at: datetime | None = None
    # Who they are together, once one of them counted a door; 0 for one alone.
    together_id: int | None = None


class PairMember(Table, table=True):
    """A person's pair in a session: the key keeps it at one pair a person."""

    __tablename__ = "pair_member"

    canvass_id: int = Field(foreign_key="canvass.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    pair_id: int = Field(foreign_key="pair.id", ondelete="CASCADE", index=True)
