"""From what was said to the instant that it means, in a zone, seen from now; or to the refusal that says why not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.when.days import Days, dates
from bot.when.said import FIRST_START, LAST_START, Said
from db.refusals import AmbiguousTime, GapTime, NoHour, NotATime, PastTime


@dataclass(frozen=True)
class Moment:
    """One instant that a text can mean."""

    at: datetime
    day: date
    """The local date that was said."""
    skipped: bool
    """The clock never shows what was said, because summer time begins; `at` is as much later as it skips."""
    decent: bool
    """At an hour at which people plan something."""


@dataclass
class Found:
    """What the readings of a text have led to."""

    ahead: list[Moment] = field(default_factory=list)
    over: list[Moment] = field(default_factory=list)
    without_hour: bool = False


def moments(day: date, minutes: int, zone: ZoneInfo) -> list[Moment]:
    """The instants at which clocks in the zone show a time of day (minutes since the day began): one, two when the hour
    is repeated in autumn (in order), or one after the gap when it is skipped in spring."""
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    early, late = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    # In a gap the rules of before it (fold 0) give the later instant, the one that people meant.
    decent = FIRST_START <= minutes <= LAST_START
    return [Moment(at, day, early > late, decent) for at in ([early, late] if early < late else [early])]


def choose(readings: Iterable[Said], *, typed: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The one instant after `now` that the readings of a text mean.

    Raises NotATime, NoHour, PastTime, AmbiguousTime or GapTime, each with what was typed.
    """
    agreed, disagreed = Found(), Found()
    every = list(readings)
    for said in [one for one in every if one.clock] or every:
        days, agree = dates(said, now.astimezone(zone).date())
        _look(said, days, zone, now, agreed if agree else disagreed)
    if agreed.ahead or agreed.over:
        return one_of(agreed, typed)
    if agreed.without_hour or disagreed.without_hour:
        raise NoHour(typed)
    # "sat nov 29" when that is a Sunday: both are offered, and where one of them is over neither is guessed at.
    if disagreed.ahead and not disagreed.over:
        return one_of(disagreed, typed)
    raise NotATime(typed)


def _look(said: Said, days: list[Days], zone: ZoneInfo, now: datetime, found: Found) -> None:
    """Add to `found` what one reading leads to."""
    if said.clock is None:
        found.without_hour = found.without_hour or bool(days)
        return
    seen = Found()
    for choice in days:
        for minutes in said.clock.minutes(said.part):
            _first_ahead([moments(day, minutes, zone) for day in choice], now, seen)
    told = not said.clock.bare or said.part is not None
    found.ahead += seen.ahead if told else decent(seen.ahead)
    found.over += seen.over if told else decent(seen.over)


def _first_ahead(choice: list[list[Moment]], now: datetime, found: Found) -> None:
    """Add the moments of the first date on which the time of day is still to come, else of the last one, as over."""
    for of_a_day in choice:
        if ahead := [moment for moment in of_a_day if moment.at > now]:
            found.ahead += ahead
            return
    found.over += choice[-1]


def decent(found: list[Moment]) -> list[Moment]:
    """Those at an hour at which people plan something, if there are any: "sat 5" is 17:00, "sat 10" is 10:00."""
    return [moment for moment in found if moment.decent] or found


def one_of(found: Found, typed: str) -> datetime:
    """The only moment ahead. Raises PastTime, GapTime or AmbiguousTime where there is not exactly one."""
    if not found.ahead:
        raise PastTime(typed, max(moment.at for moment in found.over))
    shown = {moment.at: moment.day for moment in found.ahead if not moment.skipped}
    if not shown:
        raise GapTime(typed, min(moment.at for moment in found.ahead))
    if len(shown) == 1:
        return next(iter(shown))
    # Of more than two ("9/10 at 8") the days are asked about first: one moment of each.
    of_each_day = {day: at for at, day in sorted(shown.items(), reverse=True)}
    first, second = sorted(of_each_day.values() if len(of_each_day) > 1 else shown)[:2]
    raise AmbiguousTime(typed, first, second)
