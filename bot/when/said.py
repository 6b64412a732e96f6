"""What a text says about a time, before anyone asks which instant that is."""

from dataclasses import dataclass, fields
from datetime import date

from bot.when.words import NEXT_DAY, Part, Which

HOUR, HALF_DAY = 60, 12
FIRST_START, LAST_START = 7 * HOUR, 21 * HOUR
"""Nobody plans to knock, meet or call before seven in the morning or after nine in the evening."""


@dataclass(frozen=True)
class Clock:
    """A time of day as it was said; `minute` may be negative ("quarter to six" is 6 and -15)."""

    hour: int
    minute: int = 0
    full: bool = False
    """Written for a clock of 24 hours: 18:00, 09:30, 0:15."""
    half: Part | None = None
    """am or pm, when one was said."""

    @property
    def bare(self) -> bool:
        """Nothing in it tells morning from evening."""
        return not self.full and self.half is None

    def minutes(self, part: Part | None = None) -> tuple[int, ...]:
        """Every time of day that this can be, in minutes since the day began; none if am, pm or `part` contradicts."""
        said = [p for p in (self.half, part) if p]
        hours = [hour for hour in self._hours(told=bool(said)) if all(p.has(hour) for p in said)]
        return tuple(m for m in (hour * HOUR + self.minute for hour in hours) if m >= 0)

    def _hours(self, *, told: bool) -> tuple[int, ...]:
        """The hours that the said hour can stand for; `told` when am, pm or a part of the day was said too."""
        if self.full and not told:
            return (self.hour,)
        if self.hour == HALF_DAY:
            return (0, HALF_DAY, NEXT_DAY)
        if 0 < self.hour < HALF_DAY:
            return (self.hour, self.hour + HALF_DAY)
        return (self.hour,)


@dataclass(frozen=True)
class Noon(Clock):
    """Noon, by its name."""

    hour: int = HALF_DAY
    full: bool = True

    def minutes(self, part: Part | None = None) -> tuple[int, ...]:
        """Noon, unless the part of the day contradicts it."""
        return (HALF_DAY * HOUR,) if part is None or part.has(HALF_DAY) else ()


@dataclass(frozen=True)
class Midnight(Clock):
    """Midnight, by its name: people mean the one that begins the day or the one that ends it."""

    hour: int = 0
    full: bool = True

    def minutes(self, part: Part | None = None) -> tuple[int, ...]:
        """The day's first minute and the next day's, as far as the part of the day allows."""
        return tuple(hour * HOUR for hour in (0, NEXT_DAY) if part is None or part.has(hour))


@dataclass(frozen=True)
class Weekday:
    """A day of the week; 0 is Monday."""

    number: int
    which: Which = Which.COMING


@dataclass(frozen=True)
class Calendar:
    """A date, with as much of it as was said."""

    day: int
    month: int | None = None
    year: int | None = None

    def on(self, year: int, month: int) -> date | None:
        """The date in a year and month that stand in for what was not said, or None where there is no such day."""
        try:
            return date(self.year or year, self.month or month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class Said:
    """Everything that one reading of a text says."""

    shift: int | None = None
    """Days from today."""
    calendar: Calendar | None = None
    weekday: Weekday | None = None
    week: int | None = None
    """Weeks from this one; only with a weekday."""
    clock: Clock | None = None
    part: Part | None = None

    @property
    def names_a_day(self) -> bool:
        """Whether a day was said, not only an hour or a part of the day."""
        return any(clue is not None for clue in (self.shift, self.calendar, self.weekday))

    def joined(self, other: "Said") -> "Said | None":
        """Both together, or None if they speak of the same thing (two hours, two dates)."""
        mine = {f.name: getattr(self, f.name) for f in fields(self)}
        new = {f.name: getattr(other, f.name) for f in fields(other) if getattr(other, f.name) is not None}
        if any(mine[name] is not None for name in new):
            return None
        return Said(**{**mine, **new})
