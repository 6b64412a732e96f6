"""When something begins, as people type it.

The tables in `phrases/` say what is typed and what is read; the tests here are for spelling and for clocks that jump.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.when import read_time
from bot.when.line import MOST_CHARACTERS
from db.refusals import AmbiguousTime, NotATime
from tests.bot.typed_times import CHICAGO, MADRID, MONDAY_NOON, NEW_YORK, PHOENIX, at, outcome, phrases


@pytest.mark.parametrize(("typed", "read"), phrases("english", "spanish"))
def test_what_people_type_is_read(typed: str, read: str) -> None:
    assert outcome(typed) == read


@pytest.mark.parametrize(("typed", "read"), phrases("held_out_english", "held_out_spanish"))
def test_what_was_typed_before_there_was_a_grammar_is_read(typed: str, read: str) -> None:
    assert outcome(typed) == read


@pytest.mark.parametrize(("typed", "read"), phrases("refused"))
def test_what_is_not_wholly_understood_is_refused(typed: str, read: str) -> None:
    assert outcome(typed) == read


def test_the_tables_are_as_long_as_promised() -> None:
    read = {name: phrases(name) for name in ("english", "spanish", "refused")}
    assert len(read["english"]) >= 80
    assert len(read["spanish"]) >= 80
    assert sum(outcome == "NotATime" for _, outcome in read["refused"]) >= 40


# ---- how it was typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "ｓａｔ １０：００",  # wide letters and digits
        "sat\u00a010:00\u202fAM",  # the spaces that phones and spreadsheets put in
        "\u200bsat\u200e 10am\ufeff",  # marks that nobody sees
        "sa\u0301bado a las 10",  # an accent typed as a sign of its own
        "  SÁBADO\t a  las\n10  ",
        "Sat. 10 A.M.",
        "sat – 10 a.m.",
        "saturday, 10 o’clock in the morning",
    ],
)
def test_spelling_does_not_matter(typed: str) -> None:
    assert outcome(typed) == "2026-11-28 10:00"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", ".", "!", "\x00", "🚪🚪", "½", "s\u0336at 10am\u202e!x"])
def test_nothing_is_not_a_time(typed: str) -> None:
    assert outcome(typed) == "NotATime"


def test_a_refusal_keeps_what_was_typed() -> None:
    with pytest.raises(NotATime) as refused:
        read_time("  Sat 10-ish  ", zone=CHICAGO, now=MONDAY_NOON)
    assert refused.value.typed == "Sat 10-ish"


def test_a_refusal_keeps_no_more_than_a_card_can_show() -> None:
    with pytest.raises(NotATime) as refused:
        read_time("sat 10am " * 2000, zone=CHICAGO, now=MONDAY_NOON)
    assert refused.value.typed == ("sat 10am " * 2000)[:MOST_CHARACTERS]


# ---- clocks that jump ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "now", "typed", "read"),
    [
        # New York, 14 March 2027: 2:00 becomes 3:00.
        (NEW_YORK, "2027-03-10 12:00", "sunday 2:30am", "gap before 2027-03-14 03:30"),
        (NEW_YORK, "2027-03-10 12:00", "2027-03-14T02:30", "gap before 2027-03-14 03:30"),
        (NEW_YORK, "2027-03-10 12:00", "sunday 2:30", "2027-03-14 14:30"),
        (NEW_YORK, "2027-03-10 12:00", "sunday 1:59am", "2027-03-14 01:59"),
        (NEW_YORK, "2027-03-10 12:00", "sunday 3am", "2027-03-14 03:00"),
        (NEW_YORK, "2027-03-13 23:30", "in 3h", "2027-03-14 03:30"),
        (NEW_YORK, "2027-03-13 12:00", "tomorrow 10am", "2027-03-14 10:00"),
        # New York, 1 November 2026: 2:00 becomes 1:00.
        (NEW_YORK, "2026-10-28 12:00", "sunday 1:30am", "ambiguous 2026-11-01 01:30 or 2026-11-01 01:30"),
        (NEW_YORK, "2026-10-28 12:00", "sunday 12:59am", "2026-11-01 00:59"),
        (NEW_YORK, "2026-10-28 12:00", "sunday 2am", "2026-11-01 02:00"),
        (NEW_YORK, "2026-10-28 12:00", "2026-11-01T01:30-05:00", "2026-11-01 01:30"),
        (NEW_YORK, "2026-10-31 23:30", "in 2h", "2026-11-01 01:30"),
        (NEW_YORK, "2026-10-31 12:00", "tomorrow 10am", "2026-11-01 10:00"),
        # Madrid, 28 March 2027 and 25 October 2026.
        (MADRID, "2027-03-24 12:00", "domingo a las 2:15 de la madrugada", "gap before 2027-03-28 03:15"),
        (MADRID, "2027-03-24 12:00", "domingo a las 3 de la madrugada", "2027-03-28 03:00"),
        (
            MADRID,
            "2026-10-21 12:00",
            "domingo a las 2:15 de la madrugada",
            "ambiguous 2026-10-25 02:15 or 2026-10-25 02:15",
        ),
        (MADRID, "2026-10-21 12:00", "domingo a las 3 de la madrugada", "2026-10-25 03:00"),
        (MADRID, "2026-10-21 12:00", "domingo a las 10 de la mañana", "2026-10-25 10:00"),
        # Phoenix keeps one time all year.
        (PHOENIX, "2027-03-10 12:00", "sunday 2:30am", "2027-03-14 02:30"),
        (PHOENIX, "2026-10-28 12:00", "sunday 1:30am", "2026-11-01 01:30"),
    ],
)
def test_clocks_that_jump(zone: ZoneInfo, now: str, typed: str, read: str) -> None:
    assert outcome(typed, zone, at(now, zone)) == read


def test_a_repeated_hour_is_asked_back_with_both_instants() -> None:
    with pytest.raises(AmbiguousTime) as refused:
        read_time("nov 1 1:30am", zone=NEW_YORK, now=at("2026-10-28 12:00", NEW_YORK))
    assert refused.value.first_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert refused.value.second_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_between_the_two_repeated_hours_only_the_second_is_meant() -> None:
    between = datetime(2026, 11, 1, 5, 45, tzinfo=UTC)
    assert read_time("1:30am today", zone=NEW_YORK, now=between) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "typed", "read"),
    [
        ("2026-12-31 20:00", "tomorrow 10am", "2027-01-01 10:00"),
        ("2026-12-31 20:00", "midnight", "2027-01-01 00:00"),
        ("2026-12-31 20:00", "dec 30 10am", "2027-12-30 10:00"),
        ("2026-12-31 20:00", "el 5 a las 10", "2027-01-05 10:00"),
        ("2026-12-31 20:00", "next week friday 10am", "2027-01-08 10:00"),
        ("2028-02-28 12:00", "mañana a las 10", "2028-02-29 10:00"),
        ("2028-02-28 12:00", "the 29th at 10", "2028-02-29 10:00"),
        ("2027-02-27 12:00", "the 29th at 10", "2027-03-29 10:00"),
        ("2028-03-01 12:00", "29 feb 10am", "2032-02-29 10:00"),
        ("2026-11-22 12:00", "next sunday 2pm", "2026-11-29 14:00"),
        ("2026-11-22 12:00", "next friday 2pm", "ambiguous 2026-11-27 14:00 or 2026-12-04 14:00"),
        ("2026-11-27 12:00", "next tuesday 2pm", "2026-12-01 14:00"),
        ("2026-11-23 12:00", "12:00", "2026-11-24 12:00"),
    ],
)
def test_ends_of_weeks_months_and_years(now: str, typed: str, read: str) -> None:
    assert outcome(typed, CHICAGO, at(now, CHICAGO)) == read


def test_the_day_is_the_day_in_the_zone() -> None:
    late_in_chicago = at("2026-11-23 21:00", CHICAGO)  # already Tuesday in Madrid
    assert outcome("mañana a las 10", CHICAGO, late_in_chicago) == "2026-11-24 10:00"
    assert outcome("mañana a las 10", MADRID, late_in_chicago) == "2026-11-25 10:00"


def test_a_while_is_counted_from_the_whole_minute() -> None:
    now = MONDAY_NOON.replace(second=59, microsecond=5)
    assert read_time("in 1 min", zone=CHICAGO, now=now) == MONDAY_NOON + timedelta(minutes=1)
