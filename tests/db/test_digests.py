"""The weekly digest: one a week at nine on Mondays, whatever becomes of clocks; and what it says."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from db import canvass, digests, followups, nudges, retention, setup, teams
from db.facts import CanvassPlan, ChannelUse, DigestFacts, NudgeKind, NudgeState, Step
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.refusals import Gone
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, ROSA, STRANGER
from tests.db.promising import CHICAGO, DAY, HOUR, PLAN, SECOND, Desk, at, desk, local

DIGEST = NudgeKind.DIGEST
WEEK = 7 * DAY
MONDAY = at("2026-11-30 09:00")  # the first after NOW, which is a Monday at noon
ORGANIZERS = 9_000


async def ready(store: Store, **settings: Any) -> Desk:
    """A team that is set up, with an organizers' channel."""
    table = await desk(store, **settings)
    channel = partial(setup.set_channel, use=ChannelUse.ORGANIZERS, channel_id=ORGANIZERS)
    await store.write(partial(channel, actor=ROSA, now=NOW))
    await store.write(partial(setup.reach, actor=ROSA, step=Step.DONE, now=NOW))
    return table


async def coming(table: Desk) -> list[str]:
    """When the digests that are to come are due, by Chicago's clocks."""
    return [local(one.due_at) for one in await table.nudges() if one.kind is DIGEST]


# ---- when ------------------------------------------------------------------------------------------


async def test_set_up_a_team_has_one_coming(store: Store) -> None:
    table = await ready(store)
    assert await coming(table) == [local(MONDAY)]
    [digest] = await table.nudges()
    assert (digest.key, digest.expires_at, digest.person_id) == ("digest:1:2026-11-30", MONDAY + DAY, None)
    for _ in range(3):
        await store.write(partial(digests.ensure, team_id=1, now=NOW))
        await store.write(partial(digests.ensure_all, now=NOW))
    assert await coming(table) == [local(MONDAY)]


async def test_not_set_up_or_without_a_channel_there_is_none(store: Store) -> None:
    table = await desk(store)
    channel = partial(setup.set_channel, actor=ROSA, use=ChannelUse.ORGANIZERS, now=NOW)
    await store.write(partial(channel, channel_id=ORGANIZERS))
    assert await coming(table) == []
    await store.write(partial(setup.reach, actor=ROSA, step=Step.DONE, now=NOW))
    assert await coming(table) == [local(MONDAY)]
    await store.write(partial(channel, channel_id=None))
    assert await coming(table) == []
    await store.write(partial(channel, channel_id=ORGANIZERS + 1))
    assert await coming(table) == [local(MONDAY)]
    await store.write(partial(digests.ensure, team_id=999, now=NOW))


async def test_every_team_that_lacks_one_gets_it(store: Store) -> None:
    table = await ready(store)

    def others(tx: Session) -> None:
        for team_id, more in ((3, {}), (4, {"left_at": NOW}), (5, {"set_up_at": None})):
            values: dict[str, Any] = {"set_up_at": NOW, "organizers_channel_id": 1, "zone": CHICAGO} | more
            tx.add(Team(id=team_id, joined_at=NOW, **values))

    await store.write(others)
    assert await store.write(partial(digests.ensure_all, now=NOW)) == 1
    assert await store.write(partial(digests.ensure_all, now=NOW)) == 0
    assert {one.team_id for one in await table.nudges()} == {1, 3}


async def test_each_is_followed_by_the_next(store: Store) -> None:
    table = await ready(store)
    sent = [await table.next() for _ in range(3)]
    assert [when for out in sent for _, _, when in out] == ["2026-11-30 09:00", "2026-12-07 09:00", "2026-12-14 09:00"]
    assert await coming(table) == ["2026-12-21 09:00"]


