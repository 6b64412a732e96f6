"""What every test can ask for."""

import gc
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from simcord import Env

from tests.cogs.world import START, World, open_world

pytest_plugins = ["tests.databases"]


MEMORY, ENOUGH = Path("/dev/shm"), 2 * 2**30  # noqa: S108 - bytes; one run leaves some 400 MB


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' files in memory where there is room: they commit many thousand times, and a disk takes its time.

    A process that is killed loses nothing there either; only a machine would.
    """
    if config.option.basetemp is None and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


LONGEST = ("browser", "wire", "rehearsal", "cogs", "db")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose files take longest, so that no processor waits for another at the end."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.parent.name, len(order)))


def pytest_collection_finish() -> None:
    """Look over for waste only what the tests make, and in larger heaps: what was loaded stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


WORLDS = pytest.StashKey[World]()


@pytest.fixture(scope="session")
def world_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that was swept a moment ago; else every world would begin by sweeping nothing."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("world") / "template.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO remembered VALUES ('retention.swept', ?)", (START.isoformat(),))
    return Path(path)


@pytest.fixture
async def world_env(tmp_path: Path, world_template: Path, request: pytest.FixtureRequest) -> AsyncIterator[Env]:
    """The world's Discord; SimCord's plugin looks for it to give the test the world's clock."""
    # Migrating takes as long as all the rest; tests of migrations do it themselves.
    shutil.copy(world_template, tmp_path / "toctoc.db")
    async with open_world(tmp_path) as opened:
        request.node.stash[WORLDS] = opened
        yield opened.env
    del request.node.stash[WORLDS]  # the test itself stays until the end of the run


@pytest.fixture
def world(world_env: Env, request: pytest.FixtureRequest) -> World:
    """A pretend team with the real bot in it."""
    world: World = request.node.stash[WORLDS]
    return world
