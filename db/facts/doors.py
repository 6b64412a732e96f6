"""Doors: what happened at them, who knocked, and how the day stands."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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
class Counted:
    """A volunteer's own day after a press; fresh is False for a press that was counted before."""

    canvass_id: int
    mine: Tally
    fresh: bool
    language: str | None
    at: datetime
