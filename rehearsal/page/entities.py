"""Whom and what a person may name: in a select of people, roles or channels, and in a command's option."""

from typing import Any

import discord
import simcord

from rehearsal import sight, team
from rehearsal.people import Person
from rehearsal.render.scene import Json
from rehearsal.world import World

Kind, Type = discord.ComponentType, discord.AppCommandOptionType
PLAIN_CHANNELS = (0, 10, 11, 12)  # text channels and threads, where nothing else is asked for
# Which kinds name people, which roles, which channels
OPTIONS = (
    {Type.user.value, Type.mentionable.value},
    {Type.role.value, Type.mentionable.value},
    {Type.channel.value},
)
SELECTS = (
    {Kind.user_select.value, Kind.mentionable_select.value},
    {Kind.role_select.value, Kind.mentionable_select.value},
    {Kind.channel_select.value},
)
Named = dict[str, tuple[str, Any]]


def entities(world: World, person: Person, part: Json, *, in_dm: bool) -> Named:
    """Id → (name, handle); in direct messages Discord offers only the two who talk there."""
    kind, is_option = part["type"], "custom_id" not in part
    people, roles, channels = OPTIONS if is_option else SELECTS
    if in_dm:
        return _pair(world, person) if kind in people else {}
    found = _people(world) if kind in people else {}
    if kind in roles:
        found |= {str(role.id): (f"@{role.name.lstrip('@')}", role) for role in world.guild.roles.values()}
    if kind in channels:
        found |= _channels(world, person, part.get("channel_types") or PLAIN_CHANNELS)
    return found


def _pair(world: World, person: Person) -> Named:
    bot = simcord.UserHandle(world.env, world.env.backend.bot_user)
    return {str(person.id): (person.player.name, person.user), str(bot.id): (team.BOT, bot)}


def _people(world: World) -> Named:
    return {str(one.id): (one.player.name, one.member) for one in world.people.values()}


def _channels(world: World, person: Person, kinds: Any) -> Named:
    seen = [place.handle for place in sight.places(world, person) if place.kind != "dm"]
    fitting = [one for one in seen if world.env.backend.channels[one.id].type in kinds]
    return {str(one.id): (f"#{one.name}", one) for one in fitting}
