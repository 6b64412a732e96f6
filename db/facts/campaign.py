"""How the whole campaign stands: doors over time and by neighborhood, and what is still to be done."""

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from db.facts.doors import Tally
from db.facts.playbooks import Kind

# Taken until the team has sessions of its own to reckon with.
USUAL_RATE = 12.0
USUAL_HOURS = 2.0
USUAL_PEOPLE = 6


@dataclass(frozen=True, slots=True)
class TurfProgress:
    """A neighborhood with the doors that were knocked there; goal is None where it has none."""

    id: int
    name: str
    goal: int | None
    doors: int
    finished: bool

    @property
    def left(self) -> int | None:
        """Doors still to knock, 0 when it is finished; None without a goal."""
        if self.finished:
            return 0
        return None if self.goal is None else max(0, self.goal - self.doors)

    @property
    def share(self) -> float | None:
        """How much of it is done, 1.0 and more when its goal is reached; None without a goal."""
        return self.doors / self.goal if self.goal else None


@dataclass(frozen=True, slots=True)
class DayProgress:
    """A day on which doors were counted, in the zone of its sessions; doors_so_far are the campaign's at its end."""

    day: date
    tally: Tally
    doors_so_far: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A session's doors at a moment."""

    at: datetime
    tally: Tally


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """The campaign so far. goal is that of all neighborhoods together, or None; elsewhere are doors in none of them.

    sign_ons are those that may be told, of every kind of leader: what was agreed in private is not even counted.
    """

    campaign: str
    town: str
    total: Tally
    goal: int | None
    days: tuple[DayProgress, ...]
    turfs: tuple[TurfProgress, ...]
    elsewhere: int
    sessions: int
    people: int
    sign_ons: tuple[tuple[Kind, int], ...]

    @property
    def share(self) -> float | None:
        """How much of the goal is reached, 1.0 and more when it is; None without one."""
        return self.total.doors / self.goal if self.goal else None


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """What it takes to knock the doors that are left, which is None where no neighborhood has a goal.

    rate is doors per person and hour, hours the usual length, people the usual turnout, of the last `sessions`; each
    says whether it is assumed instead. turfs_without_goal are not finished, and not reckoned with.
    """

    left: int | None
    rate: float
    hours: float
    people: int
    sessions: int
    assumed_rate: bool
    assumed_hours: bool
    assumed_people: bool
    turfs_without_goal: int

    @property
    def assumed(self) -> bool:
        """Whether any of the figures is assumed."""
        return self.assumed_rate or self.assumed_hours or self.assumed_people

    def sessions_with(self, people: int, *, pace: float = 1.0) -> int:
        """How many sessions it takes with so many people, at `pace` times the usual rate; 0 when nothing is left."""
        each = self.rate * pace * self.hours * max(people, 1)
        return ceil((self.left or 0) / each - 1e-9) if each > 0 else 0

    @property
    def needed(self) -> int:
        """How many sessions it takes with the usual turnout."""
        return self.sessions_with(self.people)

    @property
    def with_friends(self) -> int:
        """The same if each brought one friend."""
        return self.sessions_with(2 * self.people)

    @property
    def turnouts(self) -> tuple[int, ...]:
        """Numbers of people worth comparing: somewhat fewer than usual, as usual, somewhat more, twice as many."""
        fewer, more = max(1, round(self.people * 0.75)), max(self.people + 1, round(self.people * 1.25))
        return tuple(sorted({fewer, self.people, more, 2 * self.people}))
