"""Nobody is reminded in quiet hours, whichever side of midnight and of summer time they are on."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.quiet import QuietHours

CHICAGO = "America/Chicago"
NIGHT = QuietHours(CHICAGO, time(21), time(8))


def local(text: str) -> datetime:
    """A moment by the clock in Chicago."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(CHICAGO)).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "afterwards", "beforehand"),
    [
        ("2026-11-28 07:00", "2026-11-28 08:00", "2026-11-27 20:59"),
        ("2026-11-27 21:00", "2026-11-28 08:00", "2026-11-27 20:59"),
        ("2026-11-27 23:30", "2026-11-28 08:00", "2026-11-27 20:59"),
        ("2026-11-28 08:00", "2026-11-28 08:00", "2026-11-28 08:00"),
        ("2026-11-28 20:59", "2026-11-28 20:59", "2026-11-28 20:59"),
        # Summer time ends that night, and begins in the other one.
        ("2026-11-01 01:30", "2026-11-01 08:00", "2026-10-31 20:59"),
        ("2026-03-08 03:30", "2026-03-08 08:00", "2026-03-07 20:59"),
    ],
)
def test_a_reminder_goes_out_before_the_night_or_after_it(at: str, afterwards: str, beforehand: str) -> None:
    assert NIGHT.after(local(at)) == local(afterwards)
    assert NIGHT.before(local(at)) == local(beforehand)


def test_quiet_hours_within_one_day() -> None:
    siesta = QuietHours("Europe/Madrid", time(14), time(17))
    assert siesta.hold(datetime(2026, 11, 28, 14, tzinfo=UTC))
    assert not siesta.hold(datetime(2026, 11, 28, 16, tzinfo=UTC))


def test_no_quiet_hours_at_all() -> None:
    never = QuietHours(CHICAGO, time(8), time(8))
    assert not never.hold(local("2026-11-28 08:00"))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    st.times(),
    st.times(),
    st.sampled_from([CHICAGO, "Europe/Madrid", "America/Phoenix", "Australia/Lord_Howe"]),
)
def test_no_moment_stays_quiet(at: datetime, begin: time, end: time, zone: str) -> None:
    hours = QuietHours(zone, begin.replace(microsecond=0), end.replace(microsecond=0))
    later = hours.after(at)
    assert timedelta(0) <= later - at <= timedelta(hours=26)
    assert not hours.hold(later)
