"""Letters, answers and lists on both databases: each matter as it is now, and every answer harmless twice."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from db import canvass, followups, nudges, people
from db.facts import Delivery, Item, ItemState, Letter, NudgeAnswer, NudgeKind, NudgeState, Waiting
from db.models.nudges import Nudge
from db.models.teams import Member
from db.nudges import answers, letters, listing
from db.refusals import Gone, NoSuchPerson, NotYours, OnlyOrganizers, SeveralPeople
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, ROSA, STARTS, STRANGER
from tests.db.canvassing import PLAN as SESSION
from tests.db.promising import DAY, DUE, HOUR, Desk, desk

FOLLOWUP, HAND_OVER, HANDED = NudgeKind.FOLLOWUP, NudgeKind.HAND_OVER, NudgeKind.HANDED


async def last(table: Desk, kind: NudgeKind = FOLLOWUP, person: Any = ANA) -> int:
    """The last nudge of a kind that went out to a person."""
    found = [one for one in await table.nudges(state=NudgeState.SENT) if one.kind is kind]
    return max(one.id or 0 for one in found if one.person_id == person.person_id)


async def read(table: Desk, nudge_id: int, person: Any = ANA) -> Letter:
    """The letter that a nudge stands in."""
    unit = partial(letters.answered_by, team_id=person.team_id, person_id=person.person_id, nudge_id=nudge_id)
    return await table.store.read(partial(unit, now=table.now))


async def standing(table: Desk, nudge_id: int, person: Any = ANA) -> ItemState:
    """Where the matter of a nudge stands."""
    item = (await read(table, nudge_id, person)).item(nudge_id)
    assert item is not None
    return item.state


async def answer(table: Desk, unit: Callable[..., Any], nudge_id: int, person: Any = ANA, **more: Any) -> ItemState:
    """Give an answer twice; where the matter stands then."""
    for _ in range(2):
        await table.store.write(partial(unit, actor=person, nudge_id=nudge_id, now=table.now, **more))
    return await standing(table, nudge_id, person)


async def due(store: Store, **changes: Any) -> tuple[Desk, int]:
    """A promise of Ana's that has fallen due, and its nudge."""
    table = await desk(store)
    await table.add(**changes)
    await table.next()
    return table, await last(table)


# ---- where things stand --------------------------------------------------------------------------------


async def test_each_answer_has_its_state_and_can_be_undone(store: Store) -> None:
    table, nudge = await due(store)
    assert await standing(table, nudge) is ItemState.ASKS
    until = {"until": table.now + DAY, "asked": False}
    for unit, more, state in (
        (answers.done, {}, ItemState.DONE),
        (answers.stop, {}, ItemState.STOPPED),
        (answers.later, until, ItemState.LATER),
    ):
        assert await answer(table, unit, nudge, **more) is state
        assert await answer(table, answers.undo, nudge) is ItemState.ASKS
    [item] = (await read(table, nudge)).items
    assert item.answer is None
    assert [choice for choice, _ in item.laters] == ["today", "tomorrow", "week"]


async def test_put_off_it_says_until_when_and_asks_again_then(store: Store) -> None:
    table, nudge = await due(store)
    await answer(table, answers.later, nudge, until=table.now + 3 * HOUR, asked=True)
    [item] = (await read(table, nudge)).items
    assert (item.state, item.until, item.answer) == (ItemState.LATER, table.now + 3 * HOUR, NudgeAnswer.LATER)
    await table.next()
    assert await last(table) != nudge
    assert await standing(table, nudge) is ItemState.ASKS, "the old message asks as the new one does"
    assert await answer(table, answers.done, nudge) is ItemState.DONE
    assert await standing(table, await last(table)) is ItemState.DONE


async def test_turns_are_counted_by_what_went_out(store: Store) -> None:
    table, first = await due(store)
    turns = [(await read(table, first)).items[0].turn]
    for _ in range(2):
        await table.next()
        turns.append((await read(table, await last(table))).items[0].turn)
    assert turns == [1, 2, 3]


