"""People press at the same moment: through one store, and through two on one PostgreSQL, as from two processes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from db import meetings, privacy
from db.engine import open_engines
from db.facts import FollowupState, NudgeKind, NudgeState
from db.facts.meetings import MeetingState, Outcome, Section
from db.facts.playbooks import Review, Role
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.prospects import ContactMade
from db.refusals import MeetingClosed, MeetingHeld, MeetingOff, Refusal
from db.store import Store
from tests.db.canvassing import volunteer
from tests.db.meeting import ANA, BEN, CLEO, ENDS, ROSA, STARTS, Encounter, plan_of, planned, thank

HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite, one store", "postgresql, one store", "postgresql, two stores"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[list[Store]]:
    """The stores through which people press; two are as two processes, each with its own connections."""
    kind, how_many = request.param.split(", ")
    url: str = request.getfixturevalue(kind)
    stores = [Store(open_engines(url)) for _ in range(2 if how_many == "two stores" else 1)]
    yield stores
    for store in stores:
        await store.close()


def doors(stores: list[Store], meeting: Encounter, now: Any = ENDS) -> list[Encounter]:
    """The same meeting, through each of the stores."""
    return [Encounter(store, meeting.id, meeting.prospect_id, now) for store in stores]


async def count(store: Store, table: Any, *wanted: Any) -> int:
    """How many rows there are."""
    return await store.read(lambda tx: tx.exec(select(func.count()).select_from(table).where(*wanted)).one())


def unforeseen(outcomes: list[Any]) -> list[Any]:
    """Errors that are no rule's word."""
    return [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refusal)]


async def test_it_is_held_once(stores: list[Store]) -> None:
    meeting = await planned(stores[0])
    at = doors(stores, meeting)
    pressed = [at[n % len(at)].do(meetings.held, (ANA, BEN)[n % 2], say=thank) for n in range(8)]
    rung = [
        one.store.write(partial(meetings.ends, meeting_id=meeting.id, say=thank, now=ENDS)) for one in at for _ in "ab"
    ]
    outcomes = await asyncio.gather(*pressed, *rung, return_exceptions=True)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert await count(stores[0], Followup) == await count(stores[0], ContactMade) == 1


async def test_all_say_at_once_how_it_was(stores: list[Store]) -> None:
    meeting = await planned(stores[0])
    people = [volunteer(n) for n in range(10, 18)]
    for person in people:
        await meeting.bring(person)
    await meeting.is_over()
    at = doors(stores, meeting)
    said = [
        at[n % len(at)].do(meetings.evaluate, person, answers={question: f"{question} {person.name}"})
        for n, person in enumerate(people)
        for question in Review
    ]
    await asyncio.gather(*said)
    facts = await meeting.facts()
    assert [len(one.answers) for one in facts.evaluations] == [6] * 8
    assert len(facts.merged(Review.NEXT)) == 8
    assert await meeting.coming(NudgeKind.EVALUATE) != []  # Ana has not said so


async def test_two_leads_close_at_once(stores: list[Store]) -> None:
    meeting = await planned(stores[0])
    await meeting.is_over()
    at = doors(stores, meeting)
    steps = ("Send the pledge", "Call her")
    closing = [at[n % len(at)].close((ANA, ROSA)[n % 2], next_step=steps[n % 2]) for n in range(6)]
    outcomes = await asyncio.gather(*closing, return_exceptions=True)
    facts = await meeting.facts()
    assert facts.state is MeetingState.CLOSED
    assert facts.closing is not None
    assert facts.closing.next_step in steps
    assert sum(isinstance(one, MeetingClosed) for one in outcomes) == 3  # they are told; the same twice is harmless
    assert unforeseen(outcomes) == []
    step = col(Followup.key) == f"next:{meeting.id}"
    assert await count(stores[0], Followup, step, col(Followup.text) == facts.closing.next_step) == 1


async def test_moved_and_called_off_at_once(stores: list[Store]) -> None:
    meeting = await planned(stores[0])
    at = doors(stores, meeting, meeting.now)
    moving = [
        at[n % len(at)].do(meetings.change, plan=plan_of(1, starts_at=STARTS + n * HOUR, ends_at=ENDS + n * HOUR))
        for n in range(1, 6)
    ]
    off = at[-1].do(meetings.cancel, ROSA, reason="")
    outcomes = await asyncio.gather(*moving, off, return_exceptions=True)
    assert unforeseen(outcomes) == []
    assert all(isinstance(one, MeetingOff) for one in outcomes if isinstance(one, Refusal))
    assert (await meeting.facts()).state is MeetingState.CANCELLED
    assert [kind for kind, _, _ in await meeting.coming()] == [NudgeKind.MEETING_OFF]


async def test_everything_at_once(stores: list[Store]) -> None:
    """Deadlocks show themselves here: all that locks a meeting, a prospect, its nudges and promises, together."""
    meeting = await planned(stores[0])
    await meeting.make_ready()
    await meeting.bring(CLEO, Role.NOTES)
    at = doors(stores, meeting)
    acts: list[Any] = []
    for n in range(4):
        one = at[n % len(at)]
        acts += [
            one.do(meetings.take, CLEO, task_id=1 + n % 3),
            one.write(Section.FACTS, f"Fact {n}", BEN),
            one.is_over(),
            one.courier(),
            one.do(meetings.evaluate, CLEO, answers={Review.LEARNED: f"{n}"}),
            one.close(outcome=Outcome.NO),
            one.do(meetings.reopen, ROSA),
            one.store.write(partial(privacy.forget, actor=volunteer(50 + n), now=ENDS)),
        ]
    outcomes = await asyncio.gather(*acts, return_exceptions=True)
    assert unforeseen(outcomes) == []
    assert {type(one) for one in outcomes if isinstance(one, Refusal)} <= {MeetingClosed, MeetingHeld}

    def doubled(tx: Session) -> list[str]:
        open_ = select(Followup.key).where(col(Followup.state) == FollowupState.OPEN)
        keys = [key or "" for key in tx.exec(open_)]
        pending = select(Nudge.key).where(col(Nudge.state) == NudgeState.PENDING)
        keys += list(tx.exec(pending))
        return [key for key in keys if keys.count(key) > 1]

    assert await stores[0].read(doubled) == []
