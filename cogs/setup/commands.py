"""What people type: `/setup`, for those who manage the server and for organizers."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_zones
from bot.trips import trip
from cogs.setup import presses


class Setup(commands.Cog):
    """Setting a team up."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.setup.name"), description=told("command.setup.about"))
    @app_commands.rename(zone=told("command.setup.zone.name"))
    @app_commands.describe(zone=told("command.setup.zone.about"))
    @app_commands.guild_only()
    # Only who sees the command; the rules decide who may. Organizers find the set-up in /help as well.
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction, zone: str | None = None) -> None:
        """Open the set-up where the person left it; with a time zone, save that first."""
        async with trip(self.kit, interaction) as begun:
            if zone is None:
                await presses.resume(begun)
            else:
                await presses.set_zone(begun, zone)

    @setup.autocomplete("zone")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Time zones by city, country or plain name."""
        return await suggest_zones(self.kit, interaction, typed)