async def test_handing_over_and_what_became_of_it(store: Store) -> None:
    table, nudge = await due(store)
    to_ben = {"to_id": BEN.person_id, "to_name": "Ben"}
    assert await answer(table, answers.hand_over, nudge, **to_ben) is ItemState.ASKED
    await table.courier()
    asked = await last(table, HAND_OVER, BEN)
    [item] = (await read(table, asked, BEN)).items
    assert (item.state, item.who, item.until) == (ItemState.ASKS, "Ana", table.now + DAY)
    assert await answer(table, answers.take, asked, BEN) is ItemState.TAKEN
    assert await standing(table, nudge) is ItemState.ELSEWHERE
    await table.courier()
    [told] = (await read(table, await last(table, HANDED))).items
    assert (told.state, told.who) == (ItemState.TOLD, "Ben")


async def test_passed_back_and_lapsed_it_asks_its_owner_again(store: Store) -> None:
    table, nudge = await due(store)
    for ends in ("pass", "lapse"):
        await answer(table, answers.hand_over, nudge, to_id=BEN.person_id, to_name="Ben")
        await table.courier()
        asked = await last(table, HAND_OVER, BEN)
        if ends == "pass":
            await answer(table, answers.pass_back, asked, BEN)
        else:
            table.now += DAY
            await table.courier()
        await table.courier()
        assert await standing(table, asked, BEN) is ItemState.LAPSED
        [back] = (await read(table, await last(table, HANDED))).items
        assert (back.state, back.who) == (ItemState.ASKS, "Ben")


async def test_a_lead_who_is_told_decides(store: Store) -> None:
    table = await desk(store)
    await table.add(lead_id=ROSA.person_id, lead_name="Rosa")
    for _ in range(4):
        await table.next()
    told = await last(table, NudgeKind.LEAD_TOLD, ROSA)
    lead = replace(ROSA, organizer=False)  # as in a DM, where nobody has roles
    assert await standing(table, told, lead) is ItemState.ASKS
    owners = await last(table)
    await answer(table, answers.later, owners, until=table.now + DAY, asked=False)
    assert await standing(table, told, lead) is ItemState.TOLD, "its owner has answered meanwhile"
    assert await answer(table, answers.take_over, told, lead) is ItemState.TAKEN


async def test_a_session_is_answered_like_any_other_matter(store: Store) -> None:
    table = await desk(store)
    session = await store.write(partial(canvass.plan, actor=ROSA, plan=SESSION, channel_id=CHANNEL, now=NOW))
    await store.write(partial(canvass.join, actor=ANA, canvass_id=session.id, now=NOW))
    later = partial(canvass.remind_me, actor=ANA, canvass_id=session.id, at=NOW + HOUR, asked=True, now=NOW)
    await store.write(later)
    table.now = NOW + HOUR
    await table.courier()
    nudge = await last(table, NudgeKind.SESSION_LATER)
    assert await standing(table, nudge) is ItemState.ASKS
    assert await answer(table, answers.come, nudge) is ItemState.COMING
    assert await answer(table, answers.stay_away, nudge) is ItemState.AWAY
    assert await answer(table, answers.come, nudge) is ItemState.COMING
    assert await answer(table, answers.later, nudge, until=table.now + HOUR, asked=False) is ItemState.LATER
    assert await answer(table, answers.undo, nudge) is ItemState.ASKS
    assert await answer(table, answers.stop, nudge) is ItemState.STOPPED
    table.now = STARTS + 4 * HOUR
    assert await standing(table, nudge) is ItemState.OVER


# ---- whose it is ---------------------------------------------------------------------------------------


async def test_a_letter_is_nobody_elses(store: Store) -> None:
    table, nudge = await due(store)
    for person, refusal in ((BEN, NotYours), (ROSA, NotYours), (STRANGER, Gone)):
        for unit in (answers.done, answers.stop, answers.undo, answers.drop, answers.take):
            with pytest.raises(refusal):
                await table.store.write(partial(unit, actor=person, nudge_id=nudge, now=table.now))
        with pytest.raises(refusal):
            await read(table, nudge, person)
    for forged in (0, -1, 2**62):
        with pytest.raises(Gone):
            await read(table, forged)
    assert await standing(table, nudge) is ItemState.ASKS


# ---- what is sent --------------------------------------------------------------------------------------


