"""Where the team would knock next, and who knows people there: said, said anew, taken back, and by many at once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlmodel import Session, col, delete, select

from db import privacy, retention, teams, turf
from db.engine import open_engines
from db.facts import Actor, Priority, TurfPlan, TurfSaying, TurfVoices
from db.models.teams import Member
from db.models.turf import Turf, TurfVoice
from db.refusals import Gone, TooMany
from db.store import Store

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
ROSA = Actor(1, 10, "Rosa", "en", "America/Chicago", organizer=True)
ANA = replace(ROSA, person_id=12, name="Ana", organizer=False)
BEN = replace(ANA, person_id=13, name="Ben")
STRANGER = replace(ROSA, team_id=2, person_id=20, name="Organizer of another team")
WANTS, KNOWS = TurfSaying.WANTS, TurfSaying.KNOWS


@pytest.fixture(autouse=True)
async def places(store: Store) -> dict[str, int]:
    """Three open neighborhoods of the first team, by name, and one of another team's."""
    for team_id in (1, 2):
        await store.write(partial(teams.welcome, team_id=team_id, name="T", language="en", now=NOW))
    found = {}
    for name, priority in (("Ward 10", Priority.NEXT), ("Ward 2", Priority.NEXT), ("Old Town", Priority.FIRST)):
        found[name] = await added(store, name, priority)
    found["Elsewhere"] = await added(store, "Elsewhere", actor=STRANGER)
    return found


async def added(store: Store, name: str, priority: Priority = Priority.NEXT, actor: Actor = ROSA) -> int:
    """The id of one more neighborhood."""
    plan = TurfPlan(name, priority=priority)
    return (await store.write(partial(turf.add, actor=actor, plan=plan, now=NOW))).id


async def say(store: Store, actor: Actor, what: str, *turf_ids: int, now: datetime = NOW) -> TurfVoices:
    """What somebody chooses in one of the two lists."""
    return await store.write(partial(turf.say, actor=actor, what=what, turf_ids=turf_ids, now=now))


async def voices(store: Store, team_id: int = 1) -> TurfVoices:
    """What the team says."""
    return await store.read(partial(turf.voices, team_id=team_id))


async def told(store: Store) -> list[tuple[str, int, list[str]]]:
    """The same in short: name, how many want it, who knows people there."""
    found = await voices(store)
    return [(one.facts.name, one.wants, [name for _, name in one.knows]) for one in found.turfs]


async def rows(store: Store) -> list[tuple[int, int, bool, bool]]:
    """What is kept: where, whose, and what they say."""

    def kept(tx: Session) -> list[tuple[int, int, bool, bool]]:
        key = (col(TurfVoice.turf_id), col(TurfVoice.person_id))
        return [(r.turf_id, r.person_id, r.wants, r.knows) for r in tx.exec(select(TurfVoice).order_by(*key))]

    return await store.read(kept)


# ---- saying ------------------------------------------------------------------------------------


async def test_most_wanted_first_then_by_priority_and_name(store: Store, places: dict[str, int]) -> None:
    assert await told(store) == [("Old Town", 0, []), ("Ward 2", 0, []), ("Ward 10", 0, [])]
    await say(store, ANA, WANTS, places["Ward 10"], places["Ward 2"])
    await say(store, BEN, WANTS, places["Ward 10"])
    after = await say(store, BEN, KNOWS, places["Old Town"], places["Ward 2"])
    assert await told(store) == [("Ward 10", 2, []), ("Ward 2", 1, ["Ben"]), ("Old Town", 0, ["Ben"])]
    assert after == await voices(store)
    assert [line.name for line in after.lines] == ["Old Town", "Ward 2", "Ward 10"], "no voice moves these"
    assert after.known == 2


async def test_what_one_says_takes_the_place_of_what_one_said(store: Store, places: dict[str, int]) -> None:
    old, two, ten = places["Old Town"], places["Ward 2"], places["Ward 10"]
    await say(store, ANA, WANTS, old, two)
    await say(store, ANA, KNOWS, two)
    await say(store, ANA, WANTS, two, ten)
    assert await rows(store) == sorted([(two, 12, True, True), (ten, 12, True, False)])
    assert await say(store, ANA, WANTS, two, ten) == await voices(store), "twice is harmless"
    assert len(await rows(store)) == 2


