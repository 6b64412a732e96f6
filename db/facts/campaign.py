"""How the whole campaign stands: doors over time and by neighborhood, and what is still to be done."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from db.facts.doors import Tally

# Taken until the team has sessions of its own to reckon with: two who knock together reach about twenty doors an hour.
PACE_ASSUMED = 10.0
HOURS_ASSUMED = 2.0
PEOPLE_ASSUMED = 6
HISTORY_MOST = 10
"""So many of the last sessions say what is usual: a team grows, and summer evenings are longer."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What it takes to knock the doors that are left.

    doors and goal are of the neighborhoods with a door goal (a finished one wants no more doors than it has); turfs
    counts those that are not finished, goalless those of them without a goal. pace is doors per person and hour,
    hours the usual length, people the usual turnout, all from the last `history` sessions, or assumed while that is 0.
    planned are the sessions that are coming already.
    """

    goal: int
    doors: int
    left: int
    turfs: int
    goalless: int
    pace: float
    hours: float
    people: int
    history: int
    planned: int

    @property
    def assumed(self) -> bool:
        """Whether there is no session of the team's own to reckon with."""
        return self.history == 0

    def sessions(self, people: int, *, pace: float = 1.0) -> int:
        """How many sessions it takes with so many people, at `pace` times the usual speed; at least 1 while doors are
        left.
        """
        each = self.pace * pace * self.hours * max(people, 1)
        return ceil(self.left / each - 1e-9) if self.left and each > 0 else 0


@dataclass(frozen=True, slots=True)
class SessionPoint:
    """A session in which doors were counted."""

    canvass_id: int
    name: str
    starts_at: datetime
    tally: Tally
    people: int


@dataclass(frozen=True, slots=True)
class TurfPoint:
    """A neighborhood with the doors that were knocked there; goal is None where it has none."""

    turf_id: int
    name: str
    doors: int
    goal: int | None
    finished: bool

    @property
    def share(self) -> float | None:
        """How much of it is done, 1.0 when it is finished; None without a goal."""
        if self.finished:
            return 1.0
        return self.doors / self.goal if self.goal else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the campaign is. sessions are the oldest first; turfs in the order in which they are knocked.

    goal is that of all neighborhoods together, or None; a finished one counts with the doors that were knocked there.
    total also holds doors that belong to no neighborhood. zone is the team's.
    """

    name: str
    town: str
    zone: str
    goal: int | None
    total: Tally
    sessions: tuple[SessionPoint, ...]
    turfs: tuple[TurfPoint, ...]

    @property
    def share(self) -> float | None:
        """How much of the goal is reached; None without one."""
        return self.total.doors / self.goal if self.goal else None
