"""The server's own event for a session: made with it, stepped along with every change, ended when it is called off.

It is where Discord reminds those who pressed "Interested"; who comes is decided on the card alone.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypedDict

import discord

from bot.cards import kit as bricks
from bot.cards.canvass import bare_name, jump, look_of, told_elsewhere
from bot.permissions import lacking_in_server
from cogs.canvass.scene import LackingError, Scene
from db import canvass
from db.facts import CanvassState


class Shown(TypedDict):
    """What an event shows, within Discord's limits (discord-platform.md, section 7)."""

    name: str
    description: str
    location: str
    start_time: datetime
    end_time: datetime


async def bring_up(scene: Scene) -> Scene:
    """Make, change or end the event, where the session's last version asks for it. Raises LackingError."""
    facts = scene.facts
    if facts.event_version >= facts.version:
        return scene
    if facts.state is CanvassState.CANCELLED:
        return await _end(scene)
    # Discord takes no event that has begun.
    if not scene.team.events or facts.plan.starts_at <= scene.now or look_of(facts, scene.now).closed:
        return scene
    if missing := lacking_in_server(scene.guild):
        raise LackingError(missing)
    try:
        event = await _made(scene)
    except discord.HTTPException as error:
        if error.status < 500:
            # What Discord refuses now it refuses at every press: the next change is the next try.
            await _remember(scene, facts.event_id)
        raise
    return await _remember(scene, event.id)


async def _made(scene: Scene) -> discord.ScheduledEvent:
    if event := await _found(scene):
        return await event.edit(**shown(scene))
    return await scene.guild.create_scheduled_event(
        **shown(scene),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
    )


def shown(scene: Scene) -> Shown:
    """What the event says, in the team's words."""
    facts, words = scene.facts, scene.words
    place = bricks.bare(facts.plan.meet_place, 100)
    return {
        "name": bare_name(facts.name, words, 100),
        "description": "\n".join(told_elsewhere(facts, words))[:1000],
        "location": place or f"#{scene.channel}"[:100],
        "start_time": facts.plan.starts_at,
        "end_time": facts.plan.ends_at,
    }


async def _found(scene: Scene) -> discord.ScheduledEvent | None:
    """The session's event: by its id, or by the card that it leads to, if a process died before it could remember."""
    facts, guild = scene.facts, scene.guild
    if facts.event_id is None:
        events = await guild.fetch_scheduled_events(with_counts=False)
        mine = (event for event in events if event.creator_id == guild.me.id)
        return next((event for event in mine if jump(facts) in (event.description or "")), None)
    try:
        event = await guild.fetch_scheduled_event(facts.event_id, with_counts=False)
    except discord.NotFound:
        return None
    return event if event.status is discord.EventStatus.scheduled else None


async def _end(scene: Scene) -> Scene:
    if scene.facts.event_id is not None and (event := await _found(scene)) is not None:
        await event.cancel()
    return await _remember(scene, scene.facts.event_id)


async def _remember(scene: Scene, event_id: int | None) -> Scene:
    facts = scene.facts
    remember = partial(canvass.remember_event, canvass_id=facts.id, event_id=event_id, version=facts.version)
    await scene.kit.write(remember)
    return replace(scene, facts=replace(facts, event_id=event_id, event_version=facts.version))
