"""What people type: `/script` and `/rights`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.trips import trip
from cogs.scripts import reading
from db.facts.scripts import ScriptKind


class Scripts(commands.Cog):
    """A team's texts."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.script.name"), description=told("command.script.about"))
    @app_commands.guild_only()
    async def script(self, interaction: discord.Interaction) -> None:
        """Show what to say at the door."""
        async with trip(self.kit, interaction) as begun:
            await reading.open_today(begun, ScriptKind.DOOR)

    @app_commands.command(name=told("command.rights.name"), description=told("command.rights.about"))
    @app_commands.guild_only()
    async def rights(self, interaction: discord.Interaction) -> None:
        """Show the card about rights."""
        async with trip(self.kit, interaction) as begun:
            await reading.open_today(begun, ScriptKind.RIGHTS)
