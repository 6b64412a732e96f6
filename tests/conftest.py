"""What every test can ask for."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from simcord import Env

from tests.cogs.world import World, open_world

pytest_plugins = ["tests.databases"]


WORLDS = pytest.StashKey[World]()


@pytest.fixture
async def world_env(tmp_path: Path, sqlite_template: Path, request: pytest.FixtureRequest) -> AsyncIterator[Env]:
    """The world's Discord; SimCord's plugin looks for it to give the test the world's clock."""
    # Migrating takes as long as all the rest; tests of migrations do it themselves.
    shutil.copy(sqlite_template, tmp_path / "toctoc.db")
    async with open_world(tmp_path) as opened:
        request.node.stash[WORLDS] = opened
        yield opened.env


@pytest.fixture
def world(world_env: Env, request: pytest.FixtureRequest) -> World:
    """A pretend team with the real bot in it."""
    world: World = request.node.stash[WORLDS]
    return world
