"""Who may do what where, reckoned as Discord's documentation says."""

from __future__ import annotations

import discord

from tests.wire.refusals import refusal
from tests.wire.things import Channel, Guild, User
from tests.wire.world import World

ALL = discord.Permissions.all().value


def bit(name: str) -> int:
    """The value of a permission by discord.py's name for it."""
    return discord.Permissions(**{name: True}).value


def in_guild(guild: Guild, user: User) -> int:
    """What somebody's roles give them on the whole server; 0 for a stranger."""
    if user.id not in guild.members:
        return 0
    if guild.owner is user:
        return ALL
    held = guild.roles[guild.id].permissions
    for role in guild.members[user.id].roles:
        held |= role.permissions
    return ALL if held & bit("administrator") else held


def in_channel(channel: Channel, user: User) -> int:
    """What somebody may do in a channel: roles, then the channel's overwrites; a thread asks its parent."""
    if channel.guild is None:
        return ALL if channel.recipient is not None else 0
    room = channel.parent or channel
    held = in_guild(channel.guild, user)
    if held == ALL or user.id not in channel.guild.members:
        return held
    mine = {role.id for role in channel.guild.members[user.id].roles}
    for targets in ({channel.guild.id}, mine, {user.id}):
        chosen = [each for each in room.overwrites if each.target in targets]
        for each in chosen:
            held &= ~each.deny
        for each in chosen:
            held |= each.allow
    return held if held & bit("view_channel") else 0


def demand(world: World, channel: Channel, *names: str) -> None:
    """Refuse (50001, 50013) unless the bot sees the channel and has each named permission there."""
    held = in_channel(channel, world.bot)
    if not held & bit("view_channel"):
        raise refusal(50001)
    if not all(held & bit(name) for name in names):
        raise refusal(50013)


def demand_to_send(world: World, channel: Channel, *, files: bool) -> None:
    """Refuse unless the bot may post in a channel; 50007 when it is the DM of somebody who closed theirs."""
    if channel.recipient is not None:
        if not channel.recipient.dms_open:
            raise refusal(50007)
        return
    demand(world, channel, "send_messages_in_threads" if channel.is_thread else "send_messages")
    if files:
        demand(world, channel, "attach_files")
