"""What people type: `/turf add · edit · list · finish · ask · import`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards.turf import Deed, suggestions
from bot.client import TocToc
from bot.commands import told
from bot.inputs import actor_in
from bot.trips import trip
from cogs.turf import imports, presses, voices
from db import turf as rules
from db.facts import TurfFacts


@app_commands.guild_only()
class Turf(commands.GroupCog, group_name=told("command.turf.name"), group_description=told("command.turf.about")):
    """Neighborhoods to knock."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.turf.add.name"), description=told("command.turf.add.about"))
    async def add(self, interaction: discord.Interaction) -> None:
        """Open the form of a new neighborhood."""
        async with trip(self.kit, interaction) as begun:
            await presses.new_turf(begun)

    @app_commands.command(name=told("command.turf.edit.name"), description=told("command.turf.edit.about"))
    @app_commands.rename(turf=told("command.turf.edit.turf.name"))
    @app_commands.describe(turf=told("command.turf.edit.turf.about"))
    async def edit(self, interaction: discord.Interaction, turf: str | None = None) -> None:
        """Open a neighborhood's form, or let the person choose one."""
        async with trip(self.kit, interaction) as begun:
            if turf is None:
                await presses.choose(begun, Deed.EDIT, 0)
            else:
                await presses.change(
                    begun, await begun.read(lambda tx: rules.resolve(tx, actor=begun.actor, typed=turf))
                )

    @app_commands.command(name=told("command.turf.list.name"), description=told("command.turf.list.about"))
    async def list_(self, interaction: discord.Interaction) -> None:
        """Show the list."""
        async with trip(self.kit, interaction) as begun:
            await presses.show_page(begun, 0)

    @app_commands.command(name=told("command.turf.finish.name"), description=told("command.turf.finish.about"))
    @app_commands.rename(turf=told("command.turf.finish.turf.name"))
    @app_commands.describe(turf=told("command.turf.finish.turf.about"))
    async def finish(self, interaction: discord.Interaction, turf: str | None = None) -> None:
        """Finish a neighborhood, or let the person choose one."""
        async with trip(self.kit, interaction) as begun:
            if turf is None:
                await presses.choose(begun, Deed.FINISH, 0)
            else:
                await presses.finish(
                    begun, await begun.read(lambda tx: rules.resolve(tx, actor=begun.actor, typed=turf))
                )

    @app_commands.command(name=told("command.turf.ask.name"), description=told("command.turf.ask.about"))
    async def ask(self, interaction: discord.Interaction) -> None:
        """Ask the group in this channel where to knock next."""
        async with trip(self.kit, interaction) as begun:
            await voices.ask(begun)

    @app_commands.command(name=told("command.turf.import.name"), description=told("command.turf.import.about"))
    @app_commands.rename(file=told("command.turf.import.file.name"))
    @app_commands.describe(file=told("command.turf.import.file.about"))
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment | None = None) -> None:
        """Look at a file, or hand out a sheet to begin with."""
        async with trip(self.kit, interaction) as begun:
            if file is None:
                await imports.explain(begun)
            else:
                await imports.look(begun, file)

    @edit.autocomplete("turf")
    async def suggest_any(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """All neighborhoods whose name contains what is typed."""
        return suggestions(await self._found(interaction, typed))

    @finish.autocomplete("turf")
    async def suggest_open(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The same, without those that are finished."""
        return suggestions(await self._found(interaction, typed, finished=False))

    async def _found(
        self, interaction: discord.Interaction, typed: str, finished: bool | None = None
    ) -> tuple[TurfFacts, ...]:
        actor = await actor_in(self.kit, interaction)
        if actor is None:
            return ()
        return await self.kit.read(lambda tx: rules.lines(tx, actor=actor, typed=typed, finished=finished))
