"""From a press to its answer in the simulated Discord: *I'm in* beside a button that only answers.

Run it with `python -m tests.bench.press`; quote the ratio, not the milliseconds of a shared machine.
"""

import asyncio
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import discord

from bot import ids
from bot.cards import kit as bricks
from bot.presses import PRESSES, press
from bot.trips import Trip
from db import canvass, teams
from db.facts import Actor, CanvassPlan
from tests.cogs.world import World, open_world

PEOPLE, WARM_UP = 120, 20
BARE = ids.declare("bench.bare")


@press(BARE)
async def only_answer(begun: Trip) -> None:
    """The baseline: an answer that asks and writes nothing more than every press does."""
    await begun.say(bricks.note("ok"))


async def planned(world: World) -> int:
    """A session with places for half of the people."""
    guild, now = world.team.guild, world.clock.now()
    rosa = Actor(guild.id, world.team.rosa.id, "Rosa", "en", "America/Chicago", organizer=True)
    starts = now + timedelta(days=5)
    plan = CanvassPlan(starts, starts + timedelta(hours=3), title="Elm Street", capacity=PEOPLE // 2)
    write = world.app.kit.write
    await write(lambda tx: teams.welcome(tx, team_id=guild.id, name=guild.name, language="en", now=now))
    channel_id = world.team.canvass.id
    facts = await write(lambda tx: canvass.plan(tx, actor=rosa, plan=plan, channel_id=channel_id, now=now))
    await world.tick()
    return facts.id


async def timed(world: World, custom_id: str) -> list[float]:
    """How long each of many people waits for the answer, in milliseconds."""
    channel = world.app.client.get_channel(world.team.canvass.id)
    assert isinstance(channel, discord.TextChannel)
    card = await channel.send(view=bricks.note("card", bricks.row(bricks.button("Go", custom_id))))
    waits = []
    for number in range(PEOPLE):
        person = world.newcomer(f"Person{number}{custom_id[3]}")
        begun = time.perf_counter()
        await person.click(card, custom_id=custom_id)
        waits.append((time.perf_counter() - begun) * 1000)
    return waits[WARM_UP:]


def row(name: str, waits: list[float], base: float) -> str:
    """One line of the table."""
    median, slow = statistics.median(waits), statistics.quantiles(waits, n=10)[-1]
    return f"{name:<28}{median:8.1f} ms {slow:8.1f} ms {median / base:8.2f} x"


async def main() -> None:
    """Measure both and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_world(Path(folder)) as world:
            session = await planned(world)
            bare = await timed(world, BARE())
            signed = await timed(world, ids.CANVASS_IN(canvass=session))
    base = statistics.median(bare)
    print(f"{PEOPLE - WARM_UP} presses each       median      90th percentile   ratio")  # noqa: T201 - its purpose
    print(row("a button that only answers", bare, base))  # noqa: T201 - its purpose
    print(row("I'm in, saved and painted", signed, base))  # noqa: T201 - its purpose
    PRESSES.pop(BARE.code)


if __name__ == "__main__":
    asyncio.run(main())
