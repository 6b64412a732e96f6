"""What a process remembers between two starts, also where two of them start at the same moment."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlmodel import Session

from db import house
from db.engine import open_engines
from db.store import Store

OVERLAP = 0.3  # seconds; both are at it then, whichever way the database makes one of them wait


@pytest.fixture
async def processes(postgresql: str) -> AsyncIterator[list[Store]]:
    """The stores of two processes; on SQLite there is one."""
    stores = [Store(open_engines(postgresql)) for _ in range(2)]
    yield stores
    for store in stores:
        await store.close()


async def test_a_value_is_remembered_in_place_of_the_one_before(store: Store) -> None:
    for value in ("one", "two"):
        await store.write(partial(house.remember, key="a.key", value=value))
    assert await store.read(partial(house.recall, key="a.key")) == "two"


async def test_a_value_just_remembered_is_recalled_before_it_is_committed(store: Store) -> None:
    def both(tx: Session) -> list[str | None]:
        said = [house.recall(tx, key="a.key")]
        house.remember(tx, key="a.key", value="one")
        said.append(house.recall(tx, key="a.key"))
        house.remember(tx, key="a.key", value="two")
        return [*said, house.recall(tx, key="a.key")]

    assert await store.write(both) == [None, "one", "two"]


async def test_two_processes_that_start_at_once_both_come_up(processes: list[Store]) -> None:
    first, second = processes
    begun = threading.Event()

    def slow(tx: Session) -> None:
        house.remember(tx, key="commands:1", value="as the first knows them")
        tx.flush()
        begun.set()
        time.sleep(OVERLAP)

    async def meanwhile() -> None:
        await asyncio.to_thread(begun.wait)
        await second.write(partial(house.remember, key="commands:1", value="as the second knows them"))

    await asyncio.gather(first.write(slow), meanwhile())
    assert await first.read(partial(house.recall, key="commands:1")) == "as the second knows them"
