"""Pairs as they are kept: made for those who are in, changed by the captain, and kept when made again."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import canvass
from db.facts import Actor, PairFacts
from db.refusals import (
    CanvassCancelled,
    CanvassOver,
    Gone,
    NobodyToPair,
    NotANumber,
    NotSignedUp,
    NotYours,
    OnlyCaptain,
    PairFull,
)
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DAN, DEV, EVA, ROSA, STARTS, Outing, planned, volunteer

FIVE = (ANA, BEN, CLEO, DAN, EVA)


async def pairs_of(outing: Outing) -> dict[int, list[str]]:
    """Who knocks with whom, by number."""
    pairs = await outing.store.read(partial(canvass.pairs, team_id=1, canvass_id=outing.id))
    return named(pairs)


def named(pairs: tuple[PairFacts, ...]) -> dict[int, list[str]]:
    """The people's names by number."""
    return {pair.number: [one.name for one in pair.people] for pair in pairs}


async def made(outing: Outing, **how: Any) -> dict[int, list[str]]:
    """The pairs that Rosa makes."""
    return named(await outing.do(canvass.make_pairs, ROSA, **how))


async def with_pairs(store: Store, *people: Actor, **changes: Any) -> Outing:
    """A session whose people are in and paired."""
    outing = await planned(store, **changes)
    await outing.all_join(*people)
    await made(outing)
    return outing


async def tagged(outing: Outing, person: Actor, **tags: Any) -> None:
    """Somebody who is in, with tags."""
    await outing.do(canvass.join, person)
    await outing.do(canvass.tag, person, **{"driver": False, "first_time": False, "languages": "", "note": "", **tags})


# ---- made ----------------------------------------------------------------------------------------------


async def test_newcomers_knock_with_veterans_and_drivers_are_spread(store: Store) -> None:
    earlier = await planned(store, starts_at=STARTS - timedelta(days=4), ends_at=STARTS - timedelta(days=4, hours=-2))
    await earlier.all_join(ANA, BEN, CLEO)
    outing = await planned(store)
    outing.now = STARTS - timedelta(days=1)
    await tagged(outing, ANA, driver=True)
    await tagged(outing, BEN)
    await tagged(outing, CLEO, first_time=True)  # says so, whatever the records say
    await tagged(outing, DAN, driver=True)
    assert await made(outing) == {1: ["Ana", "Cleo"], 2: ["Ben", "Dan"]}


async def test_only_a_session_that_took_place_makes_a_veteran(store: Store) -> None:
    soon: dict[str, Any] = {"starts_at": STARTS - timedelta(days=4), "ends_at": STARTS - timedelta(days=4, hours=-2)}
    called_off, left, to_come = await planned(store, **soon), await planned(store, **soon), await planned(store)
    await called_off.all_join(ANA)
    await called_off.do(canvass.cancel, ROSA, reason="")
    await left.all_join(BEN, EVA)
    await left.do(canvass.cant, BEN)
    await to_come.all_join(CLEO)
    outing = await planned(store)
    await outing.all_join(ANA, BEN, CLEO, EVA)
    outing.now = STARTS - timedelta(days=1)
    # Eva is the only veteran, so the first newcomer gets her.
    assert await made(outing) == {1: ["Ana", "Eva"], 2: ["Ben", "Cleo"]}


async def test_a_shared_language_counts_however_it_was_written(store: Store) -> None:
    outing = await planned(store)
    for person, languages in ((ANA, "español"), (BEN, "English"), (CLEO, "en, fr"), (DAN, "Spanish, es-MX")):
        await tagged(outing, person, languages=languages)
    assert await made(outing) == {1: ["Ana", "Dan"], 2: ["Ben", "Cleo"]}


async def test_an_odd_one_makes_three(store: Store) -> None:
    outing = await with_pairs(store, *FIVE)
    assert sorted(len(people) for people in (await pairs_of(outing)).values()) == [2, 3]
    outing = await with_pairs(store, ANA, BEN, CLEO)
    assert await pairs_of(outing) == {1: ["Ana", "Ben", "Cleo"]}


