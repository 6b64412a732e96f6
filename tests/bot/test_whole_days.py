"""Days without an hour, ahead and over, in both languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.when import read_day, read_lately
from db.refusals import AmbiguousDay, NotADate

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)  # a Monday noon in Chicago


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Jan 15", date(2027, 1, 15)),
        ("15 de enero", date(2027, 1, 15)),
        ("in 6 weeks", date(2027, 1, 4)),
        ("friday", date(2026, 11, 27)),
        (" 2027-03-01 ", date(2027, 3, 1)),
        ("mañana", date(2026, 11, 24)),
    ],
)
def test_a_day_ahead(typed: str, day: date) -> None:
    assert read_day(typed, zone=ZONE, now=NOW) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("friday", date(2026, 11, 20)), ("nov 20", date(2026, 11, 20)), ("ayer", date(2026, 11, 22))],
)
def test_a_day_that_is_over(typed: str, day: date) -> None:
    assert read_day(typed, zone=ZONE, now=NOW, past=True) == day


@pytest.mark.parametrize("typed", ["", "soon", "sat nov 29", "friday 5pm", "31 feb", "W" * 500])
def test_what_is_no_day_is_told_with_what_was_typed(typed: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_day(typed, zone=ZONE, now=NOW)
    assert refused.value.values["typed"] == typed[:200]


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("next friday", date(2026, 11, 27), date(2026, 12, 4)),
        ("1/2", date(2027, 1, 2), date(2027, 2, 1)),
    ],
)
def test_what_can_mean_two_days_says_which(typed: str, first: date, second: date) -> None:
    with pytest.raises(AmbiguousDay) as refused:
        read_day(typed, zone=ZONE, now=NOW)
    assert refused.value.values == {"typed": typed, "first": first, "second": second}


def test_what_has_happened_is_a_moment() -> None:
    assert read_lately("", zone=ZONE, now=NOW) == NOW
    assert read_lately("ayer a las 5pm", zone=ZONE, now=NOW) == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert read_lately("friday", zone=ZONE, now=NOW) == datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert read_lately("hoy", zone=ZONE, now=NOW - timedelta(hours=3)) == NOW - timedelta(hours=3)
    assert read_lately("tomorrow 5pm", zone=ZONE, now=NOW) > NOW, "whoever keeps it says that it is still to come"
