"""What people type: `/signon add · list · export · flyer`."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_prospects
from bot.trips import trip
from cogs.signons import adding, listing
from db import prospects
from db.facts.playbooks import Kind

KINDS = [app_commands.Choice(name=told(f"kind.{kind}"), value=kind.value) for kind in Kind]


@app_commands.guild_only()
class SignOns(
    commands.GroupCog, group_name=told("command.signon.name"), group_description=told("command.signon.about")
):
    """Who stands with the campaign."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.signon.add.name"), description=told("command.signon.add.about"))
    @app_commands.rename(who=told("command.signon.add.who.name"))
    @app_commands.describe(who=told("command.signon.add.who.about"))
    async def add(self, interaction: discord.Interaction, who: str | None = None) -> None:
        """Write down that somebody signed on."""
        async with trip(self.kit, interaction) as begun:
            if who is None:
                await adding.choose(begun)
            else:
                unit = partial(prospects.resolve, actor=begun.actor, typed=who)
                await adding.write(begun, await begun.read(unit))

    @add.autocomplete("who")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Prospects by name and place."""
        return await suggest_prospects(self.kit, interaction, typed)

    @app_commands.command(name=told("command.signon.list.name"), description=told("command.signon.list.about"))
    @app_commands.rename(kind=told("command.playbook.kind.name"))
    @app_commands.describe(kind=told("command.signon.list.kind.about"))
    @app_commands.choices(kind=KINDS)
    async def list_(self, interaction: discord.Interaction, kind: str = "all") -> None:
        """Show who has signed on."""
        async with trip(self.kit, interaction) as begun:
            await listing.page_of(begun, kind, 0)

    @app_commands.command(name=told("command.signon.export.name"), description=told("command.signon.export.about"))
    async def export(self, interaction: discord.Interaction) -> None:
        """Give all of them as a sheet."""
        async with trip(self.kit, interaction) as begun:
            await listing.export(begun)

    @app_commands.command(name=told("command.signon.flyer.name"), description=told("command.signon.flyer.about"))
    async def flyer(self, interaction: discord.Interaction) -> None:
        """Show the public ones as a picture."""
        async with trip(self.kit, interaction) as begun:
            await listing.flyer(begun, begun.words.language)
