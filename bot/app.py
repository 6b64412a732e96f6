"""The bootstrap: opens database, kit and client in order, and closes them in reverse."""

import asyncio
import contextlib
import gc
import logging
import signal
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.client import TocToc
from bot.clock import Clock
from bot.courier import Courier
from bot.health import health_page
from bot.keys import sealing_keys
from bot.kit import Kit
from bot.repaint import Repaint
from bot.settings import Settings
from bot.studio import Studio
from bot.ticker import Ticker
from db import digests, house, nudges, retention, sealing
from db.engine import open_engines
from db.facts import Coming
from db.nudges.coming import coming
from db.store import Store
from db.upgrade import upgrade

log = logging.getLogger(__name__)

GOODBYE = 5.0  # seconds for what is under way when the process is told to stop


@dataclass(frozen=True, slots=True)
class App:
    """One running TocToc: its kit, its client (not yet logged in), and what is due when time passes."""

    settings: Settings
    kit: Kit
    client: TocToc

    async def tick(self) -> datetime | None:
        """Do what is due now; returns when something is due next."""
        now = self.kit.clock.now()
        self.kit.courier.soon()
        await self.kit.repaint.catch_up()
        await self._sweep(now)
        return await self.kit.read(partial(nudges.next_due, after=now))

    async def coming(self, team_id: int, *, most: int) -> tuple[Coming, ...]:
        """Up to `most` nudges of a team that have not gone out, soonest first: for the host and the rehearsal."""
        return await self.kit.read(partial(coming, team_id=team_id, most=most))

    async def _sweep(self, now: datetime) -> None:
        """At most once an hour: see that every team has its digest coming, and remove what is kept long enough.

        Cards that showed it are painted without it.
        """
        if not await self.kit.read(partial(retention.is_due, now=now)):
            return
        await self.kit.write(partial(digests.ensure_all, now=now))
        more = True
        while more:
            swept = await self.kit.write(partial(retention.sweep, now=now))
            more = swept.more
            for canvass_id in swept.canvass_ids:
                for kind in ("canvass", "board"):
                    self.kit.repaint.soon(kind, canvass_id)
            for prospect_id in swept.prospect_ids:
                self.kit.repaint.soon("asking", prospect_id)

    async def settle(self) -> None:
        """Wait until every card is painted and every due nudge delivered."""
        while self.kit.repaint.busy or self.kit.courier.busy:  # what is delivered may change a card
            await self.kit.repaint.drain()
            await self.kit.courier.drain()

    async def close(self) -> None:
        """Finish what was begun, as far as it takes no longer than seconds, then close the client and the database."""
        painted = asyncio.wait_for(self.kit.repaint.drain(), GOODBYE)
        await asyncio.gather(painted, self.kit.courier.close(within=GOODBYE), return_exceptions=True)
        await self.client.close()
        await self.kit.store.close()


async def open_app(settings: Settings, clock: Clock | None = None) -> App:
    """Migrate and open the database and build the client.

    Raises DatabaseTrouble, SealTrouble or SettingTrouble, each with one sentence for the host.
    """
    sealing.use_keys(await asyncio.to_thread(sealing_keys, settings))
    await asyncio.to_thread(upgrade, settings.database_url)
    store = Store(await asyncio.to_thread(open_engines, settings.database_url))
    try:
        await store.write(house.check_keys)
        if not store.shared:
            # Nobody else delivers from this database: what is still held was held by a process that ended.
            await store.write(nudges.release_all)
    except BaseException:
        await store.close()
        raise
    time = clock or Clock()
    client = TocToc(shard_count=settings.shard_count, shard_ids=settings.shard_ids)
    courier = Courier(store, time, settings)
    courier.serve(client)
    client.kit = Kit(settings, store, time, Repaint(settings.repaint_pause, time), courier, Studio())
    return App(settings, client.kit, client)


async def run(settings: Settings) -> None:
    """Log in to Discord and work until the process is told to stop."""
    if settings.discord_token is None:
        raise ValueError("no token")
    app = await open_app(settings)
    ticker = Ticker(app.tick, settings.sweep_seconds)
    app.kit.courier.later = ticker.arm

    async def begin() -> None:
        ticker.start()

    async def settle_down() -> None:
        # What was loaded stays until the end: looking it over for waste would be part of every press. Only now, for
        # after a lost connection Discord is ready again.
        app.client.remove_listener(settle_down, "on_ready")
        gc.collect()
        gc.freeze()

    app.client.add_listener(begin, "on_ready")
    app.client.add_listener(settle_down, "on_ready")
    stop = _stop_signals()
    async with contextlib.AsyncExitStack() as stack:  # what is begun here ends in reverse
        # Entered, the client can be closed even if it never logs in.
        await stack.enter_async_context(app.client)
        stack.push_async_callback(app.close)
        await stack.enter_async_context(health_page(app.kit, app.client))
        stack.push_async_callback(ticker.stop)
        session = asyncio.create_task(app.client.start(settings.discord_token.get_secret_value()))
        stopped = asyncio.create_task(stop.wait())
        stack.callback(stopped.cancel)
        await asyncio.wait([session, stopped], return_when=asyncio.FIRST_COMPLETED)
    await session


def _stop_signals() -> asyncio.Event:
    """Set when the process is told to stop."""
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows has no such signals
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop
