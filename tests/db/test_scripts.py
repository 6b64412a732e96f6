"""Scripts and rights cards: every version is kept, whoever saves when, and only a team's own are seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from db import privacy, retention, scripts, teams
from db.facts import Actor
from db.facts.scripts import REVIEWER_MOST, SCRIPT_MOST, ScriptChange, ScriptFacts, ScriptKind
from db.refusals import (
    Gone,
    NameMissing,
    OnlyOrganizers,
    Refusal,
    ReviewAhead,
    ScriptChanged,
    ScriptMissing,
    TooLong,
)
from db.store import Store

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OWN = "Our own text"
DOOR, RIGHTS = ScriptKind
ROSA = Actor(1, 10, "Rosa", "en", "UTC", organizer=True)
OLGA = Actor(1, 11, "Olga", "en", "UTC", organizer=True)
SAM = Actor(1, 12, "Sam", "en", "UTC")
STRANGER = Actor(2, 13, "Vera", "en", "UTC", organizer=True)
WHERE: dict[str, Any] = {"kind": DOOR, "language": "en"}


@pytest.fixture(autouse=True)
async def two_teams(store: Store) -> None:
    """Two teams."""
    for number in (1, 2):
        await store.write(partial(teams.welcome, team_id=number, name="T", language="en", now=NOW))


async def change(store: Store, body: str, *, actor: Actor = ROSA, seen: int = 0, **where: Any) -> ScriptChange:
    """Save a text."""
    unit = partial(scripts.change, actor=actor, body=body, seen=seen, own=OWN, now=NOW, **{**WHERE, **where})
    return await store.write(unit)


async def current(store: Store, team_id: int = 1, **where: Any) -> ScriptFacts:
    """The text as it stands."""
    return await store.read(partial(scripts.current, team_id=team_id, **{**WHERE, **where}))


async def review(store: Store, *, seen: int = 0, by: str = "Ms. Ortiz", on: date = TODAY) -> ScriptFacts:
    """Note a review."""
    unit = partial(scripts.review, actor=ROSA, seen=seen, own=OWN, by=by, on=on, today=TODAY, now=NOW, **WHERE)
    return await store.write(unit)


async def listed(store: Store, actor: Actor = ROSA) -> list[tuple[int, str]]:
    """Every version and its text, newest first."""
    found = await store.read(partial(scripts.versions, actor=actor, **WHERE))
    return [(one.version, one.body) for one in found]


async def test_a_team_begins_with_our_own_text(store: Store) -> None:
    facts = await current(store)
    assert (facts.version, facts.body, facts.changed_at) == (0, "", None)
    assert await listed(store) == [(0, "")]


async def test_each_save_is_a_version_with_who_and_when(store: Store) -> None:
    first = await change(store, "  One\n\ntwo  ")
    assert (first.script.version, first.script.body, first.script.changed_by) == (1, "One\n\ntwo", "Rosa")
    await change(store, "Three", actor=OLGA, seen=1)
    facts = await current(store)
    assert (facts.version, facts.body, facts.changed_by, facts.changed_at) == (2, "Three", "Olga", NOW)
    assert await listed(store) == [(2, "Three"), (1, "One\n\ntwo"), (0, "")]


async def test_languages_kinds_and_teams_are_apart(store: Store) -> None:
    await change(store, "English at the door")
    assert (await current(store, language="es")).version == 0
    assert (await current(store, kind=RIGHTS)).version == 0
    assert (await current(store, team_id=2)).version == 0
    assert await listed(store, STRANGER) == [(0, "")]
    with pytest.raises(Gone):
        await store.read(partial(scripts.version, actor=STRANGER, number=1, **WHERE))


async def test_the_same_text_is_no_version_and_our_own_is_kept_as_such(store: Store) -> None:
    assert (await change(store, OWN)).same
    await change(store, "Ours")
    assert (await change(store, "Ours", seen=1)).same
    back = await change(store, f" {OWN} ", seen=1)
    assert (back.script.version, back.script.body) == (2, ""), "whatever our own text says by then"


async def test_of_two_who_write_at_once_both_are_kept_and_the_second_is_told(store: Store) -> None:
    await change(store, "Rosa's")
    second = await change(store, "Olga's", actor=OLGA, seen=0)
    assert second.overtaken is not None
    assert (second.overtaken.body, second.overtaken.changed_by) == ("Rosa's", "Rosa")
    assert await listed(store) == [(2, "Olga's"), (1, "Rosa's"), (0, "")]


async def test_going_back_is_a_new_version_with_its_review(store: Store) -> None:
    await change(store, "One")
    await review(store, seen=1)
    await change(store, "Two", seen=2)
    assert (await current(store)).reviewed_on is None, "another text needs another review"
    unit = partial(scripts.restore, actor=ROSA, number=2, now=NOW, **WHERE)
    back = await store.write(unit)
    assert (back.script.version, back.script.body, back.script.reviewed_by) == (4, "One", "Ms. Ortiz")
    assert (await store.write(unit)).same
    with pytest.raises(Gone):
        await store.write(partial(scripts.restore, actor=ROSA, number=9, now=NOW, **WHERE))


async def test_what_was_reviewed_is_kept_word_for_word(store: Store) -> None:
    facts = await review(store, on=TODAY - timedelta(days=3))
    assert (facts.version, facts.body) == (1, OWN), "also our own text, which may change with a later TocToc"
    assert (facts.reviewed_by, facts.reviewed_on) == ("Ms. Ortiz", TODAY - timedelta(days=3))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"seen": 3}, ScriptChanged),
        ({"by": "  "}, NameMissing),
        ({"by": "x" * (REVIEWER_MOST + 1)}, TooLong),
        ({"on": TODAY + timedelta(days=1)}, ReviewAhead),
    ],
)
async def test_a_review_that_cannot_be_is_refused(store: Store, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        await review(store, **wrong)
    assert await listed(store) == [(0, "")]


@pytest.mark.parametrize(("body", "refusal"), [(" \n ", ScriptMissing), ("x" * (SCRIPT_MOST + 1), TooLong)])
async def test_a_text_that_cannot_be_is_refused(store: Store, body: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        await change(store, body)


async def test_only_organizers_change_anything(store: Store) -> None:
    for unit in (
        partial(scripts.to_change, **WHERE),
        partial(scripts.versions, **WHERE),
        partial(scripts.version, number=0, **WHERE),
        partial(scripts.restore, number=0, now=NOW, **WHERE),
        partial(scripts.change, body="x", seen=0, own=OWN, now=NOW, **WHERE),
        partial(scripts.review, seen=0, own=OWN, by="x", on=TODAY, today=TODAY, now=NOW, **WHERE),
    ):
        with pytest.raises(OnlyOrganizers):
            await store.write(partial(unit, actor=SAM))
    assert await listed(store) == [(0, "")]


async def test_who_wrote_it_is_forgotten_and_the_text_stays(store: Store) -> None:
    await change(store, "One")
    await change(store, "Two", actor=OLGA, seen=1)
    await store.write(partial(privacy.forget, actor=ROSA, now=NOW))
    found = await store.read(partial(scripts.versions, actor=OLGA, **WHERE))
    assert [(one.body, one.changed_by) for one in found] == [("Two", "Olga"), ("One", ""), ("", "")]


async def test_who_wrote_it_goes_after_a_year(store: Store) -> None:
    await change(store, "One")
    await change(store, "One", actor=replace(OLGA, team_id=2))
    for days, known in ((364, 2), (366, 0)):
        later = NOW + timedelta(days=days)
        while (await store.write(partial(retention.sweep, now=later))).more:
            pass
        assert await store.read(_writers) == known
    assert (await current(store)).body == "One"


def _writers(tx: Any) -> int:
    number: int = tx.connection().exec_driver_sql("SELECT count(changed_by_id) FROM script").scalar()
    return number
