"""Leaders and institutions to win, and what was found out, tried and agreed."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from db.facts.playbooks import Kind
from db.facts.prospects import PROSPECT_NAME_MOST, PROSPECT_PLACE_MOST, ContactHow, ContactResult, Stage
from db.facts.signons import Capacity, CommitmentState
from db.models.base import Table
from db.sealing import Sealed, SealedJson
from db.types import enum_column


class Prospect(Table, table=True):
    """Whom the team wants to win. name_key tells names apart; sought_as holds name and place, to be searched."""

    __tablename__ = "prospect"
    __table_args__ = (
        Index("ix_prospect_board", "team_id", "stage", "kind"),
        Index("ix_prospect_named", "team_id", "name_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    kind: Kind = Field(sa_column=enum_column(Kind, name="prospect_kind"))
    name: str = Field(max_length=PROSPECT_NAME_MOST)
    name_key: str = Field(max_length=200)
    sought_as: str = Field(default="", max_length=400)
    place: str = Field(default="", max_length=PROSPECT_PLACE_MOST)
    role: str = Field(default="", max_length=PROSPECT_PLACE_MOST)
    language: str | None = Field(default=None, max_length=10)
    part_of_id: int | None = Field(default=None, foreign_key="prospect.id", ondelete="SET NULL", index=True)
    until: date | None = None
    stage: Stage = Field(default=Stage.RESEARCH, sa_column=enum_column(Stage, name="prospect_stage"))
    stage_at: datetime
    touched_at: datetime
    owner_id: int | None = Field(default=None, sa_type=BigInteger)
    owner_name: str = Field(default="", max_length=100)
    asker_id: int | None = Field(default=None, sa_type=BigInteger)
    asker_name: str = Field(default="", max_length=100)
    made_by_id: int | None = Field(default=None, sa_type=BigInteger)
    made_at: datetime
    refused: bool = False
    # To press an official needs the word of an organizer.
    press_asked_by_id: int | None = Field(default=None, sa_type=BigInteger)
    press_asked_at: datetime | None = None
    press_allowed_by_id: int | None = Field(default=None, sa_type=BigInteger)
    press_allowed_at: datetime | None = None
    wakes_on: date | None = None
    # Those who were proposed last, so that others are proposed when it wakes.
    tried: str = "[]"
    # The public card of "Who should ask?".
    asking_channel_id: int | None = Field(default=None, sa_type=BigInteger)
    asking_message_id: int | None = Field(default=None, sa_type=BigInteger)
    asking_since: datetime | None = None
    version: int = 0


class ResearchNote(Table, table=True):
    """One thing found out in public sources; it goes by itself."""

    __tablename__ = "research_note"

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    prospect_id: int = Field(foreign_key="prospect.id", ondelete="CASCADE", index=True)
    question: str = Field(default="", max_length=20)
    note: str = Field(default="", sa_type=Sealed)
    source: str = Field(default="", sa_type=Sealed)
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    at: datetime


class Sway(Table, table=True):
    """A peer who could win a prospect over."""

    __tablename__ = "sway"

    prospect_id: int = Field(foreign_key="prospect.id", primary_key=True, ondelete="CASCADE")
    peer_id: int = Field(foreign_key="prospect.id", primary_key=True, ondelete="CASCADE", index=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)


class ContactMade(Table, table=True):
    """Once that somebody was in touch with a prospect."""

    __tablename__ = "contact_made"
    __table_args__ = (
        Index("ix_contact_made_prospect", "prospect_id", "at"),
        Index("ix_contact_made_lately", "team_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    prospect_id: int = Field(foreign_key="prospect.id", ondelete="CASCADE")
    how: ContactHow = Field(sa_column=enum_column(ContactHow, name="contact_how"))
    result: ContactResult = Field(sa_column=enum_column(ContactResult, name="contact_result"))
    note: str = Field(default="", sa_type=Sealed)
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    by_name: str = Field(default="", max_length=100)
    at: datetime


class Tie(Table, table=True):
    """A private answer to "Who should ask?": sealed, and only a yes is ever read by anybody else."""

    __tablename__ = "tie"

    prospect_id: int = Field(foreign_key="prospect.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    answer: dict[str, object] = Field(sa_type=SealedJson)
    at: datetime


class SignedOn(Table, table=True):
    """An endorsement; one a prospect. What they said with it is sealed, for it may be private."""

    __tablename__ = "signed_on"
    __table_args__ = (UniqueConstraint("prospect_id", name="uq_signed_on_prospect"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    prospect_id: int = Field(foreign_key="prospect.id", ondelete="CASCADE")
    capacity: Capacity = Field(sa_column=enum_column(Capacity, name="signed_on_capacity"))
    public: bool = False
    statement: str = Field(default="", sa_type=Sealed)
    signed_on: date
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    at: datetime


class Committed(Table, table=True):
    """A deeper ask of somebody who signed on; counts are numbers, and say nothing of who or where."""

    __tablename__ = "committed"
    __table_args__ = (Index("ix_committed_prospect", "prospect_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    prospect_id: int = Field(foreign_key="prospect.id", ondelete="CASCADE")
    key: str = Field(max_length=20)
    text: str = Field(max_length=200)
    state: CommitmentState = Field(sa_column=enum_column(CommitmentState, name="committed_state"))
    count: int | None = None
    public: bool = False
    due_on: date | None = None
    owner_id: int | None = Field(default=None, sa_type=BigInteger)
    owner_name: str = Field(default="", max_length=100)
    at: datetime
