"""Whether what is due may go now: quiet hours on whose clocks, the most a day, chosen moments, closed DMs, turns."""

from datetime import datetime, time, timedelta
from functools import partial

import pytest

from db import nudges, teams
from db.facts import DAY_MOST, Actor, NudgeKind, NudgeState, NudgeWait
from db.store import Store
from tests.db.canvassing import EVA, volunteer
from tests.db.nudging import (
    ANA,
    BEN,
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    ROSA,
    SECOND,
    Round,
    all_numbers,
    at,
    begin,
    numbers,
)

QUIET, CAP, PACE = NudgeWait.QUIET, NudgeWait.CAP, NudgeWait.PACE
MADRID = "Europe/Madrid"
SIX = timedelta(seconds=6)


@pytest.fixture
async def round_(store: Store) -> Round:
    """A round with nothing due; quiet hours are from 21 to 8."""
    return await begin(store)


# ---- quiet hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-24 20:59", None),
        ("2026-11-24 21:00", "2026-11-25 08:00"),
        ("2026-11-25 07:59", "2026-11-25 08:00"),
        ("2026-11-25 08:00", None),
        # Summer time begins and ends in these nights.
        ("2026-03-07 22:00", "2026-03-08 08:00"),
        ("2026-03-08 03:30", "2026-03-08 08:00"),
        ("2026-10-31 22:00", "2026-11-01 08:00"),
        ("2026-11-01 01:30", "2026-11-01 08:00"),
    ],
)
async def test_nobody_is_reminded_in_quiet_hours(round_: Round, now: str, until: str | None) -> None:
    round_.now = at(now)
    await round_.remind(1)
    await round_.add(2)
    if until is None:
        assert len((await round_.hold()).bundles) == 2
    else:
        await round_.none()
        assert await round_.waits() == [(until, QUIET)] * 2
        round_.now = at(until) - SECOND
        await round_.none()
        round_.now = at(until)
        assert len((await round_.hold()).bundles) == 2


async def test_quiet_hours_are_those_of_the_persons_clocks(round_: Round) -> None:
    await round_.member(ANA.person_id, zone=MADRID)
    round_.now = at("2026-11-24 14:00")  # nine in the evening in Madrid
    await round_.remind(1)
    await round_.remind(2, person=BEN.person_id)
    assert all_numbers(await round_.hold()) == [[2]]
    assert await round_.waits() == [("2026-11-25 01:00", QUIET), ("2026-11-24 14:00", None)]
    round_.now = at("2026-11-25 01:00")  # eight in Madrid
    assert numbers(await round_.one()) == [1]


async def test_a_day_on_which_only_the_person_has_summer_time(round_: Round) -> None:
    await round_.member(ANA.person_id, zone=MADRID)
    for now, until in (("2026-03-28 21:00", "2026-03-29 08:00"), ("2026-10-24 21:00", "2026-10-25 08:00")):
        round_.now = at(now, MADRID)
        await round_.remind(1, due=round_.now)
        await round_.none()
        assert (await round_.rows())[0].due_at == at(until, MADRID)


async def test_an_hour_that_comes_twice_is_quiet_twice(round_: Round) -> None:
    await round_.team(quiet_from=time(22), quiet_until=time(1, 30))
    first = at("2026-11-01 01:15")
    await round_.remind(1, due=first)
    round_.now = first + HOUR  # the clocks show 1:15 again
    await round_.none()
    assert (await round_.rows())[0].due_at == first + HOUR + 15 * MINUTE


async def test_several_of_a_night_are_one_message_in_the_morning(round_: Round) -> None:
    for number, now in ((1, "2026-11-24 21:30"), (2, "2026-11-24 23:00"), (3, "2026-11-25 05:00")):
        round_.now = at(now)
        await round_.remind(number)
        await round_.none()
    round_.now = at("2026-11-25 08:00")
    await round_.remind(4)
    assert numbers(await round_.one()) == [1, 2, 3, 4]


