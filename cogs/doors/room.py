"""Where messages about a day at the doors go: its thread, or its channel where the thread is closed to the bot."""

from functools import partial

import discord

from bot.kit import Kit
from bot.permissions import lacking
from bot.words import Words, words_in
from db import doors, teams
from db.facts import DueNudge, TeamFacts
from db.facts.doors import BoardFacts

IN_THREAD = ("view_channel", "send_messages_in_threads")
IN_CHANNEL = ("view_channel", "send_messages")


async def matter(kit: Kit, nudge: DueNudge) -> tuple[BoardFacts, TeamFacts, Words] | None:
    """The day that a nudge is about, its team, and the words that everybody reads; None where one is gone."""
    board = await kit.read(partial(doors.board, canvass_id=nudge.canvass_id or 0))
    team = await kit.read(partial(teams.team_of, team_id=nudge.team_id))
    return (board, team, words_in(team.language)) if board and team and board.team_id == team.id else None


async def room_of(client: discord.Client, facts: BoardFacts) -> int | None:
    """The session's thread, else its channel; None without either."""
    guild = client.get_guild(facts.team_id)
    if guild is None:
        return facts.thread_id or facts.card_channel_id
    thread = await _thread(guild, facts.thread_id)
    if thread is not None and not lacking(thread, IN_THREAD):
        return thread.id
    channel = guild.get_channel(facts.card_channel_id or 0)
    return channel.id if channel is not None and not lacking(channel, IN_CHANNEL) else None


async def leaders_room(client: discord.Client, facts: BoardFacts, team: TeamFacts) -> int | None:
    """Where whoever leads a session reads: the captain in its thread, without a captain the organizers in theirs."""
    guild, number = client.get_guild(team.id), team.organizers_channel_id
    if facts.captain_id is None and number and guild is not None:
        channel = guild.get_channel(number)
        if channel is not None and not lacking(channel, IN_CHANNEL):
            return channel.id
    return await room_of(client, facts)


async def _thread(guild: discord.Guild, thread_id: int | None) -> discord.Thread | None:
    if thread_id is None:
        return None
    if known := guild.get_thread(thread_id):
        return known
    try:
        found = await guild.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        return None
    return found if isinstance(found, discord.Thread) else None
