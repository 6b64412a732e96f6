"""Ticker: rings when the next nudge is due, and at an interval in case a ring was missed; it holds no truth.

APScheduler rings at a moment of the clock on the wall. The interval is counted by the loop's own clock, which goes on
when somebody sets the other one back or forward; so the worst that can do is to make a nudge wait for the next sweep.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

log = logging.getLogger(__name__)

NEXT = "next-due"


class Ticker:
    """Calls `tick` on each ring, one at a time; a ring while it is at work is heard afterwards."""

    def __init__(self, tick: Callable[[], Awaitable[datetime | None]], sweep_seconds: float) -> None:
        self._tick, self._sweep_seconds = tick, sweep_seconds
        self._scheduler: Any = AsyncIOScheduler(timezone=UTC)
        self._sweeping: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def start(self) -> None:
        """Begin to ring; the first ring is now. Needs a running loop; a second call only rings."""
        if self._scheduler.running:
            self.ring()
            return
        self._scheduler.add_listener(self._missed, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
        self._scheduler.start()
        self._sweep()

    def arm(self, moment: datetime) -> None:
        """Ring at a moment, unless an earlier ring is armed."""
        if not self._scheduler.running:
            return
        job = self._scheduler.get_job(NEXT)
        if job is None or job.next_run_time > moment:
            self._scheduler.add_job(
                self._rung, DateTrigger(moment), id=NEXT, replace_existing=True, misfire_grace_time=None
            )

    def ring(self) -> None:
        """Look for what is due."""
        self._again = True
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    def _sweep(self) -> None:
        self._sweeping = asyncio.get_running_loop().call_later(self._sweep_seconds, self._sweep)
        self.ring()

    async def _rung(self) -> None:
        # A coroutine, because APScheduler calls plain functions in a thread, where there is no loop.
        self.ring()

    async def _work(self) -> None:
        try:
            while self._again:
                self._again = False
                if (following := await self._tick()) is not None:
                    self.arm(following)
        except Exception:
            log.exception("a tick failed; the next one tries again")
        finally:
            self._task = None

    @staticmethod
    def _missed(event: Any) -> None:
        log.error("the alarm %s went wrong: %s", event.job_id, getattr(event, "exception", None))

    async def stop(self) -> None:
        """Stop ringing and wait for the tick that is under way."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._task is not None:
            await asyncio.wait([self._task])