@pytest.mark.parametrize(
    ("back", "sent", "then"),
    [
        # On a Wednesday three weeks later last Monday's is of no use any more.
        ("2026-12-16 12:00", [], "2026-12-21 09:00"),
        # On a Monday, a few hours late, it is.
        ("2026-12-14 12:00", ["2026-12-14 12:00"], "2026-12-21 09:00"),
        ("2026-12-15 08:59", ["2026-12-15 08:59"], "2026-12-21 09:00"),
        ("2026-12-14 09:00", ["2026-12-14 09:00"], "2026-12-21 09:00"),
        ("2026-12-14 08:59", [], "2026-12-14 09:00"),
        # Down for less than a day, it is only late.
        ("2026-11-30 20:00", ["2026-11-30 20:00"], "2026-12-07 09:00"),
    ],
)
async def test_after_three_weeks_down_one_digest_and_not_three(
    store: Store, back: str, sent: list[str], then: str
) -> None:
    table = await ready(store)
    table.now = at(back)
    out = [*await table.courier(), *await table.courier()]
    assert [when for _, _, when in out] == sent
    assert await coming(table) == [then]


async def test_one_that_discord_refuses_for_good_is_followed_by_the_next(store: Store) -> None:
    table = await ready(store)
    held = await store.write(partial(nudges.hold_due, now=MONDAY))
    state = partial(nudges.put_away, ids=held.bundles[0].ids, state=NudgeState.FAILED, now=MONDAY, trouble="10003")
    await store.write(state)
    assert await coming(table) == [local(MONDAY + WEEK)]


async def test_nine_stays_nine_when_summer_time_begins_and_ends(store: Store) -> None:
    table = await ready(store)
    for start, mondays in (
        ("2027-03-08 12:00", ["2027-03-15 09:00", "2027-03-22 09:00"]),
        ("2027-11-01 12:00", ["2027-11-08 09:00", "2027-11-15 09:00"]),
        ("2028-02-28 12:00", ["2028-03-06 09:00", "2028-03-13 09:00"]),
    ):
        table.now = at(start)
        await table.courier()
        for monday in mondays:
            assert await coming(table) == [monday]
            await table.next()


async def test_it_moves_with_the_team(store: Store) -> None:
    table = await ready(store)
    for zone in ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"):
        await store.write(partial(setup.set_zone, actor=ROSA, zone=zone, now=NOW))
        assert [local(one.due_at, zone) for one in await table.nudges()] == ["2026-11-30 09:00"], zone


async def test_moved_to_where_it_is_another_day_there_is_still_one(store: Store) -> None:
    table = await ready(store)
    table.now = at("2026-11-29 23:00")  # a Sunday night; in Tokyo it is Monday afternoon
    await store.write(partial(setup.set_zone, actor=ROSA, zone="Asia/Tokyo", now=table.now))
    assert [local(one.due_at, "Asia/Tokyo") for one in await table.nudges()] == ["2026-12-07 09:00"]
    await store.write(partial(setup.set_zone, actor=ROSA, zone=CHICAGO, now=table.now))
    assert await coming(table) == [local(MONDAY)]


async def test_this_week_s_does_not_come_again_where_it_is_not_nine_yet(store: Store) -> None:
    table = await ready(store)
    await table.next()
    table.now = MONDAY + HOUR
    await store.write(partial(setup.set_zone, actor=ROSA, zone="America/Los_Angeles", now=table.now))
    assert [local(one.due_at, "America/Los_Angeles") for one in await table.nudges()] == ["2026-12-07 09:00"]


async def test_this_week_s_does_not_come_again_when_the_clock_is_set_back(store: Store) -> None:
    table = await ready(store)
    held = await store.write(partial(nudges.hold_due, now=MONDAY))
    sent = partial(nudges.mark_sent, bundle_id=held.bundles[0].id, channel_id=ORGANIZERS, message_id=1)
    await store.write(partial(sent, now=MONDAY - HOUR))
    assert await coming(table) == [local(MONDAY + WEEK)]
    table.now = MONDAY - HOUR
    await store.write(partial(digests.ensure_all, now=table.now))
    assert await coming(table) == [local(MONDAY + WEEK)]


