"""Promises: what may be promised, who may do what with them, and that twice is harmless."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from db import canvass, followups
from db.facts import FOLLOWUP_TEXT_MOST, FOLLOWUPS_OPEN_MOST, FollowupState, NudgeAnswer, NudgeKind, NudgeState
from db.refusals import (
    FollowupOver,
    Gone,
    NoSuchFollowup,
    NotYours,
    OnlyOrganizers,
    OwnerMissing,
    PastTime,
    Refusal,
    RemindedLately,
    RemindersStopped,
    TextMissing,
    TooFarAhead,
    TooLong,
    TooManyOpen,
)
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, DAN, NOW, ROSA, STRANGER
from tests.db.canvassing import PLAN as SESSION
from tests.db.promising import CHICAGO, DAY, DUE, HOUR, PLAN, SECOND, Desk, at, desk, local

FOLLOWUP = NudgeKind.FOLLOWUP


# ---- making ----------------------------------------------------------------------------------------


async def test_a_promise_is_kept_as_it_was_meant(store: Store) -> None:
    table = await desk(store)
    made = await table.add(text="  Bring\nthe  sign ")
    assert (made.text, made.owner_name, made.made_by_id) == ("Bring the sign", "Ana", ANA.person_id)
    assert (made.due_at, made.zone, made.state) == (DUE, CHICAGO, FollowupState.OPEN)
    assert (made.lead_id, made.silences, made.muted) == (None, 0, False)
    assert made.nudge_at == DUE
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-11-24 12:00")]
    assert not made.late(DUE)
    assert made.late(DUE + SECOND)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": " \u200b \n"}, TextMissing),
        ({"text": "x" * (FOLLOWUP_TEXT_MOST + 1)}, TooLong),
        ({"due_at": NOW}, PastTime),
        ({"due_at": NOW + 6 * 366 * DAY}, TooFarAhead),
        ({"canvass_id": 999}, Gone),
        ({"canvass_id": 2**40}, Gone),
    ],
)
async def test_what_cannot_be_promised(store: Store, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    table = await desk(store)
    with pytest.raises(refusal):
        await table.add(**changes)
    assert await table.coming() == []


async def test_a_time_that_is_over_is_written_out(store: Store) -> None:
    table = await desk(store)
    with pytest.raises(PastTime) as refused:
        await table.add(due_at=NOW - HOUR)
    assert refused.value.typed == "2026-11-23 11:00"


async def test_a_session_of_another_team_is_no_cause(store: Store) -> None:
    table = await desk(store)
    theirs = await store.write(partial(canvass.plan, actor=STRANGER, plan=SESSION, channel_id=CHANNEL, now=NOW))
    with pytest.raises(Gone):
        await table.add(canvass_id=theirs.id)


async def test_a_promise_outlives_its_session(store: Store) -> None:
    table = await desk(store)
    session = await store.write(partial(canvass.plan, actor=ROSA, plan=SESSION, channel_id=CHANNEL, now=NOW))
    made = await table.add(canvass_id=session.id)
    assert made.canvass_name == "Elm Street"
    await store.write(partial(canvass.cancel, actor=ROSA, canvass_id=session.id, reason="", now=NOW))
    assert [kind for kind, _, _ in await table.coming(made)] == [FOLLOWUP]


async def test_nobody_promises_more_than_a_list_holds(store: Store) -> None:
    table = await desk(store)

    def fill(tx: Any) -> None:
        for _ in range(FOLLOWUPS_OPEN_MOST):
            followups.add(tx, actor=ANA, plan=PLAN, now=NOW)

    await store.write(fill)
    with pytest.raises(TooManyOpen):
        await table.add()
    await table.add(BEN, owner_id=BEN.person_id)
    asked = await table.add(BEN)
    with pytest.raises(TooManyOpen):
        await table.do(followups.take, ANA, asked)
    await table.do(followups.done, ANA, asked.id - 2)
    await table.do(followups.take, ANA, asked)


async def test_what_follows_by_itself_follows_once(store: Store) -> None:
    table = await desk(store)
    thanks = partial(followups.add_automatic, team_id=1, key="thanks:7", plan=replace(PLAN, lead_id=ROSA.person_id))
    first = await store.write(partial(thanks, now=NOW))
    assert (first.owner_id, first.made_by_id, first.lead_id, first.lead_name) == (100, None, 10, "Rosa")
    await table.do(followups.done, ANA, first)
    again = await store.write(partial(thanks, now=NOW + 5 * DAY))
    assert (again.id, again.state) == (first.id, FollowupState.DONE)
    assert await table.coming() == []


# ---- who may ---------------------------------------------------------------------------------------

LATER = {"until": NOW + 2 * DAY, "asked": False}
CHANGE = {"text": "Other", "due_at": NOW + 3 * DAY, "zone": CHICAGO}
HAND = {"to_id": DAN.person_id, "to_name": "Dan"}
DO: dict[str, tuple[Any, dict[str, Any]]] = {
    "done": (followups.done, {}),
    "reopen": (followups.reopen, {}),
    "drop": (followups.drop, {}),
    "stop": (followups.stop, {}),
    "resume": (followups.resume, {}),
    "later": (followups.later, LATER),
    "change": (followups.change, CHANGE),
    "hand_over": (followups.hand_over, HAND),
    "take_over": (followups.take_over, {}),
    "remind_again": (followups.remind_again, {}),
}
OWNER = {"done", "reopen", "stop", "resume", "later", "change", "hand_over"}
LEAD = {"done", "reopen", "drop", "stop", "change", "hand_over", "take_over", "remind_again"}


async def _bens(table: Desk) -> Any:
    """Ben's promise, which Ana asked of him and Cleo leads."""
    made = await table.add(ANA, owner_id=BEN.person_id, owner_name="Ben", lead_id=CLEO.person_id)
    return await table.do(followups.take, BEN, made)


