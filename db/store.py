"""Store: what the event loop knows of the database; `write(unit)`, `read(unit)`, `close()`."""

import asyncio
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from db import transactions
from db.engine import READERS, Engines
from db.refusals import StoreBusy
from db.transactions import Outcome, Unit

T = TypeVar("T")

GROUP = 128
"""Most units in one transaction."""

MOST_WAITING = 10_000
"""Units that may wait; beyond that the database is not keeping up, and more would only wait in vain."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    unit: Unit[Any]
    answer: asyncio.Future[Any]


class Store:
    """Runs units of work in threads: writers one group after the other, readers beside them.

    A unit is a plain function of a Session. It may be run more than once before it is committed, so it does
    nothing but work in the database, and it neither commits nor rolls back.

    While one group is being committed the next one gathers; nothing runs when there is no work. All methods
    belong to one event loop.
    """

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._writer = ThreadPoolExecutor(1, "store-writer")
        self._readers = ThreadPoolExecutor(READERS, "store-reader")
        self._door = ThreadPoolExecutor(1, "store-door")
        self._waiting: deque[_Waiting] = deque()
        self._saving: set[asyncio.Future[list[Outcome]]] = set()  # one at most
        self._reading: set[asyncio.Future[Any]] = set()
        self._closing = False

    @property
    def shared(self) -> bool:
        """Whether other processes may work in the same database: PostgreSQL, not a SQLite file."""
        return self._engines.writer.dialect.name != "sqlite"

    async def write(self, unit: Unit[T]) -> T:
        """What `unit` returns, after COMMIT.

        It is saved even when the caller is cancelled meanwhile. Raises what the unit raises, and StoreBusy
        (nothing of it is saved then), or OutcomeUnknown (PostgreSQL went away during COMMIT and stayed away).
        """
        self._admit(len(self._waiting))
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(unit, answer))
        self._save_next()
        return await answer

    async def read(self, unit: Unit[T], *, in_turn: bool = False) -> T:
        """What `unit` finds in one moment of the database; it cannot write.

        Reads in turn are answered in the order in which they were asked: what people press at the same moment
        goes on in the order of their presses. Raises what the unit raises, and StoreBusy.
        """
        self._admit(len(self._reading))
        work = partial(transactions.read, self._engines, unit)
        readers = self._door if in_turn else self._readers
        reading = asyncio.get_running_loop().run_in_executor(readers, work)
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)
        return await reading

    async def close(self) -> None:
        """Take no more work, commit what waits, and close the database; doing so twice is harmless."""
        if self._closing:
            return
        self._closing = True
        while under_way := self._saving | self._reading:
            await asyncio.wait(under_way)
        await asyncio.get_running_loop().run_in_executor(self._writer, self._engines.close)
        self._readers.shutdown()
        self._door.shutdown()
        self._writer.shutdown()

    def _admit(self, waiting: int) -> None:
        if self._closing or waiting >= MOST_WAITING:
            raise StoreBusy

    def _save_next(self) -> None:
        """Hand what waits to the writer thread, unless it is at work: then what waits is the next group."""
        if self._saving or not self._waiting:
            return
        group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
        work = partial(transactions.save, self._engines, [waiting.unit for waiting in group])
        saving = asyncio.get_running_loop().run_in_executor(self._writer, work)
        self._saving.add(saving)
        # A callback and not a task: nobody can cancel it between a commit and its answers.
        saving.add_done_callback(partial(self._answer, group))

    def _answer(self, group: list[_Waiting], saved: asyncio.Future[list[Outcome]]) -> None:
        self._saving.discard(saved)
        self._save_next()
        try:
            outcomes = saved.result()
        except BaseException as error:  # noqa: BLE001 - the loop is being taken down: nobody is left waiting
            outcomes = [Outcome(error=error)] * len(group)
        for waiting, outcome in zip(group, outcomes, strict=True):
            _tell(waiting.answer, outcome)


def _tell(answer: asyncio.Future[Any], outcome: Outcome) -> None:
    if answer.done():
        if outcome.error:
            log.warning("A unit of work failed after its caller had gone: %s", type(outcome.error).__name__)
    elif outcome.error:
        answer.set_exception(outcome.error)
    else:
        answer.set_result(outcome.result)
