"""Handing a promise over: asked, taken, passed back, or left unanswered."""

from functools import partial
from typing import Any

import pytest

from db import followups, people
from db.facts import NudgeAnswer, NudgeKind, NudgeState
from db.refusals import FollowupOver, HandOverOver, OwnerAlready
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, NOW, ROSA
from tests.db.promising import DAY, DUE, HOUR, Desk, at, desk, local

FOLLOWUP, HAND_OVER, OVER, HANDED = (
    NudgeKind.FOLLOWUP,
    NudgeKind.HAND_OVER,
    NudgeKind.HAND_OVER_OVER,
    NudgeKind.HANDED,
)
TO_BEN = {"to_id": BEN.person_id, "to_name": "Ben"}
TO_CLEO = {"to_id": CLEO.person_id, "to_name": "Cleo"}


async def _asked(table: Desk) -> Any:
    """Ana asked Ben to take hers over."""
    return await table.do(followups.hand_over, ANA, await table.add(), **TO_BEN)


async def test_for_somebody_else_it_is_the_maker_s_until_they_take_it(store: Store) -> None:
    table = await desk(store)
    made = await table.add(ANA, owner_id=BEN.person_id, owner_name="Ben")
    assert (made.owner_id, made.handed_to_id, made.handed_to_name) == (ANA.person_id, BEN.person_id, "Ben")
    assert (made.handed_by_name, made.handed_until) == ("Ana", NOW + DAY)
    assert await table.coming() == [
        (HAND_OVER, BEN.person_id, "2026-11-23 12:00"),
        (OVER, BEN.person_id, "2026-11-24 12:00"),
        (FOLLOWUP, ANA.person_id, "2026-11-24 12:00"),
    ]
    taken = await table.do(followups.take, BEN, made)
    assert (taken.owner_id, taken.owner_name, taken.handed_to_id, taken.handed_until) == (101, "Ben", None, None)
    assert (taken.lead_id, taken.made_by_id) == (ANA.person_id, ANA.person_id)
    assert await table.coming() == [
        (HANDED, ANA.person_id, "2026-11-23 12:00"),
        (FOLLOWUP, BEN.person_id, "2026-11-24 12:00"),
    ]
    assert await table.outcomes() == [(ANA.person_id, "taken", "Ben")]
    assert await table.do(followups.take, BEN, made) == taken
    assert len(await table.outcomes()) == 1


