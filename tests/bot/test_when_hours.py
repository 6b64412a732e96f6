"""A time of day alone, as people type it for quiet hours."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import read_clock
from db.refusals import AmbiguousClock, NotAClock, Refusal
from tests.bot.typed_times import LINES


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9pm", time(21)),
        ("9:30 p.m.", time(21, 30)),
        ("21:00", time(21)),
        ("21", time(21)),
        ("21h", time(21)),
        ("2100", time(21)),
        ("09:00", time(9)),
        ("0:15", time(0, 15)),
        ("at 9pm", time(21)),
        ("9 de la noche", time(21)),
        ("a las 9 de la mañana", time(9)),
        ("ocho y media de la noche", time(20, 30)),
        ("8 in the morning", time(8)),
        ("quarter to nine pm", time(20, 45)),
        ("noon", time(12)),
        ("mediodía", time(12)),
        ("medianoche", time(0)),
        ("12 de la noche", time(0)),
        ("12am", time(0)),
    ],
)
def test_a_time_of_day_alone(typed: str, read: time) -> None:
    assert read_clock(typed) == read


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("9", time(9), time(21)),
        ("9:30", time(9, 30), time(21, 30)),
        ("a las 10", time(10), time(22)),
        ("12", time(0), time(12)),
    ],
)
def test_morning_or_evening_is_asked_back(typed: str, first: time, second: time) -> None:
    with pytest.raises(AmbiguousClock) as refused:
        read_clock(typed)
    assert refused.value.values == {"typed": typed, "first": first, "second": second}


@pytest.mark.parametrize(
    "typed", ["", "late", "25:00", "9 people", "2 hours", "in 2h", "sat 9pm", "hoy 9pm", "9-10pm", "1" * 300]
)
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(NotAClock):
        read_clock(typed)


@given(typed=st.text() | LINES)
def test_any_text_is_a_time_of_day_or_a_refusal(typed: str) -> None:
    try:
        assert read_clock(typed).tzinfo is None
    except Refusal:
        return


@given(read=st.times())
def test_every_minute_of_the_day_is_read_back(read: time) -> None:
    for typed in (f"{read:%H:%M}", f"{read:%I:%M %p}", f"{read:%Hh%M}"):
        if typed.startswith("1") and typed[:2] < "13" and "M" not in typed:
            continue  # 10:30 is asked back
        assert read_clock(typed) == time(read.hour, read.minute)
