"""Playing the end of a day at the doors: people who came, doors that were counted, who is back, the captain's tap."""

from functools import partial
from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from db import canvass
from db.facts import Actor
from tests.cogs.canvassing import press, thread
from tests.cogs.dooring import board, live, make_captain, tapped
from tests.cogs.world import World, controls_of, text_of

COUNTED = ("Nobody home", "Nobody home", "Talked", "Supporter", "Sign/poster", "Event")


async def evening(world: World, *people: MemberActor, captain: bool = True, **typed: Any) -> discord.Message:
    """A live session of Malik's in which these people, else Sam and Ana, came as pairs; the first counted doors."""
    people = people or (world.team.sam, world.team.ana)
    await live(world, *people, **typed)
    if captain:
        await make_captain(world, world.team.malik)
    await _paired(world)
    await tapped(world, people[0], *COUNTED)
    for person in people[1:]:
        await press(person, await board(world), "I'm here")
        await world.app.settle()
    return await board(world)


async def _paired(world: World) -> None:
    admin, team = world.team.admin, world.team
    actor = Actor(team.guild.id, admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)
    [(number,)] = world.rows("SELECT max(id) FROM canvass")
    await world.app.kit.write(partial(canvass.make_pairs, actor=actor, canvass_id=number, now=world.clock.now()))


async def all_back(world: World, *people: MemberActor) -> None:
    """They press *We're back safe* on the board."""
    for person in people:
        await press(person, await board(world), "We're back safe")
        await world.app.settle()


async def wrap(world: World, person: MemberActor | None = None) -> InteractionResult:
    """`/doors wrap`, by the captain if nobody else is named."""
    shown = await (person or world.team.malik).slash(world.team.canvass, "doors wrap")
    await world.app.settle()
    return shown


async def wrapped(world: World, *people: MemberActor) -> InteractionResult:
    """An evening whose people are back, wrapped up by its captain: the captain's panel."""
    people = people or (world.team.sam, world.team.ana)
    await evening(world, *people)
    await all_back(world, *people)
    return await wrap(world)


async def tap(world: World, person: MemberActor, shown: object, label: str) -> InteractionResult:
    """Press a button, with everything done that follows."""
    answer = await press(person, shown, label)
    await world.app.settle()
    return answer


async def pick(
    world: World, person: MemberActor, shown: InteractionResult, code: str, value: object
) -> InteractionResult:
    """Choose in the select whose id has this code."""
    assert shown.response is not None
    [select] = [part for part in controls_of(shown) if part["custom_id"].startswith(f"t1:{code}")]
    answer = await person.select(shown.response, [str(value)], custom_id=select["custom_id"])
    await world.app.settle()
    return answer


async def told(world: World, words: str) -> list[discord.Message]:
    """The messages in the session's thread that say this."""
    return [message for message in await thread(world) if words in text_of(message)]
