"""What is private at rest: sealed in the database, in no log, gone by its clock, and erased for who asks for it."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from simcord import Env
from sqlmodel import Session

from bot import ids
from bot.__main__ import set_up_logs
from db.engine import is_sqlite, read_url
from tests.cogs.planting import TYPED, Garden, in_it, of, plant
from tests.cogs.test_permissions import Stage, stage
from tests.cogs.world import World, open_world, text_of
from tests.conftest import WORLDS
from tests.db import whole

__all__ = ["stage"]

KEPT = of("research", "contacts", "ties", "noes", "sign-on", "room", "reviews", "learned", "letter", "unsaved")


@pytest.fixture
def postgresql(own_postgresql: str) -> str:
    """One of these tests breaks the tables."""
    return own_postgresql


@pytest.fixture
async def world_env(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> AsyncIterator[Env]:
    """The world, on each kind of database."""
    async with open_world(tmp_path, database_url=database, sealing_key_file=tmp_path / "toctoc.key") as opened:
        request.node.stash[WORLDS] = opened
        yield opened.env
    del request.node.stash[WORLDS]


async def rows(world: World) -> str:
    """All that the database holds, as whoever has the key reads it."""
    cells = await world.app.kit.read(whole.cells)
    return "\n".join(value for values in cells.values() for value in values)


async def kept(world: World) -> set[str]:
    """Which of the words are kept."""
    return in_it(await rows(world))


# ---- sealed ----------------------------------------------------------------------------------------------


def in_the_file(url: str) -> bytes:
    """The bytes of a SQLite database and of what lies beside it."""
    path = Path(str(read_url(url).database))
    files = {one.name: one.read_bytes() for one in path.parent.glob(f"{path.name}*")}
    assert {f"{path.name}-wal", f"{path.name}-shm"} <= set(files), "what was written last stands there"
    return b"".join(files.values())


def dumped(tx: Session) -> bytes:
    """Every row of every table as the server has it."""
    tables = [
        name
        for (name,) in tx.connection().exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ]
    rows = [row for name in tables for row in tx.connection().exec_driver_sql(f'SELECT * FROM "{name}"')]  # noqa: S608 - our own names
    return b"\n".join(
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for row in rows for cell in row
    )


async def test_no_planted_word_stands_in_the_database(stage: Stage, database: str) -> None:
    await plant(stage)
    assert await kept(stage.world) == KEPT, "all of it is there for those who have the key"
    raw = in_the_file(database) if is_sqlite(read_url(database)) else await stage.world.app.kit.read(dumped)
    assert b"Rabbi Noa" in raw, "what is not private is there to be found"
    assert sorted(word for word in TYPED if word.encode() in raw) == []


# ---- logged ----------------------------------------------------------------------------------------------


class Log(logging.Handler):
    """All that is logged, with values and tracebacks."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down, and what it carries beside its text."""
        self.lines.append(f"{logging.Formatter().format(record)} {record.args!r} {record.exc_info!r}")


@pytest.fixture
def log() -> Iterator[Log]:
    """The log of a host who wants to see as much as there is."""
    loggers = [logging.getLogger(name) for name in ("", "alembic", "apscheduler", "discord", "sqlalchemy")]
    before = [one.level for one in loggers]
    handler = Log()
    loggers[0].addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    set_up_logs("debug")
    yield handler
    loggers[0].removeHandler(handler)
    for one, level in zip(loggers, before, strict=True):
        one.setLevel(level)


BREAKS = {
    "sqlite": "CREATE TRIGGER broken_{1}_{0} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'broken'); END",
    # PostgreSQL says in its error what stands in the row.
    "postgresql": "ALTER TABLE {0} ADD CONSTRAINT broken_{1} CHECK (team_id < 0) NOT VALID",
}


def break_tables(tx: Session) -> None:
    """Nothing private can be saved any more."""
    for table in ("research_note", "contact_made", "tie", "prep_line", "evaluation", "signed_on"):
        for deed in ("INSERT", "UPDATE"):
            tx.connection().exec_driver_sql(BREAKS[tx.get_bind().dialect.name].format(table, deed))


@pytest.mark.parametrize("library", ["sqlalchemy.engine.Engine", "discord.gateway", "discord.http", "discord.webhook"])
def test_libraries_do_not_log_what_passes_through_them(log: Log, library: str) -> None:
    assert not logging.getLogger(library).isEnabledFor(logging.INFO)


