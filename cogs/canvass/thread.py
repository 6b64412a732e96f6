"""A session's thread, and the card of its pairs there."""

import contextlib
from dataclasses import replace
from functools import partial
from typing import Literal

import discord

from bot import ids
from bot.cards.canvass import bare_name, look_of
from bot.cards.canvass_pairs import shared
from bot.messages import own_among, post
from cogs.canvass.scene import Scene, require
from db import canvass
from db.canvass.shown import TO_POST
from db.facts import CanvassFacts

ARCHIVED_AFTER: Literal[10080] = 10080  # minutes without a message: a week, the longest that there is
THREAD_EXISTS = 160004
ARCHIVED = 50083


def name_of(scene: Scene) -> str:
    """What the thread is called: the session and its day."""
    facts = scene.facts
    day = scene.words.day(facts.plan.starts_at, scene.team.clock_zone)
    return f"{bare_name(facts.name, scene.words, 60)} · {day}"[:100]


async def bring_up(scene: Scene) -> Scene:
    """Begin the thread on the card, where there is none yet. Raises LackingError and what Discord answers."""
    facts, channel = scene.facts, scene.channel
    if facts.thread_id is not None or channel is None or facts.message_id is None or look_of(facts, scene.now).closed:
        return scene
    require(channel, ("create_public_threads", "send_messages_in_threads"))
    message = channel.get_partial_message(facts.message_id)
    try:
        await message.create_thread(name=name_of(scene), auto_archive_duration=ARCHIVED_AFTER)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            raise
    # A thread on a message has the message's id (discord-platform.md, section 8).
    remember = partial(canvass.remember_thread, canvass_id=facts.id, thread_id=facts.message_id)
    await scene.kit.write(remember)
    return replace(scene, facts=replace(facts, thread_id=facts.message_id))


async def rename(scene: Scene) -> None:
    """Call the thread what the session is called now; one that is not in memory sleeps, and keeps its name."""
    known = scene.guild.get_thread(scene.facts.thread_id or 0)
    if known is not None and known.name != name_of(scene):
        await known.edit(name=name_of(scene))


async def show_pairs(scene: Scene) -> Scene:
    """Post or edit the card of the pairs once the captain has had it shown; take it away when there are none left."""
    facts, room = scene.facts, scene.room
    if facts.pairs_message_id is None or room is None:
        return scene
    if not scene.pairs:
        return await _unshow_pairs(scene)
    view = shared(facts, scene.pairs, scene.words)
    if facts.pairs_message_id == TO_POST:
        people = [s.person_id for pair in scene.pairs for s in pair.people]
        message = await own_among(room, scene.guild.me, ids.CANVASS_PRACTICE(canvass=facts.id))
        message = message or await post(room, view, nonce=f"p{facts.id}.{facts.changes}", mentions=people)
        return await _remember(scene, message.id)
    try:
        await scene.kit.repaint.edit(_partial(scene, facts), view)
    except discord.NotFound:
        return await _remember(scene, None)
    except discord.HTTPException as error:
        if error.code != ARCHIVED:  # nobody reads a thread that has slept for a week
            raise
    return scene


async def _unshow_pairs(scene: Scene) -> Scene:
    """Take the card away when no pairs are left: it must not go on naming who asked to be forgotten."""
    if scene.facts.pairs_message_id != TO_POST:
        with contextlib.suppress(discord.NotFound):
            await _partial(scene, scene.facts).delete()
    return await _remember(scene, None)


def _partial(scene: Scene, facts: CanvassFacts) -> discord.PartialMessage:
    room: discord.PartialMessageable = scene.client.get_partial_messageable(facts.thread_id or facts.channel_id or 0)
    return room.get_partial_message(facts.pairs_message_id or 0)


async def _remember(scene: Scene, message_id: int | None) -> Scene:
    remember = partial(canvass.remember_pairs, canvass_id=scene.facts.id, message_id=message_id)
    await scene.kit.write(remember)
    return replace(scene, facts=replace(scene.facts, pairs_message_id=message_id))
