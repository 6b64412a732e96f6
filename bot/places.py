"""The channels for sign-up cards and for meetings."""

import discord

from bot.trips import Trip
from db.refusals import ChannelGone, ChannelUnset


def channel_for(begun: Trip) -> discord.TextChannel:
    """The team's channel for sessions; before one is chosen, the channel where the person is.

    Raises ChannelGone, and ChannelUnset where that is no channel for cards with threads.
    """
    return _room(begun, begun.team.canvass_channel_id, begun.words("canvass.channel.what"))


def outreach_for(begun: Trip) -> discord.TextChannel:
    """The same for meetings with leaders."""
    return _room(begun, begun.team.outreach_channel_id, begun.words("meeting.channel.what"))


def _room(begun: Trip, chosen: int | None, what: str) -> discord.TextChannel:
    guild = begun.interaction.guild
    here = begun.interaction.channel
    number = chosen or (here.parent_id if isinstance(here, discord.Thread) else begun.interaction.channel_id)
    channel = guild.get_channel(number) if guild and number else None
    if isinstance(channel, discord.TextChannel):
        return channel
    raise ChannelGone(what=what) if chosen else ChannelUnset(what=what)
