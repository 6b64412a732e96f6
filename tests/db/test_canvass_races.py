"""People press at the same moment: through one store, through two on one PostgreSQL, and from several processes."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db import canvass
from db.engine import open_engines
from db.facts import Actor, Answered, NudgeKind, SignupState
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CANT,
    IN,
    OFFERED,
    ROSA,
    STARTS,
    WAITING,
    Outing,
    Unit,
    check,
    planned,
    volunteer,
)

ROOT = Path(__file__).parents[2]
Crowd = asyncio.subprocess.Process
LATE = STARTS - timedelta(hours=1)


@pytest.fixture(params=["sqlite, one store", "postgresql, one store", "postgresql, two stores"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[list[Store]]:
    """The stores through which people press; two are as two processes, each with its own connections."""
    kind, how_many = request.param.split(", ")
    url: str = request.getfixturevalue(kind)
    stores = [Store(open_engines(url)) for _ in range(2 if how_many == "two stores" else 1)]
    yield stores
    for store in stores:
        await store.close()


def through(stores: Sequence[Store], outing: Outing) -> list[Outing]:
    """The same session, through each of the stores."""
    return [Outing(store, outing.id, outing.now) for store in stores]


async def at_once(doors: Sequence[Outing], unit: Unit, people: Sequence[Actor], **more: Any) -> list[Answered]:
    """They all press at the same moment, one at each door in turn."""
    presses = (doors[turn % len(doors)].do(unit, person, **more) for turn, person in enumerate(people))
    answers: list[Answered] = await asyncio.gather(*presses)
    return answers


# ---- into the line -------------------------------------------------------------------------------------


async def test_two_hundred_press_for_eight_places(stores: list[Store]) -> None:
    doors = through(stores, await planned(stores[0], capacity=8))
    people = [volunteer(number) for number in range(200)]
    answers = await at_once(doors, canvass.join, people)
    facts = await check(doors[0])
    assert Counter(one.state for one in facts.standings) == {IN: 8, WAITING: 192}
    assert [one.place for one in facts.standings] == list(range(1, 201))
    assert facts.changes == 200, "a change that saw the session as it was before another"
    assert [answer.mine and answer.mine.state for answer in answers] == [
        standing.state for person in people if (standing := facts.of(person.person_id))
    ]
    for turn in range(len(doors)):
        # At each door it goes by the order in which they pressed.
        order = [answer.mine.place for answer in answers[turn :: len(doors)] if answer.mine]
        assert order == sorted(order)


async def test_one_person_presses_ten_times_at_once(stores: list[Store]) -> None:
    doors = through(stores, await planned(stores[0], capacity=8))
    answers = await at_once(doors, canvass.join, [ANA] * 10)
    assert Counter(answer.before for answer in answers) == {None: 1, IN: 9}
    facts = await check(doors[0])
    assert [(one.name, one.state, one.place) for one in facts.standings] == [("Ana", IN, 1)]


async def test_two_press_the_last_place_at_once(stores: list[Store]) -> None:
    doors = through(stores, await planned(stores[0], capacity=1))
    answers = await at_once(doors, canvass.join, [ANA, BEN])
    assert sorted(answer.mine.state for answer in answers if answer.mine) == [IN, WAITING]
    await check(doors[0])


# ---- in and out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [False, True], ids=["offers", "at once"])
async def test_a_third_leave_while_others_join_and_places_are_added(stores: list[Store], late: bool) -> None:
    outing = await planned(stores[0], capacity=8)
    outing.now = LATE if late else outing.now
    doors = through(stores, outing)
    chance = random.Random(5)
    first, second = ([volunteer(number) for number in numbers] for numbers in (range(60), range(60, 120)))
    await at_once(doors, canvass.join, first)
    presses: list[tuple[Unit, Actor]] = [(canvass.join, person) for person in second]
    presses += [(chance.choice([canvass.cant, canvass.maybe]), person) for person in first[::3]]
    presses += [(canvass.drop, person) for person in first[1:10:3]]
    chance.shuffle(presses)
    work = [_press(doors[turn % len(doors)], unit, person) for turn, (unit, person) in enumerate(presses)]
    await asyncio.gather(*work, _add_places(doors))
    facts = await check(doors[0])
    assert (facts.plan.capacity, facts.taken) == (15, 15)
    assert Counter(one.state in {CANT, SignupState.MAYBE} for one in facts.standings)[True] >= 20
    promoted = NudgeKind.PROMOTED if late else NudgeKind.OFFER
    told = {nudge.person_id for nudge in await outing.nudges(promoted)}
    assert told >= {one.person_id for one in facts.those(OFFERED)}


async def _add_places(doors: Sequence[Outing]) -> None:
    await doors[0].edit(capacity=10)
    await doors[-1].edit(capacity=15)


async def _press(door: Outing, unit: Unit, person: Actor) -> None:
    if unit is canvass.drop:
        await door.do(unit, ROSA, person_id=person.person_id)
    else:
        await door.do(unit, person)


async def test_an_offer_is_taken_passed_on_and_over_at_the_same_moment(stores: list[Store]) -> None:
    outing = await planned(stores[0], capacity=1)
    await outing.all_join(ANA, BEN, *(volunteer(number) for number in range(10, 15)))
    await outing.do(canvass.cant, ANA)
    outing.now += timedelta(hours=4)
    doors = through(stores, outing)
    work = [doors[turn % len(doors)].lapse(BEN) for turn in range(6)]
    work += [door.do(canvass.join, BEN) for door in doors]
    await asyncio.gather(*work, *(door.pass_on(BEN) for door in doors), return_exceptions=True)
    facts = await check(outing)
    assert facts.taken == 1
    assert [one.name for one in facts.those(OFFERED)] == ["Volunteer 10"]


async def test_what_is_planned_for_the_moment_stays_with_it(stores: list[Store]) -> None:
    outing = await planned(stores[0], capacity=2)
    await outing.all_join(*(volunteer(number) for number in range(20)))
    doors = through(stores, outing)
    work = [door.edit(starts_at=STARTS + timedelta(hours=1)) for door in doors]
    work += [door.do(canvass.cant, volunteer(number)) for number, door in zip(range(4), doors * 4, strict=False)]
    await asyncio.gather(*work, doors[0].do(canvass.cancel, ROSA, reason=""), return_exceptions=True)
    facts = await outing.facts()
    assert await outing.told() == [(NudgeKind.CANCELLED, None)], facts.state
    await asyncio.gather(*(door.do(canvass.cancel, ROSA, reason="") for door in doors))
    assert len(await outing.told()) == 1


# ---- processes -----------------------------------------------------------------------------------------


@pytest.fixture
async def shared(postgresql: str) -> AsyncIterator[Store]:
    """A store that is one process of several."""
    store = Store(open_engines(postgresql))
    yield store
    await store.close()


@pytest.fixture
async def crowds() -> AsyncIterator[list[Crowd]]:
    """Processes that are waited for, however the test ends."""
    crowds: list[Crowd] = []
    yield crowds
    for crowd in crowds:
        if crowd.returncode is None:
            crowd.kill()
        await crowd.wait()


async def test_three_processes_sell_no_place_twice(shared: Store, postgresql: str, crowds: list[Crowd]) -> None:
    outing = await planned(shared, capacity=8)
    for first in (0, 40, 80):
        command = ["-W", "error", "-m", "tests.db.crowd", postgresql, str(outing.id), str(first), "40"]
        crowds.append(await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stdin=PIPE, stdout=PIPE))
    assert [await crowd.stdout.readline() for crowd in crowds if crowd.stdout] == [b"ready\n"] * 3
    await asyncio.gather(*(crowd.communicate(b"go\n") for crowd in crowds))
    assert [crowd.returncode for crowd in crowds] == [0, 0, 0]
    facts = await check(outing)
    assert (facts.taken, len(facts.those(CANT)), len(facts.standings)) == (8, 40, 120)


# ---- what they are told ----------------------------------------------------------------------------------


async def test_those_who_sign_up_late_at_once_are_told_by_one_message(stores: list[Store]) -> None:
    outing = await planned(stores[0])
    await outing.all_join(ANA)
    outing.now = STARTS - timedelta(hours=24)
    await outing.courier(ANA)
    doors = through(stores, outing)
    await at_once(doors, canvass.join, [volunteer(number) for number in range(1, 41)])
    assert await outing.told(NudgeKind.LATE_SIGNUP) == [(NudgeKind.LATE_SIGNUP, None)]
    await at_once(doors, canvass.cant, [volunteer(number) for number in range(1, 41)])
    assert await outing.told(NudgeKind.LATE_SIGNUP) == []


async def test_of_reminders_chosen_at_once_one_is_left_and_another_time_keeps_it_before_the_start(
    stores: list[Store],
) -> None:
    outing = await planned(stores[0])
    await outing.all_join(ANA)
    doors = through(stores, outing)
    moments = [outing.now + timedelta(hours=hours) for hours in range(1, 21)]
    chosen = (doors[turn % len(doors)].do(canvass.remind_me, ANA, at=at, asked=True) for turn, at in enumerate(moments))
    await asyncio.gather(*chosen, doors[-1].edit(starts_at=STARTS + timedelta(hours=1)))
    [reminder] = await outing.nudges(NudgeKind.SESSION_LATER)
    assert reminder.expires_at == STARTS + timedelta(hours=1)
