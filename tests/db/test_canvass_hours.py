"""When a session's nudges go out: in whose hours, said to the captain, and moved with the team's settings."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from db import canvass, people, setup, turf
from db.facts import NudgeKind, Priority, SignupState, TurfPlan
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, PLAN, ROSA, STARTS, Outing, planned, welcome

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CONFIRM, TODAY, REMIND, OFFER_OVER = NudgeKind.CONFIRM, NudgeKind.TODAY, NudgeKind.REMIND, NudgeKind.OFFER_OVER
NIGHT = STARTS - 14 * HOUR  # eleven in the evening, where the session is
MORNING = STARTS - 5 * HOUR  # eight o'clock, the end of the quiet hours


# ---- a captain's reminder ----------------------------------------------------------------------------------


async def test_a_reminder_at_night_says_when_it_goes_out_and_is_not_doubled(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA, BEN)
    outing.now = NIGHT
    for _ in range(2):
        found = await outing.do(canvass.remind, ROSA)
        assert (found.told, found.goes_at) == (2, MORNING)
        assert REMIND not in await outing.courier(ANA, BEN)
    assert len(await outing.nudges(REMIND)) == 1
    outing.now = MORNING
    assert REMIND in await outing.courier(ANA, BEN)


async def test_a_reminder_that_cannot_wait_for_the_morning_goes_out_now_and_says_so(store: Store) -> None:
    starts = MORNING + 15 * MINUTE
    outing = await planned(store, starts_at=starts, ends_at=starts + HOUR)
    await outing.all_join(ANA)
    outing.now = NIGHT
    await outing.courier(ANA)
    assert (await outing.do(canvass.remind, ROSA)).goes_at == NIGHT
    assert await outing.courier(ANA) == [REMIND]


async def test_a_reminder_is_of_no_use_once_the_message_of_the_day_is_due(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = STARTS - 4 * HOUR
    await outing.courier(ANA)
    await outing.do(canvass.remind, ROSA)
    [remind] = await outing.nudges(REMIND)
    assert remind.expires_at == STARTS - 2 * HOUR
    outing.now = STARTS - 2 * HOUR
    assert await outing.courier(ANA) == [TODAY]


async def test_a_reminder_counts_those_whom_it_names(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA, BEN, CLEO)
    await outing.do(canvass.mute, BEN, on=True)
    await store.write(partial(people.set_reminders, actor=CLEO, on=False, now=NOW))
    assert (await outing.do(canvass.remind, ROSA)).told == 1


# ---- offers at night ---------------------------------------------------------------------------------------


async def test_an_offer_made_at_night_counts_from_the_morning(store: Store) -> None:
    outing = await planned(store, starts_at=STARTS + 24 * HOUR, ends_at=STARTS + 26 * HOUR, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = NIGHT
    await outing.do(canvass.cant, ANA)
    [over] = await outing.nudges(OFFER_OVER)
    assert over.due_at == MORNING + 4 * HOUR
    assert await outing.courier() == []
    [offer] = await outing.nudges(NudgeKind.OFFER)
    assert (offer.due_at, offer.expires_at) == (MORNING, MORNING + 4 * HOUR)


async def test_an_offer_whose_hours_pass_into_the_night_ends_in_the_morning(store: Store) -> None:
    outing = await planned(store, starts_at=STARTS + 24 * HOUR, ends_at=STARTS + 26 * HOUR, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = NIGHT - 3 * HOUR
    await outing.do(canvass.cant, ANA)
    [over] = await outing.nudges(OFFER_OVER)
    assert over.due_at == MORNING + HOUR


async def test_an_offer_that_could_only_be_told_too_late_is_a_place(store: Store) -> None:
    outing = await planned(store, capacity=1)
    await outing.all_join(ANA, BEN)
    outing.now = NIGHT  # offers end at one in the night
    await outing.do(canvass.cant, ANA)
    assert (await outing.states())["Ben"] is SignupState.IN


# ---- other hours -------------------------------------------------------------------------------------------


async def times(store: Store, now: datetime = NOW, **changed: Any) -> None:
    """Rosa saves the form of hours with these changes."""
    form = await store.write(partial(setup.open_form, actor=ROSA, form="times", now=now))
    values = {name: changed.get(name, getattr(form, name)) for name in setup.FORMS["times"]}
    await store.write(partial(setup.save_form, actor=ROSA, form="times", values=values, now=now))


async def test_other_hours_move_the_nudges_of_every_planned_session(store: Store) -> None:
    outing = await planned(store)
    other = replace(PLAN, starts_at=STARTS + HOUR, ends_at=STARTS + 2 * HOUR)
    second = await store.write(partial(canvass.plan, actor=ROSA, plan=other, channel_id=CHANNEL, now=NOW))
    await times(store, confirm_hours=26, today_hours=3)
    for one, starts in ((outing, STARTS), (Outing(store, second.id), STARTS + HOUR)):
        confirm, today = await one.nudges()
        assert (confirm.due_at, confirm.expires_at) == (starts - 26 * HOUR, starts - 3 * HOUR)
        assert (today.due_at, today.expires_at) == (starts - 3 * HOUR, starts)


async def test_what_would_have_been_due_by_the_new_hours_is_due_now(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = STARTS - 28 * HOUR
    await times(store, outing.now, confirm_hours=48)
    assert await outing.courier(ANA) == [CONFIRM]
    await times(store, outing.now, confirm_hours=24)
    assert await outing.told(CONFIRM) == [], "what went out is not asked again"


async def test_other_quiet_hours_let_what_waits_go_out_and_move_what_comes(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA)
    outing.now = NIGHT
    await outing.courier(ANA)
    await outing.do(canvass.remind, ROSA)
    assert await outing.courier(ANA) == []
    await times(store, outing.now, quiet_from=time(23, 30))
    assert await outing.courier(ANA) == [REMIND]
    await times(store, outing.now, quiet_until=time(11, 30))
    [today] = await outing.nudges(TODAY)
    assert today.due_at == MORNING + 3.5 * HOUR


async def test_another_zone_moves_the_quiet_hours_and_not_the_session(store: Store) -> None:
    starts = MORNING + 2 * HOUR  # ten in the morning there, seven in Los Angeles
    outing = await planned(store, starts_at=starts, ends_at=starts + 2 * HOUR)
    await store.write(partial(setup.set_zone, actor=ROSA, zone="America/Los_Angeles", now=NOW))
    facts = await outing.facts()
    assert (facts.plan.starts_at, facts.zone) == (starts, "America/Los_Angeles")
    [today] = await outing.nudges(TODAY)
    assert today.due_at == starts - 10 * HOUR - MINUTE, "the evening before: in the morning it would be too late"


async def test_other_settings_move_nothing(store: Store) -> None:
    outing = await planned(store)
    before = (await outing.facts()).changes
    await times(store)
    await store.write(partial(setup.set_events, actor=ROSA, on=False))
    assert (await outing.facts()).changes == before


async def test_a_change_that_fails_moves_nothing(store: Store) -> None:
    outing = await planned(store)
    due = [nudge.due_at for nudge in await outing.nudges()]

    def failing(tx: Session) -> None:
        setup.set_zone(tx, actor=ROSA, zone="Asia/Tokyo", now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(failing)
    assert [nudge.due_at for nudge in await outing.nudges()] == due


async def test_a_renamed_neighborhood_leaves_the_cards_of_its_sessions_behind(store: Store) -> None:
    await store.write(welcome)
    place = await store.write(partial(turf.add, actor=ROSA, plan=TurfPlan("Old Town", 9, Priority.NEXT), now=NOW))
    plan = replace(PLAN, title="", turf_id=place.id)
    facts = await store.write(partial(canvass.plan, actor=ROSA, plan=plan, channel_id=CHANNEL, now=NOW))
    await store.write(partial(canvass.remember_card, canvass_id=facts.id, channel_id=CHANNEL, message_id=5))
    edit = partial(turf.edit, actor=ROSA, turf_id=place.id, now=NOW)
    same = await store.write(partial(edit, plan=TurfPlan("Old Town", 20)))
    assert (same.canvass_ids, await store.read(partial(canvass.behind, now=NOW))) == ((), [])
    edited = await store.write(partial(edit, plan=TurfPlan("New Town", 20)))
    assert edited.canvass_ids == (facts.id,)
    assert await store.read(partial(canvass.behind, now=NOW)) == [facts.id]
    again = await store.read(partial(canvass.facts, team_id=1, canvass_id=facts.id))
    assert (again.name, again.version) == ("New Town", 2)
