"""What stands beside a meeting's card: its thread, and the server's own event, stepped along with every change."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal, TypedDict

import discord

from bot.cards import kit as bricks
from bot.cards.meetings import bare_name, jump, told_elsewhere
from bot.permissions import lacking_in_server
from cogs.meetings.scene import LackingError, Scene, require
from db import meetings
from db.facts.meetings import MeetingState

ARCHIVED_AFTER: Literal[10080] = 10080  # minutes without a message: a week, the longest that there is
THREAD_EXISTS = 160004


def title_of(scene: Scene, most: int = 100) -> str:
    """What the meeting is called where Discord reads no markdown."""
    return scene.words("meeting.title", name=bare_name(scene.facts.prospect_name, scene.words, 60))[:most]


# ---- the thread --------------------------------------------------------------------------------------


def name_of(scene: Scene) -> str:
    """What the thread is called: whom the meeting is with, and its day."""
    day = scene.words.day(scene.facts.plan.starts_at, scene.team.clock_zone)
    return f"{title_of(scene, 70)} · {day}"[:100]


async def bring_up_thread(scene: Scene) -> Scene:
    """Begin the thread on the card, where there is none yet. Raises LackingError and what Discord answers."""
    facts, channel = scene.facts, scene.channel
    if facts.thread_id is not None or channel is None or facts.message_id is None or facts.over:
        return scene
    require(channel, ("create_public_threads", "send_messages_in_threads"))
    message = channel.get_partial_message(facts.message_id)
    try:
        await message.create_thread(name=name_of(scene), auto_archive_duration=ARCHIVED_AFTER)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            raise
    # A thread on a message has the message's id (discord-platform.md, section 8).
    await scene.kit.write(partial(meetings.remember_thread, meeting_id=facts.id, thread_id=facts.message_id))
    return replace(scene, facts=replace(facts, thread_id=facts.message_id))


async def rename(scene: Scene) -> None:
    """Give the thread the day that the meeting has now; one that is not in memory sleeps, and keeps its name."""
    known = scene.guild.get_thread(scene.facts.thread_id or 0)
    if known is not None and known.name != name_of(scene):
        await known.edit(name=name_of(scene))


# ---- the event ---------------------------------------------------------------------------------------


class Shown(TypedDict):
    """What an event shows, within Discord's limits (discord-platform.md, section 7)."""

    name: str
    description: str
    location: str
    start_time: datetime
    end_time: datetime


async def bring_up_event(scene: Scene) -> Scene:
    """Make, change or end the event, where the meeting's last version asks for it. Raises LackingError."""
    facts = scene.facts
    if facts.event_version >= facts.version:
        return scene
    if facts.state is MeetingState.CANCELLED:
        return await _end(scene)
    # Discord takes no event that has begun.
    if not scene.team.events or facts.plan.starts_at <= scene.now or not facts.ahead:
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
    place = bricks.bare(facts.plan.place, 100)
    return {
        "name": title_of(scene),
        "description": "\n".join(told_elsewhere(facts, words))[:1000],
        "location": place or f"#{scene.channel}"[:100],
        "start_time": facts.plan.starts_at,
        "end_time": facts.plan.ends_at,
    }


async def _found(scene: Scene) -> discord.ScheduledEvent | None:
    """The meeting's event: by its id, or by the card that it leads to, if a process died before it could remember."""
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
    remember = partial(meetings.remember_event, meeting_id=facts.id, event_id=event_id, version=facts.version)
    await scene.kit.write(remember)
    return replace(scene, facts=replace(facts, event_id=event_id, event_version=facts.version))
