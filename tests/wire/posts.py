"""Messages as they come to be: written, edited, deleted, and told to whoever listens."""

from __future__ import annotations

import copy
import time

from tests.wire import limits
from tests.wire.discord_http import Call
from tests.wire.reading import media, walk
from tests.wire.things import COMPONENTS_V2, EPHEMERAL, LOADING, Attachment, Channel, Json, Message, User

SETTABLE = EPHEMERAL | COMPONENTS_V2 | 1 << 2 | 1 << 12


def write(call: Call, channel: Channel, body: Json, *, private_to: User | None = None) -> Message:
    """A new message of the bot's, in a channel or for one person's eyes; 50035 or 50006 if it breaks a limit."""
    body = body or {}
    files = name_files(body, call.files)
    limits.message(body, [each.name for each in files])
    new = Message(call.world.ids.next(), channel, call.world.bot, private_to=private_to)
    new.content, new.embeds, new.attachments = body.get("content") or "", body.get("embeds") or [], files
    new.flags, new.allowed_mentions = body.get("flags", 0) & SETTABLE, body.get("allowed_mentions")
    new.components = settled(body.get("components") or [], files)
    if body.get("nonce") is not None:
        new.nonce = str(body["nonce"])
    if private_to is None:
        channel.messages[new.id] = new
        channel.archived = False
        call.world.delivered.append(copy.copy(new))
    tell(call, "MESSAGE_CREATE", new)
    return new


def edit(call: Call, message: Message, body: Json) -> Message:
    """Change what the body names and leave the rest; refused if the message as it would then stand breaks a limit."""
    body = body or {}
    files = list(message.attachments)
    if "attachments" in body:
        kept = {str(each["id"]) for each in body["attachments"] or ()}
        files = [each for each in files if str(each.id) in kept]
    files += name_files(body, call.files)
    v2 = (message.flags | body.get("flags", 0)) & COMPONENTS_V2
    now: Json = {"content": message.content, "embeds": message.embeds, "components": message.components}
    now |= {key: body[key] for key in ("content", "embeds", "components") if key in body}
    limits.message({**now, "flags": v2}, [each.name for each in files])
    message.content, message.embeds = now["content"] or "", now["embeds"] or []
    message.components, message.attachments = settled(now["components"] or [], files), files
    message.flags = (message.flags | v2) & ~LOADING
    message.edited, message.edits = time.time(), message.edits + 1
    message.allowed_mentions = body.get("allowed_mentions")
    tell(call, "MESSAGE_UPDATE", message)
    return message


def delete(call: Call, message: Message) -> None:
    """Take a message away; whoever asks for it afterwards gets 10008."""
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    tell(call, "MESSAGE_DELETE", message)


def tell(call: Call, event: str, message: Message) -> None:
    """Send the event to those who have the intent; what one person sees is nobody else's event."""
    if message.private_to is None:
        guild_id = message.channel.guild.id if message.channel.guild else None
        call.gateway.dispatch(event, {**message.json(), "guild_id": guild_id and str(guild_id)}, guild_id)


def name_files(body: Json, uploaded: dict[int, Attachment]) -> list[Attachment]:
    """The uploaded files under the names that the body gives them."""
    named = {str(each["id"]): each.get("filename") for each in body.get("attachments") or ()}
    for number, file in uploaded.items():
        file.name = named.get(str(number)) or file.name
    return list(uploaded.values())


def settled(components: list[Json], files: list[Attachment]) -> list[Json]:
    """Components as Discord gives them back: each with an id, pictures and files at their address."""
    components, at = copy.deepcopy(components), {f"attachment://{each.name}": each.url for each in files}
    for number, part in enumerate(walk(components), start=1):
        part.setdefault("id", number)
        for each in media(part):
            each["url"] = at.get(each["url"], each["url"])
    return components
