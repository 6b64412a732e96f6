"""A person who asks to be forgotten: nothing of theirs is left, and those who waited move up."""

from datetime import timedelta
from functools import partial

from sqlmodel import Session, select

from db import canvass
from db.facts import NudgeKind, NudgeState
from db.models.base import metadata
from db.models.teams import Member
from db.store import Store
from tests.db.canvassing import ANA, BEN, CANT, CLEO, DEV, IN, NOW, OFFERED, ROSA, STARTS, WAITING, Outing, planned

HOUR = timedelta(hours=1)


async def forget(outing: Outing, person_id: int) -> tuple[int, ...]:
    """A person asks to be forgotten."""
    unit = partial(canvass.forget_person, team_id=1, person_id=person_id, now=outing.now)
    return await outing.store.write(unit)


def traces(tx: Session, person_id: int) -> list[str]:
    """The rows in which a number stands, in any column but those of members, which /me erases itself."""
    tables = [table for table in metadata.sorted_tables if table.name != Member.__tablename__]
    found = ((table.name, row) for table in tables for row in tx.connection().execute(table.select()))
    return [f"{name}: {row}" for name, row in found if str(person_id) in " ".join(map(str, row))]


async def test_nothing_is_left_of_a_person(store: Store) -> None:
    ana = ANA.__class__(1, 987_654_321, "Ana", "en", "America/Chicago", organizer=True)
    led = await planned(store, captain_id=ana.person_id, captain_name="Ana", capacity=1)
    await led.all_join(BEN, ana)
    await led.do(canvass.cant, BEN)
    past = await planned(store, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    await past.all_join(ana, BEN)
    await past.do(canvass.make_pairs, ROSA)
    await past.do(canvass.cant, ana)
    await past.all_join(ana)
    await past.do(canvass.make_pairs, ROSA)
    await store.write(partial(canvass.plan, actor=ana, plan=(await led.facts()).plan, channel_id=1, now=NOW))
    assert await store.read(partial(traces, person_id=ana.person_id))
    led.now = NOW + 3 * HOUR
    await forget(led, ana.person_id)
    assert await store.read(partial(traces, person_id=ana.person_id)) == []
    assert "Ana" not in str([nudge.details for nudge in await past.nudges(states=list(NudgeState))])


async def test_their_place_goes_on_and_the_cards_to_paint_are_told(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    other = await planned(store, captain_id=ANA.person_id)
    assert await forget(outing, ANA.person_id) == (outing.id, other.id)
    assert await outing.states() == {"Ben": OFFERED, "Cleo": WAITING}
    assert (await other.facts()).plan.captain_id is None
    await forget(outing, BEN.person_id)
    assert await outing.states() == {"Cleo": OFFERED}
    assert await outing.told(NudgeKind.OFFER, NudgeKind.OFFER_OVER) == [
        (NudgeKind.OFFER, CLEO.person_id),
        (NudgeKind.OFFER_OVER, CLEO.person_id),
    ]


async def test_the_captain_hears_of_a_late_drop_but_not_whose(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.all_join(ANA, BEN)
    outing.now = STARTS - HOUR
    await outing.do(canvass.cant, BEN)
    await forget(outing, ANA.person_id)
    await forget(outing, BEN.person_id)
    [nudge] = await outing.nudges(NudgeKind.LATE_DROP)
    assert (nudge.person_id, nudge.details) == (DEV.person_id, '{"person": 0, "name": ""}')


async def test_what_the_forgotten_captain_was_to_hear_the_organizers_hear(store: Store) -> None:
    outing = await planned(store, captain_id=DEV.person_id)
    await outing.all_join(ANA)
    outing.now = STARTS - HOUR
    await outing.do(canvass.cant, ANA)
    await forget(outing, DEV.person_id)
    assert await outing.told(NudgeKind.LATE_DROP) == [(NudgeKind.LATE_DROP, None)]


async def test_sessions_that_are_over_lose_the_name_and_nothing_else(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = STARTS + 5 * HOUR
    assert await forget(outing, ANA.person_id) == ()
    assert await outing.states() == {"Ben": WAITING}


async def test_forgetting_somebody_who_was_never_there_is_harmless(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    assert await forget(outing, 999) == ()
    assert await outing.states() == {"Ana": IN}


async def test_whoever_is_forgotten_may_come_back(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    await forget(outing, ANA.person_id)
    await outing.all_join(ANA)
    await outing.pass_on(BEN)
    assert await outing.states() == {"Ben": CANT, "Ana": OFFERED}
    assert len(await outing.told(NudgeKind.OFFER)) == 1
    kept = await store.read(lambda tx: tx.exec(select(Member.name)).all())
    assert {"Ana", "Ben"} <= set(kept)
