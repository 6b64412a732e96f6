"""Meetings with leaders, the rooms in which they are prepared, and what people say of them afterwards."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from db.facts.meetings import MEETING_PLACE_MOST, MEETING_REASON_MOST, PREP_TEXT_MOST, MeetingState, Outcome, Section
from db.models.base import Table
from db.sealing import Sealed, SealedJson
from db.types import enum_column


class Meeting(Table, table=True):
    """One meeting. `wall` on the clocks of `zone` is what was meant; starts_at is that moment. changes counts what
    its card shows; shown is the count that was painted last.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_when", "team_id", "starts_at"),
        Index("ix_meeting_of", "prospect_id", "starts_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    prospect_id: int = Field(foreign_key="prospect.id", ondelete="CASCADE")
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_column=enum_column(MeetingState, name="meeting_state"))
    wall: str = Field(max_length=16)
    zone: str = Field(max_length=64)
    starts_at: datetime
    ends_at: datetime
    place: str = Field(default="", max_length=MEETING_PLACE_MOST)
    coffee: str = Field(default="", max_length=MEETING_PLACE_MOST)
    lead_id: int | None = Field(default=None, sa_type=BigInteger)
    lead_name: str = Field(default="", max_length=100)
    made_by_id: int | None = Field(default=None, sa_type=BigInteger)
    made_at: datetime
    held_at: datetime | None = None
    outcome: Outcome | None = Field(default=None, sa_column=enum_column(Outcome, name="meeting_outcome", nullable=True))
    next_step: str = Field(default="", sa_type=Sealed)
    next_owner_id: int | None = Field(default=None, sa_type=BigInteger)
    next_owner_name: str = Field(default="", max_length=100)
    next_due_on: date | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None
    reason: str = Field(default="", max_length=MEETING_REASON_MOST)
    channel_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    event_id: int | None = Field(default=None, sa_type=BigInteger)
    changes: int = 0
    shown: int = 0
    # What a scheduled event shows, and the version that it shows.
    version: int = 0
    event_version: int = 0


class PrepLine(Table, table=True):
    """One text of a prep room: every text is a row with its own version, so that two who write lose nothing."""

    __tablename__ = "prep_line"
    __table_args__ = (Index("ix_prep_line_meeting", "meeting_id", "section", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE")
    section: Section = Field(sa_column=enum_column(Section, name="prep_line_section"))
    text: str = Field(sa_type=Sealed)
    more: str = Field(default="", sa_type=Sealed)
    version: int = 1
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    at: datetime


class Attending(Table, table=True):
    """Somebody who goes to a meeting, and what they do there: the values of Role, with spaces between."""

    __tablename__ = "attending"

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    name: str = Field(default="", max_length=100)
    roles: str = Field(default="", max_length=60)
    read_at: datetime | None = None


class PrepTask(Table, table=True):
    """Something to be done before a meeting, by whoever takes it; key is the playbook's, empty for one's own."""

    __tablename__ = "prep_task"
    __table_args__ = (Index("ix_prep_task_meeting", "meeting_id", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE")
    key: str = Field(default="", max_length=20)
    text: str = Field(max_length=PREP_TEXT_MOST)
    anyone: bool = True
    due_at: datetime
    owner_id: int | None = Field(default=None, sa_type=BigInteger)
    owner_name: str = Field(default="", max_length=100)
    done_at: datetime | None = None
    done_by_id: int | None = Field(default=None, sa_type=BigInteger)
    version: int = 1


class Evaluation(Table, table=True):
    """One attendee's answers to the six questions, by the question's key."""

    __tablename__ = "evaluation"

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    answers: dict[str, object] = Field(sa_type=SealedJson)
    at: datetime
