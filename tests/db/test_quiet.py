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


@pytest.mark.parametrize(
    ("hours", "at", "morning"),
    [
        (NIGHT, "2026-11-27 12:00", "2026-11-28 09:00"),
        (NIGHT, "2026-11-27 23:59", "2026-11-28 09:00"),
        (NIGHT, "2026-11-28 00:00", "2026-11-29 09:00"),
        (NIGHT, "2026-10-31 12:00", "2026-11-01 09:00"),
        (NIGHT, "2026-03-07 12:00", "2026-03-08 09:00"),
        (QuietHours(CHICAGO, time(22), time(10)), "2026-11-27 12:00", "2026-11-28 10:00"),
        (QuietHours(CHICAGO, time(14), time(17)), "2026-11-27 12:00", "2026-11-28 09:00"),
        (QuietHours(CHICAGO, time(8), time(8)), "2026-11-27 12:00", "2026-11-28 09:00"),
    ],
)
def test_the_next_morning_is_at_nine_and_never_quiet(hours: QuietHours, at: str, morning: str) -> None:
    assert hours.tomorrow(local(at)) == local(morning)


def test_a_day_begins_at_midnight_whether_it_has_23_or_25_hours() -> None:
    for day in ("2026-03-08", "2026-11-01", "2026-11-28"):
        assert NIGHT.midnight(local(f"{day} 23:59")) == NIGHT.midnight(local(f"{day} 00:00")) == local(f"{day} 00:00")


def test_an_hour_that_comes_twice_ends_quiet_hours_twice() -> None:
    hours = QuietHours(CHICAGO, time(22), time(1, 30))
    first = local("2026-11-01 01:15")
    for quiet in (first, first + timedelta(hours=1)):
        assert hours.hold(quiet)
        assert hours.after(quiet) == quiet + timedelta(minutes=15)
        assert not hours.hold(hours.after(quiet))


def test_an_hour_that_is_skipped_ends_quiet_hours_after_it() -> None:
    hours = QuietHours(CHICAGO, time(22), time(2, 30))
    assert hours.after(local("2026-03-08 01:59")) == local("2026-03-08 03:30")


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
    assert later > at or not hours.hold(at)
