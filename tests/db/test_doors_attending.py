"""Who came, whose list is done, who is back, and who is still out."""

from datetime import timedelta

import pytest

from db import canvass, doors
from db.facts import CanvassState
from db.refusals import CanvassCancelled, HasCounted, NoPair, NotHere, NotLive, OnlyCaptain
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DAN, EVA, ROSA, STARTS, planned
from tests.db.dooring import MINUTE, NOBODY, Day, live, paired

HOUR = timedelta(hours=1)


# ---- coming ------------------------------------------------------------------------------------------


async def test_checking_in_by_oneself_or_by_the_captain(store: Store) -> None:
    day = await live(store, ANA, BEN, captain_id=BEN.person_id)
    assert await day.do(doors.arrive, ANA)
    assert not await day.do(doors.arrive, ANA), "twice is harmless"
    assert await day.do(doors.arrive, BEN, person_id=CLEO.person_id, name="Cleo")
    with pytest.raises(OnlyCaptain):
        await day.do(doors.arrive, ANA, person_id=DAN.person_id)
    walked_up = {one.name: one.walk_up for crew in (await day.board()).crews for one in crew.people}
    assert walked_up == {"Ana": False, "Cleo": True}, "whoever had not signed up is a walk-up"


async def test_a_check_in_opens_two_hours_before(store: Store) -> None:
    day = Day(store, (await planned(store)).id, STARTS - 2 * HOUR - MINUTE)
    with pytest.raises(NotLive):
        await day.do(doors.arrive, ANA)
    day.now += MINUTE
    assert await day.do(doors.arrive, ANA)
    await day.do(canvass.cancel, ROSA, reason="Rain")
    with pytest.raises(CanvassCancelled):
        await day.do(doors.arrive, BEN)


async def test_a_check_in_is_taken_back_until_doors_were_counted(store: Store) -> None:
    day = await live(store, ANA)
    await day.do(doors.arrive, ROSA, person_id=ANA.person_id)
    assert await day.do(doors.leave, ROSA, person_id=ANA.person_id)
    assert not await day.do(doors.leave, ANA)
    assert await day.came() == {}
    await day.press(ANA)
    with pytest.raises(HasCounted):
        await day.do(doors.leave, ANA)
    with pytest.raises(OnlyCaptain):
        await day.do(doors.leave, BEN, person_id=ANA.person_id)


@pytest.mark.parametrize("person_id", [0, -1, 2**63, 10**39])
async def test_nobody_has_such_a_number(store: Store, person_id: int) -> None:
    day = await live(store, ANA)
    for unit in (doors.arrive, doors.leave, doors.back):
        with pytest.raises(NotHere):
            await day.do(unit, ROSA, person_id=person_id)


# ---- back safe ---------------------------------------------------------------------------------------


async def test_one_of_a_pair_says_that_both_are_back(store: Store) -> None:
    day = await paired(store)
    for who in (ANA, BEN, CLEO):
        await day.press(who)
    assert await day.out() == ["Ana", "Ben", "Cleo"]
    assert set(await day.do(doors.back, ANA)) == {ANA.person_id, BEN.person_id}
    assert await day.do(doors.back, BEN) == (), "that is known already"
    assert await day.out() == ["Cleo"], "Dan never came, so nobody waits for him"
    assert (await day.pad(BEN)).back
    assert set(await day.do(doors.back, BEN, undo=True)) == {ANA.person_id, BEN.person_id}
    assert await day.out() == ["Ana", "Ben", "Cleo"]


async def test_a_pair_is_on_its_way_back_until_it_is_back_or_knocks_on(store: Store) -> None:
    day = await paired(store)

    async def heading() -> dict[str, bool]:
        crews = (await day.board()).crews
        return {" ".join(one.name for one in crew.people): crew.heading_at is not None for crew in crews}

    for who in (ANA, BEN, CLEO):
        await day.press(who)
    assert set(await day.do(doors.heading, ANA)) == {ANA.person_id, BEN.person_id}
    assert await day.do(doors.heading, BEN) == (), "that is known already"
    assert await heading() == {"Ana Ben": True, "Cleo": False}
    assert await day.out() == ["Ana", "Ben", "Cleo"], "whoever is on the way is still waited for"
    assert set(await day.do(doors.heading, BEN, undo=True)) == {ANA.person_id, BEN.person_id}
    assert await heading() == {"Ana Ben": False, "Cleo": False}
    await day.do(doors.heading, BEN)
    await day.do(doors.back, BEN, alone=True)
    assert await heading() == {"Ana Ben": True, "Cleo": False}, "Ana is the one who is still waited for"
    await day.do(doors.back, ANA)
    assert await heading() == {"Ana Ben": False, "Cleo": False}, "they are back"
    assert await day.do(doors.heading, ANA) == ()
    await day.do(doors.back, ANA, undo=True)
    assert await heading() == {"Ana Ben": False, "Cleo": False}, "out again is not on the way"


