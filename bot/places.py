"""The channel for sign-up cards."""

import discord

from bot.trips import Trip
from db.refusals import ChannelGone, ChannelUnset


def channel_for(begun: Trip) -> discord.TextChannel:
    """The team's channel for sessions; before one is chosen, the channel where the person is.

    Raises ChannelGone, and ChannelUnset where that is no channel for cards with threads.
    """
    guild, chosen = begun.interaction.guild, begun.team.canvass_channel_id
    here = begun.interaction.channel
    number = chosen or (here.parent_id if isinstance(here, discord.Thread) else begun.interaction.channel_id)
    channel = guild.get_channel(number) if guild and number else None
    if isinstance(channel, discord.TextChannel):
        return channel
    what = begun.words("canvass.channel.what")
    raise ChannelGone(what=what) if chosen else ChannelUnset(what=what)
