"""What people type: `/canvass plan · edit · cancel · list · roster · pairs · remind · again`."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_sessions, suggest_turfs
from bot.trips import Trip, trip
from cogs.canvass import manage, pairs, plans, presses
from db import canvass as rules

Choices = list[app_commands.Choice[str]]


@app_commands.guild_only()
class Canvass(
    commands.GroupCog, group_name=told("command.canvass.name"), group_description=told("command.canvass.about")
):
    """Door-knocking sessions."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.canvass.plan.name"), description=told("command.canvass.plan.about"))
    @app_commands.rename(turf=told("command.canvass.plan.turf.name"), captain=told("command.canvass.plan.captain.name"))
    @app_commands.describe(
        turf=told("command.canvass.plan.turf.about"), captain=told("command.canvass.plan.captain.about")
    )
    async def plan(
        self, interaction: discord.Interaction, turf: str | None = None, captain: discord.User | None = None
    ) -> None:
        """Open the form of a new session, or offer the plan that was left."""
        async with trip(self.kit, interaction) as begun:
            await plans.plan(begun, turf, captain.id if captain else 0)

    @app_commands.command(name=told("command.canvass.edit.name"), description=told("command.canvass.edit.about"))
    @app_commands.rename(
        session=told("command.canvass.edit.session.name"),
        turf=told("command.canvass.edit.turf.name"),
        captain=told("command.canvass.edit.captain.name"),
    )
    @app_commands.describe(
        session=told("command.canvass.edit.session.about"),
        turf=told("command.canvass.edit.turf.about"),
        captain=told("command.canvass.edit.captain.about"),
    )
    async def edit(
        self,
        interaction: discord.Interaction,
        session: str,
        turf: str | None = None,
        captain: discord.User | None = None,
    ) -> None:
        """Open a session's form."""
        async with trip(self.kit, interaction) as begun:
            await plans.edit(begun, await _resolved(begun, session), turf, captain.id if captain else 0)

    @app_commands.command(name=told("command.canvass.cancel.name"), description=told("command.canvass.cancel.about"))
    @app_commands.rename(
        session=told("command.canvass.cancel.session.name"), reason=told("command.canvass.cancel.reason.name")
    )
    @app_commands.describe(
        session=told("command.canvass.cancel.session.about"), reason=told("command.canvass.cancel.reason.about")
    )
    async def cancel(self, interaction: discord.Interaction, session: str, reason: str | None = None) -> None:
        """Ask before calling a session off."""
        async with trip(self.kit, interaction) as begun:
            await manage.confirm_cancel(begun, await _resolved(begun, session), reason)

    @app_commands.command(name=told("command.canvass.list.name"), description=told("command.canvass.list.about"))
    async def list_(self, interaction: discord.Interaction) -> None:
        """Show what is coming."""
        async with trip(self.kit, interaction) as begun:
            await presses.list_page(begun, 0)

    @app_commands.command(name=told("command.canvass.roster.name"), description=told("command.canvass.roster.about"))
    @app_commands.rename(session=told("command.canvass.roster.session.name"))
    @app_commands.describe(session=told("command.canvass.roster.session.about"))
    async def roster(self, interaction: discord.Interaction, session: str) -> None:
        """Show who comes."""
        async with trip(self.kit, interaction) as begun:
            await presses.roster(begun, await _resolved(begun, session), 0)

    @app_commands.command(name=told("command.canvass.pairs.name"), description=told("command.canvass.pairs.about"))
    @app_commands.rename(session=told("command.canvass.pairs.session.name"))
    @app_commands.describe(session=told("command.canvass.pairs.session.about"))
    async def pairs(self, interaction: discord.Interaction, session: str) -> None:
        """Show who knocks with whom."""
        async with trip(self.kit, interaction) as begun:
            await pairs.show_panel(begun, await _resolved(begun, session))

    @app_commands.command(name=told("command.canvass.remind.name"), description=told("command.canvass.remind.about"))
    @app_commands.rename(session=told("command.canvass.remind.session.name"))
    @app_commands.describe(session=told("command.canvass.remind.session.about"))
    async def remind(self, interaction: discord.Interaction, session: str) -> None:
        """Remind those who signed up."""
        async with trip(self.kit, interaction) as begun:
            await manage.remind(begun, await _resolved(begun, session))

    @app_commands.command(name=told("command.canvass.again.name"), description=told("command.canvass.again.about"))
    @app_commands.rename(session=told("command.canvass.again.session.name"))
    @app_commands.describe(session=told("command.canvass.again.session.about"))
    async def again(self, interaction: discord.Interaction, session: str) -> None:
        """Preview the same a week later."""
        async with trip(self.kit, interaction) as begun:
            await plans.again(begun, await _resolved(begun, session))

    # ---- suggestions while they type ---------------------------------------------------------------

    @plan.autocomplete("turf")
    @edit.autocomplete("turf")
    async def suggest_turf(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Neighborhoods that are not finished."""
        return await suggest_turfs(self.kit, interaction, typed)

    @edit.autocomplete("session")
    @cancel.autocomplete("session")
    @pairs.autocomplete("session")
    @remind.autocomplete("session")
    async def suggest_led(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Coming sessions that this person may manage."""
        return await suggest_sessions(self.kit, interaction, typed, only_led=True)

    @roster.autocomplete("session")
    async def suggest_coming(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Coming sessions."""
        return await suggest_sessions(self.kit, interaction, typed)

    @again.autocomplete("session")
    async def suggest_any(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The latest sessions, then those that are coming."""
        return await suggest_sessions(self.kit, interaction, typed, only_led=True, past=True)


async def _resolved(begun: Trip, typed: str) -> int:
    """The session that was chosen from the suggestions, or typed by its name. Raises NoSuchCanvass."""
    return await begun.read(partial(rules.resolve, actor=begun.actor, typed=typed, now=begun.now))
