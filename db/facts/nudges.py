"""Messages that are due, where they stand, and how they were answered."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

DAY_MOST = 3
"""Messages a day that remind one person of their own promises; what is more waits for the next morning."""


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
    LATE_SIGNUP = "late_signup"  # who signs up after the reminder went out is told at once
    SESSION_LATER = "session_later"  # a person asked to be reminded of a session again
    FOLLOWUP = "followup"  # a promise is due
    HAND_OVER = "hand_over"  # somebody is asked to take a promise over
    HAND_OVER_OVER = "hand_over_over"  # nobody answered: the promise goes back
    HANDED = "handed"  # what became of a hand-over, told to whoever asked
    LEAD_TOLD = "lead_told"  # a promise that nobody answers for, told to its lead
    WAITING = "waiting"  # something waits for a person whose DMs are closed: a mention, and no more
    START = "start"  # the planned time of a session: its board opens
    CHEER = "cheer"  # something to be glad of, told in the session's thread
    NOT_BACK = "not_back"  # the captain hears who is still out after the end
    WRAP = "wrap"  # the captain is asked to wrap up
    DEBRIEF = "debrief"  # those who came are asked how it went
    DIGEST = "digest"  # the week, for the organizers' channel
    PREP = "prep"  # something to be done before a meeting is not done, told to its owner
    EVALUATE = "evaluate"  # a meeting has ended: the six questions, to each who went
    CLOSE = "close"  # a meeting was held and is not closed, told to its lead
    MEETING_ENDS = "meeting_ends"  # its end: it was held, and the note of thanks exists
    MEETING_DAY = "meeting_day"  # the pocket card, in the meeting's thread
    MEETING_MOVED = "meeting_moved"
    MEETING_OFF = "meeting_off"
    WAKES = "wakes"  # a parked prospect is worth another try, told in the outreach channel
    STALE = "stale"  # nobody did anything for a prospect for long, told to its owner


DEEDS = frozenset({NudgeKind.OFFER_OVER, NudgeKind.HAND_OVER_OVER, NudgeKind.START, NudgeKind.MEETING_ENDS})
"""Kinds that change something when their time comes, and tell nobody by themselves: never late, never given up."""

PERSONAL = frozenset(
    {
        NudgeKind.SESSION_LATER,
        NudgeKind.FOLLOWUP,
        NudgeKind.HAND_OVER,
        NudgeKind.HANDED,
        NudgeKind.LEAD_TOLD,
        NudgeKind.PREP,
        NudgeKind.EVALUATE,
        NudgeKind.CLOSE,
        NudgeKind.STALE,
    }
)
"""Kinds that are one person's own, and go to them by DM; all others go to a thread or channel."""

CAPPED = frozenset({NudgeKind.FOLLOWUP, NudgeKind.SESSION_LATER, NudgeKind.PREP, NudgeKind.CLOSE, NudgeKind.STALE})
"""Kinds of which a person gets so many a day and no more."""


COVERED = frozenset({NudgeKind.CONFIRM})
"""Kinds in whose place another comes when they expire: never so urgent that they go out in quiet hours."""


class NudgeState(StrEnum):
    """Where a nudge stands."""

    PENDING = "pending"
    HELD = "held"
    SENT = "sent"
    CLOSED = "closed"  # no DM can be sent: it waits until the person acts
    SHOWN = "shown"  # … and was shown to them then
    CANCELLED = "cancelled"
    FAILED = "failed"
    EXPIRED = "expired"


class NudgeWait(StrEnum):
    """Why a nudge that is due waits."""

    QUIET = "quiet"  # for the end of quiet hours
    CAP = "cap"  # for another day: the person had enough today
    PACE = "pace"  # for its turn: many new conversations at once are taken for spam
    TROUBLE = "trouble"  # for Discord


class NudgeAnswer(StrEnum):
    """What a person answered to a nudge."""

    DONE = "done"
    LATER = "later"
    HANDED = "handed"
    TAKEN = "taken"
    PASSED = "passed"
    STOPPED = "stopped"


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
    followup_id: int | None = None
    meeting_id: int | None = None
    prospect_id: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message may be in a channel already: the process ended, or the line broke, before it could be known."""

    channel_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """What travels in one message, held for delivery; person_id is None for a thread or channel.

    silent: it is in quiet hours and too urgent to wait, so it makes no sound. With a doubt, it is to be looked for
    and nothing else.
    """

    id: int
    team_id: int
    nudges: tuple[DueNudge, ...]
    person_id: int | None = None
    dm_channel_id: int | None = None
    silent: bool = False
    doubt: Doubt | None = None

    @property
    def first(self) -> DueNudge:
        """The nudge whose id names the bundle, or the only one."""
        return self.nudges[0]

    @property
    def ids(self) -> frozenset[int]:
        """The ids of all its nudges."""
        return frozenset(nudge.id for nudge in self.nudges)


@dataclass(frozen=True, slots=True)
class Held:
    """Messages that are held for delivery, and whether more may be due."""

    bundles: tuple[Bundle, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A nudge that has not gone out.

    `at` is when it goes as far as is known now: later, if that moment falls into quiet hours; None while it waits
    for a person whose DMs are closed. `about` is the promise, or the name of the session or of whom a meeting is with;
    it may be empty.
    """

    id: int
    kind: NudgeKind
    state: NudgeState
    at: datetime | None
    person_id: int | None
    about: str
    waits_for: NudgeWait | None = None
