"""Prepared: a statement that is made once and runs often, for what fifty people do in the same minute.

SQLAlchemy looks a statement, its values and its rows over each time, which costs four times what SQLite itself needs
(`make bench ONLY=pad`). On SQLite a prepared statement goes straight to the driver, in the same transaction; on
PostgreSQL, where the way to the server weighs more, it goes the usual way.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

Processor = Callable[[Any], Any]


class Prepared:
    """One statement with named values; every value has to be given each time that it runs.

    `types` are those of the columns that it returns, where their values are to be read as their types say.
    """

    def __init__(self, statement: Executable, types: Sequence[TypeEngine[Any]] = ()) -> None:
        self._statement, self._types = statement, types
        self._quick: _Quick | None = None

    def rows(self, tx: Session, values: Mapping[str, object]) -> Sequence[Sequence[Any]]:
        """All rows of a query. Raises DBAPIError as a session would."""
        connection = tx.connection()
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).all()
        quick = self._quick_on(connection.dialect)
        return quick.read(quick.run(connection, values).fetchall())

    def run(self, tx: Session, values: Mapping[str, object]) -> int:
        """How many rows were written. Raises DBAPIError as a session would."""
        connection = tx.connection()
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).rowcount
        return self._quick_on(connection.dialect).run(connection, values).rowcount

    def _quick_on(self, dialect: Dialect) -> "_Quick":
        if self._quick is None:
            self._quick = _Quick(self._statement, self._types, dialect)
        return self._quick


def prepared(query: Select[Any]) -> Prepared:
    """A query whose values are read as the types of its columns say."""
    return Prepared(query, [column.type for column in query.selected_columns])


class _Quick:
    """The same as the driver of SQLite takes it: text with places, and what makes each value fit its place."""

    def __init__(self, statement: Any, types: Sequence[TypeEngine[Any]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        self._text: str = compiled.string
        self._dialect = dialect
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._places: list[tuple[str, Processor | None]] = [
            (name, kinds[name].bind_processor(dialect)) for name in compiled.positiontup
        ]
        columns = [each.dialect_impl(dialect).result_processor(dialect, None) for each in types]
        self._columns = [(at, process) for at, process in enumerate(columns) if process]

    def run(self, connection: Connection, values: Mapping[str, object]) -> sqlite3.Cursor:
        """Send it with these values. Raises DBAPIError."""
        given = {**self._fixed, **values}
        placed = [process(given[name]) if process else given[name] for name, process in self._places]
        driver: Any = connection.connection.driver_connection
        try:
            cursor: sqlite3.Cursor = driver.execute(self._text, placed)
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._text, None, error, sqlite3.Error, hide_parameters=True, dialect=self._dialect
            ) from error
        return cursor

    def read(self, rows: list[tuple[Any, ...]]) -> Sequence[Sequence[Any]]:
        """Rows with their values as the types of their columns say."""
        if not self._columns:
            return rows
        read = [list(row) for row in rows]
        for row in read:
            for at, process in self._columns:
                row[at] = process(row[at])
        return read
