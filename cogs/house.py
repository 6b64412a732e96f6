"""Coming and going: the welcome on a server, and teams that the bot lost while it was away."""

import logging

import discord
from discord.ext import commands

from bot.cards import welcome
from bot.client import TocToc
from bot.commands import mentions
from bot.permissions import lacking
from bot.words import DEFAULT, language_of, words_in
from db import retention, teams

log = logging.getLogger(__name__)

TO_GREET = ("view_channel", "send_messages")


class House(commands.Cog):
    """What concerns a server as a whole."""

    def __init__(self, client: TocToc) -> None:
        self.client, self.kit = client, client.kit

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say once what this is, where to begin and what is kept."""
        language, now = language_of(guild.preferred_locale) or DEFAULT, self.kit.clock.now()
        arrival = await self.kit.write(
            lambda tx: teams.arrive(tx, team_id=guild.id, name=guild.name, language=language, now=now)
        )
        channel = greeting_place(guild)
        if channel is None:
            log.info("joined a server with no channel to write in")
            return
        named = await mentions(self.kit.store, self.client.application_id or 0)
        words = words_in(arrival.team.language)
        try:
            await channel.send(view=welcome.card(named, words, back=arrival.back, grace_days=retention.GRACE.days))
        except discord.HTTPException as error:
            log.info("a welcome could not be posted (Discord error %s)", error.code)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Start the grace of teams whose servers were left while nobody listened; end it for those that are back."""
        now, count = self.kit.clock.now(), self.client.shard_count or 1
        present, shards = {guild.id for guild in self.client.guilds}, set(self.client.shards)
        left = await self.kit.write(
            # A process hears only of the servers of its own shards (discord-platform.md, section 10).
            lambda tx: teams.reconcile(tx, present=present, ours=lambda id_: (id_ >> 22) % count in shards, now=now)
        )
        if left:
            log.info("%d servers were left while the bot was away; their data goes after the grace", left)


async def setup(client: TocToc) -> None:
    """Add the listeners."""
    await client.add_cog(House(client))


def greeting_place(guild: discord.Guild) -> discord.TextChannel | None:
    """The server's own place for greetings, else the first channel in which the bot may write."""
    places = [guild.system_channel, *sorted(guild.text_channels, key=lambda channel: channel.position)]
    return next((place for place in places if place is not None and not lacking(place, TO_GREET)), None)
