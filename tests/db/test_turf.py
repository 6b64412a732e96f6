"""Neighborhoods in the database: who changes them, what holds, and what an import does."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlmodel import Session, col, select

from db import teams, turf
from db.engine import open_engines
from db.facts import (
    TURF_DOORS_MOST,
    TURF_NAME_MOST,
    TURF_WHY_MOST,
    Actor,
    CanvassState,
    Priority,
    TurfFacts,
    TurfPlan,
    TurfRow,
)
from db.models.canvass import Canvass
from db.models.turf import Turf
from db.refusals import (
    Gone,
    ImportGone,
    NameMissing,
    NameTaken,
    NoSuchTurf,
    NotANumber,
    OnlyOrganizers,
    Refusal,
    TooLong,
    TooMany,
    TooManyInFile,
)
from db.store import Store

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ROSA = Actor(1, 10, "Rosa", "en", "America/Chicago", organizer=True)
MALIK = replace(ROSA, person_id=11, name="Malik")
ANA = replace(ROSA, person_id=12, name="Ana", organizer=False)
STRANGER = replace(ROSA, team_id=2, person_id=20, name="Organizer of another team")
HOSTILE = '@everyone **x** \'; DROP TABLE turf; -- =HYPERLINK("x") \u202eevil 👩‍👩‍👧'


@pytest.fixture(autouse=True)
async def _teams(store: Store) -> None:
    for team_id in (1, 2):
        await store.write(partial(teams.welcome, team_id=team_id, name="T", language="en", now=NOW))


async def added(store: Store, name: str, actor: Actor = ROSA, **plan: object) -> TurfFacts:
    """One more neighborhood."""
    wanted = replace(TurfPlan(name), **plan)  # type: ignore[arg-type]  # the tests name the fields they mean
    return await store.write(lambda tx: turf.add(tx, actor=actor, plan=wanted, now=NOW))


async def names(store: Store, actor: Actor = ROSA, **which: object) -> list[str]:
    """The names in the order in which the team sees them."""
    lines = await store.read(lambda tx: turf.lines(tx, actor=actor, **which))  # type: ignore[arg-type]  # as above
    return [line.name for line in lines]


# ---- adding and reading ------------------------------------------------------------------------


async def test_a_neighborhood_is_kept_as_it_was_planned(store: Store) -> None:
    plan = TurfPlan("  Old \n Town ", 120, Priority.FIRST, " many\ttenants ")
    fact = await store.write(lambda tx: turf.add(tx, actor=ROSA, plan=plan, now=NOW))
    assert fact == TurfFacts(fact.id, "Old Town", 120, Priority.FIRST, "many tenants", None)
    assert await store.read(lambda tx: turf.facts(tx, actor=ANA, turf_id=fact.id)) == fact


async def test_lists_go_by_priority_then_name_and_finished_ones_come_last(store: Store) -> None:
    await added(store, "Ward 10")
    await added(store, "ward 2")
    await added(store, "Álamo", priority=Priority.LATER)
    await added(store, "Zócalo", priority=Priority.FIRST)
    for number, name in enumerate(["Done early", "Done late"]):
        one = await added(store, name, priority=Priority.FIRST)
        moment = NOW + timedelta(days=number)
        await store.write(partial(turf.finish, actor=ROSA, turf_id=one.id, now=moment))
    open_ones = ["Zócalo", "ward 2", "Ward 10", "Álamo"]
    assert await names(store) == [*open_ones, "Done late", "Done early"]
    assert await names(store, ANA, finished=False) == open_ones
    assert await names(store, finished=True, most=1) == ["Done late"]


async def test_what_is_typed_finds_names_without_case_accents_and_blanks(store: Store) -> None:
    for name in ("Near San José", "San José", "East Side"):
        await added(store, name)
    assert await names(store, typed="sanjo") == ["San José", "Near San José"]
    assert await names(store, typed="nowhere") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("san jose", "San José"), ("SAN JOSÉ WEST", "San José West"), ("side", "East Side"), ("12", "Ward 12")],
)
async def test_a_typed_name_is_resolved(store: Store, typed: str, name: str) -> None:
    made = {n: await added(store, n) for n in ("San José", "San José West", "East Side", "Ward 12")}
    assert await store.read(lambda tx: turf.resolve(tx, actor=ANA, typed=typed)) == made[name].id


@pytest.mark.parametrize("typed", ["", " ", "san", "nowhere", HOSTILE])
async def test_a_name_that_fits_none_or_several_is_refused(store: Store, typed: str) -> None:
    for name in ("San José", "San Juan"):
        await added(store, name)
    with pytest.raises(NoSuchTurf):
        await store.read(lambda tx: turf.resolve(tx, actor=ROSA, typed=typed))


async def test_hostile_text_is_kept_as_text(store: Store) -> None:
    fact = await added(store, HOSTILE[:TURF_NAME_MOST], why=HOSTILE)
    assert fact.name == HOSTILE[:TURF_NAME_MOST]
    assert await names(store, typed="drop table") == [fact.name]


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (TurfPlan(""), NameMissing),
        (TurfPlan("\u200b \x00"), NameMissing),
        (TurfPlan("x" * (TURF_NAME_MOST + 1)), TooLong),
        (TurfPlan("A", why="x" * 10_000), TooLong),
        (TurfPlan("A", doors=0), NotANumber),
        (TurfPlan("A", doors=-5), NotANumber),
        (TurfPlan("A", doors=10**9), NotANumber),
        (TurfPlan("OLD  TOWN"), NameTaken),
    ],
)
async def test_what_is_out_of_bounds_is_refused_and_changes_nothing(
    store: Store, plan: TurfPlan, refusal: type[Refusal]
) -> None:
    old = await added(store, "Old Town")
    with pytest.raises(refusal):
        await store.write(lambda tx: turf.add(tx, actor=ROSA, plan=plan, now=NOW))
    other = await added(store, "Elsewhere")
    with pytest.raises(refusal):
        await store.write(lambda tx: turf.edit(tx, actor=ROSA, turf_id=other.id, plan=plan, now=NOW))
    assert await store.read(lambda tx: turf.lines(tx, actor=ROSA)) == (other, old)


async def test_the_bounds_themselves_fit(store: Store) -> None:
    name, why = "ﷺ" * TURF_NAME_MOST, "\U0001f3e0" * TURF_WHY_MOST
    fact = await added(store, name, why=why, doors=TURF_DOORS_MOST)
    assert (fact.name, fact.why, fact.doors) == (name, why, TURF_DOORS_MOST)


async def test_a_team_has_at_most_two_hundred_open_ones(store: Store) -> None:
    rows = [TurfRow(f"Ward {number}") for number in range(turf.MOST - 1)]
    mark, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=rows, now=NOW))
    await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
    assert await store.read(lambda tx: turf.room(tx, actor=ROSA)) == 1
    last = await added(store, "The last")
    with pytest.raises(TooMany):
        await added(store, "One too many")
    with pytest.raises(TooMany):
        await store.read(lambda tx: turf.room(tx, actor=ROSA))
    await store.write(lambda tx: turf.finish(tx, actor=ROSA, turf_id=last.id, now=NOW))
    await added(store, "In its place")
    with pytest.raises(TooMany):
        await store.write(lambda tx: turf.reopen(tx, actor=ROSA, turf_id=last.id))


# ---- editing -----------------------------------------------------------------------------------


async def test_an_edit_changes_what_it_says(store: Store) -> None:
    old = await added(store, "Old Town", doors=10, why="a")
    await store.write(lambda tx: turf.begin_edit(tx, actor=ROSA, turf_id=old.id, now=NOW))
    plan = TurfPlan("old town", None, Priority.LATER, "")
    edited = await store.write(lambda tx: turf.edit(tx, actor=ROSA, turf_id=old.id, plan=plan, now=NOW))
    assert edited.facts == TurfFacts(old.id, "old town", None, Priority.LATER, "", None)
    assert edited.replaced == {}
    assert await names(store, typed="old town") == ["old town"]


async def test_two_organizers_edit_at_once_and_neither_loses_what_only_they_changed(store: Store) -> None:
    old = await added(store, "Old Town", doors=10, why="why")
    for actor in (ROSA, MALIK):
        await store.write(partial(turf.begin_edit, actor=actor, turf_id=old.id, now=NOW))
    plans = {ROSA: TurfPlan("Old Town", 150, why="why"), MALIK: TurfPlan("Old Town", 10, Priority.FIRST, "why")}
    await asyncio.gather(
        *(
            store.write(partial(turf.edit, actor=actor, turf_id=old.id, plan=plan, now=NOW))
            for actor, plan in plans.items()
        )
    )
    after = await store.read(lambda tx: turf.facts(tx, actor=ROSA, turf_id=old.id))
    assert after == TurfFacts(old.id, "Old Town", 150, Priority.FIRST, "why", None)


async def test_an_edit_says_what_it_replaced(store: Store) -> None:
    old = await added(store, "Old Town", doors=10)
    for actor in (ROSA, MALIK):
        await store.write(partial(turf.begin_edit, actor=actor, turf_id=old.id, now=NOW))
    first = await store.write(
        lambda tx: turf.edit(tx, actor=ROSA, turf_id=old.id, plan=TurfPlan("Old Town", 20), now=NOW)
    )
    second = await store.write(
        lambda tx: turf.edit(tx, actor=MALIK, turf_id=old.id, plan=TurfPlan("Old Town", 30), now=NOW)
    )
    assert first.replaced == {}
    assert second.replaced == {"doors": 20}
    assert second.facts.doors == 30


async def test_a_refused_edit_keeps_what_was_seen(store: Store) -> None:
    old, other = await added(store, "Old Town"), await added(store, "Taken")
    await store.write(lambda tx: turf.begin_edit(tx, actor=ROSA, turf_id=old.id, now=NOW))
    with pytest.raises(NameTaken) as taken:
        await store.write(lambda tx: turf.edit(tx, actor=ROSA, turf_id=old.id, plan=TurfPlan("taken", 9), now=NOW))
    assert taken.value.name == other.name
    await store.write(
        lambda tx: turf.edit(tx, actor=MALIK, turf_id=old.id, plan=TurfPlan("Old Town", why="new"), now=NOW)
    )
    edited = await store.write(lambda tx: turf.edit(tx, actor=ROSA, turf_id=old.id, plan=TurfPlan("Free", 9), now=NOW))
    assert (edited.facts.name, edited.facts.doors, edited.facts.why) == ("Free", 9, "new")


# ---- finishing ---------------------------------------------------------------------------------


async def test_two_organizers_finish_at_once_and_it_is_finished_once(store: Store) -> None:
    old = await added(store, "Old Town")
    done = await asyncio.gather(
        store.write(lambda tx: turf.finish(tx, actor=ROSA, turf_id=old.id, now=NOW)),
        store.write(lambda tx: turf.finish(tx, actor=MALIK, turf_id=old.id, now=LATER)),
    )
    assert [one.facts.finished_at for one in done] == [NOW, NOW]
    for _ in range(2):
        again = await store.write(lambda tx: turf.reopen(tx, actor=MALIK, turf_id=old.id))
        assert again == old


async def test_a_finish_tells_which_sessions_are_still_planned_there(store: Store) -> None:
    old = await added(store, "Old Town")

    def plan_sessions(tx: Session) -> None:
        for hours, state in ((2, CanvassState.OPEN), (2, CanvassState.CANCELLED), (-9, CanvassState.OPEN)):
            start = NOW + timedelta(hours=hours)
            tx.add(
                Canvass(
                    team_id=1,
                    turf_id=old.id,
                    zone="UTC",
                    state=state,
                    starts_at=start,
                    ends_at=start + timedelta(hours=2),
                    created_at=NOW,
                )
            )

    await store.write(plan_sessions)
    done = await store.write(lambda tx: turf.finish(tx, actor=ROSA, turf_id=old.id, now=NOW))
    assert done.sessions == 1


# ---- who may, and whose ------------------------------------------------------------------------

CHANGES: dict[str, Callable[[Session, Actor, int], object]] = {
    "lines_to_change": lambda tx, actor, _: turf.lines_to_change(tx, actor=actor),
    "room": lambda tx, actor, _: turf.room(tx, actor=actor),
    "add": lambda tx, actor, _: turf.add(tx, actor=actor, plan=TurfPlan("New"), now=NOW),
    "begin_edit": lambda tx, actor, one: turf.begin_edit(tx, actor=actor, turf_id=one, now=NOW),
    "edit": lambda tx, actor, one: turf.edit(tx, actor=actor, turf_id=one, plan=TurfPlan("New"), now=NOW),
    "finish": lambda tx, actor, one: turf.finish(tx, actor=actor, turf_id=one, now=NOW),
    "reopen": lambda tx, actor, one: turf.reopen(tx, actor=actor, turf_id=one),
    "stage": lambda tx, actor, _: turf.stage(tx, actor=actor, rows=[], now=NOW),
    "import_all": lambda tx, actor, _: turf.import_all(tx, actor=actor, mark="x", now=NOW),
    "leave_import": lambda tx, actor, _: turf.leave_import(tx, actor=actor, mark="x"),
}


def _change(name: str, actor: Actor, turf_id: int, tx: Session) -> None:
    CHANGES[name](tx, actor, turf_id)


@pytest.mark.parametrize("name", CHANGES)
async def test_only_organizers_change_neighborhoods(store: Store, name: str) -> None:
    old = await added(store, "Old Town")
    with pytest.raises(OnlyOrganizers):
        await store.write(partial(_change, name, ANA, old.id))
    assert await store.read(lambda tx: turf.lines(tx, actor=ANA)) == (old,)


@pytest.mark.parametrize("name", ["begin_edit", "edit", "finish", "reopen"])
async def test_another_teams_neighborhood_is_gone_for_us(store: Store, name: str) -> None:
    old = await added(store, "Old Town")
    for turf_id in (old.id, 10**9):
        with pytest.raises(Gone):
            await store.write(partial(_change, name, STRANGER, turf_id))
    with pytest.raises(Gone):
        await store.read(lambda tx: turf.facts(tx, actor=STRANGER, turf_id=old.id))
    assert await store.read(lambda tx: turf.facts(tx, actor=ROSA, turf_id=old.id)) == old


async def test_two_teams_do_not_see_each_other(store: Store) -> None:
    mine, theirs = await added(store, "Old Town"), await added(store, "Old Town", STRANGER, doors=7)
    assert await store.read(lambda tx: turf.lines(tx, actor=STRANGER)) == (theirs,)
    assert await store.read(lambda tx: turf.resolve(tx, actor=STRANGER, typed="old town")) == theirs.id
    mark, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=[TurfRow("Old Town", 99)], now=NOW))
    with pytest.raises(ImportGone):
        await store.write(lambda tx: turf.import_all(tx, actor=STRANGER, mark=mark, now=NOW))
    await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
    assert await store.read(lambda tx: turf.lines(tx, actor=STRANGER)) == (theirs,)
    assert await store.read(lambda tx: turf.facts(tx, actor=ROSA, turf_id=mine.id)) == replace(mine, doors=99)


# ---- importing ---------------------------------------------------------------------------------

ROWS = [TurfRow("OLD TOWN", 150), TurfRow("New Town", 40, Priority.FIRST, "=1+1"), TurfRow("Same")]


async def test_an_import_adds_new_ones_and_updates_those_of_the_same_name(store: Store) -> None:
    old = await added(store, "Old Town", doors=120, why="tenants", priority=Priority.LATER)
    same = await added(store, "Same", doors=5)
    mark, plan = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS, now=NOW))
    assert await names(store, finished=False) == ["Same", "Old Town"], "a look changes nothing"
    done = await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
    assert done == plan
    assert done.new == (ROWS[1],)
    assert [(c.before, c.after) for c in done.changed] == [(old, replace(old, doors=150))]
    assert done.unchanged == 1
    assert await names(store) == ["New Town", "Same", "Old Town"]
    assert await store.read(lambda tx: turf.facts(tx, actor=ROSA, turf_id=same.id)) == same


async def test_the_same_file_again_is_harmless(store: Store) -> None:
    for times in range(2):
        mark, plan = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS, now=NOW))
        await store.write(partial(turf.import_all, actor=ROSA, mark=mark, now=NOW))
        assert (len(plan.new), plan.unchanged) == ((3, 0) if times == 0 else (0, 3))
    assert len(await names(store)) == 3


async def test_a_preview_is_imported_once_and_survives_a_restart(database: str, store: Store) -> None:
    mark, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS, now=NOW))
    await store.close()
    again = Store(open_engines(database))
    try:
        await again.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
        with pytest.raises(ImportGone):
            await again.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
        assert len(await names(again)) == 3
    finally:
        await again.close()


async def test_only_the_preview_that_was_looked_at_is_imported(store: Store) -> None:
    first, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS, now=NOW))
    second, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS[:1], now=NOW))
    with pytest.raises(ImportGone):
        await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=first, now=NOW))
    await store.write(lambda tx: turf.leave_import(tx, actor=ROSA, mark=first))
    with pytest.raises(ImportGone):
        await store.write(lambda tx: turf.import_all(tx, actor=MALIK, mark=second, now=NOW))
    await store.write(lambda tx: turf.leave_import(tx, actor=ROSA, mark=second))
    with pytest.raises(ImportGone):
        await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=second, now=NOW))
    assert await names(store) == []


async def test_an_import_that_no_longer_fits_imports_nothing(store: Store) -> None:
    rows = [TurfRow(f"Ward {number}") for number in range(turf.MOST)]
    mark, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=rows, now=NOW))
    await added(store, "In between")
    with pytest.raises(TooManyInFile) as refusal:
        await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
    assert refusal.value.values == {"have": 1, "new": turf.MOST, "most": turf.MOST}
    assert await names(store) == ["In between"]


async def test_an_import_that_fails_in_the_middle_leaves_nothing(store: Store) -> None:
    mark, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS, now=NOW))

    def breaks(tx: Session) -> None:
        turf.import_all(tx, actor=ROSA, mark=mark, now=NOW)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store.write(breaks)
    assert await names(store) == []
    await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
    assert len(await names(store)) == 3


async def test_a_finished_one_stays_finished_when_it_is_imported(store: Store) -> None:
    old = await added(store, "Old Town")
    await store.write(lambda tx: turf.finish(tx, actor=ROSA, turf_id=old.id, now=NOW))
    mark, _ = await store.write(lambda tx: turf.stage(tx, actor=ROSA, rows=ROWS, now=NOW))
    await store.write(lambda tx: turf.import_all(tx, actor=ROSA, mark=mark, now=NOW))
    after = await store.read(lambda tx: turf.facts(tx, actor=ROSA, turf_id=old.id))
    assert (after.doors, after.finished_at) == (150, NOW)


async def test_two_processes_add_the_same_name_at_once(postgresql: str) -> None:
    """On PostgreSQL several processes share a database: the name is taken once, and nobody sees a broken key."""
    stores = [Store(open_engines(postgresql)) for _ in range(2)]
    try:
        await stores[0].write(lambda tx: teams.welcome(tx, team_id=1, name="T", language="en", now=NOW))
        for number in range(10):
            outcomes = await asyncio.gather(
                *(added(one, f"Ward {number}") for one in stores for _ in range(2)), return_exceptions=True
            )
            assert sum(isinstance(outcome, TurfFacts) for outcome in outcomes) == 1
            assert sum(isinstance(outcome, NameTaken) for outcome in outcomes) == 3
        kept = await stores[0].read(lambda tx: len(tx.exec(select(col(Turf.id))).all()))
        assert kept == 10
    finally:
        for one in stores:
            await one.close()
