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
    """A text as it stands, its blanks ("{town}") still in it; an empty body is the text that comes with TocToc.

    Version 0 is that text, where the team has changed nothing yet.
    """

    kind: ScriptKind
    language: str
    version: int
    body: str
    changed_by: str = ""
    changed_at: datetime | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """A text after a change; same: nothing was to change. overtaken is what somebody else saved meanwhile."""

    script: ScriptFacts
    same: bool = False
    overtaken: ScriptFacts | None = None