async def test_one_that_waits_its_turn_is_not_taken_back_by_a_move(store: Store) -> None:
    table = await ready(store, quiet_until=time(10))
    table.now = MONDAY
    assert await table.courier() == []
    await store.write(partial(setup.set_zone, actor=ROSA, zone="America/New_York", now=MONDAY + SECOND))
    table.now = MONDAY + SECOND
    assert [kind for kind, _, _ in await table.courier()] == [DIGEST], "in New York it is ten already"
    assert [local(one.due_at, "America/New_York") for one in await table.nudges()] == ["2026-12-07 09:00"]


async def test_a_team_that_removed_the_bot_gets_none_and_one_that_comes_back_does(store: Store) -> None:
    table = await ready(store)
    await store.write(partial(teams.farewell, team_id=1, now=NOW))
    await store.write(partial(digests.ensure, team_id=1, now=NOW))
    assert await coming(table) == []
    await store.write(partial(teams.welcome, team_id=1, name="T", language="en", now=NOW + DAY))
    await store.write(partial(digests.ensure_all, now=NOW + DAY))
    assert await coming(table) == [local(MONDAY)]


async def test_old_digests_go_and_the_next_one_stays(store: Store) -> None:
    table = await ready(store)
    await table.next()
    await store.write(partial(retention.sweep, now=MONDAY + 31 * DAY))
    assert await table.nudges(state=NudgeState.SENT) == []
    assert await coming(table) == [local(MONDAY + WEEK)]


# ---- what ------------------------------------------------------------------------------------------


async def _week(table: Desk, now: datetime = MONDAY) -> DigestFacts:
    return await table.store.read(partial(digests.week, team_id=1, now=now))


async def _session(table: Desk, start: str, *people: Any, **plan: Any) -> int:
    starts = at(start)
    wanted = CanvassPlan(starts, starts + 2 * HOUR, **{"title": "Elm Street"} | plan)
    post = partial(canvass.plan, actor=ROSA, plan=wanted, channel_id=CHANNEL, now=NOW)
    facts = await table.store.write(post)
    for person in people:
        await table.store.write(partial(canvass.join, actor=person, canvass_id=facts.id, now=NOW))
    return facts.id


async def test_a_new_team_s_week_is_quiet(store: Store) -> None:
    table = await ready(store)
    week = await _week(table)
    assert (week.team_id, week.monday, week.quiet) == (1, date(2026, 11, 30), True)
    with pytest.raises(Gone):
        await store.read(partial(digests.week, team_id=999, now=NOW))


async def test_last_week_in_counts(store: Store) -> None:
    table = await ready(store)
    first = await _session(table, "2026-11-24 10:00", ANA, BEN, title="One")
    await _session(table, "2026-11-29 21:30", ANA, title="Two")
    await _session(table, "2026-11-30 00:30", CLEO, title="This week's")
    off = await _session(table, "2026-11-25 10:00", BEN, title="Off")
    await store.write(partial(canvass.cancel, actor=ROSA, canvass_id=off, reason="", now=NOW))
    await store.write(partial(canvass.maybe, actor=CLEO, canvass_id=first, now=NOW))
    tag = partial(canvass.tag, canvass_id=first, driver=False, languages="", note="", now=NOW)
    await store.write(partial(tag, actor=BEN, first_time=True))
    week = await _week(table)
    assert (week.held, week.people, week.signups, week.firsts) == (2, 2, 3, 1)
    late = await _week(table, MONDAY + 5 * DAY)
    assert (late.held, late.monday) == (2, week.monday), "told late, it is the same week"


