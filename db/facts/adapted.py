"""Texts that come with TocToc and that a team may change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.facts.playbooks import Kind

LETTER_MOST = 3000
BODY_MOST = 60_000


class AdaptedWhat(StrEnum):
    """What a team has changed."""

    PLAYBOOK = "playbook"
    LETTER = "letter"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class AdaptedText:
    """A text as it stands; version 0 is the one that comes with TocToc, whose body is empty here."""

    what: AdaptedWhat
    kind: Kind
    language: str
    version: int
    body: str = ""
    changed_by_id: int | None = None
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AdaptedChange:
    """A text after a change; same: nothing was to change."""

    text: AdaptedText
    same: bool = False
