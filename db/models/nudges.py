"""Scheduled messages to people: these rows are the truth, alarms only ring."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from db.facts import NudgeAnswer, NudgeKind, NudgeState, NudgeWait
from db.models.base import Table
from db.types import enum_column

_PENDING, _HELD = text("state = 'pending'"), text("state = 'held'")
_ENDING = text("state = 'pending' AND expires_at IS NOT NULL")
_BUNDLED = text("bundle_id IS NOT NULL")


class Nudge(Table, table=True):
    """One message that is to reach people once; key names its cause, so that the same cause never makes two.

    bundle_id is shared by those that travel in one message: the id of the first of them, and the message's nonce.
    From set_out_at until it is known what became of it, the message may be in channel_id.
    """

    __tablename__ = "nudge"
    __table_args__ = (
        UniqueConstraint("key", name="uq_nudge_key"),
        Index("ix_nudge_due", "due_at", "id", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_nudge_ending", "expires_at", sqlite_where=_ENDING, postgresql_where=_ENDING),
        Index("ix_nudge_held", "held_until", sqlite_where=_HELD, postgresql_where=_HELD),
        # Whose a nudge is, and of which team: SQLite, which keeps no statistics, would else as soon look through
        # all of a team's. And what is in no bundle yet, which is nearly all, is not to be found by that.
        Index("ix_nudge_person", "person_id", "team_id"),
        Index("ix_nudge_canvass", "canvass_id", "team_id"),
        Index("ix_nudge_followup", "followup_id", "team_id"),
        Index("ix_nudge_meeting", "meeting_id", "team_id"),
        Index("ix_nudge_prospect", "prospect_id", "team_id"),
        Index("ix_nudge_bundle", "bundle_id", sqlite_where=_BUNDLED, postgresql_where=_BUNDLED),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    kind: NudgeKind = Field(sa_column=enum_column(NudgeKind, name="nudge_kind"))
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    canvass_id: int | None = Field(default=None, foreign_key="canvass.id", ondelete="CASCADE")
    followup_id: int | None = Field(default=None, foreign_key="followup.id", ondelete="CASCADE")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="CASCADE")
    prospect_id: int | None = Field(default=None, foreign_key="prospect.id", ondelete="CASCADE")
    details: str = "{}"
    due_at: datetime
    expires_at: datetime | None = None
    # Chosen by the person, to the minute: neither quiet hours nor the most a day put it off.
    asked: bool = False
    state: NudgeState = Field(default=NudgeState.PENDING, sa_column=enum_column(NudgeState, name="nudge_state"))
    waits_for: NudgeWait | None = Field(
        default=None, sa_column=enum_column(NudgeWait, name="nudge_waits_for", nullable=True)
    )
    attempts: int = 0
    held_until: datetime | None = None
    bundle_id: int | None = None
    set_out_at: datetime | None = None
    sent_at: datetime | None = None
    channel_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    trouble: str = Field(default="", max_length=200)
    answer: NudgeAnswer | None = Field(
        default=None, sa_column=enum_column(NudgeAnswer, name="nudge_answer", nullable=True)
    )
    answered_at: datetime | None = None
    # The nudge that this one repeats, because it was put off.
    after_id: int | None = None
    key: str = Field(max_length=120)
