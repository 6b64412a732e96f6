"""Which dates a text can mean, seen from a day: "saturday", "el 28", "nov 28", "next monday"."""

from datetime import date, timedelta
from itertools import product

from bot.when.said import Calendar, Said, Weekday
from bot.when.words import Which

Days = tuple[date, ...]
"""Dates in the order in which they are tried: the first whose hour is still to come is meant."""

EARLIEST_YEAR = 1970
YEARS_AHEAD = 5
"""Nothing further ahead is planned here; a later year is a slip of the finger, and February 29 lies within it."""
LATELY = timedelta(days=31)
"""So far back "fri nov 20" is told that it is over, rather than asked whether Friday or the twentieth is meant."""


def dates(said: Said, today: date) -> tuple[list[Days], bool]:
    """What the words about the day can mean, each a choice of its own, and whether those words agree with one another
    ("sat nov 29" does not, in 2026). No dates at all where there is no such day."""
    fixed = _fixed(said, today)
    if said.weekday is None:
        return ([] if said.week is not None else fixed), True
    if not said.calendar and said.shift is None:
        return _weekdays(said.weekday, said.week, today), True
    if said.week is not None:
        return [], True
    weekday = said.weekday.number
    agreed = [tuple(day for day in days if day.weekday() == weekday) for days in _fixed(said, today, past=True)]
    if any(agreed):
        return [days for days in agreed if days], True
    nearest = [(_nearest(weekday, days[0], today),) for days in fixed]
    return fixed + nearest, False


def _fixed(said: Said, today: date, *, past: bool = False) -> list[Days]:
    """The dates of "tomorrow" and "nov 28", or today and tomorrow where no day is named.

    A date without its year or month is the next one; with `past`, one that is over since lately is a second choice.
    """
    if said.shift is not None:
        shifted = today + timedelta(days=said.shift)
        named = said.calendar.on(shifted.year, shifted.month) if said.calendar else shifted
        return [(shifted,)] if named == shifted else []
    if said.calendar is None:
        return [(today, today + timedelta(days=1))]
    months = _months_around(said.calendar, today)
    known = sorted({day for year, month in months if (day := said.calendar.on(year, month))})
    over, coming = [day for day in known if day < today], [day for day in known if day >= today]
    lately = [day for day in over[-1:] if not coming or (past and today - day <= LATELY)]
    return [(*coming[:1], *lately)] if coming or lately else []


def _months_around(said: Calendar, today: date) -> list[tuple[int, int]]:
    """The years and months in which a date without them can lie."""
    years = range(today.year - 1, today.year + YEARS_AHEAD + 1)
    if said.year is not None:
        return [(said.year, said.month or 1)] if EARLIEST_YEAR <= said.year <= years[-1] else []
    if said.month is not None:
        return [(year, said.month) for year in years]
    return list(product((today.year - 1, today.year, today.year + 1), range(1, 13)))


def _weekdays(said: Weekday, week: int | None, today: date) -> list[Days]:
    """The dates that a weekday can mean."""
    coming = today + timedelta(days=(said.number - today.weekday()) % 7)
    later = coming + timedelta(days=7)
    after_today = later if coming == today else coming
    if week is not None:
        return _in_week(said, week, today)
    if said.which is Which.THIS:
        return [(coming,)]
    if said.which is Which.AFTER_TODAY:
        return [(after_today,)]
    if said.which is Which.NEXT:
        # Half of the speakers mean the coming one, half the one after; only beyond this week do they agree.
        one_after = (after_today + timedelta(days=7),)
        return [(after_today,), one_after] if after_today <= _week_ends(today) else [(after_today,)]
    return [(coming, later)]


def _in_week(said: Weekday, week: int, today: date) -> list[Days]:
    """A weekday of this week or the next: "saturday next week". Weeks begin on Monday; those who begin theirs on Sunday
    mean another Sunday, so that one is asked back."""
    if said.which is not Which.COMING:
        return []
    day = today + timedelta(days=said.number - today.weekday() + 7 * week)
    sunday_first = [(day - timedelta(days=7),)] if said.number == 6 and week else []
    return [*sunday_first, (day,)]


def _week_ends(today: date) -> date:
    """The last day of this week: its Sunday; on a Sunday the Saturday after, for those whose week begins that day."""
    return today + timedelta(days=(6 - today.weekday()) or 6)


def _nearest(weekday: int, day: date, today: date) -> date:
    """The day of that name that is nearest to another, but not over."""
    nearest = day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
    return nearest if nearest >= today else nearest + timedelta(days=7)
