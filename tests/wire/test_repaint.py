"""Cards older than an hour: of those of a channel Discord takes three edits in six seconds, whatever kind they are."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord import ui

from bot.cards import kit as bricks
from bot.clock import Clock
from bot.repaint import OLD_PAUSE, Repaint
from tests.wire.reading import text
from tests.wire.server import StandIn
from tests.wire.team import Team
from tests.wire.things import COMPONENTS_V2, Message

CARDS = 2


def note(said: str) -> ui.LayoutView:
    """A card that says no more than this."""
    return bricks.note(said)


def cards(stand_in: StandIn, team: Team, *, age: timedelta) -> list[Message]:
    """Cards in one channel that are so old."""
    room, bot = team.rooms["canvass"], stand_in.world.bot
    written = discord.utils.time_snowflake(datetime.now(UTC) - age)
    made = [Message(written + number, room, bot, flags=COMPONENTS_V2) for number in range(CARDS)]
    room.messages.update((each.id, each) for each in made)
    return made


async def painted(repaint: Repaint, room: discord.PartialMessageable, shown: list[Message], changes: int) -> float:
    """Paint each card after each of so many changes; how many seconds that took."""
    done = 0

    async def paint(number: int) -> None:
        await repaint.edit(room.get_partial_message(shown[number].id), note(f"change {done}"))

    async def none() -> list[int]:
        return []

    for kind in ("board", "letter"):
        repaint.learn(kind, paint, none)
    begun = asyncio.get_running_loop().time()
    while done < changes:
        done += 1
        for number, kind in enumerate(("board", "letter")):
            repaint.soon(kind, number)
        await repaint.drain()
    assert [text(each) for each in shown] == [f"change {changes}"] * CARDS
    return asyncio.get_running_loop().time() - begun


@pytest.mark.parametrize("old", [True, False])
async def test_old_cards_of_every_kind_keep_inside_discords_limit(
    stand_in: StandIn, team: Team, room: discord.PartialMessageable, old: bool
) -> None:
    stand_in.rates.strict()
    shown = cards(stand_in, team, age=timedelta(hours=2) if old else timedelta(minutes=5))
    seconds = await painted(Repaint(0.05, Clock()), room, shown, changes=2)
    assert stand_in.rates.refused == []
    assert (seconds > (2 * CARDS - 1) * OLD_PAUSE) is old, "others do not wait"


async def test_a_new_card_does_not_wait_for_an_old_one(
    stand_in: StandIn, team: Team, room: discord.PartialMessageable
) -> None:
    repaint = Repaint(0.05, Clock())
    [old, _], [new, _] = (cards(stand_in, team, age=timedelta(hours=hours)) for hours in (2, 0))
    await repaint.edit(room.get_partial_message(old.id), note("one"))
    waiting = asyncio.create_task(repaint.edit(room.get_partial_message(old.id), note("two")))
    await asyncio.sleep(0)
    await asyncio.wait_for(repaint.edit(room.get_partial_message(new.id), note("here")), OLD_PAUSE / 2)
    assert (text(new), text(old)) == ("here", "one")
    await waiting
    assert text(old) == "two"
