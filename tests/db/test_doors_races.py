"""Many thumbs at the same moment: through one store, and through two on one PostgreSQL. Nothing is lost or doubled."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from sqlmodel import col, func, select

from db import canvass, doors, privacy
from db.doors import ledger
from db.engine import open_engines
from db.facts.doors import Outcome, Tally
from db.models.doors import Attendance
from db.refusals import NothingToUndo, WrappedUp
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, NOW, PLAN, ROSA, STARTS, volunteer
from tests.db.dooring import NOBODY, TALKED, Day, live, new_press


@pytest.fixture(params=["sqlite, one store", "postgresql, one store", "postgresql, two stores"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[list[Store]]:
    """The stores through which people press; two are as two processes, each with its own connections."""
    kind, how_many = request.param.split(", ")
    url: str = request.getfixturevalue(kind)
    stores = [Store(open_engines(url)) for _ in range(2 if how_many == "two stores" else 1)]
    yield stores
    for store in stores:
        await store.close()


async def through(stores: list[Store], *people: Any) -> list[Day]:
    """One live session, through each of the stores."""
    day = await live(stores[0], *people)
    return [day, *(Day(store, day.id, day.now) for store in stores[1:])]


async def test_fifty_people_press_at_once(stores: list[Store]) -> None:
    days = await through(stores)
    outcomes = list(Outcome)
    presses = [
        days[turn % len(days)].press(volunteer(turn % 50), outcomes[turn % len(outcomes)], 1 + turn % 3)
        for turn in range(250)
    ]
    pads = await asyncio.gather(*presses)
    total = await days[0].total()
    assert sum(total.counts.values()) == sum(1 + turn % 3 for turn in range(250))
    assert max(pad.all_doors for pad in pads) == total.doors
    assert len((await days[-1].board()).crews) == 50
    await days[0].sound()


async def test_the_same_press_comes_ten_times_at_once(stores: list[Store]) -> None:
    days = await through(stores, ANA)
    press = new_press()
    pads = await asyncio.gather(*(days[turn % len(days)].press(ANA, TALKED, press_id=press) for turn in range(10)))
    assert {pad.mine.talks for pad in pads} == {1}
    assert (await days[0].total()).counts == {TALKED: 1}
    await days[0].sound()


async def test_one_press_is_taken_back_by_two_thumbs(stores: list[Store]) -> None:
    days = await through(stores, ANA)
    await days[0].press(ANA, TALKED)
    await days[0].press(ANA, NOBODY, 5)
    undoing = (days[turn % len(days)].undo(ANA, days[0].last) for turn in range(6))
    done = await asyncio.gather(*undoing, return_exceptions=True)
    assert sum(isinstance(one, NothingToUndo) for one in done) == 5
    assert (await days[0].total()).counts == {TALKED: 1}
    await days[0].sound()


async def test_two_sessions_of_one_team_share_what_is_tallied(stores: list[Store]) -> None:
    """Each press adds to the campaign's rows as well, in the same order: none waits for another for ever."""
    days = await through(stores, ANA, BEN)
    unit = partial(canvass.plan, actor=ROSA, plan=PLAN, channel_id=CHANNEL, now=NOW)
    second = (await stores[0].write(unit)).id
    await stores[0].write(partial(doors.start, canvass_id=second, now=STARTS))
    ids = [days[0].id, second]
    work = [
        Day(stores[turn % len(stores)], ids[turn // 2 % 2], STARTS).press(volunteer(turn % 9), outcome)
        for turn in range(160)
        for outcome in [list(Outcome)[turn * 3 % 7]]
    ]
    await asyncio.gather(*work)
    everyone = await stores[0].read(partial(ledger.tally_of, team_id=1, scope=ledger.CAMPAIGN))
    assert sum(everyone.counts.values()) == 160
    await days[0].sound()


async def test_presses_before_the_wrap_up_count_and_those_after_are_told(stores: list[Store]) -> None:
    days = await through(stores, ANA, BEN)
    work = [days[turn % len(days)].press(volunteer(turn % 5)) for turn in range(60)]
    work.insert(30, days[0].do(doors.wrap, ROSA, say=lambda task, n: f"{task}: {n}"))
    done = await asyncio.gather(*work, return_exceptions=True)
    refused = [one for one in done if isinstance(one, BaseException)]
    assert all(isinstance(one, WrappedUp) for one in refused)
    assert (await days[0].total()).doors == 60 - len(refused)
    await days[0].sound()


async def test_tallies_are_rebuilt_while_people_press(stores: list[Store]) -> None:
    days = await through(stores, ANA)
    work: list[Any] = [days[turn % len(days)].press(volunteer(turn % 7)) for turn in range(80)]
    for turn in range(4):
        work.insert(turn * 20, stores[turn % len(stores)].write(partial(doors.rebuild, team_id=1)))
    await asyncio.gather(*work)
    assert (await days[0].total()).doors == 80
    await days[0].sound()


async def test_who_is_forgotten_while_they_press_is_forgotten_or_new(stores: list[Store]) -> None:
    days = await through(stores, ANA)
    work: list[Any] = [days[turn % len(days)].press(ANA) for turn in range(40)]
    work.insert(20, stores[-1].write(partial(privacy.forget, actor=ANA, now=days[0].now)))
    await asyncio.gather(*work)
    assert (await days[0].total()).doors == 40, "the team keeps the doors"
    await days[0].sound()


async def test_the_first_press_comes_twice_and_one_person_came(stores: list[Store]) -> None:
    days = await through(stores)
    both = [day.press(ANA) for day in days * 2] + [day.do(doors.arrive, ANA) for day in days]
    await asyncio.gather(*both)

    def came(tx: Any) -> int:
        return int(tx.exec(select(func.count()).where(col(Attendance.canvass_id) == days[0].id)).one())

    assert await stores[0].read(came) == 1
    assert (await days[0].total()) == Tally({NOBODY: len(days) * 2})