async def test_no_quiet_hours_at_all(round_: Round) -> None:
    await round_.team(quiet_from=time(8), quiet_until=time(8))
    round_.now = at("2026-11-25 03:00")
    await round_.remind(1)
    assert numbers(await round_.one()) == [1]


async def test_new_quiet_hours_hold_for_what_waits_already(round_: Round) -> None:
    round_.now = at("2026-11-24 21:30")
    await round_.add(1)
    await round_.none()
    await round_.team(quiet_from=time(22))
    await round_.store.write(partial(nudges.look_again, team_id=1, now=round_.now))
    assert numbers(await round_.one()) == [1]


async def test_in_a_room_what_cannot_wait_goes_out_without_a_sound(round_: Round) -> None:
    round_.now = at("2026-11-24 22:00")
    morning = at("2026-11-25 08:00")
    await round_.add(1, expires_at=morning + 29 * MINUTE)
    await round_.add(2, expires_at=morning + 30 * MINUTE)
    await round_.add(3, NudgeKind.CONFIRM, expires_at=morning)  # another comes in its place
    await round_.add(4, asked=True)
    held = (await round_.hold()).bundles
    assert [(numbers(one), one.silent) for one in held] == [([1], True), ([4], False)]
    assert (await round_.states())[1:3] == ["pending"] * 2


async def test_what_changes_something_when_its_time_comes_is_never_late(round_: Round) -> None:
    round_.now = at("2026-11-25 03:00")
    await round_.add(1, NudgeKind.OFFER_OVER, person_id=ANA.person_id)
    await round_.add(2, NudgeKind.HAND_OVER_OVER, person_id=ANA.person_id)
    assert all_numbers(await round_.hold()) == [[1], [2]]


async def test_what_may_be_out_is_looked_for_at_any_hour_but_not_sent(round_: Round) -> None:
    round_.now = at("2026-11-24 20:59")
    await round_.remind(1)
    await round_.add(2)
    for bundle in (await round_.hold()).bundles:
        await round_.set_out(bundle)
    round_.now += LEASE
    doubtful = (await round_.hold()).bundles
    assert [one.doubt is not None for one in doubtful] == [True, True]
    for bundle in doubtful:
        await round_.missing(bundle)
    await round_.none()
    assert await round_.waits() == [("2026-11-25 08:00", QUIET)] * 2


# ---- a moment that the person chose --------------------------------------------------------------------


async def test_a_moment_that_was_asked_for_is_kept_and_takes_the_others_along(round_: Round) -> None:
    round_.now = at("2026-11-24 22:00")
    await round_.remind(1)
    await round_.none()
    await round_.remind(2, asked=True, due=at("2026-11-25 06:00"))
    await round_.remind(3, due=at("2026-11-25 05:59"))
    round_.now = at("2026-11-25 06:00")
    assert numbers(await round_.one()) == [3, 2], "what waits for the morning waits on; what is due goes along"


# ---- the most a day ------------------------------------------------------------------------------------


async def test_a_person_gets_so_many_reminders_a_day_and_the_rest_as_one_the_next_morning(round_: Round) -> None:
    for number in range(DAY_MOST):
        await round_.remind(number)
        assert await round_.deliver() == [[number]]
        round_.now += MINUTE
    await round_.remind(10)
    await round_.none()
    round_.now += HOUR
    await round_.add(11, NudgeKind.SESSION_LATER, person_id=ANA.person_id)
    await round_.none()
    assert (await round_.waits())[DAY_MOST:] == [("2026-11-24 09:00", CAP)] * 2
    round_.now = at("2026-11-24 09:00")
    await round_.remind(12)
    assert await round_.deliver() == [[10, 11, 12]]


async def test_a_message_with_several_counts_once(round_: Round) -> None:
    for number in range(5):
        await round_.remind(number)
    assert await round_.deliver() == [[0, 1, 2, 3, 4]]
    for number in range(10, 10 + DAY_MOST - 1):
        await round_.remind(number)
        assert await round_.deliver() == [[number]]
    await round_.remind(20)
    await round_.none()


