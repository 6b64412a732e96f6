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
PREP_MOST = 25
PREP_TEXT_MOST = 200
MEETING_HOURS_MOST = 12
MEETING_REASON_MOST = 200
NEXT_STEP_MOST = 300


class MeetingState(StrEnum):
    """Where a meeting stands; ready: core messages, the ask and the action step are agreed, and who asks."""

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
    LEARNED = "learned"  # what somebody learned, from their evaluation: it stays when the meeting is forgotten


WRITTEN = tuple(section for section in Section if section is not Section.LEARNED)
"""The sections in which people write."""

MANY = frozenset({Section.MESSAGES, Section.FACTS, Section.NOES})


class Outcome(StrEnum):
    """How a meeting ended."""

    YES = "yes"
    PARTLY = "partly"
    LATER = "later"
    NO = "no"
    NOT_HELD = "not_held"


class Saying(StrEnum):
    """What the bot gives a person to do after a meeting, in words that are handed in."""

    THANKS = "thanks"


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
class Change:
    """What a person wrote over a line, which they saw in this version; without an id, a new one. Empty takes it out.

    `place`: which line of its section it is on the form.
    """

    section: Section
    text: str
    more: str = ""
    line_id: int | None = None
    version: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A change that was not saved, because the line says something else by now; no id: it was taken out."""

    change: Change
    name: str
    text: str
    more: str
    line_id: int | None
    version: int | None


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
    """Something to be done before a meeting, by whoever takes it; anyone: also for those who do not go."""

    id: int
    text: str
    anyone: bool
    due_at: datetime
    owner_id: int | None
    owner_name: str
    done_at: datetime | None
    version: int
    key: str = ""  # the playbook's, empty for one's own

    @property
    def free(self) -> bool:
        """Whether it waits for somebody to take it."""
        return self.owner_id is None and self.done_at is None


@dataclass(frozen=True, slots=True)
class Answers:
    """One attendee's six answers; empty where they left one out."""

    person_id: int
    name: str
    answers: dict[Review, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """What a meeting cannot be closed without; in a closed one the owner is None once they were forgotten."""

    outcome: Outcome | None
    next_step: str
    owner_id: int | None
    owner_name: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Learned:
    """What somebody learned in a meeting with this kind; nobody's name goes with it."""

    text: str
    at: datetime
    prospect_name: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """All about a meeting; lines, evaluations and closing only where `private`: their reader may read them."""

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
    version: int = 0  # of what a scheduled event shows
    event_version: int = 0
    language: str | None = None  # of letters to them; None is the team's
    prospect_owner_id: int | None = None
    asker_id: int | None = None
    asker_name: str = ""
    held_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str = ""  # why it was called off
    missing: tuple[Section, ...] = ()  # what has to be agreed before it is ready
    nobody_asks: bool = False  # … and who asks
    private: bool = True

    @property
    def prospect_id(self) -> int:
        """Whom it is with."""
        return self.plan.prospect_id

    @property
    def ahead(self) -> bool:
        """Whether it is still being prepared."""
        return self.state in {MeetingState.PLANNED, MeetingState.READY}

    @property
    def over(self) -> bool:
        """Whether nothing about it changes any more."""
        return self.state in {MeetingState.CLOSED, MeetingState.CANCELLED}

    def of(self, section: Section) -> tuple[Line, ...]:
        """The lines of a section."""
        return tuple(line for line in self.lines if line.section is section)

    def line(self, line_id: int) -> Line | None:
        """One of its lines."""
        return next((line for line in self.lines if line.id == line_id), None)

    def who(self, role: Role) -> tuple[Attendee, ...]:
        """Those who do this in it."""
        return tuple(one for one in self.attendees if role in one.roles)

    def attendee(self, person_id: int) -> Attendee | None:
        """Somebody who goes."""
        return next((one for one in self.attendees if one.person_id == person_id), None)

    def task(self, task_id: int) -> Prep | None:
        """One of the things to be done before it."""
        return next((one for one in self.prep if one.id == task_id), None)

    def leads(self, person_id: int) -> bool:
        """Whether a person who is no organizer may manage it: its lead, the prospect's owner, and whoever asks."""
        return person_id in {self.plan.lead_id, self.prospect_owner_id, self.asker_id}

    def merged(self, question: Review) -> tuple[Answers, ...]:
        """Those who answered one of the six questions, in the order in which they first did."""
        return tuple(one for one in self.evaluations if one.answers.get(question))


@dataclass(frozen=True, slots=True)
class Saved:
    """A meeting after several changes at once, and those that somebody else was faster than."""

    facts: MeetingFacts
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list; free and open are how many things to do nobody has taken, and nobody has done."""

    id: int
    prospect_id: int
    kind: Kind
    name: str
    place: str  # where they meet
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: MeetingState
    lead_id: int | None
    lead_name: str
    free: int = 0
    open: int = 0
    mine: bool = False  # the reader goes, or leads it


@dataclass(frozen=True, slots=True)
class MeetingNeeds:
    """What waits for a person about meetings: things they took, meetings to look back on, to close, things to take."""

    prep: tuple[tuple[MeetingLine, Prep], ...] = ()
    evaluate: tuple[MeetingLine, ...] = ()
    close: tuple[MeetingLine, ...] = ()
    unready: tuple[MeetingLine, ...] = ()  # theirs to lead, in the next days, and not ready
    free: tuple[MeetingLine, ...] = ()  # with things that anyone can take


@dataclass(frozen=True, slots=True)
class MovedMeeting:
    """A meeting after a change; moved: its time is another."""

    facts: MeetingFacts
    moved: bool
