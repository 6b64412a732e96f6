"""Somebody says that they could ask: the owner is told, once for all of them, and nobody's name stands in it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import col, select

from db import followups, prospects
from db.facts import Actor, FollowupState, NudgeKind
from db.facts.prospects import ProspectFacts, Stage
from db.models.followups import Followup
from db.prospects.forgetting import forget_person
from db.store import Store
from tests.db.canvassing import CHANNEL, DAN
from tests.db.prospecting import ASKER, GRANTED, MEMBER, ORGANIZER, OWNER, Desk, desk

PROMISE = "Choose who asks: somebody said that they could"
FOLLOWUP, OPEN = NudgeKind.FOLLOWUP, FollowupState.OPEN
HOUR = timedelta(hours=1)


async def asking(store: Store) -> tuple[Desk, ProspectFacts]:
    """The members are asked who could ask a pastor whom Ana looks after."""
    table = await desk(store)
    them = await table.add()
    return table, await table.do(prospects.open_round, OWNER, them, channel_id=CHANNEL)


async def says(table: Desk, person: Actor, them: ProspectFacts, *, yes: bool = True, promise: str = PROMISE) -> None:
    """Somebody answers."""
    await table.do(prospects.answer, person, them, ties=["member"], willing=yes, promise=promise)


async def promises(table: Desk) -> list[tuple[int | None, FollowupState]]:
    """The promises to choose, and whose they are."""
    found = await table.store.read(lambda tx: tx.exec(select(Followup).order_by(col(Followup.id))).all())
    assert all(one.text == PROMISE for one in found)
    return [(one.owner_id, one.state) for one in found]


async def test_the_owner_is_told_of_a_yes_after_an_hour_in_which_others_answer_too(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    table.now += HOUR / 2
    await says(table, DAN, them)
    await says(table, DAN, them)
    assert await table.coming(FOLLOWUP) == [(FOLLOWUP, OWNER.person_id, "2026-11-23 13:00")]
    assert await promises(table) == [(OWNER.person_id, OPEN)]


async def test_a_no_tells_nobody(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them, yes=False)
    assert await promises(table) == []
    await says(table, MEMBER, them, promise="")
    assert await promises(table) == []


@pytest.mark.parametrize("person", [OWNER, ASKER])
async def test_what_the_owner_knows_already_is_not_told(store: Store, person: Actor) -> None:
    table = await desk(store)
    them = await table.asked()
    await says(table, person, them)
    assert await promises(table) == []


async def test_a_yes_that_is_taken_back_takes_the_promise_with_it_once_it_was_the_last(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    await says(table, DAN, them)
    await says(table, MEMBER, them, yes=False)
    assert await promises(table) == [(OWNER.person_id, OPEN)]
    for _ in range(2):
        await says(table, DAN, them, yes=False)
    assert await promises(table) == [(OWNER.person_id, FollowupState.DROPPED)]
    assert await table.coming(FOLLOWUP) == []
    await says(table, DAN, them)
    assert (await promises(table))[1:] == [(OWNER.person_id, OPEN)]


async def test_another_yes_is_told_anew_when_the_owner_was_told_already(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    table.now += HOUR
    assert await table.courier() == [(FOLLOWUP, OWNER.person_id, "2026-11-23 13:00")]
    await says(table, DAN, them)
    assert await table.coming(FOLLOWUP) == [(FOLLOWUP, OWNER.person_id, "2026-11-23 14:00")]
    assert [state for _, state in await promises(table)] == [FollowupState.DROPPED, OPEN]


async def test_it_is_kept_once_somebody_is_chosen(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    for _ in range(2):
        await table.do(prospects.set_asker, OWNER, them, asker_id=MEMBER.person_id, asker_name="Cleo")
    assert await promises(table) == [(OWNER.person_id, FollowupState.DONE)]
    await says(table, DAN, them)
    assert (await promises(table))[1:] == [(OWNER.person_id, OPEN)]


@pytest.mark.parametrize("ends", ["granted", "rests", "declined"])
async def test_nothing_is_to_be_chosen_once_nobody_has_to_ask(store: Store, ends: str) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    if ends == "granted":
        await table.log(them, GRANTED)
    else:
        await table.do(prospects.park if ends == "rests" else prospects.decline, OWNER, them)
    assert await promises(table) == [(OWNER.person_id, FollowupState.DROPPED)]


async def test_it_goes_with_the_prospect(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    await table.do(prospects.remove, OWNER, them)
    assert await promises(table) == [(OWNER.person_id, FollowupState.DROPPED)]


async def test_another_owner_is_told_instead(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    await table.do(prospects.hand, OWNER, them, owner_id=DAN.person_id, owner_name="Dan")
    assert await promises(table) == [(OWNER.person_id, FollowupState.DROPPED), (DAN.person_id, OPEN)]
    assert [who for _, who, _ in await table.coming(FOLLOWUP)] == [DAN.person_id]


async def test_whoever_is_forgotten_is_no_choice_any_more(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    await store.write(partial(forget_person, team_id=1, person_id=MEMBER.person_id, now=table.now))
    assert await promises(table) == [(OWNER.person_id, FollowupState.DROPPED)]


async def test_nothing_of_it_names_who_answered(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)

    def rows(tx: Any) -> list[str]:
        return [str(one.model_dump()) for one in tx.exec(select(Followup)).all()]

    [row] = await store.read(rows)
    assert str(MEMBER.person_id) not in row
    assert MEMBER.name not in row


async def test_it_is_the_owners_and_the_organizers_to_see(store: Store) -> None:
    table, them = await asking(store)
    await says(table, MEMBER, them)
    for person, sees in ((OWNER, 1), (DAN, 0), (ASKER, 0)):
        assert len((await store.read(partial(followups.mine, actor=person, now=table.now))).lines) == sees
    assert len((await store.read(partial(followups.of_team, actor=ORGANIZER, now=table.now))).lines) == 1
    assert (await table.look(them)).stage is Stage.ASK
