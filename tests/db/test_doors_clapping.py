"""People cheer each other on: once in ten minutes, at once or together, and named only if they want to be."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, col, select

from db import doors, nudges, people, privacy, setup
from db.doors import cheered, cheering
from db.doors.cheering import USE, Due
from db.doors.clapping import PAUSE
from db.doors.counting import AFTER
from db.facts import Actor, Naming, NudgeKind
from db.facts.cheers import LINES, Cause, CheeredOn
from db.facts.doors import CAUSE_MOST
from db.models.doors import Attendance, Cheer
from db.models.nudges import Nudge
from db.refusals import CanvassCancelled, CheeringOver, CheersOff, ManyCheers, NotLive
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, DAN, DEV, PLAN, ROSA, STARTS, planned, volunteer
from tests.db.dooring import MINUTE, Day, live
from tests.db.test_doors_cheers import ADMIN, deliver, later_day, latest, rows

SECOND = timedelta(seconds=1)


async def clap(day: Day, *who: Actor) -> CheeredOn:
    """They press *Cheer*, one after the other; what the last one is answered."""
    for one in who:
        said: CheeredOn = await day.do(doors.cheer_on, one)
    return said


async def hear(day: Day) -> list[tuple[str, tuple[str, ...], int]]:
    """What the thread is told now: the cause, who is named, and of how many."""

    def unit(tx: Session) -> list[tuple[str, tuple[str, ...], int]]:
        found = [cheered.told(tx, cheer_id=number) for number in deliver(tx, now=day.now)]
        facts = [told.cheer for told in found if told]
        return [(one.cause, tuple(map(str, one.values["names"])), int(str(one.values["n"]))) for one in facts]  # type: ignore[call-overload]  # names are a tuple

    return await day.store.write(unit)


async def until_quiet(day: Day) -> list[tuple[str, tuple[str, ...], int]]:
    """The same, minute after minute, until nothing waits."""
    heard = await hear(day)
    while await day.nudges(NudgeKind.CHEER):
        day.now += MINUTE
        heard += await hear(day)
    return heard


async def test_a_press_is_told_at_once(store: Store) -> None:
    day = await live(store, ANA)
    assert await clap(day, ANA) == CheeredOn(new=True, again_at=day.now + PAUSE)
    assert await hear(day) == [("hand", ("Ana",), 1)]
    assert await hear(day) == []


@pytest.mark.parametrize("who", [ANA, ROSA, DEV])
async def test_anybody_of_the_team_may_and_is_not_there_for_it(store: Store, who: Actor) -> None:
    day = await live(store, ANA, captain_id=ROSA.person_id)
    assert (await clap(day, who)).new
    assert await store.read(lambda tx: tx.exec(select(Attendance)).all()) == [], "whoever cheers from home is not out"


async def test_once_in_ten_minutes_and_sooner_is_no_harm(store: Store) -> None:
    day = await live(store, ANA, BEN)
    again_at = (await clap(day, ANA)).again_at
    await hear(day)
    day.now = again_at - SECOND
    assert await clap(day, ANA) == CheeredOn(new=False, again_at=again_at)
    assert await hear(day) == []
    assert (await clap(day, BEN)).new, "the ten minutes are a person's own"
    day.now = again_at
    assert await clap(day, ANA) == CheeredOn(new=True, again_at=again_at + PAUSE)


async def test_the_ten_minutes_are_of_one_session(store: Store) -> None:
    first = await live(store, ANA)
    await clap(first, ANA)
    second = await later_day(store, 5 * MINUTE)
    assert (await clap(second, ANA)).new


# ---- many at once ------------------------------------------------------------------------------------------------


async def test_who_press_within_the_minute_share_a_message(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO, DAN)
    await clap(day, ANA)
    assert await hear(day) == [("hand", ("Ana",), 1)]
    for who in (BEN, CLEO, DAN):
        day.now += 10 * SECOND
        assert (await clap(day, who)).new
        assert await hear(day) == []
    day.now = STARTS + MINUTE
    assert await hear(day) == [("hand", ("Ben", "Cleo", "Dan"), 3)]
    assert await until_quiet(day) == []


@pytest.mark.parametrize("names", [(ANA, BEN), (BEN, ANA)])
async def test_whoever_was_first_stands_first(store: Store, names: tuple[Actor, ...]) -> None:
    day = await live(store)
    await clap(day, *names)
    assert await hear(day) == [("hand", tuple(one.name for one in names), 2)]


async def test_twenty_at_once_are_one_message_and_everyone_is_in_it(store: Store) -> None:
    day = await live(store)
    await asyncio.gather(*(clap(day, volunteer(number)) for number in range(20)))
    heard = await until_quiet(day)
    assert [(cause, n) for cause, _, n in heard] == [("hand", 20)]
    assert len(set(heard[0][1])) == 20


async def test_twenty_who_never_tire_are_told_once_a_minute_and_others_have_their_turn(store: Store) -> None:
    day = await live(store, door_goal=100)
    heard: list[tuple[str, int]] = []
    for minute in range(60):
        for number in range(20):
            if number % 10 == minute % 10:
                assert (await clap(day, volunteer(number))).new
        if minute == 30:
            await day.press(volunteer(30), n=50)
        told = await hear(day)
        assert len(told) <= 1
        heard += [(cause, n) for cause, _, n in told]
        day.now += MINUTE
    heard += [(cause, n) for cause, _, n in await until_quiet(day)]
    assert {"goal50", "first_door", "first_ever"} <= {cause for cause, _ in heard}
    assert sum(n for cause, n in heard if cause == "hand") == 120, "nobody's is lost"


async def test_what_people_reached_goes_on_in_line_with_it(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA)
    await clap(day, BEN)
    assert [cause for cause, _, _ in await until_quiet(day)] == ["first_door", "first_ever", "hand"]


async def test_where_many_wait_it_is_told_all_the_same(store: Store) -> None:
    day = await live(store)
    for number in range(9):
        await day.press(volunteer(number))
    before = len(await day.nudges(NudgeKind.CHEER))
    assert (await clap(day, ANA)).new, "the line is full for single people, and this is the team's own"
    assert len(await day.nudges(NudgeKind.CHEER)) == before + 1
    assert ("hand", ("Ana",), 1) in await until_quiet(day)


async def test_where_so_much_waits_that_it_would_be_stale_nothing_is_promised(store: Store) -> None:
    day = await live(store, ANA)

    def crowd(tx: Session) -> None:
        due = [Due(Cause.TALKS, n) for n in range(1, 30)]
        cheering.tell(tx, team_id=1, canvass_id=day.id, due=due, now=day.now)

    await store.write(crowd)
    with pytest.raises(ManyCheers):
        await clap(day, ANA)
    day.now += MINUTE
    await hear(day)
    day.now += MINUTE
    await hear(day)
    assert (await clap(day, ANA)).new, "the refused press does not count for the ten minutes"


async def test_a_turn_that_nothing_told_in_time_is_left_and_a_new_one_begins(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await clap(day, ANA)
    day.now += USE
    await clap(day, BEN)
    assert await until_quiet(day) == [("hand", ("Ben",), 1)]


async def test_while_a_message_is_on_its_way_the_next_turn_begins(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await clap(day, ANA)
    [bundle] = (await store.write(partial(nudges.hold_due, now=day.now))).bundles
    await clap(day, BEN)
    cheer_id = int(str(bundle.first.values["cheer"]))
    told = await store.read(partial(cheered.told, cheer_id=cheer_id))
    assert told
    assert told.cheer.values["names"] == ("Ana",), "what is painted does not change while it is sent"
    sent = partial(nudges.mark_sent, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=day.now)
    await store.write(sent)
    day.now += MINUTE
    assert await until_quiet(day) == [("hand", ("Ben",), 1)]


async def test_whoever_waits_with_a_turn_for_ten_minutes_is_in_it_once(store: Store) -> None:
    day = await live(store, ANA)
    await clap(day, ANA)
    day.now += PAUSE
    assert (await clap(day, ANA)).new
    assert await until_quiet(day) == [("hand", ("Ana",), 1)]
    assert not (await clap(day, ANA)).new


async def test_no_text_comes_again_before_all_were_used(store: Store) -> None:
    day = await live(store)
    many = LINES[Cause.HAND]
    for turn in range(2 * many):
        await clap(day, *(volunteer(20 * turn + number) for number in range(20)))
        await hear(day)
        day.now += MINUTE
    lines = [row.line for row in await rows(store, day.id) if row.person_id is None]
    for start in (0, many):
        assert sorted(lines[start : start + many]) == list(range(1, many + 1))


async def test_an_hour_of_it_does_not_make_the_day_forget_its_other_texts(store: Store) -> None:
    day = await live(store)
    texts = LINES[Cause.TALKS]

    def hour(tx: Session, *, n: int) -> None:
        cheering.tell(tx, team_id=1, canvass_id=day.id, due=[Due(Cause.TALKS, n)], now=day.now)
        for minute in range(60):
            turn = Due(Cause.HAND, 60 * n + minute).key
            tx.add(Cheer(team_id=1, canvass_id=day.id, cause=turn, line=1, at=day.now + minute * MINUTE))

    for n in range(1, texts + 1):
        await store.write(partial(hour, n=n))
        day.now += 60 * MINUTE
    talked = [row.line for row in await rows(store, day.id) if row.cause.startswith("talks")]
    assert sorted(talked) == list(range(1, texts + 1))


# ---- when not ----------------------------------------------------------------------------------------------------


async def test_before_the_day_begins_nobody_is_at_the_doors(store: Store) -> None:
    outing = await planned(store)
    with pytest.raises(NotLive):
        await outing.do(doors.cheer_on, ANA)


async def test_after_the_day_nobody_is_there_any_more(store: Store) -> None:
    day = await live(store, ANA)
    await day.wrap()
    with pytest.raises(CheeringOver):
        await clap(day, ANA)


async def test_a_day_that_nobody_wrapped_up_is_over_one_day(store: Store) -> None:
    day = await live(store, ANA)
    day.now = PLAN.ends_at + AFTER - SECOND
    assert (await clap(day, ANA)).new
    day.now += SECOND
    with pytest.raises(CheeringOver):
        await clap(day, BEN)


async def test_a_day_that_was_called_off(store: Store) -> None:
    day = await live(store, ANA)
    await store.write(partial(call_off, canvass_id=day.id))
    with pytest.raises(CanvassCancelled):
        await clap(day, ANA)


def call_off(tx: Session, *, canvass_id: int) -> None:
    """As if it had been called off from its card."""
    tx.connection().exec_driver_sql(f"UPDATE canvass SET state = 'cancelled' WHERE id = {canvass_id}")  # noqa: S608 - our own number


async def test_wrapped_up_meanwhile_nothing_is_told(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await clap(day, ANA)
    await hear(day)
    await clap(day, BEN)
    await day.wrap()
    day.now += MINUTE
    assert await hear(day) == []


async def test_a_team_that_wants_no_cheers_has_neither_button_nor_message(store: Store) -> None:
    day = await live(store, ANA, BEN)
    assert (await day.board()).cheering
    await clap(day, ANA)
    await store.write(partial(setup.set_cheers, actor=ADMIN, on=False))
    assert not (await day.board()).cheering
    with pytest.raises(CheersOff):
        await clap(day, BEN)
    assert await hear(day) == []
    assert BEN.person_id not in [row.person_id for row in await rows(store)]


# ---- about whom --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naming", [Naming.UNNAMED, Naming.OUT])
async def test_who_would_rather_not_be_named_is_one_of_them(store: Store, naming: Naming) -> None:
    day = await live(store)
    await clap(day, ANA, BEN)
    await store.write(partial(people.set_naming, actor=ANA, naming=naming, now=day.now))
    assert await hear(day) == [("hand", ("Ben",), 2)]
    day.now += PAUSE
    await clap(day, ANA)
    assert await until_quiet(day) == [("hand", (), 1)]


@pytest.mark.parametrize("gone", [ANA, BEN])
async def test_who_is_forgotten_takes_only_their_own_part_along(store: Store, gone: Actor) -> None:
    day = await live(store)
    await clap(day, ANA, BEN)
    await store.write(partial(privacy.forget, actor=gone, now=day.now))
    [left] = {ANA.name, BEN.name} - {gone.name}
    assert await hear(day) == [("hand", (left,), 1)]


async def test_where_all_of_them_are_forgotten_nobody_is_told(store: Store) -> None:
    day = await live(store)
    await clap(day, ANA)
    await store.write(partial(privacy.forget, actor=ANA, now=day.now))
    assert await until_quiet(day) == []
    assert (await clap(day, BEN)).new
    assert await until_quiet(day) == [("hand", ("Ben",), 1)]


async def test_the_board_keeps_what_was_reached(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA)
    for number in range(4):
        await clap(day, volunteer(number))
        await until_quiet(day)
    assert [cheer.cause for cheer in await latest(day, most=3)] == ["first_ever", "first_door"]


async def test_what_is_kept_fits_and_stands_in_no_message(store: Store) -> None:
    day = await live(store)
    farthest = Actor(1, 2**63 - 1, "Zoe", "en", "UTC")
    await clap(day, farthest)
    kept = await rows(store)
    assert max(len(row.cause) for row in kept) < CAUSE_MOST - 5, "there is room for more than ten thousand turns"
    assert {row.person_id for row in kept} == {None, farthest.person_id}
    nudge = await store.read(lambda tx: tx.exec(select(Nudge).where(col(Nudge.kind) == NudgeKind.CHEER)).one())
    assert str(farthest.person_id) not in nudge.key + nudge.details
    details = await store.read(lambda tx: list(tx.exec(select(Cheer.details))))
    assert str(farthest.person_id) not in "".join(details)
