"""The bot's database as the harness reads and fills it, beside the bots that run on it and are killed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import NullPool, create_engine
from sqlmodel import Session

from db.engine import is_sqlite, read_url, set_up_sqlite
from db.upgrade import upgrade

T = TypeVar("T")
Unit = Callable[[Session], T]


class Books:
    """Units of work on a database that others have open; each is one transaction."""

    def __init__(self, url: str) -> None:
        self._thread = ThreadPoolExecutor(1, "books")
        self._thread.submit(upgrade, url).result()
        parsed = read_url(url)
        self._engine = create_engine(parsed, poolclass=NullPool)
        if is_sqlite(parsed):
            set_up_sqlite(self._engine, begin="BEGIN IMMEDIATE", wait_ms=10_000, foreign_keys="ON")

    async def do(self, unit: Unit[T]) -> T:
        """What a unit returns, after COMMIT; it runs in a thread, so that the stand-in goes on answering."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, unit)

    def _do(self, unit: Unit[T]) -> T:
        with Session(self._engine, expire_on_commit=False) as tx, tx.begin():
            return unit(tx)

    def close(self) -> None:
        """Let go of the database."""
        self._thread.shutdown()
        self._engine.dispose()
