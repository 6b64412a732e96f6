"""TocToc's side of the gateway: it loads the cogs, keeps the commands in step, and routes presses."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.commands import CommandWords, Tree, sync_if_changed
from bot.kit import Kit
from bot.router import is_quick, route
from db import teams

log = logging.getLogger(__name__)

# Each feature names its cog here.
COGS: tuple[str, ...] = (
    "cogs.setup",
    "cogs.help",
    "cogs.me",
    "cogs.turf",
    "cogs.canvass",
    "cogs.doors",
    "cogs.campaign",
    "cogs.scripts",
    "cogs.playbooks",
    "cogs.signons",
    "cogs.prospects",
    "cogs.meetings",
    "cogs.followups",
    "cogs.nudges",
    "cogs.house",
)


class TocToc(commands.AutoShardedBot):
    """The bot: least intents, no member or message cache, no mentions unless a message names whom."""

    def __init__(self, *, shard_count: int | None = None, shard_ids: Sequence[int] | None = None) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30,
            shard_count=shard_count,
            tree_cls=Tree,
        )
        self.shard_ids = list(shard_ids) if shard_ids is not None else None
        parsers = self._connection.parsers
        parsers["INTERACTION_CREATE"] = _lightly(parsers["INTERACTION_CREATE"])
        self.kit: Kit

    async def setup_hook(self) -> None:
        """Load every cog (one that does not load stops the start) and give Discord changed commands."""
        await self.tree.set_translator(CommandWords())
        for name in COGS:
            if name not in self.extensions:
                await self.load_extension(name)
        await sync_if_changed(self.tree, self.kit.store, self.application_id or 0)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons, selects and forms; commands find their own way through the tree."""
        if interaction.type in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            await route(self.kit, interaction)

    async def on_ready(self) -> None:
        """Say so in the log; after a lost connection it comes again."""
        log.info("connected to Discord, on %d servers", len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Messages are not read."""

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Start the grace after which a team's rows are purged."""
        now = self.kit.clock.now()
        await self.kit.write(lambda tx: teams.farewell(tx, team_id=guild.id, now=now))
        log.info("removed from a server; its data goes after the grace")


def _lightly(parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """The same, making no objects of the buttons of a card where a press needs none of them, as most presses do."""

    def parsed(data: Any) -> None:
        if (message := data.get("message")) and is_quick(data.get("data") or {}):
            data = {**data, "message": {**message, "components": []}}
        parse(data)

    return parsed
