"""What a person sees in their Discord client: places, messages, commands, events, names. Nothing is changed here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any, Literal

import discord
import simcord
from simcord.backend import serializers
from simcord.backend.access import channel_accessible

from rehearsal import team
from rehearsal.people import Person
from rehearsal.world import World

Json = Mapping[str, Any]
GROUPS = (discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, a thread below it, or direct messages with the bot; `unread` and `pings` count since they looked."""

    handle: simcord.ChannelHandle
    kind: Literal["channel", "thread", "dm"]
    name: str
    topic: str = ""
    unread: int = 0
    pings: int = 0

    @property
    def id(self) -> int:
        """The channel's Discord id."""
        return self.handle.id

    @property
    def key(self) -> str:
        """How the page's address names the place: channels by name, so that it outlives a reset."""
        return {"channel": self.name, "dm": "dm"}.get(self.kind, str(self.id))


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command a person may use here, with its name and description in their language."""

    name: str
    shown: str
    description: str
    options: tuple[Json, ...]


def places(world: World, person: Person) -> list[Place]:
    """Where this person may read: the team's channels with their threads, then direct messages."""
    found: list[Place] = []
    for channel in world.guild.channels.values():
        if not channel_accessible(world.env.backend, channel.id, person.id, history=True):
            continue
        found.append(_place(world, person, channel, "channel"))
        found += [_place(world, person, thread, "thread") for thread in channel.threads if _open(world, person, thread)]
    return [*found, _place(world, person, person.user.dm_channel, "dm")]


def _open(world: World, person: Person, thread: simcord.ChannelHandle) -> bool:
    stored = world.env.backend.channels[thread.id].thread_metadata
    archived = stored is not None and stored.archived
    return not archived and channel_accessible(world.env.backend, thread.id, person.id, history=True)


def _place(
    world: World, person: Person, handle: simcord.ChannelHandle, kind: Literal["channel", "thread", "dm"]
) -> Place:
    last = world.read.get((person.id, handle.id), 0)
    since = takewhile(lambda message: message.id > last, _newest_first(world, person, handle.id))
    new = [message for message in since if message.author_id != person.id]
    pings = len(new) if kind == "dm" else sum(_pings(world, person, message) for message in new)
    topic = world.env.backend.channels[handle.id].topic or ""
    return Place(handle, kind, handle.name or team.BOT, topic, len(new), pings)


def _pings(world: World, person: Person, message: Any) -> bool:
    roles = world.env.backend.guilds[world.guild.id].members[person.id].role_ids
    pinged = person.id in message.ping_user_ids or bool(set(roles) & set(message.ping_role_ids))
    return pinged or bool(message.mention_everyone)


def _newest_first(world: World, person: Person, channel: int) -> Iterator[Any]:
    backend = world.env.backend
    if channel_accessible(backend, channel, person.id, history=True):
        kept = reversed(backend.messages.get(channel, {}).values())
        yield from (message for message in kept if message.visible_to(person.id))


def messages(world: World, person: Person, channel: int, most: int | None = None) -> list[Json]:
    """The last that this person sees there, oldest first, as Discord's JSON; private answers only of their own."""
    last = islice(_newest_first(world, person, channel), most)
    seen: list[Json] = [dict(serializers.message_payload(world.env.backend, message)) for message in last]
    return seen[::-1]


def pinged(world: World, person: Person, channel: int, most: int) -> set[str]:
    """Which of the last messages there call this person."""
    last = islice(_newest_first(world, person, channel), most)
    return {str(message.id) for message in last if _pings(world, person, message)}


def look(world: World, person: Person, channel: int) -> bool:
    """Remember that this person has read everything there; say whether something was new."""
    newest = next((message.id for message in _newest_first(world, person, channel)), 0)
    before = world.read.get((person.id, channel), 0)
    world.read[person.id, channel] = max(newest, before)
    return newest > before


def may_delete(world: World, person: Person, message: Json) -> bool:
    """Whether Discord lets this person delete the message."""
    if int(message["author"]["id"]) == person.id:
        return True
    channel = world.env.backend.channels[int(message["channel_id"])]
    if channel.guild_id is None or message["flags"] & discord.MessageFlags.ephemeral.flag:
        return False
    permissions = world.env.backend.compute_permissions(channel.guild_id, person.id, channel.id)
    return discord.Permissions(permissions).manage_messages


def localized(spec: Json, field: str, locale: str) -> str:
    """A name or description in this language, or else as the bot wrote it."""
    return str((spec.get(f"{field}_localizations") or {}).get(locale) or spec.get(field) or "")


def commands(world: World, person: Person, channel: int, locale: str) -> list[Command]:
    """The slash commands that this person may use there, subcommands spelled out, by their shown name."""
    visible = world.env.backend.visible_commands(user_id=person.id, channel_id=channel)
    found = [leaf for root in visible for leaf in _leaves(root, (), (), locale)]
    return sorted(found, key=lambda command: command.shown)


def _leaves(node: Json, path: tuple[str, ...], shown: tuple[str, ...], locale: str) -> Iterator[Command]:
    path, shown = (*path, node["name"]), (*shown, localized(node, "name", locale))
    options = node.get("options") or []
    below = [option for option in options if option["type"] in GROUPS]
    for option in below:
        yield from _leaves(option, path, shown, locale)
    if not below:
        yield Command(" ".join(path), " ".join(shown), localized(node, "description", locale), tuple(options))


def menus(world: World, person: Person, channel: int, kind: discord.AppCommandType, locale: str) -> dict[str, str]:
    """The commands in the menu of a message or a person: real name → shown name."""
    visible = world.env.backend.visible_commands(user_id=person.id, channel_id=channel, type=kind.value)
    return {command["name"]: localized(command, "name", locale) for command in visible}


def events(world: World) -> list[Any]:
    """The team's scheduled events that are still to come or going on, soonest first."""
    planned = world.env.backend.guilds[world.guild.id].scheduled_events.values()
    current = (discord.EventStatus.scheduled.value, discord.EventStatus.active.value)
    return sorted((e for e in planned if e.status in current), key=lambda event: event.scheduled_start_time)


def names(world: World) -> dict[str, str]:
    """How the mentions of people, roles and channels are shown: "<@1>", "<@&2>", "<#3>" → name."""
    backend = world.env.backend
    shown = {f"<@{user.id}>": user.global_name or user.name for user in backend.users.values()}
    shown |= {f"<@&{role.id}>": role.name.lstrip("@") for role in backend.guilds[world.guild.id].roles.values()}
    return shown | {f"<#{channel.id}>": channel.name or "?" for channel in backend.channels.values()}


def file(world: World, path: str) -> bytes | None:
    """The bytes of an attachment, by the path of its address."""
    return world.env.backend.cdn.get(f"https://cdn.simcord.invalid/{path}")
