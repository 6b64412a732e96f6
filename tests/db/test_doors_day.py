"""A session starts, by hand or at its time; its board; which sessions boards must be there for; what a press costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from db import canvass, doors, people, setup
from db.engine import Engines, open_engines
from db.facts import Actor, CanvassState, Naming, NudgeKind, NudgeState, RankingMode
from db.refusals import CanvassCancelled, CanvassOver, Gone, NoSessionToday, OnlyCaptain, TooEarly
from db.sessions import driver_in
from db.store import Store
from db.transactions import save
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, EVA, NOW, PLAN, ROSA, STARTS, STRANGER, planned, welcome
from tests.db.dooring import MINUTE, NOBODY, SUPPORTER, TALKED, Day, another, live, new_press, paired

HOUR = timedelta(hours=1)
ENDS = STARTS + 3 * HOUR


async def at_its_time(day: Day) -> bool:
    """The bot starts a session, as its alarm or its catching up does."""
    return await day.store.write(partial(doors.start, canvass_id=day.id, now=day.now))


# ---- the start ---------------------------------------------------------------------------------------


async def test_the_captain_starts_and_twice_is_harmless(store: Store) -> None:
    outing = await planned(store, captain_id=BEN.person_id)
    day = Day(store, outing.id, STARTS - HOUR)
    with pytest.raises(OnlyCaptain):
        await day.do(doors.start, ANA)
    assert await day.do(doors.start, BEN)
    assert not await day.do(doors.start, ROSA)
    board = await day.board()
    assert (board.state, board.started_at) == (CanvassState.LIVE, STARTS - HOUR)
    assert (await outing.facts()).state is CanvassState.LIVE


async def test_nobody_starts_half_a_day_early_nor_what_is_over(store: Store) -> None:
    day = Day(store, (await planned(store)).id, STARTS - 12 * HOUR - MINUTE)
    with pytest.raises(TooEarly):
        await day.do(doors.start, ROSA)
    day.now = ENDS + 48 * HOUR
    with pytest.raises(CanvassOver):
        await day.do(doors.start, ROSA)
    day.now = STARTS
    await day.do(canvass.cancel, ROSA, reason="")
    with pytest.raises(CanvassCancelled):
        await day.do(doors.start, ROSA)
    assert not await at_its_time(day), "and the bot says nothing about it"


async def test_the_planned_time_starts_it_and_no_earlier_nor_once_it_is_over(store: Store) -> None:
    day = Day(store, (await planned(store)).id, STARTS - MINUTE)
    assert not await at_its_time(day)
    assert await store.read(partial(doors.due, now=day.now)) == []
    day.now = ENDS
    assert not await at_its_time(day)
    assert await store.read(partial(doors.due, now=day.now)) == []
    day.now = STARTS
    assert await store.read(partial(doors.due, now=day.now)) == [day.id]
    assert await at_its_time(day)
    assert not await at_its_time(day)
    assert await store.read(partial(doors.due, now=day.now)) == []


async def test_an_alarm_is_set_for_the_planned_time_and_moves_with_it(store: Store) -> None:
    outing = await planned(store)
    assert [nudge.due_at for nudge in await outing.nudges(NudgeKind.START)] == [STARTS]
    await outing.edit(starts_at=STARTS + HOUR, ends_at=ENDS + HOUR)
    assert [nudge.due_at for nudge in await outing.nudges(NudgeKind.START)] == [STARTS + HOUR]
    outing.now = STARTS
    await outing.do(doors.start, ROSA)
    assert await outing.nudges(NudgeKind.START) == []


async def test_the_captain_is_asked_for_those_who_are_out_and_to_wrap_up(store: Store) -> None:
    day = await live(store, ANA)
    due = {nudge.kind: nudge.due_at for nudge in await day.nudges(NudgeKind.NOT_BACK, NudgeKind.WRAP)}
    assert due == {NudgeKind.NOT_BACK: ENDS + 30 * MINUTE, NudgeKind.WRAP: ENDS + 45 * MINUTE}


async def test_a_live_session_that_is_called_off_still_waits_for_those_who_are_out(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA)
    await day.do(canvass.cancel, ROSA, reason="A storm is coming")
    assert [nudge.kind for nudge in await day.nudges(NudgeKind.NOT_BACK, NudgeKind.WRAP)] == [NudgeKind.NOT_BACK]
    assert await day.out() == ["Ana"]
    assert await day.do(doors.back, ANA) == (ANA.person_id,)


# ---- the board ---------------------------------------------------------------------------------------


async def test_the_board_shows_the_goal_who_is_out_with_whom_and_what_was_counted(store: Store) -> None:
    day = await paired(store, door_goal=40)
    await day.press(ANA, NOBODY, 5)
    await day.press(BEN, SUPPORTER, 2)
    await day.press(CLEO, TALKED)
    await day.press(replace(EVA, name="Joy"), NOBODY)
    board = await day.board()
    assert (board.goal, board.total.doors, board.share) == (40, 9, 9 / 40)
    assert [(crew.number, [one.name for one in crew.people], crew.doors) for crew in board.crews] == [
        (1, ["Ana", "Ben"], 7),
        (2, ["Cleo"], 1),
        (None, ["Joy"], 1),
    ]
    assert board.total.contact_rate == 3 / 9
    assert await store.read(partial(doors.board, canvass_id=day.id + 9)) is None


async def test_whoever_wants_no_name_in_rankings_has_no_number_beside_it(store: Store) -> None:
    day = await live(store, ANA, BEN)
    for who in (ANA, BEN):
        await day.press(who)
    await store.write(partial(people.set_naming, actor=BEN, naming=Naming.UNNAMED, now=day.now))
    named = {one.name: one.named for crew in (await day.board()).crews for one in crew.people}
    assert named == {"Ana": True, "Ben": False}


@pytest.mark.parametrize(
    ("mode", "beside"), [(RankingMode.ON, {1, None}), (RankingMode.GROUPS, {1}), (RankingMode.OFF, set())]
)
async def test_a_team_that_does_not_compare_has_no_numbers_side_by_side(
    store: Store, mode: RankingMode, beside: set[int | None]
) -> None:
    day = await paired(store)
    await day.press(ANA)
    await day.press(replace(EVA, name="Joy"))
    await store.write(partial(setup.set_ranking, actor=ROSA, mode=mode))
    board = await day.board()
    crews = {crew.number: crew for crew in board.crews if crew.doors}
    assert set(crews) == {1, None}
    assert {number for number, crew in crews.items() if all(one.named for one in crew.people)} == beside
    assert board.total.doors == 2


async def test_boards_are_there_while_it_is_live_and_a_day_after_the_wrap_up(store: Store) -> None:
    day = await live(store, ANA)

    async def boards() -> list[int]:
        return await store.read(partial(doors.live, now=day.now))

    assert await boards() == [day.id]
    day.now = ENDS + 47 * HOUR
    assert await boards() == [day.id], "nobody wrapped it up, and doors may still be added"
    await day.wrap()
    day.now += 23 * HOUR
    assert await boards() == [day.id]
    day.now += HOUR
    assert await boards() == []


async def test_the_boards_message_is_remembered_and_forgotten(store: Store) -> None:
    day = await live(store, ANA)
    for message_id in (77, None):
        await store.write(partial(doors.remember_board, canvass_id=day.id, message_id=message_id))
        assert (await day.board()).message_id == message_id


# ---- which one is meant --------------------------------------------------------------------------------


async def test_the_likeliest_session_is_meant(store: Store) -> None:
    day = await live(store, ANA)
    later = await another(day, timedelta(hours=5), title="Oak Street")
    for who in (ANA, BEN):
        assert await store.read(partial(doors.current, actor=who, now=STARTS)) in {day.id, later.id}
    await later.press(BEN)
    assert await store.read(partial(doors.current, actor=BEN, now=later.now)) == later.id, "where they have been seen"
    assert await store.read(partial(doors.current, actor=ANA, now=later.now)) == day.id, "where they signed up"
    assert [line.name for line in await store.read(partial(doors.today, actor=CLEO, now=STARTS, typed="oak"))] == [
        "Oak Street"
    ]
    with pytest.raises(NoSessionToday):
        await store.read(partial(doors.current, actor=STRANGER, now=STARTS))


# ---- what a press costs --------------------------------------------------------------------------------


@contextmanager
def statements(engines: Engines) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile; of SQLite its own word, for some go to it directly."""
    sent: list[str] = []
    with engines.writing() as tx:
        driver = driver_in(tx)
    if driver:
        driver.set_trace_callback(sent.append)
        yield sent
        driver.set_trace_callback(None)
        return

    def hear(*args: object) -> None:
        sent.append(str(args[2]))

    event.listen(engines.writer, "before_cursor_execute", hear)
    yield sent
    event.remove(engines.writer, "before_cursor_execute", hear)


