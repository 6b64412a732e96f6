"""What people type: `/playbook view · edit`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.trips import trip
from cogs.playbooks import editing, reading
from db.facts.playbooks import Kind

KINDS = [app_commands.Choice(name=told(f"kind.{kind}"), value=kind.value) for kind in Kind]


@app_commands.guild_only()
class Playbooks(
    commands.GroupCog, group_name=told("command.playbook.name"), group_description=told("command.playbook.about")
):
    """How to win each kind of leader."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.playbook.view.name"), description=told("command.playbook.view.about"))
    @app_commands.rename(kind=told("command.playbook.kind.name"))
    @app_commands.describe(kind=told("command.playbook.kind.about"))
    @app_commands.choices(kind=KINDS)
    async def view(self, interaction: discord.Interaction, kind: str | None = None) -> None:
        """Show a playbook, or let the person choose one."""
        async with trip(self.kit, interaction) as begun:
            if kind is None:
                await reading.choose(begun, begun.words.language)
            else:
                await reading.open_part(begun, kind, "overview")

    @app_commands.command(name=told("command.playbook.edit.name"), description=told("command.playbook.edit.about"))
    @app_commands.rename(kind=told("command.playbook.kind.name"))
    @app_commands.describe(kind=told("command.playbook.kind.about"))
    @app_commands.choices(kind=KINDS)
    async def edit(self, interaction: discord.Interaction, kind: str) -> None:
        """Change a playbook, in the person's own language."""
        async with trip(self.kit, interaction) as begun:
            await editing.edit(begun, kind, begun.words.language, "overview")