@pytest.mark.parametrize("name", DO)
@pytest.mark.parametrize(
    ("actor", "allowed"),
    [(BEN, OWNER), (ANA, LEAD), (CLEO, LEAD), (ROSA, LEAD), (DAN, set[str]())],
    ids=["owner", "maker", "lead", "organizer", "anybody"],
)
async def test_everybody_does_what_is_theirs_to_do(store: Store, name: str, actor: Any, allowed: set[str]) -> None:
    table = await desk(store)
    promise = await _bens(table)
    unit, more = DO[name]
    if name in allowed:
        await table.do(unit, actor, promise, **more)
        return
    before = await table.facts(promise)
    with pytest.raises(NotYours):
        await table.do(unit, actor, promise, **more)
    assert await table.facts(promise) == before


@pytest.mark.parametrize("name", [*DO, "take", "pass_back"])
async def test_no_other_team_reaches_it(store: Store, name: str) -> None:
    table = await desk(store)
    promise = await _bens(table)
    unit, more = DO.get(name, (getattr(followups, name), {}))
    for number in (promise.id, 0, -1, 2**31, 2**62):
        with pytest.raises(Gone):
            await table.do(unit, STRANGER, number, **more)
    with pytest.raises(Gone):
        await store.read(partial(followups.facts, team_id=2, followup_id=promise.id))
    with pytest.raises(Gone):
        await store.read(partial(followups.look, actor=STRANGER, followup_id=promise.id))


async def test_who_may_look(store: Store) -> None:
    table = await desk(store)
    promise = await _bens(table)
    for actor in (ANA, BEN, CLEO, ROSA):
        await store.read(partial(followups.look, actor=actor, followup_id=promise.id))
    with pytest.raises(NotYours):
        await store.read(partial(followups.look, actor=DAN, followup_id=promise.id))


async def test_an_owner_drops_only_what_was_their_own_wish(store: Store) -> None:
    table = await desk(store)
    own = await table.add()
    assert (await table.do(followups.drop, ANA, own)).state is FollowupState.DROPPED
    with pytest.raises(NotYours):
        await table.do(followups.drop, BEN, await _bens(table))


# ---- twice is harmless ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["done", "drop", "stop", "later", "change", "hand_over", "take_over"])
async def test_twice_is_harmless(store: Store, name: str) -> None:
    table = await desk(store)
    promise = await table.add(ROSA, owner_id=ROSA.person_id)
    if name == "take_over":
        promise = await _bens(table)
    unit, more = DO[name]
    once = await table.do(unit, ROSA, promise, **more)
    coming = [(kind, who, when) for kind, who, when in await table.coming(promise)]
    twice = await table.do(unit, ROSA, promise, **more)
    assert twice == once
    assert await table.coming(promise) == coming


