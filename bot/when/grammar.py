"""The grammar of a whole text: pieces that name a day, an hour or a part of the day, in any order, each at most once.

It yields every reading that uses every word. One reading is an answer, two are a question, none is a refusal.
"""

from collections.abc import Iterator

from bot.when.clocks import clocks, lengths
from bot.when.line import Line
from bot.when.said import Calendar, Said, Weekday
from bot.when.words import DAY, Kind, Which

Pieces = Iterator[tuple[Said, int]]

MOST_DAYS = 366
"""No count of days is longer: "in 400 days" is no plan."""


def readings(line: Line, i: int = 0, *, alone: bool = False) -> set[Said]:
    """Every reading of the line from a position to its end; `alone` where a lone number is an hour (see `clocks`)."""
    return {said for said in _onward(line, i, Said(), alone) if said != Said()}


def from_now(line: Line) -> int | None:
    """The minutes from now that the whole line says ("in 2h", "dentro de 45 minutos", "an hour from now"), or None."""
    start = line.skip(0, Kind.IN)
    for count, unit, end in lengths(line, start):
        told = start > 0 or line.has(end, Kind.FROM_NOW)
        if told and line.skip(end, Kind.FROM_NOW) == len(line) and unit < DAY and 1 <= count * unit <= MOST_DAYS * DAY:
            return round(count * unit)
    return None


def _onward(line: Line, i: int, said: Said, alone: bool) -> Iterator[Said]:
    """Every reading of the rest of the line, after `said`. Each piece fills a gap in Said, so it ends after a few."""
    if i == len(line):
        yield said
        return
    start = i + 1 if i > 0 and line.text(i) in {",", "-"} else i
    for piece, j in _pieces(line, start, alone):
        both = said.joined(piece)
        if both is not None:
            yield from _onward(line, j, both, alone)


def _pieces(line: Line, i: int, alone: bool) -> Pieces:
    """Every piece that can begin here."""
    for clock, j in clocks(line, i, alone=alone):
        yield Said(clock=clock), j
    if (part := line.part(i, Kind.PART)) is not None:
        yield Said(part=part), i + 1
    yield from _days_from_now(line, i)
    start = i
    while line.has(start, Kind.ON, Kind.THE, Kind.OF) and start < i + 2:
        start += 1
    yield from _relative(line, start)
    yield from _weekday(line, start)
    the = any(line.has(k, Kind.THE) for k in range(i, start))
    for calendar, j in _dates(line, start, the):
        yield Said(calendar=calendar), j


def _days_from_now(line: Line, i: int) -> Pieces:
    """in 3 days, dentro de dos semanas, a week from now"""
    start = line.skip(i, Kind.IN)
    for count, unit, end in lengths(line, start):
        told = start > i or line.has(end, Kind.FROM_NOW)
        if told and unit >= DAY and count == int(count) and count * unit <= MOST_DAYS * DAY:
            yield Said(shift=int(count) * unit // DAY), line.skip(end, Kind.FROM_NOW)


def _relative(line: Line, i: int) -> Pieces:
    """today, mañana, tonight, next week"""
    if (shift := line.number(i, Kind.SHIFT)) is not None:
        yield Said(shift=shift), i + 1
    if (part := line.part(i, Kind.TODAYS)) is not None:
        yield Said(shift=0, part=part), i + 1
    if (week := line.number(i, Kind.WEEK_OF)) is not None:
        yield Said(week=week), i + 1


def _weekday(line: Line, i: int) -> Pieces:
    """saturday, this saturday, el sábado que viene, sábado 28"""
    before = line.which(i)
    name = i if before is None else i + 1
    number = line.number(name, Kind.WEEKDAY)
    if number is None:
        return
    after = line.which(name + 1)
    # "sábado próximo" and "este sábado que viene"; nobody says "saturday this".
    told = after is Which.AFTER_TODAY and before in {None, Which.THIS}
    end = name + 2 if told else name + 1
    weekday = Weekday(number, Which.AFTER_TODAY if told else before or Which.COMING)
    yield Said(weekday=weekday), end
    day = line.number(end)
    # "sat 10 - 1pm" is no tenth.
    if day is not None and line.digits(end) and 1 <= day <= 31 and line.text(end + 1) != "-":
        yield Said(weekday=weekday, calendar=Calendar(day)), end + 1


def _dates(line: Line, i: int, the: bool) -> Iterator[tuple[Calendar, int]]:
    """nov 28, 28 de noviembre de 2026, the 28th, 28/11/26, 2026-11-28"""
    yield from _in_figures(line, i)
    for day, j, ordinal in _day_of_month(line, i):
        if the or ordinal:
            yield Calendar(day), j
        month = line.skip(_dash(line, j), Kind.OF)
        if (named := line.number(month, Kind.MONTH)) is not None:
            yield from _with_year(line, month + 1, Calendar(day, named))
    if (named := line.number(i, Kind.MONTH)) is not None:
        for day, j, _ in _day_of_month(line, line.skip(_dash(line, i + 1), Kind.THE)):
            yield from _with_year(line, j, Calendar(day, named))


def _day_of_month(line: Line, i: int) -> Iterator[tuple[int, int, bool]]:
    """(day, position after, whether it can only be a day): 28, 28th, 1º, primero"""
    if line.has(i, Kind.FIRST):
        yield 1, i + 1, False
    day = line.number(i)
    if day is not None and 1 <= day <= 31:
        yield day, i + 1, False
        if line.has(i + 1, Kind.ORDINAL) and line.glued(i + 1):
            yield day, i + 2, True


def _dash(line: Line, i: int) -> int:
    """The position after the sign of "28-nov" and "28/nov"."""
    return i + 1 if line.text(i) in {"-", "/"} and line.glued(i) else i


def _with_year(line: Line, i: int, calendar: Calendar) -> Iterator[tuple[Calendar, int]]:
    """The date as it is, and with the year that may follow: "2026", ", 2026", "de 2026", "-2026"."""
    yield calendar, i
    year = line.skip(_dash(line, i + 1 if line.text(i) == "," else i), Kind.OF)
    if len(line.digits(year)) == 4:
        yield Calendar(calendar.day, calendar.month, int(line.digits(year))), year + 1


def _in_figures(line: Line, i: int) -> Iterator[tuple[Calendar, int]]:
    """28/11 and 11/28 with or without a year, 28-11-2026, 28.11.2026, 2026-11-28; both orders where both are dates."""
    sign = line.text(i + 1)
    first, second = line.digits(i), line.digits(i + 2)
    if sign not in {"/", "-", "."} or not first or not second or not _all_glued(line, i + 1, i + 2):
        return
    third = line.digits(i + 4) if line.text(i + 3) == sign and _all_glued(line, i + 3, i + 4) else ""
    if len(first) == 4 and third:
        yield from _date(first, second, third, i + 5)
    elif third and (len(third) == 4 or (len(third) == 2 and sign == "/")):
        year = third if len(third) == 4 else f"20{third}"
        yield from _date(year, second, first, i + 5)
        if sign != ".":  # the dots are only used where the day comes first
            yield from _date(year, first, second, i + 5)
    elif sign == "/" and not third:
        yield from _date("", second, first, i + 3)
        yield from _date("", first, second, i + 3)


def _date(year: str, month: str, day: str, end: int) -> Iterator[tuple[Calendar, int]]:
    """The date of these digits, if a calendar could have it."""
    if len(month) <= 2 and len(day) <= 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        yield Calendar(int(day), int(month), int(year) if year else None), end


def _all_glued(line: Line, *positions: int) -> bool:
    return all(line.glued(i) for i in positions)
