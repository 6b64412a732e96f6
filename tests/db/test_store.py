"""The store: what it acknowledges is saved, a bad unit fails alone, and nothing waits for ever."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import uvloop
from sqlalchemy import insert, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, select

import db.store
from db import transactions
from db.engine import Engines, open_engines
from db.refusals import NotYours, StoreBusy
from db.store import Store
from db.transactions import Outcome, Unit
from tests.db import notes
from tests.db.notes import Note

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def store(store: Store) -> Store:
    """A store on a database with the notes' table."""
    await store.write(notes.create)
    return store


@pytest.fixture
async def held(store: Store) -> AsyncIterator[threading.Event]:
    """The writer is at work in an open transaction until the event is set."""
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def unit(tx: Session) -> None:
        tx.add(Note(id=1_000_000))
        tx.flush()
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(30)

    holding = asyncio.ensure_future(store.write(unit))
    await begun.wait()
    yield go_on
    go_on.set()
    await holding


# ---- what is acknowledged is saved --------------------------------------------------------------------------


async def test_a_unit_returns_its_result_and_is_saved(store: Store) -> None:
    assert await store.write(notes.add(7)) == 7
    assert await store.read(notes.numbers) == [7]


async def test_units_that_wait_share_transactions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    groups = []
    save = transactions.save

    def observed(engines: Engines, units: Sequence[Unit[Any]]) -> list[Outcome]:
        groups.append(len(units))
        return save(engines, units)

    monkeypatch.setattr(transactions, "save", observed)

    await asyncio.gather(*(store.write(notes.add(number)) for number in range(300)))

    assert groups == [1, 128, 128, 43], "the first goes at once, the others gather meanwhile"
    assert await store.read(notes.count) == 300


async def test_what_was_acknowledged_survives_kill_9(store: Store, database: str) -> None:
    await store.close()
    acknowledged: set[int] = set()
    for trial in range(3):
        acknowledged |= await asyncio.to_thread(_acknowledged_until_killed, database, trial)

    again = Store(open_engines(database))
    saved = set(await again.read(notes.numbers))
    await again.close()

    assert len(acknowledged) > 300
    assert acknowledged <= saved