async def test_one_who_knocks_on_keeps_their_pair_at_the_doors(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA)
    await day.do(doors.heading, ANA)
    await day.press(BEN)  # Ben came only now
    [crew] = (await day.board()).crews
    assert crew.heading_at is None


async def test_on_the_way_is_said_of_oneself_by_who_is_there(store: Store) -> None:
    day = await live(store, ANA)
    assert await day.do(doors.heading, CLEO) == (CLEO.person_id,)
    assert await day.came() == {"Cleo": False}
    await day.wrap()
    with pytest.raises(NotHere):
        await day.do(doors.heading, BEN)


async def test_somebody_goes_home_alone_and_their_pair_is_still_out(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA)
    await day.press(BEN)
    assert await day.do(doors.back, ANA, alone=True) == (ANA.person_id,)
    assert await day.out() == ["Ben"]
    [crew] = await store.read(lambda tx: doors.out(tx, canvass_id=day.id))
    assert (crew.number, crew.back) == (1, False)


async def test_the_captain_says_who_is_back_and_a_stranger_does_not(store: Store) -> None:
    day = await live(store, ANA, BEN, captain_id=BEN.person_id)
    await day.press(ANA)
    with pytest.raises(OnlyCaptain):
        await day.do(doors.back, CLEO, person_id=ANA.person_id)
    assert await day.do(doors.back, BEN, person_id=ANA.person_id) == (ANA.person_id,)
    with pytest.raises(NotHere):
        await day.do(doors.back, BEN, person_id=EVA.person_id)


async def test_whoever_says_so_of_themselves_was_there(store: Store) -> None:
    day = await live(store, ANA)
    assert await day.do(doors.back, CLEO) == (CLEO.person_id,)
    assert await day.came() == {"Cleo": True}


async def test_back_is_said_after_the_wrap_up_too(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA)
    await day.wrap()
    assert await day.out() == ["Ana"]
    assert await day.do(doors.back, ANA) == (ANA.person_id,)
    assert await day.out() == []


async def test_doors_that_are_written_down_afterwards_send_nobody_out(store: Store) -> None:
    """Else a captain would worry in the night about somebody who has been at home for hours."""
    day = await live(store, ANA, BEN, CLEO, DAN)
    day.now = STARTS + 4 * HOUR
    await day.by(BEN, doors.add, {NOBODY: 4})
    assert await day.out() == ["Ben"], "while the day may still be going on, they may be out"
    day.now = STARTS + 5 * HOUR
    await day.by(CLEO, doors.add, {NOBODY: 4})
    await day.wrap()
    await day.by(ANA, doors.fix, {NOBODY: 20})
    await day.do(doors.arrive, ROSA, person_id=DAN.person_id)
    assert await day.out() == ["Ben"]
    assert await day.came() == {"Ben": False, "Cleo": True, "Ana": True, "Dan": True}
    board = await day.board()
    assert sum(crew.doors for crew in board.crews) == board.total.doors == 28


# ---- a list is done ----------------------------------------------------------------------------------


async def test_a_pair_finishes_its_list(store: Store) -> None:
    day = await paired(store)
    for who in (ANA, CLEO):
        await day.press(who)
    assert await day.do(doors.finished, BEN) == 1, "one of them says so for both"
    assert await day.do(doors.finished, ROSA, number=2) == 2
    with pytest.raises(OnlyCaptain):
        await day.do(doors.finished, ANA, number=2)
    with pytest.raises(NoPair):
        await day.do(doors.finished, EVA)
    with pytest.raises(NoPair):
        await day.do(doors.finished, ROSA, number=9)
    assert await day.do(doors.finished, ANA, undo=True) == 1
    assert {crew.number: crew.finished for crew in (await day.board()).crews} == {1: False, 2: True}


async def test_no_list_is_done_before_the_start(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.make_pairs, ROSA)
    day = Day(store, outing.id, STARTS - HOUR)
    with pytest.raises(NotLive):
        await day.do(doors.finished, ANA)
    assert (await outing.facts()).state in {CanvassState.PLANNED, CanvassState.OPEN}