async def test_what_was_settled_meanwhile_is_left_out(store: Store) -> None:
    table = await desk(store)
    for text in ("One", "Two", "Three"):
        await table.add(text=text)
    table.now = DUE
    held = await store.write(partial(nudges.hold_due, now=table.now))
    [bundle] = held.bundles
    one, two, _ = (nudge.followup_id or 0 for nudge in bundle.nudges)
    await table.do(followups.done, ANA, one)
    await table.do(followups.stop, ANA, two)
    found = await store.read(partial(letters.to_send, ids=bundle.ids, now=table.now))
    assert found is not None
    left = letters.worth_saying(found)
    assert left is not None
    assert [item.promise.text for item in left.items if item.promise] == ["Three"]
    assert found.first
    assert found.language == "en"


async def test_only_the_first_letter_introduces_itself(store: Store) -> None:
    table, first = await due(store)
    await table.next()
    assert (await read(table, first)).first
    assert not (await read(table, await last(table))).first


# ---- what waits ----------------------------------------------------------------------------------------


async def closed(store: Store, **changes: Any) -> Desk:
    """Ana's DMs are closed, and a promise of hers has fallen due twice."""
    table = await desk(store)
    await store.write(partial(_member, ANA.person_id, dms_closed_at=NOW, **changes))
    await table.add(text="One")
    await table.next()
    return table


def _member(person_id: int, tx: Session, **values: Any) -> None:
    row = tx.get_one(Member, (1, person_id))
    for name, value in values.items():
        setattr(row, name, value)


async def waiting(table: Desk, *, again: bool = False, person: Any = ANA) -> Waiting:
    """What waits for a person."""
    unit = partial(letters.waiting_for, team_id=1, person_id=person.person_id, now=table.now, again=again)
    return await table.store.read(unit)


async def shown(table: Desk, found: Waiting) -> None:
    """They have seen it."""
    unit = partial(letters.mark_shown, team_id=1, person_id=ANA.person_id, waiting=found, now=table.now)
    await table.store.write(unit)


def texts(found: Waiting) -> list[str]:
    """What is to be shown."""
    items: tuple[Item, ...] = found.letter.items if found.letter else ()
    return [item.promise.text for item in items if item.promise]


async def test_what_waits_is_shown_once_each_and_may_be_looked_at_again(store: Store) -> None:
    table = await closed(store)
    await table.next()
    found = await waiting(table)
    assert texts(found) == ["One"], "two reminders of one promise are one matter"
    await shown(table, found)
    assert texts(await waiting(table)) == []
    again = await waiting(table, again=True)
    assert texts(again) == ["One"]
    await shown(table, again)
    member = await store.read(lambda tx: tx.get_one(Member, (1, ANA.person_id)))
    assert not member.waiting
    [seen] = await table.nudges(state=NudgeState.SHOWN)
    assert await answer(table, answers.done, seen.id or 0) is ItemState.DONE


async def test_what_comes_to_wait_while_something_is_shown_is_not_lost(store: Store) -> None:
    table = await closed(store)
    found = await waiting(table)
    await table.add(text="Two", due_at=table.now + HOUR)
    table.now += HOUR
    await table.courier()
    await shown(table, found)
    assert texts(await waiting(table)) == ["Two"]
    assert await table.store.read(lambda tx: tx.get_one(Member, (1, ANA.person_id)).waiting)


async def test_what_was_settled_while_it_waited_is_put_away(store: Store) -> None:
    table = await closed(store)
    [nudge] = await table.nudges(state=NudgeState.CLOSED)
    await table.do(followups.done, ANA, nudge.followup_id or 0)
    found = await waiting(table)
    assert found.letter is None
    await shown(table, found)
    assert await table.nudges(state=NudgeState.CLOSED) == []


async def test_with_reminders_off_only_what_others_ask_is_shown(store: Store) -> None:
    table = await closed(store, reminders=False)
    assert texts(await waiting(table)) == []
    assert texts(await waiting(table, again=True)) == ["One"]
    theirs = await table.add(BEN, text="Two", owner_id=BEN.person_id, due_at=table.now + DAY)
    await table.do(followups.hand_over, BEN, theirs, to_id=ANA.person_id, to_name="Ana")
    await table.courier()
    assert texts(await waiting(table)) == ["Two"]


async def test_opening_dms_again(store: Store) -> None:
    table = await closed(store)
    await store.write(partial(answers.open_dms, actor=ANA, channel_id=77, now=table.now))
    member = await store.read(lambda tx: tx.get_one(Member, (1, ANA.person_id)))
    assert (member.dms_closed_at, member.dm_channel_id, member.waiting) == (None, 77, True)


