"""What benchmarks stand on: empty migrated databases of each kind, for as long as they are measured."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.engine import read_url
from db.upgrade import upgrade
from tests.databases import administer, postgres_server

KINDS = ("sqlite", "postgresql")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

_numbers = itertools.count(1)
Opening = Callable[[], str]


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Opening]:
    """A function that makes one more empty, migrated database of a kind and gives its URL."""
    if kind == "sqlite":
        yield lambda: _migrated(f"sqlite:///{folder / f'bench{next(_numbers)}.db'}")
        return
    with postgres_server() as server:
        yield lambda: _migrated(_new_postgres(server))


def _new_postgres(server: str) -> str:
    name = f"bench{next(_numbers)}"
    administer(server, f"CREATE DATABASE {name}")
    return read_url(server).set(database=name).render_as_string(hide_password=False)


def _migrated(url: str) -> str:
    upgrade(url)
    return url
