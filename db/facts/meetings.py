"""Meetings with leaders: prepared together, held, looked back on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from db.facts.playbooks import Kind, Review, Role

MEETING_PLACE_MOST = 100
LINE_MOST = 500
LINES_MOST = 12
"""Facts, and likely no's, of one meeting."""

ANSWER_MOST = 500
NOTES_MOST = 1500
ATTENDEES_MOST = 12
PREP_MOST = 20


class MeetingState(StrEnum):
    """Where a meeting stands; ready means that the ask and the action step are agreed."""

    PLANNED = "planned"
    READY = "ready"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Section(StrEnum):
    """The parts of a prep room. MESSAGES, FACTS and NOES hold several lines, the others one each."""

    THANKS = "thanks"  # what we appreciate about them; more: the source
    WIN = "win"  # why it is good for them
    MESSAGES = "messages"  # core messages, two or three
    ASK = "ask"
    STEP = "step"  # the action step
    FACTS = "facts"  # local facts; more: the source
    NOES = "noes"  # likely no's; more: our answer
    CREDIT = "credit"  # how we thank them in public on a yes
    NOTES = "notes"  # what was said, written down in the meeting or after it


MANY = frozenset({Section.MESSAGES, Section.FACTS, Section.NOES})


class Outcome(StrEnum):
    """How a meeting ended."""

    YES = "yes"
    PARTLY = "partly"
    LATER = "later"
    NO = "no"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """When and where, and who looks after it."""

    prospect_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    coffee: str = ""  # where everybody sits down afterwards
    lead_id: int | None = None
    lead_name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a prep room. version counts its changes: who writes over another's is asked first."""

    id: int
    section: Section
    text: str
    more: str
    version: int
    by_id: int | None
    by_name: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who goes, and what they do there."""

    person_id: int
    name: str
    roles: tuple[Role, ...]
    evaluated: bool = False
    read: bool = False  # "I have read it": research and running order


@dataclass(frozen=True, slots=True)
class Prep:
    """Something to be done before a meeting, by whoever takes it."""

    id: int
    text: str
    anyone: bool
    due_at: datetime
    owner_id: int | None
    owner_name: str
    done_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Answers:
    """One attendee's six answers; empty where they left one out."""

    person_id: int
    name: str
    answers: dict[Review, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """What a meeting cannot be closed without."""

    outcome: Outcome
    next_step: str
    owner_id: int
    owner_name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """All about a meeting."""

    id: int
    team_id: int
    prospect_name: str
    prospect_place: str
    kind: Kind
    plan: MeetingPlan
    state: MeetingState
    lines: tuple[Line, ...]
    attendees: tuple[Attendee, ...]
    prep: tuple[Prep, ...]
    evaluations: tuple[Answers, ...] = ()
    closing: Closing | None = None
    channel_id: int | None = None
    message_id: int | None = None
    thread_id: int | None = None
    event_id: int | None = None
    changes: int = 0

    def of(self, section: Section) -> tuple[Line, ...]:
        """The lines of a section."""
        return tuple(line for line in self.lines if line.section is section)

    @property
    def missing(self) -> tuple[Section, ...]:
        """What has to be agreed before it is ready: the ask, the action step, two core messages."""
        found = [section for section in (Section.ASK, Section.STEP) if not self.of(section)]
        return (*found, *([Section.MESSAGES] if len(self.of(Section.MESSAGES)) < 2 else []))
