"""What people type: `/campaign plan · progress · leaderboard`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards.campaign import View
from bot.client import TocToc
from bot.commands import told
from bot.trips import trip
from cogs.campaign import ranks, views


@app_commands.guild_only()
class Campaign(
    commands.GroupCog, group_name=told("command.campaign.name"), group_description=told("command.campaign.about")
):
    """The whole campaign."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.campaign.plan.name"), description=told("command.campaign.plan.about"))
    async def plan(self, interaction: discord.Interaction) -> None:
        """Forecast how many sessions it still takes."""
        async with trip(self.kit, interaction) as begun:
            await views.plan(begun)

    @app_commands.command(
        name=told("command.campaign.progress.name"), description=told("command.campaign.progress.about")
    )
    async def progress(self, interaction: discord.Interaction) -> None:
        """Show how far the campaign is."""
        async with trip(self.kit, interaction) as begun:
            await views.progress(begun, View.GROWTH, 0)

    @app_commands.command(
        name=told("command.campaign.leaderboard.name"), description=told("command.campaign.leaderboard.about")
    )
    async def leaderboard(self, interaction: discord.Interaction) -> None:
        """Show the leaderboard."""
        async with trip(self.kit, interaction) as begun:
            await ranks.leaderboard(begun, ranks.Asked())
