"""`/help`: what people can do here, by situation, and what waits for them now."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot import ids
from bot.cards import help as cards
from bot.cards.help import Page
from bot.client import TocToc
from bot.commands import mentions, told
from bot.presses import press
from bot.trips import Trip, trip
from db import doors, needs
from db.facts import CanvassState
from db.refusals import Gone


class Help(commands.Cog):
    """Help by situation."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.help.name"), description=told("command.help.about"))
    @app_commands.guild_only()
    async def help(self, interaction: discord.Interaction) -> None:
        """Ask what brings the person here."""
        async with trip(self.kit, interaction) as begun:
            await turn(begun, Page.HOME)


async def setup(client: TocToc) -> None:
    """Add the command; the presses declare themselves as they are imported."""
    await client.add_cog(Help(client))


@press(ids.HELP_PAGE)
async def turn(begun: Trip, page: str) -> None:
    """Show the help for a situation, or what waits for this person."""
    if page not in set(Page):
        raise Gone
    named = await mentions(begun.kit.store, begun.interaction.application_id)
    if page == Page.NEEDS:
        found = await begun.read(partial(needs.needs, actor=begun.actor, now=begun.now))
        await begun.show(cards.needs(found, named, begun.words))
    else:
        live = await _live(begun) if page == Page.DOORS else None
        await begun.show(cards.panel(Page(page), named, begun.words, organizer=begun.actor.organizer, live=live))


async def _live(begun: Trip) -> int | None:
    """The session at whose doors this person is, or most likely wants to be, now."""
    today = await begun.read(partial(doors.today, actor=begun.actor, now=begun.now))
    return next((line.id for line in today if line.state is CanvassState.LIVE), None)