async def test_only_those_who_are_in_are_paired(store: Store) -> None:
    outing = await planned(store, capacity=2)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.maybe, DAN)
    await outing.do(canvass.cant, EVA)
    assert await made(outing) == {1: ["Ana", "Ben"]}


@pytest.mark.parametrize("people", [(), (ANA,)])
async def test_it_takes_two(store: Store, people: tuple[Actor, ...]) -> None:
    outing = await planned(store)
    await outing.all_join(*people)
    with pytest.raises(NobodyToPair):
        await made(outing)


# ---- made again ----------------------------------------------------------------------------------------


async def test_made_again_they_stay_with_what_the_captain_changed(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO, DAN)
    await outing.do(canvass.move, ROSA, person_id=ANA.person_id, number=2)
    await outing.do(canvass.move, ROSA, person_id=CLEO.person_id, number=1)
    changed = {1: ["Ben", "Cleo"], 2: ["Ana", "Dan"]}
    assert await pairs_of(outing) == changed
    assert await made(outing) == changed
    await outing.all_join(volunteer(8), volunteer(9))
    assert await made(outing) == {**changed, 3: ["Volunteer 8", "Volunteer 9"]}


async def test_whoever_is_left_by_a_partner_is_paired_again(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO, DAN)
    await outing.do(canvass.cant, ANA)
    assert await pairs_of(outing) == {1: ["Ben"], 2: ["Cleo", "Dan"]}
    await outing.all_join(EVA)
    assert await made(outing) == {1: ["Ben", "Eva"], 2: ["Cleo", "Dan"]}


async def test_one_newcomer_makes_a_pair_three(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO, DAN)
    await outing.all_join(EVA)
    assert await made(outing) == {1: ["Ana", "Ben", "Eva"], 2: ["Cleo", "Dan"]}


async def test_where_all_are_three_the_last_three_part_for_one_more(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO)
    await outing.all_join(DAN)
    assert await made(outing) == {1: ["Ana", "Ben"], 2: ["Cleo", "Dan"]}


async def test_afresh_everything_is_made_anew(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO, DAN)
    await outing.do(canvass.move, ROSA, person_id=ANA.person_id, number=2)
    assert await made(outing, afresh=True) == {1: ["Ana", "Ben"], 2: ["Cleo", "Dan"]}


async def test_a_pair_goes_with_its_last_person(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN)
    for person in (ANA, BEN):
        await outing.do(canvass.maybe, person)
    assert await pairs_of(outing) == {}


# ---- moved ---------------------------------------------------------------------------------------------


async def test_the_captain_moves_people(store: Store) -> None:
    outing = await with_pairs(store, *FIVE[:4], captain_id=DEV.person_id)
    await outing.all_join(EVA)
    move = partial(outing.do, canvass.move, DEV)
    await move(person_id=EVA.person_id, number=3)
    await move(person_id=ANA.person_id, number=3)
    await move(person_id=ANA.person_id, number=3)
    pairs = await move(person_id=BEN.person_id, number=2)
    assert named(pairs) == {2: ["Ben", "Cleo", "Dan"], 3: ["Ana", "Eva"]}
    assert named(await move(person_id=BEN.person_id, number=1)) == {1: ["Ben"], 2: ["Cleo", "Dan"], 3: ["Ana", "Eva"]}


async def test_three_are_enough_in_a_pair(store: Store) -> None:
    outing = await with_pairs(store, *FIVE)
    [full] = [number for number, people in (await pairs_of(outing)).items() if len(people) == 3]
    [other] = [people for people in (await pairs_of(outing)).values() if len(people) == 2]
    person = next(one for one in FIVE if one.name == other[0])
    with pytest.raises(PairFull) as caught:
        await outing.do(canvass.move, ROSA, person_id=person.person_id, number=full)
    assert caught.value.values == {"number": full, "most": 3}


