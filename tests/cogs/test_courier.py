"""Due nudges go out once, those of no use do not, and one that cannot be painted holds up no other."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.courier import Parcel
from db import nudges, store
from db.facts import DueNudge, NudgeKind
from tests.cogs.trials import Gate, Trials, broken, trials
from tests.cogs.world import World, text_of

__all__ = ["trials"]


# ---- when it is due, and once --------------------------------------------------------------------------


async def test_a_nudge_goes_out_when_it_is_due_and_only_once(world: World, trials: Trials) -> None:
    await trials.add(1, hours=2)
    await world.pass_time(hours=1)
    assert trials.sent() == []
    await world.pass_time(hours=1)
    await world.tick()
    assert (trials.sent(), trials.states()) == (["nudge 1"], ["sent"])


async def test_a_nudge_due_now_goes_out_by_itself(world: World, trials: Trials) -> None:
    await trials.add(1)
    await world.app.settle()
    assert trials.sent() == ["nudge 1"]


async def test_the_same_cause_makes_one_nudge_and_can_move_it(world: World, trials: Trials) -> None:
    await trials.add(1, hours=1)
    await trials.add(1, hours=3)
    await world.pass_time(hours=2)
    assert trials.sent() == []
    await world.pass_time(hours=1)
    assert trials.sent() == ["nudge 1"]
    await trials.add(1)
    await world.app.settle()
    assert trials.sent() == ["nudge 1"], "what went out is not sent again"


async def test_what_is_late_beyond_use_is_dropped(world: World, trials: Trials) -> None:
    await trials.add(1, hours=1, lasts=1)
    await world.env.advance_time(3 * 3600)
    await world.tick()
    assert (trials.sent(), trials.painted, trials.states()) == ([], [], ["expired"])


async def test_one_that_cannot_be_painted_holds_up_no_other(world: World, trials: Trials) -> None:
    for number in range(3):
        await trials.add(number, hours=1)
    trials.before[0], trials.useless = broken, {1}
    await world.pass_time(hours=1)
    assert trials.sent() == ["nudge 2"]
    assert world.rows("SELECT state, trouble FROM nudge ORDER BY id") == [
        ("pending", "ZeroDivisionError"), ("expired", ""), ("sent", "")
    ]  # fmt: skip
    assert len(world.mishaps.seen) == 1
    world.mishaps.seen.clear()


async def test_a_kind_that_nobody_paints_is_kept_for_a_while_and_not_lost_in_silence(
    world: World, trials: Trials
) -> None:
    await trials.add(1, kind=NudgeKind.OFFER_OVER)
    world.app.kit.courier.learn(NudgeKind.OFFER_OVER, None)  # type: ignore[arg-type]  # a feature that is not there
    await world.app.settle()
    assert trials.states() == ["pending"]
    world.mishaps.seen.clear()


async def test_what_a_delivery_changes_is_painted_once_all_is_settled(world: World, trials: Trials) -> None:
    painted: list[int] = []

    async def slowly(thing: int) -> None:
        await asyncio.sleep(0.1)
        painted.append(thing)

    async def none() -> list[int]:
        return []

    async def changes_a_card() -> None:
        await asyncio.sleep(0.2)
        world.app.kit.repaint.soon("trial", 7)

    world.app.kit.repaint.learn("trial", slowly, none)
    trials.before[1] = changes_a_card
    await trials.add(1, hours=1)
    await world.pass_time(hours=1)
    assert (trials.sent(), painted) == (["nudge 1"], [7])


async def test_the_ticker_hears_what_comes_next(world: World, trials: Trials) -> None:
    told: list[datetime] = []
    trials.courier.later = told.append
    now = world.clock.now()
    await trials.add(1, hours=2)
    await trials.add(2, hours=10)  # in the night
    assert told == [now + timedelta(hours=2), now + timedelta(hours=10)]
    assert await world.app.tick() == now + timedelta(hours=2)
    await world.pass_time(hours=2)
    assert await world.app.tick() == now + timedelta(hours=10)
    told.clear()
    await world.pass_time(hours=8)
    assert told == [now + timedelta(hours=19)], "it waits for the end of quiet hours"
    assert await world.app.tick() == now + timedelta(hours=19)
    await world.app.settle()


# ---- letters -------------------------------------------------------------------------------------------


async def test_all_that_is_due_for_a_person_is_one_letter_without_what_is_settled(world: World, trials: Trials) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    for number in (1, 2, 3):
        await trials.add(number, sam, hours=1)
    await trials.add(4, rosa, hours=1)
    trials.useless = {1, 4}
    await world.pass_time(hours=1)
    assert (trials.sent(sam), trials.sent(rosa)) == (["nudge 2 3"], [])
    assert trials.states() == ["expired", "sent", "sent", "expired"]
    [(channel,)] = world.rows("SELECT DISTINCT channel_id FROM nudge WHERE state = 'sent'")
    assert channel == sam.user.dm_channel.id
    assert world.rows("SELECT dm_channel_id FROM member WHERE name = 'P' ORDER BY dm_channel_id") == [
        (None,), (channel,)
    ]  # fmt: skip
    await trials.add(5, sam)
    await world.app.settle()
    assert trials.sent(sam) == ["nudge 2 3", "nudge 5"]
    opened = [call for call in world.env.backend.http_requests if call.path == "/users/@me/channels"]
    assert len(opened) == 1, "the second time the conversation is known"


async def test_a_letter_that_may_be_out_is_found_in_the_conversation(world: World, trials: Trials) -> None:
    sam = world.team.sam
    await trials.add(1, sam)
    await world.app.settle()
    _forget_that_it_arrived(world)
    await trials.add(2, sam, hours=1)
    await world.restart()
    trials.teach()
    await world.pass_time(hours=1)
    assert trials.sent(sam) == ["nudge 1", "nudge 2"], "what may be out is not mixed with what is new"
    assert trials.states() == ["sent", "sent"]


async def test_in_quiet_hours_what_cannot_wait_makes_no_sound(world: World, trials: Trials) -> None:
    await trials.add(1, hours=10, lasts=2)  # in the night
    await trials.add(2, hours=1)
    await world.pass_time(hours=1)
    await world.pass_time(hours=9)
    loud, silent = world.team.canvass.history()
    assert (text_of(loud).strip(), loud.flags.suppress_notifications) == ("nudge 2", False)
    assert (text_of(silent).strip(), silent.flags.suppress_notifications) == ("nudge 1", True)
    assert silent.flags.components_v2


# ---- what may be out is looked for ---------------------------------------------------------------------


def _forget_that_it_arrived(world: World) -> None:
    """As a process leaves it that dies after Discord took the message."""
    execute(world, "UPDATE nudge SET state = 'held', sent_at = NULL, message_id = NULL WHERE state = 'sent'")


def execute(world: World, statement: str) -> None:
    """Change what the database file holds, beside the bot."""
    path = world.settings.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute(statement)


async def test_a_message_that_arrived_is_found_however_much_was_written_since(world: World, trials: Trials) -> None:
    await trials.add(1)
    await world.app.settle()
    _forget_that_it_arrived(world)
    for number in range(90):  # of what comes after a message, SimCord gives the end and not the beginning
        await world.team.ana.send(world.team.canvass, f"and {number}")
    await world.env.advance_time(timedelta(days=3).total_seconds())
    await world.restart()
    trials.teach()
    await world.tick()
    assert (trials.sent(), trials.states()) == (["nudge 1"], ["sent"])
    assert trials.painted == [1]


async def test_a_message_that_did_not_arrive_is_sent_once(world: World, trials: Trials) -> None:
    await trials.add(1, hours=1)
    await world.env.advance_time(3600)
    now, room = world.clock.now(), world.team.canvass.id

    def set_out(tx: Session) -> bool:
        [bundle] = nudges.hold_due(tx, now=now).bundles
        return nudges.set_out(tx, bundle=bundle, channel_id=room, now=now)

    assert await world.app.kit.store.write(set_out)
    await world.restart()
    trials.teach()
    await world.tick()
    await world.tick()
    assert (trials.sent(), trials.states()) == (["nudge 1"], ["sent"])


async def test_a_look_that_fails_is_no_reason_to_send_it_again(world: World, trials: Trials) -> None:
    await trials.add(1)
    await world.app.settle()
    _forget_that_it_arrived(world)
    await world.restart()
    trials.teach()
    path = f"/channels/{world.team.canvass.id}/messages"
    for status in (500, 429, 401, 400):
        world.env.inject_error("GET", path, status=status)
        await world.pass_time(minutes=10)
        assert trials.states() == ["pending"]
    world.mishaps.seen.clear()  # a look that is refused for no reason that we know is said
    await world.pass_time(minutes=10)
    assert (trials.sent(), trials.states(), trials.sends()) == (["nudge 1"], ["sent"], 1)


async def test_where_nobody_may_look_it_is_sent(world: World, trials: Trials) -> None:
    await trials.add(1)
    await world.app.settle()
    _forget_that_it_arrived(world)
    await world.restart()
    trials.teach()
    world.env.inject_error("GET", f"/channels/{world.team.canvass.id}/messages", status=403, code=50001)
    await world.tick()
    assert trials.states() == ["sent"]


# ---- what Discord refuses ------------------------------------------------------------------------------


async def test_a_passing_failure_is_tried_again_and_a_lasting_one_is_not(world: World, trials: Trials) -> None:
    path = f"/channels/{world.team.canvass.id}/messages"
    await trials.add(1, hours=1)
    world.env.inject_error("POST", path, status=500)
    await world.pass_time(hours=1)
    assert trials.sent() == []
    await world.pass_time(minutes=5)
    assert trials.sent() == ["nudge 1"]
    await trials.add(2, hours=1)
    world.env.inject_error("POST", path, status=403, code=50001)
    await world.pass_time(hours=1)
    await world.pass_time(hours=1)
    assert trials.sent() == ["nudge 1"]
    assert world.rows("SELECT state, trouble FROM nudge WHERE id = 2") == [("failed", "50001")]


async def test_what_is_refused_time_and_again_is_given_up_after_a_while(world: World, trials: Trials) -> None:
    await trials.add(1, asked=True)
    world.env.inject_error("POST", f"/channels/{world.team.canvass.id}/messages", status=400, code=50035, times=None)
    for _ in range(20):
        await world.pass_time(hours=1, minutes=1)
    assert world.rows("SELECT state, trouble FROM nudge") == [("failed", "50035")]
    assert trials.sends() == 8


async def test_a_conversation_that_is_no_more_is_opened_anew(world: World, trials: Trials) -> None:
    sam = world.team.sam
    await trials.add(1, sam)
    await world.app.settle()
    world.env.inject_error("POST", f"/channels/{sam.user.dm_channel.id}/messages", status=404, code=10003)
    await trials.add(2, sam)
    await world.app.settle()
    await world.pass_time(minutes=2)
    assert trials.sent(sam) == ["nudge 1", "nudge 2"]


async def test_too_many_requests_let_everything_rest_and_are_no_refusal(world: World, trials: Trials) -> None:
    path = "/channels/*/messages"
    world.env.inject_error("POST", path, status=429, times=None)
    for number in range(30):
        await trials.add(number)
    await world.app.settle()
    first = trials.sends()
    assert first <= 5, "only what was under way"
    await world.tick()
    assert trials.sends() == first, "it rests"
    for _ in range(12):
        await world.pass_time(minutes=5)
    assert trials.sends() <= 13 * 5, "after each rest only a few try"
    world.env.backend.faults.clear()
    for _ in range(4):
        await world.pass_time(minutes=6)
    assert sorted(trials.sent()) == sorted(f"nudge {number}" for number in range(30))
    assert set(trials.states()) == {"sent"}


async def test_while_discord_is_out_of_reach_it_is_asked_seldom_and_nothing_is_lost(
    world: World, trials: Trials
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    for number in range(30):
        await trials.add(number)
    for _ in range(60):
        await world.pass_time(minutes=1)
    assert trials.sends() <= 100
    world.env.backend.faults.clear()
    for _ in range(4):
        await world.pass_time(hours=1)
    assert sorted(trials.sent()) == sorted(f"nudge {number}" for number in range(30))


async def test_a_rest_from_before_the_clock_was_set_back_is_over(world: World, trials: Trials) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=429)
    await world.env.advance_time(timedelta(days=1).total_seconds())
    await trials.add(1, asked=True)
    await world.app.settle()
    world.clock.env = None  # the world's beginning, a day ago
    await trials.add(2, asked=True)
    await world.app.settle()
    assert trials.sent() == ["nudge 2"]
    world.clock.env = world.env


# ---- one slow message, and the end ---------------------------------------------------------------------


async def test_a_slow_one_holds_up_no_other_not_even_a_later_one(world: World, trials: Trials) -> None:
    gate = Gate()
    trials.before[1] = gate
    for number in (1, 2, 3):
        await trials.add(number)
    await gate.reached.wait()
    await trials.add(4)
    await _until(lambda: trials.states() == ["held", "sent", "sent", "sent"])
    gate.open.set()
    await world.app.settle()
    assert sorted(trials.sent()) == ["nudge 1", "nudge 2", "nudge 3", "nudge 4"]


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what it waits for is in the database's file
            await asyncio.sleep(0.01)


async def test_at_the_end_what_is_under_way_is_finished_and_nothing_more_is_begun(world: World, trials: Trials) -> None:
    gate = Gate()
    trials.before[1] = gate
    await trials.add(1)
    await gate.reached.wait()
    closing = asyncio.create_task(trials.courier.close(within=5))
    await asyncio.sleep(0)
    await trials.add(2)
    gate.open.set()
    await closing
    assert (trials.states(), trials.sent()) == (["sent", "pending"], ["nudge 1"])
    await world.tick()
    assert trials.states() == ["sent", "pending"]


async def test_what_hangs_at_the_end_is_left_to_the_next_start(world: World, trials: Trials) -> None:
    gate = Gate()
    trials.before[1] = gate
    await trials.add(1)
    await gate.reached.wait()
    await trials.courier.close(within=0.05)
    assert trials.states() == ["held"]
    trials.before.clear()
    await world.restart()
    trials.teach()
    await world.tick()
    assert (trials.states(), trials.sent()) == (["sent"], ["nudge 1"])


# ---- while nothing can be written ----------------------------------------------------------------------


async def test_a_message_whose_arrival_cannot_be_noted_is_found_later(
    world: World, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = trials.courier._postman.send

    async def and_then_the_database_is_busy(*what: Any) -> int:
        message_id: int = await send(*what)
        monkeypatch.setattr(store, "MOST_WAITING", 0)
        return message_id

    monkeypatch.setattr(trials.courier._postman, "send", and_then_the_database_is_busy)
    await trials.add(1)
    await world.app.settle()
    monkeypatch.undo()
    assert (trials.sent(), trials.states()) == (["nudge 1"], ["held"])
    world.mishaps.seen.clear()
    await world.pass_time(minutes=5)
    assert (trials.sent(), trials.states()) == (["nudge 1"], ["sent"])


async def test_a_busy_database_before_it_sets_out_loses_nothing(
    world: World, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def the_database_is_busy() -> None:
        monkeypatch.setattr(store, "MOST_WAITING", 0)

    trials.before[1] = the_database_is_busy
    await trials.add(1)
    await world.app.settle()
    monkeypatch.undo()
    trials.before.clear()
    assert (trials.sent(), trials.states()) == ([], ["held"])
    world.mishaps.seen.clear()
    await world.pass_time(minutes=3)
    assert (trials.sent(), trials.states()) == (["nudge 1"], ["sent"])


async def test_a_process_that_died_with_a_nudge_in_hand_leaves_it_to_the_next(world: World, trials: Trials) -> None:
    await trials.add(1, hours=1)
    await world.env.advance_time(3600)
    now = world.clock.now()
    held = await world.app.kit.store.write(lambda tx: nudges.hold_due(tx, now=now))
    assert len(held.bundles) == 1
    await world.tick()
    assert trials.sent() == [], "another process has it"
    await world.pass_time(minutes=3)
    assert trials.sent() == ["nudge 1"]


async def test_an_offer_that_ran_out_is_never_given_up(world: World, trials: Trials) -> None:
    async def out_of_reach(nudge: DueNudge) -> Parcel | None:
        raise OSError

    trials.courier.learn(NudgeKind.OFFER_OVER, out_of_reach)
    await trials.add(1, hours=1, kind=NudgeKind.OFFER_OVER)
    for _ in range(12):
        await world.pass_time(hours=2)
    assert world.rows("SELECT state, attempts FROM nudge") == [("pending", 12)]
