"""Channels, threads, who is in a thread, and opening DMs."""

from __future__ import annotations

import time
from typing import Any

from tests.wire.discord_http import Call, route
from tests.wire.http_messages import message_of
from tests.wire.limits import Faults
from tests.wire.permissions import demand
from tests.wire.refusals import refusal
from tests.wire.things import PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Channel, Json

ARCHIVE_AFTER = (60, 1440, 4320, 10080)


def thread_of(call: Call) -> Channel:
    """The thread in the path; 50024 if that is another kind of channel, 50083 if it is archived."""
    if not call.channel.is_thread:
        raise refusal(50024)
    if call.channel.archived:
        raise refusal(50083)
    return call.channel


def tell(call: Call, event: str, channel: Channel) -> None:
    if channel.guild is not None:
        call.gateway.dispatch(event, channel.json(), channel.guild.id)


@route("GET", "/channels/{channel_id}")
def read(call: Call) -> Json:
    demand(call.world, call.channel)
    return call.channel.json()


@route("PATCH", "/channels/{channel_id}")
def change(call: Call) -> Json:
    """Rename, archive or lock; the bot's own threads need no permission but to lock them."""
    channel, body = call.channel, call.body
    own = channel.is_thread and channel.owner is call.world.bot and "locked" not in body
    needed = "manage_threads" if channel.is_thread else "manage_channels"
    demand(call.world, channel, *(() if own else (needed,)))
    if channel.archived and body.get("archived") is not False:
        raise refusal(50083)
    faults = Faults()
    faults.length("name", body.get("name", channel.name), 1, 100)
    faults.refuse()
    channel.name, channel.locked = body.get("name", channel.name), body.get("locked", channel.locked)
    channel.archive_after = body.get("auto_archive_duration", channel.archive_after)
    if body.get("archived", channel.archived) != channel.archived:
        channel.archived, channel.archived_at = body["archived"], time.time()
    tell(call, "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)
    return channel.json()


@route("DELETE", "/channels/{channel_id}")
def delete(call: Call) -> Json:
    channel = call.channel
    if channel.guild is None:
        return channel.json()
    demand(call.world, channel, "manage_threads" if channel.is_thread else "manage_channels")
    call.world.forget(channel)
    tell(call, "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)
    return channel.json()


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def thread_from_message(call: Call) -> Json:
    """A public thread under a message; its id is the message's."""
    message = message_of(call)
    demand(call.world, call.channel, "create_public_threads")
    if message.id in call.world.channels:
        raise refusal(160004)
    return open_thread(call, message.id, PUBLIC_THREAD)


@route("POST", "/channels/{channel_id}/threads")
def thread(call: Call) -> Json:
    """A thread without a message: private unless asked otherwise."""
    kind = call.body.get("type", PRIVATE_THREAD)
    demand(
        call.world,
        call.channel,
        "create_public_threads" if kind == PUBLIC_THREAD else "create_private_threads",
    )
    return open_thread(call, call.world.ids.next(), kind)


def open_thread(call: Call, thread_id: int, kind: int) -> Json:
    if call.channel.kind != TEXT:
        raise refusal(50024)
    faults, after = Faults(), call.body.get("auto_archive_duration") or 1440
    faults.length("name", call.body.get("name"), 1, 100)
    if after not in ARCHIVE_AFTER:
        faults.add("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {ARCHIVE_AFTER}.")
    faults.refuse()
    bot, parent = call.world.bot, call.channel
    new = Channel(thread_id, call.body["name"], kind, parent.guild, parent, bot, archive_after=after, members={bot.id})
    tell(call, "THREAD_CREATE", call.world.keep(new))
    return new.json()


@route("GET", "/channels/{channel_id}/thread-members")
def thread_members(call: Call) -> list[Json]:
    demand(call.world, call.channel)
    return [belonging(call.channel, each) for each in sorted(call.channel.members)]


@route("PUT", "/channels/{channel_id}/thread-members/{user_id:[0-9]+|@me}")
def add_to_thread(call: Call) -> None:
    channel = thread_of(call)
    demand(call.world, channel, "send_messages_in_threads")
    if channel.guild is None or whom(call) not in channel.guild.members:
        raise refusal(10007)
    channel.members.add(whom(call))


@route("DELETE", "/channels/{channel_id}/thread-members/{user_id:[0-9]+|@me}")
def remove_from_thread(call: Call) -> None:
    channel = thread_of(call)
    if whom(call) != call.world.bot.id:
        demand(call.world, channel, "manage_threads")
    channel.members.discard(whom(call))


def whom(call: Call) -> int:
    return call.world.bot.id if call.params["user_id"] == "@me" else call.id("user_id")


def belonging(channel: Channel, user_id: int) -> Json:
    joined: dict[str, Any] = {"join_timestamp": "2026-01-01T00:00:00+00:00", "flags": 0}
    return {"id": str(channel.id), "user_id": str(user_id), **joined}


@route("POST", "/users/@me/channels")
def open_dm(call: Call) -> Json:
    """The DM with somebody; opening it succeeds even if theirs are closed, sending there does not."""
    if (user := call.world.users.get(int(call.body["recipient_id"]))) is None:
        raise refusal(10013)
    if user.bot:
        raise refusal(50007)
    return call.world.dm(user).json()
