"""What people type: `/followup add · list · done`, and "Make a follow-up from this" on a message."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import followups as cards
from bot.cards.followup_list import MINE, TEAM
from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_promises
from bot.kit import Kit
from bot.trips import trip
from cogs.followups import presses, writing
from db import followups
from db.facts import FOLLOWUP_TEXT_MOST

Choices = list[app_commands.Choice[str]]


@app_commands.guild_only()
class Followups(
    commands.GroupCog, group_name=told("command.followup.name"), group_description=told("command.followup.about")
):
    """Promises with an owner and a date."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.followup.add.name"), description=told("command.followup.add.about"))
    @app_commands.rename(
        what=told("command.followup.add.what.name"),
        when=told("command.followup.add.when.name"),
        who=told("command.followup.add.who.name"),
    )
    @app_commands.describe(
        what=told("command.followup.add.what.about"),
        when=told("command.followup.add.when.about"),
        who=told("command.followup.add.who.about"),
    )
    async def add(
        self,
        interaction: discord.Interaction,
        what: app_commands.Range[str, 1, FOLLOWUP_TEXT_MOST] | None = None,
        when: app_commands.Range[str, 1, 100] | None = None,
        who: discord.User | None = None,
    ) -> None:
        """Write a promise down: a form, or everything in one line."""
        async with trip(self.kit, interaction) as begun:
            await writing.add(begun, what, when, who.id if who else 0)

    @app_commands.command(name=told("command.followup.list.name"), description=told("command.followup.list.about"))
    @app_commands.rename(whose=told("command.followup.list.whose.name"))
    @app_commands.describe(whose=told("command.followup.list.whose.about"))
    @app_commands.choices(
        whose=[
            app_commands.Choice(name=told("command.followup.list.whose.mine"), value=MINE),
            app_commands.Choice(name=told("command.followup.list.whose.team"), value=TEAM),
        ]
    )
    async def list_(self, interaction: discord.Interaction, whose: str = MINE) -> None:
        """Show what is promised."""
        async with trip(self.kit, interaction) as begun:
            await presses.list_page(begun, whose, 0)

    @app_commands.command(name=told("command.followup.done.name"), description=told("command.followup.done.about"))
    @app_commands.rename(which=told("command.followup.done.which.name"))
    @app_commands.describe(which=told("command.followup.done.which.about"))
    async def done(self, interaction: discord.Interaction, which: str) -> None:
        """Tick a promise off."""
        async with trip(self.kit, interaction) as begun:
            found = await begun.read(partial(followups.resolve, actor=begun.actor, typed=which))
            unit = partial(followups.done, actor=begun.actor, followup_id=found, now=begun.now)
            await begun.say(cards.done(await begun.write(unit), begun.words))

    @done.autocomplete("which")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> Choices:
        """One's open promises, by text and date."""
        return await suggest_promises(self.kit, interaction, typed)


def from_message(kit: Kit) -> app_commands.ContextMenu:
    """*Make a follow-up from this*; discord.py does not let a class hold such a command."""

    @app_commands.guild_only()
    async def make(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        async with trip(kit, interaction) as begun:
            await writing.add_from(begun, message)

    return app_commands.ContextMenu(name=told("command.followup_from.name"), callback=make)
