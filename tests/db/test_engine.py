"""Connections: settings that cannot work are refused in a sentence, and troubles that pass are survived."""

import asyncio
import contextlib
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, update

from db import transactions
from db.engine import (
    DatabaseInUse,
    DatabaseTrouble,
    DatabaseUnknown,
    Engines,
    open_engines,
    read_url,
    set_up_sqlite,
)
from db.refusals import OutcomeUnknown, StoreBusy
from db.store import Store
from tests.db import notes
from tests.db.notes import Note

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engines(database: str) -> Iterator[Engines]:
    """The engines of a database with the notes' table."""
    with contextlib.closing(open_engines(database)) as engines:
        transactions.save(engines, [notes.create])
        yield engines


@pytest.fixture
def postgres_engines(postgresql: str) -> Iterator[Engines]:
    """The same, on PostgreSQL only."""
    with contextlib.closing(open_engines(postgresql)) as engines:
        transactions.save(engines, [notes.create])
        yield engines


def numbers(engines: Engines) -> list[int]:
    """The notes that are saved."""
    return transactions.read(engines, notes.numbers)


# ---- a new file ----------------------------------------------------------------------------------------------


def test_many_may_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    troubles: list[Exception] = []

    def connect(url: str, together: threading.Barrier) -> None:
        engine = create_engine(url, poolclass=NullPool)
        set_up_sqlite(engine, begin="BEGIN IMMEDIATE", wait_ms=10_000)
        together.wait()
        try:
            engine.connect().close()
        except OperationalError as error:
            troubles.append(error)

    for number in range(60):
        given = (f"sqlite:///{tmp_path / f'{number}.db'}", threading.Barrier(6))
        threads = [threading.Thread(target=connect, args=given) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert troubles == []


# ---- settings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_means_psycopg(scheme: str) -> None:
    url = read_url(f"{scheme}://toc:word@db.example:5433/toctoc?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert url.password == "word"
    assert url.query["sslmode"] == "require"


@pytest.mark.parametrize(
    "setting",
    ["", "toctoc.db", "mysql://a:hunter2@b/c", "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"],
)
def test_other_settings_are_refused_without_repeating_them(setting: str) -> None:
    with pytest.raises(DatabaseUnknown) as caught:
        read_url(setting)
    assert str(caught.value).endswith(".")
    assert "hunter2" not in str(caught.value)


def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for url in ["postgresql://toc:hunter2@127.0.0.1:1/toctoc", f"sqlite:///{tmp_path}/file/toctoc.db"]:
        with pytest.raises(DatabaseTrouble, match=r"^The database cannot be used: .+\.$") as caught:
            open_engines(url)
        assert "\n" not in str(caught.value)
        assert "hunter2" not in str(caught.value)


def test_a_file_that_is_no_database_is_one_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear neighbor, " * 1000)
    with pytest.raises(DatabaseTrouble, match="file is not a database"):
        open_engines(f"sqlite:///{path}")
    assert path.read_text() == "Dear neighbor, " * 1000


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "toctoc.db"
    with contextlib.closing(open_engines(f"sqlite:///{path}")) as engines:
        transactions.save(engines, [notes.create])
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    del modes["toctoc.db.lock"]  # always empty
    assert modes == {"toctoc.db": 0o600, "toctoc.db-wal": 0o600, "toctoc.db-shm": 0o600}


def test_sqlite_is_durable_and_keeps_references(sqlite: str) -> None:
    with contextlib.closing(open_engines(sqlite)) as engines:
        for engine, query_only in ((engines.writer, 0), (engines.reader, 1)):
            with engine.connect() as connection:
                assert _pragma(connection, "journal_mode") == "wal"
                assert _pragma(connection, "synchronous") == 2, "FULL"
                assert _pragma(connection, "foreign_keys") == 1
                assert _pragma(connection, "busy_timeout") == 5000
                assert _pragma(connection, "query_only") == query_only


def test_a_writing_unit_has_the_lock_before_it_reads(sqlite: str) -> None:
    def unit(tx: Session) -> int:
        found = notes.count(tx)
        other = sqlite3.connect(read_url(sqlite).database or "", timeout=0)
        with contextlib.closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        return found

    with contextlib.closing(open_engines(sqlite)) as engines:
        assert [outcome.error for outcome in transactions.save(engines, [notes.create, unit])] == [None, None]
        assert [outcome.error for outcome in transactions.save(engines, [unit])] == [None]


def test_closing_leaves_one_file_to_copy(sqlite: str) -> None:
    path = Path(read_url(sqlite).database or "")
    with contextlib.closing(open_engines(sqlite)) as engines:
        transactions.save(engines, [notes.create])
        assert path.with_name("toctoc.db-wal").stat().st_size
    assert not path.with_name("toctoc.db-wal").exists()


def _pragma(connection: Connection, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


# ---- one bot a file ------------------------------------------------------------------------------------------

HOLD = "import sys, db.engine; db.engine.open_engines(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_second_process_on_a_file_is_refused_until_the_first_is_gone(sqlite: str) -> None:
    command = [sys.executable, "-c", HOLD, sqlite]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with pytest.raises(DatabaseInUse, match=r"^Another TocToc is running on .+toctoc\.db: stop it first, or .+\.$"):
            open_engines(sqlite)
        first.kill()
    open_engines(sqlite).close()


def test_a_second_store_in_the_same_process_is_refused_too_by_any_name_of_the_file(sqlite: str) -> None:
    path = Path(read_url(sqlite).database or "")
    alias = path.with_name("alias.db")
    alias.symlink_to(path)
    with contextlib.closing(open_engines(sqlite)), pytest.raises(DatabaseInUse):
        open_engines(f"sqlite:///{alias}")
    open_engines(f"sqlite:///{alias}").close()


def test_closing_twice_is_harmless_and_lets_go_once(sqlite: str) -> None:
    engines = open_engines(sqlite)
    engines.close()
    with contextlib.closing(open_engines(sqlite)):
        engines.close()
        with pytest.raises(DatabaseInUse):
            open_engines(sqlite)


def test_several_processes_may_share_postgresql(postgresql: str) -> None:
    with contextlib.closing(open_engines(postgresql)), contextlib.closing(open_engines(postgresql)):
        pass


# ---- troubles that pass --------------------------------------------------------------------------------------


async def test_a_database_locked_for_three_seconds_loses_nothing(store: Store, database: str) -> None:
    await store.write(notes.create)
    unlock = await asyncio.to_thread(_lock, database)
    loop = asyncio.get_running_loop()
    started = loop.time()
    waiting = [asyncio.ensure_future(store.write(notes.add(number))) for number in range(5)]
    loop.call_later(3, unlock)

    assert await asyncio.gather(*waiting) == list(range(5))

    assert loop.time() - started > 2.5
    assert await store.read(notes.numbers) == list(range(5))


def test_a_lock_longer_than_sqlite_waits_is_waited_for_in_turns(
    sqlite: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("db.engine.SQLITE_WAIT_MS", 20)
    with contextlib.closing(open_engines(sqlite)) as engines:
        transactions.save(engines, [notes.create])
        threading.Timer(0.5, _lock(sqlite)).start()
        [outcome] = transactions.save(engines, [notes.add(1)])
        assert outcome.result == 1
        assert numbers(engines) == [1]
    assert "trying again" in caplog.text


def test_a_lock_without_end_is_said_to_everyone_who_waits(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.engine.SQLITE_WAIT_MS", 20)
    monkeypatch.setattr(transactions, "PAUSES", (0.01, 0.01))
    with contextlib.closing(open_engines(sqlite)) as engines:
        transactions.save(engines, [notes.create])
        unlock = _lock(sqlite)
        outcomes = transactions.save(engines, [notes.add(1), notes.add(2)])
        unlock()
        assert [type(outcome.error) for outcome in outcomes] == [StoreBusy, StoreBusy]
        assert numbers(engines) == []


def _lock(url: str) -> Callable[[], None]:
    """Hold the database from another connection, as a backup program might; call what is returned to let go."""
    if url.startswith("sqlite"):
        lite = sqlite3.connect(read_url(url).database or "", isolation_level=None, check_same_thread=False)
        lite.execute("BEGIN IMMEDIATE")
        return lite.close
    server = psycopg.connect(url.replace("+psycopg", ""))
    server.execute("LOCK TABLE note IN EXCLUSIVE MODE")
    return server.close


# ---- PostgreSQL goes away ------------------------------------------------------------------------------------


def _cut_everyone_off(url: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_connection_lost_between_units_is_opened_again(postgres_engines: Engines, postgresql: str) -> None:
    assert numbers(postgres_engines) == []
    _cut_everyone_off(postgresql)
    [outcome] = transactions.save(postgres_engines, [notes.add(1)])
    assert outcome.result == 1
    _cut_everyone_off(postgresql)
    assert numbers(postgres_engines) == [1]


def test_a_connection_lost_within_a_group_runs_the_group_again(postgres_engines: Engines, postgresql: str) -> None:
    runs = []

    def cut(tx: Session) -> None:
        runs.append(1)
        if len(runs) == 1:
            _cut_everyone_off(postgresql)
            notes.count(tx)

    outcomes = transactions.save(postgres_engines, [notes.add(1), cut, notes.add(2)])

    assert [outcome.error for outcome in outcomes] == [None, None, None]
    assert len(runs) == 2
    assert numbers(postgres_engines) == [1, 2]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_commit_cut_off_is_asked_about_and_never_doubled(
    postgres_engines: Engines, postgresql: str, monkeypatch: pytest.MonkeyPatch, *, arrives: bool
) -> None:
    runs = []
    _cut_off_the_first_commit(postgres_engines, postgresql, monkeypatch, arrives=arrives)

    def count_runs(tx: Session) -> None:
        runs.append(1)
        notes.add(len(runs))(tx)

    [outcome] = transactions.save(postgres_engines, [count_runs])

    assert outcome.error is None
    assert numbers(postgres_engines) == ([1] if arrives else [2])


def test_a_commit_that_nobody_can_tell_about_is_said_so_and_not_repeated(
    postgres_engines: Engines, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "PAUSES", (0.01,))
    _cut_off_the_first_commit(postgres_engines, postgresql, monkeypatch, arrives=True)
    nowhere = create_engine("postgresql+psycopg://127.0.0.1:1/toctoc")

    outcomes = transactions.save(replace(postgres_engines, reader=nowhere), [notes.add(1), notes.add(2)])

    assert [type(outcome.error) for outcome in outcomes] == [OutcomeUnknown, OutcomeUnknown]
    assert numbers(postgres_engines) == [1, 2]


def _cut_off_the_first_commit(engines: Engines, url: str, monkeypatch: pytest.MonkeyPatch, *, arrives: bool) -> None:
    """The next COMMIT reaches the server, or does not; in both cases no answer comes back."""
    commit = engines.writer.dialect.do_commit

    def cut(connection: Any) -> None:
        monkeypatch.setattr(engines.writer.dialect, "do_commit", commit)
        if arrives:
            commit(connection)
        _cut_everyone_off(url)
        connection.execute("SELECT 1")

    monkeypatch.setattr(engines.writer.dialect, "do_commit", cut)


def test_two_processes_that_meet_in_a_deadlock_both_get_through(postgresql: str) -> None:
    barrier = threading.Barrier(2)

    def crosswise(first: int, second: int) -> Callable[[Session], None]:
        meetings = [barrier]  # only the first runs meet

        def unit(tx: Session) -> None:
            tx.exec(update(Note).where(col(Note.id) == first).values(word="x"))
            if meetings:
                meetings.pop().wait()
            tx.exec(update(Note).where(col(Note.id) == second).values(word="x"))

        return unit

    with contextlib.closing(open_engines(postgresql)) as one, contextlib.closing(open_engines(postgresql)) as two:
        transactions.save(one, [notes.create, notes.add(1), notes.add(2)])
        outcomes: list[transactions.Outcome] = []
        threads = [
            threading.Thread(target=lambda e=engines, u=unit: outcomes.extend(transactions.save(e, [u])))
            for engines, unit in ((one, crosswise(1, 2)), (two, crosswise(2, 1)))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [outcome.error for outcome in outcomes] == [None, None]


def test_a_locked_row_is_seen_as_it_is_and_not_as_it_was(postgresql: str) -> None:
    with contextlib.closing(open_engines(postgresql)) as one, contextlib.closing(open_engines(postgresql)) as two:
        transactions.save(one, [notes.create, notes.add(1, "before")])

        def unit(tx: Session) -> str:
            note = tx.get_one(Note, 1)
            assert note.word == "before"
            transactions.save(two, [lambda other: other.exec(update(Note).values(word="after"))])
            return tx.get_one(Note, 1, with_for_update=True).word

        [outcome] = transactions.save(one, [unit])
        assert outcome.result == "after"
