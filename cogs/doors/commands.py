"""What people type: `/doors start · pad · out · wrap · add · fix`."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_today
from bot.trips import Trip, trip
from cogs.doors import captain, pad, presses, wrap
from db import doors

Choices = list[app_commands.Choice[str]]


@app_commands.guild_only()
class Doors(commands.GroupCog, group_name=told("command.doors.name"), group_description=told("command.doors.about")):
    """The day of a session."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.doors.start.name"), description=told("command.doors.start.about"))
    @app_commands.rename(session=told("command.doors.start.session.name"))
    @app_commands.describe(session=told("command.doors.start.session.about"))
    async def start(self, interaction: discord.Interaction, session: str | None = None) -> None:
        """Open the day of a session."""
        async with trip(self.kit, interaction) as begun:
            await presses.start(begun, await _meant(begun, session, starting=True))

    @app_commands.command(name=told("command.doors.pad.name"), description=told("command.doors.pad.about"))
    @app_commands.rename(session=told("command.doors.pad.session.name"))
    @app_commands.describe(session=told("command.doors.pad.session.about"))
    async def pad(self, interaction: discord.Interaction, session: str | None = None) -> None:
        """Show one's own pad."""
        async with trip(self.kit, interaction) as begun:
            await pad.open_pad(begun, await _meant(begun, session))

    @app_commands.command(name=told("command.doors.out.name"), description=told("command.doors.out.about"))
    @app_commands.rename(session=told("command.doors.out.session.name"))
    @app_commands.describe(session=told("command.doors.out.session.about"))
    async def out(self, interaction: discord.Interaction, session: str | None = None) -> None:
        """Show a captain who is still out."""
        async with trip(self.kit, interaction) as begun:
            await captain.view(begun, await _meant(begun, session), 0)

    @app_commands.command(name=told("command.doors.wrap.name"), description=told("command.doors.wrap.about"))
    @app_commands.rename(session=told("command.doors.wrap.session.name"))
    @app_commands.describe(session=told("command.doors.wrap.session.about"))
    async def wrap(self, interaction: discord.Interaction, session: str | None = None) -> None:
        """Close the day of a session, or look back on it."""
        async with trip(self.kit, interaction) as begun:
            await wrap.wrap(begun, await _meant(begun, session))

    @app_commands.command(name=told("command.doors.add.name"), description=told("command.doors.add.about"))
    @app_commands.rename(session=told("command.doors.add.session.name"), person=told("command.doors.add.person.name"))
    @app_commands.describe(
        session=told("command.doors.add.session.about"), person=told("command.doors.add.person.about")
    )
    async def add(
        self, interaction: discord.Interaction, session: str | None = None, person: discord.User | None = None
    ) -> None:
        """Open the form to add doors."""
        async with trip(self.kit, interaction) as begun:
            await captain.ask_add(begun, await _meant(begun, session), await _whose(begun, person))

    @app_commands.command(name=told("command.doors.fix.name"), description=told("command.doors.fix.about"))
    @app_commands.rename(session=told("command.doors.fix.session.name"), person=told("command.doors.fix.person.name"))
    @app_commands.describe(
        session=told("command.doors.fix.session.about"), person=told("command.doors.fix.person.about")
    )
    async def fix(
        self, interaction: discord.Interaction, session: str | None = None, person: discord.User | None = None
    ) -> None:
        """Open the form to put totals right."""
        async with trip(self.kit, interaction) as begun:
            await captain.ask_fix(begun, await _meant(begun, session), await _whose(begun, person))

    @start.autocomplete("session")
    @pad.autocomplete("session")
    @out.autocomplete("session")
    @wrap.autocomplete("session")
    @add.autocomplete("session")
    @fix.autocomplete("session")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Sessions of today and of the last two days."""
        return await suggest_today(self.kit, interaction, typed)


async def _meant(begun: Trip, typed: str | None, *, starting: bool = False) -> int:
    """The session that was chosen or typed, or the one of today. Raises NoSuchCanvass and NoSessionToday."""
    unit = partial(doors.current, actor=begun.actor, now=begun.now, typed=typed, starting=starting)
    return await begun.read(unit)


async def _whose(begun: Trip, person: discord.User | discord.Member | None) -> int:
    """Whose doors are meant, 0 being one's own."""
    return 0 if person is None or person.id == begun.actor.person_id else person.id
