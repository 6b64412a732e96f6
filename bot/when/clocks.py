"""The grammar of hours and lengths. Each rule yields every way to read on from a position, and the position after."""

from collections.abc import Iterator
from dataclasses import replace

from bot.when.line import Line
from bot.when.said import HALF_DAY, HOUR, Clock, Midnight, Noon
from bot.when.words import NEXT_DAY, Kind, Part

Clocks = Iterator[tuple[Clock, int]]
Minutes = Iterator[tuple[int, int]]
Lengths = Iterator[tuple[float, int, int]]
"""How many, of what unit (in minutes), and the position after."""

SHORT = 6
"""Up to six hours people say as a length ("2h", "1:30 h"); beyond, hours of the clock come in ("13h", "10:00 hrs")."""


def clocks(line: Line, i: int, *, alone: bool = False) -> Clocks:
    """A time of day: "at 10", "10am", "18h30", "las 5 y media", "quarter to six", "noon".

    A lone "10" is an hour only after "at", after a day, before "am" or a part of the day, or where nothing but an hour
    is expected (`alone`).
    """
    start = line.skip(i, Kind.AT)
    loose = alone or start > i
    yield from _named(line, start)
    for rule in (_digital, _spoken, _single):
        for clock, j in rule(line, start, loose):
            k = line.skip(j, Kind.EXACTLY)
            half = _half_day(line, k)
            k = line.skip(k + 1 if half else k, Kind.EXACTLY)
            yield replace(clock, half=half), k


def _named(line: Line, i: int) -> Clocks:
    """noon, midnight, 12 noon"""
    j = i + 1 if line.digits(i) == "12" else i
    if line.has(j, Kind.NOON):
        yield Noon(), j + 1
    if line.has(j, Kind.MIDNIGHT):
        yield Midnight(), j + 1


def _digital(line: Line, i: int, loose: bool) -> Clocks:
    """10:30, 18.30, 18h, 18h30, 18:00 h, 1030am, at 1030"""
    hour, minute = line.digits(i), _glued_minutes(line, i + 2)
    if (len(hour) == 4 and (loose or _is_hour_unit(line, i + 1))) or (len(hour) in {3, 4} and _half_day(line, i + 1)):
        yield from _written(hour[:-2], hour[-2:], i + (2 if _is_hour_unit(line, i + 1) else 1))
    if len(hour) not in {1, 2}:
        return
    if line.text(i + 1) in {":", "."} and line.glued(i + 1) and minute:
        yield from _written(hour, minute, i + (4 if _is_hour_unit(line, i + 3) else 3))
    if _is_hour_unit(line, i + 1) and _counts_hours_of_the_day(line, i, loose):
        yield from _written(hour, "00", i + 2)
        if minute:
            yield from _written(hour, minute, i + 3)


def _counts_hours_of_the_day(line: Line, i: int, loose: bool) -> bool:
    """Whether "10h" is an hour of the clock here: "a las 10 horas", "18 hrs", "sábado 10h", but not "2 hours"."""
    in_place = (loose or i > 0) and line.text(i + 1) in {"h", "hs"}
    return in_place or line.has(i - 1, Kind.AT) or int(line.digits(i)) > HALF_DAY


def _spoken(line: Line, i: int, _loose: bool) -> Clocks:
    """5 y media, 6 menos cuarto, half past 5, quarter to six, 10 minutes to 6, 10 para las 6"""
    hour = line.number(i)
    if hour is not None and hour < NEXT_DAY and line.has(i + 1, Kind.PLUS, Kind.MINUS):
        sign = 1 if line.has(i + 1, Kind.PLUS) else -1
        for minutes, j in _fraction(line, i + 2):
            yield Clock(hour, sign * minutes, full=hour > HALF_DAY), j
    for minutes, j in _fraction(line, i):
        hour = line.number(j + 1)
        if hour is None or not 1 <= hour <= HALF_DAY:
            continue
        if line.has(j, Kind.PAST):
            yield Clock(hour, minutes), j + 2
        # "10 to 6" is as often from ten to six: only "quarter to" and "10 minutes to" are times.
        if line.has(j, Kind.SHORT_OF) or (line.has(j, Kind.TO) and line.has(j - 1, Kind.QUARTER, Kind.UNIT)):
            yield Clock(hour, -minutes), j + 2


def _single(line: Line, i: int, loose: bool) -> Clocks:
    """10, ten, five thirty"""
    hour = line.number(i)
    if hour is None or len(line.digits(i)) > 2:
        return
    told = line.has(i + 1, Kind.HALF_DAY, Kind.PART, Kind.EXACTLY, Kind.TODAYS, Kind.SHIFT) or _half_day(line, i + 1)
    # Two numbers side by side ("28 10") are never guessed at, nor is the end of "10 - 1".
    after_a_day = i > 0 and not line.has(i - 1, Kind.NUMBER) and line.text(i - 1) != "-"
    if (loose and hour < NEXT_DAY) or ((told or after_a_day) and 1 <= hour <= HALF_DAY):
        yield from _written(line.digits(i) or str(hour), "00", i + 1)
    minute = line.number(i + 1) or 0
    in_words = not line.digits(i) and not line.digits(i + 1)
    if in_words and hour <= HALF_DAY < minute < HOUR:  # "ten twelve" would be two hours
        yield Clock(hour, minute), i + 2


