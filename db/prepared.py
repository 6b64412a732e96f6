"""Prepared: a statement that is made once and runs often, for what fifty people do in the same minute.

SQLAlchemy looks a statement, its values and its rows over each time, which costs four times what SQLite itself needs
(`make bench ONLY=pad`). On SQLite a prepared statement goes straight to the driver, in the same transaction; on
PostgreSQL, where the way to the server weighs more, it goes the usual way.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Select
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from db.sessions import SQLITE, driver_in, send

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
        if driver := driver_in(tx):
            quick = self._quick or self._make_quick()
            return quick.read(quick.run(driver, values).fetchall())
        return tx.connection().execute(self._statement, values).all()

    def run(self, tx: Session, values: Mapping[str, object]) -> int:
        """How many rows were written. Raises DBAPIError as a session would."""
        if driver := driver_in(tx):
            return (self._quick or self._make_quick()).run(driver, values).rowcount
        return tx.connection().execute(self._statement, values).rowcount

    def _make_quick(self) -> "_Quick":
        self._quick = _Quick(self._statement, self._types)
        return self._quick


def prepared(query: Select[Any]) -> Prepared:
    """A query whose values are read as the types of its columns say."""
    return Prepared(query, [column.type for column in query.selected_columns])


class _Quick:
    """The same as the driver of SQLite takes it: text with places, and what makes each value fit its place."""

    def __init__(self, statement: Any, types: Sequence[TypeEngine[Any]]) -> None:
        compiled = statement.compile(dialect=SQLITE)
        kinds = {name: bind.type.dialect_impl(SQLITE) for name, bind in compiled.binds.items()}
        self._text: str = compiled.string
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._places: list[tuple[str, Processor | None]] = [
            (name, kinds[name].bind_processor(SQLITE)) for name in compiled.positiontup
        ]
        columns = [each.dialect_impl(SQLITE).result_processor(SQLITE, None) for each in types]
        self._columns = [(at, process) for at, process in enumerate(columns) if process]

    def run(self, driver: sqlite3.Connection, values: Mapping[str, object]) -> sqlite3.Cursor:
        """Send it with these values. Raises DBAPIError."""
        given = {**self._fixed, **values}
        placed = [process(given[name]) if process else given[name] for name, process in self._places]
        return send(driver, self._text, placed)

    def read(self, rows: list[tuple[Any, ...]]) -> Sequence[Sequence[Any]]:
        """Rows with their values as the types of their columns say."""
        if not self._columns:
            return rows
        read = [list(row) for row in rows]
        for row in read:
            for at, process in self._columns:
                row[at] = process(row[at])
        return read
