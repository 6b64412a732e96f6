"""The pretend team comes in: its server, channels and roles in SimCord's Discord, and its people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import discord
import simcord

from rehearsal import team


@dataclass(frozen=True, slots=True)
class Person:
    """One of the team: as the table describes them, and as the pretend Discord knows them."""

    player: team.Player
    user: simcord.UserHandle
    member: simcord.MemberActor

    @property
    def id(self) -> int:
        """Their Discord id."""
        return self.user.id

    @property
    def key(self) -> str:
        """Their name in the table."""
        return self.player.key


def gather(env: simcord.Env) -> tuple[simcord.GuildHandle, dict[str, Person]]:
    """Found the team's server; return it and its people by key."""
    users = {player.key: env.create_user(player.key, global_name=player.name) for player in team.PLAYERS}
    guild = env.create_guild(team.TEAM, owner=users[team.PLAYERS[0].key])
    roles = {
        team.ORGANIZER: guild.create_role(team.ORGANIZER, permissions=_organizers_may(), color=0x8B5CF6, hoist=True),
        team.CAPTAIN: guild.create_role(team.CAPTAIN, color=0x0E9F6E, hoist=True),
    }
    people = {}
    for player in team.PLAYERS:
        member = guild.add_member(users[player.key], roles=[roles[name] for name in player.roles])
        people[player.key] = Person(player, users[player.key], member)
    for name, topic in team.CHANNELS.items():
        overwrites = _only_for(guild, roles[team.ORGANIZER]) if name in team.PRIVATE else {}
        guild.create_text_channel(name, topic=topic, overwrites=overwrites)
    return guild, people


def recruit(env: simcord.Env, guild: simcord.GuildHandle, players: Iterable[team.Player]) -> list[Person]:
    """Let more people join, without a role."""
    users = [(player, env.create_user(player.key, global_name=player.name)) for player in players]
    return [Person(player, user, guild.add_member(user)) for player, user in users]


def _organizers_may() -> discord.Permissions:
    return discord.Permissions(
        manage_guild=True, manage_events=True, manage_messages=True, manage_threads=True, mention_everyone=True
    )


def _only_for(guild: simcord.GuildHandle, role: simcord.RoleHandle) -> dict[Any, discord.PermissionOverwrite]:
    hidden, shown = (discord.PermissionOverwrite(view_channel=flag) for flag in (False, True))
    return {guild.default_role: hidden, role: shown, guild.roles[team.BOT]: shown}
