"""What may leave db/: frozen facts, with nothing behind them that could still ask the database."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

DEFAULT_ZONE = "America/New_York"


# ---- teams and people ----------------------------------------------------------------------------


class RankingMode(StrEnum):
    """How a team ranks: everyone, only groups, or not at all."""

    ON = "on"
    GROUPS = "groups"
    OFF = "off"


class Naming(StrEnum):
    """How a person appears in rankings: by name, counted without a name, or not at all."""

    NAMED = "named"
    UNNAMED = "unnamed"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person in a team, and what they may do there."""

    team_id: int
    person_id: int
    name: str
    language: str
    zone: str
    organizer: bool = False
    admin: bool = False


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team's settings; a channel or role that was not chosen is None, a text that was not written is empty."""

    id: int
    name: str
    language: str
    zone: str | None
    campaign: str
    town: str
    about: str
    about_not: str
    hotline: str
    organizer_role_id: int | None
    canvass_channel_id: int | None
    outreach_channel_id: int | None
    organizers_channel_id: int | None
    quiet_from: time
    quiet_until: time
    confirm_hours: int
    today_hours: int
    offer_hours: int
    at_once_hours: int
    late_hours: int
    events: bool
    ranking: RankingMode
    set_up_at: datetime | None
    sample_canvass_id: int | None = None

    @property
    def clock_zone(self) -> str:
        """The zone that times are read in, whether or not the team has chosen one."""
        return self.zone or DEFAULT_ZONE


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A person's own settings in a team."""

    team_id: int
    person_id: int
    name: str
    language: str | None
    zone: str | None
    reminders: bool
    naming: Naming
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that Discord refused and that an organizer can mend."""

    thing: str
    code: str
    values: dict[str, object]
    since_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A server that the bot has joined; back, if its settings of an earlier time were still there."""

    team: TeamFacts
    back: bool


# ---- set-up ----------------------------------------------------------------------------------------

# Characters in the texts of a campaign, and hours from and to, as forms and tables take them.
TEXT_MOST = {"campaign": 80, "town": 80, "hotline": 40, "about": 600, "about_not": 600}
HOURS = {
    "confirm_hours": (1, 168),
    "today_hours": (1, 24),
    "offer_hours": (1, 72),
    "at_once_hours": (1, 72),
    "late_hours": (1, 168),
}


# What a new team begins with (the table's own defaults), to tell what was chosen from what was not.
TEAM_DEFAULTS: dict[str, object] = {
    "quiet_from": time(21),
    "quiet_until": time(8),
    "confirm_hours": 24,
    "today_hours": 2,
    "offer_hours": 4,
    "at_once_hours": 12,
    "late_hours": 24,
    "events": True,
    "ranking": RankingMode.ON,
}


class ChannelUse(StrEnum):
    """What a channel is chosen for."""

    CANVASS = "canvass"
    OUTREACH = "outreach"
    ORGANIZERS = "organizers"


class Step(StrEnum):
    """The steps of the set-up, in their order."""

    PLACE = "place"
    CHANNELS = "channels"
    ROLE = "role"
    CAMPAIGN = "campaign"
    TIMES = "times"
    EXTRAS = "extras"
    DONE = "done"


# ---- what is kept about a person -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """What one table holds about a person: shown columns by name, and the rule by which it goes (db/retention.py)."""

    name: str
    rule: str
    rows: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """When something goes by itself; words: `kept.<name>`."""

    name: str
    days: int


@dataclass(frozen=True, slots=True)
class ForgetEffect:
    """What "forget me" would do in one team."""

    leaves: tuple[str, ...]
    captain_of: tuple[str, ...]
    past_signups: int
    known: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The sessions whose cards still show somebody who is no longer kept."""

    canvass_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep removed: rows, the sessions whose cards showed them, and whether more is waiting."""

    rows: int
    canvass_ids: tuple[int, ...]
    more: bool


# ---- turf ------------------------------------------------------------------------------------------


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
    """A saved edit; replaced holds the fields, as they were, that somebody else changed while the form was open."""

    facts: TurfFacts
    replaced: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TurfFinished:
    """A finished neighborhood; sessions counts those that are still planned there."""

    facts: TurfFacts
    sessions: int


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


# ---- canvass ---------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits for one person now: places held for them, changes to confirm, free places, and what leaders owe."""

    offers: tuple[CanvassFacts, ...] = ()
    confirm: tuple[CanvassFacts, ...] = ()
    open: tuple[CanvassFacts, ...] = ()
    unpaired: tuple[CanvassFacts, ...] = ()
    cardless: tuple[CanvassFacts, ...] = ()
    troubles: int = 0
    set_up: bool = True

    @property
    def nothing(self) -> bool:
        """Whether nothing waits."""
        lists = (self.offers, self.confirm, self.open, self.unpaired, self.cardless)
        return not any(lists) and not self.troubles and self.set_up


# ---- nudges ----------------------------------------------------------------------------------------


class NudgeKind(StrEnum):
    """What a nudge is about; each kind has its own words and, where it asks something, its own buttons."""

    OFFER = "offer"
    OFFER_OVER = "offer_over"
    PROMOTED = "promoted"
    LATE_DROP = "late_drop"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMIND = "remind"
    CONFIRM = "confirm"
    TODAY = "today"


class NudgeState(StrEnum):
    """Where a nudge stands."""

    PENDING = "pending"
    HELD = "held"
    SENT = "sent"
    CANCELLED = "cancelled"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class DueNudge:
    """A nudge that is held for delivery."""

    id: int
    team_id: int
    kind: NudgeKind
    person_id: int | None
    canvass_id: int | None
    values: dict[str, object] = field(default_factory=dict)
    due_at: datetime | None = None
    attempts: int = 0