def _acknowledged_until_killed(url: str, trial: int) -> set[int]:
    command = [sys.executable, "tests/db/acknowledge.py", url, str(trial * 100_000)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": "."}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(150 + 37 * trial)]
        process.kill()
        lines += process.stdout.readlines()
    # The last line may have been cut short with the process.
    return {int(line) for line in lines if line.endswith("\n")}


async def test_a_unit_is_saved_though_its_caller_was_cancelled(store: Store, held: threading.Event) -> None:
    waiting = asyncio.ensure_future(store.write(notes.add(1)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    held.set()

    await store.write(notes.add(2))

    assert await store.read(notes.numbers) == [1, 2, 1_000_000]


async def test_a_failure_that_nobody_waits_for_is_logged(
    store: Store, held: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(tx: Session) -> None:
        raise NotYours

    waiting = asyncio.ensure_future(store.write(refuse))
    await asyncio.sleep(0)
    waiting.cancel()
    held.set()
    await store.write(notes.add(1))

    assert "after its caller had gone: NotYours" in caplog.text


async def test_close_saves_what_waits(store: Store, database: str) -> None:
    waiting = [asyncio.ensure_future(store.write(notes.add(number))) for number in range(200)]
    reading = asyncio.ensure_future(store.read(notes.count))
    await asyncio.sleep(0)

    await store.close()

    assert [task.result() for task in waiting] == list(range(200))
    assert reading.done()
    again = Store(open_engines(database))
    assert await again.read(notes.count) == 200
    await again.close()


async def test_a_closed_store_refuses_and_closing_twice_is_harmless(store: Store) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreBusy):
        await store.write(notes.add(1))
    with pytest.raises(StoreBusy):
        await store.read(notes.count)


async def test_beyond_the_bound_it_refuses_and_loses_nothing(
    store: Store, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.store, "MOST_WAITING", 3)
    waiting = [asyncio.ensure_future(store.write(notes.add(number))) for number in range(5)]
    await asyncio.sleep(0)
    held.set()

    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert results[:3] == [0, 1, 2]
    assert [type(result) for result in results[3:]] == [StoreBusy, StoreBusy]
    assert await store.read(notes.numbers) == [0, 1, 2, 1_000_000]


# ---- a bad unit fails alone -----------------------------------------------------------------------------------


def _refuse(tx: Session) -> None:
    tx.add(Note(id=500))
    tx.flush()
    raise NotYours


async def test_only_the_bad_units_of_a_group_fail(store: Store, held: threading.Event) -> None:
    units = [notes.add(1), _refuse, notes.add(2), notes.add(2), notes.add(3)]
    waiting = [asyncio.ensure_future(store.write(unit)) for unit in units]
    await asyncio.sleep(0)
    held.set()

    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert [result if isinstance(result, int) else type(result) for result in results] == [
        1,
        NotYours,
        2,
        IntegrityError,
        3,
    ]
    assert await store.read(notes.numbers) == [1, 2, 3, 1_000_000]


async def test_a_unit_may_end_in_any_way_without_leaving_its_caller_waiting(store: Store) -> None:
    def leave(tx: Session) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        await store.write(leave)
    assert await store.write(notes.add(1)) == 1


async def test_when_even_savepoints_fail_each_unit_gets_its_own_transaction(
    store: Store, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("as when the disk is full")

    monkeypatch.setattr(transactions, "_guarded", full)
    waiting = [asyncio.ensure_future(store.write(unit)) for unit in (notes.add(1), _refuse, notes.add(2))]
    await asyncio.sleep(0)
    held.set()

    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert [results[0], type(results[1]), results[2]] == [1, NotYours, 2]
    assert await store.read(notes.numbers) == [1, 2, 1_000_000]


async def test_values_do_not_stand_in_errors(store: Store) -> None:
    await store.write(notes.add(1, "Marisol's number"))
    with pytest.raises(IntegrityError) as caught:
        await store.write(notes.add(1, "Marisol's number"))
    assert "Marisol" not in str(caught.value)


async def test_a_unit_sees_what_the_units_before_it_did(store: Store, held: threading.Event) -> None:
    kept = []

    def look(tx: Session) -> str:
        note = tx.get(Note, 1)
        assert note
        kept.append(note)  # something still holds the row, so SQLAlchemy would hand out the same object
        return note.word

    def change(tx: Session) -> None:
        tx.exec(update(Note).values(word="after").execution_options(synchronize_session=False))

    waiting = [asyncio.ensure_future(store.write(unit)) for unit in (notes.add(1, "before"), look, change, look)]
    await asyncio.sleep(0)
    held.set()

    assert await asyncio.gather(*waiting) == [1, "before", None, "after"]


# ---- readers -----------------------------------------------------------------------------------------------------


async def test_readers_do_not_wait_for_the_writer(store: Store, held: threading.Event) -> None:
    async with asyncio.timeout(5):
        found = [await store.read(notes.count) for _ in range(5)]

    assert found == [0] * 5, "what is not committed is not seen"


async def test_a_reading_unit_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await store.read(lambda tx: tx.exec(insert(Note).values(id=1, word="")))
    assert await store.read(notes.count) == 0


async def test_a_reading_unit_sees_one_moment(store: Store) -> None:
    looked, changed = threading.Event(), threading.Event()

    def look_twice(tx: Session) -> tuple[int, int]:
        first = notes.count(tx)
        looked.set()
        changed.wait(10)
        return first, notes.count(tx)

    reading = asyncio.ensure_future(store.read(look_twice))
    await asyncio.to_thread(looked.wait, 10)
    await store.write(notes.add(1))
    changed.set()

    assert await reading == (0, 0)


async def test_rows_that_a_unit_returns_stay_readable(store: Store) -> None:
    await store.write(notes.add(1, "word"))
    assert (await store.read(lambda tx: tx.exec(select(Note)).one())).word == "word"


# ---- loops ---------------------------------------------------------------------------------------------------------


async def test_an_idle_store_has_no_task(store: Store) -> None:
    await asyncio.gather(store.write(notes.add(1)), store.read(notes.count))
    assert asyncio.all_tasks() == {asyncio.current_task()}


def test_it_works_on_uvloop(sqlite: str) -> None:
    async def main() -> int:
        store = Store(open_engines(sqlite))
        await store.write(notes.create)
        await asyncio.gather(*(store.write(notes.add(number)) for number in range(50)))
        found = await store.read(notes.count)
        await store.close()
        return found

    assert uvloop.run(main()) == 50
