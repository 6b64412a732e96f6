"""The panel: what the database and Discord know of a team's set-up, painted at a step."""

from collections.abc import Sequence
from functools import partial

import discord

from bot.cards import setup as cards
from bot.cards.setup_shown import Setup, chosen_channel
from bot.commands import mentions
from bot.permissions import MESSAGES, SESSIONS, lacking, lacking_in_server
from bot.trips import Trip
from bot.words import DEFAULT
from bot.zones import Zone, zones_in
from db import setup as rules
from db.facts import ChannelUse, Step, TeamFacts

NEEDS = {ChannelUse.CANVASS: SESSIONS, ChannelUse.OUTREACH: MESSAGES, ChannelUse.ORGANIZERS: MESSAGES}


async def show(begun: Trip, step: Step, saved: str = "", zones: Sequence[Zone] | None = None) -> None:
    """Answer with the panel at a step; `saved` says what was just done, `zones` are those to choose from."""
    seen = await begun.read(partial(rules.overview, actor=begun.actor))
    team, guild = seen.team, begun.interaction.guild
    likely = zones_in(begun.words.language).likely(str(begun.interaction.guild_locale or DEFAULT), team.zone)
    shown = Setup(
        team=team,
        step=step,
        now=begun.now,
        admin=begun.actor.admin,
        zones=likely if zones is None else zones,
        channels=_channels(team, guild) if guild else {},
        role_gone=bool(guild and team.organizer_role_id and guild.get_role(team.organizer_role_id) is None),
        events_lack=lacking_in_server(guild) if guild else (),
        troubles=seen.troubles,
        sample=seen.sample,
        saved=saved,
        mentions=await mentions(begun.kit.store, begun.interaction.application_id),
    )
    await begun.show(cards.panel(shown, begun.words))


def _channels(team: TeamFacts, guild: discord.Guild) -> dict[ChannelUse, tuple[str, ...] | None]:
    """What the bot lacks in each chosen channel; None for one that is gone."""
    found: dict[ChannelUse, tuple[str, ...] | None] = {}
    for use in ChannelUse:
        if number := chosen_channel(team, use):
            channel = guild.get_channel(number)
            found[use] = lacking(channel, NEEDS[use]) if channel else None
    return found