async def test_what_somebody_else_asks_is_not_capped_and_takes_the_others_along(round_: Round) -> None:
    for number in range(DAY_MOST):
        await round_.remind(number)
        await round_.deliver()
    await round_.remind(10)
    await round_.add(11, NudgeKind.HAND_OVER, person_id=ANA.person_id)
    assert await round_.deliver() == [[10, 11]]


async def test_chosen_moments_and_other_peoples_messages_count_for_nothing(round_: Round) -> None:
    for number in range(DAY_MOST + 1):
        await round_.remind(number, asked=True)
        await round_.remind(10 + number, person=BEN.person_id, asked=True)
        assert await round_.deliver() == [[number], [10 + number]]
    await round_.remind(30)
    assert await round_.deliver() == [[30]]


async def test_a_day_is_one_of_the_persons_clocks(round_: Round) -> None:
    await round_.team(quiet_from=time(0), quiet_until=time(0))
    await round_.member(ANA.person_id, zone=MADRID)
    round_.now = at("2026-11-24 23:50", MADRID)
    for number in range(DAY_MOST):
        await round_.remind(number)
        await round_.deliver()
    round_.now = at("2026-11-25 00:10", MADRID)
    await round_.remind(10)
    assert await round_.deliver() == [[10]]


# ---- closed DMs, no reminders, strangers ---------------------------------------------------------------


async def test_with_closed_dms_it_waits_and_one_mention_says_so(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2)
    bundle = await round_.one()
    await round_.set_out(bundle)
    await round_.closed(bundle)
    assert await round_.states() == ["closed", "closed"]
    member = await round_.member()
    assert (member.dms_closed_at, member.dm_channel_id, member.waiting) == (round_.now, None, True)
    mention = await round_.one()
    assert (mention.first.kind, mention.first.person_id, mention.person_id) == (NudgeKind.WAITING, ANA.person_id, None)
    await round_.sent(mention)
    round_.now += HOUR
    await round_.remind(3)
    await round_.none()
    assert (await round_.states())[2] == "closed"
    assert await round_.mentions() == [(NudgeState.SENT, ANA.person_id)], "and not a second one"


async def test_dms_that_close_again_are_told_again(round_: Round) -> None:
    for number in (1, 2):
        await round_.remind(number)
        bundle = await round_.one()
        await round_.set_out(bundle)
        await round_.closed(bundle)
        await round_.sent(await round_.one())
        round_.now += HOUR
        await round_.member(ANA.person_id, dms_closed_at=None)  # try DMs again
    assert len(await round_.mentions()) == 2


async def test_what_may_be_out_to_somebody_whose_dms_closed_since_is_looked_for_and_not_sent(round_: Round) -> None:
    await round_.remind(1)
    await round_.set_out(await round_.one())
    await round_.member(ANA.person_id, dms_closed_at=round_.now)
    round_.now += LEASE
    doubtful = await round_.one()
    assert doubtful.doubt is not None
    await round_.missing(doubtful)
    assert [one.first.kind for one in (await round_.hold()).bundles] == []
    assert await round_.states() == ["closed"]


async def test_whoever_turned_reminders_off_gets_none_and_no_mention(round_: Round) -> None:
    await round_.member(ANA.person_id, reminders=False)
    await round_.remind(1)
    await round_.none()
    assert (await round_.states(), (await round_.member()).waiting) == (["closed"], True)
    assert await round_.mentions() == []


async def test_whoever_never_acted_gets_no_dm_but_a_mention_once(round_: Round) -> None:
    for number in (1, 2):
        await round_.add(number, NudgeKind.HAND_OVER, person_id=EVA.person_id)
        await round_.hold()
        round_.now += HOUR
    assert await round_.states() == ["closed", "closed"]
    assert [person for _, person in await round_.mentions()] == [EVA.person_id]


