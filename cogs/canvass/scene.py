"""A session as it is to be shown: facts, team, the channel of its card, and what is known to be in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import discord

from bot.client import TocToc
from bot.kit import Kit
from bot.permissions import lacking
from bot.words import Words, words_in
from db import canvass, teams
from db.canvass.shown import TO_POST
from db.facts import CanvassFacts, PairFacts, TeamFacts, Trouble


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
    """Everything that painting a session needs; without a channel, there is no place for its card."""

    client: TocToc
    facts: CanvassFacts
    team: TeamFacts
    guild: discord.Guild
    channel: discord.TextChannel | None
    pairs: tuple[PairFacts, ...]
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

    @property
    def room(self) -> discord.abc.Messageable | None:
        """The session's thread, or its channel before there is one."""
        if self.facts.thread_id is None:
            return self.channel
        # A thread that nobody wrote in for long is not in memory, and can be written in all the same.
        known = self.guild.get_thread(self.facts.thread_id)
        return known or self.client.get_partial_messageable(self.facts.thread_id)


async def set_scene(client: TocToc, canvass_id: int) -> Scene | None:
    """The scene as the database has it now; None where the session is gone, or its server is not this process's."""
    kit = client.kit
    facts = await kit.read(partial(canvass.find, canvass_id=canvass_id))
    guild = client.get_guild(facts.team_id) if facts else None
    if facts is None or guild is None:
        return None
    team = await kit.read(partial(teams.team_of, team_id=guild.id))
    if team is None:
        return None
    troubles = await kit.read(partial(teams.troubles, team_id=guild.id))
    with_pairs = facts.pairs_message_id is not None
    pairs = await kit.read(partial(canvass.pairs, team_id=guild.id, canvass_id=canvass_id)) if with_pairs else ()
    channel = guild.get_channel(facts.channel_id or 0)
    if channel is None and (channel := guild.get_channel(team.canvass_channel_id or 0)):
        # The card's channel was deleted, and the team has another: the session moves there.
        shared = TO_POST if with_pairs else None
        facts = replace(facts, channel_id=channel.id, message_id=None, thread_id=None, pairs_message_id=shared)
    text = channel if isinstance(channel, discord.TextChannel) else None
    return Scene(client, facts, team, guild, text, pairs, troubles, kit.clock.now())
