"""Sessions: what a unit of work is given, and how a transaction of SQLite begins and ends at its driver.

SQLAlchemy's own way to open a session and a connection, to begin, to commit and to close them costs more than all that
a press at the doors asks of SQLite (`make bench ONLY=pad`). So on SQLite BEGIN and COMMIT go straight to the driver, as
prepared statements do (db/prepared.py); SQLAlchemy takes part from the moment at which a unit asks it for something.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

SQLITE = SQLiteDialect_pysqlite()

BEGIN = "begin"
"""Where a connection of SQLite has the words with which its transactions begin (db/engine.py)."""

_DRIVER = "driver"


class Fresh(Session):
    """A session whose every query, and `get` too, shows rows as they are in the database.

    Else rows that are already in memory would stay as they were: units that share a transaction would see each
    other's leftovers, and SELECT … FOR UPDATE the row as it was before the lock was ours.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, expire_on_commit=False, execution_options={"populate_existing": True})

    def get(self, *args: Any, **options: Any) -> Any:
        """A row by its key, as the database has it now."""
        return super().get(*args, **{"populate_existing": True, **options})


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session in which a transaction has begun; at the end, what was not committed is undone. Raises DBAPIError."""
    with engine.connect() as connection, Fresh(connection) as tx:
        _begin(tx, connection)
        yield tx


class Kept:
    """SQLite's one session that writes: it stays open from one transaction to the next, for one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._tx: Fresh | None = None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """The same as `transaction` above. Raises DBAPIError."""
        if self._tx is None or self._connection is None:
            self._connection = self._engine.connect()
            self._tx = Fresh(self._connection)
        whole = False
        try:
            _begin(self._tx, self._connection)
            yield self._tx
            whole = at_driver(self._tx) and not driver_of(self._connection).in_transaction
        finally:
            # Once SQLAlchemy took part, or something failed, there are leftovers: the next one begins anew.
            if not whole:
                self.close()

    def close(self) -> None:
        """Undo what is not committed and let go of the connection; doing so twice is harmless."""
        tx, connection, self._tx, self._connection = self._tx, self._connection, None, None
        if tx is not None:
            tx.close()
        if connection is not None:
            # After a COMMIT that failed SQLAlchemy takes the transaction for ended, and SQLite does not.
            driver_of(connection).rollback()
            connection.close()


def commit(tx: Session) -> None:
    """COMMIT, wherever the transaction is. Raises DBAPIError."""
    if at_driver(tx):
        send(tx.info[_DRIVER], "COMMIT")
    else:
        tx.connection()  # else what went to the driver would not be saved where SQLAlchemy itself has nothing to do
        tx.commit()


def at_driver(tx: Session) -> bool:
    """Whether all that was done so far in a transaction went straight to SQLite's driver."""
    return not tx.in_transaction()


def driver_in(tx: Session) -> sqlite3.Connection | None:
    """SQLite's driver, in the session's transaction; None on PostgreSQL."""
    driver: sqlite3.Connection | None = tx.info.get(_DRIVER)
    if driver is None and (connection := tx.connection()).dialect.name == "sqlite":
        driver = driver_of(connection)  # a session of somebody else's
    return driver


def driver_of(connection: Connection) -> sqlite3.Connection:
    """What SQLAlchemy itself speaks to, on SQLite."""
    driver: Any = connection.connection.driver_connection
    return cast(sqlite3.Connection, driver)


def send(driver: sqlite3.Connection, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
    """Run a statement at SQLite's driver. Raises DBAPIError, as SQLAlchemy would; the values are not in it."""
    try:
        return driver.execute(statement, values)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            statement, None, error, sqlite3.Error, hide_parameters=True, dialect=SQLITE
        ) from error


def _begin(tx: Session, connection: Connection) -> None:
    tx.info.clear()
    if connection.dialect.name == "sqlite":
        tx.info[_DRIVER] = driver = driver_of(connection)
        send(driver, connection.connection.info[BEGIN])
    else:
        tx.connection()