@pytest.mark.parametrize("people", [(ANA,), (ANA, BEN)])
def test_a_press_is_four_statements(database: str, people: tuple[Actor, ...]) -> None:
    engines: Engines = open_engines(database)
    ids: dict[str, Any] = {"team_id": 1, "person_id": ANA.person_id, "now": STARTS}

    def press(canvass_id: int) -> None:
        unit = partial(doors.count, canvass_id=canvass_id, press_id=new_press(), counts={NOBODY: 1}, name="Ana", **ids)
        [outcome] = save(engines, [unit])
        assert outcome.error is None

    [_, made] = save(engines, [welcome, partial(canvass.plan, actor=ROSA, plan=PLAN, channel_id=CHANNEL, now=NOW)])
    here: dict[str, Any] = {"canvass_id": made.result.id, "now": NOW}
    save(engines, [partial(canvass.join, actor=who, **here) for who in people])
    if len(people) > 1:
        save(engines, [partial(canvass.make_pairs, actor=ROSA, **here)])
    save(engines, [partial(doors.start, canvass_id=made.result.id, now=STARTS)])
    press(made.result.id)
    with statements(engines) as sent:
        press(made.result.id)
    work = [one for one in sent if "xact" not in one and not one.startswith(("BEGIN", "COMMIT", "PRAGMA"))]
    assert len(work) == 4, work
    assert [one.split()[0] for one in work] == ["SELECT", "INSERT", "INSERT", "SELECT"]
    engines.close()


async def test_a_session_of_another_team_is_not_found(store: Store) -> None:
    day = await live(store, ANA)
    with pytest.raises(Gone):
        await day.do(doors.start, STRANGER)
    assert [nudge.state for nudge in await day.nudges(NudgeKind.WRAP)] == [NudgeState.PENDING]
