"""What waits for a person: the live answer to "what can I do?"."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from db import canvass, needs, people, setup, teams
from db.facts import Actor, Needs, Step
from db.refusals import Gone
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DEV, NOW, ROSA, STRANGER, Outing, planned

SOON = NOW + timedelta(days=2)


@pytest.fixture
async def outing(store: Store) -> Outing:
    """A session in two days with two places, led by Dev, whose card is posted."""
    made = await planned(store, starts_at=SOON, ends_at=SOON + timedelta(hours=2), capacity=2, captain_id=DEV.person_id)
    card = partial(canvass.remember_card, canvass_id=made.id, channel_id=1, message_id=2)
    await store.write(card)
    return made


async def of(store: Store, actor: Actor) -> Needs:
    """What waits for somebody."""
    return await store.read(partial(needs.needs, actor=actor, now=NOW))


def names(found: Needs) -> dict[str, list[str]]:
    """The lists that are not empty, by name."""
    lists = {name: getattr(found, name) for name in ("offers", "confirm", "open", "unpaired", "cardless")}
    return {name: [facts.name for facts in sessions] for name, sessions in lists.items() if sessions}


async def test_free_places_wait_for_those_who_have_not_answered(store: Store, outing: Outing) -> None:
    assert names(await of(store, ANA)) == {"open": ["Elm Street"]}
    await outing.all_join(ANA)
    assert (await of(store, ANA)).nothing
    assert names(await of(store, BEN)) == {"open": ["Elm Street"]}
    await outing.all_join(BEN)
    assert (await of(store, CLEO)).nothing, "a full session asks nobody"


async def test_an_offer_and_a_new_time_wait_for_an_answer(store: Store, outing: Outing) -> None:
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.cant, ANA)
    assert names(await of(store, CLEO)) == {"offers": ["Elm Street"]}
    await outing.edit(starts_at=SOON + timedelta(hours=1), ends_at=SOON + timedelta(hours=3))
    assert names(await of(store, BEN)) == {"confirm": ["Elm Street"]}


async def test_leaders_are_told_of_missing_pairs_and_cards(store: Store, outing: Outing) -> None:
    await outing.all_join(ANA)
    assert (await of(store, DEV)).unpaired == ()
    await outing.all_join(BEN)
    assert names(await of(store, DEV)) == {"unpaired": ["Elm Street"]}
    assert names(await of(store, ROSA)) == {"unpaired": ["Elm Street"]}
    assert (await of(store, ANA)).nothing
    await outing.do(canvass.make_pairs, DEV)
    await store.write(partial(canvass.remember_card, canvass_id=outing.id, channel_id=1, message_id=None))
    assert names(await of(store, DEV)) == {"cardless": ["Elm Street"]}


async def test_organizers_are_told_of_the_set_up_and_of_troubles(store: Store, outing: Outing) -> None:
    assert not (await of(store, ROSA)).set_up
    assert (await of(store, ANA)).set_up
    note = partial(teams.note_trouble, team_id=1, thing="canvass.channel", code="forbidden", details={}, now=NOW)
    await store.write(note)
    await store.write(partial(setup.reach, actor=ROSA, step=Step.DONE, now=NOW))
    rosas, anas = await of(store, ROSA), await of(store, ANA)
    assert (rosas.set_up, rosas.troubles, anas.troubles) == (True, 1, 0)
    assert not rosas.nothing


async def test_another_team_sees_none_of_it(store: Store, outing: Outing) -> None:
    found = await of(store, STRANGER)
    assert names(found) == {}
    with pytest.raises(Gone):
        await of(store, replace(STRANGER, team_id=99))


async def test_my_sessions_are_those_that_i_answered_or_lead(store: Store, outing: Outing) -> None:
    async def coming(actor: Actor, days: int = 0) -> list[str]:
        now = NOW + timedelta(days=days)
        return [facts.name for facts in await store.read(partial(people.coming, actor=actor, now=now))]

    assert await coming(DEV) == ["Elm Street"]
    assert await coming(ANA) == []
    await outing.do(canvass.cant, ANA)
    assert await coming(ANA) == ["Elm Street"]
    assert await coming(ANA, days=3) == []
    assert await coming(replace(ANA, team_id=2)) == []
    await outing.do(canvass.cancel, DEV, reason="")
    assert await coming(ANA) == []
