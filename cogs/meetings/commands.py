"""What people type: `/meeting plan · edit · cancel · prep · today · evaluate · close`."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot import ids
from bot.cards import meetings as cards
from bot.client import TocToc
from bot.commands import told
from bot.ids import Id, Value
from bot.inputs import suggest_meetings, suggest_prospects
from bot.presses import follow
from bot.trips import Trip, trip
from cogs.meetings import day, manage, plans
from db import meetings, prospects
from db.facts.meetings import MeetingLine
from db.refusals import NoSuchMeeting

Choices = list[app_commands.Choice[str]]


@app_commands.guild_only()
class Meeting(
    commands.GroupCog, group_name=told("command.meeting.name"), group_description=told("command.meeting.about")
):
    """Meetings with leaders."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.meeting.plan.name"), description=told("command.meeting.plan.about"))
    @app_commands.rename(who=told("command.meeting.plan.who.name"), lead=told("command.meeting.plan.lead.name"))
    @app_commands.describe(who=told("command.meeting.plan.who.about"), lead=told("command.meeting.plan.lead.about"))
    async def plan(self, interaction: discord.Interaction, who: str, lead: discord.User | None = None) -> None:
        """Open the form of a new meeting."""
        async with trip(self.kit, interaction) as begun:
            number = await begun.read(partial(prospects.resolve, actor=begun.actor, typed=who))
            await plans.plan(begun, number, lead.id if lead else 0)

    @app_commands.command(name=told("command.meeting.edit.name"), description=told("command.meeting.edit.about"))
    @app_commands.rename(which=told("command.meeting.which.name"))
    @app_commands.describe(which=told("command.meeting.which.about"))
    async def edit(self, interaction: discord.Interaction, which: str) -> None:
        """Open a meeting's form."""
        async with trip(self.kit, interaction) as begun:
            await plans.edit(begun, await _resolved(begun, which))

    @app_commands.command(name=told("command.meeting.cancel.name"), description=told("command.meeting.cancel.about"))
    @app_commands.rename(which=told("command.meeting.which.name"), reason=told("command.meeting.cancel.reason.name"))
    @app_commands.describe(
        which=told("command.meeting.which.about"), reason=told("command.meeting.cancel.reason.about")
    )
    async def cancel(self, interaction: discord.Interaction, which: str, reason: str | None = None) -> None:
        """Ask before calling a meeting off."""
        async with trip(self.kit, interaction) as begun:
            await manage.confirm_cancel(begun, await _resolved(begun, which), reason)

    @app_commands.command(name=told("command.meeting.prep.name"), description=told("command.meeting.prep.about"))
    @app_commands.rename(which=told("command.meeting.which.name"))
    @app_commands.describe(which=told("command.meeting.which.about"))
    async def prep(self, interaction: discord.Interaction, which: str | None = None) -> None:
        """Open the prep room."""
        async with trip(self.kit, interaction) as begun:
            await _go(begun, which, "prep", ids.MEETING_OPEN)

    @app_commands.command(name=told("command.meeting.today.name"), description=told("command.meeting.today.about"))
    async def today(self, interaction: discord.Interaction) -> None:
        """Show the pocket card."""
        async with trip(self.kit, interaction) as begun:
            await day.today(begun)

    @app_commands.command(
        name=told("command.meeting.evaluate.name"), description=told("command.meeting.evaluate.about")
    )
    @app_commands.rename(which=told("command.meeting.which.name"))
    @app_commands.describe(which=told("command.meeting.which.about"))
    async def evaluate(self, interaction: discord.Interaction, which: str | None = None) -> None:
        """Ask the six questions."""
        async with trip(self.kit, interaction) as begun:
            await _go(begun, which, "evaluate", ids.MEETING_REVIEW, nudge=0)

    @app_commands.command(name=told("command.meeting.close.name"), description=told("command.meeting.close.about"))
    @app_commands.rename(which=told("command.meeting.which.name"))
    @app_commands.describe(which=told("command.meeting.which.about"))
    async def close(self, interaction: discord.Interaction, which: str | None = None) -> None:
        """Open the form that closes a meeting."""
        async with trip(self.kit, interaction) as begun:
            await _go(begun, which, "close", ids.MEETING_CLOSE)

    # ---- suggestions while they type ---------------------------------------------------------------

    @plan.autocomplete("who")
    async def suggest_who(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Leaders of the team, the open ones first."""
        return await suggest_prospects(self.kit, interaction, typed)

    @edit.autocomplete("which")
    @cancel.autocomplete("which")
    @prep.autocomplete("which")
    @evaluate.autocomplete("which")
    @close.autocomplete("which")
    async def suggest_which(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Meetings that are not over, one's own first."""
        return await suggest_meetings(self.kit, interaction, typed)


async def _resolved(begun: Trip, typed: str) -> int:
    """The meeting that was chosen from the suggestions, or typed by its name. Raises NoSuchMeeting."""
    return await begun.read(partial(meetings.resolve, actor=begun.actor, typed=typed, now=begun.now))


async def _go(begun: Trip, typed: str | None, deed: str, to: Id, **more: Value) -> None:
    """To the meeting that was named; unnamed, to that of this thread, the only one there is, or one of several."""
    number = await _resolved(begun, typed) if typed else await _here(begun)
    if number is None:
        found = await begun.read(partial(meetings.find, actor=begun.actor, typed="", now=begun.now))
        lines = _for(deed, found, begun)
        if len(lines) > 1:
            await begun.show(cards.choose(deed, lines, begun.words, head=begun.words("meeting.which")))
            return
        if not lines:
            raise NoSuchMeeting(typed=typed or "…")
        number = lines[0].id
    await follow(begun, to, meeting=number, **more)


def _for(deed: str, found: tuple[MeetingLine, ...], begun: Trip) -> list[MeetingLine]:
    """To prepare, what is ahead; to look back on or close, what has begun."""
    return [line for line in found if (line.starts_at > begun.now) == (deed == "prep")]


async def _here(begun: Trip) -> int | None:
    here = begun.interaction.channel_id
    if here is None:
        return None
    return await begun.read(partial(meetings.in_thread, team_id=begun.team.id, thread_id=here))
