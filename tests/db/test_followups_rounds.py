"""The reminders of a promise: round by round, on the clocks of its owner, until somebody answers."""

from dataclasses import replace
from datetime import time
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from db import followups, nudges, people, teams
from db.facts import FollowupFacts, NudgeAnswer, NudgeKind, NudgeState
from db.models.nudges import Nudge
from db.models.teams import Member
from db.nudges.outcomes import FOLLOWING
from db.refusals import NotYours
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, ROSA
from tests.db.promising import CHICAGO, DAY, DUE, HOUR, PLAN, SECOND, Desk, Told, at, desk, local

FOLLOWUP, LEAD_TOLD = NudgeKind.FOLLOWUP, NudgeKind.LEAD_TOLD


async def _led(table: Desk) -> FollowupFacts:
    """Ana's promise, which Rosa leads."""
    return await table.add(lead_id=ROSA.person_id)


async def _all(table: Desk) -> list[tuple[NudgeKind, str]]:
    """All that goes out until nothing is coming, and when."""
    return [(kind, when) for kind, _, when in await _with_people(table)]


async def _with_people(table: Desk) -> list[Told]:
    out: list[Told] = []
    while await table.nudges():
        out += await table.next()
    return out


async def test_three_reminders_and_then_the_lead(store: Store) -> None:
    table = await desk(store)
    promise = await _led(table)
    silences = []
    for _ in range(4):
        out = await table.next()
        silences.append((*out[0], (await table.facts(promise)).silences))
    assert silences == [
        (FOLLOWUP, ANA.person_id, "2026-11-24 12:00", 1),
        (FOLLOWUP, ANA.person_id, "2026-11-25 12:00", 2),
        (FOLLOWUP, ANA.person_id, "2026-11-27 12:00", 3),
        (LEAD_TOLD, ROSA.person_id, "2026-11-28 12:00", 3),
    ]
    assert await table.coming() == [], "then it is quiet"
    assert (await table.facts(promise)).open


