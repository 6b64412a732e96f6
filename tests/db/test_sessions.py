"""A transaction that begins at the driver is one transaction, whoever of its units asks SQLAlchemy for something."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, text
from sqlmodel import Session

from db import transactions
from db.engine import Engines, open_engines, read_url
from db.prepared import Prepared, prepared
from tests.db import notes

_ADD = Prepared(insert(notes.Note).values(id=bindparam("id"), word=bindparam("word")))
_IDS = prepared(select(notes.Note.id).order_by(notes.Note.id))


def quickly(number: int) -> transactions.Unit[int]:
    """Saves a note with a prepared statement, and returns how many there are then."""

    def unit(tx: Session) -> int:
        _ADD.run(tx, {"id": number, "word": ""})
        return len(_IDS.rows(tx, {}))

    return unit


def fails(tx: Session) -> None:
    """Changes something both ways, then gives up."""
    quickly(98)(tx)
    notes.add(99)(tx)
    raise LookupError("on purpose")


@pytest.fixture
def engines(database: str) -> Iterator[Engines]:
    with contextlib.closing(open_engines(database)) as opened:
        transactions.save(opened, [notes.create])
        yield opened


def outside(engines: Engines) -> list[int]:
    """What a reader finds."""
    return transactions.read(engines, notes.numbers)


@pytest.mark.parametrize("first", [1, 2])
def test_what_was_prepared_and_what_was_not_are_one_transaction(engines: Engines, first: int) -> None:
    units = {1: quickly(1), 2: notes.add(2)}

    def unit(tx: Session) -> list[int]:
        units[first](tx)
        assert outside(engines) == [], "nobody sees half of it"
        units[3 - first](tx)
        tx.flush()
        return [number for (number,) in _IDS.rows(tx, {})]

    assert [outcome.result for outcome in transactions.save(engines, [unit])] == [[1, 2]]
    assert outside(engines) == [1, 2]


def test_what_was_prepared_is_saved_though_sqlalchemy_has_nothing_to_save(engines: Engines) -> None:
    def unit(tx: Session) -> None:
        quickly(1)(tx)
        note = notes.Note(id=2)
        tx.add(note)
        tx.expunge(note)

    assert transactions.save(engines, [unit])[0].error is None
    assert outside(engines) == [1]


def test_nothing_of_a_unit_that_fails_is_left_and_the_next_goes_on(engines: Engines) -> None:
    assert isinstance(transactions.save(engines, [fails])[0].error, LookupError)
    assert outside(engines) == []
    outcomes = transactions.save(engines, [quickly(1), fails, notes.add(2), quickly(3)])
    assert [type(outcome.error) for outcome in outcomes] == [type(None), LookupError, type(None), type(None)]
    assert outside(engines) == [1, 2, 3]
    assert transactions.save(engines, [quickly(4)])[0].result == 4


def test_prepared_writes_one_after_the_other_are_each_saved(engines: Engines) -> None:
    assert [transactions.save(engines, [quickly(number)])[0].result for number in range(1, 6)] == [1, 2, 3, 4, 5]
    assert outside(engines) == [1, 2, 3, 4, 5]


def test_a_refused_statement_says_so_without_the_values(engines: Engines) -> None:
    secret = "Mayor Dolores Vance"

    def unit(tx: Session) -> None:
        for _ in range(2):
            _ADD.run(tx, {"id": 1, "word": secret})

    [outcome] = transactions.save(engines, [unit])
    assert type(outcome.error).__name__ == "IntegrityError"
    if read_url(str(engines.writer.url)).get_backend_name() == "sqlite":
        assert secret not in str(outcome.error)
    assert outside(engines) == []


@pytest.mark.parametrize("prepared_only", [True, False])
def test_a_commit_that_fails_saves_nothing_and_the_next_goes_on(sqlite: str, prepared_only: bool) -> None:
    with contextlib.closing(open_engines(sqlite)) as engines:
        transactions.save(engines, [notes.create, _two_tables])

        def orphan(tx: Session) -> None:
            if not prepared_only:
                tx.connection()
            Prepared(text("PRAGMA defer_foreign_keys = ON")).run(tx, {})
            Prepared(text("INSERT INTO child (of_id) VALUES (50)")).run(tx, {})

        [refused, *saved] = transactions.save(engines, [orphan, quickly(1), notes.add(2)])
        assert type(refused.error).__name__ == "IntegrityError"
        assert [outcome.error for outcome in saved] == [None, None]
        assert outside(engines) == [1, 2]


def test_others_may_write_between_two_transactions(sqlite: str) -> None:
    path = Path(read_url(sqlite).database or "")
    with contextlib.closing(open_engines(sqlite)) as engines:
        transactions.save(engines, [notes.create])
        transactions.save(engines, [quickly(1)])
        with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            other.execute("INSERT INTO note (id, word) VALUES (2, '')")
        assert transactions.save(engines, [quickly(3)])[0].result == 3


def test_what_a_unit_left_on_its_session_is_not_there_for_the_next(engines: Engines) -> None:
    def leaves(tx: Session) -> None:
        tx.info["left"] = True
        quickly(1)(tx)

    def looks(tx: Session) -> Any:
        return tx.info.get("left")

    transactions.save(engines, [leaves])
    assert transactions.save(engines, [looks])[0].result is None


def _two_tables(tx: Session) -> None:
    tx.connection().exec_driver_sql("CREATE TABLE child (of_id INTEGER REFERENCES note (id))")
