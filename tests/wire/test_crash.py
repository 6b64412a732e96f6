"""The real bot when its process is killed, when it is started again, and when its database is held by another."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.wire import reading
from tests.wire.launch import BotProcess
from tests.wire.server import StandIn
from tests.wire.sessions import let_holds_expire, nudges, planned, signed_up, until


@pytest.fixture
async def own_bot(stand_in: StandIn, folder: Path) -> AsyncIterator[BotProcess]:
    """A running bot that a test may kill; with its stand-in as `stand_in`."""
    process = BotProcess(stand_in, folder)
    await process.start()
    yield process
    await process.kill()
    stand_in.check()


async def test_commands_are_synced_once(own_bot: BotProcess) -> None:
    """Not at the second start; and the bot says goodbye when it is asked to end."""
    stand_in = own_bot.stand_in
    assert {"setup", "help", "me", "turf", "canvass"} <= {each["name"] for each in stand_in.world.commands[None]}
    assert await own_bot.stop() == 0
    assert stand_in.gateway.closed_with == [1000]
    await own_bot.start()
    assert [each.status for each in stand_in.record.of("PUT", "commands")] == [200]
    assert len(stand_in.gateway.identifies) == 2


async def test_what_was_acknowledged_survives_a_kill(own_bot: BotProcess) -> None:
    """Killed the moment the answer arrives: the sign-up is there, the card is mended, its buttons work."""
    team = own_bot.stand_in.team("Elm Street")
    card, people = await planned(team, places=8), team.crowd(6)
    answers = [asyncio.create_task(each.press(card, "I'm in")) for each in people]
    acknowledged, _ = await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
    await own_bot.kill()
    acknowledged = {each for each in answers if each.done() and not each.exception()}
    for each in answers:
        each.cancel()
    told = {each.result().interaction.user.id for each in acknowledged}
    assert told
    assert told <= signed_up(own_bot.database).keys()

    await own_bot.start()
    bea = team.join("Bea")
    assert "You're in" in (await bea.press(card, "I'm in")).text
    await until(lambda: "Bea" in reading.text(card))
    shown = [each.user.name for each in people if each.user.id in signed_up(own_bot.database)]
    assert all(name in reading.text(card) for name in shown)


async def test_a_killed_card_is_posted_by_the_next_start(own_bot: BotProcess) -> None:
    """Killed between planning and posting: the session is whole, and its card appears once."""
    stand_in = own_bot.stand_in
    team = stand_in.team("Elm Street")
    stand_in.trouble.hang_up("POST", "/channels/{channel_id}/messages", times=99)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(planned(team, places=8), timeout=1.5)
    await own_bot.kill()
    stand_in.trouble.coming.clear()
    await own_bot.start()
    room = team.rooms["canvass"]
    await until(lambda: bool(room.messages))
    await asyncio.sleep(0.5)
    assert len(room.messages) == 1


async def test_a_notice_is_not_sent_twice(own_bot: BotProcess) -> None:
    """Killed after Discord took the message and before that was noted: the next start does not repeat it."""
    stand_in = own_bot.stand_in
    team = stand_in.team("Elm Street")
    card, ana, bea = await planned(team, places=1), team.join("Ana"), team.join("Bea")
    await ana.press(card, "I'm in")
    await until(lambda: "Join waitlist" in [each.label for each in reading.buttons(card)])
    await bea.press(card, "Join waitlist")
    thread = team.guild.channels[card.id]
    before = len(thread.messages)
    stand_in.trouble.late("POST", "/channels/{channel_id}/messages", seconds=9, after=True)
    await ana.press(card, "Can't")
    await until(lambda: len(thread.messages) > before)
    await own_bot.kill()
    let_holds_expire(own_bot.database)
    await own_bot.start()
    await until(lambda: "held" not in nudges(own_bot.database))
    assert len(thread.messages) == before + 1
    assert bea.mention in reading.text(next(reversed(thread.messages.values())))


async def test_a_database_held_by_another_process(own_bot: BotProcess) -> None:
    """Held for four seconds: the person gets a clear word in time, and the real answer in its place."""
    team = own_bot.stand_in.team("Elm Street")
    card, ana = await planned(team, places=8), team.join("Ana")
    with closing(sqlite3.connect(own_bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        answer = await ana.press(card, "I'm in")
        assert answer.seconds < 3
        assert "Still saving" in answer.text
        await asyncio.sleep(4 - (time.monotonic() - began))
        other.execute("ROLLBACK")
    final = await answer.next(after=1, within=3)
    assert "You're in" in reading.text(final)
    assert final is answer.message
    assert signed_up(own_bot.database)[ana.user.id] == "in"
