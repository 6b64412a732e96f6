"""The health page through a real socket: what it says while all is well, and when something is away."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import App, open_app
from bot.health import Health, ask, health_page
from bot.settings import Settings, SettingTrouble
from tests.cogs.world import World
from tests.cogs.world import test_settings as settings_in


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """An app that is not logged in."""
    app = await open_app(settings_in(tmp_path))
    async with app.client:
        yield app
        await app.close()


@pytest.fixture
def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def get(port: int, path: str) -> tuple[int, Any]:
    """Status and content of an answer."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        text = await answer.text()
        return answer.status, json.loads(text) if answer.content_type == "application/json" else text


async def test_before_log_in_it_lives_but_is_not_ready(app: App) -> None:
    page = Health(app.kit, app.client)
    port = await page.open("127.0.0.1", 0)
    try:
        assert await get(port, "/live") == (200, {"live": True})
        assert await get(port, "/ready") == (503, {"ready": False, "discord": False, "database": True})
        assert (await get(port, "/"))[0] == 404
    finally:
        await page.close()
    with pytest.raises(aiohttp.ClientConnectionError):
        await get(port, "/live")


async def test_a_connected_bot_is_ready_until_its_connection_or_its_database_goes(world: World) -> None:
    page = Health(world.app.kit, world.app.client)
    port = await page.open("127.0.0.1", 0)
    try:
        assert await get(port, "/ready") == (200, {"ready": True, "discord": True, "database": True})
        await world.app.kit.store.close()
        assert await get(port, "/ready") == (503, {"ready": False, "discord": True, "database": False})
        assert await get(port, "/live") == (200, {"live": True})
    finally:
        await page.close()


async def test_it_is_off_unless_a_port_is_set(app: App) -> None:
    async with health_page(app.kit, app.client):
        assert ask(app.settings) == (False, "HEALTH_PORT is not set, so there is nothing to ask.")


async def test_a_port_that_is_taken_is_said_in_a_sentence(app: App) -> None:
    first, second = Health(app.kit, app.client), Health(app.kit, app.client)
    port = await first.open("127.0.0.1", 0)
    try:
        with pytest.raises(SettingTrouble, match=rf"cannot listen on 127\.0\.0\.1:{port}: "):
            await second.open("127.0.0.1", port)
    finally:
        await first.close()


async def test_the_containers_check_asks_the_page(tmp_path: Path, free_port: int) -> None:
    settings = settings_in(tmp_path, health_port=free_port, health_host="0.0.0.0")  # noqa: S104 - as in a container
    app = await open_app(settings)
    async with app.client:
        async with health_page(app.kit, app.client):
            assert await asyncio.to_thread(ask, settings) == (False, "ready: no, discord: no, database: yes")
        assert not (await asyncio.to_thread(ask, settings))[0]
        await app.close()


async def test_the_check_says_yes_for_a_bot_that_is_ready(world: World, free_port: int) -> None:
    page = Health(world.app.kit, world.app.client)
    await page.open("127.0.0.1", free_port)
    try:
        told = await asyncio.to_thread(ask, Settings(_env_file=None, health_port=free_port))
        assert told == (True, "ready: yes, discord: yes, database: yes")
    finally:
        await page.close()


def test_the_command_ends_with_the_answer_as_its_status(tmp_path: Path, free_port: int) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "health"],
        env={"HEALTH_PORT": str(free_port), "PYTHONPATH": str(root), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (
        1,
        f"Nothing answers on 127.0.0.1:{free_port} (ConnectionRefusedError).\n",
    )
    assert done.stderr == ""
