"""The pretend team with the demo bot in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.seat import Seat
from rehearsal.world import World
from tests.rehearsal.demo import opener


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A team that has not said a word."""
    async with World(opener(tmp_path)) as world:
        yield world


@pytest.fixture
def rosa(world: World) -> Seat:
    """The organizer."""
    return Seat(world, world.people["rosa"], "en-US")


@pytest.fixture
def ana(world: World) -> Seat:
    """The volunteer who reads Spanish."""
    return Seat(world, world.people["ana"], "es-ES")