async def test_done_ends_all_reminders_and_can_be_taken_back(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    done = await table.do(followups.done, ANA, promise)
    assert (done.state, done.done_at, done.nudge_at) == (FollowupState.DONE, NOW, None)
    assert await table.coming() == []
    again = await table.do(followups.reopen, ANA, promise)
    assert (again.state, again.done_at, again.nudge_at) == (FollowupState.OPEN, None, DUE)
    await table.do(followups.done, ANA, promise)
    table.now = DUE + 5 * HOUR
    late = await table.do(followups.reopen, ANA, promise)
    assert local(late.nudge_at) == "2026-11-25 09:00", "of what is late one is reminded the next morning"


@pytest.mark.parametrize("name", ["stop", "resume", "later", "change", "hand_over", "take_over", "remind_again"])
async def test_what_is_over_stays_so(store: Store, name: str) -> None:
    table = await desk(store)
    promise = await table.add(ROSA, owner_id=ROSA.person_id)
    await table.do(followups.done, ROSA, promise)
    unit, more = DO[name]
    with pytest.raises(FollowupOver):
        await table.do(unit, ROSA, promise, **more)
    assert await table.coming() == []


# ---- later, stop, change -----------------------------------------------------------------------------


async def test_later_moves_the_reminder_and_not_when_it_is_due(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.next()
    until = at("2026-11-25 09:00")
    later = await table.do(followups.later, ANA, promise, until=until, asked=False, after_id=1)
    assert (later.due_at, later.nudge_at, later.silences) == (DUE, until, 0)
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-11-25 09:00")]
    assert [(one.after_id, one.asked) for one in await table.nudges()] == [(1, False)]
    assert [one.answer for one in await table.nudges(state=NudgeState.SENT)] == [NudgeAnswer.LATER]
    for _ in range(3):
        until += DAY
        await table.do(followups.later, ANA, promise, until=until, asked=True)
    assert [(one.due_at, one.asked) for one in await table.nudges()] == [(until, True)]


async def test_nothing_is_put_off_into_the_past(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    with pytest.raises(PastTime):
        await table.do(followups.later, ANA, promise, until=NOW, asked=True)
    with pytest.raises(TooFarAhead):
        await table.do(followups.later, ANA, promise, until=NOW + 6 * 366 * DAY, asked=True)


async def test_stopped_it_stays_on_the_list_until_it_is_resumed(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    assert (await table.do(followups.stop, ANA, promise)).muted
    assert await table.coming() == []
    assert [one.id for one in (await store.read(partial(followups.mine, actor=ANA, now=NOW))).lines] == [promise.id]
    assert (await table.do(followups.resume, ANA, promise)).nudge_at == DUE
    await table.do(followups.stop, ANA, promise)
    later = await table.do(followups.later, ANA, promise, until=DUE, asked=True)
    assert not later.muted, "who asks for another time wants to be reminded"


async def test_another_time_begins_the_reminders_anew_and_another_text_does_not(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.next()
    await table.do(followups.change, ANA, promise, text="Two signs", due_at=DUE, zone=CHICAGO)
    assert (await table.facts(promise)).silences == 1
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-11-25 12:00")]
    moved = await table.do(followups.change, ANA, promise, text="Two signs", due_at=DUE + 3 * DAY, zone="UTC")
    assert (moved.silences, moved.zone, moved.text) == (0, "UTC", "Two signs")
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-11-27 12:00")]


async def test_contact_begins_the_reminders_anew(store: Store) -> None:
    table = await desk(store)
    promise, other = await table.add(), await table.add(due_at=DUE + DAY)
    await table.next()
    logged = partial(followups.contact_logged, team_id=1, now=table.now)
    assert await store.write(partial(logged, followup_ids=[promise.id])) == 1
    assert [(kind, when) for kind, _, when in await table.coming(promise)] == [(FOLLOWUP, "2026-11-25 09:00")]
    assert (await table.facts(promise)).silences == 0
    assert (await table.facts(other)).nudge_at == DUE + DAY
    await table.do(followups.done, ANA, promise)
    assert await store.write(partial(logged, followup_ids=[promise.id])) == 0
    assert await store.write(partial(followups.contact_logged, team_id=2, followup_ids=[other.id], now=NOW)) == 0


async def test_others_remind_an_owner_sparingly(store: Store) -> None:
    table = await desk(store)
    promise = await _bens(table)
    for _ in range(2):
        await table.do(followups.remind_again, ROSA, promise)
    assert [(kind, who) for kind, who, _ in await table.courier() if kind is FOLLOWUP] == [(FOLLOWUP, BEN.person_id)]
    table.now += HOUR
    with pytest.raises(RemindedLately) as refused:
        await table.do(followups.remind_again, ROSA, promise)
    assert refused.value.again_at == NOW + 4 * HOUR
    table.now -= 3 * HOUR  # the clock was set back: a reminder in the future is no reason to refuse
    await table.do(followups.remind_again, ROSA, promise)
    await table.do(followups.stop, BEN, promise)
    with pytest.raises(RemindersStopped):
        await table.do(followups.remind_again, ROSA, promise)


async def test_nobody_is_reminded_of_what_is_nobodys(store: Store) -> None:
    table = await desk(store)
    thanks = partial(followups.add_automatic, team_id=1, key="thanks:7", plan=PLAN, now=NOW)
    promise = await store.write(thanks)
    await store.write(partial(followups.forget_person, team_id=1, person_id=ANA.person_id, now=NOW))
    with pytest.raises(OwnerMissing):
        await table.do(followups.remind_again, ROSA, promise)
    assert (await table.do(followups.take_over, ROSA, promise)).owner_id == ROSA.person_id


# ---- lists -----------------------------------------------------------------------------------------


async def test_late_ones_first_then_by_time_and_what_was_done_this_week_at_the_end(store: Store) -> None:
    table = await desk(store)
    texts = {"soon": 2 * DAY, "late": HOUR, "later": 5 * DAY, "done": 3 * DAY, "long done": 4 * DAY}
    made = {text: await table.add(text=text, due_at=NOW + after) for text, after in texts.items()}
    asked = await table.add(BEN, text="asked", due_at=NOW + 6 * DAY)
    await table.add(BEN, text="Ben's", owner_id=BEN.person_id)
    await table.do(followups.done, ANA, made["long done"])
    table.now = NOW + 7 * DAY - SECOND
    await table.do(followups.done, ANA, made["done"])
    table.now = NOW + DAY
    page = await store.read(partial(followups.mine, actor=ANA, now=NOW + DAY))
    assert [one.text for one in page.lines] == ["late", "soon", "later", "asked", "done", "long done"]
    assert (page.page, page.pages, page.open, page.late) == (0, 1, 4, 1)
    page = await store.read(partial(followups.mine, actor=ANA, now=NOW + 8 * DAY))
    assert [one.text for one in page.lines][-1] == "done"
    to_dos = await store.read(partial(followups.to_dos, actor=ANA))
    assert [one.text for one in to_dos] == ["late", "soon", "later", "asked"]
    assert [one.text for one in await store.read(partial(followups.to_dos, actor=BEN))] == ["Ben's", "asked"]
    assert (await table.facts(asked)).handed_by_name == "Ben"


async def test_the_team_s_are_for_organizers(store: Store) -> None:
    table = await desk(store)
    for number in range(10):
        await table.add(BEN if number % 2 else ANA, owner_id=101 if number % 2 else 100, due_at=DUE + number * HOUR)
    with pytest.raises(OnlyOrganizers):
        await store.read(partial(followups.of_team, actor=ANA, now=NOW))
    pages = [await store.read(partial(followups.of_team, actor=ROSA, now=NOW, page=page)) for page in (0, 1, 9, -3)]
    assert [len(page.lines) for page in pages] == [8, 2, 2, 8]
    assert [page.page for page in pages] == [0, 1, 1, 0]
    empty = await store.read(partial(followups.of_team, actor=STRANGER, now=NOW))
    assert (empty.lines, empty.pages, empty.open) == ((), 1, 0)


async def test_finding_one_by_what_is_typed(store: Store) -> None:
    table = await desk(store)
    flyers = await table.add(text="Flyers for Núñez")
    await table.add(text="Flyers for Ward 2")
    await table.add(BEN, text="Call the mayor", owner_id=BEN.person_id)

    async def suggested(actor: Any, typed: str, **more: Any) -> list[str]:
        return [one.text for one in await store.read(partial(followups.suggest, actor=actor, typed=typed, **more))]

    assert await suggested(ANA, "nunez") == ["Flyers for Núñez"]
    assert await suggested(ANA, "") == ["Flyers for Núñez", "Flyers for Ward 2"]
    assert await suggested(ROSA, "") == ["Flyers for Núñez", "Flyers for Ward 2", "Call the mayor"]
    assert await suggested(STRANGER, "") == []
    assert await suggested(ANA, "", ended=True) == []
    resolve = partial(followups.resolve, actor=ANA)
    assert await store.read(partial(resolve, typed=str(flyers.id))) == flyers.id
    assert await store.read(partial(resolve, typed="NUNEZ")) == flyers.id
    for typed in ("flyers", "mayor", "", "999", "9" * 30, "³"):
        with pytest.raises(NoSuchFollowup):
            await store.read(partial(resolve, typed=typed))
    with pytest.raises(NoSuchFollowup):
        await store.read(partial(followups.resolve, actor=STRANGER, typed=str(flyers.id)))


async def test_no_more_are_suggested_than_fit(store: Store) -> None:
    table = await desk(store)
    for number in range(30):
        await table.add(text=f"Promise {number}")
    assert len(await store.read(partial(followups.suggest, actor=ANA, typed="promise"))) == 25
