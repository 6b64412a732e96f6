"""A process of its own that opens the app on a database, does its first tick, and prints what that took.

`python -m tests.bench.fresh sqlite:///file.db` prints JSON: seconds, and the most memory in bytes.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from datetime import datetime

from bot.app import open_app
from bot.client import COGS
from bot.clock import Clock
from bot.settings import Settings
from tests.bench.pending import NOW

PAGE = 1 if sys.platform == "darwin" else 1024  # in what the system counts memory


class StoppedClock(Clock):
    """It is always the moment for which the database was filled."""

    def now(self) -> datetime:
        """That moment."""
        return NOW


async def first_tick(url: str) -> float:
    """Seconds from opening the app to the end of its first tick, with every cog loaded."""
    settings = Settings(_env_file=None, database_url=url)
    begun = time.perf_counter()
    app = await open_app(settings, StoppedClock())
    for name in COGS:
        await app.client.load_extension(name)
    await app.tick()
    await app.settle()
    took = time.perf_counter() - begun
    await app.kit.store.close()
    return took


if __name__ == "__main__":
    seconds = asyncio.run(first_tick(sys.argv[1]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PAGE
    print(json.dumps({"seconds": seconds, "memory": most}))  # noqa: T201 - it is read by whoever started this
