"""Promises with an owner and a date."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from db.facts import FOLLOWUP_TEXT_MOST, FollowupState
from db.models.base import Table
from db.types import enum_column


class Followup(Table, table=True):
    """One promise. Its time is what was meant, `wall` on the clocks of `zone`; due_at is that moment.

    key names what made it, where that was not a person, so that the same cause never makes two.
    """

    __tablename__ = "followup"
    __table_args__ = (
        UniqueConstraint("key", name="uq_followup_key"),
        Index("ix_followup_owner", "team_id", "owner_id"),
        Index("ix_followup_team_due", "team_id", "state", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    text: str = Field(max_length=FOLLOWUP_TEXT_MOST)
    owner_id: int | None = Field(default=None, sa_type=BigInteger)
    # For as long as a person has not acted in the team, and so has no row of their own.
    owner_name: str = Field(default="", max_length=100)
    made_by_id: int | None = Field(default=None, sa_type=BigInteger)
    lead_id: int | None = Field(default=None, sa_type=BigInteger)
    lead_name: str = Field(default="", max_length=100)
    wall: str = Field(max_length=16)  # 2027-02-28T09:30
    zone: str = Field(max_length=64)
    due_at: datetime
    state: FollowupState = Field(
        default=FollowupState.OPEN, sa_column=enum_column(FollowupState, name="followup_state")
    )
    silences: int = 0
    muted: bool = False
    canvass_id: int | None = Field(default=None, foreign_key="canvass.id", ondelete="SET NULL", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="SET NULL", index=True)
    prospect_id: int | None = Field(default=None, foreign_key="prospect.id", ondelete="SET NULL", index=True)
    # The message that it was made from.
    channel_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    handed_to_id: int | None = Field(default=None, sa_type=BigInteger)
    handed_to_name: str = Field(default="", max_length=100)
    handed_by_id: int | None = Field(default=None, sa_type=BigInteger)
    handed_at: datetime | None = None
    created_at: datetime
    done_at: datetime | None = None
    done_by_id: int | None = Field(default=None, sa_type=BigInteger)
    key: str | None = Field(default=None, max_length=120)
