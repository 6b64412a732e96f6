"""Times that say all of themselves: Discord timestamps and ISO 8601."""

import re
from datetime import UTC, datetime

from bot.when.days import EARLIEST_YEAR
from bot.when.said import Calendar, Clock, Said

_STAMP = re.compile(r"<t:(\d{1,11})(?::[a-zA-Z])?>")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::\d\d(?:\.\d{1,6})?)? ?([Zz]|[+-]\d\d:?\d\d)?")


def stamp(text: str) -> datetime | None:
    """The instant of a pasted Discord timestamp such as <t:1795345200:F>, or None."""
    match = _STAMP.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def iso(text: str) -> datetime | Said | None:
    """The instant of an ISO time with an offset, what one without an offset says, or None. Seconds are left out.

    Raises ValueError for a time that no calendar has.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute = (int(match[n]) for n in range(1, 6))
    if year < EARLIEST_YEAR:
        raise ValueError(text)
    if match[6]:
        return datetime.fromisoformat(f"{text[:10]}T{text[11:16]}{match[6].upper()}").astimezone(UTC)
    datetime(year, month, day, hour, minute, tzinfo=UTC)  # raises where there is no such day or hour
    return Said(calendar=Calendar(day, month, year), clock=Clock(hour, minute, full=True))
