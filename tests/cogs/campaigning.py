"""Playing `/campaign` in the world: doors that were knocked, neighborhoods, and the pictures of an answer."""

from functools import partial
from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from db import doors, turf
from db.facts import Actor, Priority, TurfPlan
from db.facts.doors import Outcome
from tests.cogs.canvassing import messages
from tests.cogs.world import World, controls_of

_presses = iter(range(10_000, 20_000))


def actor(world: World, person: MemberActor, *, organizer: bool = False) -> Actor:
    """A person as the rules know them."""
    return Actor(world.team.guild.id, person.id, person.name, "en", "America/Chicago", organizer=organizer)


async def knock(world: World, person: MemberActor, **counts: int) -> None:
    """They count on their pad, in the last session."""
    [(canvass_id,)] = world.rows("SELECT max(id) FROM canvass")
    for outcome, n in counts.items():
        unit = partial(
            doors.count,
            team_id=world.team.guild.id,
            canvass_id=canvass_id,
            person_id=person.id,
            press_id=next(_presses),
            counts={Outcome(outcome): n},
            now=world.clock.now(),
            name=person.name.capitalize(),
        )
        await world.app.kit.write(unit)
    await world.app.settle()


async def plan_turf(world: World, name: str, doors_: int | None) -> None:
    """A neighborhood with or without a goal."""
    await world.team.admin.slash(world.team.organizers, "canvass list")  # the first act makes the team's row
    unit = partial(
        turf.add,
        actor=actor(world, world.team.admin, organizer=True),
        plan=TurfPlan(name=name, doors=doors_, priority=Priority.NEXT, why=""),
        now=world.clock.now(),
    )
    await world.app.kit.write(unit)


async def slash(world: World, person: MemberActor, what: str) -> InteractionResult:
    """One of the three commands."""
    return await person.slash(world.team.canvass, f"campaign {what}")


def picture(shown: Any) -> tuple[str, str]:
    """The one picture of an answer or a message, and what it says in words."""
    message = getattr(shown, "response", shown)
    [attachment] = message.attachments
    parts = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    [item] = [item for part in _walk(parts) if part["type"] == 12 for item in part["items"]]
    assert attachment.filename in item["media"]["url"]
    assert item["description"]
    return attachment.filename, item["description"]


def _walk(parts: list[Any]) -> list[Any]:
    return [one for part in parts for one in [part, *_walk(part.get("components", []))]]


def drawn(shown: Any) -> bool:
    """Whether there is a picture."""
    return bool(getattr(shown, "response", shown).attachments)


async def posted(world: World) -> list[discord.Message]:
    """What everybody sees of campaigns in the channel."""
    found = await messages(world, world.team.canvass)
    return [m for m in found if any(part.get("label") == "Look closer" for part in controls_of(m))]
