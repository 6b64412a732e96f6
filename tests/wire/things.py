"""The things of the pretend Discord, as plain dataclasses that can say themselves in Discord's JSON.

Ids are integers inside and strings in JSON, as Discord writes them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord

Json = dict[str, Any]

TEXT, DM, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 11, 12
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


def stamp(seconds: float) -> str:
    """Seconds since 1970 as Discord writes a time."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


@dataclass(eq=False, repr=False)
class User:
    """An account; `locale` is the language of their Discord."""

    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    dms_open: bool = True
    dm: Channel | None = None

    def json(self) -> Json:
        shown = {"username": self.name.lower().replace(" ", "_"), "global_name": self.name}
        return {
            "id": str(self.id),
            **shown,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False, repr=False)
class Role:
    """A role of a server; the one with the server's own id is @everyone."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    managed: bool = False

    def json(self) -> Json:
        look: Json = {
            "color": 0,
            "colors": {"primary_color": 0},
            "hoist": False,
            "mentionable": False,
            "flags": 0,
        }
        core = {"id": str(self.id), "name": self.name, "position": self.position, "managed": self.managed}
        return {**core, **look, "permissions": str(self.permissions)}


@dataclass(eq=False, repr=False)
class Member:
    """A person on a server."""

    user: User
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None

    def json(self) -> Json:
        when = {
            "joined_at": "2026-01-01T00:00:00+00:00",
            "premium_since": None,
            "communication_disabled_until": None,
        }
        flags = {"flags": 0, "pending": False, "deaf": False, "mute": False, "avatar": None}
        roles = [str(role.id) for role in self.roles]
        return {"user": self.user.json(), "nick": self.nick, "roles": roles, **when, **flags}


@dataclass(eq=False, repr=False)
class Overwrite:
    """What a channel grants or denies to one role or person."""

    target: int
    allow: int = 0
    deny: int = 0
    is_person: bool = False

    def json(self) -> Json:
        bits = {"allow": str(self.allow), "deny": str(self.deny)}
        return {"id": str(self.target), "type": int(self.is_person), **bits}


@dataclass(eq=False, repr=False)
class Attachment:
    """A file on a message or in a command; `url` leads back to the stand-in."""

    id: int
    name: str
    content: bytes
    kind: str
    url: str

    def json(self) -> Json:
        where = {"url": self.url, "proxy_url": self.url, "content_type": self.kind}
        return {"id": str(self.id), "filename": self.name, "size": len(self.content), **where}


@dataclass(eq=False, repr=False)
class Message:
    """A message; an ephemeral one (`private_to`) is seen by that person alone and is in no history."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    allowed_mentions: Json | None = None
    flags: int = 0
    nonce: str | None = None
    edited: float | None = None
    edits: int = 0
    pinned: bool = False
    private_to: User | None = None
    deleted: bool = False
    reply_to: int | None = None

    def json(self) -> Json:
        told = {
            "timestamp": discord.utils.snowflake_time(self.id).isoformat(),
            "edited_timestamp": stamp(self.edited) if self.edited else None,
        }
        mentions: Json = {"mention_everyone": False, "mentions": [], "mention_roles": []}
        body: Json = {
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "attachments": [each.json() for each in self.attachments],
            "flags": self.flags,
            "tts": False,
            "pinned": self.pinned,
            "type": 0,
        }
        if self.nonce is not None:
            body["nonce"] = self.nonce
        if self.id in (self.channel.guild.channels if self.channel.guild else ()):
            body["flags"] |= 1 << 5  # HAS_THREAD
        whose = {"id": str(self.id), "channel_id": str(self.channel.id), "author": self.author.json()}
        return {**whose, **body, **mentions, **told}


@dataclass(eq=False, repr=False)
class Channel:
    """A text channel, a thread (`parent`), or somebody's DM with the bot (`recipient`)."""

    id: int
    name: str
    kind: int = TEXT
    guild: Guild | None = None
    parent: Channel | None = None
    owner: User | None = None
    recipient: User | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    archived: bool = False
    locked: bool = False
    archive_after: int = 1440
    archived_at: float = field(default_factory=time.time)
    position: int = 0

    @property
    def is_thread(self) -> bool:
        return self.kind in (PUBLIC_THREAD, PRIVATE_THREAD)

    def json(self) -> Json:
        last = max(self.messages, default=None)
        core: Json = {
            "id": str(self.id),
            "type": self.kind,
            "last_message_id": str(last) if last else None,
            "flags": 0,
        }
        if self.recipient is not None:
            return {**core, "recipients": [self.recipient.json()]}
        core |= {
            "guild_id": str(self.guild.id) if self.guild else None,
            "name": self.name,
            "rate_limit_per_user": 0,
        }
        if self.is_thread:
            return {**core, **self._thread_json()}
        shape = {"position": self.position, "topic": None, "nsfw": False, "parent_id": None}
        return {**core, **shape, "permission_overwrites": [each.json() for each in self.overwrites]}

    def _thread_json(self) -> Json:
        meta = {
            "archived": self.archived,
            "locked": self.locked,
            "auto_archive_duration": self.archive_after,
            "archive_timestamp": stamp(self.archived_at),
            "create_timestamp": discord.utils.snowflake_time(self.id).isoformat(),
        }
        counts = {"message_count": len(self.messages), "member_count": len(self.members)}
        home = {
            "parent_id": str(self.parent.id if self.parent else 0),
            "owner_id": str(self.owner.id if self.owner else 0),
        }
        return {**home, **counts, "total_message_sent": len(self.messages), "thread_metadata": meta}


@dataclass(eq=False, repr=False)
class Guild:
    """A server: one team."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    events: dict[int, Json] = field(default_factory=dict)

    def json(self) -> Json:
        rest: Json = {"preferred_locale": self.locale, "features": [], "emojis": [], "stickers": []}
        modes = (
            "verification_level",
            "default_message_notifications",
            "explicit_content_filter",
            "mfa_level",
        )
        rest |= dict.fromkeys((*modes, "nsfw_level", "premium_tier", "afk_timeout", "system_channel_flags"), 0)
        core = {"id": str(self.id), "name": self.name, "owner_id": str(self.owner.id), "icon": None, **rest}
        return {**core, "roles": [role.json() for role in self.roles.values()]}

    def gateway_json(self, bot: User) -> Json:
        """The server as GUILD_CREATE tells it to a bot without the members intent."""
        rooms = [each.json() for each in self.channels.values() if not each.is_thread]
        threads = [each.json() for each in self.channels.values() if each.is_thread and not each.archived]
        people = {"member_count": len(self.members), "members": [self.members[bot.id].json()]}
        empty: Json = {"voice_states": [], "presences": [], "stage_instances": [], "soundboard_sounds": []}
        when = {
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": len(self.members) > 250,
            "unavailable": False,
        }
        events = {"guild_scheduled_events": list(self.events.values())}
        return {**self.json(), **when, **people, **empty, **events, "channels": rooms, "threads": threads}
