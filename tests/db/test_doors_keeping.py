"""How long what happened at the doors is kept, and what stays of it: the team's totals, and nobody's name."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlmodel import col, select

from db import doors, people, privacy, retention, setup, teams
from db.doors import ledger
from db.facts.doors import Outcome
from db.facts.wrapping import DebriefAnswers
from db.models.canvass import Canvass
from db.models.doors import Knock
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, NOW, ROSA, STARTS, STRANGER
from tests.db.dooring import NOBODY, TALKED, Day, another, live
from tests.db.whole import counts

ENDS = STARTS + timedelta(hours=3)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


async def lived(store: Store) -> Day:
    """A day with everything that is kept of one."""
    day = await live(store, ANA, BEN, debrief_place="Café Luna")
    await day.press(ANA, TALKED, 3)
    await day.by(ROSA, doors.enter, {NOBODY: 2}, person_id=BEN.person_id)
    await day.wrap()
    await day.do(doors.thank, ANA, to_id=BEN.person_id, text="Thanks", public=True)
    await day.do(doors.debrief, ANA, answers=DebriefAnswers("Good"))
    await day.do(doors.stay, ANA)
    return day


async def swept(store: Store, now: Any) -> dict[str, int]:
    """Sweep until nothing is waiting, a row at a time; how many rows of each table are left."""
    while (await store.write(partial(retention.sweep, now=now, most=2))).more:
        pass
    return await store.read(counts)


async def whose(store: Store) -> list[int | None]:
    """Whose doors the rows of the ledger are."""
    return await store.read(lambda tx: list(tx.exec(select(Knock.person_id).order_by(col(Knock.press_id)))))


async def test_who_came_thanks_and_debriefs_go_after_half_a_year(store: Store) -> None:
    await lived(store)
    half = ENDS + 180 * DAY
    tables = ("attendance", "appreciation", "debrief", "staying")
    kept = await swept(store, half)
    assert [kept[table] for table in tables] == [2, 1, 1, 1]
    gone = await store.write(partial(retention.sweep, now=half + SECOND))
    assert gone.canvass_ids, "boards that showed them are painted again"
    kept = await swept(store, half + SECOND)
    assert [kept[table] for table in tables] == [0, 0, 0, 0]


async def test_doors_outlive_whose_they_were(store: Store) -> None:
    day = await lived(store)
    year = STARTS + 365 * DAY
    await swept(store, year)
    assert await whose(store) == [ANA.person_id, BEN.person_id]
    await swept(store, year + SECOND)
    assert await whose(store) == [None, None]
    total = await store.read(partial(ledger.tallies, team_id=1, scope=ledger.session_scope(day.id)))
    assert {person: tally.doors for person, tally in total.items()} == {0: 5}
    assert await store.read(lambda tx: list(tx.exec(select(Knock.by_id)))) == [None, None]
    await day.sound()


async def test_doors_stay_theirs_while_they_are_still_about(store: Store) -> None:
    await lived(store)
    year = STARTS + 365 * DAY
    await store.write(partial(people.set_reminders, actor=ANA, on=False, now=year - DAY))
    await swept(store, year + SECOND)
    assert await whose(store) == [ANA.person_id, None]


async def test_doors_that_were_entered_lately_keep_the_older_ones_with_them(store: Store) -> None:
    """All of a person's or none: a tally of a part would be of nothing that anybody can check."""
    day = await lived(store)
    later = await another(day, 100 * DAY)
    await later.by(ROSA, doors.enter, {NOBODY: 7}, person_id=BEN.person_id)
    await swept(store, STARTS + 366 * DAY)
    assert await whose(store) == [None, BEN.person_id, BEN.person_id]
    await swept(store, STARTS + 466 * DAY)
    assert await whose(store) == [None, None, None]
    await day.sound()


async def test_a_team_that_left_leaves_no_door_behind(store: Store) -> None:
    day = await lived(store)
    for table in ("knock", "tally", "attendance", "appreciation", "debrief", "cheer", "staying"):
        assert (await store.read(counts))[table] > 0, table

    await store.write(partial(teams.farewell, team_id=1, now=day.now))
    kept = await swept(store, day.now + 31 * DAY)
    for table in ("knock", "tally", "attendance", "appreciation", "debrief", "cheer", "staying"):
        assert kept[table] == 0, table


async def test_doors_of_a_sample_session_go_with_it(store: Store) -> None:
    day = await lived(store)
    unit = partial(setup.plan_sample, actor=ROSA, title="Sample", note="", channel_id=CHANNEL, now=NOW)
    sample = await store.write(unit)
    other = Day(store, sample.id, sample.plan.starts_at)
    await other.do(doors.start, ROSA)
    await other.press(ANA, NOBODY, 40)
    campaign = partial(ledger.tally_of, team_id=1, scope=ledger.CAMPAIGN)
    assert (await store.read(campaign)).doors == 45
    await store.write(partial(setup.remove_sample, actor=ROSA))
    assert (await store.read(campaign)).doors == 5, "nobody opened those doors"
    await day.sound()


async def test_my_data_names_sessions_however_many_doors_there_are(store: Store) -> None:
    day = await live(store, ANA)
    for outcome in Outcome:
        await day.press(ANA, outcome, 2)
    kept = {part.name: part.rows for part in await store.read(partial(privacy.export, actor=ANA))}
    assert [row["session"] for row in kept["doors"]] == ["Elm Street"] * 7
    assert {row["outcome"] for row in kept["doors"]} == set(Outcome)
    assert {row.get("session", row.get("scope")) for row in kept["doors_total"]} == {
        "Elm Street",
        "all",
        "w:2026-11-23",
    }
    assert not any(part.rows for part in await store.read(partial(privacy.export, actor=STRANGER)))
    assert await store.read(lambda tx: len(tx.exec(select(Canvass)).all())) == 1
