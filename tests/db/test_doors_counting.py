"""Counting doors: every press once, undone once, entered for others, added afterwards, put right."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session, col, update

from db import canvass, doors
from db.facts.doors import Tally
from db.models.doors import Tallied
from db.refusals import (
    AddingOver,
    CanvassCancelled,
    Gone,
    NotANumber,
    NothingToUndo,
    NotLive,
    OnlyCaptain,
)
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, ROSA, STARTS, STRANGER, planned
from tests.db.dooring import (
    EVENT,
    INFORMED,
    MOVED_ON,
    NOBODY,
    SIGN,
    SUPPORTER,
    TALKED,
    Day,
    live,
    new_press,
)

# ---- on the pad ------------------------------------------------------------------------------------


async def test_a_press_counts_and_says_what_it_did(store: Store) -> None:
    day = await live(store, ANA, BEN, door_goal=40)
    await day.press(BEN, TALKED)
    pad = await day.press(ANA, SUPPORTER)
    assert (pad.mine, pad.said, pad.live) == (Tally({SUPPORTER: 1}), ((SUPPORTER, 1),), True)
    assert (pad.all_doors, pad.goal, pad.name) == (2, 40, "Elm Street")
    assert (await day.total()).counts == {TALKED: 1, SUPPORTER: 1}
    await day.sound()


async def test_a_press_that_is_sent_again_counts_once(store: Store) -> None:
    day = await live(store, ANA)
    for _ in range(3):
        pad = await day.press(ANA, NOBODY, 5, press_id=77)
    assert (pad.mine.doors, pad.said) == (5, ((NOBODY, 5),))
    await day.sound()


async def test_twenty_presses_at_once_count_twenty(store: Store) -> None:
    day = await live(store, ANA)
    await asyncio.gather(*(day.press(ANA) for _ in range(20)))
    assert (await day.pad(ANA)).mine.counts == {NOBODY: 20}
    await day.sound()


async def test_asks_are_no_doors_and_a_supporter_is_a_conversation(store: Store) -> None:
    day = await live(store, ANA)
    for outcome in (NOBODY, TALKED, SUPPORTER, MOVED_ON, SIGN, EVENT, INFORMED):
        await day.press(ANA, outcome)
    tally = await day.total()
    assert (tally.doors, tally.talks, tally.supporters, tally.asks, tally.contact_rate) == (4, 2, 1, 3, 0.75)


async def test_whoever_presses_without_having_signed_up_is_a_walk_up(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA)
    await day.press(CLEO)
    people = [crew.people[0] for crew in (await day.board()).crews]
    assert [(one.name, one.walk_up, one.tally.doors) for one in people] == [("Ana", False, 1), ("Cleo", True, 1)]


@pytest.mark.parametrize("n", [0, -1, 1001])
async def test_a_press_counts_one_to_a_thousand(store: Store, n: int) -> None:
    day = await live(store, ANA)
    with pytest.raises(NotANumber):
        await day.press(ANA, NOBODY, n)


async def test_nothing_counts_before_the_start_nor_once_cancelled(store: Store) -> None:
    day = Day(store, (await planned(store)).id)
    with pytest.raises(NotLive) as refused:
        await day.press(ANA)
    assert refused.value.starts_at == STARTS
    assert not (await day.pad(ANA)).live
    await day.do(canvass.cancel, ROSA, reason="Snow")
    with pytest.raises(CanvassCancelled):
        await day.press(ANA)


async def test_a_session_of_another_team_is_gone(store: Store) -> None:
    day = await live(store, ANA)
    for wanted in (day.id, day.id + 1, 0, 2**31, -1):
        other = Day(store, wanted, day.now)
        with pytest.raises(Gone):
            await other.press(STRANGER)
        with pytest.raises(Gone):
            await other.undo(STRANGER)
        with pytest.raises(Gone):
            await other.pad(STRANGER)
        for unit in (doors.add, doors.fix):
            with pytest.raises(Gone):
                await other.by(STRANGER, unit, {NOBODY: 1})
        with pytest.raises(Gone):
            await other.by(STRANGER, doors.enter, {NOBODY: 1}, person_id=ANA.person_id)


# ---- taken back ------------------------------------------------------------------------------------


async def test_the_last_press_is_undone_then_the_one_before(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY)
    await day.press(ANA, TALKED)
    pad = await day.undo(ANA)
    assert (pad.mine.counts, pad.said) == ({NOBODY: 1}, ((TALKED, -1),))
    assert (await day.undo(ANA)).mine.counts == {}
    with pytest.raises(NothingToUndo):
        await day.undo(ANA)
    await day.sound()


async def test_any_of_the_last_ten_can_be_undone_and_no_older_one(store: Store) -> None:
    day = await live(store, ANA)
    presses = []
    for _ in range(12):
        await day.press(ANA)
        presses.append(day.last)
    with pytest.raises(NothingToUndo):
        await day.undo(ANA, presses[1])
    pad = await day.undo(ANA, presses[2])
    assert pad.mine.doors == 11
    assert [(one.press_id, one.undone) for one in pad.last] == [(p, p == presses[2]) for p in presses[:1:-1]]


async def test_nothing_is_undone_twice_and_no_undo_is_undone(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 5)
    press, undoing = day.last, new_press()
    for _ in range(2):
        assert (await day.undo(ANA, press, undoing)).mine.doors == 0
    for wanted in (press, undoing):
        with pytest.raises(NothingToUndo):
            await day.undo(ANA, wanted)
    await day.sound()


async def test_nobody_undoes_what_somebody_else_pressed(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA)
    with pytest.raises(NothingToUndo):
        await day.undo(BEN, day.last)
    await day.by(ROSA, doors.enter, {TALKED: 1}, person_id=BEN.person_id)
    with pytest.raises(NothingToUndo):
        await day.undo(BEN)
    assert (await day.total()).doors == 2


async def test_a_captain_undoes_what_they_entered(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, TALKED)
    await day.by(ROSA, doors.enter, {NOBODY: 5}, person_id=ANA.person_id)
    sent = {"team_id": 1, "canvass_id": day.id, "person_id": ANA.person_id, "now": day.now, "by_id": ROSA.person_id}
    pad = await store.write(lambda tx: doors.undo(tx, press_id=new_press(), **sent))  # type: ignore[arg-type]
    assert pad.mine.counts == {TALKED: 1}
    await day.sound()


# ---- for others, afterwards, put right ---------------------------------------------------------------


async def test_the_captain_enters_for_others_and_nobody_else_does(store: Store) -> None:
    day = await live(store, ANA, BEN, captain_id=BEN.person_id)
    pad = await day.by(BEN, doors.enter, {NOBODY: 5}, person_id=ANA.person_id)
    assert (pad.person_id, pad.mine.doors) == (ANA.person_id, 5)
    await day.by(ROSA, doors.enter, {TALKED: 1}, person_id=999, name="Joy, from next door")
    names = [one.name for crew in (await day.board()).crews for one in crew.people]
    assert names == ["Ana", "Joy, from next door"]
    for unit in (doors.enter, doors.add, doors.fix):
        with pytest.raises(OnlyCaptain):
            await day.by(ANA, unit, {NOBODY: 1}, person_id=BEN.person_id)


async def test_doors_are_added_until_two_days_after_the_end(store: Store) -> None:
    day = await live(store, ANA)
    day.now = STARTS + timedelta(hours=3 + 47)
    pad = await day.by(ANA, doors.add, {NOBODY: 30, TALKED: 4, SIGN: 2})
    assert (pad.mine.doors, pad.mine.asks) == (34, 2)
    day.now += timedelta(hours=1)
    for unit in (doors.add, doors.fix):
        with pytest.raises(AddingOver):
            await day.by(ANA, unit, {NOBODY: 1})
    with pytest.raises(AddingOver):
        await day.press(ANA)
    await day.sound()


async def test_nothing_is_added_before_the_start(store: Store) -> None:
    day = Day(store, (await planned(store)).id)
    for unit in (doors.add, doors.fix):
        with pytest.raises(NotLive):
            await day.by(ANA, unit, {NOBODY: 1})


async def test_putting_right_writes_the_difference_and_leaves_the_rest(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 50)
    await day.press(ANA, TALKED, 3)
    pad = await day.by(ANA, doors.fix, {NOBODY: 5, SUPPORTER: 1})
    assert pad.mine.counts == {NOBODY: 5, TALKED: 3, SUPPORTER: 1}
    assert pad.last[0].counts == ((NOBODY, -45), (SUPPORTER, 1)), "the rows that were there stay as they were"
    assert [one.counts for one in pad.last[1:]] == [((TALKED, 3),)], "what was put right since is not to be undone"
    await day.sound()


async def test_putting_right_twice_is_harmless_and_a_repeat_does_not_overwrite(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 50)
    press = new_press()
    await day.by(ANA, doors.fix, {NOBODY: 5}, press_id=press)
    await day.press(ANA, NOBODY)
    assert (await day.by(ANA, doors.fix, {NOBODY: 5}, press_id=press)).mine.doors == 6
    with pytest.raises(NotANumber):
        await day.by(ANA, doors.fix, {NOBODY: -1})


async def test_rebuilt_tallies_are_what_they_were(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA, NOBODY, 5)
    await day.press(BEN, TALKED)
    await day.undo(ANA)
    before = await day.board()
    await store.write(lambda tx: doors.rebuild(tx, team_id=1))
    assert await day.board() == before
    await day.sound()


async def test_sums_that_are_wrong_are_found_and_put_right(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 5)
    assert await store.write(doors.recount) == 0

    def spoil(tx: Session) -> None:
        tx.exec(update(Tallied).where(col(Tallied.scope) == "all").values(n=77))

    await store.write(spoil)
    wrong = await store.read(lambda tx: doors.mismatches(tx, team_id=1))
    assert len(wrong) == 2, "of Ana, and of everyone"
    assert await store.write(doors.recount) == 2
    await day.sound()
    assert (await day.total()).doors == 5
