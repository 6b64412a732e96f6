"""Letters: what is said to one person in one message, and where each matter in it stands now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.facts.canvass import CanvassFacts
from db.facts.followups import FollowupFacts, HandedOutcome
from db.facts.meetings import MeetingFacts, Prep
from db.facts.nudges import NudgeAnswer, NudgeKind, NudgeState, NudgeWait
from db.facts.prospects import ProspectLine

SHOWN_IN_FULL = 3
"""Matters that stand in full in one message; more of them become a list to choose from."""


class ItemState(StrEnum):
    """Where a matter of a letter stands for its reader."""

    ASKS = "asks"  # it waits for their answer
    DONE = "done"
    LATER = "later"
    ASKED = "asked"  # somebody is asked to take it over
    ELSEWHERE = "elsewhere"  # it is somebody else's
    TAKEN = "taken"  # it was somebody else's, and is theirs now
    STOPPED = "stopped"
    DROPPED = "dropped"  # it is no longer needed
    LAPSED = "lapsed"  # they were asked, and it went back
    COMING = "coming"  # the session: they are in, in line or undecided
    AWAY = "away"  # the session: they cannot come
    OVER = "over"  # the session is over, or cancelled
    TOLD = "told"  # it was news, and asks nothing


@dataclass(frozen=True, slots=True)
class Item:
    """One matter of a letter: a promise, a session or a meeting, and what was asked or told about it.

    turn counts the reminders of a promise from 1. who is somebody else in it: who asks, who answered, whose it is.
    until is the moment that goes with the state: put off until then, or to be answered by then. laters are the
    moments to which it can be put off, each with the name of its choice. mine: whether it is the reader's to undo.
    task is what is to be done before the meeting, which is as everybody in the team may see it.
    """

    nudge_id: int
    kind: NudgeKind
    state: ItemState
    promise: FollowupFacts | None = None
    session: CanvassFacts | None = None
    turn: int = 1
    who: str = ""
    outcome: HandedOutcome | None = None
    until: datetime | None = None
    answer: NudgeAnswer | None = None
    laters: tuple[tuple[str, datetime], ...] = ()
    mine: bool = True
    meeting: MeetingFacts | None = None
    task: Prep | None = None
    prospect: ProspectLine | None = None

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is ItemState.ASKS


@dataclass(frozen=True, slots=True)
class Letter:
    """All that one message says to one person about one team. first: nobody has written to them before."""

    team_id: int
    team_name: str
    language: str
    zone: str
    person_id: int
    items: tuple[Item, ...]
    reminders: bool = True
    first: bool = False
    dms_closed: bool = False
    bundle_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None

    @property
    def nudge_id(self) -> int:
        """The nudge that stands for the whole message."""
        return self.items[0].nudge_id

    def item(self, nudge_id: int) -> Item | None:
        """One of its matters."""
        return next((item for item in self.items if item.nudge_id == nudge_id), None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What could not be sent to a person: the letter of what is worth saying now, and all that it settles."""

    letter: Letter | None
    ids: tuple[int, ...] = ()


# ---- lists -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NudgeLine:
    """A nudge in a list: about what, where it stands and why.

    text is a promise's own, or that of a thing to do, and empty for others to read; session may be whom a meeting is
    with.
    """

    id: int
    kind: NudgeKind
    state: NudgeState
    due_at: datetime
    waits_for: NudgeWait | None = None
    sent_at: datetime | None = None
    answer: NudgeAnswer | None = None
    answered_at: datetime | None = None
    text: str = ""
    session: str = ""
    person_id: int | None = None
    person: str = ""
    trouble: str = ""
    why_closed: str = ""
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class MyNudges:
    """What comes to a person, what came lately, and whether it can."""

    coming: tuple[NudgeLine, ...]
    lately: tuple[NudgeLine, ...]
    waiting: int = 0
    reminders: bool = True
    dms_closed_at: datetime | None = None


class Delivery(StrEnum):
    """Where a team's nudges stand, as organizers look at them."""

    COMING = "coming"
    QUIET = "quiet"
    CAP = "cap"
    PACE = "pace"
    TROUBLE = "trouble"
    CLOSED = "closed"
    SENT = "sent"
    SHOWN = "shown"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class TeamNudges:
    """How many nudges of a team stand where, and a page of those that were asked for."""

    counts: dict[Delivery, int]
    lines: tuple[NudgeLine, ...]
    view: Delivery | None = None
    page: int = 0
    pages: int = 1