# ---- lists ---------------------------------------------------------------------------------------------


async def test_mine_has_what_comes_and_what_came(store: Store) -> None:
    table, nudge = await due(store, text="One")
    await table.add(text="Two", due_at=table.now + DAY)
    await table.add(BEN, text="Ben's", owner_id=BEN.person_id, due_at=table.now + DAY)
    session = await store.write(partial(canvass.plan, actor=ROSA, plan=SESSION, channel_id=CHANNEL, now=table.now))
    await store.write(partial(canvass.join, actor=ANA, canvass_id=session.id, now=table.now))
    await answer(table, answers.stop, nudge)
    found = await store.read(partial(listing.mine, actor=ANA, now=table.now))
    assert [(line.text, line.session) for line in found.coming][:1] == [("Two", "")]
    kinds = [line.kind for line in found.coming]
    assert kinds == [FOLLOWUP, NudgeKind.CONFIRM, NudgeKind.TODAY]
    [came] = found.lately
    assert (came.text, came.answer) == ("One", NudgeAnswer.STOPPED)
    assert (found.waiting, found.reminders, found.dms_closed_at) == (0, True, None)
    table.now += 15 * DAY
    assert (await store.read(partial(listing.mine, actor=ANA, now=table.now))).lately == ()


async def test_the_team_sees_states_and_reasons_but_no_private_word(store: Store) -> None:
    table = await closed(store)
    await table.add(BEN, text="Two", owner_id=BEN.person_id, due_at=table.now + HOUR)
    rows: tuple[dict[str, Any], ...] = (
        {"state": NudgeState.FAILED, "trouble": "50001"},
        {"state": NudgeState.EXPIRED},
        {"waits_for": "quiet"},
        {"waits_for": "trouble", "trouble": "503"},
        {"state": NudgeState.SENT, "sent_at": table.now},
    )
    for number, changes in enumerate(rows):
        await store.write(partial(_nudge, number, table.now, changes))
    look = partial(listing.of_team, actor=ROSA, now=table.now, page=0)
    found = await store.read(partial(look, view=None))
    assert found.view is Delivery.FAILED, "what to mend comes first"
    assert {one: n for one, n in found.counts.items() if n} == {
        Delivery.COMING: 3,  # Ana's next reminder, Ben's, and the mention for Ana
        Delivery.CLOSED: 1,
        Delivery.FAILED: 1,
        Delivery.EXPIRED: 1,
        Delivery.QUIET: 1,
        Delivery.TROUBLE: 1,
        Delivery.SENT: 1,
    }
    [line] = (await store.read(partial(look, view=Delivery.CLOSED))).lines
    assert (line.person, line.why_closed, line.text) == ("Ana", "dms", "")
    assert (await store.read(partial(look, view=Delivery.SENT, page=9))).page == 0
    with pytest.raises(OnlyOrganizers):
        await store.read(partial(listing.of_team, actor=ANA, view=None, page=0, now=table.now))
    stranger = replace(STRANGER, organizer=True)
    theirs = await store.read(partial(listing.of_team, actor=stranger, view=None, page=0, now=table.now))
    assert (theirs.counts, theirs.lines) == ({}, ())


def _nudge(number: int, now: Any, changes: dict[str, Any], tx: Session) -> None:
    kind = NudgeKind.FOLLOWUP
    tx.add(Nudge(key=f"trial:{number}", team_id=1, kind=kind, person_id=CLEO.person_id, due_at=now, **changes))


# ---- people by name ------------------------------------------------------------------------------------


async def test_a_person_is_found_by_name(store: Store) -> None:
    await desk(store)
    named = partial(people.named, actor=ANA)
    assert await store.read(partial(named, typed="BEN ")) == (BEN.person_id, "Ben")
    assert await store.read(partial(named, typed="cle")) == (CLEO.person_id, "Cleo")
    for typed, refusal in (("Zoe", NoSuchPerson), ("ana", NoSuchPerson), ("e", SeveralPeople), ("  ", NoSuchPerson)):
        with pytest.raises(refusal):
            await store.read(partial(named, typed=typed))
    assert {name for _, name in await store.read(partial(people.known, actor=ANA))} == {"Ben", "Cleo", "Rosa"}
    with pytest.raises(Gone):
        await store.read(partial(people.name_of, actor=ANA, person_id=5))
