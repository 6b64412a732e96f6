"""What teams say at the door and hand out about rights, as they changed it; every version is kept."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from db.facts.scripts import REVIEWER_MOST, SCRIPT_MOST, ScriptKind
from db.models.base import Table
from db.types import enum_column


class Script(Table, table=True):
    """One version of a team's text in one language; version 0 is the one that comes with TocToc and has no row."""

    __tablename__ = "script"
    __table_args__ = (UniqueConstraint("team_id", "kind", "language", "version", name="uq_script_version"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    kind: ScriptKind = Field(sa_column=enum_column(ScriptKind, name="script_kind"))
    language: str = Field(max_length=10)
    version: int
    body: str = Field(max_length=SCRIPT_MOST)
    changed_by_id: int | None = Field(default=None, sa_type=BigInteger)
    changed_at: datetime
    reviewed_by: str = Field(default="", max_length=REVIEWER_MOST)
    reviewed_on: date | None = None
