"""Getting letters in the world: promises that fall due, the DM that comes, answers to it, closed DMs."""

from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from tests.cogs.canvassing import press
from tests.cogs.promising import promised
from tests.cogs.world import World, controls_of, text_of


async def due(world: World, person: MemberActor, *texts: str) -> list[int]:
    """Promises of a person that have fallen due, and what came of it."""
    numbers = [await promised(world, person, what=text, when="in 1h") for text in texts]
    await world.pass_time(hours=1)
    return numbers


def letters(person: MemberActor) -> list[discord.Message]:
    """The bot's messages in a person's DMs that stay, oldest first."""
    found = person.user.dm_channel.history()
    return [message for message in found if message.components and not message.flags.ephemeral]


def letter(person: MemberActor) -> discord.Message:
    """The last of them."""
    return letters(person)[-1]


async def click(world: World, person: MemberActor, label: str, message: Any = None) -> InteractionResult:
    """Press a button of the last letter (or of what the bot answered in the DM), with everything done."""
    shown = getattr(message, "response", message) or letter(person)
    result: InteractionResult = await person.user.click(shown, label=label)
    await world.app.settle()
    return result


async def choose(world: World, person: MemberActor, code: str, line: str, message: Any = None) -> InteractionResult:
    """Choose a line of the select of the last letter whose id has this code, by its value's beginning."""
    shown = getattr(message, "response", message) or letter(person)
    [select] = [part for part in controls_of(shown) if f":{code}:" in part["custom_id"]]
    [value] = [one["value"] for one in select["options"] if one["value"].startswith(line) or one["label"] == line]
    result: InteractionResult = await person.user.select(shown, [value], custom_id=select["custom_id"])
    await world.app.settle()
    return result


def close_dms(world: World, person: MemberActor) -> dict[str, Any]:
    """Let a person refuse direct messages; returns the fault, to be taken away by `open_dms`."""
    path = f"/channels/{person.user.dm_channel.id}/messages"
    text = "Cannot send messages to this user"
    world.env.inject_error("POST", path, status=403, code=50007, message=text, times=None)
    fault: dict[str, Any] = world.env.backend.faults[-1]
    return fault


def open_dms(world: World, fault: dict[str, Any]) -> None:
    """Let them take direct messages again."""
    world.env.backend.faults.remove(fault)


async def act(world: World, person: MemberActor) -> InteractionResult:
    """Something that a person does in the server."""
    result: InteractionResult = await person.slash(world.team.canvass, "canvass list")
    await world.app.settle()
    return result


def seen(person: MemberActor, world: World) -> list[str]:
    """What a person sees in the channel, their private answers included."""
    return [text_of(message) for message in world.team.canvass.history(viewer=person)]


def states(world: World) -> list[tuple[str, str, str | None]]:
    """Every nudge: its kind, where it stands, how it was answered."""
    return [tuple(row) for row in world.rows("SELECT kind, state, answer FROM nudge ORDER BY id")]


__all__ = ["act", "choose", "click", "close_dms", "due", "letter", "letters", "open_dms", "press", "seen", "states"]
