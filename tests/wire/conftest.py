"""The stand-in and the real bot on it. One bot serves a whole file of tests, unless a test kills its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.wire.launch import BotProcess
from tests.wire.server import StandIn


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    """An empty stand-in of its own."""
    server = StandIn()
    await server.start()
    yield server
    await server.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a bot of this test's own keeps its data."""
    return tmp_path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """The running bot, with its stand-in as `bot.stand_in`; a route unknown to the stand-in fails the file."""
    server = StandIn()
    await server.start()
    process = BotProcess(server, tmp_path_factory.mktemp("bot"))
    await process.start()
    yield process
    await process.kill()
    await server.close()
    server.check()
