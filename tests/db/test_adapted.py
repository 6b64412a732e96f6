"""Playbooks, letters and notes of thanks as a team changed them: versions, going back, and two who write at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import adapted
from db.facts.adapted import BODY_MOST, LETTER_MOST, AdaptedChange, AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind
from db.refusals import AdaptedOvertaken, Gone, OnlyOrganizers, ScriptMissing, TooLong
from db.store import Store
from tests.db.canvassing import ANA, NOW, ROSA, STRANGER, welcome

LETTER: dict[str, Any] = {"what": AdaptedWhat.LETTER, "kind": Kind.FAITH, "language": "en"}
OWN = AdaptedText(AdaptedWhat.LETTER, Kind.FAITH, "en", 0)
MARTA = replace(ROSA, person_id=12, name="Marta")


@pytest.fixture(autouse=True)
async def _teams(store: Store) -> None:
    await store.write(welcome)


async def change(store: Store, body: str, seen: int = 0, actor: Any = ROSA, **more: Any) -> AdaptedChange:
    """Somebody saves a text."""
    return await store.write(partial(adapted.change, actor=actor, body=body, seen=seen, **{"now": NOW} | LETTER | more))


async def current(store: Store, team_id: int = 1, **more: Any) -> AdaptedText:
    """The text as it stands."""
    return await store.read(partial(adapted.current, team_id=team_id, **LETTER | more))


async def test_until_it_is_changed_it_is_the_one_that_comes_with_toctoc(store: Store) -> None:
    assert await current(store) == OWN
    saved = await change(store, "Dear you,\n\n  we  write to you\n")
    assert saved == AdaptedChange(
        replace(
            OWN, version=1, body="Dear you,\n\nwe write to you", changed_by_id=10, changed_by="Rosa", changed_at=NOW
        )
    )
    assert await current(store) == saved.text
    for other in ({"kind": Kind.CIVIC}, {"language": "es"}, {"what": AdaptedWhat.THANKS}, {"team_id": 2}):
        assert (await current(store, **other)).version == 0


async def test_the_same_again_changes_nothing(store: Store) -> None:
    assert (await change(store, "Dear all", own="Dear all")).same
    await change(store, "Dear you")
    assert await change(store, "Dear you ", seen=0) == AdaptedChange(await current(store), same=True)
    assert (await current(store)).version == 1


async def test_toctoc_s_own_text_typed_again_is_that_text_whatever_it_says_by_then(store: Store) -> None:
    await change(store, "Dear you")
    back = await change(store, "Dear all", seen=1, own="Dear all")
    assert (back.text.version, back.text.body, back.same) == (2, "", False)


async def test_who_was_overtaken_is_told_and_nothing_is_lost(store: Store) -> None:
    await change(store, "Dear you")
    with pytest.raises(AdaptedOvertaken):
        await change(store, "Dear both", seen=0, actor=MARTA)
    assert (await current(store)).body == "Dear you"
    assert (await change(store, "Dear both", seen=1, actor=MARTA)).text.changed_by == "Marta"


async def test_of_two_at_the_same_moment_one_is_told(store: Store) -> None:
    tries = await asyncio.gather(change(store, "One"), change(store, "Two", actor=MARTA), return_exceptions=True)
    assert sorted(type(one).__name__ for one in tries) == ["AdaptedChange", "AdaptedOvertaken"]
    assert (await current(store)).version == 1


async def test_every_version_is_kept_and_going_back_is_a_new_one(store: Store) -> None:
    for number, body in enumerate(("One", "Two", "Three")):
        await change(store, body, seen=number, now=NOW + timedelta(days=number))
    listed = await store.read(partial(adapted.versions, actor=ROSA, **LETTER))
    assert [(one.version, one.body) for one in listed] == [(3, "Three"), (2, "Two"), (1, "One"), (0, "")]
    restore = partial(adapted.restore, actor=MARTA, now=NOW, **LETTER)
    back = await store.write(partial(restore, number=1))
    assert (back.text.version, back.text.body, back.text.changed_by) == (4, "One", "Marta")
    assert (await store.write(partial(restore, number=1))).same
    assert (await store.write(partial(restore, number=0))).text.body == ""
    assert (await store.read(partial(adapted.version, actor=ROSA, number=2, **LETTER))).body == "Two"
    for number in (9, -1, 2**40):
        with pytest.raises(Gone):
            await store.write(partial(restore, number=number))


async def test_what_cannot_be_kept_is_refused(store: Store) -> None:
    playbook: dict[str, Any] = {"what": AdaptedWhat.PLAYBOOK}
    for body, more, refusal in (
        ("", {}, ScriptMissing),
        (" \n ", playbook, ScriptMissing),
        ("x" * (LETTER_MOST + 1), {}, TooLong),
        ("x" * (BODY_MOST + 1), playbook, TooLong),
    ):
        with pytest.raises(refusal):
            await change(store, body, **more)
    kept = await change(store, '{"title":  "Two  blanks"}\n', **playbook)
    assert kept.text.body == '{"title":  "Two  blanks"}\n', "what is no prose stays to the letter"


async def test_only_organizers_change_them_and_only_their_own_team_s(store: Store) -> None:
    await change(store, "Dear you")
    units: tuple[Any, ...] = (
        partial(adapted.to_change),
        partial(adapted.versions),
        partial(adapted.version, number=1),
        partial(adapted.restore, number=1, now=NOW),
        partial(adapted.change, body="x", seen=1, now=NOW),
    )
    for unit in units:
        with pytest.raises(OnlyOrganizers):
            await store.write(partial(unit, actor=ANA, **LETTER))
    assert (await store.read(partial(adapted.to_change, actor=STRANGER, **LETTER))).version == 0
    assert len(await store.read(partial(adapted.versions, actor=STRANGER, **LETTER))) == 1
    with pytest.raises(Gone):
        await store.write(partial(adapted.restore, actor=STRANGER, number=1, now=NOW, **LETTER))
    assert (await store.read(partial(adapted.to_change, actor=ROSA, **LETTER))).body == "Dear you"
