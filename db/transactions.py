"""How units of work become transactions: together when all goes well, apart when one of them fails.

Everything here runs in the store's threads; `db/store.py` is what the event loop sees of it.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlmodel import Session

from db.engine import Engines, is_passing
from db.refusals import OutcomeUnknown, StoreBusy
from db.sessions import commit

T = TypeVar("T")
Unit = Callable[[Session], T]

PAUSES = (0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8, 8)
"""Seconds between attempts when the database refuses for a passing reason; SQLite waits by itself besides."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit: its result, committed, or the error because of which nothing of it was."""

    result: Any = None
    error: BaseException | None = None


def read(engines: Engines, unit: Unit[T]) -> T:
    """What `unit` finds, in one moment of the database."""

    def once() -> T:
        with engines.reading() as tx:
            return unit(tx)

    return _patiently(once)


def save(engines: Engines, units: Sequence[Unit[Any]]) -> list[Outcome]:
    """Run `units` in their order and commit them; each succeeds or fails by itself.

    All in one transaction; if that fails, again with a savepoint around each, so that only the bad ones drop
    out; if even that fails (the disk is full, a constraint speaks at COMMIT), each in its own transaction.
    """
    if len(units) > 1:
        for attempt in (_together, _guarded):
            try:
                return attempt(engines, units)
            except (StoreBusy, OutcomeUnknown) as error:
                # Nothing can be written now, or all may be: more attempts would wait as long, or double it.
                return [Outcome(error=error)] * len(units)
            except Exception as error:  # noqa: BLE001 - whatever a unit raises; the next attempt finds whose it is
                log.debug("A group of %d units is run again: %s", len(units), type(error).__name__)
    return _apart(engines, units)


# ---- the three ways ----------------------------------------------------------------------------


def _together(engines: Engines, units: Sequence[Unit[Any]]) -> list[Outcome]:
    def once() -> list[Outcome]:
        with engines.writing() as tx:
            outcomes = [Outcome(_run(tx, unit)) for unit in units]
            _commit(engines, tx)
            return outcomes

    return _patiently(once)


def _guarded(engines: Engines, units: Sequence[Unit[Any]]) -> list[Outcome]:
    def once() -> list[Outcome]:
        with engines.writing() as tx:
            outcomes = [_run_guarded(tx, unit) for unit in units]
            _commit(engines, tx)
            return outcomes

    return _patiently(once)


def _apart(engines: Engines, units: Sequence[Unit[Any]]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for unit in units:
        try:
            outcomes += _together(engines, [unit])
        except StoreBusy as error:
            # The others would each wait as long for the same answer.
            return outcomes + [Outcome(error=error)] * (len(units) - len(outcomes))
        except Exception as error:  # noqa: BLE001 - it is handed to whoever asked for the unit
            outcomes.append(Outcome(error=error))
    return outcomes


def _run(tx: Session, unit: Unit[T]) -> T:
    result = unit(tx)
    tx.flush()  # so that a broken constraint is the fault of this unit, not of the next
    return result


def _run_guarded(tx: Session, unit: Unit[Any]) -> Outcome:
    try:
        with tx.begin_nested():
            tx.connection()  # the savepoint is set now, not once SQLAlchemy is asked for something
            return Outcome(_run(tx, unit))
    except DBAPIError as error:
        # Other database errors (disk full, connection lost) may have ended the whole transaction.
        if not isinstance(error, IntegrityError | DataError):
            raise
        return Outcome(error=error)
    except Exception as error:  # noqa: BLE001 - a refusal or a mistake of this unit; it is handed to whoever asked
        return Outcome(error=error)


# ---- one transaction ---------------------------------------------------------------------------


def _commit(engines: Engines, tx: Session) -> None:
    """COMMIT, with certainty: a connection lost in the middle is no reason to guess.

    PostgreSQL is asked what became of the transaction; so a unit is never saved twice, nor called lost when
    it is not. Raises OutcomeUnknown when there is nobody to ask for as long as we wait.
    """
    number = _number(tx)
    try:
        commit(tx)
    except DBAPIError as error:
        if number is None or not error.connection_invalidated:
            raise
        if not _was_committed(engines, number):
            raise


def _number(tx: Session) -> str | None:
    """PostgreSQL's number of a transaction; None when nothing was written, and on SQLite."""
    if tx.get_bind().dialect.name != "postgresql":
        return None
    number: str | None = tx.connection().scalar(text("SELECT CAST(pg_current_xact_id_if_assigned() AS text)"))
    return number


def _was_committed(engines: Engines, number: str) -> bool:
    for pause in PAUSES:
        try:
            with engines.reader.connect() as connection:
                query = text("SELECT pg_xact_status(CAST(:number AS xid8))")
                state: str | None = connection.scalar(query, {"number": number})
        except DBAPIError as error:
            log.warning("The database cannot say what became of a transaction: %s", type(error.orig).__name__)
            state = None
        if state in {"committed", "aborted"}:
            return state == "committed"
        time.sleep(pause)
    raise OutcomeUnknown


def _patiently(attempt: Callable[[], T]) -> T:
    """Do it, and again after pauses while the database refuses for a passing reason; then raise StoreBusy."""
    for pause in PAUSES:
        try:
            return attempt()
        except DBAPIError as error:
            if not is_passing(error):
                raise
            log.warning("The database is busy or away, trying again: %s", type(error.orig).__name__)
        time.sleep(pause)
    try:
        return attempt()
    except DBAPIError as error:
        if not is_passing(error):
            raise
        raise StoreBusy from error
