"""Holding: in order of use, by one process at a time, one message a person, and nothing is held for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db import nudges
from db.engine import open_engines
from db.facts import NudgeKind, NudgeState
from db.store import Store
from tests.db.nudging import (
    ANA,
    BEN,
    CHANNEL,
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    SECOND,
    Round,
    all_numbers,
    begin,
    numbers,
    together,
)


@pytest.fixture
async def round_(store: Store) -> Round:
    """A round with nothing due."""
    return await begin(store)


# ---- in which order ------------------------------------------------------------------------------------


async def test_what_is_of_use_for_the_shortest_time_goes_first(round_: Round) -> None:
    now = round_.now
    await round_.add(1, due=now - HOUR)
    await round_.add(2, due=now - MINUTE, expires_at=now + 2 * HOUR)
    await round_.add(3, due=now, expires_at=now + HOUR)
    await round_.add(4, due=now - 2 * HOUR)
    await round_.add(5, due=now + SECOND, expires_at=now + MINUTE)
    first = await round_.hold(most=2)
    assert (all_numbers(first), first.more) == ([[3], [2]], True)
    rest = await round_.hold()
    assert (all_numbers(rest), rest.more) == ([[4], [1]], False)


async def test_many_are_taken_a_few_at_a_time_and_all_in_the_end(round_: Round) -> None:
    for number in range(120):
        await round_.add(number)
    seen: list[int] = []
    more = True
    while more:
        held = await round_.hold(most=7)
        assert len(held.bundles) <= 7
        seen += [number for [number] in all_numbers(held)]
        more = held.more
    assert seen == list(range(120))


async def test_what_is_late_beyond_use_is_dropped_however_much_there_is(round_: Round) -> None:
    for number in range(230):
        await round_.add(number, due=round_.now - HOUR, expires_at=round_.now)
    await round_.add(500, due=round_.now - HOUR)
    held = await round_.hold()
    assert (all_numbers(held), held.more) == ([[500]], True)
    assert (await round_.hold()).more is False
    assert {one.state for one in await round_.rows() if one.key != "trial:500"} == {NudgeState.EXPIRED}


async def test_what_is_to_be_of_use_is_not_held_a_moment_too_late(round_: Round) -> None:
    await round_.add(1, expires_at=round_.now + SECOND)
    await round_.add(2, expires_at=round_.now)
    assert all_numbers(await round_.hold()) == [[1]]


async def test_the_next_one_due_leaves_out_what_is_due_already(round_: Round) -> None:
    assert await round_.store.read(lambda tx: nudges.next_due(tx, after=round_.now)) is None
    await round_.add(1)
    await round_.add(2, due=round_.now + 2 * HOUR)
    await round_.add(3, due=round_.now + HOUR)
    assert await round_.store.read(lambda tx: nudges.next_due(tx, after=round_.now)) == round_.now + HOUR


# ---- by one process, and not for ever ------------------------------------------------------------------


async def test_what_is_held_is_nobody_elses_until_the_lease_is_over(round_: Round) -> None:
    await round_.add(1)
    first = await round_.one()
    round_.now += LEASE - SECOND
    await round_.none()
    round_.now += SECOND
    again = await round_.one()
    assert (again.ids, again.doubt, again.first.attempts) == (first.ids, None, 2)


async def test_whoever_lost_a_message_to_another_process_may_not_send_it(round_: Round) -> None:
    await round_.add(1)
    slow = await round_.one()
    round_.now += LEASE
    quick = await round_.one()
    assert not await round_.set_out(slow)
    assert await round_.set_out(quick)
    assert not await round_.set_out(slow)
    await round_.try_again(slow)
    assert await round_.states() == ["held"], "what the slow one does no longer counts"
    await round_.sent(quick)
    assert await round_.states() == ["sent"]


async def test_setting_out_begins_the_lease_anew(round_: Round) -> None:
    await round_.add(1)
    bundle = await round_.one()
    round_.now += LEASE - SECOND
    assert await round_.set_out(bundle)
    round_.now += LEASE - SECOND
    await round_.none()
    await round_.sent(bundle)
    assert await round_.states() == ["sent"]


async def test_a_hold_from_before_the_clock_was_set_back_does_not_last_for_ever(round_: Round) -> None:
    round_.now += DAY
    await round_.add(1, due=round_.now - 2 * DAY)
    await round_.one()
    round_.now -= DAY
    assert numbers(await round_.one()) == [1]


async def test_two_clocks_that_differ_a_little_take_nothing_from_each_other(round_: Round) -> None:
    await round_.add(1)
    await round_.one()
    round_.now -= LEASE
    await round_.none()


async def test_a_start_takes_up_at_once_what_a_process_alone_left(round_: Round) -> None:
    await round_.add(1)
    await round_.add(2)
    first, second = (await round_.hold()).bundles
    await round_.set_out(second)
    await round_.store.write(nudges.release_all)
    again = {bundle.id: bundle.doubt for bundle in (await round_.hold()).bundles}
    assert again[first.id] is None
    doubt = again[second.id]
    assert doubt is not None
    assert (doubt.channel_id, doubt.since) == (CHANNEL, round_.now)


# ---- two processes -------------------------------------------------------------------------------------


async def test_two_processes_never_take_the_same(postgresql: str) -> None:
    one, two = Store(open_engines(postgresql)), Store(open_engines(postgresql))
    round_ = await begin(one)
    for number in range(60):
        await round_.add(number)
    seen: list[int] = []

    async def work(store: Store) -> None:
        more = True
        while more:
            held = await round_.hold(most=3, store=store)
            seen.extend(number for [number] in all_numbers(held))
            more = held.more

    await together(work(one), work(two))
    assert sorted(seen) == list(range(60))
    await together(one.close(), two.close())


async def test_two_processes_put_no_two_messages_of_what_is_due_for_one_person(postgresql: str) -> None:
    one, two = Store(open_engines(postgresql)), Store(open_engines(postgresql))
    round_ = await begin(one)
    for number in range(0, 200, 2):
        await round_.remind(number, person=ANA.person_id)
        await round_.remind(number + 1, person=BEN.person_id)
    held = await together(*(round_.hold(most=1, store=store) for store in (one, two) * 4))
    people = [bundle.person_id for taken in held for bundle in taken.bundles]
    # A message holds so many nudges at most; what is too much for it comes in the next.
    assert max(len(bundle.nudges) for taken in held for bundle in taken.bundles) <= 50
    assert sorted(people, key=str) == [ANA.person_id] * 2 + [BEN.person_id] * 2
    await together(one.close(), two.close())


async def test_whoever_finds_another_process_holding_does_not_wait(postgresql: str) -> None:
    one, two = Store(open_engines(postgresql)), Store(open_engines(postgresql))
    round_ = await begin(one)
    await round_.add(1)
    engines = open_engines(postgresql)
    with engines.writer.connect() as busy, busy.begin():
        busy.exec_driver_sql("SELECT pg_advisory_xact_lock(1001)")
        held = await round_.hold(store=two)
        assert (held.bundles, held.more) == ((), True)
    assert numbers((await round_.hold(store=two)).bundles[0]) == [1]
    engines.close()
    await together(one.close(), two.close())


async def test_a_row_that_somebody_is_changing_is_passed_over(postgresql: str) -> None:
    one = Store(open_engines(postgresql))
    round_ = await begin(one)
    await round_.add(1)
    await round_.add(2)
    engines = open_engines(postgresql)
    with engines.writer.connect() as busy, busy.begin():
        busy.exec_driver_sql("SELECT id FROM nudge WHERE key = 'trial:1' FOR UPDATE")
        assert all_numbers(await round_.hold()) == [[2]]
    assert all_numbers(await round_.hold()) == [[1]]
    engines.close()
    await one.close()


# ---- what goes together --------------------------------------------------------------------------------


async def test_all_that_is_due_for_a_person_is_one_message(round_: Round) -> None:
    await round_.remind(1, due=round_.now - MINUTE)
    await round_.add(2, NudgeKind.HAND_OVER, person_id=ANA.person_id, expires_at=round_.now + MINUTE)
    await round_.remind(3, person=BEN.person_id)
    await round_.remind(4, due=round_.now + SECOND)
    await round_.add(5, NudgeKind.LATE_DROP, person_id=ANA.person_id)  # to a thread, though it is for her
    await round_.remind(6, due=round_.now - HOUR)
    ana, ben, room = sorted((await round_.hold()).bundles, key=lambda one: one.person_id or 2**62)
    assert (numbers(ana), ana.person_id, ana.dm_channel_id) == ([6, 1, 2], ANA.person_id, 900 + ANA.person_id)
    assert ana.id == ana.first.id
    assert (numbers(ben), numbers(room), room.person_id) == ([3], [5], None)
    round_.now += SECOND
    assert all_numbers(await round_.hold()) == [[4]]


async def test_people_of_two_teams_get_a_message_of_each(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2, team_id=2)
    await round_.add(3, team_id=2)
    assert sorted(all_numbers(await round_.hold())) == [[1], [3]], "in the second team she never acted"
    assert await round_.states() == ["held", "closed", "held"]


async def test_a_message_that_may_be_out_stays_as_it_was(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2)
    bundle = await round_.one()
    await round_.set_out(bundle)
    await round_.remind(3)
    round_.now += LEASE
    doubtful, new = sorted((await round_.hold()).bundles, key=lambda one: one.doubt is None)
    assert (doubtful.id, numbers(doubtful)) == (bundle.id, [1, 2])
    assert doubtful.doubt is not None
    assert (numbers(new), new.doubt) == ([3], None)


async def test_what_never_set_out_is_put_together_anew(round_: Round) -> None:
    await round_.remind(1)
    await round_.one()
    await round_.remind(2)
    round_.now += LEASE
    assert numbers(await round_.one()) == [1, 2]


async def test_what_was_looked_for_in_vain_goes_out_as_the_same_message(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2)
    first = await round_.one()
    await round_.set_out(first)
    await round_.remind(3)
    round_.now += LEASE
    doubtful = next(one for one in (await round_.hold()).bundles if one.doubt)
    await round_.missing(doubtful)
    again = await round_.one()
    assert (again.id, again.doubt, numbers(again)) == (first.id, None, [1, 2]), "the same nonce, for the same nudges"
    assert again.first.attempts == 2, "looking is no attempt"


async def test_one_of_a_message_that_was_moved_meanwhile_waits_for_its_own_time(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2)
    bundle = await round_.one()
    await round_.set_out(bundle)
    round_.now += LEASE
    await round_.missing(await round_.one())
    await round_.remind(2, due=round_.now + DAY)
    assert numbers(await round_.one()) == [1]


async def test_one_of_a_message_that_is_gone_keeps_it_from_going_out_as_it_was(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2)
    bundle = await round_.one()
    await round_.store.write(lambda tx: nudges.put_away(tx, ids=[2], state=NudgeState.CANCELLED, now=round_.now))
    assert not await round_.set_out(bundle)
    assert await round_.states() == ["pending", "cancelled"]
    left = await round_.one()
    assert numbers(left) == [1]
    assert await round_.set_out(left)


async def test_a_painter_may_leave_out_what_needs_no_message_any_more(round_: Round) -> None:
    for number in (1, 2, 3):
        await round_.remind(number)
    bundle = await round_.one()
    gone = bundle.nudges[0].id
    await round_.store.write(lambda tx: nudges.put_away(tx, ids=[gone], state=NudgeState.EXPIRED, now=round_.now))
    kept = replace(bundle, nudges=bundle.nudges[1:])
    assert await round_.set_out(kept)
    await round_.sent(kept)
    assert await round_.states() == ["expired", "sent", "sent"]


# ---- word of it ----------------------------------------------------------------------------------------


async def test_whatever_becomes_due_leaves_word(round_: Round) -> None:
    await round_.add(1)
    await round_.remind(2)
    await round_.team(quiet_from=round_.now.time().replace(hour=11), quiet_until=round_.now.time().replace(hour=14))
    put_off = await round_.bells(lambda tx: nudges.hold_due(tx, now=round_.now))
    assert put_off == [round_.now + 2 * HOUR] * 2
    round_.now += 2 * HOUR
    room, ana = (await round_.hold()).bundles
    again = await round_.bells(lambda tx: nudges.try_again(tx, bundle=room, trouble="x", now=round_.now, wait=7))
    assert again == [round_.now + timedelta(seconds=7)]
    await round_.set_out(ana)
    assert await round_.bells(lambda tx: nudges.missing(tx, bundle=ana, now=round_.now)) == [round_.now]
