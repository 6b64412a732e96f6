"""Messages in channels, threads and DMs: sent, read, edited, deleted, pinned."""

from __future__ import annotations

import time

from tests.wire import posts
from tests.wire.discord_http import Call, route
from tests.wire.permissions import demand, demand_to_send
from tests.wire.refusals import refusal
from tests.wire.things import Json, Message


def message_of(call: Call) -> Message:
    """The message in the path, if the bot sees its channel; 10008 if it is gone."""
    demand(call.world, call.channel)
    if (found := call.channel.messages.get(call.id("message_id"))) is None:
        raise refusal(10008)
    return found


def own_message(call: Call) -> Message:
    """The bot's message in the path; 50005 if somebody else wrote it, 50083 in an archived thread."""
    found = message_of(call)
    if found.author is not call.world.bot:
        raise refusal(50005)
    if found.channel.archived:
        raise refusal(50083)
    return found


@route("POST", "/channels/{channel_id}/messages")
def send(call: Call) -> Json:
    channel = call.channel
    demand_to_send(call.world, channel, files=bool(call.files))
    if channel.archived and channel.locked:
        raise refusal(50083)
    nonce = call.body.get("nonce")
    if nonce is not None and call.body.get("enforce_nonce") and (known := known_nonce(call, str(nonce))):
        return known.json()
    new = posts.write(call, channel, call.body)
    if (reference := call.body.get("message_reference")) is not None:
        new.reply_to = int(reference["message_id"])
    if nonce is not None:
        call.world.nonces[str(nonce)] = (time.monotonic(), new)
    return new.json()


def known_nonce(call: Call, nonce: str) -> Message | None:
    """The message that this nonce already made in the last minutes; 10008 if it was deleted since."""
    made, message = call.world.nonces.get(nonce, (0.0, None))
    if message is None or time.monotonic() - made > call.world.nonce_life:
        return None
    if message.deleted:
        raise refusal(10008)
    return message


@route("GET", "/channels/{channel_id}/messages")
def history(call: Call) -> list[Json]:
    """Up to `limit` messages, newest first: the last ones, or those before, after or around a given id."""
    demand(call.world, call.channel, "read_message_history")
    limit, ids = int(call.query.get("limit", 50)), sorted(call.channel.messages)
    if "before" in call.query:
        chosen = [each for each in ids if each < int(call.query["before"])][-limit:]
    elif "after" in call.query:
        chosen = [each for each in ids if each > int(call.query["after"])][:limit]
    elif "around" in call.query:
        middle = sum(each < int(call.query["around"]) for each in ids)
        chosen = ids[max(middle - limit // 2, 0) :][:limit]
    else:
        chosen = ids[-limit:]
    return [call.channel.messages[each].json() for each in reversed(chosen)]


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def read(call: Call) -> Json:
    demand(call.world, call.channel, "read_message_history")
    return message_of(call).json()


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit(call: Call) -> Json:
    return posts.edit(call, own_message(call), call.body).json()


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete(call: Call) -> None:
    found = message_of(call)
    if found.author is not call.world.bot:
        demand(call.world, call.channel, "manage_messages")
    posts.delete(call, found)


@route("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
def pin(call: Call) -> None:
    demand(call.world, call.channel, "pin_messages")
    message_of(call).pinned = True


@route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}")
def unpin(call: Call) -> None:
    demand(call.world, call.channel, "pin_messages")
    message_of(call).pinned = False


@route("GET", "/channels/{channel_id}/messages/pins")
def pins(call: Call) -> Json:
    demand(call.world, call.channel, "read_message_history")
    pinned = [each for each in call.channel.messages.values() if each.pinned]
    items = [{"pinned_at": "2026-01-01T00:00:00+00:00", "message": each.json()} for each in pinned]
    return {"items": items, "has_more": False}
