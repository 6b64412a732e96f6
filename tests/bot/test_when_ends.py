"""When something ends, as people type it: an end or a length."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import read_end
from db.refusals import AmbiguousTime, EndTooLate, GapTime, Refusal
from tests.bot.typed_times import CHICAGO, LINES, MONDAY_NOON, NEW_YORK, ZONES, at


def end(typed: str, start: str, zone: ZoneInfo = CHICAGO) -> str:
    """What a text is read as when the session starts then: day and hour, the name of a refusal, or two readings."""

    def shown(read: datetime) -> str:
        assert read.utcoffset() == timedelta(0), "an instant leaves bot.when in UTC"
        return f"{read.astimezone(zone):%d %H:%M}"

    try:
        return shown(read_end(typed, start=at(start, zone), zone=zone, now=MONDAY_NOON))
    except AmbiguousTime as refusal:
        return f"{shown(refusal.first_at)} or {shown(refusal.second_at)}"
    except GapTime as refusal:
        return f"gap before {shown(refusal.after_at)}"
    except Refusal as refusal:
        return type(refusal).__name__


SATURDAY_TEN = "2026-11-28 10:00"
SATURDAY_SIX = "2026-11-28 18:00"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        # lengths
        ("2h", "28 12:00"),
        ("2 h", "28 12:00"),
        ("2 hrs", "28 12:00"),
        ("2 hours", "28 12:00"),
        ("two hours", "28 12:00"),
        ("for 2 hours", "28 12:00"),
        ("+2h", "28 12:00"),
        ("90 min", "28 11:30"),
        ("90m", "28 11:30"),
        ("ninety minutes", "28 11:30"),
        ("1h30", "28 11:30"),
        ("1h 30m", "28 11:30"),
        ("1 hour 30 minutes", "28 11:30"),
        ("1:30 h", "28 11:30"),
        ("1 hour 12 min", "28 11:12"),
        ("an hour and a half", "28 11:30"),
        ("half an hour", "28 10:30"),
        ("2.5 hours", "28 12:30"),
        ("2½ h", "28 12:30"),
        ("two and a half hours", "28 12:30"),
        ("a couple of hours", "28 12:00"),
        ("24 hours", "29 10:00"),
        ("1 day", "29 10:00"),
        ("2 horas", "28 12:00"),
        ("dos horas y media", "28 12:30"),
        ("hora y media", "28 11:30"),
        ("una hora", "28 11:00"),
        ("2,5 horas", "28 12:30"),
        ("por 2 horas", "28 12:00"),
        ("durante hora y media", "28 11:30"),
        ("tres cuartos de hora", "28 10:45"),
        ("1 hora y 15 minutos", "28 11:15"),
        ("un par de horas", "28 12:00"),
        # ends
        ("1pm", "28 13:00"),
        ("until 1", "28 13:00"),
        ("till 1:30", "28 13:30"),
        ("to 1pm", "28 13:00"),
        ("ends at 1", "28 13:00"),
        ("at 1", "28 13:00"),
        ("1:30", "28 13:30"),
        ("13:00", "28 13:00"),
        ("13h", "28 13:00"),
        ("1300 hrs", "28 13:00"),
        ("11:00 hrs", "28 11:00"),
        ("noon", "28 12:00"),
        ("until noon", "28 12:00"),
        ("half past 12", "28 12:30"),
        ("until 9", "28 21:00"),
        ("until midnight", "29 00:00"),
        ("until 12:30", "28 12:30"),
        ("hasta la 1", "28 13:00"),
        ("hasta la una y media", "28 13:30"),
        ("hasta las 2 de la tarde", "28 14:00"),
        ("a la 1", "28 13:00"),
        ("termina a las 2", "28 14:00"),
        ("hasta el mediodía", "28 12:00"),
        ("hasta las 14 horas", "28 14:00"),
        ("sat 1pm", "28 13:00"),
        ("nov 28 1pm", "28 13:00"),
        ("el sábado a la 1", "28 13:00"),
        ("sun 1am", "29 01:00"),
        ("2026-11-28 13:00", "28 13:00"),
        ("2026-11-28T19:00Z", "28 13:00"),
        ("<t:1795892400:F>", "28 13:00"),
        # asked back
        ("2", "28 12:00 or 28 14:00"),
        ("3", "28 13:00 or 28 15:00"),
        ("12h", "28 12:00 or 28 22:00"),
        ("11", "28 11:00"),
        # refused
        ("", "NotALength"),
        ("late", "NotALength"),
        ("2 people", "NotALength"),
        ("about 2 hours", "NotALength"),
        ("in 2 hours", "NotALength"),
        ("until 2 hours", "NotALength"),
        ("10am-1pm", "NotALength"),
        ("0h", "NotALength"),
        ("0 min", "NotALength"),
        ("25:00", "NotALength"),
        ("feb 30 1pm", "NotALength"),
        ("2026-11-31 13:00", "NotALength"),
        ("x" * 10_000, "NotALength"),
        ("9am", "EndBeforeStart"),
        ("10am", "EndBeforeStart"),
        ("until 10", "EndBeforeStart"),
        ("09:30", "EndBeforeStart"),
        ("midnight today", "EndBeforeStart"),
        ("tomorrow 1pm", "EndBeforeStart"),
        ("nov 28 2026 9am", "EndBeforeStart"),
        ("2026-11-28 09:00", "EndBeforeStart"),
        ("2026-11-28T15:00Z", "EndBeforeStart"),
        ("25 hours", "EndTooLate"),
        ("2 days", "EndTooLate"),
        ("sun 1pm", "EndTooLate"),
        ("sunday", "NoHour"),
    ],
)
def test_an_end_or_a_length_after_ten_in_the_morning(typed: str, read: str) -> None:
    assert end(typed, SATURDAY_TEN) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", "28 21:00"),
        ("until 9:30", "28 21:30"),
        ("8 de la noche", "28 20:00"),
        ("2h", "28 20:00"),
        ("5h", "28 23:00"),
        ("20h", "28 20:00"),
        ("until 1", "29 01:00"),
        ("1am", "29 01:00"),
        ("hasta la 1 de la madrugada", "29 01:00"),
        ("02:00", "29 02:00"),
        ("midnight", "29 00:00"),
        ("12 de la noche", "29 00:00"),
        ("12am", "29 00:00"),
        ("00:00", "29 00:00"),
        ("11:59pm", "28 23:59"),
        ("5pm", "EndBeforeStart"),
        ("17:00", "EndBeforeStart"),
        ("10am", "EndBeforeStart"),
        ("noon", "EndBeforeStart"),
    ],
)
def test_an_evening_may_end_the_next_day(typed: str, read: str) -> None:
    assert end(typed, SATURDAY_SIX) == read


def test_a_morning_does_not_end_the_next_day_unless_it_is_named() -> None:
    assert end("1am", SATURDAY_TEN) == "EndBeforeStart"
    assert end("tomorrow 1am", "2026-11-23 14:00") == "24 01:00"


def test_what_lasts_two_hours_at_noon_also_ends_at_two() -> None:
    assert end("2", "2026-11-28 12:00") == "28 14:00"


def test_the_longest_is_told() -> None:
    with pytest.raises(EndTooLate) as refused:
        read_end("30 hours", start=MONDAY_NOON, zone=CHICAGO, now=MONDAY_NOON)
    assert refused.value.values == {"typed": "30 hours", "hours": 24}


@pytest.mark.parametrize(
    ("start", "typed", "read"),
    [
        ("2027-03-13 22:00", "2:30am", "gap before 14 03:30"),
        ("2027-03-13 22:00", "5h", "14 04:00"),
        ("2027-03-14 01:30", "1h", "14 03:30"),
        ("2026-10-31 22:00", "1:30am", "01 01:30 or 01 01:30"),
        ("2026-10-31 22:00", "until 1:30", "01 01:30 or 01 01:30"),
        ("2026-10-31 22:00", "4h", "01 01:00"),
        ("2026-11-01 00:30", "2h", "01 01:30"),
        ("2026-11-01 00:30", "24 hours", "01 23:30"),
    ],
)
def test_lengths_are_real_hours_and_ends_are_hours_of_the_clock(start: str, typed: str, read: str) -> None:
    assert end(typed, start, NEW_YORK) == read


@given(typed=st.text() | LINES, ahead=st.integers(1, 60 * 24 * 400), zone=ZONES)
def test_any_text_is_an_end_after_the_start_or_a_refusal(typed: str, ahead: int, zone: ZoneInfo) -> None:
    start = MONDAY_NOON + timedelta(minutes=ahead)
    try:
        read = read_end(typed, start=start, zone=zone, now=MONDAY_NOON)
    except Refusal:
        return
    assert start < read <= start + timedelta(hours=24)


@given(hours=st.integers(1, 6), minutes=st.integers(0, 59), start=st.integers(1, 60 * 24 * 400))
def test_lengths_are_read_back(hours: int, minutes: int, start: int) -> None:
    begin = MONDAY_NOON + timedelta(minutes=start)
    lasting = timedelta(hours=hours, minutes=minutes)
    for typed in (
        f"{hours * 60 + minutes} min",
        f"{hours}h{minutes:02}",
        f"{hours} hours {minutes} minutes",
        f"{hours} hora y {minutes} minutos",
    ):
        assert read_end(typed, start=begin, zone=CHICAGO, now=MONDAY_NOON) == begin + lasting
