"""The rehearsal starts beside whatever else runs, on a database of its own."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from rehearsal import start
from rehearsal.app import Opener
from rehearsal.seat import Seat
from rehearsal.world import World


def test_a_taken_port_gives_way_to_the_next() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < start.free_port(port) <= port + start.TRIES


def test_it_empties_only_its_own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[Opener, Callable[[], None]]] = []

    def serve(open_bot: Opener, *, port: int, erase: Callable[[], None]) -> None:
        served.append((open_bot, erase))

    monkeypatch.setattr(start, "serve", serve)
    treasured = tmp_path / "toctoc.db"
    treasured.write_text("a real team's data")
    start.rehearse(Settings(database_url=f"sqlite:///{treasured}"), port=start.free_port(8300), data=tmp_path)
    open_bot, erase = served[0]
    asyncio.run(ask_for_help(open_bot, erase))
    assert list(tmp_path.glob("rehearsal-*.db"))
    assert treasured.read_text() == "a real team's data"
    erase()
    assert [path.name for path in tmp_path.iterdir()] == ["toctoc.db"]


async def ask_for_help(open_bot: Opener, erase: Callable[[], None]) -> None:
    """Use the real bot once, so that there is a database."""
    async with World(open_bot, erase=erase) as world:
        rosa = Seat(world, world.people["rosa"], "en-US")
        assert not (await rosa.command(world.guild.channels["canvass"], "help", {})).unanswered
