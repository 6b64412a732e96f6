"""Playbooks, letters and notes of thanks, as a team changed them; every version is kept."""

from datetime import datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field

from db.facts.adapted import AdaptedWhat
from db.facts.playbooks import Kind
from db.models.base import Table
from db.types import enum_column


class Adapted(Table, table=True):
    """One version of a team's own text; version 0 is the one that comes with TocToc and has no row.

    A playbook's body is JSON, of the parts that differ from the one that comes with TocToc.
    """

    __tablename__ = "adapted"
    __table_args__ = (UniqueConstraint("team_id", "what", "kind", "language", "version", name="uq_adapted_version"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE")
    what: AdaptedWhat = Field(sa_column=enum_column(AdaptedWhat, name="adapted_what"))
    kind: Kind = Field(sa_column=enum_column(Kind, name="adapted_kind"))
    language: str = Field(max_length=10)
    version: int
    body: str = Field(sa_type=Text)
    changed_by_id: int | None = Field(default=None, sa_type=BigInteger)
    changed_at: datetime
