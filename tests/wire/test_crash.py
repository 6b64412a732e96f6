"""The real bot when its process is killed, when it is started again, and when its database is held by another."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing

import pytest
import pytest_asyncio

from tests.wire import reading
from tests.wire.launch import BotProcess
from tests.wire.sessions import never_quiet, nudges, planned, signed_up, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def alive(bot: BotProcess) -> None:
    """A test that failed half-way leaves the next one a running bot."""
    if not bot.running:
        await bot.start()


async def test_commands_are_synced_once(bot: BotProcess) -> None:
    """Not at the second start; and the bot says goodbye when it is asked to end."""
    stand_in = bot.stand_in
    assert {"setup", "help", "me", "turf", "canvass"} <= {each["name"] for each in stand_in.world.commands[None]}
    identified = len(stand_in.gateway.identifies)
    assert await bot.stop() == 0
    assert stand_in.gateway.closed_with[-1] == 1000
    await bot.start()
    assert [each.status for each in stand_in.record.of("PUT", "commands")] == [200]
    assert len(stand_in.gateway.identifies) == identified + 1


async def test_what_was_acknowledged_survives_a_kill(bot: BotProcess) -> None:
    """Killed the moment the answer arrives: the sign-up is there, the card is mended, its buttons work."""
    team = bot.stand_in.team("Elm Street")
    card, people = await planned(team, places=8), team.crowd(6)
    presses = [asyncio.create_task(each.press(card, "I'm in")) for each in people]
    await asyncio.wait(presses, return_when=asyncio.FIRST_COMPLETED)
    await bot.kill()
    told = {each.result().interaction.user.id for each in presses if each.done()}
    for each in presses:
        each.cancel()
    kept = signed_up(bot.database)
    assert told
    assert told <= kept.keys()

    await bot.start()
    await until(lambda: all(each.user.name in reading.text(card) for each in people if each.user.id in kept))
    bea = team.join("Bea")
    assert "You're in" in (await bea.press(card, "I'm in")).text
    await until(lambda: "Bea" in reading.text(card))


async def test_a_killed_card_is_posted_by_the_next_start(bot: BotProcess) -> None:
    """Killed between planning and posting: the session is whole, and its card appears once."""
    stand_in = bot.stand_in
    team = stand_in.team("Elm Street")
    stand_in.trouble.hang_up("POST", "/channels/{channel_id}/messages", times=99)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(planned(team, places=8), timeout=1.5)
    await bot.kill()
    stand_in.trouble.coming.clear()
    await bot.start()
    room = team.rooms["canvass"]
    await until(lambda: bool(room.messages))
    await asyncio.sleep(0.5)
    assert len(room.messages) == 1


async def test_a_notice_is_not_sent_twice(bot: BotProcess) -> None:
    """Killed after Discord took the message and before that was noted: the next start does not repeat it."""
    stand_in = bot.stand_in
    team = stand_in.team("Elm Street")
    card, ana, bea = await planned(team, places=1), team.join("Ana"), team.join("Bea")
    never_quiet(bot.database)
    await ana.press(card, "I'm in")
    await until(lambda: "Join waitlist" in [each.label for each in reading.buttons(card)])
    await bea.press(card, "Join waitlist")
    thread = team.guild.channels[card.id]
    before, told = len(thread.messages), nudges(bot.database).count("sent")
    stand_in.trouble.late("POST", "/channels/{channel_id}/messages", seconds=9, after=True)
    await ana.press(card, "Can't")
    await until(lambda: len(thread.messages) > before)
    await bot.kill()
    assert "held" in nudges(bot.database)
    await bot.start()
    await until(lambda: nudges(bot.database).count("sent") > told)
    await until(lambda: "held" not in nudges(bot.database))
    told_her = [each for each in list(thread.messages.values())[before:] if bea.mention in reading.text(each)]
    assert len(told_her) == 1


async def test_a_database_held_by_another_process(bot: BotProcess) -> None:
    """Held for four seconds: the person gets a clear word in time, and the real answer in its place."""
    team = bot.stand_in.team("Elm Street")
    card, ana = await planned(team, places=8), team.join("Ana")
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
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
    assert signed_up(bot.database)[ana.user.id] == "in"
