"""People whom somebody chose, by the name that the server calls them."""

from typing import Any

import discord

from bot.trips import Trip
from db.refusals import NotAMember


async def called(begun: Trip, person_id: int) -> str:
    """What a chosen person is called on the server. Raises NotAMember for bots, and for people who are not on it."""
    if person_id == begun.actor.person_id:
        return begun.actor.name
    data: Any = begun.interaction.data or {}
    resolved = data.get("resolved") or {}
    user, member = (resolved.get(kind, {}).get(str(person_id)) for kind in ("users", "members"))
    if user is None:
        return await _asked(begun, person_id)
    if member is None or user.get("bot"):
        raise NotAMember
    return str(member.get("nick") or user.get("global_name") or user["username"])


async def _asked(begun: Trip, person_id: int) -> str:
    """Ask Discord, where an interaction does not say: as when a reading of a kept form was picked."""
    guild = begun.interaction.guild
    if guild is None:
        raise NotAMember
    try:
        member = guild.get_member(person_id) or await guild.fetch_member(person_id)
    except discord.NotFound:
        raise NotAMember from None
    if member.bot:
        raise NotAMember
    return member.display_name
