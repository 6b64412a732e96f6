"""Reading a day alone: one that is to come ("jan 15", "in 6 weeks"), or one that is over ("yesterday", "monday")."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.when.days import dates
from bot.when.grammar import readings
from bot.when.line import Line, NotUnderstoodError
from bot.when.said import Said
from bot.when.starts import clipped, read_time
from db.refusals import AmbiguousDay, NoHour, NotADate, PastTime


def read_day(typed: str, *, zone: ZoneInfo, now: datetime, past: bool = False) -> date:
    """The day that a text without an hour means: the next one of that name, with `past` the last one.

    A date with its year is taken as it stands, also where it lies on the other side. Raises NotADate for what is not
    understood, and AmbiguousDay for what can mean two days.
    """
    today = now.astimezone(zone).date()
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        pass
    try:
        said = readings(Line(typed))
    except NotUnderstoodError:
        raise NotADate(clipped(typed)) from None
    look = _over if past else _ahead
    found = sorted({day for one in said if one.clock is None and one.part is None for day in look(one, today)})
    if not found:
        raise NotADate(clipped(typed))
    if len(found) > 1:
        raise AmbiguousDay(clipped(typed), *found[:2])
    return found[0]


def read_lately(typed: str, *, zone: ZoneInfo, now: datetime) -> datetime:
    """When something was that has happened: "yesterday 5pm", "monday"; nothing is now, a day alone is its noon.

    A moment that is still to come is given back as it is. Raises NotADate, AmbiguousDay, and what
    `read_time` raises of clocks.
    """
    if not typed.strip():
        return now
    try:
        return read_time(typed, zone=zone, now=now)
    except PastTime as over:
        return over.read_at
    except NoHour:
        day = read_day(typed, zone=zone, now=now, past=True)
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)
    return min(noon, now) if day == now.astimezone(zone).date() else noon


def _ahead(said: Said, today: date) -> Iterator[date]:
    days, agree = dates(said, today)
    yield from (choice[0] for choice in days if agree and choice)


def _over(said: Said, today: date) -> Iterator[date]:
    if said.weekday is not None and said.calendar is None and said.shift is None:
        yield today - timedelta(days=(today.weekday() - said.weekday.number) % 7)
    elif said.calendar is not None and said.shift is None:
        known = (said.calendar.on(year, today.month) for year in (today.year, today.year - 1))
        yield from [day for day in known if day is not None and day <= today][:1] or _ahead(said, today)
    else:
        yield from _ahead(said, today)
