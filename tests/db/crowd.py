"""A process of its own in which people press: `python -m tests.db.crowd URL CANVASS FIRST COUNT`, when told to go."""

import asyncio
import sys
from functools import partial

from db import canvass
from db.engine import open_engines
from db.store import Store
from tests.db.canvassing import NOW, volunteer


async def press(url: str, canvass_id: int, first: int, count: int) -> None:
    """So many people join at once; every third presses *Can't* right after."""
    store = Store(open_engines(url))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    await asyncio.gather(*(_one(store, canvass_id, number) for number in range(first, first + count)))
    await store.close()


async def _one(store: Store, canvass_id: int, number: int) -> None:
    sent = {"actor": volunteer(number), "canvass_id": canvass_id, "now": NOW}
    await store.write(partial(canvass.join, **sent))  # type: ignore[arg-type]  # one dictionary of three kinds
    if number % 3 == 0:
        await store.write(partial(canvass.cant, **sent))  # type: ignore[arg-type]  # as above


if __name__ == "__main__":
    asyncio.run(press(sys.argv[1], *map(int, sys.argv[2:])))
