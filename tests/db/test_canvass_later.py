"""A person's own reminders of a session: once more at a moment of their choice, or none at all."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest

from db import canvass, people
from db.canvass.later import moments
from db.facts import Actor, LaterChoice, NudgeKind, NudgeState
from db.quiet import QuietHours
from db.refusals import AfterStart, CanvassCancelled, CanvassOver, CanvassStarted, Gone, NotSignedUp, PastTime, Refusal
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, NOW, ROSA, SOON, STARTS, STRANGER, Outing, everything, planned

HOUR, EVENING, MORNING = LaterChoice.HOUR, LaterChoice.EVENING, LaterChoice.MORNING
LATER = NudgeKind.SESSION_LATER
CHICAGO = "America/Chicago"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def quiet(zone: str = CHICAGO, start: time = time(21), end: time = time(8)) -> QuietHours:
    """Quiet hours of a person."""
    return QuietHours(zone, start, end)


async def signed_up(store: Store, *others: Actor, **changes: Any) -> Outing:
    """A session with Ana in it."""
    outing = await planned(store, **changes)
    await outing.all_join(ANA, *others)
    return outing


# ---- the moments -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(23, 18), {HOUR: at(23, 19), EVENING: at(24, 0), MORNING: at(24, 15)}),  # noon
        (at(23, 23), {HOUR: at(24, 0), MORNING: at(24, 15)}),  # 17:00: the evening is in an hour
        (at(24, 2, 1), {MORNING: at(24, 15)}),  # 20:01: an hour on, all is quiet
        (at(24, 6), {EVENING: at(25, 0), MORNING: at(25, 15)}),  # midnight
        (at(24, 13, 0), {HOUR: at(24, 14), EVENING: at(25, 0), MORNING: at(25, 15)}),  # 7:00: an hour on, it is over
    ],
)
def test_moments_lie_outside_of_quiet_hours(now: datetime, expected: dict[LaterChoice, datetime]) -> None:
    assert moments(now, at(30, 18), quiet()) == expected


@pytest.mark.parametrize(
    ("starts_in", "offered"),
    [(89, []), (90, [HOUR]), (6 * 60 + 29, [HOUR]), (6 * 60 + 30, [HOUR, EVENING]), (48 * 60, list(LaterChoice))],
)
def test_moments_leave_time_to_set_out(starts_in: int, offered: list[LaterChoice]) -> None:
    assert list(moments(NOW, NOW + timedelta(minutes=starts_in), quiet())) == offered


def test_without_quiet_hours_every_hour_is_offered() -> None:
    assert HOUR in moments(at(24, 5), at(30, 18), quiet(start=time(0), end=time(0)))


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2027, 3, 13, 18, tzinfo=UTC), datetime(2027, 3, 14, 14, tzinfo=UTC)),  # the clocks jump that night
        (at(31, 18, month=10), at(1, 15)),  # and back
        (datetime(2028, 2, 28, 18, tzinfo=UTC), datetime(2028, 2, 29, 15, tzinfo=UTC)),  # a leap day
    ],
)
def test_the_morning_is_nine_oclock_whatever_the_clocks_do(now: datetime, morning: datetime) -> None:
    assert moments(now, now + timedelta(days=9), quiet())[MORNING] == morning


def test_long_quiet_hours_put_the_morning_off() -> None:
    assert moments(NOW, at(30, 18), quiet(end=time(11)))[MORNING] == at(24, 17)


# ---- once more ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [True, False])
async def test_a_reminder_is_scheduled_for_them_alone(store: Store, asked: bool) -> None:
    outing = await signed_up(store, BEN)
    found = await outing.do(canvass.remind_me, ANA, at=NOW + timedelta(hours=3), asked=asked)
    assert found.due_at == NOW + timedelta(hours=3)
    [nudge] = await outing.nudges(LATER)
    assert (nudge.person_id, nudge.due_at, nudge.expires_at) == (ANA.person_id, found.due_at, STARTS)
    assert nudge.asked is asked
    assert (await outing.do(canvass.when_again, BEN)).due_at is None


async def test_another_choice_takes_the_place_of_the_one_before(store: Store) -> None:
    outing = await signed_up(store)
    for hours in (3, 5, 4):
        await outing.do(canvass.remind_me, ANA, at=NOW + timedelta(hours=hours), asked=True)
        assert [nudge.due_at for nudge in await outing.nudges(LATER)] == [NOW + timedelta(hours=hours)]
    await outing.do(canvass.forget_reminder, ANA)
    await outing.do(canvass.forget_reminder, ANA)
    assert await outing.nudges(LATER) == []


async def test_it_remembers_what_was_put_off_if_that_was_about_the_session(store: Store) -> None:
    outing = await signed_up(store)
    [confirm, *_] = await outing.nudges()
    other = await store.write(
        partial(canvass.plan, actor=ROSA, plan=(await outing.facts()).plan, channel_id=1, now=NOW)
    )
    [elsewhere, *_] = await Outing(store, other.id).nudges()
    for after, expected in ((confirm.id, confirm.id), (elsewhere.id, None), (2**62, None), (-1, None), (None, None)):
        outing.now += SOON
        await outing.do(canvass.remind_me, ANA, at=NOW + timedelta(hours=3), asked=True, after_id=after)
        [nudge] = await outing.nudges(LATER)
        assert nudge.after_id == expected


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [(NOW, PastTime), (NOW - SOON, PastTime), (STARTS, AfterStart), (STARTS + SOON, AfterStart)],
)
async def test_the_moment_lies_ahead_and_before_the_start(
    store: Store, moment: datetime, refusal: type[Refusal]
) -> None:
    outing = await signed_up(store)
    with pytest.raises(refusal) as caught:
        await outing.do(canvass.remind_me, ANA, at=moment, asked=True, typed="fri 6pm")
    assert caught.value.values["typed"] == "fri 6pm"
    assert await outing.nudges(LATER) == []


async def test_only_those_who_are_part_of_it_are_reminded(store: Store) -> None:
    outing = await signed_up(store)
    await outing.do(canvass.cant, BEN)
    before = await store.read(everything)
    for unit, more in (
        (canvass.when_again, {}),
        (canvass.remind_me, {"at": NOW + timedelta(hours=3), "asked": True}),
        (canvass.forget_reminder, {}),
        (canvass.mute, {"on": True}),
    ):
        for person, refusal in ((BEN, NotSignedUp), (CLEO, NotSignedUp), (STRANGER, Gone)):
            with pytest.raises(refusal):
                await outing.do(unit, person, **more)
    assert await store.read(everything) == before


async def test_nobody_is_reminded_of_what_has_begun_or_is_off(store: Store) -> None:
    outing = await signed_up(store)
    outing.now = STARTS
    with pytest.raises(CanvassStarted):
        await outing.do(canvass.when_again, ANA)
    outing.now = STARTS + timedelta(hours=3)
    with pytest.raises(CanvassOver):
        await outing.do(canvass.when_again, ANA)
    outing.now = NOW
    await outing.do(canvass.cancel, ROSA, reason="")
    with pytest.raises(CanvassCancelled):
        await outing.do(canvass.when_again, ANA)


async def test_whoever_cannot_come_is_not_reminded_of_it(store: Store) -> None:
    outing = await signed_up(store, BEN)
    for person in (ANA, BEN):
        await outing.do(canvass.remind_me, person, at=NOW + timedelta(hours=3), asked=True)
    await outing.do(canvass.maybe, ANA)
    await outing.do(canvass.cant, BEN)
    assert await outing.told(LATER) == [(LATER, ANA.person_id)]


@pytest.mark.parametrize(("moved", "kept"), [(timedelta(hours=2), True), (timedelta(days=-4, hours=-22), False)])
async def test_another_time_keeps_what_still_comes_before_it(store: Store, moved: timedelta, kept: bool) -> None:
    outing = await signed_up(store)
    await outing.do(canvass.remind_me, ANA, at=NOW + timedelta(hours=3), asked=True)
    await outing.edit(starts_at=STARTS + moved, ends_at=STARTS + moved + timedelta(hours=3))
    reminders = await outing.nudges(LATER)
    assert [nudge.expires_at for nudge in reminders] == ([STARTS + moved] if kept else [])


async def test_who_is_forgotten_is_not_reminded(store: Store) -> None:
    outing = await signed_up(store)
    await outing.do(canvass.remind_me, ANA, at=NOW + timedelta(hours=3), asked=True)
    await store.write(partial(canvass.forget_person, team_id=1, person_id=ANA.person_id, now=NOW))
    assert await outing.nudges(LATER, states=list(NudgeState)) == []


async def test_moments_are_those_of_the_persons_own_clock(store: Store) -> None:
    outing = await signed_up(store)
    tokyo = replace(ANA, zone="Asia/Tokyo")  # where it is three in the night
    found = await outing.do(canvass.when_again, tokyo)
    assert found.moments == {EVENING: at(24, 9), MORNING: at(25, 0)}


# ---- no more -----------------------------------------------------------------------------------------------


async def test_muting_is_for_one_session_and_can_be_undone(store: Store) -> None:
    outing = await signed_up(store, BEN)
    await outing.do(canvass.remind_me, ANA, at=NOW + timedelta(hours=3), asked=True)
    before = (await outing.facts()).changes
    facts = await outing.do(canvass.mute, ANA, on=True)
    assert [one.muted for one in facts.standings] == [True, False]
    assert await outing.nudges(LATER) == []
    facts = await outing.do(canvass.mute, ANA, on=False)
    assert [one.muted for one in facts.standings] == [False, False]
    assert facts.changes == before, "the card shows nothing of it"


async def test_whoever_turned_all_reminders_off_is_told_so(store: Store) -> None:
    outing = await signed_up(store)
    assert (await outing.do(canvass.when_again, ANA)).reminders
    await store.write(partial(people.set_reminders, actor=ANA, on=False, now=NOW))
    assert not (await outing.do(canvass.when_again, ANA)).reminders


async def test_an_audience_knows_who_wants_no_reminders_and_reads_what(store: Store) -> None:
    outing = await signed_up(store, BEN)
    await store.write(partial(people.set_reminders, actor=BEN, on=False, now=NOW))
    await store.write(partial(people.set_language, actor=ANA, language="es", now=NOW))
    await outing.do(canvass.make_pairs, ROSA)
    ask = partial(people.audience, team_id=1, canvass_id=outing.id)
    found = await store.read(partial(ask, person_id=ANA.person_id, partners=True))
    assert found
    assert (found.language, found.unasked, len(found.pairs)) == ("es", frozenset({BEN.person_id}), 1)
    whole = await store.read(ask)
    assert whole
    assert (whole.language, whole.pairs) == ("en", ())
    assert await store.read(partial(people.audience, team_id=1, canvass_id=999)) is None
