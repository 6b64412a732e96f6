"""Neighborhoods, and sheets of them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

TURF_NAME_MOST = 80
TURF_WHY_MOST = 300
TURF_DOORS_MOST = 100_000


class Priority(StrEnum):
    """In which order neighborhoods are knocked."""

    FIRST = "first"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class TurfFacts:
    """A neighborhood to knock; without a door goal, doors is None."""

    id: int
    name: str
    doors: int | None
    priority: Priority
    why: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class TurfPlan:
    """What an organizer decides about a neighborhood, within the bounds above; without a door goal, doors is None."""

    name: str
    doors: int | None = None
    priority: Priority = Priority.NEXT
    why: str = ""


@dataclass(frozen=True, slots=True)
class TurfRow:
    """One line of an imported sheet; None leaves what is there, and is the default for a new neighborhood."""

    name: str
    doors: int | None = None
    priority: Priority | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class TurfEdited:
    """A saved edit; replaced holds the fields, as they were, that somebody else changed while the form was open.

    canvass_ids are the sessions that show another name by it.
    """

    facts: TurfFacts
    replaced: dict[str, object] = field(default_factory=dict)
    canvass_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TurfFinished:
    """A finished neighborhood; sessions counts those that are still planned there."""

    facts: TurfFacts
    sessions: int


class TurfSaying(StrEnum):
    """What people say of a neighborhood: that they would knock there next, that they know people there."""

    WANTS = "wants"
    KNOWS = "knows"


@dataclass(frozen=True, slots=True)
class TurfVoiced:
    """An open neighborhood, how many would knock there next, and who knows people there: ids with names, by name."""

    facts: TurfFacts
    wants: int = 0
    knows: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TurfVoices:
    """What the team says of its open neighborhoods: most wanted first, then by priority and name.

    `lines` are the same ones by priority and name alone, which no voice moves; known is how many people said something.
    """

    turfs: tuple[TurfVoiced, ...] = ()
    lines: tuple[TurfFacts, ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class TurfChange:
    """A neighborhood before and after an import."""

    before: TurfFacts
    after: TurfFacts


@dataclass(frozen=True, slots=True)
class TurfImport:
    """What an import does, or did: the new ones, the changed ones, and how many stay as they are."""

    new: tuple[TurfRow, ...]
    changed: tuple[TurfChange, ...]
    unchanged: int
