"""Neighborhoods to knock."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.facts import TURF_NAME_MOST, TURF_WHY_MOST, Priority
from db.models.base import Table
from db.names import KEY_MOST
from db.types import enum_column


class Turf(Table, table=True):
    """A neighborhood: area level only, never a list of addresses."""

    __tablename__ = "turf"
    __table_args__ = (
        UniqueConstraint("team_id", "name_key", name="uq_turf_name"),
        CheckConstraint("doors > 0", name="doors_positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=TURF_NAME_MOST)
    name_key: str = Field(max_length=KEY_MOST)
    doors: int | None = None
    priority: Priority = Field(default=Priority.NEXT, sa_column=enum_column(Priority, name="priority"))
    why: str = Field(default="", max_length=TURF_WHY_MOST)
    created_at: datetime
    finished_at: datetime | None = None


class TurfVoice(Table, table=True):
    """What one person says of a neighborhood: that they would knock there next, that they know people there."""

    __tablename__ = "turf_voice"

    turf_id: int = Field(foreign_key="turf.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    team_id: int = Field(sa_type=BigInteger, foreign_key="team.id", ondelete="CASCADE", index=True)
    wants: bool = False
    knows: bool = False
    at: datetime
