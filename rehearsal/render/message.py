"""A whole message: who, when, what."""

from datetime import datetime

import discord
from nicegui import ui

from rehearsal.render.components import components, emoji_text
from rehearsal.render.embeds import embed
from rehearsal.render.files import attachments
from rehearsal.render.scene import Json, Scene
from rehearsal.render.tag import Tag, html
from rehearsal.render.text import to_html

Type = discord.MessageType
PRIVATE = discord.MessageFlags.ephemeral.flag
THINKING = discord.MessageFlags.loading.flag


def message(data: Json, scene: Scene, *, follows: bool = False) -> Tag:
    """Draw a message; one that `follows` another of the same author goes without its own headline."""
    private = bool(data["flags"] & PRIVATE)
    classes = "msg" + (" follows" if follows else "") + (" private" if private else "")
    if data["id"] in scene.pinged:
        classes += " pinged"
    author = scene.name(data["author"])
    with Tag(
        "article", classes=classes, aria_label=scene.words("message.by", name=author), data_id=data["id"]
    ) as drawn:
        if data["type"] == Type.thread_created.value:
            _thread_opened(data, scene)
            return drawn
        if data["type"] == Type.pins_add.value:
            _pinned(data, scene)
            return drawn
        if not follows:
            _cause(data, scene)
            avatar(data["author"], author)
        with Tag("div", classes="msg-body"):
            if not follows:
                _headline(data, author, scene)
            _content(data, scene)
            if private:
                Tag("div", scene.words("message.private"), "private-note")
        _menu(data, scene)
    return drawn


def avatar(user: Json, name: str, size: str = "") -> None:
    """A disc in the person's color with their initial; the bot's is a door."""
    classes = f"avatar {size} " + ("avatar-bot" if user.get("bot") else f"hue-{int(user['id']) % 7}")
    Tag("span", "" if user.get("bot") else name[:1].upper(), classes, aria_hidden="true")


def _cause(data: Json, scene: Scene) -> None:
    """The line above an answer: which command, or which message, it answers."""
    metadata, earlier = data.get("interaction_metadata"), data.get("referenced_message")
    if metadata and metadata.get("name"):
        with Tag("div", classes="cause"):
            Tag("bdi", scene.name(metadata["user"]), "cause-who")
            Tag("span", scene.words("message.used"))
            Tag("span", "/" + metadata["name"] if metadata.get("command_type") == 1 else metadata["name"], "mention")
    elif earlier and data["type"] == Type.reply.value:
        with Tag("div", classes="cause"):
            Tag("bdi", scene.name(earlier["author"]), "cause-who")
            Tag("span", earlier["content"][:80] or "…", "cause-text")


def _headline(data: Json, author: str, scene: Scene) -> None:
    sent = datetime.fromisoformat(data["timestamp"])
    with Tag("div", classes="msg-head"):
        Tag("bdi", author, "author")
        if data["author"].get("bot"):
            Tag("span", scene.words("message.app"), "badge")
        html(f'<discord-time unix="{int(sent.timestamp())}" look="chat"></discord-time>', "when")


def _content(data: Json, scene: Scene) -> None:
    if data["flags"] & THINKING and not (data["content"] or data["components"] or data["embeds"]):
        Tag("div", scene.words("message.thinking"), "thinking", role="status")
    if data["content"]:
        content = html(to_html(data["content"], scene.names), "prose")
        if data["edited_timestamp"]:
            content.classes("edited")
            content.props["data-edited"] = scene.words("message.edited")
    for part in data["embeds"]:
        embed(part, scene)
    components(data["components"], data, scene)
    attachments(data, scene)
    _reactions(data)
    if name := scene.threads.get(data["id"]):
        _thread_link(data["id"], name, scene)


def _reactions(data: Json) -> None:
    if data["reactions"]:
        with Tag("div", classes="reactions"):
            for reaction in data["reactions"]:
                Tag("span", f"{emoji_text(reaction['emoji'])} {reaction['count']}", "reaction")


def _thread_link(thread: str, name: str, scene: Scene) -> None:
    with Tag("button", classes="thread-link", type="button", data_channel=thread):
        Tag("span", "🧵", aria_hidden="true")
        Tag("bdi", name)
        Tag("span", scene.words("message.open_thread"), "thread-open")


def _thread_opened(data: Json, scene: Scene) -> None:
    with Tag("div", classes="system"):
        Tag("bdi", scene.name(data["author"]), "author")
        Tag("span", scene.words("message.started_thread"))
        Tag("bdi", data["content"], "author")


def _pinned(data: Json, scene: Scene) -> None:
    with Tag("div", classes="system"):
        Tag("bdi", scene.name(data["author"]), "author")
        Tag("span", scene.words("message.pinned"))


def _menu(data: Json, scene: Scene) -> None:
    actions = scene.actions(data)
    if not actions:
        return
    button = Tag("button", "⋯", "msg-menu", type="button", aria_label=scene.words("message.menu"), aria_haspopup="menu")
    with button, ui.menu().props("auto-close"):
        for label, do in actions:
            ui.menu_item(label, on_click=do)