async def test_no_planted_word_is_logged_whatever_goes_wrong(stage: Stage, log: Log) -> None:
    garden = await plant(stage)
    logging.getLogger("bot").debug("the log is read")
    world = garden.world
    await world.app.kit.write(break_tables)
    malik, meeting, official = garden.people["owner"], garden.number("meeting"), garden.number("official")
    word = "Quaggafound"
    deeds: tuple[tuple[Any, str, tuple[Any, ...], dict[str, str]], ...] = (
        (malik, ids.PROSPECT_QUESTION(prospect=official), ("votes",), {"note": word, "source": word}),
        (malik, ids.PROSPECT_LOG(prospect=official, result="any"), (), {"how": "call", "result": "none", "note": word}),
        (malik, ids.PROSPECT_TIE(prospect=official), (), {"willing": "yes", "note": word}),
        (malik, ids.MEETING_WRITE(meeting=meeting, what="facts.0"), (), {"text": word, "more": word}),
        (malik, ids.MEETING_WRITE(meeting=meeting, what="them"), (), {"thanks": word, "source": word, "win": word}),
        (world.team.rosa, ids.PROSPECT_TIE(prospect=official), (), {"willing": "no", "note": word}),
        (malik, ids.SIGNON_ADD(prospect=official), (), {"capacity": "personal", "public": "no", "statement": word}),
    )
    for person, custom_id, chosen, typed in deeds:
        shown = await garden.write(person, custom_id, *chosen, **typed)
        assert "Something went wrong" in text_of(shown), custom_id
    assert len(world.mishaps.seen) == len(deeds)
    world.mishaps.seen.clear()
    lines = "\n".join(log.lines)
    assert "the log is read" in lines
    assert "broken" in lines, "the host is told what is wrong"
    assert in_it(lines) == set()


# ---- gone by its clock -------------------------------------------------------------------------------------


async def test_everything_goes_by_its_clock(stage: Stage) -> None:
    garden = await plant(stage)
    world = garden.world
    await world.pass_time(days=2)
    assert await kept(world) == KEPT - of("letter", "unsaved")
    await world.pass_time(days=1, hours=2)
    assert world.rows("SELECT count(*) FROM tie") == [(1,)], "of a no there is not even a row"
    await world.pass_time(days=28)
    assert in_it(await rows(world), TYPED) == TYPED & (KEPT - of("letter", "unsaved", "ties"))
    await world.pass_time(days=150)
    left = of("contacts", "sign-on", "room", "reviews", "learned")
    assert in_it(await rows(world), TYPED) == left
    await world.pass_time(days=190)
    assert in_it(await rows(world), TYPED) == of("sign-on", "learned")


# ---- forgotten ---------------------------------------------------------------------------------------------


async def forgotten(garden: Garden, role: str) -> None:
    """Somebody presses *Forget me* and says yes."""
    await garden.press(garden.people[role], ids.ME_PAGE(page="forget"))
    shown = await garden.press(garden.people[role], ids.ME_FORGET())
    assert "forgotten" in text_of(shown).lower()
    await garden.world.tick()


async def naming(garden: Garden, role: str, name: str) -> list[tuple[str, str]]:
    """Where in the database somebody stands."""
    number = garden.people[role].id
    return await garden.world.app.kit.read(lambda tx: whole.found(tx, number, name))


async def test_who_wrote_is_forgotten_and_the_team_keeps_its_record(stage: Stage) -> None:
    garden = await plant(stage)
    assert await naming(garden, "owner", "Malik") != []
    await forgotten(garden, "owner")
    theirs = of("research", "learned", "letter", "unsaved") | (of("reviews") - {"Galagoreached"})
    assert await kept(garden.world) == KEPT - theirs
    assert await naming(garden, "owner", "Malik") == []
    cards = [text_of(message) for message in garden.world.team.outreach.history()]
    assert any("Planted words church" in card for card in cards)
    assert not [card for card in cards if "Malik" in card or str(garden.people["owner"].id) in card]


async def test_who_answered_is_forgotten(stage: Stage) -> None:
    garden = await plant(stage)
    for role, name, gone in (
        ("willing", "Yaratheir", of("ties")),
        ("unwilling", "Noelanybody", of("noes")),
        ("goes", "Gil", {"Galagoreached"}),
    ):
        before = await kept(garden.world)
        assert await naming(garden, role, name) != []
        await forgotten(garden, role)
        assert before - await kept(garden.world) == gone
        assert await naming(garden, role, name) == []
