"""Reading sessions: what they are called, who sees which, by which name they are found, and how fast."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from db import canvass, turf
from db.facts import Actor, CanvassLine, TurfPlan
from db.models.canvass import Canvass, Signup
from db.models.teams import Member
from db.refusals import NoSuchCanvass
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CANT,
    CLEO,
    DEV,
    IN,
    NOW,
    PLAN,
    ROSA,
    STARTS,
    STRANGER,
    WAITING,
    Outing,
    planned,
    volunteer,
    welcome,
)

DAY = timedelta(days=1)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


async def lines(store: Store, actor: Actor = ANA, **which: Any) -> list[CanvassLine]:
    """The sessions that somebody sees."""
    return await store.read(partial(canvass.lines, actor=actor, **{"now": NOW, **which}))


async def names(store: Store, actor: Actor = ANA, **which: Any) -> list[str]:
    """What they are called."""
    return [line.name for line in await lines(store, actor, **which)]


async def on_day(store: Store, day: int, title: str, **changes: Any) -> Outing:
    """A session in so many days."""
    starts_at = NOW + day * DAY
    return await planned(store, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **changes)


async def resolved(store: Store, typed: str, actor: Actor = ANA) -> int:
    """The session behind what was typed."""
    return await store.read(partial(canvass.resolve, actor=actor, typed=typed, now=NOW))


# ---- what it is called ---------------------------------------------------------------------------------


async def test_a_session_is_called_by_title_or_neighborhood_or_place(store: Store) -> None:
    await store.write(welcome)
    oak = await store.write(partial(turf.add, actor=ROSA, plan=TurfPlan("Oak"), now=NOW))
    await on_day(store, 1, "Kick-off", turf_id=oak.id, meet_place="Library")
    await on_day(store, 2, " ", turf_id=oak.id, meet_place="Library")
    await on_day(store, 3, "", meet_place="Library")
    nameless = await on_day(store, 4, "")
    assert await names(store) == ["Kick-off", "Oak", "Library", ""]
    assert (await nameless.facts()).name == ""


# ---- one session ---------------------------------------------------------------------------------------


async def test_facts_of_sixty_sign_ups_take_two_queries(store: Store) -> None:
    outing = await planned(store, capacity=40)
    await outing.all_join(*(volunteer(n) for n in range(60)))
    with counted() as statements:
        facts = await outing.facts()
    assert len(statements) == 2
    assert [one.name for one in facts.standings] == [f"Volunteer {n}" for n in range(60)]
    assert (facts.taken, len(facts.line)) == (40, 20)


async def test_somebody_whose_row_is_gone_has_no_name(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA, BEN)
    await store.write(lambda tx: tx.delete(tx.get_one(Member, (1, ANA.person_id))))
    assert [one.name for one in (await outing.facts()).standings] == ["", "Ben"]


# ---- lists ---------------------------------------------------------------------------------------------


async def test_lists_show_ones_own_first_and_then_the_soonest(store: Store) -> None:
    await on_day(store, 1, "Tomorrow")
    waiting = await on_day(store, 4, "I wait", capacity=1)
    await waiting.all_join(BEN, ANA)
    left = await on_day(store, 2, "I left")
    await left.do(canvass.cant, ANA)
    await on_day(store, 5, "I lead", captain_id=ANA.person_id)
    assert await names(store) == ["I wait", "I lead", "Tomorrow", "I left"]
    assert [(line.taken, line.capacity, line.mine) for line in await lines(store)] == [
        (1, 1, WAITING),
        (0, None, None),
        (0, None, None),
        (0, None, CANT),
    ]
    assert await names(store, most=2) == ["I wait", "I lead"]


async def test_lists_keep_to_what_is_coming_until_it_has_ended(store: Store) -> None:
    await on_day(store, 1, "First")
    await on_day(store, 2, "Second")
    off = await on_day(store, 3, "Called off")
    await off.do(canvass.cancel, ROSA, reason="")
    assert await names(store) == ["First", "Second"]
    later = NOW + DAY + timedelta(hours=1)
    assert await names(store, now=later) == ["First", "Second"]
    assert await names(store, now=later + timedelta(hours=1)) == ["Second"]
    assert await names(store, now=NOW + 2.5 * DAY, past=True) == ["Called off", "Second", "First"]


async def test_captains_see_what_they_lead_and_organizers_everything(store: Store) -> None:
    await on_day(store, 1, "Another's")
    await on_day(store, 2, "Dev leads", captain_id=DEV.person_id)
    assert await names(store, DEV, only_led=True) == ["Dev leads"]
    assert await names(store, ANA, only_led=True) == []
    assert await names(store, ROSA, only_led=True) == ["Another's", "Dev leads"]


async def test_what_is_typed_finds_names_without_case_accents_and_blanks(store: Store) -> None:
    await on_day(store, 1, "Near San José")
    await on_day(store, 2, "", meet_place="SAN JOSE library")
    await on_day(store, 3, "East side")
    assert await names(store, typed="san josé") == ["Near San José", "SAN JOSE library"]
    assert await names(store, typed="%") == []


# ---- by name -------------------------------------------------------------------------------------------


async def test_a_typed_name_is_found(store: Store) -> None:
    elm, elm_west, oak = [await on_day(store, n, name) for n, name in ((1, "Elm"), (2, "Elm West"), (3, "Oak"))]
    past = await on_day(store, 1, "Birch")
    await past.do(canvass.cancel, ROSA, reason="")
    for typed, outing in ((str(oak.id), oak), ("élm", elm), ("west", elm_west), (" OAK ", oak), ("birch", past)):
        assert await resolved(store, typed) == outing.id


async def test_a_name_that_fits_none_or_several_is_refused(store: Store) -> None:
    await on_day(store, 1, "Elm")
    await on_day(store, 2, "Eldridge")
    for typed in ("", " ", "el", "nowhere", "²", "0", "-1", "4294967296", "9" * 50, "%", "'; DROP"):
        with pytest.raises(NoSuchCanvass):
            await resolved(store, typed)


async def test_coming_sessions_go_before_past_ones_of_the_same_name(store: Store) -> None:
    old = await on_day(store, 1, "Elm")
    await old.do(canvass.cancel, ROSA, reason="")
    new = await on_day(store, 2, "Elm")
    assert await resolved(store, "elm") == new.id


# ---- the next form's defaults --------------------------------------------------------------------------


async def test_the_last_plan_of_the_team_is_found(store: Store) -> None:
    assert await store.read(partial(canvass.last_plan, actor=ROSA)) is None
    await on_day(store, 9, "First")
    second = await on_day(store, 2, "Second", captain_id=DEV.person_id, captain_name="Dev", capacity=7)
    assert await store.read(partial(canvass.last_plan, actor=ROSA)) == (await second.facts()).plan
    assert await store.read(partial(canvass.last_plan, actor=STRANGER)) is None


# ---- while people type -------------------------------------------------------------------------


async def test_two_thousand_sessions_are_listed_by_as_few_questions_as_one(store: Store) -> None:
    await store.write(welcome)
    await store.write(partial(_two_thousand))
    for typed in ("", "street 19", "nowhere"):
        with counted() as statements:
            await lines(store, typed=typed)
        assert len(statements) == (2 if typed else 1)


def _two_thousand(tx: Session) -> None:
    for number in range(2_000):
        starts_at = STARTS + timedelta(hours=number)
        row = Canvass(
            team_id=1,
            title=f"Sésamo Street {number}",
            starts_at=starts_at,
            ends_at=starts_at + (PLAN.ends_at - PLAN.starts_at),
            zone="America/Chicago",
            capacity=8,
            created_at=NOW,
        )
        tx.add(row)
        tx.flush()
        for person in range(5):
            tx.add(
                Signup(
                    canvass_id=row.id or 0,
                    person_id=volunteer(person).person_id,
                    team_id=1,
                    state=IN,
                    place=person + 1,
                    answered_at=NOW,
                )
            )


async def test_other_peoples_sessions_are_nobodys_own(store: Store) -> None:
    outing = await on_day(store, 3, "Later")
    await outing.all_join(CLEO)
    await on_day(store, 1, "Sooner")
    assert await names(store, CLEO) == ["Later", "Sooner"]
    assert await names(store, BEN) == ["Sooner", "Later"]
