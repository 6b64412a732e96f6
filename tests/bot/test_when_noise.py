"""Typed times under any text, date and hour: a time ahead or a refusal, and what is written out is read back."""

import string
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import grammar, read_time
from bot.when.line import MOST_CHARACTERS, Line, NotUnderstoodError, evened
from bot.when.words import MONTHS, WEEKDAYS
from db.refusals import Refusal
from tests.bot.typed_times import LINES, ZONES, outcome

NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
DAYS_AHEAD = st.integers(1, 300)
MINUTES = st.integers(0, 24 * 60 - 1)


def read_or_refused(typed: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    try:
        return read_time(typed, zone=zone, now=now)
    except Refusal:
        return None


@given(typed=st.text() | st.text(alphabet=string.printable) | LINES, zone=ZONES, now=NOWS)
def test_any_text_is_a_time_ahead_or_a_refusal(typed: str, zone: ZoneInfo, now: datetime) -> None:
    read = read_or_refused(typed, zone, now)
    assert read is None or read > now


LONG = st.text(min_size=MOST_CHARACTERS + 1).filter(lambda text: len(text.strip()) > MOST_CHARACTERS)
HOSTILE = st.sampled_from(["sat 10am,", "1/", "::::", "in ", "a. m. ", "10:"]).map(lambda piece: piece * 10_000)


@given(typed=LONG | HOSTILE)
def test_long_text_is_refused_before_it_is_looked_at(typed: str) -> None:
    with pytest.raises(NotUnderstoodError):
        evened(typed)


@given(typed=LINES)
def test_no_line_is_read_in_more_than_a_few_steps(typed: str) -> None:
    """Every piece fills a gap in Said, so the search is shallow whatever is typed; this counts its steps."""
    try:
        line = Line(typed)
    except NotUnderstoodError:
        return
    steps = 0
    look = grammar._pieces

    def counted(line: Line, i: int, alone: bool) -> grammar.Pieces:
        nonlocal steps
        steps += 1
        return look(line, i, alone)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(grammar, "_pieces", counted)
        grammar.readings(line, alone=True)
    assert steps <= 50


def clock_forms(minutes: int) -> list[str]:
    """The ways in which a time of day is written that leave no doubt."""
    hour, minute = divmod(minutes, 60)
    short = (hour - 1) % 12 + 1
    half = "am" if hour < 12 else "pm"
    return [
        f"{hour:02}:{minute:02}",
        f"{short}:{minute:02}{half}",
        f"{short}:{minute:02} {half[0]}. m.",
        f"a las {short:02}.{minute:02} {half.upper()}",
    ]


def day_forms(day: date) -> list[str]:
    """The ways in which a date is written that leave no doubt."""
    english, _, *_ = MONTHS[day.month - 1].split()
    spanish = MONTHS[day.month - 1].split()[-1]
    weekday = WEEKDAYS[day.weekday()].split()[0]
    return [
        f"{day}",
        f"{english} {day.day}, {day.year}",
        f"{weekday} {english} {day.day} {day.year}",
        f"el {day.day} de {spanish} de {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]


def on_the_wall(day: date, minutes: int, zone: ZoneInfo) -> str:
    """What a local time written out is read as: itself, unless the clock jumps over it or shows it twice."""
    wall = datetime(day.year, day.month, day.day, *divmod(minutes, 60), tzinfo=zone)
    early, late = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = f"{early.astimezone(zone):%Y-%m-%d %H:%M}"
    if early > late:
        return f"gap before {shown}"
    return shown if early == late else f"ambiguous {shown} or {shown}"


@given(data=st.data(), zone=ZONES, now=NOWS, days=DAYS_AHEAD, minutes=MINUTES)
def test_what_is_written_out_is_read_back(
    data: st.DataObject, zone: ZoneInfo, now: datetime, days: int, minutes: int
) -> None:
    day = now.astimezone(zone).date() + timedelta(days=days)
    typed = data.draw(st.sampled_from([f"{d} {c}" for d in day_forms(day) for c in clock_forms(minutes)]))
    assert outcome(typed, zone, now) == on_the_wall(day, minutes, zone)


@given(zone=ZONES, now=NOWS, seconds=st.integers(61, 300 * 24 * 3600))
def test_a_pasted_timestamp_is_read_back(zone: ZoneInfo, now: datetime, seconds: int) -> None:
    wanted = now.replace(microsecond=0) + timedelta(seconds=seconds)
    assert read_time(f"<t:{int(wanted.timestamp())}:R>", zone=zone, now=now) == wanted
    whole = wanted.replace(second=0)
    assert read_time(whole.isoformat(), zone=zone, now=now) == whole
    assert read_time(f"{whole:%Y-%m-%dT%H:%MZ}", zone=zone, now=now) == whole


@given(zone=ZONES, now=NOWS, minutes=MINUTES)
def test_an_hour_alone_is_the_next_one(zone: ZoneInfo, now: datetime, minutes: int) -> None:
    read = read_or_refused(f"{minutes // 60:02}:{minutes % 60:02}", zone, now)
    if read is not None:
        assert now < read <= now + timedelta(hours=25)