async def test_without_a_lead_the_organizers_see_it_on_their_lists(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    assert [kind for kind, _ in await _all(table)] == [FOLLOWUP] * 3
    page = await store.read(partial(followups.of_team, actor=ROSA, now=table.now))
    assert [(one.id, one.silences) for one in page.lines] == [(promise.id, 3)]


async def test_the_maker_leads_where_nobody_else_does(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(BEN)
    taken = await table.do(followups.take, ANA, promise)
    assert (taken.lead_id, taken.lead_name) == (BEN.person_id, "Ben")
    assert [who for kind, who, _ in await _with_people(table) if kind is LEAD_TOLD] == [BEN.person_id]


@pytest.mark.parametrize("silences", [1, 2, 3])
@pytest.mark.parametrize("answer", ["done", "later", "stop", "hand_over", "change"])
async def test_any_answer_ends_the_round(store: Store, silences: int, answer: str) -> None:
    table = await desk(store)
    promise = await _led(table)
    for _ in range(silences):
        await table.next()
    assert (await table.facts(promise)).silences == silences
    more: dict[str, Any] = {
        "later": {"until": table.now + 9 * DAY, "asked": False},
        "hand_over": {"to_id": BEN.person_id, "to_name": "Ben"},
        "change": {"text": "x", "due_at": table.now + 9 * DAY, "zone": CHICAGO},
    }
    answered = await table.do(getattr(followups, answer), ANA, promise, **more.get(answer, {}))
    assert answered.silences == 0
    reminders = [(kind, who) for kind, who, _ in await table.coming() if kind in {FOLLOWUP, LEAD_TOLD}]
    assert reminders == ([(FOLLOWUP, ANA.person_id)] if answer in {"later", "change"} else [])


async def test_after_an_answer_there_are_three_rounds_again(store: Store) -> None:
    table = await desk(store)
    promise = await _led(table)
    for _ in range(3):
        await table.next()
    await table.do(followups.later, ANA, promise, until=at("2026-11-30 09:00"), asked=False)
    assert await _all(table) == [
        (FOLLOWUP, "2026-11-30 09:00"),
        (FOLLOWUP, "2026-12-01 09:00"),
        (FOLLOWUP, "2026-12-03 09:00"),
        (LEAD_TOLD, "2026-12-04 09:00"),
    ]


async def test_a_lead_who_was_told_puts_off_being_told_again(store: Store) -> None:
    table = await desk(store)
    promise = await _led(table)
    later = {"until": at("2026-12-02 09:00"), "asked": False}
    with pytest.raises(NotYours):
        await table.do(followups.later, ROSA, promise, **later)
    for _ in range(4):
        await table.next()
    put_off = await table.do(followups.later, ROSA, promise, **later)
    assert put_off.silences == 3, "the owner has not answered by that"
    assert await table.coming() == [(LEAD_TOLD, ROSA.person_id, "2026-12-02 09:00")]
    assert await _all(table) == [(LEAD_TOLD, "2026-12-02 09:00")]


async def test_a_lead_who_wants_no_more_word_of_it_leaves_the_owner_their_reminders(store: Store) -> None:
    table = await desk(store)
    promise = await _led(table)
    await table.next()
    stopped = await table.do(followups.stop, ROSA, promise)
    assert not stopped.muted
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-11-25 12:00")]


# ---- what is on its way meanwhile --------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["done", "later", "stop", "hand_over"])
async def test_an_answer_while_a_reminder_is_on_its_way_counts(store: Store, answer: str) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.next()
    table.now += DAY
    held = await store.write(partial(nudges.hold_due, now=table.now))
    bundle = held.bundles[0]
    assert await store.write(partial(nudges.set_out, bundle=bundle, channel_id=CHANNEL, now=table.now))
    more: dict[str, Any] = {
        "later": {"until": table.now + 3 * DAY, "asked": False},
        "hand_over": {"to_id": BEN.person_id, "to_name": "Ben"},
    }
    await table.do(getattr(followups, answer), ANA, promise, **more.get(answer, {}))
    before = await table.coming()
    sent = partial(nudges.mark_sent, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=table.now)
    await store.write(sent)
    assert await table.coming() == before, "it is no silence any more"
    assert (await table.facts(promise)).silences == 0


async def test_marked_twice_it_is_one_silence(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    table.now = DUE
    held = await store.write(partial(nudges.hold_due, now=DUE))
    for _ in range(2):
        await store.write(
            partial(nudges.mark_sent, bundle_id=held.bundles[0].id, channel_id=CHANNEL, message_id=1, now=DUE)
        )
    assert (await table.facts(promise)).silences == 1
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-11-25 12:00")]


async def test_a_clock_set_back_between_hold_and_mark_loses_and_doubles_nothing(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    held = await store.write(partial(nudges.hold_due, now=DUE))
    back = DUE - HOUR
    await store.write(
        partial(nudges.mark_sent, bundle_id=held.bundles[0].id, channel_id=CHANNEL, message_id=1, now=back)
    )
    assert [when for _, _, when in await table.coming()] == ["2026-11-25 11:00"]
    table.now = back
    assert await table.courier() == []
    # Its time comes a second time; changed to that very moment, it is another reminder.
    await table.do(followups.change, ANA, promise, text="x", due_at=DUE + SECOND, zone=CHICAGO)
    await table.do(followups.change, ANA, promise, text="x", due_at=DUE, zone=CHICAGO)
    assert [kind for kind, _, _ in await table.next()] == [FOLLOWUP]
    assert (await table.facts(promise)).silences == 1


async def test_after_three_weeks_down_one_reminder_and_not_three(store: Store) -> None:
    table = await desk(store)
    promise = await _led(table)
    table.now = DUE + 21 * DAY
    assert await table.courier() == [(FOLLOWUP, ANA.person_id, "2026-12-15 12:00")]
    assert (await table.facts(promise)).silences == 1
    assert await table.coming() == [(FOLLOWUP, ANA.person_id, "2026-12-16 12:00")]


# ---- closed DMs, and those who want no reminders ------------------------------------------------------


async def test_behind_closed_dms_only_the_last_reminder_waits_and_the_lead_is_told_in_time(store: Store) -> None:
    table = await desk(store)
    promise = await _led(table)

    def close(tx: Session) -> None:
        tx.get_one(Member, (1, ANA.person_id)).dms_closed_at = NOW

    await store.write(close)
    out = await _all(table)
    assert [(kind, when) for kind, when in out if kind is LEAD_TOLD] == [(LEAD_TOLD, "2026-11-28 12:00")]
    assert len(await table.nudges(promise, state=NudgeState.CLOSED)) == 1
    assert (await table.facts(promise)).silences == 3
    await table.do(followups.done, ANA, promise)
    assert await table.nudges(promise, state=NudgeState.CLOSED) == [], "there is nothing left to show"


async def test_what_is_shown_later_is_no_second_silence(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()

    def close(tx: Session) -> None:
        tx.get_one(Member, (1, ANA.person_id)).dms_closed_at = NOW

    await store.write(close)
    table.now = DUE
    await table.courier()
    waiting = await table.nudges(promise, state=NudgeState.CLOSED)

    def show(tx: Session) -> None:
        # As the next press of hers does it.
        nudge = tx.get_one(Nudge, waiting[0].id)
        nudge.state = NudgeState.SHOWN
        FOLLOWING[FOLLOWUP](tx, nudge, table.now)

    await store.write(show)
    assert (await table.facts(promise)).silences == 1
    await table.do(followups.done, ANA, promise)
    assert [one.answer for one in await table.nudges(promise, state=NudgeState.SHOWN)] == [NudgeAnswer.DONE]


# ---- quiet hours, zones, and clocks that jump ----------------------------------------------------------


async def test_due_in_the_night_it_comes_in_the_morning(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(due_at=at("2026-11-24 23:00"))
    assert promise.due_at == at("2026-11-24 23:00")
    assert local(promise.nudge_at) == "2026-11-25 08:00"


async def test_it_comes_on_the_clocks_of_its_owner(store: Store) -> None:
    table = await desk(store)
    await store.write(partial(people.set_zone, actor=ANA, zone="Asia/Tokyo", now=NOW))
    promise = await table.add(due_at=at("2026-11-24 12:00"))
    assert local(promise.nudge_at, "Asia/Tokyo") == "2026-11-25 08:00", "3:00 in Tokyo is night"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        # Summer time begins on Sunday, March 14: noon stays noon.
        ("2027-03-13 12:00", ["03-13 12:00", "03-14 12:00", "03-16 12:00", "03-17 12:00"]),
        # It ends on Sunday, November 7.
        ("2027-11-06 12:00", ["11-06 12:00", "11-07 12:00", "11-09 12:00", "11-10 12:00"]),
        # A leap day, and a year's end.
        ("2028-02-28 09:00", ["02-28 09:00", "02-29 09:00", "03-02 09:00", "03-03 09:00"]),
        ("2026-12-30 09:00", ["12-30 09:00", "12-31 09:00", "01-02 09:00", "01-03 09:00"]),
    ],
)
async def test_the_time_of_day_stays(store: Store, due: str, expected: list[str]) -> None:
    table = await desk(store)
    await table.add(due_at=at(due), lead_id=ROSA.person_id)
    assert [when[5:] for _, when in await _all(table)] == expected


async def test_in_an_hour_that_the_clock_skips_it_comes_after_it(store: Store) -> None:
    table = await desk(store, quiet_from=time(4), quiet_until=time(4))
    await table.add(due_at=at("2027-03-13 02:30"))
    assert [when for _, when in await _all(table)] == ["2027-03-13 02:30", "2027-03-14 03:30", "2027-03-16 03:30"]


async def test_several_at_once_are_one_message_and_each_goes_on_by_itself(store: Store) -> None:
    table = await desk(store)
    first, second = await table.add(text="one"), await table.add(text="two")
    table.now = DUE
    held = await store.write(partial(nudges.hold_due, now=DUE))
    assert [len(bundle.nudges) for bundle in held.bundles] == [2]
    await store.write(partial(nudges.release_all))
    await table.courier()
    await table.do(followups.done, ANA, first)
    assert [one.followup_id for one in await table.nudges()] == [second.id]


async def test_a_promise_of_somebody_who_never_acted_is_called_out_once(store: Store) -> None:
    table = await desk(store)
    nobody = replace(PLAN, owner_id=777, owner_name="Nora", lead_id=ROSA.person_id)
    await store.write(partial(followups.add_automatic, team_id=1, key="k", plan=nobody, now=NOW))
    out = [(kind, who) for kind, who, _ in await _with_people(table)]
    assert out == [(NudgeKind.WAITING, 777), (LEAD_TOLD, ROSA.person_id)]


async def test_the_lead_s_own_promise_has_no_lead(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(lead_id=ANA.person_id)
    assert promise.lead_id is None
    assert [kind for kind, _ in await _all(table)] == [FOLLOWUP] * 3


async def test_a_lead_without_a_name_has_that_of_the_plan(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(lead_id=778, lead_name="Lena")
    assert (promise.lead_id, promise.lead_name) == (778, "Lena")
    await store.write(partial(teams.meet, actor=replace(CLEO, person_id=778, name="Lena R."), now=NOW))
    assert (await table.facts(promise)).lead_name == "Lena R."
