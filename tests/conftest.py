"""What every test can ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cogs.world import World, open_world

pytest_plugins = ["tests.databases"]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A pretend team with the real bot in it."""
    async with open_world(tmp_path) as opened:
        with opened.env.time_context():
            yield opened
