"""Silence: how long each stage may wait, who hears of it, and what ends it."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session

from db import people, prospects, setup
from db.facts import NudgeKind, NudgeState
from db.facts.meetings import MeetingState
from db.facts.prospects import CLOCKS, Stage
from db.prospects import silence as silence_of
from db.store import Store
from tests.db.canvassing import NOW
from tests.db.promising import DAY
from tests.db.prospecting import ASKER, COUNCIL, GRANTED, MEMBER, NONE, ORGANIZER, OWNER, PASTOR, TODAY, Desk, desk

STALE = NudgeKind.STALE
S = Stage


async def silence(table: Desk) -> list[tuple[int | None, str]]:
    """Who is to hear of silence, and when."""
    return [(who, when) for _, who, when in await table.coming(STALE)]


async def test_its_owner_hears_of_silence_after_the_stage_s_time(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    assert await silence(table) == [(OWNER.person_id, "2026-12-07 09:00")]
    assert await table.details(STALE) == [{"stage": "research", "since": NOW.isoformat()}]
    await table.next()
    assert await silence(table) == [], "once, and no more"
    table.now += DAY
    await table.log(them, NONE, MEMBER)
    assert await silence(table) == [(OWNER.person_id, "2026-12-15 09:00")]


async def test_whatever_is_done_begins_the_time_anew(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    table.now = NOW + 5 * DAY
    await table.do(prospects.note, OWNER, them, question="", note="x", source="y")
    assert await silence(table) == [(OWNER.person_id, "2026-12-12 09:00")]
    assert len(await table.nudges(STALE)) == 1


async def test_whoever_asks_hears_first_and_a_week_later_the_owner(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    await table.log(them, NONE)
    assert await silence(table) == [(ASKER.person_id, "2026-11-30 09:00")]
    assert await table.next() == [(STALE, ASKER.person_id, "2026-11-30 09:00")]
    assert await silence(table) == [(OWNER.person_id, "2026-12-07 09:00")]
    assert await table.next() == [(STALE, OWNER.person_id, "2026-12-07 09:00")]
    assert await silence(table) == []


async def test_an_answer_between_the_two_keeps_the_owner_in_peace(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    await table.log(them, NONE)
    await table.next()
    await table.log(them, GRANTED)
    assert await silence(table) == [(OWNER.person_id, "2026-12-07 09:00")], "that no meeting is planned"
    await table.do(prospects.park, OWNER, them)
    assert await silence(table) == []


async def test_an_owner_who_asks_hears_once(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.set_asker, OWNER, them, asker_id=OWNER.person_id, asker_name="Ana")
    await table.log(them, NONE)
    await table.next()
    assert await silence(table) == []


async def test_while_a_meeting_is_planned_nobody_hears_of_silence(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.meeting(them)
    advance = partial(prospects.advance, team_id=1, prospect_id=them.id, now=NOW)
    for stage in (S.PREPARE, S.HELD, S.EVALUATED):
        await store.write(partial(advance, stage=stage))
        assert await silence(table) == []


async def test_a_morning_is_that_of_whoever_hears(store: Store) -> None:
    table = await desk(store)
    await store.write(partial(people.set_zone, actor=OWNER, zone="Asia/Tokyo", now=NOW))
    await table.add()
    assert await silence(table) == [(OWNER.person_id, "2026-12-07 18:00")]


async def test_a_new_owner_hears_instead_of_the_old_one_and_nobody_where_there_is_none(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.hand, OWNER, them, owner_id=MEMBER.person_id, owner_name="Cleo")
    assert await silence(table) == [(MEMBER.person_id, "2026-12-07 09:00")]

    def forget(tx: Session) -> None:
        prospects.forget_person(tx, team_id=1, person_id=MEMBER.person_id, now=NOW)

    await store.write(forget)
    assert await silence(table) == []
    assert (await table.look(them)).owner_id is None


@pytest.mark.parametrize("stage", list(S))
async def test_each_stage_has_its_time_before_it_is_stuck(store: Store, stage: S) -> None:
    table = await desk(store)
    them = await table.add()
    if stage is S.SIGNED_ON:
        await table.sign(them)
    else:
        await table.do(prospects.move, OWNER, them, stage=stage)
    days = CLOCKS.get(stage)
    table.now = NOW + (days or 40) * DAY
    board = await store.read(partial(prospects.pipeline, team_id=1, now=table.now))
    assert (await table.look(them)).stuck is (days is not None)
    assert [line.name for line in board.stuck] == ([PASTOR.name] if days else [])
    assert [cell.stuck for cell in board.cells] == [int(days is not None)]
    table.now -= DAY / 24
    board = await store.read(partial(prospects.pipeline, team_id=1, now=table.now))
    assert (await table.look(them)).stuck is False
    assert board.stuck == ()


async def test_with_a_meeting_ahead_it_is_not_stuck(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.move, OWNER, them, stage=S.PREPARE)
    await table.meeting(them, at=20 * DAY)
    await table.meeting(them, at=9 * DAY, state=MeetingState.CANCELLED)
    table.now = NOW + 10 * DAY
    seen = await table.look(them)
    page = await store.read(partial(prospects.page, actor=OWNER, now=table.now))
    assert (seen.stuck, seen.meets_at) == (False, NOW + 20 * DAY)
    assert [(line.stuck, line.meets_at) for line in page.lines] == [(False, NOW + 20 * DAY)]
    table.now = NOW + 21 * DAY
    assert (await table.look(them)).stuck


# ---- other clocks, and answers to a reminder -------------------------------------------------------------


async def test_on_other_clocks_a_morning_is_a_morning_there(store: Store) -> None:
    table = await desk(store)
    resting = await table.add(COUNCIL)
    await table.add()
    await table.do(prospects.park, OWNER, resting, wakes_on=TODAY + timedelta(days=10))
    await store.write(partial(setup.set_zone, actor=ORGANIZER, now=NOW, zone="America/Los_Angeles"))
    assert await table.coming() == [
        (NudgeKind.WAKES, None, "2026-12-03 11:00"),
        (STALE, OWNER.person_id, "2026-12-07 11:00"),
    ]


async def test_whoever_asks_stops_their_own_reminder_and_not_the_owner_s(store: Store) -> None:
    table = await desk(store)
    await table.log(await table.asked(), NONE)
    await table.next()
    [asked] = await table.nudges(STALE, state=NudgeState.SENT)
    await table.act(silence_of.stop, ASKER, nudge_id=asked.id)
    assert await silence(table) == [(OWNER.person_id, "2026-12-07 09:00")]
