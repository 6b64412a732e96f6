"""A team, or a person, on other clocks: what was meant stays what the clock on the wall shows."""

from functools import partial

from sqlmodel import Session

from db import canvass, followups, nudges, people, setup
from db.facts import CanvassPlan, NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, NOW, ROSA, STRANGER
from tests.db.promising import CHICAGO, DAY, DUE, HOUR, Desk, at, desk, local

FOLLOWUP = NudgeKind.FOLLOWUP
ANGELES, TOKYO, MADRID = "America/Los_Angeles", "Asia/Tokyo", "Europe/Madrid"


async def _team_moves(table: Desk, zone: str) -> None:
    await table.store.write(partial(setup.set_zone, actor=ROSA, zone=zone, now=table.now))


async def _ana_moves(table: Desk, zone: str | None) -> None:
    await table.store.write(partial(people.set_zone, actor=ANA, zone=zone, now=table.now))


# ---- the team ----------------------------------------------------------------------------------------


async def test_what_was_promised_for_noon_is_due_at_noon_of_the_new_zone(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await _team_moves(table, ANGELES)
    moved = await table.facts(promise)
    assert (moved.zone, moved.due_at, moved.nudge_at) == (ANGELES, DUE + 2 * HOUR, DUE + 2 * HOUR)
    assert local(moved.due_at, ANGELES) == "2026-11-24 12:00"
    await _team_moves(table, CHICAGO)
    assert (await table.facts(promise)).nudge_at == DUE, "there and back again"


async def test_the_bell_rings_for_what_moved_nearer(store: Store) -> None:
    table = await desk(store)
    await table.add()

    def unit(tx: Session) -> list[object]:
        tx.info.pop(nudges.BELL, None)
        setup.set_zone(tx, actor=ROSA, zone="America/New_York", now=NOW)
        return list(tx.info[nudges.BELL])

    assert DUE - HOUR in await store.write(unit)


async def test_what_was_meant_in_a_zone_of_one_s_own_stays(store: Store) -> None:
    table = await desk(store)
    await store.write(partial(people.set_zone, actor=BEN, zone=CHICAGO, now=NOW))
    own = await table.add(BEN, owner_id=BEN.person_id)
    written_by_ben = await table.add(BEN)
    await table.do(followups.take, ANA, written_by_ben)
    elsewhere = await table.add(zone=MADRID)
    done = await table.add()
    await table.do(followups.done, ANA, done)
    await _team_moves(table, TOKYO)
    for promise in (own, written_by_ben, elsewhere, done):
        assert (await table.facts(promise)).due_at == DUE
    assert (await table.facts(own)).nudge_at == DUE


async def test_what_was_put_off_to_nine_comes_at_nine(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.next()
    await table.do(followups.later, ANA, promise, until=at("2026-11-26 09:00"), asked=True)
    await _team_moves(table, ANGELES)
    [reminder] = await table.nudges()
    assert (local(reminder.due_at, ANGELES), reminder.asked) == ("2026-11-26 09:00", True)
    assert (await table.facts(promise)).silences == 0


async def test_the_second_reminder_keeps_its_hour_and_its_count(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(lead_id=ROSA.person_id)
    await table.next()
    await _team_moves(table, ANGELES)
    facts = await table.facts(promise)
    assert (facts.silences, local(facts.nudge_at, ANGELES)) == (1, "2026-11-25 12:00")
    for _ in range(2):
        await table.next()
    [told] = await table.nudges()
    await _team_moves(table, TOKYO)
    [moved] = await table.nudges()
    assert (moved.kind, local(moved.due_at, TOKYO)) == (NudgeKind.LEAD_TOLD, local(told.due_at, ANGELES))


async def test_what_is_over_by_the_new_clocks_comes_up_the_next_morning(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(due_at=at("2026-11-23 13:00"))
    await _team_moves(table, MADRID)  # where it is seven in the evening
    facts = await table.facts(promise)
    assert facts.late(NOW)
    assert local(facts.nudge_at, MADRID) == "2026-11-24 09:00"


async def test_due_at_night_the_first_reminder_is_in_the_morning_of_the_new_zone(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(due_at=at("2026-11-24 23:00"))
    await _team_moves(table, ANGELES)
    facts = await table.facts(promise)
    assert local(facts.due_at, ANGELES) == "2026-11-24 23:00"
    assert local(facts.nudge_at, ANGELES) == "2026-11-25 08:00"


async def test_a_wall_time_that_the_new_zone_skips_is_the_moment_after_it(store: Store) -> None:
    table = await desk(store)
    # Madrid's summer time begins on March 28, 2027 at 2:00, Chicago's two weeks before.
    promise = await table.add(due_at=at("2027-03-28 02:30"))
    await _team_moves(table, MADRID)
    assert local((await table.facts(promise)).due_at, MADRID) == "2027-03-28 03:30"
    await _team_moves(table, CHICAGO)
    assert (await table.facts(promise)).due_at == at("2027-03-28 02:30"), "what was meant is kept"


async def test_what_is_stopped_moves_without_waking(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.do(followups.stop, ANA, promise)
    await _team_moves(table, ANGELES)
    facts = await table.facts(promise)
    assert (facts.due_at, facts.muted, facts.nudge_at) == (DUE + 2 * HOUR, True, None)


async def test_what_waits_for_discord_has_no_time_of_day(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    table.now = DUE
    held = await store.write(partial(nudges.hold_due, now=DUE))
    await store.write(partial(nudges.try_again, bundle=held.bundles[0], trouble="503", now=DUE))
    [waiting] = await table.nudges()
    assert waiting.waits_for is NudgeWait.TROUBLE
    await _team_moves(table, TOKYO)
    [still] = await table.nudges()
    assert still.due_at == waiting.due_at
    assert (await table.facts(promise)).silences == 0


async def test_what_may_be_out_already_is_left_alone(store: Store) -> None:
    table = await desk(store)
    await table.add()
    held = await store.write(partial(nudges.hold_due, now=DUE))
    await store.write(partial(nudges.set_out, bundle=held.bundles[0], channel_id=CHANNEL, now=DUE))
    await _team_moves(table, TOKYO)
    [out] = await table.nudges(state=NudgeState.HELD)
    assert out.due_at == DUE


async def test_another_team_stays_where_it_is(store: Store) -> None:
    table = await desk(store)
    theirs = await table.add(STRANGER, owner_id=STRANGER.person_id)
    await _team_moves(table, TOKYO)
    assert (await table.facts(theirs)).nudge_at == DUE


async def test_a_session_s_reminder_moves_unless_the_session_had_begun_by_then(store: Store) -> None:
    table = await desk(store)
    starts = at("2026-11-28 10:00")
    session = await store.write(
        partial(
            canvass.plan,
            actor=ROSA,
            plan=CanvassPlan(starts, starts + 3 * HOUR, title="Elm Street"),
            channel_id=CHANNEL,
            now=NOW,
        )
    )
    await store.write(partial(canvass.join, actor=ANA, canvass_id=session.id, now=NOW))
    remind = partial(canvass.remind_me, actor=ANA, canvass_id=session.id, now=NOW, asked=True)

    async def reminder() -> Nudge:
        return next(one for one in await table.nudges() if one.kind is NudgeKind.SESSION_LATER)

    await store.write(partial(remind, at=at("2026-11-27 09:00")))
    await _team_moves(table, ANGELES)
    assert local((await reminder()).due_at, ANGELES) == "2026-11-27 09:00"
    await _team_moves(table, CHICAGO)
    await store.write(partial(remind, at=at("2026-11-28 09:30")))
    await _team_moves(table, ANGELES)  # 9:30 there is half past eleven here
    assert (await reminder()).due_at == at("2026-11-28 09:30")


# ---- one person --------------------------------------------------------------------------------------


async def test_who_moves_is_reminded_at_the_hour_they_chose_on_their_new_clocks(store: Store) -> None:
    table = await desk(store)
    promise, on_the_day = await table.add(), await table.add(due_at=DUE + 9 * DAY)
    await table.next()
    await table.do(followups.later, ANA, promise, until=at("2026-11-26 09:00"), asked=False)
    await _ana_moves(table, ANGELES)
    assert local((await table.facts(promise)).nudge_at, ANGELES) == "2026-11-26 09:00"
    assert (await table.facts(on_the_day)).nudge_at == DUE + 9 * DAY, "it was said on the old clocks"
    await _ana_moves(table, None)
    assert local((await table.facts(promise)).nudge_at) == "2026-11-26 09:00"
    await _ana_moves(table, CHICAGO)
    assert local((await table.facts(promise)).nudge_at) == "2026-11-26 09:00", "the same clocks by name"


async def test_who_moves_takes_nobody_along(store: Store) -> None:
    table = await desk(store)
    bens = await table.add(BEN, owner_id=BEN.person_id)
    await table.do(followups.later, BEN, bens, until=at("2026-11-26 09:00"), asked=False)
    await _ana_moves(table, TOKYO)
    assert (await table.facts(bens)).nudge_at == at("2026-11-26 09:00")
    await store.write(partial(people.set_zone, actor=BEN, zone=CHICAGO, now=NOW))
    await _team_moves(table, TOKYO)
    assert (await table.facts(bens)).nudge_at == at("2026-11-26 09:00")


async def test_what_waits_for_the_morning_waits_for_the_new_one(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.do(followups.later, ANA, promise, until=at("2026-11-24 22:00"), asked=False)
    table.now = at("2026-11-24 22:00")
    assert await table.courier() == []
    assert [one.waits_for for one in await table.nudges()] == [NudgeWait.QUIET]
    await _ana_moves(table, ANGELES)  # where it is eight in the evening
    assert [kind for kind, _, _ in await table.courier()] == [FOLLOWUP]
