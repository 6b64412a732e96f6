"""What "later today", "tomorrow" and "next week" mean, at every hour, and where clocks do odd things."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import later
from db.later import Later
from db.quiet import QuietHours
from tests.db.promising import CHICAGO, at, local

HOUR = timedelta(hours=1)
NIGHT = QuietHours(CHICAGO, time(21), time(8))
NEVER = QuietHours(CHICAGO, time(8), time(8))
ZONES = [CHICAGO, "Europe/Madrid", "America/Phoenix", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


def put_off(choice: Later, now: str, quiet: QuietHours = NIGHT, zone: str = CHICAGO) -> str:
    """To when it is put off, on the same clocks."""
    return local(later.moment(choice, now=at(now, zone), zone=zone, quiet=quiet), zone)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23 12:00", "2026-11-23 15:00"),
        ("2026-11-23 17:59", "2026-11-23 20:59"),
        # Three hours on is night: the last minute before it, if that is worth it.
        ("2026-11-23 18:00", "2026-11-23 20:59"),
        ("2026-11-23 19:59", "2026-11-23 20:59"),
        ("2026-11-23 20:00", "2026-11-24 09:00"),
        ("2026-11-23 21:00", "2026-11-24 09:00"),
        ("2026-11-23 23:59", "2026-11-24 09:00"),
        # After midnight the next morning is today's.
        ("2026-11-24 00:00", "2026-11-24 09:00"),
        ("2026-11-24 00:30", "2026-11-24 09:00"),
        ("2026-11-24 07:59", "2026-11-24 09:00"),
        ("2026-11-24 08:00", "2026-11-24 11:00"),
        # A year's end, and a leap day.
        ("2026-12-31 22:00", "2027-01-01 09:00"),
        ("2028-02-28 21:30", "2028-02-29 09:00"),
        ("2028-02-29 21:30", "2028-03-01 09:00"),
    ],
)
def test_later_today(now: str, then: str) -> None:
    assert put_off(Later.TODAY, now) == then


@pytest.mark.parametrize(
    ("now", "tomorrow", "week"),
    [
        ("2026-11-23 12:00", "2026-11-24 09:00", "2026-11-30 09:00"),
        ("2026-11-23 23:59", "2026-11-24 09:00", "2026-11-30 09:00"),
        ("2026-11-24 00:01", "2026-11-25 09:00", "2026-12-01 09:00"),
        ("2028-02-28 12:00", "2028-02-29 09:00", "2028-03-06 09:00"),
        ("2027-02-28 12:00", "2027-03-01 09:00", "2027-03-07 09:00"),
        ("2026-12-31 12:00", "2027-01-01 09:00", "2027-01-07 09:00"),
        # Summer time begins on March 14, 2027 and ends on November 7.
        ("2027-03-13 12:00", "2027-03-14 09:00", "2027-03-20 09:00"),
        ("2027-03-14 01:59", "2027-03-15 09:00", "2027-03-21 09:00"),
        ("2027-11-06 12:00", "2027-11-07 09:00", "2027-11-13 09:00"),
    ],
)
def test_tomorrow_and_next_week_are_at_nine(now: str, tomorrow: str, week: str) -> None:
    assert put_off(Later.TOMORROW, now) == tomorrow
    assert put_off(Later.WEEK, now) == week


def test_three_hours_are_three_hours_also_where_the_clock_jumps() -> None:
    early = QuietHours(CHICAGO, time(22), time(0, 30))
    assert put_off(Later.TODAY, "2027-03-14 01:00", early) == "2027-03-14 05:00"
    assert put_off(Later.TODAY, "2027-11-07 00:45", early) == "2027-11-07 02:45"


def test_in_the_hour_that_comes_twice_the_second_one_is_later_too() -> None:
    second = at("2027-11-07 01:30") + HOUR
    assert local(second) == "2027-11-07 01:30"
    quiet = QuietHours(CHICAGO, time(23), time(1))
    assert later.moment(Later.TODAY, now=second, zone=CHICAGO, quiet=quiet) == second + 3 * HOUR


@pytest.mark.parametrize(("now", "then"), [("12:00", "13:59"), ("13:30", "17:00"), ("15:00", "2026-11-24 09:00")])
def test_quiet_hours_at_noon(now: str, then: str) -> None:
    siesta = QuietHours("Europe/Madrid", time(14), time(17))
    assert put_off(Later.TODAY, f"2026-11-23 {now}", siesta, "Europe/Madrid").endswith(then)


def test_nine_itself_may_be_quiet() -> None:
    long = QuietHours(CHICAGO, time(21), time(10, 30))
    assert put_off(Later.TOMORROW, "2026-11-23 12:00", long) == "2026-11-24 10:30"
    assert put_off(Later.TODAY, "2026-11-23 22:00", long) == "2026-11-24 10:30"


def test_without_quiet_hours_the_evening_ends_the_day_all_the_same() -> None:
    assert put_off(Later.TODAY, "2026-11-23 20:59", NEVER) == "2026-11-23 23:59"
    assert put_off(Later.TODAY, "2026-11-23 21:00", NEVER) == "2026-11-24 09:00"


def test_every_choice_once() -> None:
    choices = later.moments(now=at("2026-11-23 12:00"), zone=CHICAGO, quiet=NIGHT)
    assert [choice for choice, _ in choices] == list(Later)
    evening = later.moments(now=at("2026-11-23 22:00"), zone=CHICAGO, quiet=NIGHT)
    assert [choice for choice, _ in evening] == [Later.TODAY, Later.WEEK], "today and tomorrow are the same by then"


@given(MOMENTS, st.sampled_from(list(Later)), st.sampled_from(ZONES), st.times(), st.times())
def test_it_is_always_later_never_quiet_and_never_far(
    now: datetime, choice: Later, zone: str, begin: time, end: time
) -> None:
    quiet = QuietHours(zone, begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    then = later.moment(choice, now=now, zone=zone, quiet=quiet)
    assert then - now >= HOUR - timedelta(minutes=1)
    assert not quiet.hold(then)
    assert then - now <= timedelta(days={Later.TODAY: 2, Later.TOMORROW: 3, Later.WEEK: 9}[choice], hours=1)
    assert (then.second, then.microsecond) == (0, 0)


# ---- clocks on the wall ----------------------------------------------------------------------------


def test_an_hour_that_is_skipped_is_the_moment_after_it_and_one_that_comes_twice_the_first() -> None:
    assert later.moment_of("2027-03-14T02:30", CHICAGO) == at("2027-03-14 03:30")
    assert later.moment_of("2027-11-07T01:30", CHICAGO) == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    assert later.wall(datetime(2027, 11, 7, 7, 30, tzinfo=UTC), CHICAGO) == "2027-11-07T01:30"


@given(MOMENTS, st.sampled_from(ZONES))
def test_what_the_wall_shows_comes_back(moment: datetime, zone: str) -> None:
    moment = moment.replace(second=0, microsecond=0)
    shown = later.wall(moment, zone)
    assert len(shown) == 16
    back = later.moment_of(shown, zone)
    # Only the second of two equal hours is taken for the first.
    assert back == moment or (back < moment and later.wall(back, zone) == shown and moment - back <= HOUR)


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_on_other_clocks_the_wall_shows_the_same_unless_it_skips_it(moment: datetime, before: str, after: str) -> None:
    there = later.carried(moment, before=before, after=after)
    said, shown = later.wall(moment, before), later.wall(there, after)
    gap = datetime.fromisoformat(shown) - datetime.fromisoformat(said)
    assert gap in {timedelta(), HOUR / 2, HOUR}
