"""The health page of the real process: ready, not ready while Discord is away, ready again, and gone at the end."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from bot.health import ask
from bot.settings import Settings
from tests.wire.launch import BotProcess
from tests.wire.server import StandIn

READY = (True, "ready: yes, discord: yes, database: yes")
AWAY = (False, "ready: no, discord: no, database: yes")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _becomes(settings: Settings, wanted: tuple[bool, str]) -> None:
    async with asyncio.timeout(20):
        while (told := await asyncio.to_thread(ask, settings)) != wanted:
            assert "Nothing answers" not in told[1]
            await asyncio.sleep(0.1)


async def test_the_page_follows_the_connection_and_ends_with_the_process(stand_in: StandIn, folder: Path) -> None:
    settings = Settings(_env_file=None, health_port=_free_port())
    bot = BotProcess(stand_in, folder, HEALTH_PORT=str(settings.health_port))
    await bot.start()
    try:
        await _becomes(settings, READY)
        async with stand_in.gateway.outage():
            await _becomes(settings, AWAY)
        await _becomes(settings, READY)
    finally:
        status = await bot.stop()
    assert status == 0, bot.printed
    assert not (await asyncio.to_thread(ask, settings))[0]
    assert "Traceback" not in bot.printed


async def test_a_port_that_is_taken_ends_the_start_with_a_sentence(stand_in: StandIn, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        bot = BotProcess(stand_in, folder, HEALTH_PORT=str(port))
        with pytest.raises(AssertionError, match=rf"The health page cannot listen on 127\.0\.0\.1:{port}: "):
            await bot.start()
    assert "Traceback" not in bot.printed