async def test_choosing_nothing_takes_it_back_and_leaves_no_row(store: Store, places: dict[str, int]) -> None:
    await say(store, ANA, WANTS, *list(places.values())[:3])
    await say(store, ANA, KNOWS, places["Ward 2"])
    await say(store, ANA, WANTS)
    assert await rows(store) == [(places["Ward 2"], 12, False, True)]
    assert (await say(store, ANA, KNOWS)).known == 0
    assert await rows(store) == []


async def test_all_of_it_can_be_taken_back_at_once(store: Store, places: dict[str, int]) -> None:
    for who in (ANA, BEN):
        await say(store, who, WANTS, places["Ward 2"])
        await say(store, who, KNOWS, places["Ward 10"])
    for _ in range(2):
        after = await store.write(partial(turf.take_back, actor=ANA))
        assert (after.known, len(await rows(store))) == (1, 2)
    assert await told(store) == [("Ward 2", 1, []), ("Old Town", 0, []), ("Ward 10", 0, ["Ben"])]


async def test_who_takes_back_nothing_is_not_remembered(store: Store) -> None:
    await say(store, ANA, WANTS)
    await store.write(partial(turf.take_back, actor=ANA))
    known, member = await store.read(partial(teams.who, team_id=1, person_id=ANA.person_id))
    assert known is not None
    assert member is None


# ---- what cannot be chosen ---------------------------------------------------------------------


async def test_another_team_is_out_of_reach(store: Store, places: dict[str, int]) -> None:
    await say(store, ANA, KNOWS, places["Ward 2"])
    kept = await rows(store)
    with pytest.raises(Gone):
        await say(store, STRANGER, WANTS, places["Ward 2"])
    await say(store, STRANGER, KNOWS, places["Elsewhere"], places["Ward 2"])
    assert [one.facts.name for one in (await voices(store, team_id=2)).turfs] == ["Elsewhere"]
    assert (places["Ward 2"], 20, False, True) not in await rows(store)
    await store.write(partial(turf.take_back, actor=replace(ANA, team_id=2)))
    assert set(kept) < set(await rows(store))


async def test_what_is_finished_meanwhile_is_left_out(store: Store, places: dict[str, int]) -> None:
    old, two, ten = places["Old Town"], places["Ward 2"], places["Ward 10"]
    await say(store, ANA, WANTS, ten)
    await store.write(partial(turf.finish, actor=ROSA, turf_id=old, now=NOW))
    with pytest.raises(Gone):
        await say(store, ANA, WANTS, old)
    with pytest.raises(Gone):
        await say(store, ANA, "likes", ten)
    assert await rows(store) == [(ten, 12, True, False)], "what was said before stays"
    await say(store, ANA, WANTS, old, two)
    assert await rows(store) == [(two, 12, True, False)]


async def test_nobody_names_more_than_fit_in_a_list(store: Store) -> None:
    many = [await added(store, f"Block {number}") for number in range(26)]
    with pytest.raises(TooMany):
        await say(store, ANA, WANTS, *many)
    assert (await say(store, ANA, WANTS, *many[:25])).known == 1


# ---- finished, forgotten, over -----------------------------------------------------------------


async def test_a_finished_one_is_told_no_more_and_its_undo_brings_it_back(store: Store, places: dict[str, int]) -> None:
    two = places["Ward 2"]
    await say(store, ANA, KNOWS, two)
    await store.write(partial(turf.finish, actor=ROSA, turf_id=two, now=NOW))
    assert "Ward 2" not in [name for name, _, _ in await told(store)]
    assert (await voices(store)).known == 0
    await store.write(partial(retention.sweep, now=NOW + 7 * DAY))
    await store.write(partial(turf.reopen, actor=ROSA, turf_id=two))
    assert ("Ward 2", 0, ["Ana"]) in await told(store)


