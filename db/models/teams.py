"""Teams, the people who act in them, their half-filled forms, and what an organizer should mend."""

from datetime import datetime, time

from sqlalchemy import BigInteger
from sqlmodel import Field

from db.facts import Naming, RankingMode
from db.models.base import Table
from db.sealing import SealedText
from db.types import enum_column


class Team(Table, table=True):
    """A Discord server that uses TocToc, and its settings."""

    __tablename__ = "team"

    id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(default="", max_length=100)
    language: str = Field(default="en", max_length=10)
    zone: str | None = Field(default=None, max_length=64)
    campaign: str = Field(default="", max_length=80)
    town: str = Field(default="", max_length=80)
    about: str = Field(default="", max_length=600)
    about_not: str = Field(default="", max_length=600)
    hotline: str = Field(default="", max_length=40)
    organizer_role_id: int | None = Field(default=None, sa_type=BigInteger)
    canvass_channel_id: int | None = Field(default=None, sa_type=BigInteger)
    outreach_channel_id: int | None = Field(default=None, sa_type=BigInteger)
    organizers_channel_id: int | None = Field(default=None, sa_type=BigInteger)
    quiet_from: time = Field(default=time(21))
    quiet_until: time = Field(default=time(8))
    confirm_hours: int = 24
    today_hours: int = 2
    offer_hours: int = 4
    at_once_hours: int = 12
    late_hours: int = 24
    events: bool = True
    cheers: bool = True
    ranking: RankingMode = Field(default=RankingMode.ON, sa_column=enum_column(RankingMode, name="ranking"))
    joined_at: datetime
    left_at: datetime | None = None
    set_up_at: datetime | None = None
    sample_canvass_id: int | None = None


class Member(Table, table=True):
    """A person who has acted in a team, and their own settings there."""

    __tablename__ = "member"

    team_id: int = Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="team.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    person_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(max_length=100)
    language: str | None = Field(default=None, max_length=10)
    # Of their Discord when they last acted: nobody else tells us for a letter, where they chose none.
    discord_language: str | None = Field(default=None, max_length=10)
    zone: str | None = Field(default=None, max_length=64)
    reminders: bool = True
    naming: Naming = Field(default=Naming.NAMED, sa_column=enum_column(Naming, name="naming"))
    first_seen_at: datetime
    last_seen_at: datetime
    dm_channel_id: int | None = Field(default=None, sa_type=BigInteger)
    # No DM is sent from the moment that one was refused, until the person says that we may try again.
    dms_closed_at: datetime | None = None
    # Something is there that could not be sent, to be shown when they act.
    waiting: bool = False


class Draft(Table, table=True):
    """What a person typed into a form that is not saved yet: sealed, for it may be research, or a private answer."""

    __tablename__ = "draft"

    team_id: int = Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="team.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    person_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(max_length=60, primary_key=True)
    typed: str = Field(sa_type=SealedText)
    kept_at: datetime


class SetupStep(Table, table=True):
    """How far a person has come in the set-up; gone once they are done."""

    __tablename__ = "setup_step"

    team_id: int = Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="team.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    person_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    step: str = Field(max_length=20)
    reached_at: datetime


class TeamTrouble(Table, table=True):
    """Something that Discord refused; gone once it works again."""

    __tablename__ = "team_trouble"

    team_id: int = Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="team.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    thing: str = Field(max_length=60, primary_key=True)
    code: str = Field(max_length=40)
    details: str = "{}"
    since_at: datetime
