"""The test session: posted to show how signing up works, and taken away again with all its traces."""

import contextlib
import logging
from collections.abc import Iterator
from functools import partial

import discord

from bot import ids
from bot.permissions import SESSIONS, lacking
from bot.places import channel_for
from bot.presses import press
from bot.trips import Trip
from cogs.setup.panel import show
from db import setup as rules
from db.facts import CanvassFacts, Step
from db.refusals import MissingPermissions

log = logging.getLogger(__name__)


@press(ids.SETUP_SAMPLE)
async def sample(begun: Trip, on: int) -> None:
    """Post the test session, or remove it."""
    saved = await _post(begun) if on else await _remove(begun)
    await show(begun, Step.DONE, begun.words("setup.saved", what=saved))


async def _post(begun: Trip) -> str:
    """Plan it; its card is painted like any other. Raises what `channel_for` raises, and MissingPermissions."""
    rules.check_organizer(begun.actor)
    channel = channel_for(begun)
    if missing := lacking(channel, SESSIONS):
        raise MissingPermissions(channel_id=channel.id, missing=missing)
    facts = await begun.write(
        partial(
            rules.plan_sample,
            actor=begun.actor,
            title=begun.public("setup.sample.title"),
            note=begun.public("setup.sample.note"),
            channel_id=channel.id,
            now=begun.now,
        )
    )
    begun.kit.repaint.soon("canvass", facts.id)
    return begun.words("setup.sample.posted", place=f"<#{channel.id}>")


async def _remove(begun: Trip) -> str:
    facts = await begun.write(partial(rules.remove_sample, actor=begun.actor))
    if facts and begun.interaction.guild:
        await _take_away(begun, begun.interaction.guild, facts)
    return begun.words("setup.sample.removed")


async def _take_away(begun: Trip, guild: discord.Guild, facts: CanvassFacts) -> None:
    """Delete what Discord shows of it; what cannot be deleted is left, for nothing hangs on it any more."""
    if facts.event_id:
        with _left():
            await (await guild.fetch_scheduled_event(facts.event_id, with_counts=False)).delete()
    if facts.channel_id and facts.message_id:
        with _left():
            place = begun.interaction.client.get_partial_messageable(facts.channel_id)
            await place.get_partial_message(facts.message_id).delete()
        begun.kit.repaint.forget(facts.message_id)
    if facts.thread_id:
        await _close(guild, facts.thread_id)


async def _close(guild: discord.Guild, thread_id: int) -> None:
    """Delete the thread, or put it away: deleting needs a permission that the bot does not ask for."""
    with _left():
        thread = guild.get_thread(thread_id) or await guild.fetch_channel(thread_id)
        if isinstance(thread, discord.Thread):
            try:
                await thread.delete()
            except discord.Forbidden:
                await thread.edit(archived=True)


@contextlib.contextmanager
def _left() -> Iterator[None]:
    try:
        yield
    except discord.HTTPException as error:
        log.info("something of a test session could not be removed (Discord error %s)", error.code)
