"""Scheduled messages to people: these rows are the truth, alarms only ring."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from db.facts import NudgeKind, NudgeState
from db.models.base import Table
from db.types import enum_column


class Nudge(Table, table=True):
    """One message that is to reach people once; key names its cause, so that the same cause never makes two."""

    __tablename__ = "nudge"
    __table_args__ = (
        UniqueConstraint("key", name="uq_nudge_key"),
        Index(
            "ix_nudge_due",
            "due_at",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    kind: NudgeKind = Field(sa_column=enum_column(NudgeKind, name="nudge_kind"))
    person_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    canvass_id: int | None = Field(default=None, foreign_key="canvass.id", ondelete="CASCADE", index=True)
    details: str = "{}"
    due_at: datetime
    expires_at: datetime | None = None
    state: NudgeState = Field(default=NudgeState.PENDING, sa_column=enum_column(NudgeState, name="nudge_state"))
    attempts: int = 0
    held_until: datetime | None = None
    sent_at: datetime | None = None
    channel_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    trouble: str = Field(default="", max_length=200)
    key: str = Field(max_length=120)
