"""Sending messages once, and finding again those that were sent before a process died."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

LOOKED_THROUGH = 50  # the last messages of a channel
MENTIONS_MOST = 100  # people whom one message may mention (Allowed Mentions)


async def post(
    room: discord.abc.Messageable,
    view: ui.LayoutView,
    *,
    nonce: str,
    mentions: Sequence[int] = (),
    files: Sequence[discord.File] = (),
) -> discord.Message:
    """Send a card; sent again with the same nonce within minutes, Discord returns the first one.

    (discord-platform.md, section 5.)
    """
    people = [discord.Object(person) for person in mentions[:MENTIONS_MOST]]
    allowed = discord.AllowedMentions(everyone=False, roles=False, users=people, replied_user=False)
    return await room.send(view=view, nonce=nonce, allowed_mentions=allowed, files=list(files))


async def own_among(
    room: discord.abc.Messageable, bot: discord.abc.Snowflake, custom_id: str
) -> discord.Message | None:
    """The bot's own message with this button among the last ones, if it is there and may be looked for."""
    try:
        async for message in room.history(limit=LOOKED_THROUGH):
            if message.author.id == bot.id and custom_id in custom_ids(message.components):
                return message
    except discord.Forbidden:
        pass
    return None


def custom_ids(parts: Sequence[Any]) -> Iterator[str]:
    """The ids of all buttons and selects, however nested."""
    for part in parts:
        if found := getattr(part, "custom_id", None):
            yield found
        yield from custom_ids(getattr(part, "children", ()))