async def test_what_was_said_of_a_finished_one_goes_within_days(store: Store, places: dict[str, int]) -> None:
    for name in ("Ward 2", "Ward 10"):
        await say(store, ANA, KNOWS, places["Ward 2"], places[name])
    await store.write(partial(turf.finish, actor=ROSA, turf_id=places["Ward 2"], now=NOW))
    await store.write(partial(retention.sweep, now=NOW + 7 * DAY + SECOND))
    assert await rows(store) == [(places["Ward 10"], 12, False, True)]


async def test_a_voice_goes_half_a_year_after_it_was_last_given(store: Store, places: dict[str, int]) -> None:
    old, two = places["Old Town"], places["Ward 2"]
    await say(store, ANA, WANTS, two)
    await say(store, BEN, WANTS, old, two)
    await say(store, BEN, WANTS, two, now=NOW + 100 * DAY)
    await store.write(partial(retention.sweep, now=NOW + 180 * DAY))
    assert [person for _, person, _, _ in await rows(store)] == [12, 13]
    await store.write(partial(retention.sweep, now=NOW + 180 * DAY + SECOND))
    assert await rows(store) == [(two, 13, True, False)]


async def test_a_neighborhood_that_is_removed_takes_its_voices_along(store: Store, places: dict[str, int]) -> None:
    await say(store, ANA, WANTS, places["Ward 2"], places["Ward 10"])
    gone = delete(Turf).where(col(Turf.id) == places["Ward 2"])
    await store.write(lambda tx: tx.exec(gone).rowcount)
    assert await rows(store) == [(places["Ward 10"], 12, True, False)]


async def test_who_is_forgotten_is_named_no_more(store: Store, places: dict[str, int]) -> None:
    for who in (ANA, BEN):
        await say(store, who, KNOWS, places["Ward 2"])
    kept = {part.name: part.rows for part in await store.read(partial(privacy.export, actor=ANA))}
    assert kept["voice"] == ({"turf": "Ward 2", "wants": False, "knows": True, "at": NOW},)
    await store.write(partial(privacy.forget, actor=ANA, now=NOW))
    assert ("Ward 2", 0, ["Ben"]) in await told(store)
    assert (await voices(store)).known == 1


async def test_who_has_no_name_any_more_still_counts(store: Store, places: dict[str, int]) -> None:
    await say(store, BEN, KNOWS, places["Ward 2"])
    await store.write(lambda tx: tx.exec(delete(Member)).rowcount)
    [ward] = [one for one in (await voices(store)).turfs if one.knows]
    assert ward.knows == ((13, ""),)


# ---- at the same moment ------------------------------------------------------------------------


async def test_of_many_at_once_nobodys_choice_is_lost(store: Store, places: dict[str, int]) -> None:
    crowd = [replace(ANA, person_id=100 + number, name=f"P{number}") for number in range(20)]
    choices = [places["Ward 2"], places["Ward 10"]]
    shown = await asyncio.gather(
        *(say(store, who, what, *choices[: 1 + turn % 2]) for turn, who in enumerate(crowd) for what in TurfSaying)
    )
    last = await voices(store)
    assert [(one.facts.name, one.wants, len(one.knows)) for one in last.turfs[:2]] == [
        ("Ward 2", 20, 20),
        ("Ward 10", 10, 10),
    ]
    assert last in shown, "whoever came last saw all of it"


async def test_two_processes_hear_the_same_person_at_once(database: str, store: Store, places: dict[str, int]) -> None:
    ids = list(places.values())[:3]
    await store.write(lambda tx: teams.meet(tx, actor=ANA, now=NOW).person_id)
    # SQLite has one process at a time.
    other = store if database.startswith("sqlite") else Store(open_engines(database))
    try:
        for turn in range(10):
            chosen = ids[turn % 2 : turn % 2 + 2]
            both = (store, other)
            await asyncio.gather(*(say(one, ANA, what, *chosen) for one in both for what in TurfSaying))
            assert await rows(store) == [(number, ANA.person_id, True, True) for number in chosen]
    finally:
        await other.close()
