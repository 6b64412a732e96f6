"""A page for whoever watches over the process: does it answer, and is it of use right now?

It tells nothing about teams or people, and listens on this machine only unless the host says otherwise.
"""

import asyncio
import contextlib
import http.client
import json
import logging
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.client import TocToc
from bot.kit import Kit
from bot.settings import Settings, SettingTrouble
from db import house
from db.refusals import StoreBusy

PATIENCE = 3
"""Seconds that the database, and the page itself, may take to answer."""

log = logging.getLogger(__name__)


class Health:
    """`/live` answers while the process does; `/ready` says 200 when Discord and the database answer, else 503."""

    def __init__(self, kit: Kit, client: TocToc) -> None:
        self._kit, self._client = kit, client
        page = web.Application()
        page.router.add_get("/live", self._live)
        page.router.add_get("/ready", self._ready)
        self._runner = web.AppRunner(page, access_log=None)

    async def open(self, host: str, port: int) -> int:
        """Begin to answer; returns the port, which the system chooses where it is 0. Raises SettingTrouble."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            raise SettingTrouble(f"The health page cannot listen on {host}:{port}: {error.strerror}.") from error
        bound: int = self._runner.addresses[0][1]
        log.info("the health page answers on port %d", bound)
        return bound

    async def close(self) -> None:
        """Stop answering; harmless when it never began."""
        await self._runner.cleanup()

    async def _live(self, _: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def _ready(self, _: web.Request) -> web.Response:
        state = {"discord": self._connected(), "database": await self._answers()}
        ready = all(state.values())
        return web.json_response({"ready": ready, **state}, status=200 if ready else 503)

    def _connected(self) -> bool:
        """Whether every gateway connection of this process stands; `is_ready` alone stays true when one is lost."""
        client = self._client
        shards = client.shards.values()
        return client.is_ready() and bool(shards) and not any(shard.is_closed() for shard in shards)

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._kit.read(partial(house.recall, key="health"))
        except (TimeoutError, StoreBusy, SQLAlchemyError):
            return False
        return True


@contextlib.asynccontextmanager
async def health_page(kit: Kit, client: TocToc) -> AsyncIterator[None]:
    """The page while it lasts, if the host wants one. Raises SettingTrouble."""
    page, settings = Health(kit, client), kit.settings
    if settings.health_port:
        await page.open(settings.health_host, settings.health_port)
    try:
        yield
    finally:
        await page.close()


def ask(settings: Settings) -> tuple[bool, str]:
    """What another process of this machine answers at `/ready`: whether it is, and in words for the host."""
    if not settings.health_port:
        return False, "HEALTH_PORT is not set, so there is nothing to ask."
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.health_host, settings.health_host)  # noqa: S104 - compared
    connection = http.client.HTTPConnection(host, settings.health_port, timeout=PATIENCE + 1)
    try:
        connection.request("GET", "/ready")
        answer = connection.getresponse()
        state = json.load(answer)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return False, f"Nothing answers on {host}:{settings.health_port} ({type(error).__name__})."
    finally:
        connection.close()
    told = ", ".join(f"{name}: {'yes' if on else 'no'}" for name, on in state.items())
    return answer.status == http.HTTPStatus.OK, told
