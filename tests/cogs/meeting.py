"""Playing `/meeting` in the world: a prospect, a meeting, its card and its room, as people press them."""

from functools import partial
from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from db import prospects
from db.facts import Actor, ChannelUse
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectPlan
from tests.cogs.canvassing import choose_channel, choose_zone, make_organizer, press, send
from tests.cogs.world import ZONE, World, controls_of

FORM = {"when": "thu 4pm", "until": "45 min", "place": "Parish hall", "coffee": "The bakery"}


async def set_up(world: World, kind: Kind = Kind.FAITH, name: str = "Pastor Ruth", **more: Any) -> int:
    """A team with its channels and organizers, and a prospect that Rosa looks after; returns the prospect."""
    team = world.team
    await make_organizer(world)
    await choose_channel(world, ChannelUse.OUTREACH, team.outreach)
    await choose_zone(world, ZONE)
    rosa = Actor(team.guild.id, team.rosa.id, "Rosa", "en", ZONE, organizer=True)
    plan = ProspectPlan(kind, name, place="Grace Church", **more)
    unit = partial(prospects.add, actor=rosa, plan=plan, now=world.clock.now())
    facts = await world.app.kit.write(unit)
    return facts.id


async def preview(
    world: World, who: str = "Ruth", person: MemberActor | None = None, **typed: Any
) -> InteractionResult:
    """Fill the form of a new meeting."""
    person = person or world.team.rosa
    form = await person.slash(world.team.outreach, "meeting plan", who=who)
    return await person.submit_modal(form, {**FORM, **typed})


async def plan(world: World, who: str = "Ruth", person: MemberActor | None = None, **typed: Any) -> int:
    """Plan a meeting and post it; returns its id."""
    person = person or world.team.rosa
    shown = await preview(world, who, person, **typed)
    await press(person, shown, "Post")
    await world.app.settle()
    [(number,)] = world.rows("SELECT max(id) FROM meeting WHERE team_id = ?", world.team.guild.id)
    assert isinstance(number, int)
    return number


async def card(world: World, meeting_id: int) -> discord.Message:
    """The meeting's card as it is now."""
    [(channel_id, message_id)] = world.rows("SELECT channel_id, message_id FROM meeting WHERE id = ?", meeting_id)
    channel = world.app.client.get_channel(channel_id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.fetch_message(message_id)


async def thread(world: World, meeting_id: int) -> list[discord.Message]:
    """What stands in its thread, oldest first."""
    [(thread_id,)] = world.rows("SELECT thread_id FROM meeting WHERE id = ?", meeting_id)
    room = world.app.client.get_channel(thread_id)
    assert isinstance(room, discord.Thread)
    return [message async for message in room.history(limit=50, oldest_first=True) if message.components]


async def click(world: World, person: MemberActor, meeting_id: int, label: str) -> InteractionResult:
    """Press a button of the card."""
    return await press(person, await card(world, meeting_id), label)


async def choose(person: MemberActor, shown: Any, code: str, *values: Any) -> InteractionResult:
    """Choose in the select whose id has this code."""
    message = getattr(shown, "response", shown)
    [select] = [part for part in controls_of(shown) if part["custom_id"].startswith(f"t1:{code}:")]
    return await person.select(message, [str(value) for value in values], custom_id=select["custom_id"])


async def page(world: World, person: MemberActor, meeting_id: int, view: str) -> InteractionResult:
    """A page of the prep room."""
    return await choose(person, await click(world, person, meeting_id, "Prep room"), "meeting.room_to", view)


async def write(world: World, person: MemberActor, shown: Any, label: str, **typed: str) -> InteractionResult:
    """Press what opens a form, and send it with these texts over what it showed."""
    form = await press(person, shown, label)
    result = await send(person, form, **typed)
    await world.app.settle()
    return result


async def add_person(world: World, person: MemberActor, meeting_id: int, who: MemberActor, *roles: str) -> None:
    """Somebody goes, with these roles."""
    shown = await page(world, person, meeting_id, "people")
    [select] = [part for part in controls_of(shown) if ":meeting.go:" in part["custom_id"]]
    assert shown.response is not None
    shown = await person.select(shown.response, [who], custom_id=select["custom_id"])
    if roles:
        await choose(person, shown, "meeting.roles", *roles)
    await world.app.settle()
