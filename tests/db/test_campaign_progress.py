"""How far the campaign is: day by day, neighborhood by neighborhood, and how one session grew."""

from datetime import date, timedelta
from functools import partial

import pytest

from db import campaign, canvass, doors, privacy, turf
from db.facts import Actor, TurfFacts, TurfPlan
from db.facts.campaign import ProgressFacts
from db.refusals import Gone
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, PLAN, ROSA, STARTS, STRANGER
from tests.db.dooring import MINUTE, NOBODY, TALKED, Day, another, live

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def place(store: Store, name: str, goal: int | None) -> TurfFacts:
    """A neighborhood with so many doors to knock."""
    return await store.write(partial(turf.add, actor=ROSA, plan=TurfPlan(name, doors=goal), now=NOW))


async def progress(day: Day, team_id: int = 1) -> ProgressFacts:
    """How far the first team is."""
    return await day.store.read(partial(campaign.progress, team_id=team_id, now=day.now))


async def test_days_add_up_and_neighborhoods_have_their_own(store: Store) -> None:
    day = await live(store, settings={"campaign": "No ICE at our doors", "town": "Elgin"})
    elm, oak = await place(store, "Elm", 100), await place(store, "Oak", 60)
    await place(store, "Ash", None)
    await day.press(ANA, NOBODY, 10)
    first = await another(day, 5 * HOUR, turf_id=elm.id)
    await first.press(ANA, TALKED, 20)
    second = await another(day, 7 * DAY, turf_id=elm.id)
    await second.press(BEN, NOBODY, 5)
    third = await another(day, 7 * DAY + 4 * HOUR, turf_id=oak.id)
    await third.press(CLEO, NOBODY, 70)
    await another(day, 8 * DAY)  # nobody knocked
    found = await progress(third)
    assert (found.campaign, found.town) == ("No ICE at our doors", "Elgin")
    assert [(one.day, one.tally.doors, one.doors_so_far) for one in found.days] == [
        (date(2026, 11, 28), 30, 30),
        (date(2026, 12, 5), 75, 105),
    ]
    assert [(one.name, one.goal, one.doors, one.left) for one in found.turfs] == [
        ("Ash", None, 0, None),
        ("Elm", 100, 25, 75),
        ("Oak", 60, 70, 0),
    ]
    assert (found.total.doors, found.goal, found.elsewhere) == (105, 160, 10)
    assert (found.sessions, found.people) == (4, 3)
    assert found.share == 105 / 160


async def test_a_campaign_without_anything_is_no_error(store: Store) -> None:
    day = await live(store)
    found = await progress(day)
    assert (found.total.doors, found.goal, found.share, found.days, found.turfs) == (0, None, None, (), ())
    assert (found.sessions, found.people) == (0, 0)


async def test_a_finished_neighborhood_has_nothing_left(store: Store) -> None:
    day = await live(store)
    elm = await place(store, "Elm", 100)
    await store.write(partial(turf.finish, actor=ROSA, turf_id=elm.id, now=NOW))
    [one] = (await progress(day)).turfs
    assert (one.finished, one.left) == (True, 0)


async def test_a_late_evening_counts_for_the_day_on_the_wall(store: Store) -> None:
    """Eight in the evening in Chicago is two in the night, a day later, by UTC."""
    evening = STARTS.replace(hour=2) + DAY
    day = await live(store, settings={"zone": "America/Chicago"}, starts_at=evening, ends_at=evening + 2 * HOUR)
    await day.by(ROSA, doors.add, {NOBODY: 3})
    assert [one.day for one in (await progress(day)).days] == [date(2026, 11, 28)]


async def test_who_is_forgotten_is_no_longer_counted_among_people_and_their_doors_stay(store: Store) -> None:
    day = await live(store, ANA, BEN)
    for who in (ANA, BEN):
        await day.press(who, NOBODY, 4)
    await store.write(partial(privacy.forget, actor=ANA, now=day.now))
    found = await progress(day)
    assert (found.total.doors, found.people, found.days[0].doors_so_far) == (8, 1, 8)


async def test_how_a_session_grew(store: Store) -> None:
    day = await live(store, ANA)
    for minute, who, n in ((1, ANA, 2), (4, BEN, 3), (12, ANA, 1), (13, BEN, 4)):
        day.now = STARTS + minute * MINUTE
        await day.press(who, NOBODY, n)
    await day.undo(BEN)
    found = await store.read(partial(campaign.course, team_id=1, canvass_id=day.id))
    assert [((one.at - STARTS) // MINUTE, one.tally.doors) for one in found] == [(5, 5), (15, 6)]


async def test_the_session_that_people_mean_is_the_live_one_else_the_last_with_doors(store: Store) -> None:
    day = await live(store, ANA)
    latest = partial(campaign.latest, team_id=1)
    assert await store.read(latest) == day.id, "it is going on"
    await day.press(ANA)
    await day.wrap()
    later = await another(day, DAY)
    assert await store.read(latest) == later.id
    await later.wrap()
    assert await store.read(latest) == day.id, "nobody knocked in the later one"
    assert await store.read(partial(campaign.latest, team_id=2)) is None


async def test_another_team_reads_only_its_own(store: Store) -> None:
    day = await live(store, ANA)
    await place(store, "Elm", 100)
    await day.press(ANA, NOBODY, 4)
    theirs = await progress(day, STRANGER.team_id)
    assert (theirs.total.doors, theirs.goal, theirs.days, theirs.turfs, theirs.people) == (0, None, (), (), 0)
    with pytest.raises(Gone):
        await progress(day, 77)
    for canvass_id in (day.id, 0, -1, 2**31, 10**39):
        with pytest.raises(Gone):
            await store.read(partial(campaign.course, team_id=2, canvass_id=canvass_id))
    ana = Actor(2, ANA.person_id, "Ana", "en", "America/Chicago")
    facts = await store.write(partial(canvass.plan, actor=STRANGER, plan=PLAN, channel_id=CHANNEL, now=NOW))
    await store.write(partial(doors.start, canvass_id=facts.id, now=STARTS))
    await Day(store, facts.id, STARTS).press(ana, NOBODY, 9)
    assert (await progress(day)).total.doors == 4