@pytest.mark.parametrize("number", [-1, 0, 3, 10**39])
async def test_people_are_moved_to_a_pair_or_the_next_new_one(store: Store, number: int) -> None:
    outing = await with_pairs(store, ANA, BEN)
    with pytest.raises(NotANumber) as caught:
        await outing.do(canvass.move, ROSA, person_id=ANA.person_id, number=number)
    assert (caught.value.least, caught.value.most) == (1, 2)


@pytest.mark.parametrize("person_id", [CLEO.person_id, DAN.person_id, 0, 10**39])
async def test_only_those_who_are_in_are_moved(store: Store, person_id: int) -> None:
    outing = await with_pairs(store, ANA, BEN)
    await outing.do(canvass.maybe, CLEO)
    with pytest.raises(NotSignedUp):
        await outing.do(canvass.move, ROSA, person_id=person_id, number=1)


# ---- practised -----------------------------------------------------------------------------------------


async def practise(outing: Outing, actor: Actor, pair_id: int, *, done: bool = True) -> PairFacts:
    """Somebody ticks that a pair has practised."""
    pair: PairFacts = await outing.do(canvass.practised, actor, pair_id=pair_id, done=done)
    return pair


async def test_the_pair_the_captain_and_organizers_tick_that_it_practised(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO, DAN, captain_id=DEV.person_id)
    first, second = await store.read(partial(canvass.pairs, team_id=1, canvass_id=outing.id))
    for actor in (ANA, DEV, ROSA):
        assert (await practise(outing, actor, first.id)).practised
        assert not (await practise(outing, actor, first.id, done=False)).practised
    with pytest.raises(NotYours):
        await practise(outing, ANA, second.id)


async def test_a_pair_with_somebody_new_has_yet_to_practise(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN, CLEO, DAN)
    pairs = await store.read(partial(canvass.pairs, team_id=1, canvass_id=outing.id))
    for pair in pairs:
        await practise(outing, ROSA, pair.id)
    await outing.do(canvass.move, ROSA, person_id=ANA.person_id, number=2)
    after = await store.read(partial(canvass.pairs, team_id=1, canvass_id=outing.id))
    assert [(pair.number, pair.practised) for pair in after] == [(1, True), (2, False)]


async def test_a_pair_of_another_session_is_not_there(store: Store) -> None:
    outing, other = await with_pairs(store, ANA, BEN), await with_pairs(store, ANA, BEN)
    [pair] = await store.read(partial(canvass.pairs, team_id=1, canvass_id=other.id))
    for pair_id in (pair.id, 999, 10**39):
        with pytest.raises(Gone):
            await practise(outing, ROSA, pair_id)


# ---- who may, and until when ---------------------------------------------------------------------------


async def test_volunteers_make_and_move_no_pairs(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN)
    with pytest.raises(OnlyCaptain):
        await outing.do(canvass.make_pairs, ANA)
    with pytest.raises(OnlyCaptain):
        await outing.do(canvass.move, ANA, person_id=ANA.person_id, number=2)


async def test_what_is_over_or_called_off_has_its_pairs(store: Store) -> None:
    outing = await with_pairs(store, ANA, BEN)
    [pair] = await store.read(partial(canvass.pairs, team_id=1, canvass_id=outing.id))
    late = replace(outing, now=STARTS + timedelta(hours=3))
    for moment, refused in ((late, CanvassOver), (outing, CanvassCancelled)):
        if refused is CanvassCancelled:
            await outing.do(canvass.cancel, ROSA, reason="")
        with pytest.raises(refused):
            await moment.do(canvass.make_pairs, ROSA)
        with pytest.raises(refused):
            await moment.do(canvass.move, ROSA, person_id=ANA.person_id, number=2)
        with pytest.raises(refused):
            await practise(moment, ROSA, pair.id)
    assert await pairs_of(outing) == {1: ["Ana", "Ben"]}