async def test_closed_dms_are_noticed_in_quiet_hours_and_mentioned_after_them(round_: Round) -> None:
    await round_.member(ANA.person_id, dms_closed_at=round_.now)
    round_.now = at("2026-11-25 03:00")
    await round_.remind(1)
    held = await round_.hold()
    assert [one for one in held.bundles if not one.silent] == []
    round_.now = at("2026-11-25 08:00")
    assert (await round_.one()).first.kind is NudgeKind.WAITING


async def test_a_team_that_removed_the_bot_is_left_alone_and_loses_nothing(round_: Round) -> None:
    await round_.add(1)
    await round_.remind(2)
    await round_.add(3, NudgeKind.OFFER_OVER)
    await round_.team(left_at=round_.now)
    assert all_numbers(await round_.hold()) == [[3]]
    await round_.team(left_at=None)
    round_.now += DAY
    assert [one for one in all_numbers(await round_.hold()) if one != [3]] == [[1], [2]]


# ---- new conversations ---------------------------------------------------------------------------------


def stranger(number: int) -> Actor:
    """Somebody whom the bot never wrote to."""
    return volunteer(400 + number)


async def strangers(round_: Round, count: int) -> None:
    """People who acted and whom the bot never wrote to, each with something due."""
    round_.new_pause = SIX
    for number in range(count):
        await round_.store.write(partial(teams.meet, actor=stranger(number), now=round_.now))
        await round_.remind(number, person=stranger(number).person_id)


async def test_new_conversations_are_opened_one_after_the_other(round_: Round) -> None:
    await strangers(round_, 4)
    await round_.remind(9, person=ROSA.person_id)  # with her the bot has talked before
    opened: list[tuple[datetime, list[int]]] = []
    while coming := await round_.store.read(partial(nudges.next_due, after=round_.now - SECOND)):
        round_.now = coming
        opened += [(round_.now, found) for found in await round_.deliver()]
    begun = opened[0][0]
    assert [(when - begun, found) for when, found in opened] == [
        (0 * SIX, [0]), (0 * SIX, [9]), (SIX, [1]), (2 * SIX, [2]), (3 * SIX, [3])
    ]  # fmt: skip


async def test_each_waits_for_its_turn_once_and_says_so(round_: Round) -> None:
    await strangers(round_, 3)
    assert all_numbers(await round_.hold()) == [[0]]
    assert [one.waits_for for one in await round_.rows()] == [None, PACE, PACE]
    due = [one.due_at for one in await round_.rows()]
    assert [moment - due[0] for moment in due] == [0 * SIX, SIX, 2 * SIX]
    round_.now += SIX + SECOND
    assert all_numbers(await round_.hold()) == [[1]]


async def test_turns_that_passed_while_nothing_was_running_are_given_anew(round_: Round) -> None:
    await strangers(round_, 5)
    await round_.hold()
    round_.now += HOUR
    again = await round_.hold()
    # The one that was held an hour ago is among them.
    assert len(again.bundles) == 1
    waiting = sorted(one.due_at for one in await round_.rows(NudgeState.PENDING))
    assert [moment - round_.now for moment in waiting] == [SIX, 2 * SIX, 3 * SIX, 4 * SIX]


async def test_a_clock_that_was_set_back_puts_no_conversation_off(round_: Round) -> None:
    await strangers(round_, 2)
    await round_.deliver()
    round_.now -= DAY
    await round_.remind(5, person=stranger(1).person_id, due=round_.now)
    assert all_numbers(await round_.hold()) == [[5]]


async def test_somebody_whose_turn_it_is_gets_all_that_is_due_by_then(round_: Round) -> None:
    await strangers(round_, 2)
    await round_.hold()
    round_.now += 2 * SECOND
    await round_.remind(7, person=stranger(1).person_id)
    await round_.none()
    round_.now += 4 * SECOND
    assert all_numbers(await round_.hold()) == [[1, 7]]