async def test_this_week_and_what_it_lacks(store: Store) -> None:
    table = await ready(store)
    whole = {"captain_id": ROSA.person_id, "captain_name": "Rosa", "capacity": 4}
    led = await _session(table, "2026-12-01 10:00", ANA, BEN, title="Led", **whole)
    await store.write(partial(canvass.remember_card, canvass_id=led, channel_id=CHANNEL, message_id=5))
    await _session(table, "2026-12-06 20:00", title="Bare")
    await _session(table, "2026-12-07 00:00", title="Next week's")
    await _session(table, "2026-11-30 06:00", title="Over by nine")
    sample = partial(setup.plan_sample, actor=ROSA, title="Test run", note="", channel_id=CHANNEL, now=MONDAY)
    await store.write(sample)
    week = await _week(table)
    lines = [(one.name, one.taken, one.capacity, one.captain, one.card) for one in week.coming]
    assert lines == [("Led", 2, 4, True, True), ("Bare", 0, None, False, False)]


async def test_promises_in_counts_and_causes_and_nobody_by_name(store: Store) -> None:
    table = await ready(store)
    session = await _session(table, "2026-11-24 10:00", title="Elm Street")
    for hours in (1, 2):
        await table.add(text="PRIVATE", due_at=NOW + hours * HOUR, canvass_id=session)
    await table.add(text="PRIVATE", due_at=NOW + HOUR)
    await table.add(text="PRIVATE", due_at=NOW + 30 * DAY)
    done = await table.add(text="PRIVATE")
    await table.do(followups.done, ANA, done)
    orphan = replace(PLAN, owner_id=4_444)
    await store.write(partial(followups.add_automatic, team_id=1, key="x", plan=orphan, now=NOW))
    await store.write(partial(followups.forget_person, team_id=1, person_id=orphan.owner_id, now=NOW))

    for _ in range(3):
        table.now += 2 * DAY
        await table.courier()
    week = await _week(table)
    assert (week.open, week.late, week.done, week.unowned) == (5, 4, 1, 1)
    assert week.unanswered == 3
    assert week.late_by_cause == (("", 2), ("Elm Street", 2))
    assert "PRIVATE" not in repr(week)
    assert "Ana" not in repr(week)


async def test_what_did_not_arrive(store: Store) -> None:
    table = await ready(store)

    def trouble(tx: Session) -> None:
        for person in (ANA, BEN):
            tx.get_one(Member, (1, person.person_id)).dms_closed_at = NOW
        for number, (team_id, code, due_at) in enumerate(
            [(1, "50013", NOW), (1, "50013", NOW), (1, "10003", NOW), (1, "old", NOW - WEEK), (2, "theirs", NOW)]
        ):
            failed = Nudge(key=f"f{number}", team_id=team_id, kind=NudgeKind.REMIND, due_at=due_at, trouble=code)
            failed.state = NudgeState.FAILED
            tx.add(failed)
        teams.note_trouble(tx, team_id=1, thing="card", code="missing", details={}, now=NOW)

    await store.write(trouble)
    week = await _week(table)
    assert week.closed == 2
    assert week.failed == (("50013", 2), ("10003", 1))
    assert [one.thing for one in week.troubles] == ["card"]
    assert not week.quiet


async def test_no_other_team_s_week_is_in_it(store: Store) -> None:
    table = await ready(store)
    await table.add(STRANGER, owner_id=STRANGER.person_id, due_at=NOW + HOUR)
    starts = at("2026-11-24 10:00")
    theirs = CanvassPlan(starts, starts + 2 * HOUR, title="Theirs")
    await store.write(partial(canvass.plan, actor=STRANGER, plan=theirs, channel_id=CHANNEL, now=NOW))
    assert (await _week(table)).quiet


async def test_a_week_with_a_change_of_clocks_is_whole(store: Store) -> None:
    table = await ready(store)
    await _session(table, "2027-03-08 00:00", ANA, title="Its first moment")
    await _session(table, "2027-03-14 23:59", ANA, title="Its last minute")
    week = await _week(table, at("2027-03-15 09:00"))
    assert (week.held, week.monday) == (2, date(2027, 3, 15))
    assert timedelta(days=7) - HOUR == at("2027-03-15 00:00") - at("2027-03-08 00:00")
