"""Reading when something begins."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.days import YEARS_AHEAD
from bot.when.exact import iso, stamp
from bot.when.grammar import from_now, readings
from bot.when.instants import choose
from bot.when.line import MOST_CHARACTERS, Line, NotUnderstoodError
from db.refusals import NotATime, PastTime


def read_time(typed: str, *, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a typed time, in English or Spanish, as an instant after `now`.

    Both `now` and the answer are in UTC; what names no zone of its own is read in `zone`. At most 200 characters are
    read, and at most five years ahead. A text is read in every way that uses all of it, so nothing is half understood.
    An hour from 1 to 12 without "am", "pm" or a part of the day means the one between 7:00 and 21:00, and is asked back
    when both are (7, 8 and 9 o'clock); "today at 8" said at noon has only one that is still to come.

    Raises NotATime for what is not wholly understood, NoHour for a day alone, PastTime, AmbiguousTime for two readings
    (also for an hour that autumn repeats), and GapTime for an hour that spring skips. Each keeps what was typed.
    """
    shown = clipped(typed)
    try:
        exactly = stamp(typed.strip()) or iso(typed.strip())
        if isinstance(exactly, datetime):
            return _checked(exactly, shown, now)
        line = Line("" if exactly else typed)
    except (NotUnderstoodError, ValueError):
        raise NotATime(shown) from None
    if (minutes := from_now(line)) is not None:
        return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    return choose({exactly} if exactly else readings(line), typed=shown, zone=zone, now=now)


def clipped(typed: str) -> str:
    """As much of what was typed as a refusal carries."""
    return typed.strip()[:MOST_CHARACTERS]


def _checked(at: datetime, typed: str, now: datetime) -> datetime:
    """The same instant. Raises PastTime if it is over and NotATime if it is further ahead than people plan."""
    if at <= now:
        raise PastTime(typed, at)
    if at > now + timedelta(days=366 * YEARS_AHEAD):
        raise NotATime(typed)
    return at
