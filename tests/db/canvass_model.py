"""A session as one would keep it on paper: too simple to be wrong, to hold the real one against."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.facts import DEFAULT_ZONE, NudgeKind, SignupState
from tests.db.canvassing import CANT, IN, MAYBE, NOW, OFFERED, WAITING

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
THERE = ZoneInfo(DEFAULT_ZONE)
COUNTED = (NudgeKind.OFFER, NudgeKind.PROMOTED, NudgeKind.LATE_DROP)

Told = Counter[tuple[NudgeKind, int]]


def asleep(moment: datetime) -> bool:
    """Whether it is in the quiet hours with which a team begins."""
    return not 8 <= moment.astimezone(THERE).hour < 21


def awake(moment: datetime) -> datetime:
    """The moment, or the next minute at which nobody sleeps."""
    while asleep(moment):
        moment += MINUTE
    return moment


def evening(moment: datetime) -> datetime:
    """The moment, or the last minute before at which nobody slept."""
    while asleep(moment):
        moment -= MINUTE
    return moment


@dataclass
class Model:
    """People in the order of the line, and what each was told."""

    capacity: int | None
    starts_at: datetime
    now: datetime = NOW
    order: list[int] = field(default_factory=list)
    states: dict[int, SignupState] = field(default_factory=dict)
    until: dict[int, datetime] = field(default_factory=dict)
    told: Told = field(default_factory=Counter)

    def all(self, *states: SignupState) -> list[int]:
        """Those in these states, first in line first."""
        return [person for person in self.order if self.states[person] in states]

    def room(self) -> bool:
        """Whether there is a free place."""
        return self.capacity is None or len(self.all(IN, OFFERED)) < self.capacity

    def overdue(self, person: int) -> bool:
        """Whether an offer's time has passed."""
        return self.states.get(person) is OFFERED and self.until[person] <= self.now

    def join(self, person: int) -> None:
        """*I'm in*."""
        if self.overdue(person):
            self.leave(person, MAYBE)
        if self.states.get(person) is OFFERED:
            self.states[person] = IN
        elif self.states.get(person) not in {IN, WAITING}:
            free = self.room() and not self.all(WAITING)
            self.order = [*(other for other in self.order if other != person), person]
            self.states[person] = IN if free else WAITING

    def leave(self, person: int, state: SignupState, known_as: int | None = None) -> None:
        """Anything but in."""
        if person not in self.order:
            self.order.append(person)
        before, self.states[person] = self.states.get(person), state
        if before is IN and self.starts_at - self.now <= 24 * HOUR:
            self.told[NudgeKind.LATE_DROP, person if known_as is None else known_as] += 1
        self.fill()

    def fill(self) -> None:
        """Free places go to the first in line."""
        for person in self.all(WAITING):
            if not self.room():
                return
            until = awake(self.now) + 4 * HOUR
            until = awake(until) + HOUR if asleep(until) else until
            self.until[person] = min(until, self.latest())
            self.states[person] = IN if self.too_late(self.until[person]) else OFFERED
            kind = NudgeKind.OFFER if self.states[person] is OFFERED else NudgeKind.PROMOTED
            self.told[kind, person] += 1

    def latest(self) -> datetime:
        """Until when a place may be offered."""
        return evening(self.starts_at - 12 * HOUR)

    def too_late(self, until: datetime) -> bool:
        """Whether an offer until then leaves no time, from when one can be told of it."""
        return until < awake(self.now) + 30 * MINUTE

    def lapse(self) -> None:
        """Every offer whose time has passed goes on."""
        for person in sorted(self.all(OFFERED), key=lambda one: self.until[one]):
            if self.overdue(person):
                self.leave(person, MAYBE)

    def move(self, starts_at: datetime) -> None:
        """Another time."""
        self.starts_at = starts_at
        for person in self.all(OFFERED):
            hurried = self.latest() < self.until[person]
            self.until[person] = min(self.until[person], self.latest())
            if self.latest() <= self.now or (hurried and self.too_late(self.latest())):
                self.states[person] = IN
                self.told[NudgeKind.PROMOTED, person] += 1

    def forget(self, person: int) -> None:
        """Somebody is forgotten; what was told to them or about them is gone before their place goes on."""
        for kind in COUNTED:
            del self.told[kind, person]
        if person in self.order:
            self.leave(person, CANT, known_as=-1)
            self.order.remove(person)
            del self.states[person]
