"""A meeting as it is to be shown: facts, team, the channel of its card, and what is known to be in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import discord

from bot.client import TocToc
from bot.kit import Kit
from bot.permissions import lacking
from bot.words import Words, words_in
from db import meetings, teams
from db.facts import TeamFacts, Trouble
from db.facts.meetings import MeetingFacts


class LackingError(Exception):
    """The bot was not given what it needs."""

    def __init__(self, missing: tuple[str, ...], channel_id: int | None = None) -> None:
        super().__init__(", ".join(missing))
        self.missing, self.channel_id = missing, channel_id


def require(channel: discord.TextChannel, needs: Sequence[str]) -> None:
    """Raises LackingError where the bot lacks a permission: asking Discord in vain is counted against the bot."""
    if missing := lacking(channel, needs):
        raise LackingError(missing, channel.id)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that painting a meeting needs; without a channel, there is no place for its card.

    The facts are all that there is: what is painted for everybody counts what stands in the room and does not say it.
    """

    client: TocToc
    facts: MeetingFacts
    team: TeamFacts
    guild: discord.Guild
    channel: discord.TextChannel | None
    troubles: tuple[Trouble, ...]
    now: datetime

    @property
    def kit(self) -> Kit:
        """What the bot is made of."""
        return self.client.kit

    @property
    def words(self) -> Words:
        """The team's words."""
        return words_in(self.team.language)


async def set_scene(client: TocToc, meeting_id: int) -> Scene | None:
    """The scene as the database has it now; None where the meeting is gone, or its server is not this process's."""
    kit = client.kit
    facts = await kit.read(partial(meetings.look, meeting_id=meeting_id))
    guild = client.get_guild(facts.team_id) if facts else None
    if facts is None or guild is None:
        return None
    team = await kit.read(partial(teams.team_of, team_id=guild.id))
    if team is None:
        return None
    troubles = await kit.read(partial(teams.troubles, team_id=guild.id))
    channel = guild.get_channel(facts.channel_id or 0)
    if channel is None and (channel := guild.get_channel(team.outreach_channel_id or team.canvass_channel_id or 0)):
        # The card's channel was deleted, and the team has another: the meeting moves there.
        facts = replace(facts, channel_id=channel.id, message_id=None, thread_id=None)
    text = channel if isinstance(channel, discord.TextChannel) else None
    return Scene(client, facts, team, guild, text, troubles, kit.clock.now())
