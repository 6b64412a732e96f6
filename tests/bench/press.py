"""From a press to its answer in the simulated Discord: *I'm in* beside a button that only answers."""

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
from tests.bench.table import Table, slow
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


async def posted(world: World, custom_id: str) -> discord.Message:
    """A card with a button."""
    channel = world.app.client.get_channel(world.team.canvass.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=bricks.note("card", bricks.row(bricks.button("Go", custom_id))))


async def timed(world: World, card: discord.Message, custom_id: str, name: str) -> float:
    """How long a new person waits for the answer, in seconds."""
    person = world.newcomer(name)
    begun = time.perf_counter()
    await person.click(card, custom_id=custom_id)
    return time.perf_counter() - begun


async def measure(*, full: bool) -> None:
    """Press both in turn, and print the table."""
    del full  # it is always the real thing
    waits: list[list[float]] = [[], []]
    with tempfile.TemporaryDirectory(prefix="toctoc-") as folder:
        async with open_world(Path(folder)) as world:
            pressed = (BARE(), ids.CANVASS_IN(canvass=await planned(world)))
            cards = [await posted(world, custom_id) for custom_id in pressed]
            for number in range(PEOPLE):
                for at, (card, custom_id) in enumerate(zip(cards, pressed, strict=True)):
                    waits[at].append(await timed(world, card, custom_id, f"Person{number}at{at}"))
    table = Table(
        f"press: {PEOPLE - WARM_UP} presses each in the simulated Discord",
        ("", "only answers", "I'm in, saved and painted", "ratio"),
    )
    kept = [side[WARM_UP:] for side in waits]
    table.compare("median", kept)
    table.compare("99th percentile", [[slow(side)] for side in kept])
    table.remarks.append("The simulated Discord also waits until the card is painted; people do not (see backlog).")
    table.show()
    PRESSES.pop(BARE.code)
