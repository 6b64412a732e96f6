"""The nudges of a session: one at a time, of use, out of quiet hours, and to whoever signs up late."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from db import canvass, nudges
from db.canvass import notices
from db.facts import NAMED_MOST, Actor, NudgeKind, NudgeState, NudgeWait
from db.store import Store
from tests.db.canvassing import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAN,
    ROSA,
    STARTS,
    Outing,
    check,
    planned,
    volunteer,
)

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
CONFIRM, TODAY, MOVED, REMIND = NudgeKind.CONFIRM, NudgeKind.TODAY, NudgeKind.MOVED, NudgeKind.REMIND
CANCELLED, LATE, OFFER_OVER = NudgeKind.CANCELLED, NudgeKind.LATE_SIGNUP, NudgeKind.OFFER_OVER
THE_DAY_BEFORE = STARTS - 24 * HOUR  # one in the afternoon, where the session is
NIGHT = STARTS - 14 * HOUR  # eleven in the evening
MORNING = STARTS - 5 * HOUR  # eight o'clock, the end of the quiet hours


async def reminded(store: Store, *told: Actor, **changes: Any) -> Outing:
    """A session a day ahead, whose people were reminded just now."""
    outing = await planned(store, **changes)
    await outing.all_join(*told)
    outing.now = THE_DAY_BEFORE
    assert await outing.courier(*told) == [CONFIRM]
    return outing


async def told_at(outing: Outing) -> dict[str, object]:
    """When each was told last."""
    return {one.name: one.told_at for one in (await outing.facts()).standings}


# ---- who was told ----------------------------------------------------------------------------------------


async def test_whoever_a_message_names_was_told_once_it_is_sent(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA, BEN)
    outing.now = THE_DAY_BEFORE
    assert await told_at(outing) == {"Ana": None, "Ben": None}
    await outing.courier(ANA)
    assert await told_at(outing) == {"Ana": THE_DAY_BEFORE, "Ben": None}


async def test_nobody_was_told_by_a_message_that_was_refused(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)

    def refuse(tx: Session) -> None:
        [bundle] = nudges.hold_due(tx, now=THE_DAY_BEFORE).bundles
        nudges.set_out(tx, bundle=bundle, channel_id=CHANNEL, now=THE_DAY_BEFORE, told=[ANA.person_id])
        nudges.put_away(tx, ids=bundle.ids, state=NudgeState.FAILED, now=THE_DAY_BEFORE, trouble="50001")

    await store.write(refuse)
    assert await told_at(outing) == {"Ana": None}


async def test_another_time_is_news_to_everybody(store: Store) -> None:
    outing = await reminded(store, ANA)
    await outing.edit(starts_at=STARTS + HOUR)
    assert await told_at(outing) == {"Ana": None}


async def test_more_people_than_one_message_names_get_another(store: Store) -> None:
    outing = await planned(store)
    crowd = [volunteer(number) for number in range(NAMED_MOST + 20)]
    await outing.all_join(*crowd)
    outing.now = THE_DAY_BEFORE
    assert await outing.courier(*crowd[:NAMED_MOST]) == [CONFIRM]
    [rest] = await outing.nudges(CONFIRM)
    assert (rest.due_at, rest.expires_at) == (THE_DAY_BEFORE, STARTS - 2 * HOUR)
    outing.now += SECOND
    assert await outing.courier(*crowd[NAMED_MOST:]) == [CONFIRM]
    assert await outing.told(CONFIRM) == []
    assert all((await told_at(outing)).values())


# ---- late sign-ups ---------------------------------------------------------------------------------------


async def test_whoever_signs_up_after_the_reminder_is_told_at_once_and_together(store: Store) -> None:
    outing = await reminded(store, ANA)
    outing.now += HOUR
    for person in (BEN, CLEO):
        await outing.do(canvass.join, person)
        outing.now += 2 * SECOND
    [late] = await outing.nudges(LATE)
    assert (late.due_at, late.person_id) == (THE_DAY_BEFORE + HOUR + notices.GATHER, None)
    assert late.expires_at == STARTS - 2 * HOUR, "from then on the message of the day tells them"
    outing.now = late.due_at
    assert await outing.courier(BEN, CLEO) == [LATE]
    await outing.do(canvass.join, DAN)
    assert len(await outing.nudges(LATE)) == 1, "who comes after that is told by another"


async def test_a_signup_when_nothing_has_gone_out_needs_no_message(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = THE_DAY_BEFORE
    await outing.do(canvass.join, BEN)
    assert await outing.told(LATE) == []


async def test_a_message_on_its_way_may_have_missed_whoever_signs_up_now(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = THE_DAY_BEFORE

    def hold(tx: Session) -> None:
        assert len(nudges.hold_due(tx, now=THE_DAY_BEFORE).bundles) == 1

    await store.write(hold)
    await outing.do(canvass.join, BEN)
    assert await outing.told(LATE) == [(LATE, None)]


@pytest.mark.parametrize("leave", [canvass.cant, canvass.maybe])
async def test_leaving_takes_it_back(store: Store, leave: Any) -> None:
    outing = await reminded(store, ANA)
    await outing.all_join(BEN, CLEO)
    await outing.do(leave, BEN)
    assert await outing.told(LATE) == [(LATE, None)], "Cleo is to hear it still"
    await outing.do(leave, CLEO)
    assert await outing.told(LATE) == []
    await outing.do(canvass.join, CLEO)
    assert await outing.told(LATE) == [(LATE, None)]


async def test_whoever_was_told_and_comes_back_is_not_told_again(store: Store) -> None:
    outing = await reminded(store, ANA)
    await outing.do(canvass.cant, ANA)
    await outing.do(canvass.join, ANA)
    assert await outing.told(LATE) == []


async def test_who_takes_an_offer_late_is_told_and_who_is_promoted_by_that_message(store: Store) -> None:
    outing = await planned(store, {"at_once_hours": 6}, capacity=1)
    await outing.all_join(ANA, BEN, CLEO)
    outing.now = THE_DAY_BEFORE
    await outing.courier(ANA)
    await outing.do(canvass.cant, ANA)
    await outing.take(BEN)
    assert await outing.told(LATE) == [(LATE, None)]
    outing.now = STARTS - 3 * HOUR
    await outing.courier(BEN)
    await outing.do(canvass.cant, BEN)
    assert await outing.told(LATE, NudgeKind.PROMOTED) == [(NudgeKind.PROMOTED, CLEO.person_id)]
    await outing.courier(CLEO)
    assert (await told_at(outing))["Cleo"] == outing.now


@pytest.mark.parametrize(("before", "told"), [(45 * MINUTE, 1), (30 * MINUTE, 0), (SECOND, 0)])
async def test_shortly_before_the_message_of_the_day_that_one_will_do(
    store: Store, before: timedelta, told: int
) -> None:
    outing = await reminded(store, ANA)
    outing.now = STARTS - 2 * HOUR - before
    await outing.do(canvass.join, BEN)
    assert len(await outing.told(LATE)) == told


async def test_after_the_message_of_the_day_they_are_told_until_the_end(store: Store) -> None:
    outing = await reminded(store, ANA)
    outing.now = STARTS - 2 * HOUR
    await outing.courier(ANA)
    outing.now = STARTS + HOUR
    await outing.do(canvass.join, BEN)
    [late] = await outing.nudges(LATE)
    assert late.expires_at == STARTS + 3 * HOUR


async def test_who_signs_up_while_a_reminder_is_on_its_way_is_told_by_that_one_alone(store: Store) -> None:
    outing = await reminded(store, ANA)
    await outing.do(canvass.remind, ROSA)
    await outing.do(canvass.join, BEN)
    assert await outing.courier(ANA, BEN) == [NudgeKind.REMIND]
    assert (await told_at(outing))["Ben"] == outing.now
    await check(outing)
    outing.now += MINUTE
    assert await outing.courier() == []


async def test_a_late_signup_at_night_is_told_in_the_morning_unless_the_day_tells_them(store: Store) -> None:
    outing = await reminded(store, ANA)
    outing.now = NIGHT
    await outing.do(canvass.join, BEN)
    assert await outing.courier(BEN) == []
    outing.now += HOUR
    assert await outing.courier(BEN) == []
    [late] = await outing.nudges(LATE)
    assert (late.due_at, late.waits_for) == (MORNING, NudgeWait.QUIET)
    outing.now = MORNING
    assert await outing.courier(BEN) == [LATE]


async def test_where_the_day_begins_with_a_message_that_tells_those_of_the_night(store: Store) -> None:
    starts = MORNING + 2 * HOUR  # ten o'clock: that message is due at the end of the quiet hours
    outing = await planned(store, starts_at=starts, ends_at=starts + 2 * HOUR)
    await outing.all_join(ANA)
    outing.now = starts - 24 * HOUR
    await outing.courier(ANA)
    outing.now = NIGHT
    await outing.do(canvass.join, BEN)
    assert await outing.told(LATE, TODAY) == [(TODAY, None)]


# ---- one at a time -----------------------------------------------------------------------------------------


async def test_the_day_before_ends_when_the_day_itself_is_due(store: Store) -> None:
    outing = await planned(store)
    confirm, today = await outing.nudges(CONFIRM, TODAY)
    assert (confirm.expires_at, today.expires_at) == (today.due_at, STARTS)


@pytest.mark.parametrize(
    ("up_at", "out"),
    [
        (THE_DAY_BEFORE + HOUR, [CONFIRM]),
        (STARTS - 2 * HOUR, [TODAY]),
        (STARTS - MINUTE, [TODAY]),
        (STARTS, []),
        (STARTS + 9 * HOUR, []),
    ],
)
async def test_after_downtime_only_what_is_of_use_goes_out(store: Store, up_at: datetime, out: list[NudgeKind]) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = up_at
    assert await outing.courier(ANA) == out


async def test_a_question_of_the_day_before_never_comes_at_night(store: Store) -> None:
    starts = MORNING + 2 * HOUR
    outing = await planned(store, starts_at=starts, ends_at=starts + 2 * HOUR)
    await outing.all_join(ANA)
    outing.now = NIGHT  # the bot was down all day
    assert await outing.courier(ANA) == []
    outing.now = MORNING
    assert await outing.courier(ANA) == [TODAY]


async def test_another_time_takes_older_reminders_back(store: Store) -> None:
    outing = await reminded(store, ANA)
    outing.now = NIGHT
    await outing.do(canvass.join, BEN)
    await outing.do(canvass.remind, ROSA)
    await outing.edit(starts_at=STARTS + HOUR)
    assert await outing.told(LATE, REMIND, MOVED) == [(MOVED, None)]


async def test_another_time_told_in_the_morning_comes_before_the_message_of_the_day(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = NIGHT
    starts = MORNING + 2 * HOUR
    await outing.edit(starts_at=starts, ends_at=starts + 2 * HOUR)
    [today] = await outing.nudges(TODAY)
    assert today.due_at == MORNING + notices.NEXT
    assert await outing.courier(ANA) == []
    outing.now = MORNING
    assert await outing.courier(ANA) == [MOVED]


async def test_calling_off_takes_everything_back_and_is_told(store: Store) -> None:
    outing = await reminded(store, ANA)
    await outing.do(canvass.join, BEN)
    soon = outing.now + HOUR
    await outing.do(canvass.remind_me, ANA, at=soon, asked=True)
    await outing.do(canvass.cancel, ROSA, reason="")
    assert await outing.told() == [(CANCELLED, None)]


@pytest.mark.parametrize("kind", [MOVED, CANCELLED, NudgeKind.LATE_DROP])
async def test_what_keeps_people_from_going_in_vain_does_not_wait_for_the_morning(
    store: Store, kind: NudgeKind
) -> None:
    starts = MORNING + 15 * MINUTE
    outing = await planned(store, starts_at=starts, ends_at=starts + 2 * HOUR)
    await outing.all_join(ANA, BEN)
    outing.now = NIGHT
    await outing.courier(ANA, BEN)
    if kind is MOVED:
        await outing.edit(starts_at=starts + 3 * HOUR, ends_at=starts + 5 * HOUR)
    elif kind is CANCELLED:
        await outing.do(canvass.cancel, ROSA, reason="Ice")
    else:
        await outing.do(canvass.cant, BEN)
    assert kind in await outing.courier(ANA)
