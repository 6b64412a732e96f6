"""Reading when something ends: an end or a length."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.clocks import SHORT, lengths
from bot.when.exact import iso, stamp
from bot.when.grammar import readings
from bot.when.instants import Found, Moment, choose, moments, one_of
from bot.when.line import Line, NotUnderstoodError
from bot.when.said import HALF_DAY, HOUR, Clock, Said
from bot.when.starts import clipped
from bot.when.words import DAY, Kind, Part
from db.refusals import EndBeforeStart, EndTooLate, NotALength, NotATime, PastTime

LONGEST = timedelta(hours=24)
EVENING, LONGEST_NIGHT = 17, timedelta(hours=10)
"""What starts at five in the afternoon or later may end the next day without naming it, at most so much later."""


def read_end(typed: str, *, start: datetime, zone: ZoneInfo, now: datetime) -> datetime:
    """Read an end ("1pm", "hasta la 1", "sun 1am") or a length ("2h", "dos horas y media") as an instant after `start`.

    `start`, `now` and the answer are in UTC. An hour from 1 to 12 without "am", "pm" or a part of the day is the first
    one after the start. An end that is earlier on the clock than the start is on the next day only after an evening
    start. A lone number up to 6 is asked back where "2 o'clock" and "2 hours" differ.

    Raises NotALength for what is not wholly understood, EndBeforeStart, EndTooLate after more than 24 hours, and as
    `read_time` does NoHour, AmbiguousTime and GapTime.
    """
    shown = clipped(typed)
    try:
        end = _exact_end(typed) or _read(Line(typed), shown, start, zone, now)
    except (NotUnderstoodError, NotATime, ValueError):
        raise NotALength(shown) from None
    except PastTime:
        raise EndBeforeStart(shown) from None
    if end <= start:
        raise EndBeforeStart(shown)
    if end - start > LONGEST:
        raise EndTooLate(shown, int(LONGEST / timedelta(hours=1)))
    return end


def _exact_end(typed: str) -> datetime | None:
    """The end that says all of itself (a Discord timestamp, ISO with an offset), if it is one."""
    exactly = stamp(typed.strip()) or iso(typed.strip())
    return exactly if isinstance(exactly, datetime) else None


def _read(line: Line, typed: str, start: datetime, zone: ZoneInfo, now: datetime) -> datetime:
    """The end that the line means. Raises as `read_end` does, but NotATime for NotALength."""
    first = line.skip(0, Kind.UNTIL)
    said = readings(line, first, alone=True)
    if named := {one for one in said if one.names_a_day}:
        # "sun 1am" is seen from the start; "tomorrow 1am" was said today.
        seen_from = now if any(one.shift is not None for one in named) else start
        return choose(named, typed=typed, zone=zone, now=seen_from)
    spans = _spans(line) if first == 0 else set()
    ends = _clock_ends(line, said, bool(spans), start, zone)
    if ends and line.text(1) == "h":
        spans = {span for span in spans if span <= HALF_DAY * HOUR}
    if ends and _is_lone_number(line):
        spans = {span for span in spans if span <= SHORT * HOUR}
    if not said and not spans:
        raise NotATime(typed)
    lasting = [_plain(start + timedelta(minutes=span), zone) for span in spans]
    # With nothing after the start, what was said is over when it starts: PastTime.
    return one_of(Found(ahead=ends + lasting, over=[_plain(start, zone)]), typed)


def _spans(line: Line) -> set[int]:
    """Every length in minutes that the whole line says; a lone "2" may be two hours."""
    begin = 1 if line.text(0) == "+" else line.skip(0, Kind.FOR)
    spans = {round(count * unit) for count, unit, end in lengths(line, begin) if end == len(line)}
    if _is_lone_number(line):
        spans.add((line.number(0) or 0) * HOUR)
    if 0 in spans:
        raise NotATime(line.text(0))
    return spans


def _is_lone_number(line: Line) -> bool:
    return len(line) == 1 and line.has(0, Kind.NUMBER)


def _clock_ends(line: Line, said: Iterable[Said], lasts: bool, start: datetime, zone: ZoneInfo) -> list[Moment]:
    """The moments at which the line says that it ends, if it says an hour of the clock."""
    if lasts and not _is_lone_number(line):
        # "13h" can be an hour too, but then the clock has 24 and the day is the same.
        told = [one.clock for one in said if one.clock and one.clock.hour > SHORT and line.text(1) == "h"]
        clocks = [replace(clock, full=True) for clock in told]
        return [end for clock in clocks for end in _same_day(clock.minutes(), start, zone)]
    return [end for one in said if one.clock for end in _ends_at(one.clock, one.part, start, zone)]


def _ends_at(clock: Clock, part: Part | None, start: datetime, zone: ZoneInfo) -> list[Moment]:
    """The moments after the start that a time of day can mean: the same day, or the night after an evening."""
    minutes = clock.minutes(part)
    ends = _same_day(minutes, start, zone)
    local = start.astimezone(zone)
    if local.hour >= EVENING:
        tomorrow = local.date() + timedelta(days=1)
        night = [moment for m in minutes for moment in moments(tomorrow, m, zone)]
        ends += [moment for moment in night if start < moment.at <= start + LONGEST_NIGHT]
    if not clock.bare or part or not ends:
        return ends
    first = min(ends, key=lambda moment: moment.at)
    same = [moment for moment in ends if moment.at - first.at <= timedelta(hours=1)]
    return same if first.at - start < timedelta(hours=HALF_DAY) else []


def _same_day(minutes: Iterable[int], start: datetime, zone: ZoneInfo) -> list[Moment]:
    """The moments after the start on its own day; midnight ends a day as well as it begins one."""
    day = start.astimezone(zone).date()
    told = {m or DAY for m in minutes}
    return [moment for m in told for moment in moments(day, m, zone) if moment.at > start]


def _plain(at: datetime, zone: ZoneInfo) -> Moment:
    """A moment that no clock had to be asked for."""
    return Moment(at, at.astimezone(zone).date(), skipped=False, decent=True)
