"""Doors: what happened at them, who knocked, and how the day stands."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from db.facts.canvass import CanvassState


class Outcome(StrEnum):
    """What happened at a door, and what was taken there: the first four are doors, the others are beside one."""

    NOBODY = "nobody"
    TALKED = "talked"
    SUPPORTER = "supporter"
    MOVED_ON = "moved_on"
    SIGN = "sign"
    EVENT = "event"
    INFORMED = "informed"


DOORS = (Outcome.NOBODY, Outcome.TALKED, Outcome.SUPPORTER, Outcome.MOVED_ON)
ASKS = (Outcome.SIGN, Outcome.EVENT, Outcome.INFORMED)
EVERYONE = 0  # the person of a tally that counts all
CAUSE_MOST = 40
APPRECIATION_MOST = 300
DEBRIEF_MOST = 500
COUNT_MOST = 1000  # of one outcome, in one press or for one person's day


class KnockHow(StrEnum):
    """How a row came into the ledger."""

    PAD = "pad"
    ENTERED = "entered"  # by a captain for somebody else
    ADDED = "added"  # afterwards, by /doors add
    FIXED = "fixed"  # by /doors fix: the difference
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, by outcome."""

    counts: dict[Outcome, int] = field(default_factory=dict)

    def of(self, *outcomes: Outcome) -> int:
        """How many of these in all."""
        return sum(self.counts.get(outcome, 0) for outcome in outcomes)

    @property
    def doors(self) -> int:
        """Doors knocked."""
        return self.of(*DOORS)

    @property
    def talks(self) -> int:
        """Conversations."""
        return self.of(Outcome.TALKED, Outcome.SUPPORTER)

    @property
    def supporters(self) -> int:
        """Supporters found."""
        return self.of(Outcome.SUPPORTER)

    @property
    def asks(self) -> int:
        """Signs taken, people for the event, people to be kept informed."""
        return self.of(*ASKS)

    @property
    def contact_rate(self) -> float | None:
        """The share of doors that somebody opened; None without a door."""
        return (self.doors - self.of(Outcome.NOBODY)) / self.doors if self.doors else None


@dataclass(frozen=True, slots=True)
class PadFacts:
    """A volunteer's own day. said is what the press just now did, less than 0 where it undid; last is filled where
    presses are to be chosen from, not by a press itself.
    """

    canvass_id: int
    team_id: int
    person_id: int
    name: str  # of the session
    mine: Tally
    language: str | None
    team_language: str
    live: bool
    said: tuple[tuple[Outcome, int], ...] = ()
    last: tuple["PressFacts", ...] = ()
    goal: int | None = None
    all_doors: int = 0
    pair: int | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class PressFacts:
    """One press that can be undone: what it counted, and when."""

    press_id: int
    counts: tuple[tuple[Outcome, int], ...]
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Knocker:
    """Somebody who is at the doors today."""

    person_id: int
    name: str
    tally: Tally
    back: bool
    walk_up: bool = False
    named: bool = True  # whether their number may stand beside their name
    heading_at: datetime | None = None  # since when they are on their way back


@dataclass(frozen=True, slots=True)
class Crew:
    """Those who knock together: a pair with its number, or one person by themselves (number None)."""

    number: int | None
    people: tuple[Knocker, ...]
    finished: bool = False
    counted: int | None = None

    @property
    def back(self) -> bool:
        """Whether all of them are back."""
        return all(knocker.back for knocker in self.people)

    @property
    def heading_at(self) -> datetime | None:
        """Since when all who are out are on their way back; None while one is at the doors, and once all are back."""
        moments = [knocker.heading_at for knocker in self.people if not knocker.back]
        known = [moment for moment in moments if moment is not None]
        return max(known) if known and len(known) == len(moments) else None

    @property
    def doors(self) -> int:
        """Their doors together."""
        return sum(knocker.tally.doors for knocker in self.people)


@dataclass(frozen=True, slots=True)
class CheerFacts:
    """A cheer as it is told: which text, and what stands in it."""

    id: int
    canvass_id: int
    cause: str
    line: int
    person_id: int | None
    values: dict[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Stayer:
    """Somebody who comes along after a session; the name is empty where it is not known."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Stay:
    """What somebody said about coming along: whether they do, where to, and whether that was new."""

    canvass_id: int
    place: str
    coming: bool
    new: bool


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """All that the board of a session shows."""

    canvass_id: int
    team_id: int
    name: str
    state: CanvassState
    starts_at: datetime
    ends_at: datetime
    goal: int | None
    total: Tally
    crews: tuple[Crew, ...]
    cheers: tuple[CheerFacts, ...]
    captain: str
    captain_id: int | None
    thread_id: int | None
    message_id: int | None
    card_channel_id: int | None
    card_message_id: int | None
    debrief_place: str
    started_at: datetime | None
    wrapped_at: datetime | None
    staying: tuple[Stayer, ...] = ()  # who comes along to the place afterwards
    cheering: bool = True  # whether the team wants cheers

    @property
    def share(self) -> float | None:
        """How much of the goal is reached, 1.0 and more when it is; None without one."""
        return self.total.doors / self.goal if self.goal else None
