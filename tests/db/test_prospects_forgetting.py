"""A person who is forgotten, and what goes by itself: research, answers, contacts, and those on whom nobody works."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session

from db import privacy, prospects, retention
from db.facts import NudgeKind
from db.facts.prospects import ProspectFacts, Stage
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DAN, NOW, ROSA
from tests.db.promising import DAY
from tests.db.prospecting import COUNCIL, NONE, OWNER, Desk, desk, named
from tests.db.whole import counts, found

SECOND = timedelta(seconds=1)


async def lived(table: Desk) -> ProspectFacts:
    """One of everything."""
    them = await table.asked()
    await table.do(prospects.note, OWNER, them, question="", note="Seen with <@102>", source="example.org")
    await table.log(them, NONE, BEN, note="Said that <@!102> is kind")
    await table.do(prospects.open_round, OWNER, them, channel_id=5)
    await table.do(prospects.answer, CLEO, them, ties=[], willing=True)
    await table.do(prospects.answer, DAN, them, ties=[], willing=True, note="With <@102>")
    await table.do(prospects.answer, ROSA, them, ties=[], willing=False)
    return them


async def swept(store: Store, now: object) -> dict[str, int]:
    """Sweep until nothing is waiting; how many rows of each table are left."""
    while (await store.write(partial(retention.sweep, now=now))).more:  # type: ignore[arg-type]  # a moment, as the tests write it
        pass
    return await store.read(counts)


# ---- forget me -------------------------------------------------------------------------------------------


async def test_no_mention_is_left_in_what_others_wrote(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    assert await store.read(lambda tx: found(tx, "102")) != []
    await store.write(partial(privacy.forget, actor=CLEO, now=NOW))
    assert await store.read(lambda tx: found(tx, "102", "Cleo")) == []
    seen = await table.look(them, ROSA)
    assert [one.note for one in seen.research] == ["Seen with "]
    assert [one.note for one in seen.contacts] == ["Said that  is kind"]
    assert [(one.name, one.note) for one in seen.willing] == [("Dan", "With ")]


async def test_what_somebody_looked_after_waits_for_somebody_else(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    await store.write(partial(privacy.forget, actor=ANA, now=NOW))
    seen = await table.look(them, ROSA)
    assert (seen.owner_id, seen.owner_name, seen.asker_name, seen.research) == (None, "", "Ben", ())
    taken = await table.do(prospects.hand, DAN, them, owner_id=DAN.person_id, owner_name="Dan")
    assert taken.leads
    await store.write(partial(privacy.forget, actor=BEN, now=NOW))
    seen = await table.look(them, ROSA)
    assert (seen.asker_id, seen.asker_name, [one.by_name for one in seen.contacts]) == (None, "", [""])
    silence = await table.nudges(NudgeKind.STALE)
    assert [one.person_id for one in silence] == [DAN.person_id]


async def test_who_tried_is_forgotten_too(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    await table.do(prospects.park, OWNER, them)
    await store.write(partial(privacy.forget, actor=BEN, now=NOW))
    assert await store.read(lambda tx: found(tx, "101")) == []
    await table.do(prospects.park, OWNER, them)


async def test_another_team_keeps_what_it_knows(store: Store) -> None:
    table = await desk(store)
    theirs = ANA.__class__(2, CLEO.person_id, "Cleo", "en", "UTC")
    other = await table.add(named(1), theirs)
    await store.write(partial(privacy.forget, actor=CLEO, now=NOW))
    assert (await table.look(other, theirs)).owner_id == CLEO.person_id


# ---- what goes by itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "days", "before"),
    [("tie", 30, 2), ("research_note", 180, 1), ("contact_made", 365, 1), ("prospect", 730, 1)],
)
async def test_each_part_has_its_time(store: Store, table: str, days: int, before: int) -> None:
    await lived(await desk(store))
    moment = NOW + timedelta(days=days)
    assert (await swept(store, moment))[table] == before
    assert (await swept(store, moment + SECOND))[table] == 0


async def test_a_no_goes_with_its_round(store: Store) -> None:
    await lived(await desk(store))
    assert (await swept(store, NOW + 3 * DAY))["tie"] == 3
    assert (await swept(store, NOW + 3 * DAY + SECOND))["tie"] == 2


async def test_of_those_who_decided_research_goes_sooner_and_when_it_was_said(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    table.now = NOW + 5 * DAY
    await table.do(prospects.move, OWNER, them, stage=Stage.DECLINED)
    [note] = (await table.look(them)).research
    assert note.goes_at == NOW + 35 * DAY
    assert (await swept(store, note.goes_at))["research_note"] == 1
    assert (await swept(store, note.goes_at + SECOND))["research_note"] == 0


async def test_who_worked_on_it_goes_before_it_does_and_public_sign_ons_stay(store: Store) -> None:
    table = await desk(store)
    them, shy = await lived(table), await table.add(COUNCIL)
    await table.sign(them)
    await table.sign(shy, public=False)
    offered = await table.do(prospects.offer, OWNER, them, key="k", text="t")
    agreed = {"owner_id": BEN.person_id, "owner_name": "Ben", "promise": "p", "commitment_id": offered.id}
    await table.act(prospects.agree, OWNER, **agreed)

    def people(tx: Session) -> set[str]:
        tables = {"prospect", "signed_on", "committed", "research_note", "contact_made", "tie"}
        return {table for table, _ in found(tx, "Ana", "Ben", "100", "101") if table in tables}

    await swept(store, NOW + 365 * DAY)
    assert await store.read(people) >= {"prospect", "signed_on", "committed"}
    await swept(store, NOW + 365 * DAY + SECOND)
    assert await store.read(people) == set()
    left = await swept(store, NOW + 900 * DAY)
    assert (left["prospect"], left["signed_on"], left["committed"]) == (1, 1, 1)
    assert (await table.look(them, ROSA)).sign_on is not None


async def test_what_somebody_works_on_stays(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    table.now = NOW + 700 * DAY
    await table.log(them, NONE)
    left = await swept(store, NOW + 800 * DAY)
    assert (left["prospect"], left["contact_made"]) == (1, 1)
    assert (await table.look(them, ROSA)).owner_id == OWNER.person_id
