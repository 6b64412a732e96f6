"""What the bot needs in a channel, and what of it is missing; named as Discord names it (`permission.<name>`)."""

from collections.abc import Sequence

import discord

MESSAGES = ("view_channel", "send_messages", "attach_files", "read_message_history")
"""To post cards and files and to edit them later."""

SESSIONS = (*MESSAGES, "create_public_threads", "send_messages_in_threads")
"""To post sign-up cards, each with a thread."""

EVENTS = ("create_events",)
"""To keep Discord's own events in step with sessions; a permission of the server."""


def lacking(channel: discord.abc.GuildChannel | discord.Thread, needs: Sequence[str] = MESSAGES) -> tuple[str, ...]:
    """The permissions among `needs` that the bot does not have in a channel, in their order."""
    have = channel.permissions_for(channel.guild.me)
    return tuple(name for name in needs if not getattr(have, name))


def lacking_in_server(guild: discord.Guild, needs: Sequence[str] = EVENTS) -> tuple[str, ...]:
    """The same for what is granted on the whole server."""
    have = guild.me.guild_permissions
    return tuple(name for name in needs if not getattr(have, name))
