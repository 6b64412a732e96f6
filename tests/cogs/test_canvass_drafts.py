"""How texts become a plan: times that stand as they were read, the same again on the clock, slots."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.spans import with_times
from cogs.canvass import drafts
from db.canvass.desk import Desk
from db.facts import CanvassPlan
from db.refusals import Gone, NotANumber, PastTime

ZONE = "America/Chicago"
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
PLAN = CanvassPlan(
    starts_at=datetime(2026, 11, 28, 16, 0, 7, tzinfo=UTC),
    ends_at=datetime(2026, 11, 28, 18, 30, 7, tzinfo=UTC),
    turf_id=3,
    title="Knock",
    captain_id=5,
    captain_name="Malik",
    capacity=8,
    meet_place="Library",
    debrief_place="Café",
    door_goal=120,
    note="Water\nShoes",
)


def test_a_plan_comes_back_from_its_texts_as_it_was() -> None:
    assert drafts.plan_in(drafts.typed_of(PLAN, ZONE)) == PLAN
    bare = CanvassPlan(PLAN.starts_at, PLAN.ends_at)
    assert drafts.plan_in(drafts.typed_of(bare, ZONE)) == bare


def test_a_plan_is_shown_in_the_teams_time() -> None:
    typed = drafts.typed_of(PLAN, ZONE)
    assert (typed["when"], typed["until"]) == ("2026-11-28 10:00", "2h30")


@pytest.mark.parametrize(("minutes", "text"), [(30, "30 min"), (60, "1h"), (125, "2h05"), (1440, "24h")])
def test_every_length_that_is_shown_is_read_again(minutes: int, text: str) -> None:
    ends_at = PLAN.starts_at + timedelta(minutes=minutes)
    typed = drafts.typed_of(CanvassPlan(PLAN.starts_at, ends_at), ZONE)
    assert typed["until"] == text
    read = with_times({"when": "2026-11-28 11:00", "until": text}, {}, ZONE, NOW)
    start, end = (datetime.fromisoformat(read[name]) for name in ("starts_at", "ends_at"))
    assert end - start == timedelta(minutes=minutes)


def test_what_was_typed_once_means_the_day_it_meant_then() -> None:
    first = with_times({"when": "tomorrow 10am", "until": "2h"}, {}, ZONE, NOW)
    later = NOW + timedelta(days=1)
    again = with_times({"when": "tomorrow 10am", "until": "2h"}, first, ZONE, later - timedelta(hours=6))
    assert again["starts_at"] == first["starts_at"]
    changed = with_times({"when": "tomorrow 10am", "until": "3h"}, first, ZONE, later - timedelta(hours=6))
    assert changed["starts_at"] == first["starts_at"]
    assert changed["ends_at"] != first["ends_at"]
    anew = with_times({"when": "tomorrow at 10am", "until": "2h"}, first, ZONE, later)
    assert anew["starts_at"] != first["starts_at"]


def test_the_hour_that_comes_twice_stays_the_one_it_was() -> None:
    second = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    plan = CanvassPlan(second, second + timedelta(hours=1))
    typed = drafts.typed_of(plan, ZONE)
    now = datetime(2026, 10, 20, tzinfo=UTC)
    read = with_times({"when": typed["when"], "until": typed["until"]}, typed, ZONE, now)
    assert datetime.fromisoformat(read["starts_at"]) == second


def test_a_time_that_has_passed_is_refused_when_it_is_typed() -> None:
    with pytest.raises(PastTime):
        with_times({"when": "2026-11-01 10:00", "until": "2h"}, {}, ZONE, NOW)


@pytest.mark.parametrize("places", ["0", "501", "1000000000", "-1", "x", "1e3"])
def test_places_out_of_bounds_are_refused(places: str) -> None:
    with pytest.raises(NotANumber):
        drafts.plan_in({**drafts.typed_of(PLAN, ZONE), "places": places})


def test_the_next_form_begins_with_settings_only() -> None:
    assert drafts.defaults(PLAN, ZONE) == {
        "until": "2h30", "place": "Library", "places": "8", "goal": "120", "debrief": "Café"
    }  # fmt: skip


# ---- the same again --------------------------------------------------------------------------------------


CHICAGO = ZoneInfo(ZONE)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def again(local: datetime, now: datetime = LONG_AGO) -> datetime:
    """When the copy of a session begins, on the clock in Chicago."""
    starts = local.astimezone(UTC)
    typed = drafts.next_week(CanvassPlan(starts, starts + timedelta(hours=2)), ZONE, now)
    return datetime.fromisoformat(typed["starts_at"]).astimezone(CHICAGO)


@pytest.mark.parametrize("day", [(2027, 3, 13), (2026, 10, 31), (2026, 11, 28), (2026, 12, 30)])
def test_a_week_later_at_the_same_hour_on_the_clock(day: tuple[int, int, int]) -> None:
    local = datetime(*day, 10, tzinfo=CHICAGO)
    copied = again(local)
    assert (copied.hour, copied.date()) == (10, local.date() + timedelta(weeks=1))


def test_an_hour_that_spring_skips_is_the_one_after_it() -> None:
    copied = again(datetime(2027, 3, 7, 2, 30, tzinfo=CHICAGO))
    assert f"{copied:%m-%d %H:%M}" == "03-14 03:30"


def test_a_session_long_ago_is_copied_to_the_next_such_day() -> None:
    copied = again(datetime(2026, 9, 5, 10, tzinfo=CHICAGO), NOW)
    assert f"{copied:%m-%d %H:%M}" == "11-28 10:00"


def test_people_are_not_copied() -> None:
    typed = drafts.next_week(PLAN, ZONE, NOW)
    assert (typed["captain"], typed["captain_name"]) == ("", "")
    assert (typed["title"], typed["turf"], typed["note"]) == ("Knock", "3", "Water\nShoes")


# ---- slots -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slot", "canvass_id"), [("plan", None), ("again", None), ("edit-42", 42)])
def test_a_slot_says_what_it_changes(slot: str, canvass_id: int | None) -> None:
    assert drafts.edited(slot) == canvass_id


@pytest.mark.parametrize("slot", ["", "edit-", "edit-0", "edit-x", "plan2", "edit-99999999999", "seen-plan"])
def test_what_is_no_slot_is_gone(slot: str) -> None:
    with pytest.raises(Gone):
        drafts.edited(slot)


def test_a_copy_begins_with_nothing_of_its_own() -> None:
    assert drafts.written(Desk(None, None, None, PLAN), "again", ZONE) == {}
