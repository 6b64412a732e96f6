"""Migrations from code: bring a database to the newest tables, write a new migration, find what differs."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations.ops import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, inspect, text

from db.engine import DatabaseTrouble, is_sqlite, patient, reaching, read_url, set_up_sqlite, sqlite_file
from db.models.base import metadata

MIGRATIONS = Path(__file__).with_name("migrations")

WAIT_MS = 30_000
"""How long a starting bot waits while another one migrates the same SQLite file."""

# PostgreSQL's name for "TocToc is migrating"; any number that no other program on that server uses.
_LOCK = int.from_bytes(b"TocToc")


class DatabaseTooNew(DatabaseTrouble):
    """The database was last used by a newer TocToc."""


class BrokenReferences(DatabaseTrouble):
    """Rows point to rows that are not there; nothing was migrated."""


def upgrade(url: str) -> None:
    """Bring a database to the newest tables, all steps or none.

    Blocks; safe when several processes start at once. Raises DatabaseTrouble or one of its kinds.
    """
    with _locked(url) as connection:
        script = ScriptDirectory.from_config(_config(connection))
        known = {revision.revision for revision in script.walk_revisions()}
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise DatabaseTooNew(
                f"The database was last used by a newer TocToc (its tables are at {current}): "
                "install that one again, or restore a backup."
            )
        command.upgrade(_config(connection), "heads")
        _check_references(connection)


def revision(message: str) -> Path | None:
    """Write the migration from the last one to the tables as they are now; None where they agree."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.db'}"
        upgrade(url)
        with _locked(url) as connection:
            config = _config(connection)
            number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
            made = command.revision(
                config,
                message,
                autogenerate=True,
                rev_id=f"{number:04}",
                process_revision_directives=_drop_if_empty,
            )
    scripts = made if isinstance(made, list) else [made]
    return next((Path(script.path) for script in scripts if script), None)


def heads() -> list[str]:
    """The migrations after which none comes: more than one means that two were written side by side."""
    return ScriptDirectory.from_config(_config(None)).get_heads()


def differences(url: str) -> list[str]:
    """What the table classes say and a migrated database does not, or the other way round; for tests."""
    with _locked(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [str(difference) for difference in compare_metadata(context, metadata)]
        return found + _unlike(connection)


# ---- inside ------------------------------------------------------------------------------------


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _locked(url: str) -> Iterator[Connection]:
    """A transaction that nobody else migrates beside; the lock is taken before Alembic reads the version."""
    parsed = read_url(url)
    with ExitStack() as stack:
        with reaching():
            connection = stack.enter_context(_engine(parsed).connect())
            stack.enter_context(connection.begin())
            if not is_sqlite(parsed):
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


def _engine(url: URL) -> Engine:
    """An engine for migrations only, without SQLite's foreign keys.

    SQLite changes a table by copying and dropping it; with foreign keys on that drop would delete the rows of
    other tables that refer to it.
    """
    if not is_sqlite(url):
        return create_engine(patient(url), poolclass=NullPool, hide_parameters=True)
    sqlite_file(url)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    set_up_sqlite(engine, begin="BEGIN IMMEDIATE", wait_ms=WAIT_MS, foreign_keys="OFF")
    return engine


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL's foreign keys are never off
    tables = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if tables:
        names = ", ".join(sorted(tables))
        raise BrokenReferences(f"Rows of {names} refer to rows that are gone: restore a backup, or ask for help.")


def _drop_if_empty(_context: Any, _revision: Any, scripts: list[MigrationScript]) -> None:
    [script] = scripts
    if script.upgrade_ops is None or script.upgrade_ops.is_empty():
        scripts.clear()


def _unlike(connection: Connection) -> list[str]:
    """Differences that Alembic does not see: an enum's new value, say, which the CHECK of an old table refuses."""
    fresh = create_engine("sqlite://")
    with fresh.connect() as memory:
        metadata.create_all(memory)
        wanted, found = _fine_print(memory), _fine_print(connection)
    fresh.dispose()
    if connection.dialect.name != "sqlite":
        # PostgreSQL writes CHECKs its own way, so there only their names can be compared.
        wanted, found = ({name: "is there" for name in side if name.startswith("ck_")} for side in (wanted, found))
    return [
        f"{name}: {wanted.get(name, 'missing')!r} by the classes, {found.get(name, 'missing')!r} in the database"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]


def _fine_print(connection: Connection) -> dict[str, str]:
    """Each CHECK's text by name; on SQLite also each index's, and whether a table's ids are given only once."""
    tables = inspect(connection).get_multi_check_constraints().values()
    lines = {str(check["name"]): check["sqltext"] for checks in tables for check in checks}
    if connection.dialect.name == "sqlite":
        texts = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        for kind, name, sql in texts:
            lines[name] = sql if kind == "index" else f"autoincrement: {'AUTOINCREMENT' in sql}"
    # What Alembic and SQLite keep for themselves is no class of ours.
    return {
        name: " ".join(line.split()) for name, line in lines.items() if not name.startswith(("alembic_", "sqlite_"))
    }
