"""A draft is used once, however often and wherever it is pressed, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import Session

from db import drafts, followups
from db.engine import open_engines
from db.facts import FollowupFacts, FollowupPlan
from db.refusals import PastTime
from db.store import Store
from tests.db.canvassing import ANA, BEN, NOW, STARTS, welcome

KIND = "followup.n1"


@pytest.fixture(params=["sqlite, one store", "postgresql, one store", "postgresql, two stores"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[list[Store]]:
    """The stores through which people press; two are as two processes, each with its own connections."""
    kind, how_many = request.param.split(", ")
    url: str = request.getfixturevalue(kind)
    stores = [Store(open_engines(url)) for _ in range(2 if how_many == "two stores" else 1)]
    await stores[0].write(welcome)
    yield stores
    for store in stores:
        await store.close()


def keep(what: str) -> partial[None]:
    """Somebody types something."""
    typed = {"what": what}
    return partial(drafts.keep, team_id=ANA.team_id, person_id=ANA.person_id, kind=KIND, typed=typed, now=NOW)


def save(tx: Session, typed: dict[str, str]) -> FollowupFacts:
    """Make a promise of it."""
    plan = FollowupPlan(typed["what"], STARTS, "America/Chicago", ANA.person_id)
    return followups.add(tx, actor=ANA, plan=plan, now=NOW)


use = partial(drafts.use, team_id=ANA.team_id, person_id=ANA.person_id, kind=KIND)


async def test_of_many_presses_at_once_one_saves(stores: list[Store]) -> None:
    for turn in range(5):
        await stores[0].write(keep(f"Promise {turn}"))
        presses = (stores[number % len(stores)].write(partial(use, then=save)) for number in range(6))
        done = await asyncio.gather(*presses)
        assert [facts.text for facts in done if facts] == [f"Promise {turn}"]
    mine = await stores[0].read(partial(followups.mine, actor=ANA, now=NOW))
    assert mine.open == 5


async def test_what_is_refused_is_still_there_to_be_corrected(store: Store) -> None:
    await store.write(welcome)
    await store.write(keep("Bring chairs"))

    def refuse(_tx: Session, _typed: dict[str, str]) -> None:
        raise PastTime(typed="noon", read_at=NOW)

    with pytest.raises(PastTime):
        await store.write(partial(use, then=refuse))
    facts = await store.write(partial(use, then=save))
    assert facts is not None
    assert facts.text == "Bring chairs"


async def test_a_draft_is_its_writers_alone(store: Store) -> None:
    await store.write(welcome)
    await store.write(keep("Bring chairs"))
    bens = partial(drafts.use, team_id=BEN.team_id, person_id=BEN.person_id, kind=KIND, then=save)
    elsewhere = partial(drafts.use, team_id=2, person_id=ANA.person_id, kind=KIND, then=save)
    assert await store.write(bens) is None
    assert await store.write(elsewhere) is None


# ---- what is typed is nobody else's business -----------------------------------------------------------


def _raw(tx: Session) -> list[str]:
    """What stands in the database."""
    return [str(typed) for (typed,) in tx.execute(text("SELECT typed FROM draft"))]


async def test_what_is_typed_is_sealed(stores: list[Store]) -> None:
    await stores[0].write(keep("Gave a sermon"))
    [typed] = await stores[0].read(_raw)
    assert "sermon" not in typed
    find = partial(drafts.find, team_id=ANA.team_id, person_id=ANA.person_id, kind=KIND)
    assert await stores[-1].read(find) == {"what": "Gave a sermon"}


async def test_what_was_typed_before_it_was_sealed_still_opens(stores: list[Store]) -> None:
    await stores[0].write(keep("x"))
    plain = """UPDATE draft SET typed = '{"what": "plain"}'"""
    await stores[0].write(lambda tx: tx.connection().exec_driver_sql(plain).rowcount)
    find = partial(drafts.find, team_id=ANA.team_id, person_id=ANA.person_id, kind=KIND)
    assert await stores[0].read(find) == {"what": "plain"}
