"""The two connections to a database: one that writes, a few that read; SQLite or PostgreSQL, set up once."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from db.sessions import BEGIN, Kept, driver_of, transaction

READERS = 2
"""Threads that read at the same time, beside the one that reads in turn."""

SQLITE_WAIT_MS = 5_000
"""How long SQLite itself waits for a lock that another program holds."""

# How long a server may stay silent before the connection counts as lost: without these a network that
# swallows packets would hold the one writer for hours.
_POSTGRES_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}

# PostgreSQL's words for troubles that pass: the connection is gone (08), two transactions met (40), too
# many clients (53300), the server is stopping, starting or handing over (57P, 25006).
_PASSING_STATES = ("08", "40001", "40P01", "53300", "57P", "25006")


class DatabaseTrouble(Exception):
    """The database cannot be used as it is set up; the message is one sentence for the host."""


class DatabaseInUse(DatabaseTrouble):
    """Another TocToc holds this SQLite file."""


class DatabaseUnknown(DatabaseTrouble):
    """The setting names no database that TocToc can use."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The two ways into one database."""

    writer: Engine
    reader: Engine
    release: Callable[[], None]
    kept: Kept | None = None

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that writes; on SQLite it holds the write lock. Raises DBAPIError."""
        return self.kept.transaction() if self.kept else transaction(self.writer)

    def reading(self) -> AbstractContextManager[Session]:
        """A transaction that reads, in one moment of the database. Raises DBAPIError."""
        return transaction(self.reader)

    def close(self) -> None:
        """Close every connection; doing so twice is harmless."""
        if self.kept:
            self.kept.close()
        self.reader.dispose()
        # SQLite moves what is in its log into the file when the last connection closes: that is the writer's.
        self.writer.dispose()
        self.release()


def open_engines(url: str) -> Engines:
    """The engines for a database that `upgrade` has prepared.

    Blocks while it connects. Raises DatabaseTrouble or one of its kinds.
    """
    parsed = read_url(url)
    with reaching(), ExitStack() as stack:
        engines = _open_sqlite(parsed) if is_sqlite(parsed) else _open_postgres(parsed)
        stack.callback(engines.close)
        for engine in (engines.writer, engines.reader):
            engine.connect().close()
        stack.pop_all()
    return engines


@contextmanager
def reaching() -> Iterator[None]:
    """Say in a sentence for the host that a database cannot be reached, as DatabaseTrouble."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        reason = str(cause).partition("\n")[0]
        raise DatabaseTrouble(f"The database cannot be used: {reason}.") from error


def read_url(url: str) -> URL:
    """A setting as SQLAlchemy takes it; `postgres://` and `postgresql://` mean psycopg.

    Raises DatabaseUnknown.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        # The setting may hold a password, so it is not repeated.
        raise DatabaseUnknown("The database setting is not a URL such as sqlite:///data/toctoc.db.") from None
    name = parsed.drivername
    if name in {"postgres", "postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if name not in {"sqlite", "sqlite+pysqlite"}:
        raise DatabaseUnknown(f"TocToc keeps its data in SQLite or PostgreSQL, not in {name!r}.")
    if not parsed.database or parsed.database.startswith((":memory:", "file:")):
        raise DatabaseUnknown("SQLite needs a file, such as sqlite:///data/toctoc.db.")
    return parsed


def is_sqlite(url: URL) -> bool:
    """Whether the database is a SQLite file."""
    return url.get_backend_name() == "sqlite"


def sqlite_file(url: URL) -> Path:
    """The file of a SQLite database, made if it is not there, for its owner's eyes only."""
    path = Path(url.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return path.resolve()


def is_passing(error: DBAPIError) -> bool:
    """Whether the database refused for a reason that passes, so that the same work may be tried again."""
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the plain code; the rest tells kinds of "busy" apart.
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    if isinstance(error.orig, psycopg.OperationalError):
        # Without a state the server was not even reached.
        return error.orig.sqlstate is None or error.orig.sqlstate.startswith(_PASSING_STATES)
    return False


# ---- SQLite ------------------------------------------------------------------------------------


def _open_sqlite(url: URL) -> Engines:
    release = _hold(sqlite_file(url))
    writer = create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
    reader = create_engine(url, hide_parameters=True, pool_size=READERS + 1, max_overflow=1)
    # IMMEDIATE takes the write lock at once: a transaction that reads first and writes later could not
    # wait for it and would fail.
    set_up_sqlite(writer, begin="BEGIN IMMEDIATE", wait_ms=SQLITE_WAIT_MS, foreign_keys="ON")
    set_up_sqlite(reader, begin="BEGIN", wait_ms=SQLITE_WAIT_MS, foreign_keys="ON", query_only="ON")
    return Engines(writer=writer, reader=reader, release=release, kept=Kept(writer))


def set_up_sqlite(engine: Engine, *, begin: str, wait_ms: int, **pragmas: str) -> None:
    """Make every connection of an engine durable (WAL, synchronous FULL) and its transactions our own."""

    def connected(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None  # else Python's module opens transactions of its own
        record.info[BEGIN] = begin
        wanted = {"busy_timeout": str(wait_ms), "journal_mode": "WAL", "synchronous": "FULL", **pragmas}
        for name, value in wanted.items():
            _patiently(connection, f"PRAGMA {name} = {value}", wait_ms / 1000)

    def begun(connection: Connection) -> None:
        if not driver_of(connection).in_transaction:  # it may have begun there (db/sessions.py)
            connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def _patiently(connection: sqlite3.Connection, statement: str, seconds: float) -> None:
    """Run it, and again while others are at it: the change to WAL does not wait by itself (SQLite, busy_timeout)."""
    until = time.monotonic() + seconds
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _hold(path: Path) -> Callable[[], None]:
    """Keep every other bot off a database file until the returned function is called, or the process ends.

    The lock is a transaction that stays open on an empty SQLite file beside the database: SQLite knows how to
    lock on every system, and the system lets go when the process dies. Raises DatabaseInUse.
    """
    lock = sqlite3.connect(
        path.with_name(path.name + ".lock"), isolation_level=None, timeout=1, check_same_thread=False
    )
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")  # no second file beside it
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseInUse(
            f"Another TocToc is running on {path}: stop it first, or give this one a database of its own."
        ) from None
    return lock.close


# ---- PostgreSQL --------------------------------------------------------------------------------


def _open_postgres(url: URL) -> Engines:
    url = patient(url)
    writer = create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
    reader = create_engine(
        url,
        hide_parameters=True,
        pool_size=READERS + 1,
        max_overflow=1,
        # As on SQLite: one reading unit sees one moment, and cannot write.
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
    )
    return Engines(writer=writer, reader=reader, release=lambda: None)


def patient(url: URL) -> URL:
    """A PostgreSQL URL that notices a lost connection; what the host set himself stays."""
    return url.update_query_dict({key: value for key, value in _POSTGRES_PATIENCE.items() if key not in url.query})
