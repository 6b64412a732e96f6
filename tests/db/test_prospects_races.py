"""Several people at the same moment: through one store, and through two on one PostgreSQL. Nothing is doubled."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, col, select

from db import prospects
from db.engine import open_engines
from db.facts import NudgeKind, NudgeState
from db.facts.prospects import ContactHow, Stage
from db.models.nudges import Nudge
from db.models.prospects import SignedOn
from db.refusals import ProspectChanged, ProspectKnown
from db.store import Store
from tests.db.canvassing import ROSA, volunteer
from tests.db.prospecting import COUNCIL, NONE, OWNER, PASTOR, Desk, deliver, desk, named


@pytest.fixture(params=["sqlite, one store", "postgresql, one store", "postgresql, two stores"])
async def desks(request: pytest.FixtureRequest) -> AsyncIterator[list[Desk]]:
    """The desks at which people act; two are as two processes, each with its own connections."""
    kind, how_many = request.param.split(", ")
    url: str = request.getfixturevalue(kind)
    stores = [Store(open_engines(url)) for _ in range(2 if how_many == "two stores" else 1)]
    yield [await desk(stores[0]), *(Desk(store) for store in stores[1:])]
    for store in stores:
        await store.close()


async def at_once(*deeds: Any) -> list[Any]:
    """What became of each."""
    return list(await asyncio.gather(*deeds, return_exceptions=True))


async def test_of_one_name_only_one_is_added(desks: list[Desk]) -> None:
    done = await at_once(*(desks[turn % len(desks)].add(PASTOR, volunteer(turn)) for turn in range(10)))
    assert sum(isinstance(one, ProspectKnown) for one in done) == 9
    assert len(await desks[0].store.read(partial(prospects.find, actor=ROSA))) == 1


async def test_of_two_leads_one_saves_and_the_other_is_told(desks: list[Desk]) -> None:
    them = await desks[0].add()
    plans = [replace(PASTOR, place=f"Place {turn}") for turn in range(6)]
    done = await at_once(
        *(
            desks[turn % len(desks)].do(prospects.change, ROSA if turn % 2 else OWNER, them, plan=plan, seen=0)
            for turn, plan in enumerate(plans)
        )
    )
    saved = [one for one in done if not isinstance(one, ProspectChanged)]
    assert len(saved) == 1
    assert (await desks[-1].look(them)).plan == saved[0].plan


async def test_every_contact_is_kept_and_silence_is_told_once(desks: list[Desk]) -> None:
    them = await desks[0].add()
    done = await at_once(
        *(desks[turn % len(desks)].log(them, NONE, volunteer(turn), how=ContactHow.LETTER) for turn in range(20))
    )
    assert all(one.stage is Stage.ASK for one in done)
    assert len((await desks[0].look(them)).contacts) == 20
    assert len(await desks[0].nudges(NudgeKind.STALE)) == 1


async def test_they_sign_on_once_and_wake_the_others_once(desks: list[Desk]) -> None:
    peers = [await desks[0].add(plan) for plan in (COUNCIL, PASTOR)]
    resting = [await desks[0].add(named(number)) for number in range(4)]
    for one in resting:
        await desks[0].do(prospects.park, OWNER, one, sways=[peer.id for peer in peers])
    done = await at_once(*(desks[turn % len(desks)].sign(peers[turn % 2]) for turn in range(8)))
    assert sorted(len(one.woken) for one in done) == [0] * 7 + [4]

    def rows(tx: Session) -> tuple[int, int]:
        woken = select(Nudge).where(col(Nudge.kind) == NudgeKind.WAKES, col(Nudge.state) == NudgeState.PENDING)
        return len(tx.exec(select(SignedOn)).all()), len(tx.exec(woken).all())

    assert await desks[0].store.read(rows) == (2, 4)


async def test_the_courier_and_people_never_wait_for_each_other_for_ever(desks: list[Desk]) -> None:
    all_of_them = [await desks[0].add(named(number)) for number in range(6)]
    for one in all_of_them:
        await desks[0].do(prospects.set_asker, OWNER, one, asker_id=OWNER.person_id, asker_name="Ana")
        await desks[0].log(one, NONE, OWNER)
    due = max(one.due_at for one in await desks[0].nudges(NudgeKind.STALE))
    for table in desks:
        table.now = due
    couriers = [desks[turn % len(desks)].store.write(partial(deliver, now=due)) for turn in range(4)]
    people = [
        desks[turn % len(desks)].do(prospects.park, OWNER, one, sways=[all_of_them[turn - 1].id])
        for turn, one in enumerate(all_of_them)
    ]
    signs = [desks[turn % len(desks)].sign(one) for turn, one in enumerate(all_of_them)]
    done = await at_once(*couriers, *people, *signs)
    assert [one for one in done if isinstance(one, Exception)] == []
