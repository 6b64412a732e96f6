"""The ticker rings in time, never twice at once, and whatever happens to the clock on the wall."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from apscheduler.schedulers import base

from bot.ticker import Ticker

NEVER = 3600.0


class Ticks:
    """What is done at each ring: nothing, but it is counted."""

    def __init__(self) -> None:
        self.count = self.at_once = self.most_at_once = 0
        self.following: datetime | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None

    async def __call__(self) -> datetime | None:
        self.count += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.gate.wait()
        self.at_once -= 1
        if self.error is not None:
            raise self.error
        following, self.following = self.following, None
        return following


@pytest.fixture
def ticks() -> Ticks:
    """Counted ticks."""
    return Ticks()


@pytest.fixture
async def ticker(ticks: Ticks) -> AsyncIterator[Ticker]:
    """A ticker that rings for itself only in an hour."""
    ticker = Ticker(ticks, NEVER)
    yield ticker
    await ticker.stop()


def soon(seconds: float) -> datetime:
    """A moment on the wall."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def until(holds: Callable[[], bool], *, within: float = 5) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - timers of the loop are what it waits for
            await asyncio.sleep(0.005)


async def test_the_first_ring_is_now(ticker: Ticker, ticks: Ticks) -> None:
    ticker.start()
    await until(lambda: ticks.count == 1)
    ticker.start()
    await until(lambda: ticks.count == 2)


async def test_it_rings_when_the_next_is_due_and_no_more(ticker: Ticker, ticks: Ticks) -> None:
    ticks.following = soon(0.2)
    ticker.start()
    await until(lambda: ticks.count == 2)
    await asyncio.sleep(0.1)
    assert ticks.count == 2


async def test_an_earlier_moment_comes_first_and_a_later_one_changes_nothing(ticker: Ticker, ticks: Ticks) -> None:
    ticker.start()
    await until(lambda: ticks.count == 1)
    ticker.arm(soon(0.5))
    ticker.arm(soon(60))
    ticker.arm(soon(0.1))
    began = asyncio.get_running_loop().time()
    await until(lambda: ticks.count == 2)
    assert asyncio.get_running_loop().time() - began < 0.4


async def test_a_moment_that_has_passed_rings_once_and_not_in_circles(ticker: Ticker, ticks: Ticks) -> None:
    ticker.start()
    await until(lambda: ticks.count == 1)
    ticker.arm(soon(-60))
    await until(lambda: ticks.count == 2)
    await asyncio.sleep(0.1)
    assert ticks.count == 2


async def test_rings_while_it_is_at_work_are_heard_once_afterwards(ticker: Ticker, ticks: Ticks) -> None:
    ticks.gate.clear()
    ticker.start()
    await until(lambda: ticks.count == 1)
    for _ in range(5):
        ticker.ring()
        await asyncio.sleep(0)
    ticks.gate.set()
    await until(lambda: ticks.count == 2)
    await asyncio.sleep(0.05)
    assert (ticks.count, ticks.most_at_once) == (2, 1)


async def test_a_tick_that_fails_is_told_and_the_next_one_comes(
    ticker: Ticker, ticks: Ticks, caplog: pytest.LogCaptureFixture
) -> None:
    ticks.error = ZeroDivisionError()
    ticker.start()
    await until(lambda: "a tick failed" in caplog.text)
    ticks.error = None
    ticker.ring()
    await until(lambda: ticks.count == 2)


async def test_the_interval_goes_on_when_the_clock_is_set_back(ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> None:
    ticker = Ticker(ticks, 0.05)
    ticker.start()
    await until(lambda: ticks.count == 1)

    class AnHourAgo(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a plain moment is what it gives
            return datetime.now(tz) - timedelta(hours=1)

    monkeypatch.setattr(base, "datetime", AnHourAgo)
    await until(lambda: ticks.count >= 5, within=2)
    await ticker.stop()


async def test_after_its_end_it_is_silent(ticks: Ticks) -> None:
    ticker = Ticker(ticks, 0.02)
    ticks.following = soon(0.03)
    ticker.start()
    await until(lambda: ticks.count >= 1)
    await ticker.stop()
    count = ticks.count
    ticker.arm(soon(0.01))
    await asyncio.sleep(0.1)
    assert ticks.count == count
