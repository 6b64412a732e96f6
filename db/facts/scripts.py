"""Scripts for the door, and cards about rights."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SCRIPT_MOST = 3000
REVIEWER_MOST = 100


class ScriptKind(StrEnum):
    """What a text is for."""

    DOOR = "door"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class ScriptFacts:
    """A text as it stands; version 0 is the one that comes with TocToc. Blanks ("{town}") are still in it."""

    kind: ScriptKind
    language: str
    version: int
    body: str
    changed_by: str = ""
    changed_at: datetime | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
