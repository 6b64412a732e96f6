"""The stand-in and the real bot on it. One bot serves a whole file of tests, unless a test kills its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
import pytest_asyncio
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.wire.launch import BotProcess
from tests.wire.server import StandIn
from tests.wire.team import Team


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    """An empty stand-in of its own."""
    server = StandIn()
    await server.start()
    yield server
    await server.close()


@pytest.fixture
def team(stand_in: StandIn) -> Team:
    return stand_in.team("Elm Street")


@pytest.fixture
async def client(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[discord.Client]:
    """discord.py, logged in but not connected."""
    monkeypatch.setattr(Route, "BASE", stand_in.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(stand_in.gateway.url))
    async with discord.Client(intents=discord.Intents.none()) as opened:
        await opened.login(stand_in.token)
        yield opened


@pytest.fixture
def room(client: discord.Client, team: Team) -> discord.PartialMessageable:
    """The team's channel, as discord.py speaks to it without having seen the server."""
    return client.get_partial_messageable(team.rooms["canvass"].id, guild_id=team.guild.id)


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
