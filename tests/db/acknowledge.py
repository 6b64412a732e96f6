"""A process that says on its output which notes are saved, until it is killed: `acknowledge.py URL FIRST`."""

import asyncio
import itertools
import sys

from db.engine import open_engines
from db.store import Store
from tests.db.notes import add


async def main(url: str, first: int) -> None:
    """Thirty-two writers, each with a note at a time."""
    store = Store(open_engines(url))
    fresh = itertools.count(first)

    async def write() -> None:
        while True:
            number = await store.write(add(next(fresh)))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()

    await asyncio.gather(*(write() for _ in range(32)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
