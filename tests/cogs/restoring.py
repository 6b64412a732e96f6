"""Trying many things in one world, each on the database as it was before."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from tests.cogs.world import World


@contextmanager
def as_it_was(world: World) -> Iterator[Callable[[], None]]:
    """What puts the database back to how it was when this began, if anything has changed since."""
    path = world.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as there, closing(sqlite3.connect(f"{path}.before")) as before:
        there.backup(before)
        known = _version(there)

        def restore() -> None:
            nonlocal known
            if _version(there) != known:
                before.backup(there)
                known = _version(there)

        yield restore


def _version(connection: sqlite3.Connection) -> int:
    """A number that changes whenever somebody else changes the file."""
    [number] = connection.execute("PRAGMA data_version").fetchone()
    return int(number)
