"""The pretend team with TocToc itself in it, for what plays the real bot: `world = played.world` takes it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.clock import Clock
from rehearsal.world import World
from tests.cogs.world import test_settings as settings_of


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A team with TocToc itself in it."""

    async def open_toctoc(clock: Clock) -> App:
        return await open_app(settings_of(tmp_path), clock)

    def erase() -> None:
        for file in tmp_path.glob("toctoc.db*"):
            file.unlink()

    async with World(open_toctoc, erase=erase) as world:
        yield world