def _written(hour: str, minute: str, end: int) -> Clocks:
    """The clock of these digits, if there is one; a leading zero or an hour past twelve is a 24-hour clock."""
    if int(hour) < NEXT_DAY and int(minute) < HOUR:
        yield Clock(int(hour), int(minute), full=hour.startswith("0") or int(hour) > HALF_DAY), end


def _fraction(line: Line, i: int) -> Minutes:
    """half, a quarter, twenty, 10 minutes"""
    if line.has(i, Kind.HALF):
        yield 30, i + 1
    quarter = line.skip(i, Kind.COUNT)
    if line.has(quarter, Kind.QUARTER):
        yield 15, quarter + 1
    minutes = line.number(i)
    if minutes is not None and 0 < minutes < HOUR and minutes % 5 == 0:
        yield minutes, i + 2 if line.number(i + 1, Kind.UNIT) == 1 else i + 1


def _half_day(line: Line, i: int) -> Part | None:
    """am or pm; in "10a" the "a" must be glued, or it would be any "a"."""
    return Part.AM if line.glued(i) and line.text(i) == "a" else line.part(i, Kind.HALF_DAY)


def _glued_minutes(line: Line, i: int) -> str:
    return line.digits(i) if line.glued(i) and len(line.digits(i)) == 2 else ""


def _is_hour_unit(line: Line, i: int) -> bool:
    return line.number(i, Kind.UNIT) == HOUR


def lengths(line: Line, i: int) -> Lengths:
    """A length: 2h, 90 min, hora y media, 1h30, 2 horas y 15 minutos, half an hour, 3 days."""
    yield from _parts_of_an_hour(line, i)
    yield from _like_a_clock(line, i)
    count, j = _count(line, i)
    unit = line.number(j, Kind.UNIT)
    if unit is None or (j == i and line.text(j) != "hora"):  # "hora y media" needs no number, "h" does
        return
    yield count, unit, j + 1
    if unit == HOUR:
        yield from ((count + minutes / HOUR, HOUR, k) for minutes, k in _odd_minutes(line, j + 1))


def _odd_minutes(line: Line, i: int) -> Minutes:
    """What may follow the hours: 30, 30m, 15 minutos, y media, and 15 minutes."""
    minutes = _glued_minutes(line, i)
    if minutes:
        yield int(minutes), i + (2 if line.number(i + 1, Kind.UNIT) == 1 else 1)
    more = line.skip(i, Kind.AND)
    extra = line.number(more)
    if extra is not None and extra < HOUR and line.number(more + 1, Kind.UNIT) == 1:
        yield extra, more + 2
    elif more > i:
        yield from _fraction(line, more)


def _like_a_clock(line: Line, i: int) -> Lengths:
    """1:30 h; beyond six hours, "10:00 hrs" is an hour of the clock"""
    hours, minutes = line.digits(i), _glued_minutes(line, i + 2)
    if len(hours) == 1 and int(hours) <= SHORT and line.text(i + 1) == ":" and minutes and _is_hour_unit(line, i + 3):
        yield int(hours) + int(minutes) / HOUR, HOUR, i + 4


def _parts_of_an_hour(line: Line, i: int) -> Lengths:
    """half an hour, media hora, un cuarto de hora, tres cuartos de hora"""
    if line.has(i, Kind.HALF) and _is_hour_unit(line, line.skip(i + 1, Kind.COUNT)):
        yield 0.5, HOUR, line.skip(i + 1, Kind.COUNT) + 1
    if line.has(i, Kind.COUNT) or line.number(i) in {1, 3}:
        k = line.skip(line.skip(i + 2, Kind.OF), Kind.COUNT)
        if line.has(i + 1, Kind.QUARTER) and _is_hour_unit(line, k):
            yield 0.75 if line.number(i) == 3 else 0.25, HOUR, k + 1


def _count(line: Line, i: int) -> tuple[float, int]:
    """How many, and the position after: 2, two, an, 2.5, two and a half; one where nothing is said (hora y media)."""
    if (few := line.number(i, Kind.COUNT)) is not None:
        return few, i + 1
    count = line.number(i)
    if count is None or len(line.digits(i)) > 3:  # "1300 hrs" is an hour of the clock
        return 1, i
    decimals = line.digits(i + 2)
    if line.text(i + 1) in {".", ","} and line.glued(i + 1) and line.glued(i + 2) and len(decimals) in {1, 2}:
        return float(f"{count}.{decimals}"), i + 3
    if line.has(i + 1, Kind.AND) and line.has(i + 2, Kind.HALF):
        return count + 0.5, i + 3
    return count, i + 1
