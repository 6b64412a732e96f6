"""What people type: `/prospect add · edit · find · board · letter · log · park · sign-on · import`."""

from collections.abc import Awaitable, Callable
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot import ids
from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_prospects
from bot.presses import follow
from bot.trips import Trip, trip
from cogs.prospects import board, imports, resting, writing
from db import prospects
from db.facts.prospects import PROSPECT_NAME_MOST

Choices = list[app_commands.Choice[str]]
WHO_NAME, WHO_ABOUT = told("command.prospect.who.name"), told("command.prospect.who.about")


@app_commands.guild_only()
class Prospects(
    commands.GroupCog, group_name=told("command.prospect.name"), group_description=told("command.prospect.about")
):
    """Leaders and institutions to win."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    async def _with(
        self, interaction: discord.Interaction, who: str, then: Callable[[Trip, int], Awaitable[None]]
    ) -> None:
        """Do something with the prospect that was typed or chosen."""
        async with trip(self.kit, interaction) as begun:
            found = await begun.read(partial(prospects.resolve, actor=begun.actor, typed=who))
            await then(begun, found)

    # ---- about all of them -----------------------------------------------------------------------------

    @app_commands.command(name=told("command.prospect.board.name"), description=told("command.prospect.board.about"))
    async def board(self, interaction: discord.Interaction) -> None:
        """The state of all outreach."""
        async with trip(self.kit, interaction) as begun:
            await board.board(begun)

    @app_commands.command(name=told("command.prospect.add.name"), description=told("command.prospect.add.about"))
    @app_commands.rename(name=told("command.prospect.add.called.name"))
    @app_commands.describe(name=told("command.prospect.add.called.about"))
    async def add(
        self, interaction: discord.Interaction, name: app_commands.Range[str, 1, PROSPECT_NAME_MOST] | None = None
    ) -> None:
        """The form of a new one."""
        async with trip(self.kit, interaction) as begun:
            await writing.new(begun, name=name or "")

    @app_commands.command(name=told("command.prospect.import.name"), description=told("command.prospect.import.about"))
    @app_commands.rename(file=told("command.prospect.import.file.name"))
    @app_commands.describe(file=told("command.prospect.import.file.about"))
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment | None = None) -> None:
        """Look at a file, or hand out a sheet to begin with."""
        async with trip(self.kit, interaction) as begun:
            await (imports.look(begun, file) if file else imports.explain(begun))

    # ---- about one -------------------------------------------------------------------------------------

    @app_commands.command(name=told("command.prospect.find.name"), description=told("command.prospect.find.about"))
    @app_commands.rename(who=WHO_NAME)
    @app_commands.describe(who=WHO_ABOUT)
    async def find(self, interaction: discord.Interaction, who: str) -> None:
        """The card of one."""
        async with trip(self.kit, interaction) as begun:
            await board.find(begun, who)

    @app_commands.command(name=told("command.prospect.edit.name"), description=told("command.prospect.edit.about"))
    @app_commands.rename(who=WHO_NAME)
    @app_commands.describe(who=WHO_ABOUT)
    async def edit(self, interaction: discord.Interaction, who: str) -> None:
        """The form of one."""
        await self._with(interaction, who, writing.edit)

    @app_commands.command(name=told("command.prospect.log.name"), description=told("command.prospect.log.about"))
    @app_commands.rename(who=WHO_NAME)
    @app_commands.describe(who=WHO_ABOUT)
    async def log(self, interaction: discord.Interaction, who: str) -> None:
        """Write a contact down."""
        await self._with(interaction, who, writing.log)

    @app_commands.command(name=told("command.prospect.park.name"), description=told("command.prospect.park.about"))
    @app_commands.rename(who=WHO_NAME)
    @app_commands.describe(who=WHO_ABOUT)
    async def park(self, interaction: discord.Interaction, who: str) -> None:
        """Let one rest."""
        await self._with(interaction, who, resting.park)

    @app_commands.command(name=told("command.prospect.letter.name"), description=told("command.prospect.letter.about"))
    @app_commands.rename(who=WHO_NAME)
    @app_commands.describe(who=WHO_ABOUT)
    async def letter(self, interaction: discord.Interaction, who: str) -> None:
        """The letter that asks for a meeting."""
        await self._with(interaction, who, _letter)

    @app_commands.command(
        name=told("command.prospect.sign_on.name"), description=told("command.prospect.sign_on.about")
    )
    @app_commands.rename(who=WHO_NAME)
    @app_commands.describe(who=WHO_ABOUT)
    async def sign_on(self, interaction: discord.Interaction, who: str) -> None:
        """They sign on, and what they agree to beyond it."""
        await self._with(interaction, who, _sign_on)

    @find.autocomplete("who")
    @edit.autocomplete("who")
    @log.autocomplete("who")
    @park.autocomplete("who")
    @letter.autocomplete("who")
    @sign_on.autocomplete("who")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Prospects by name or place, those somebody works on first."""
        return await suggest_prospects(self.kit, interaction, typed)


async def _letter(begun: Trip, prospect: int) -> None:
    await follow(begun, ids.LETTER_OPEN, prospect=prospect)


async def _sign_on(begun: Trip, prospect: int) -> None:
    await follow(begun, ids.SIGNON_OPEN, prospect=prospect)