async def test_the_question_says_who_asks_and_its_answer_is_kept(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    [question] = await table.nudges(promise, state=NudgeState.SENT)
    assert (question.kind, question.details) == (HAND_OVER, '{"person": 100, "name": "Ana"}')
    await table.do(followups.take, BEN, promise)
    [question] = await table.nudges(promise, state=NudgeState.SENT)
    assert (question.answer, question.answered_at) == (NudgeAnswer.TAKEN, NOW)


async def test_passed_back_it_is_as_it_was_and_the_asker_hears_of_it(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    back = await table.do(followups.pass_back, BEN, promise)
    assert (back.owner_id, back.handed_to_id, back.nudge_at) == (ANA.person_id, None, DUE)
    assert await table.outcomes() == [(ANA.person_id, "passed", "Ben")]
    assert await table.do(followups.pass_back, BEN, promise) == back, "twice is harmless"
    assert len(await table.outcomes()) == 1
    with pytest.raises(HandOverOver):
        await table.do(followups.take, BEN, promise)


async def test_a_day_of_silence_gives_it_back(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    table.now = NOW + DAY
    await table.courier()
    facts = await table.facts(promise)
    assert (facts.owner_id, facts.handed_to_id) == (ANA.person_id, None)
    assert await table.outcomes() == [(ANA.person_id, "lapsed", "Ben")]
    for unit in (followups.take, followups.pass_back):
        with pytest.raises(HandOverOver):
            await table.do(unit, BEN, promise)


async def test_asked_in_the_night_they_have_a_day_from_the_morning_on(store: Store) -> None:
    table = await desk(store)
    table.now = at("2026-11-23 23:00")
    promise = await table.add(due_at=NOW + 9 * DAY)
    asked = await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    told = {kind: when for kind, _, when in await table.coming()}
    assert (told[HAND_OVER], told[OVER]) == ("2026-11-24 08:00", "2026-11-25 08:00")
    assert local(asked.handed_until) == "2026-11-25 08:00"


async def test_the_morning_is_that_of_whoever_is_asked(store: Store) -> None:
    table = await desk(store)
    await store.write(partial(people.set_zone, actor=BEN, zone="Asia/Tokyo", now=NOW))
    promise = await table.add(due_at=NOW + 9 * DAY)
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    [question] = [one for one in await table.nudges() if one.kind is HAND_OVER]
    assert local(question.due_at, "Asia/Tokyo") == "2026-11-24 08:00"


async def test_of_what_is_late_its_owner_hears_nothing_while_somebody_else_is_asked(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.next()
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    assert [kind for kind, _, _ in await table.coming()] == [HAND_OVER, OVER]
    table.now += HOUR
    await table.do(followups.pass_back, BEN, promise)
    assert [(kind, when) for kind, _, when in await table.coming() if kind is FOLLOWUP] == [
        (FOLLOWUP, "2026-11-25 09:00")
    ]


async def test_the_reminder_on_the_day_comes_to_its_owner_also_while_somebody_else_is_asked(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(due_at=NOW + HOUR)
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    await table.courier()
    table.now = NOW + HOUR
    assert await table.courier() == [(FOLLOWUP, ANA.person_id, "2026-11-23 13:00")]
    assert [kind for kind, _, _ in await table.coming()] == [OVER], "but it is no silence"
    table.now = NOW + DAY
    await table.courier()
    assert [kind for kind, _, _ in await table.coming()] == [FOLLOWUP]
    assert (await table.facts(promise)).silences == 0


async def test_asking_somebody_else_takes_the_question_back(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    table.now += HOUR
    await table.do(followups.hand_over, ANA, promise, **TO_CLEO)
    assert [(kind, who) for kind, who, _ in await table.coming() if kind in {HAND_OVER, OVER}] == [
        (HAND_OVER, CLEO.person_id),
        (OVER, CLEO.person_id),
    ]
    for unit in (followups.take, followups.pass_back):
        with pytest.raises(HandOverOver):
            await table.do(unit, BEN, promise)
    await table.do(followups.take, CLEO, promise)
    assert await table.outcomes() == [(ANA.person_id, "taken", "Cleo")]


async def test_an_end_that_is_on_its_way_does_not_end_what_was_asked_since(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    table.now = NOW + DAY
    lapse = partial(followups.lapse, followup_id=promise.id, now=table.now)
    await table.do(followups.hand_over, ANA, promise, **TO_CLEO)
    assert await store.write(partial(lapse, person_id=BEN.person_id)) is None
    assert await store.write(partial(lapse, person_id=CLEO.person_id)) is None, "her own end is still to come"
    await table.do(followups.take, CLEO, promise)
    assert await store.write(partial(lapse, person_id=CLEO.person_id)) is None
    assert await store.write(partial(followups.lapse, followup_id=999, person_id=1, now=NOW)) is None


async def test_asked_twice_they_are_told_once(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    table.now += HOUR
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    assert [kind for kind, _, _ in await table.coming()] == [OVER, FOLLOWUP]
    with pytest.raises(OwnerAlready):
        await table.do(followups.hand_over, ANA, promise, to_id=ANA.person_id, to_name="Ana")


async def test_a_new_question_after_an_answer_is_a_new_question(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.courier()
    await table.do(followups.pass_back, BEN, promise)
    await table.courier()
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    assert [(kind, who) for kind, who, _ in await table.courier()] == [(HAND_OVER, BEN.person_id)]
    await table.do(followups.pass_back, BEN, promise)
    assert [outcome for _, outcome, _ in await table.outcomes()] == ["passed", "passed"]


async def test_done_meanwhile_there_is_nothing_to_take(store: Store) -> None:
    table = await desk(store)
    promise = await _asked(table)
    await table.do(followups.done, ANA, promise)
    assert await table.coming() == []
    for unit in (followups.take, followups.pass_back):
        with pytest.raises(FollowupOver):
            await table.do(unit, BEN, promise)
    assert (await table.do(followups.reopen, ANA, promise)).handed_to_id is None


async def test_who_hands_over_for_somebody_else_is_told_and_so_is_the_owner(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.do(followups.hand_over, ROSA, promise, **TO_BEN)
    await table.do(followups.take, BEN, promise)
    assert sorted(await table.outcomes()) == [(ROSA.person_id, "taken", "Ben"), (ANA.person_id, "taken", "Ben")]


async def test_taken_over_it_is_the_lead_s_at_once(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(lead_id=ROSA.person_id)
    await table.do(followups.stop, ANA, promise)
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    over = await table.do(followups.take_over, ROSA, promise)
    assert (over.owner_id, over.muted, over.handed_to_id, over.nudge_at) == (ROSA.person_id, False, None, DUE)
    assert over.lead_id == ANA.person_id, "whoever made it"
    assert await table.outcomes() == [(ANA.person_id, "taken_over", "Rosa")]
    assert await table.do(followups.take_over, ROSA, promise) == over
    assert len(await table.outcomes()) == 1
    with pytest.raises(HandOverOver):
        await table.do(followups.take, BEN, promise)


async def test_taken_late_it_comes_up_the_next_morning(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.next()
    await table.do(followups.hand_over, ANA, promise, **TO_BEN)
    await table.do(followups.take, BEN, promise)
    assert (FOLLOWUP, BEN.person_id, "2026-11-25 09:00") in await table.coming()
    assert (await table.facts(promise)).silences == 0
