"""Cheers: for what, once, one a minute, in texts that were not heard lately, and about nobody who would rather not."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, delete, select

from db import canvass, doors, nudges, people, setup
from db.doors import cheered, cheering
from db.doors.cheering import USE, Due
from db.facts import Naming, NudgeKind, NudgeState
from db.facts.cheers import LINES, Cause
from db.facts.doors import CheerFacts
from db.models.doors import Attendance, Cheer
from db.models.nudges import Nudge
from db.models.teams import Team
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, PLAN, ROSA, STARTS, volunteer
from tests.db.dooring import MINUTE, MOVED_ON, NOBODY, SIGN, SUPPORTER, TALKED, Day, live, new_press

ADMIN = replace(ROSA, admin=True)


async def rows(store: Store, canvass_id: int | None = None) -> list[Cheer]:
    """What was written down, in order."""
    query = select(Cheer).order_by(col(Cheer.id))
    found = await store.read(lambda tx: list(tx.exec(query)))
    return [row for row in found if canvass_id in {None, row.canvass_id}]


async def causes(day: Day) -> list[str]:
    """Why, in order."""
    return [row.cause for row in await rows(day.store, day.id)]


async def latest(day: Day, most: int = 50) -> tuple[CheerFacts, ...]:
    """What the board shows."""
    return await day.store.read(partial(cheered.latest, canvass_id=day.id, most=most))


def deliver(tx: Session, *, now: datetime) -> list[int]:
    """Send what is due, as the courier does; the ids of the cheers that were told."""
    told = []
    for bundle in nudges.hold_due(tx, now=now, most=100).bundles:
        [one] = bundle.nudges
        if one.kind is NudgeKind.CHEER and cheered.told(tx, cheer_id=int(str(one.values["cheer"]))):
            assert nudges.set_out(tx, bundle=bundle, channel_id=CHANNEL, now=now)
            nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=now)
            told.append(int(str(one.values["cheer"])))
        else:
            nudges.put_away(tx, ids=bundle.ids, state=NudgeState.EXPIRED, now=now)
    return told


async def told(day: Day) -> list[str]:
    """Tell what is due now; why."""
    ids = await day.store.write(partial(deliver, now=day.now))
    return [row.cause for number in ids for row in await rows(day.store) if row.id == number]


async def quiet_down(day: Day) -> None:
    """Time passes, until nothing waits to be told."""
    for _ in range(15):
        await told(day)
        day.now += MINUTE


async def later_day(store: Store, after: timedelta) -> Day:
    """Another session, that begins so much later."""
    starts = STARTS + after
    plan = replace(PLAN, starts_at=starts, ends_at=starts + timedelta(hours=3))
    facts = await store.write(partial(canvass.plan, actor=ROSA, plan=plan, channel_id=CHANNEL, now=starts - MINUTE))
    day = Day(store, facts.id, starts)
    assert await day.do(doors.start, ROSA)
    return day


# ---- for what ---------------------------------------------------------------------------------------------


async def test_the_first_door_of_the_day_and_of_a_person_are_firsts(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA)
    assert await causes(day) == ["first_door:1", f"first_ever:{ANA.person_id}"]
    await day.press(ANA)
    await day.press(BEN)
    assert (await causes(day))[2:] == [f"first_ever:{BEN.person_id}"]


async def test_each_mark_of_the_goal_comes_once_and_five_at_once_are_one(store: Store) -> None:
    day = await live(store, ANA, door_goal=20)
    await day.press(ANA, NOBODY, 5)
    assert "goal25" in await causes(day)
    assert "goal10" not in await causes(day)
    await day.undo(ANA)
    await day.press(ANA, NOBODY, 2)
    assert "goal10" not in await causes(day), "a lower mark after a higher one would be odd"
    await day.press(ANA, NOBODY, 18)
    await day.press(ANA, NOBODY, 5)
    goals = [cause for cause in await causes(day) if cause.startswith(("goal", "over"))]
    assert goals == ["goal25", "goal100", "over"]


async def test_without_a_goal_round_numbers_of_the_group_are_cheered(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 24)
    assert not [cause for cause in await causes(day) if cause.startswith("doors")]
    await day.press(ANA, TALKED)
    assert "doors:25" in await causes(day)


@pytest.mark.parametrize(
    ("outcome", "n", "cause"),
    [
        (SUPPORTER, 1, "first_supporter:1"),
        (SUPPORTER, 5, "supporters:5"),
        (SIGN, 1, "first_sign:1"),
        (SIGN, 5, "signs:5"),
        (TALKED, 10, "talks:10"),
        (NOBODY, 25, "nobody:25"),
        (MOVED_ON, 5, "calm:5"),
    ],
)
async def test_what_the_group_did_together_is_cheered(store: Store, outcome: Any, n: int, cause: str) -> None:
    day = await live(store, ANA)
    for _ in range(n):
        await day.press(ANA, outcome)
    assert cause in await causes(day)


async def test_a_personal_best_is_against_oneself_only(store: Store) -> None:
    first = await live(store, ANA, BEN)
    await first.press(ANA, NOBODY, 14)
    await first.press(BEN, NOBODY, 40)
    second = await later_day(store, timedelta(days=7))
    await second.press(ANA, NOBODY, 10)
    assert f"best:{ANA.person_id}" not in await causes(second)
    await second.press(ANA, NOBODY, 10)
    await second.press(ANA, NOBODY, 10)
    await second.press(BEN, NOBODY, 30)
    assert [cause for cause in await causes(second) if cause.startswith("best")] == [f"best:{ANA.person_id}"]


async def test_nobody_beats_a_day_on_which_they_hardly_knocked(store: Store) -> None:
    first = await live(store, ANA)
    await first.press(ANA, NOBODY, 3)
    second = await later_day(store, timedelta(days=7))
    await second.press(ANA, NOBODY, 20)
    assert not [cause for cause in await causes(second) if cause.startswith("best")]


@pytest.mark.parametrize(("days", "back"), [(7, False), (59, False), (60, True), (400, True)])
async def test_who_comes_back_after_long_is_welcomed(store: Store, days: int, back: bool) -> None:
    first = await live(store, ANA)
    await first.press(ANA)
    second = await later_day(store, timedelta(days=days))
    await second.press(ANA)
    assert (f"comeback:{ANA.person_id}" in await causes(second)) is back
    assert f"first_ever:{ANA.person_id}" not in await causes(second)


async def test_who_was_there_longer_ago_than_is_kept_is_welcomed_back(store: Store) -> None:
    first = await live(store, ANA)
    await first.press(ANA)
    await store.write(lambda tx: tx.exec(delete(Attendance)).rowcount)
    second = await later_day(store, timedelta(days=200))
    await second.press(ANA)
    assert f"comeback:{ANA.person_id}" in await causes(second)


async def test_a_pair_has_its_round_numbers_and_its_list(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.do(canvass.make_pairs, ROSA)
    await day.press(ANA, NOBODY, 40)
    assert not [cause for cause in await causes(day) if cause.startswith("pair")]
    await quiet_down(day)
    await day.press(BEN, NOBODY, 10)
    [fifty] = [cause for cause in await causes(day) if cause.startswith("pair")]
    assert fifty.endswith(":50")
    await day.do(doors.finished, ANA)
    await day.do(doors.finished, ANA, undo=True)
    await day.do(doors.finished, BEN)
    assert len([cause for cause in await causes(day) if cause.startswith("finished")]) == 1
    assert {cheer.values["names"] for cheer in await latest(day) if cheer.cause in {"pair", "finished"}} == {
        ("Ana", "Ben")
    }


async def test_hours_on_their_feet_and_everyone_back(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA)
    await day.press(BEN)
    day.now += timedelta(minutes=70)
    await day.press(ANA, NOBODY, 10)
    assert "hours:1" in await causes(day)
    await day.do(doors.back, ANA)
    assert "back" not in await causes(day)
    await day.do(doors.back, BEN)
    assert "back" in await causes(day)


# ---- when not ------------------------------------------------------------------------------------------------


async def test_a_team_that_turned_them_off_has_none(store: Store) -> None:
    day = await live(store, ANA, door_goal=10)
    await store.write(partial(setup.set_cheers, actor=ADMIN, on=False))
    await day.press(ANA, NOBODY, 10)
    assert await causes(day) == []


async def test_turned_off_meanwhile_what_waits_is_not_told(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA)
    await store.write(partial(setup.set_cheers, actor=ADMIN, on=False))
    assert await told(day) == []


async def test_doors_added_after_the_day_are_not_cheered(store: Store) -> None:
    day = await live(store, ANA, door_goal=10)
    day.now += timedelta(hours=20)
    await day.by(ANA, doors.add, {NOBODY: 10})
    assert await causes(day) == []


async def test_a_press_that_is_sent_again_cheers_once(store: Store) -> None:
    day = await live(store, ANA, door_goal=10)
    press = new_press()
    for _ in range(2):
        await day.press(ANA, NOBODY, 10, press_id=press)
    counted = Counter(await causes(day))
    assert max(counted.values()) == 1


async def asked_for_cheers(day: Day, doors_pressed: int) -> list[str]:
    """What a press of Ana's asked the database for the sake of cheers."""
    asked: list[str] = []

    def listen(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    def unit(tx: Session) -> None:
        driver: Any = tx.connection().connection.driver_connection
        prepared = tx.get_bind().dialect.name == "sqlite"  # such a statement goes to the driver itself
        if prepared:
            driver.set_trace_callback(asked.append)
        else:
            event.listen(tx.get_bind(), "before_cursor_execute", listen)
        press = partial(doors.count, press_id=new_press(), counts={NOBODY: doors_pressed}, now=day.now)
        press(tx, team_id=1, canvass_id=day.id, person_id=ANA.person_id)
        if prepared:
            driver.set_trace_callback(None)
        else:
            event.remove(tx.get_bind(), "before_cursor_execute", listen)

    await day.store.write(unit)
    return [statement for statement in asked if "cheer" in statement or "nudge" in statement or "max(" in statement]


async def test_an_ordinary_press_asks_nothing(store: Store) -> None:
    day = await live(store, ANA, door_goal=100)
    await day.press(ANA, NOBODY, 2)
    assert await asked_for_cheers(day, 1) == []
    assert len(await asked_for_cheers(day, 7)) > 2, "a tenth of the goal"
    assert await asked_for_cheers(day, 5) == []
    assert len(await asked_for_cheers(day, 5)) == 1, "the twentieth door, with nothing to tell"


# ---- one a minute ----------------------------------------------------------------------------------------------


async def test_a_thread_hears_one_a_minute_at_most(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO)
    for person in (ANA, BEN, CLEO):
        await day.press(person)
    heard = []
    for second in range(0, 300, 10):
        day.now = STARTS + timedelta(seconds=second)
        heard += [second] * len(await told(day))
    assert heard == [0, 60, 120, 180]


async def test_what_waited_while_nothing_was_delivered_does_not_come_in_a_burst(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO)
    for person in (ANA, BEN, CLEO):
        await day.press(person)
    day.now += 5 * MINUTE
    assert len(await told(day)) == 1
    assert await told(day) == []
    day.now += MINUTE
    assert len(await told(day)) == 1


async def test_after_a_quarter_of_an_hour_it_is_stale(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA)
    day.now += USE
    assert await told(day) == []


async def test_in_quiet_hours_it_makes_no_sound(store: Store) -> None:
    day = await live(store, ANA)
    await store.write(quiet_all_day)
    await day.press(ANA)

    def unit(tx: Session) -> list[bool]:
        return [bundle.silent for bundle in nudges.hold_due(tx, now=day.now).bundles]

    assert await store.write(unit) == [True]


def quiet_all_day(tx: Session) -> None:
    """Quiet hours in which the session falls."""
    team = tx.get_one(Team, 1)
    team.quiet_from, team.quiet_until = time(6), time(22)


async def test_the_goal_goes_before_what_waits_and_takes_the_place_of_lower_marks(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO, door_goal=40)
    for person in (ANA, BEN, CLEO):
        await day.press(person)
    assert await told(day) == ["first_door:1"]
    await day.press(ANA, NOBODY, 2)
    await day.press(ANA, NOBODY, 35)
    day.now += MINUTE
    assert await told(day) == ["goal100"]
    heard = []
    for _ in range(12):
        day.now += MINUTE
        heard += await told(day)
    assert [cause for cause in heard if cause.startswith("goal")] == []
    assert f"first_ever:{BEN.person_id}" in heard


async def test_where_many_wait_single_people_are_left_out_but_the_group_is_not(store: Store) -> None:
    day = await live(store, door_goal=25)
    for number in range(20):
        await day.press(volunteer(number))
    waiting = await day.nudges(NudgeKind.CHEER)
    assert len(waiting) <= cheering.WAITING_MOST + 3
    await day.press(volunteer(1), NOBODY, 5)
    assert "goal100" in await causes(day)
    assert await told(day) == ["goal100"]


async def test_a_mark_that_does_not_stand_any_more_is_not_told(store: Store) -> None:
    day = await live(store, ANA, BEN, door_goal=10)
    await day.press(BEN)
    await told(day)
    await day.press(ANA, NOBODY, 9)
    await day.undo(ANA)
    heard = []
    for _ in range(5):
        day.now += MINUTE
        heard += await told(day)
    assert "goal100" not in heard


# ---- which text -------------------------------------------------------------------------------------------------


async def test_no_text_comes_again_before_all_of_its_cause_were_used(store: Store) -> None:
    day = await live(store, ANA)
    many = 3 * LINES[Cause.TALKS]

    def unit(tx: Session) -> None:
        for n in range(1, many + 1):
            cheering.tell(tx, team_id=1, canvass_id=day.id, due=[Due(Cause.TALKS, n)], now=day.now + n * MINUTE)

    await store.write(unit)
    lines = [row.line for row in await rows(store, day.id)]
    for start in range(0, many, LINES[Cause.TALKS]):
        assert len(set(lines[start : start + LINES[Cause.TALKS]])) == LINES[Cause.TALKS]


async def test_the_next_session_does_not_begin_with_what_the_last_one_heard(store: Store) -> None:
    first = await live(store, ANA)
    heard = []
    for number in range(LINES[Cause.FIRST_DOOR]):
        day = first if number == 0 else await later_day(store, timedelta(days=7 * number))
        await day.press(ANA)
        [line] = [row.line for row in await rows(store, day.id) if row.cause.startswith("first_door")]
        heard.append(line)
    assert len(set(heard)) == LINES[Cause.FIRST_DOOR]


# ---- about whom -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("naming", "names"), [(Naming.NAMED, ("Ana",)), (Naming.UNNAMED, ()), (Naming.OUT, ())])
async def test_only_those_are_named_who_want_to_be(store: Store, naming: Naming, names: tuple[str, ...]) -> None:
    day = await live(store, ANA)
    await day.press(ANA)
    await store.write(partial(people.set_naming, actor=ANA, naming=naming, now=day.now))
    [first] = [cheer for cheer in await latest(day) if cheer.cause == "first_ever"]
    assert first.values["names"] == names


async def test_a_pair_is_named_only_where_both_want_to_be(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.do(canvass.make_pairs, ROSA)
    await day.press(ANA)
    await store.write(partial(people.set_naming, actor=BEN, naming=Naming.UNNAMED, now=day.now))
    await day.do(doors.finished, ANA)
    [done] = [cheer for cheer in await latest(day) if cheer.cause == "finished"]
    assert done.values["names"] == ()


async def test_the_details_hold_no_person(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.do(canvass.make_pairs, ROSA)
    await day.press(ANA, NOBODY, 50)
    await day.do(doors.finished, ANA)

    def unit(tx: Session) -> str:
        texts = [row.details for row in tx.exec(select(Cheer))] + [row.details for row in tx.exec(select(Nudge))]
        keys = [row.key for row in tx.exec(select(Nudge)) if row.kind is NudgeKind.CHEER]
        return json.dumps(texts + keys)

    assert str(ANA.person_id) not in await store.read(unit)
