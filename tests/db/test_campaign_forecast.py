"""How many sessions it still takes, with how many people: from the team's own numbers, or from assumptions it names."""

import itertools
from datetime import timedelta
from functools import partial

import pytest

from db import campaign, privacy, turf
from db.facts import TurfPlan
from db.facts.campaign import USUAL_HOURS, USUAL_PEOPLE, USUAL_RATE, ForecastFacts
from db.refusals import Gone
from db.store import Store
from tests.db.canvassing import ANA, NOW, ROSA, STARTS, STRANGER, planned, volunteer
from tests.db.dooring import NOBODY, SIGN, Day, another, live

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
_numbers = itertools.count(1)


async def goal(store: Store, *doors: int | None) -> list[int]:
    """Neighborhoods with so many doors to knock; their numbers."""
    plans = [TurfPlan(f"Place {next(_numbers)}", doors=n) for n in doors]
    return [(await store.write(partial(turf.add, actor=ROSA, plan=plan, now=NOW))).id for plan in plans]


async def forecast(store: Store, *, team_id: int = 1, after: timedelta = 400 * DAY) -> ForecastFacts:
    """What the first team has before it."""
    return await store.read(partial(campaign.forecast, team_id=team_id, now=STARTS + after))


async def outing(day: Day, later: timedelta, people: int, each: int, **changes: object) -> Day:
    """A session at which so many people knocked on so many doors each."""
    other = await another(day, later, **changes)
    for number in range(people):
        await other.press(volunteer(number), NOBODY, each)
    await other.wrap()
    return other


# ---- without history -----------------------------------------------------------------------------------


async def test_without_history_all_of_it_is_assumed_and_says_so(store: Store) -> None:
    await planned(store)
    await goal(store, 300, 276)
    found = await forecast(store)
    assert (found.rate, found.hours, found.people) == (USUAL_RATE, USUAL_HOURS, USUAL_PEOPLE)
    assert (found.assumed_rate, found.assumed_hours, found.assumed_people, found.assumed) == (True,) * 4
    assert (found.left, found.sessions, found.needed) == (576, 0, 4), "576 / (12 x 2 x 6)"


async def test_without_a_goal_there_is_nothing_to_reckon(store: Store) -> None:
    await planned(store)
    assert (await forecast(store)).left is None
    await goal(store, None, None)
    found = await forecast(store)
    assert (found.left, found.turfs_without_goal) == (None, 2)
    await goal(store, 24)
    found = await forecast(store)
    assert (found.left, found.turfs_without_goal, found.needed) == (24, 2, 1)


async def test_a_session_that_is_still_going_on_is_no_history_yet(store: Store) -> None:
    day = await live(store, ANA)
    await goal(store, 100)
    await day.press(ANA, NOBODY, 5)
    assert (await forecast(store, after=HOUR)).assumed_rate
    assert not (await forecast(store, after=4 * HOUR)).assumed_rate, "its time is over, wrapped up or not"


# ---- from the team's own numbers -------------------------------------------------------------------------


async def test_doors_left_by_doors_per_person_and_hour_by_usual_hours_and_turnout(store: Store) -> None:
    day = await live(store)
    [elm] = await goal(store, 1_000)
    # Three hours each: 4 x 30 = 120 doors in 12 person-hours, 8 x 24 = 192 in 24, 6 x 27 = 162 in 18.
    for week, (people, each) in enumerate(((4, 30), (8, 24), (6, 27)), start=1):
        await outing(day, week * 7 * DAY, people, each, turf_id=elm)
    found = await forecast(store)
    assert not found.assumed
    assert (found.left, found.sessions) == (1_000 - 474, 3)
    assert found.rate == pytest.approx(474 / 54)
    assert (found.hours, found.people) == (3, 6)
    # 526 / (8.78 x 3 x 6 = 158) = 3.3: four sessions with 6; with twice as many people two.
    assert (found.needed, found.with_friends) == (4, 2)
    assert {people: found.sessions_with(people) for people in found.turnouts} == {4: 5, 6: 4, 8: 3, 12: 2}
    assert found.sessions_with(6, pace=0.5) == 7
    assert found.sessions_with(6, pace=2) == 2


async def test_whoever_is_forgotten_makes_nobody_faster(store: Store) -> None:
    """Their doors stay in the totals; what one person knocks in an hour is of those who are still known."""
    day = await live(store)
    await goal(store, 1_000)
    await outing(day, DAY, 6, 30)
    before = await forecast(store)
    for number in range(3):
        await store.write(partial(privacy.forget, actor=volunteer(number), now=NOW))
    after = await forecast(store)
    assert (before.rate, before.people) == (10, 6)
    assert (after.rate, after.people) == (10, 3)
    for number in range(3, 6):
        await store.write(partial(privacy.forget, actor=volunteer(number), now=NOW))
    assert (await forecast(store)).assumed_rate, "nobody is left from whom it could be known"


async def test_only_the_last_ten_sessions_say_what_is_usual(store: Store) -> None:
    day = await live(store)
    await goal(store, 1_000)
    await outing(day, DAY, 1, 1_000)
    for week in range(10):
        await outing(day, (week + 1) * 7 * DAY, 2, 6)
    found = await forecast(store)
    assert (found.sessions, found.rate, found.people) == (10, 2.0, 2)


async def test_a_session_in_which_nobody_knocked_says_nothing(store: Store) -> None:
    day = await live(store)
    await goal(store, 100)
    await another(day, DAY)
    signs = await another(day, 2 * DAY)
    await signs.press(ANA, SIGN, 4)
    await outing(day, 3 * DAY, 2, 6)
    found = await forecast(store)
    assert (found.sessions, found.rate) == (1, 2.0)


async def test_what_is_left_is_reckoned_by_neighborhood(store: Store) -> None:
    """Doors beyond the goal of one do not make another's fewer, and a finished one has none left."""
    day = await live(store)
    first, _, third = await goal(store, 10, 50, 400)
    await outing(day, DAY, 2, 30, turf_id=first)
    await store.write(partial(turf.finish, actor=ROSA, turf_id=third, now=NOW))
    assert (await forecast(store)).left == 50


async def test_when_all_is_done_no_session_is_needed(store: Store) -> None:
    day = await live(store)
    [elm] = await goal(store, 10)
    await outing(day, DAY, 2, 30, turf_id=elm)
    found = await forecast(store)
    assert (found.left, found.needed, found.with_friends) == (0, 0, 0)
    assert {found.sessions_with(people) for people in found.turnouts} == {0}


def test_turnouts_to_compare_are_a_few_and_never_nobody() -> None:
    def turnouts(people: int) -> tuple[int, ...]:
        return ForecastFacts(100, 10, 2, people, 3, False, False, False, 0).turnouts

    assert turnouts(1) == (1, 2)
    assert turnouts(2) == (2, 3, 4)
    assert turnouts(8) == (6, 8, 10, 16)


async def test_another_teams_forecast_is_its_own(store: Store) -> None:
    day = await live(store)
    [elm] = await goal(store, 100)
    await outing(day, DAY, 2, 30, turf_id=elm)
    found = await forecast(store, team_id=STRANGER.team_id)
    assert (found.left, found.sessions, found.assumed) == (None, 0, True)
    with pytest.raises(Gone):
        await forecast(store, team_id=77)
