"""Sealed text: unreadable in the file, readable with any of the keys, and a sentence where none of them fits."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from db import house
from db.facts.playbooks import Kind
from db.models.prospects import Prospect, ResearchNote
from db.sealing import SealTrouble, new_key, seal, unseal, use_keys
from db.store import Store
from tests.db.canvassing import welcome

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
PLANTED = "voted twice for the library"


@pytest.fixture(autouse=True)
def key() -> Iterator[str]:
    """A key of its own; afterwards another, as every test brings its own rows."""
    key = new_key()
    use_keys([key])
    yield key
    use_keys([new_key()])


def test_what_was_sealed_opens_with_any_key_and_is_sealed_with_the_first(key: str) -> None:
    old, newer = seal(PLANTED), new_key()
    use_keys([newer, key])
    assert unseal(old) == PLANTED
    use_keys([newer])
    assert unseal(seal(PLANTED)) == PLANTED
    with pytest.raises(SealTrouble, match="key file"):
        unseal(old)


def test_what_is_no_key_is_said_in_a_sentence() -> None:
    with pytest.raises(SealTrouble, match="44 letters"):
        use_keys(["hunter2"])


async def test_a_note_is_read_as_it_was_written_and_stands_nowhere_in_the_file(store: Store, tmp_path: Path) -> None:
    await store.write(_plant)
    assert await store.read(_note) == PLANTED
    assert PLANTED.encode() not in _everything(tmp_path)


def test_the_same_text_twice_is_not_the_same_in_the_file() -> None:
    assert seal(PLANTED) != seal(PLANTED)


async def test_the_same_note_twice_is_not_the_same_in_the_file(store: Store) -> None:
    await store.write(_plant)
    await store.write(_note_again)
    raw = await store.read(lambda tx: tx.connection().exec_driver_sql("SELECT note FROM research_note").all())
    assert len({bytes(note) for (note,) in raw}) == 2


async def test_another_key_is_noticed_at_the_start(store: Store) -> None:
    await store.write(house.check_keys)
    await store.write(house.check_keys)
    use_keys([new_key()])
    with pytest.raises(SealTrouble, match="key file"):
        await store.write(house.check_keys)


def _plant(tx: Session) -> None:
    welcome(tx)
    prospect = Prospect(
        team_id=1, kind=Kind.CIVIC, name="The library", name_key="thelibrary", stage_at=NOW, touched_at=NOW, made_at=NOW
    )
    tx.add(prospect)
    tx.flush()
    tx.add(ResearchNote(team_id=1, prospect_id=prospect.id or 0, note=PLANTED, at=NOW))


def _note_again(tx: Session) -> None:
    first = tx.exec(select(ResearchNote)).one()
    tx.add(ResearchNote(team_id=first.team_id, prospect_id=first.prospect_id, note=PLANTED, at=NOW))


def _note(tx: Session) -> str:
    return tx.exec(select(ResearchNote.note)).one()


def _everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
