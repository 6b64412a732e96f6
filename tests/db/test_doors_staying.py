"""Who comes along to the place where people sit together after a session."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from db import canvass, doors, privacy, retention
from db.facts.doors import Stay
from db.refusals import CanvassCancelled, CanvassOver, Gone
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, ROSA, STARTS, STRANGER, planned
from tests.db.dooring import MINUTE, Day, live

CAFE = "Café Luna"
ENDS = STARTS + timedelta(hours=3)
UNTIL = ENDS + timedelta(hours=12)


async def with_a_place(store: Store) -> Day:
    """A live session after which people sit together; Ana signed up."""
    return await live(store, ANA, debrief_place=CAFE)


async def along(day: Day) -> list[str]:
    """Who comes along, as the board names them."""
    return [one.name for one in (await day.board()).staying]


async def test_anybody_of_the_team_comes_along_and_can_take_it_back(store: Store) -> None:
    day = await with_a_place(store)
    assert await along(day) == []
    assert await day.do(doors.stay, CLEO) == Stay(day.id, CAFE, coming=True, new=True)
    day.now += MINUTE
    assert (await day.do(doors.stay, ANA)).new, "having signed up makes no difference"
    assert await along(day) == ["Cleo", "Ana"], "the first who said so first"
    assert await day.came() == {}, "whoever only eats with the others was not at the doors"
    assert await day.do(doors.stay, CLEO, undo=True) == Stay(day.id, CAFE, coming=False, new=True)
    assert await along(day) == ["Ana"]


async def test_saying_it_twice_changes_nothing(store: Store) -> None:
    day = await with_a_place(store)
    assert not (await day.do(doors.stay, ANA, undo=True)).new
    assert (await day.do(doors.stay, ANA)).new
    day.now += MINUTE
    await day.do(doors.stay, BEN)
    day.now += MINUTE
    assert not (await day.do(doors.stay, ANA)).new
    assert await along(day) == ["Ana", "Ben"], "nobody loses their turn by saying it again"


async def test_it_can_be_said_before_the_start_and_until_twelve_hours_after_the_end(store: Store) -> None:
    day = Day(store, (await planned(store, debrief_place=CAFE)).id, STARTS - timedelta(days=1))
    assert (await day.do(doors.stay, ANA)).new
    day.now = STARTS
    await day.do(doors.start, ROSA)
    day.now = UNTIL - MINUTE
    await day.wrap()
    assert (await day.do(doors.stay, BEN)).new, "after the wrap-up they sit there"
    day.now = UNTIL
    with pytest.raises(CanvassOver):
        await day.do(doors.stay, CLEO)
    assert await along(day) == ["Ana", "Ben"]
    day.now += timedelta(days=9)
    assert (await day.do(doors.stay, BEN, undo=True)).new, "a name on a card can always be taken off it"
    assert await along(day) == ["Ana"]


@pytest.mark.parametrize("undo", [False, True])
async def test_refused_when_called_off_without_a_place_or_of_another_team(store: Store, undo: bool) -> None:
    nowhere = await live(store, ANA)
    with pytest.raises(Gone):
        await nowhere.do(doors.stay, ANA, undo=undo)
    await nowhere.do(canvass.cancel, ROSA, reason="Rain")
    with pytest.raises(CanvassCancelled):
        await nowhere.do(doors.stay, ANA, undo=undo)
    with pytest.raises(Gone):
        await nowhere.do(doors.stay, STRANGER, undo=undo)
    assert await along(nowhere) == []


@contextmanager
def asked(table: str) -> Iterator[list[str]]:
    """The questions about a table that the database is asked meanwhile."""
    found: list[str] = []

    def hear(*args: object) -> None:
        if table in str(args[2]):
            found.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


@pytest.mark.parametrize(("place", "times"), [("", 0), (CAFE, 1)])
async def test_only_the_board_of_a_session_with_a_place_asks_who_comes_along(
    store: Store, place: str, times: int
) -> None:
    day = await live(store, ANA, debrief_place=place)
    with asked("FROM staying") as questions:
        await day.board()
    assert len(questions) == times


async def test_whoever_is_forgotten_is_off_the_card_which_is_painted_again(store: Store) -> None:
    day = await with_a_place(store)
    for who in (CLEO, ANA):
        await day.do(doors.stay, who)
    [kept] = [part for part in await store.read(partial(privacy.export, actor=CLEO)) if part.name == "staying"]
    assert [row["session"] for row in kept.rows] == ["Elm Street"]
    gone = await store.write(partial(privacy.forget, actor=CLEO, now=day.now))
    assert gone.canvass_ids == (day.id,), "she did nothing else there"
    assert await along(day) == ["Ana"]


async def test_after_half_a_year_nobody_knows_who_came_along(store: Store) -> None:
    day = await with_a_place(store)
    await day.do(doors.stay, CLEO)
    half = ENDS + timedelta(days=180)
    await store.write(partial(retention.sweep, now=half))
    assert await along(day) == ["Cleo"]
    swept = await store.write(partial(retention.sweep, now=half + timedelta(seconds=1)))
    assert swept.canvass_ids == (day.id,)
    assert await along(day) == []
