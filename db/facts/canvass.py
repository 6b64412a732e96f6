"""Sessions, who is in, and who knocks with whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.facts.teams import TeamFacts

CANVASS_TITLE_MOST = 80
CANVASS_PLACE_MOST = 120
CANVASS_NOTE_MOST = 500
CANVASS_REASON_MOST = 200
CANVASS_CAPACITY_MOST = 500
CANVASS_DOORS_MOST = 100_000
CANVASS_HOURS_MOST = 24
SIGNUP_LANGUAGES_MOST = 100
SIGNUP_NOTE_MOST = 200
PAIR_MOST = 3
NAMED_MOST = 100
"""People whom one message may mention (Discord, Allowed Mentions); who is left is told by another."""


class CanvassState(StrEnum):
    """Where a session stands: planned without a card yet, open once its card is posted."""

    PLANNED = "planned"
    OPEN = "open"
    LIVE = "live"
    WRAPPED = "wrapped"
    CANCELLED = "cancelled"


class SignupState(StrEnum):
    """What a person has answered, or where they stand in the line."""

    IN = "in"
    OFFERED = "offered"
    WAITING = "waiting"
    MAYBE = "maybe"
    CANT = "cant"


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's answer to a session; place is their turn in the line, from the order of their presses.

    languages are codes joined by commas ("en,es"); what is no language that we know stands as it was typed.
    muted: they want no more reminders of it. told_at is when a message named them that says when and where it is.
    """

    person_id: int
    name: str
    state: SignupState
    place: int
    driver: bool = False
    first_time: bool = False
    languages: str = ""
    note: str = ""
    confirm: bool = False
    offered_until: datetime | None = None
    muted: bool = False
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CanvassPlan:
    """What an organizer decides about a session; times aware in UTC, 0 < capacity, texts within the form's bounds."""

    starts_at: datetime
    ends_at: datetime
    turf_id: int | None = None
    title: str = ""
    captain_id: int | None = None
    captain_name: str = ""
    capacity: int | None = None
    meet_place: str = ""
    debrief_place: str = ""
    door_goal: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CanvassFacts:
    """A session as cards show it."""

    id: int
    team_id: int
    name: str
    plan: CanvassPlan
    zone: str
    state: CanvassState
    cancel_reason: str = ""
    standings: tuple[Standing, ...] = ()
    channel_id: int | None = None
    message_id: int | None = None
    thread_id: int | None = None
    event_id: int | None = None
    pairs_message_id: int | None = None
    version: int = 1
    event_version: int = 0
    changes: int = 0

    def those(self, *states: SignupState) -> tuple[Standing, ...]:
        """The people in these states, in the order of the line."""
        return tuple(s for s in self.standings if s.state in states)

    @property
    def taken(self) -> int:
        """Places that are taken or held for somebody who was offered one."""
        return len(self.those(SignupState.IN, SignupState.OFFERED))

    @property
    def line(self) -> tuple[Standing, ...]:
        """Those who wait for a place, first in line first."""
        return self.those(SignupState.WAITING)

    @property
    def full(self) -> bool:
        """Whether the next person to press *I'm in* would have to wait."""
        return self.plan.capacity is not None and (self.taken >= self.plan.capacity or bool(self.line))

    @property
    def over(self) -> bool:
        """Whether sign-ups are closed for good."""
        return self.state in {CanvassState.WRAPPED, CanvassState.CANCELLED}

    def of(self, person_id: int) -> Standing | None:
        """A person's own standing, if they answered."""
        return next((s for s in self.standings if s.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """A session after somebody's answer: mine is where they stand now, before where they stood."""

    facts: CanvassFacts
    mine: Standing | None
    before: SignupState | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A session after a change of plan; promoted are those who got, or were offered, a place by it."""

    facts: CanvassFacts
    moved: bool
    promoted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reminding:
    """A captain's reminder: how many it names, and when it goes out; at night that is in the morning."""

    facts: CanvassFacts
    told: int
    goes_at: datetime


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a message about a session is for: the session, its team, and who wants no reminders at all.

    language is that of the one person whom it may be for; pairs are given only where they are asked for.
    """

    facts: CanvassFacts
    team: TeamFacts
    language: str
    unasked: frozenset[int]
    pairs: tuple["PairFacts", ...] = ()


class LaterChoice(StrEnum):
    """When a person may want to hear of a session again."""

    HOUR = "hour"
    EVENING = "evening"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Later:
    """A person's own reminders of a session: the moments that can be chosen, and the one that is.

    reminders: whether they want any from the team at all.
    """

    facts: CanvassFacts
    moments: dict[LaterChoice, datetime]
    due_at: datetime | None = None
    muted: bool = False
    reminders: bool = True


@dataclass(frozen=True, slots=True)
class CanvassLine:
    """A session in a list or an autocomplete."""

    id: int
    name: str
    starts_at: datetime
    zone: str
    state: CanvassState
    taken: int
    capacity: int | None
    mine: SignupState | None = None


@dataclass(frozen=True, slots=True)
class PairFacts:
    """Two or three people who knock together."""

    id: int
    number: int
    people: tuple[Standing, ...]
    practised: bool = False
