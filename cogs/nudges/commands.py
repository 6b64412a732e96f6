"""What people type: `/nudges mine · team`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.trips import trip
from cogs.nudges import panels


@app_commands.guild_only()
class Nudges(commands.GroupCog, group_name=told("command.nudges.name"), group_description=told("command.nudges.about")):
    """What comes to people, and whether it arrives."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.nudges.mine.name"), description=told("command.nudges.mine.about"))
    async def mine(self, interaction: discord.Interaction) -> None:
        """Show what comes to them, and what came."""
        async with trip(self.kit, interaction) as begun:
            await panels.open_mine(begun)

    @app_commands.command(name=told("command.nudges.team.name"), description=told("command.nudges.team.about"))
    async def team(self, interaction: discord.Interaction) -> None:
        """Show organizers where the team's nudges stand."""
        async with trip(self.kit, interaction) as begun:
            await panels.team(begun)
