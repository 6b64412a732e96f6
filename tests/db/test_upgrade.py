"""Migrations: from empty to the newest tables on both databases, all or nothing, however many bots start at once."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, insert, inspect, select, text

import db.upgrade
from db.engine import DatabaseTrouble, read_url
from db.models.base import metadata
from db.upgrade import BrokenReferences, DatabaseTooNew, differences, heads, revision, upgrade

ROOT = Path(__file__).parents[2]

NOW = datetime(2026, 5, 9, 10, tzinfo=UTC)

START = """
import sys
from db.engine import DatabaseInUse, open_engines
from db.upgrade import upgrade
print("ready", flush=True)
sys.stdin.readline()
upgrade(sys.argv[1])
try:
    open_engines(sys.argv[1])
    print("open", flush=True)
except DatabaseInUse:
    print("in use", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def postgresql(own_postgresql: str) -> str:
    """These tests change the tables."""
    return own_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'toctoc.db'}"
    url: str = request.getfixturevalue("postgresql")
    with connected(url) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return url


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the migrations, as a copy that a test can change."""
    copy = Path(shutil.copytree(db.upgrade.MIGRATIONS, tmp_path / "100 % migrations"))
    monkeypatch.setattr(db.upgrade, "MIGRATIONS", copy)
    return copy / "versions"


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A transaction in a database that need not be migrated."""
    engine = create_engine(read_url(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def tables(url: str) -> set[str]:
    """What is in the database."""
    with connected(url) as connection:
        return set(inspect(connection).get_table_names())


def write_next(versions: Path, number: str, body: str) -> None:
    """A migration after the newest one, as if a later TocToc brought it."""
    [head] = heads()
    lines = ["from alembic import op", "import sqlalchemy as sa", f"revision = {number!r}", f"down_revision = {head!r}"]
    (versions / f"{number}_later.py").write_text("\n".join([*lines, "def upgrade():", f"    {body}", ""]))


def add_a_team_with_a_turf(url: str) -> None:
    """One row that refers to another."""
    team = metadata.tables["team"]
    with connected(url) as connection:
        connection.execute(insert(team).values(id=1, ranking="on", joined_at=NOW))
        add_a_turf(connection, "Elm")


def add_a_turf(connection: Connection, name: str) -> int:
    """A turf of team 1; returns its id."""
    turf = metadata.tables["turf"]
    row = {"team_id": 1, "name": name, "name_key": name, "why": "", "priority": "next"}
    adding = insert(turf).values(created_at=NOW, **row).returning(turf.c.id)
    number: int = connection.execute(adding).scalar_one()
    return number


# ---- from empty to the newest --------------------------------------------------------------------------------


def test_migrations_make_what_the_classes_say(empty: str) -> None:
    upgrade(empty)
    upgrade(empty)
    assert differences(empty) == []
    assert tables(empty) >= metadata.tables.keys()


def test_no_migration_was_forgotten_and_none_was_written_beside_another() -> None:
    assert len(heads()) == 1
    assert revision("nothing") is None


def test_six_bots_that_start_at_once_migrate_once(empty: str) -> None:
    command = [sys.executable, "-W", "error", "-c", START, empty]
    pipe = subprocess.PIPE
    bots = [subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(6)]
    try:
        assert [bot.stdout.readline() for bot in bots if bot.stdout] == ["ready\n"] * 6
        for bot in bots:
            assert bot.stdin
            bot.stdin.write("go\n")
            bot.stdin.flush()
        said = sorted(bot.stdout.readline() for bot in bots if bot.stdout)
        alone = empty.startswith("sqlite")
        assert said == (["in use\n"] * 5 + ["open\n"] if alone else ["open\n"] * 6)
    finally:
        for bot in bots:
            bot.communicate()
    assert [bot.returncode for bot in bots] == [0] * 6
    assert differences(empty) == []


def test_our_ids_are_given_only_once(database: str) -> None:
    add_a_team_with_a_turf(database)
    with connected(database) as connection:
        last = add_a_turf(connection, "Oak")
        connection.execute(text("DELETE FROM turf"))
        assert add_a_turf(connection, "Ash") > last


# ---- trouble on the way --------------------------------------------------------------------------------------


def test_a_migration_that_fails_half_way_leaves_nothing(empty: str, versions: Path) -> None:
    write_next(versions, "9998", "op.create_table('ride', sa.Column('id', sa.Integer, primary_key=True))")
    write_next(versions, "9999", "op.add_column('ride', sa.Column('seats', sa.Integer)); 1 / 0")
    with pytest.raises(ZeroDivisionError):
        upgrade(empty)
    assert tables(empty) == set()


def test_a_table_is_changed_without_losing_the_rows_that_refer_to_it(database: str, versions: Path) -> None:
    add_a_team_with_a_turf(database)
    write_next(versions, "9999", "with op.batch_alter_table('team') as team: team.drop_column('hotline')")
    upgrade(database)
    with connected(database) as connection:
        assert connection.scalar(select(metadata.tables["turf"].c.name)) == "Elm"


def test_a_migration_may_not_leave_rows_that_refer_to_nothing(sqlite: str, versions: Path) -> None:
    add_a_team_with_a_turf(sqlite)
    write_next(versions, "9999", "op.execute('DELETE FROM team')")
    with pytest.raises(BrokenReferences, match=r"^Rows of turf refer to rows that are gone: .+\.$"):
        upgrade(sqlite)
    with connected(sqlite) as connection:
        assert connection.scalar(select(metadata.tables["team"].c.id)) == 1


def test_a_database_from_a_newer_toctoc_is_left_alone(database: str) -> None:
    with connected(database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew, match=r"newer TocToc \(its tables are at 9999\): install that one again"):
        upgrade(database)


def test_a_database_that_cannot_be_reached_is_one_sentence() -> None:
    with pytest.raises(DatabaseTrouble, match=r"^The database cannot be used: .+\.$") as caught:
        upgrade("postgresql://toc:hunter2@127.0.0.1:1/toctoc")
    assert "hunter2" not in str(caught.value)


# ---- writing migrations --------------------------------------------------------------------------------------


def test_a_written_migration_needs_neither_sqlmodel_nor_us(empty: str, versions: Path) -> None:
    for old in versions.glob("*.py"):
        old.unlink()

    path = revision("every table")

    assert path == versions / "0001_every_table.py"
    written = path.read_text()
    assert written.startswith('"""Every table.\n')
    assert [line for line in written.splitlines() if "import" in line] == [
        "from alembic import op",
        "import sqlalchemy as sa",
    ]
    assert "sqlmodel" not in written
    upgrade(empty)
    assert differences(empty) == []


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("'doors > 0'", "'doors > 1'", "ck_turf_doors_positive"),
        ("'first', 'next', 'later'", "'first', 'next'", "ck_turf_priority"),
        ("state = 'pending'", "state = 'sent'", "ix_nudge_due"),
        ("sqlite_autoincrement=True", "sqlite_autoincrement=False", "turf"),
        ("sa.Column('hotline', sa.String(length=40), nullable=False),", "", "hotline"),
    ],
)
def test_what_a_migration_forgot_is_noticed(tmp_path: Path, versions: Path, old: str, new: str, seen: str) -> None:
    [first] = versions.glob("0001_*.py")
    text = first.read_text()
    assert old in text
    first.write_text(text.replace(old, new))
    url = f"sqlite:///{tmp_path / 'toctoc.db'}"
    upgrade(url)
    assert any(seen in difference for difference in differences(url))


def test_a_check_that_postgresql_lacks_is_noticed(postgresql: str) -> None:
    with connected(postgresql) as connection:
        connection.execute(text("ALTER TABLE turf DROP CONSTRAINT ck_turf_doors_positive"))
    [difference] = differences(postgresql)
    assert difference.startswith("ck_turf_doors_positive: ")
