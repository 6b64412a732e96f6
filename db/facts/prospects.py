"""Leaders and institutions to win: where each stands, what was tried, who could help."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from db.facts.playbooks import Kind
from db.facts.signons import Commitment, SignOn

PROSPECT_NAME_MOST = 100
PROSPECT_PLACE_MOST = 100
RESEARCH_MOST = 1000
SOURCE_MOST = 300
CONTACT_MOST = 500
TIE_NOTE_MOST = 300
TIES_MOST = 10
SWAYS_MOST = 10
PROSPECTS_A_PAGE = 8
STUCK_MOST = 10
"""Stuck prospects that the board names, the longest first; the pages show all."""

PROSPECTS_MOST = 2000
"""Prospects that a team may have."""

RESEARCH_DAYS = 180
"""Research goes by itself so many days after it was written down."""

RESEARCH_OVER_DAYS = 30
"""… and so many after they signed on or declined, if that is sooner."""

STALE_DAYS = 14
"""A prospect on whom nobody did anything for so many days is stuck, where its stage has no shorter time."""

PARK_DAYS = 60
OFFICIAL_PARK_DAYS = 45
"""A parked prospect wakes after so many days, where no other day was chosen; officials sooner, for votes have dates."""

ROUND_DAYS = 3
"""How long "Who should ask?" is open."""

LATELY_DAYS = 30
"""Contacts of so many days tell which kind is neglected."""


class Stage(StrEnum):
    """Where a prospect stands: five steps, and three ways in which they end."""

    RESEARCH = "research"
    ASK = "ask"
    PREPARE = "prepare"
    HELD = "held"
    EVALUATED = "evaluated"
    FOLLOWED_UP = "followed_up"
    SIGNED_ON = "signed_on"
    PARKED = "parked"
    DECLINED = "declined"


OPEN_STAGES = (Stage.RESEARCH, Stage.ASK, Stage.PREPARE, Stage.HELD, Stage.EVALUATED, Stage.FOLLOWED_UP)
"""Stages in which somebody has something to do."""

CLOCKS = {
    Stage.RESEARCH: STALE_DAYS,
    Stage.ASK: 7,
    Stage.PREPARE: 7,  # while no meeting is planned
    Stage.HELD: 1,
    Stage.EVALUATED: 3,
    Stage.FOLLOWED_UP: STALE_DAYS,
}
"""After how many days without anything done a prospect is stuck."""


class ContactHow(StrEnum):
    """How somebody was in touch."""

    ASK = "ask"  # asked for a meeting
    LETTER = "letter"
    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"
    MEETING = "meeting"
    THANKS = "thanks"
    PRESS = "press"
    OTHER = "other"


class ContactResult(StrEnum):
    """What came of it."""

    NONE = "none"  # no answer yet
    GRANTED = "granted"  # a meeting was granted
    REFUSED = "refused"  # they will not meet
    YES = "yes"
    LATER = "later"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ProspectPlan:
    """What a person writes down about whom to win."""

    kind: Kind
    name: str
    place: str = ""  # the institution, or where their work is; never a home
    role: str = ""
    language: str | None = None  # of letters to them; None is the team's
    part_of_id: int | None = None  # the institution that is better approached first
    until: date | None = None  # a student group's end of term


@dataclass(frozen=True, slots=True)
class Research:
    """One thing that was found out in public sources; question is the playbook's key, or empty."""

    id: int
    question: str
    note: str
    source: str
    by_id: int | None
    at: datetime
    goes_at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Once that somebody was in touch."""

    id: int
    how: ContactHow
    result: ContactResult
    note: str
    by_id: int | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProspectLine:
    """A prospect in a list."""

    id: int
    kind: Kind
    name: str
    place: str
    stage: Stage
    owner_id: int | None
    owner_name: str
    touched_at: datetime
    stuck: bool = False
    asker_id: int | None = None
    asker_name: str = ""
    meets_at: datetime | None = None
    wakes_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProspectFacts:
    """All about a prospect that a reader may see.

    reads: they see the research; works: the notes of contacts, a private sign-on and what was agreed too, and they may
    change it; leads: they also see who said yes to "Who should ask?". What they may not see is empty.
    """

    id: int
    team_id: int
    plan: ProspectPlan
    stage: Stage
    stage_at: datetime
    owner_id: int | None
    owner_name: str
    asker_id: int | None
    asker_name: str
    made_by_id: int | None
    touched_at: datetime
    version: int
    refused: bool = False
    press_asked: bool = False  # somebody wants to press, and no organizer has answered
    press_allowed: bool = False
    wakes_on: date | None = None
    sways: tuple[ProspectLine, ...] = ()  # peers who could win them over
    research: tuple[Research, ...] = ()
    contacts: tuple[Contact, ...] = ()
    sign_on: SignOn | None = None
    commitments: tuple[Commitment, ...] = ()
    meeting_id: int | None = None
    meets_at: datetime | None = None
    met_id: int | None = None  # the meeting to look back on: held, and not closed
    willing: tuple["Willing", ...] = ()
    reads: bool = False
    works: bool = False
    leads: bool = False
    part_of: "ProspectLine | None" = None
    asking_until: datetime | None = None  # "Who should ask?" is open until then
    asking_channel_id: int | None = None
    asking_message_id: int | None = None
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class Willing:
    """Somebody who said yes to "Who should ask?"; ties are the playbook's keys."""

    person_id: int
    name: str
    ties: tuple[str, ...]
    note: str
    at: datetime
    tried: bool = False  # they asked already, or were at the meeting: others go before them


@dataclass(frozen=True, slots=True)
class TieAnswer:
    """A person's own answer to "Who should ask?", for nobody else's eyes; ties are the playbook's keys."""

    willing: bool
    ties: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-on that was saved, and the parked prospects that it woke."""

    prospect: ProspectFacts
    woken: tuple[ProspectLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ProspectPage:
    """A page of prospects, counted from 0; total are all that fit."""

    lines: tuple[ProspectLine, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ProspectImport:
    """What an import does, or did: the new ones, and the names that the team has already, which stay as they are."""

    new: tuple[ProspectPlan, ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardCell:
    """How many prospects of a kind are at a stage, and how many of them are stuck."""

    kind: Kind
    stage: Stage
    n: int
    stuck: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The state of all outreach. touched is how often each kind was reached out to lately; neglected is the one to
    think of next, None where all are even or nothing was done.
    """

    cells: tuple[BoardCell, ...]
    stuck: tuple[ProspectLine, ...]  # those who wait longest, at most STUCK_MOST
    touched: dict[Kind, int] = field(default_factory=dict)
    neglected: Kind | None = None
