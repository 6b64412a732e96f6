"""The end of a door day: what is settled, who is thanked, how it went, what follows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.facts.doors import BoardFacts
from db.facts.followups import FollowupFacts


class Task(StrEnum):
    """What is to be done after a session, by somebody with a name."""

    LOAD = "load"  # what was collected goes into the team's lists
    SIGNS = "signs"  # signs and posters that were asked for are delivered
    EVENTS = "events"  # people who want to come to an event are called


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A crew's own count, beside what was counted at the doors; missing doors could not be settled by rows.

    before is what stood in the ledger, counted the crew's own number. left is how many of the doors that are too many
    had an outcome with somebody at the door: those are put right one by one, not by a rule.
    """

    number: int | None
    before: int
    counted: int
    left: int = 0


@dataclass(frozen=True, slots=True)
class Thanks:
    """What one person thanks another for; a name is empty for somebody who is no longer known."""

    id: int
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    text: str
    public: bool
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class DebriefAnswers:
    """One person's answers to the three questions; empty where they left one out."""

    good: str = ""
    hard: str = ""
    next_time: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What people said about a session, question by question, without names; people is how many answered."""

    canvass_id: int
    name: str
    people: int
    came: int
    good: tuple[str, ...]
    hard: tuple[str, ...]
    next_time: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrapFacts:
    """A session after its end.

    thanks are those that everybody may read; next_at is the same weekday and hour a week later, by its zone's clocks.
    """

    board: BoardFacts
    tasks: tuple[FollowupFacts, ...]
    thanks: tuple[Thanks, ...]
    debriefs: int
    next_at: datetime
    new: bool = False  # it was wrapped up just now
