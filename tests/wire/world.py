"""Everything that exists on the pretend Discord, and how it comes to be; nothing here knows of HTTP or sockets."""

from __future__ import annotations

from datetime import UTC, datetime

import discord

from tests.wire.things import DM, Attachment, Channel, Guild, Json, Member, Message, Role, User

# What the invite in the README asks for, and what @everyone has on a new server.
BOT_PERMISSIONS = 2269701237492736
EVERYONE = discord.Permissions(
    view_channel=True,
    send_messages=True,
    read_message_history=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    use_application_commands=True,
).value


class Snowflakes:
    """Hands out ids that grow and carry the present time, as Discord's do."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, step: int = 1) -> int:
        """A new id, larger than every one before it by `step` or more."""
        now = discord.utils.time_snowflake(datetime.now(UTC))
        self._last = max(self._last + step, now)
        return self._last


class World:
    """Everything that exists: servers, channels, people, and the application whose bot is under test.

    `delivered` is every message that the bot posted in a channel, thread or DM, as it was when it went out, oldest
    first. A nonce is remembered for `nonce_life` seconds: on Discord "a few minutes".
    """

    def __init__(self, nonce_life: float = 180.0) -> None:
        self.nonce_life = nonce_life
        self.ids = Snowflakes()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int | None, list[Json]] = {None: []}
        self.attachments: dict[int, Attachment] = {}
        self.nonces: dict[str, tuple[float, Message]] = {}
        self.delivered: list[Message] = []
        self.files_at = ""
        self.bot = self.user("TocToc", bot=True)

    @property
    def application(self) -> Json:
        owner = {"id": "1", "username": "host", "discriminator": "0", "avatar": None}
        look = {
            "name": self.bot.name,
            "icon": None,
            "description": "",
            "verify_key": "",
            "owner": owner,
            "flags": 0,
        }
        return {"id": str(self.bot.id), **look, "bot_public": True, "bot_require_code_grant": False}

    def user(self, name: str, *, locale: str = "en-US", bot: bool = False) -> User:
        new = User(self.ids.next(), name, locale, bot)
        self.users[new.id] = new
        return new

    def guild(self, name: str, owner: User, *, locale: str = "en-US") -> Guild:
        """A server with @everyone, its owner, and the bot with the permissions of the invite."""
        # A millisecond apart, so that servers made together are dealt out over the shards.
        new = Guild(self.ids.next(1 << 22), name, owner, locale)
        new.roles[new.id] = Role(new.id, "@everyone", EVERYONE, 0)
        mine = Role(self.ids.next(), self.bot.name, BOT_PERMISSIONS, managed=True)
        new.roles[mine.id] = mine
        new.members = {owner.id: Member(owner), self.bot.id: Member(self.bot, [mine])}
        self.guilds[new.id] = new
        return new

    def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        new = Role(self.ids.next(), name, permissions)
        guild.roles[new.id] = new
        return new

    def channel(self, guild: Guild, name: str) -> Channel:
        new = Channel(self.ids.next(), name, guild=guild, position=len(guild.channels))
        return self.keep(new)

    def keep(self, channel: Channel) -> Channel:
        """Enter a channel, thread or DM into the books."""
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels[channel.id] = channel
        return channel

    def forget(self, channel: Channel) -> None:
        """Take a channel, and the threads in it, off the books."""
        inside = [each for each in self.channels.values() if each is channel or each.parent is channel]
        for each in inside:
            del self.channels[each.id]
            if each.guild is not None:
                del each.guild.channels[each.id]

    def attach(self, name: str, content: bytes, kind: str) -> Attachment:
        """Keep a file; it can be fetched from `url` for as long as the stand-in runs."""
        number = self.ids.next()
        new = Attachment(number, name, content, kind, f"{self.files_at}/{number}/{name}")
        self.attachments[number] = new
        return new

    def dm(self, user: User) -> Channel:
        """The DM between a person and the bot, opened if there is none."""
        if user.dm is None:
            user.dm = self.keep(Channel(self.ids.next(), user.name, DM, recipient=user))
        return user.dm
