"""The answer to an interaction, and what follows it through the interaction's token."""

from __future__ import annotations

from tests.wire import limits, posts
from tests.wire.discord_http import Call, route
from tests.wire.interactions import CHOICES, FORM, MESSAGE, THINKING, UPDATE, Interaction
from tests.wire.reading import Form
from tests.wire.refusals import refusal
from tests.wire.things import EPHEMERAL, LOADING, Json, Message

HOOK = "/webhooks/{application_id}/{token}"
ONE = HOOK + "/messages/{message_id:[0-9]+|@original}"


@route("POST", "/interactions/{interaction_id}/{token}/callback")
def callback(call: Call) -> Json | None:
    """The one answer within three seconds; the deed is done only if Discord would take it."""
    interaction = call.interactions.find(call.id("interaction_id"), call.params["token"])
    kind, data = call.body["type"], call.body.get("data") or {}
    interaction.take(kind)
    shown = perform(call, interaction, kind, data)
    interaction.accept(kind)
    if shown is not None and kind != THINKING:
        interaction.show(shown)
    return interaction.json(shown) if call.query.get("with_response") in ("1", "true") else None


def perform(call: Call, interaction: Interaction, kind: int, data: Json) -> Message | None:
    """Do what the answer says; the message that it made or changed."""
    if kind == FORM:
        limits.modal(data)
        content = (data["title"], data["custom_id"], data["components"])
        interaction.form = Form(*content, interaction.channel, interaction.source)
    elif kind == CHOICES:
        limits.choices(data.get("choices") or [])
        interaction.choices = data.get("choices") or []
    elif kind == MESSAGE:
        interaction.original = write(call, interaction, data)
    elif kind == THINKING:
        interaction.original = placeholder(call, interaction, data)
    elif kind == UPDATE and interaction.source is not None:
        interaction.original = posts.edit(call, interaction.source, data)
    else:
        interaction.original = interaction.source
        return None
    return interaction.original


def write(call: Call, interaction: Interaction, data: Json) -> Message:
    private = interaction.user if data.get("flags", 0) & EPHEMERAL else None
    new = posts.write(call, interaction.channel, data, private_to=private)
    interaction.messages[new.id] = new
    return new


def placeholder(call: Call, interaction: Interaction, data: Json) -> Message:
    """The message that says that the bot is thinking; what it becomes stays as private or public as it is."""
    flags = data.get("flags", 0) & EPHEMERAL
    new = Message(call.world.ids.next(), interaction.channel, call.world.bot, flags=flags | LOADING)
    new.private_to = interaction.user if flags else None
    if new.private_to is None:
        interaction.channel.messages[new.id] = new
    interaction.messages[new.id] = new
    return new


def target(call: Call) -> tuple[Interaction, Message]:
    """The message that a token's request is about; 10008 if there is none or it is gone."""
    interaction = call.interactions.by_token(call.params["token"])
    name = call.params["message_id"]
    found = interaction.original if name == "@original" else interaction.messages.get(int(name))
    if found is None or found.deleted:
        raise refusal(10008)
    return interaction, found


@route("GET", ONE)
def read(call: Call) -> Json:
    return target(call)[1].json()


@route("PATCH", ONE)
def edit(call: Call) -> Json:
    interaction, message = target(call)
    posts.edit(call, message, call.body)
    interaction.show(message)
    return message.json()


@route("DELETE", ONE)
def delete(call: Call) -> None:
    interaction, message = target(call)
    posts.delete(call, message)
    interaction.changed.set()


@route("POST", HOOK)
def follow_up(call: Call) -> Json | None:
    """Another message; right after "thinking" it fills the placeholder instead, as Discord still does."""
    interaction = call.interactions.by_token(call.params["token"])
    waiting = interaction.original
    if waiting is not None and waiting.flags & LOADING:
        new = posts.edit(call, waiting, call.body)
    else:
        new = write(call, interaction, call.body)
    interaction.show(new)
    return new.json() if call.query.get("wait") in ("1", "true") else None
