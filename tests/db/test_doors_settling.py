"""Each crew says how many doors it counted itself; the ledger follows by rows, and nothing is overwritten."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db import canvass, doors
from db.facts import Actor
from db.facts.doors import KnockHow
from db.facts.wrapping import Confirmed
from db.models.doors import Knock
from db.refusals import AddingOver, CanvassCancelled, NoPair, NotANumber, NotLive, OnlyCaptain
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DAN, EVA, ROSA, STARTS, planned
from tests.db.dooring import NOBODY, SIGN, SUPPORTER, TALKED, Day, live, new_press, paired


async def confirm(day: Day, who: Actor, counted: int, **more: int) -> Confirmed:
    """Somebody says how many doors their crew counted."""
    done: Confirmed = await day.do(doors.confirm_count, who, **{"press_id": new_press(), "doors": counted, **more})
    return done


async def by_person(day: Day) -> dict[str, int]:
    """How many doors stand beside each name."""
    return {one.name: one.tally.doors for crew in (await day.board()).crews for one in crew.people}


async def test_the_same_number_changes_nothing(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 4)
    await day.press(BEN, TALKED)
    before = await day.total()
    await day.wrap()
    assert await confirm(day, ANA, 5) == Confirmed(1, before=5, counted=5)
    assert await day.total() == before
    assert [crew.counted for crew in (await day.board()).crews] == [5]


async def test_missing_doors_are_closed_ones_of_who_says_so(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, TALKED, 2)
    await day.press(BEN, NOBODY, 3)
    await day.wrap()
    assert await confirm(day, BEN, 12) == Confirmed(1, before=5, counted=12)
    assert await by_person(day) == {"Ana": 2, "Ben": 10}
    assert (await day.total()).counts == {TALKED: 2, NOBODY: 10}
    await day.sound()


async def test_for_a_pair_that_the_captain_confirms_they_are_of_who_knocked_most(store: Store) -> None:
    day = await paired(store)
    await day.press(CLEO, NOBODY)
    await day.press(DAN, NOBODY, 4)
    assert await confirm(day, ROSA, 9, number=2) == Confirmed(2, before=5, counted=9)
    assert await by_person(day) == {"Cleo": 1, "Dan": 8}


async def test_too_many_are_taken_from_the_closed_ones_of_both(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 6)
    await day.press(BEN, NOBODY, 3)
    await day.press(BEN, SUPPORTER)
    assert await confirm(day, ANA, 2) == Confirmed(1, before=10, counted=2)
    assert await by_person(day) == {"Ana": 0, "Ben": 2}
    await day.sound()


async def test_somebody_who_was_met_is_not_taken_away_by_a_rule(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, TALKED, 6)
    await day.press(BEN, NOBODY, 2)
    await day.press(BEN, SIGN, 9)
    assert await confirm(day, ANA, 3) == Confirmed(1, before=8, counted=3, left=3)
    assert (await day.total()).counts == {TALKED: 6, SIGN: 9}
    assert [crew.counted for crew in (await day.board()).crews] == [3], "what they said is kept beside it"


async def test_sent_again_it_is_harmless_and_said_anew_it_counts(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 6)
    await day.press(BEN, NOBODY, 6)
    press = new_press()
    for _ in range(2):
        await confirm(day, ANA, 1, press_id=press)
    assert (await day.total()).doors == 1
    await day.press(BEN, NOBODY, 2)
    await confirm(day, ANA, 1, press_id=press)
    assert (await day.total()).doors == 3, "a repeat does not take away what was counted since"
    await confirm(day, BEN, 8)
    assert (await day.total()).doors == 8
    await day.sound()


async def test_rows_say_who_settled_and_nothing_was_overwritten(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 6)
    await day.press(BEN, NOBODY, 6)
    await confirm(day, ROSA, 2, number=1)
    rows = await store.read(lambda tx: [(row.how, row.n, row.by_id) for row in tx.exec(select(Knock))])
    assert sorted(rows, key=str) == [
        (KnockHow.FIXED, -4, ROSA.person_id),
        (KnockHow.FIXED, -6, ROSA.person_id),
        (KnockHow.PAD, 6, None),
        (KnockHow.PAD, 6, None),
    ]


async def test_whoever_knocked_alone_confirms_for_themselves(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(EVA, NOBODY, 3)
    assert await confirm(day, EVA, 5) == Confirmed(None, before=3, counted=5)
    assert await by_person(day) == {"Eva": 5}


async def test_a_partner_who_never_came_gets_no_doors(store: Store) -> None:
    day = await paired(store)
    await day.press(DAN, NOBODY, 2)
    await confirm(day, ROSA, 6, number=2)
    assert await by_person(day) == {"Dan": 6}


async def test_who_may_confirm_what_and_until_when(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA)
    with pytest.raises(OnlyCaptain):
        await confirm(day, CLEO, 5, number=1)
    with pytest.raises(NoPair):
        await confirm(day, ROSA, 5, number=9)
    for number in (-1, 100_001, 2**40):
        with pytest.raises(NotANumber):
            await confirm(day, ANA, number)
    day.now = STARTS + timedelta(hours=3 + 48)
    with pytest.raises(AddingOver):
        await confirm(day, ANA, 5)


async def test_nothing_is_confirmed_of_a_session_that_was_not(store: Store) -> None:
    day = Day(store, (await planned(store)).id)
    with pytest.raises(NotLive):
        await confirm(day, ROSA, 5)
    await day.do(canvass.cancel, ROSA, reason="")
    with pytest.raises(CanvassCancelled):
        await confirm(day, ROSA, 5)
