"""The components of a message: containers, sections, text, galleries, files, buttons, selects."""

from collections.abc import Callable, Sequence
from typing import Any

import discord

from rehearsal.render.files import download, picture
from rehearsal.render.pick import Pick
from rehearsal.render.scene import Json, Scene, way, web
from rehearsal.render.tag import Tag, html
from rehearsal.render.text import to_html

Kind = discord.ComponentType
STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


def components(parts: Sequence[Json], message: Json, scene: Scene) -> None:
    """Draw components one below the other."""
    for part in parts:
        DRAW[part["type"]](part, message, scene)


def _row(part: Json, message: Json, scene: Scene) -> None:
    with Tag("div", classes="actions"):
        components(part["components"], message, scene)


def _button(part: Json, message: Json, _: Scene) -> None:
    classes = f"btn btn-{STYLES.get(part['style'], 'secondary')}"
    disabled, inside = bool(part.get("disabled")), way(part.get("url") or "")
    out = part["style"] == 5 and not inside
    if out:
        link = None if disabled else web(part["url"])
        drawn = Tag("a", classes=classes, href=link, target="_blank", rel="noopener noreferrer")
    else:
        drawn = Tag("button", classes=classes, type="button", disabled=disabled)
        # The page listens for presses as a whole, so that one is not lost while its card is drawn anew.
        drawn.set(**inside or {"data-message": message["id"], "data-press": part["custom_id"]})
        drawn.set(data_focus=f"{message['id']}:{part.get('custom_id') or part['url']}")
    emoji, label = emoji_text(part.get("emoji")), part.get("label") or ""
    with drawn:
        if emoji:
            Tag("span", emoji, "emoji", aria_hidden="true" if label else None)
        if label:
            Tag("span", label)
        if out:
            Tag("span", "↗", "btn-out", aria_hidden="true")


def emoji_text(emoji: Json | None) -> str:
    """An emoji as text; the picture of a server's own emoji cannot be had here, so its name stands for it."""
    if not emoji:
        return ""
    return f":{emoji['name']}:" if emoji.get("id") else str(emoji["name"])


def _select(part: Json, message: Json, scene: Scene) -> None:
    async def choose(values: Sequence[str]) -> None:
        await scene.choose(message, part, values)

    Pick(part, scene.words, scene.entities(part), on_choice=choose, focus=f"{message['id']}:{part['custom_id']}")


def _section(part: Json, message: Json, scene: Scene) -> None:
    with Tag("div", classes="section"):
        with Tag("div", classes="section-text"):
            components(part["components"], message, scene)
        components([part["accessory"]], message, scene)


def _text(part: Json, _: Json, scene: Scene) -> None:
    html(to_html(part["content"], scene.names), "prose")


def _thumbnail(part: Json, _: Json, scene: Scene) -> None:
    picture(part["media"]["url"], part.get("description"), scene, "thumbnail")


def _gallery(part: Json, _: Json, scene: Scene) -> None:
    with Tag("div", classes=f"gallery gallery-{min(len(part['items']), 4)}"):
        for item in part["items"]:
            picture(item["media"]["url"], item.get("description"), scene)


def _file(part: Json, _: Json, scene: Scene) -> None:
    url = part["file"]["url"]
    download(part.get("name") or url.rsplit("/", 1)[-1], part.get("size") or 0, url, scene)


def _separator(part: Json, _: Json, __: Scene) -> None:
    size = "wide" if part.get("spacing") == 2 else "small"
    Tag("hr", classes=f"separator {size}" + ("" if part.get("divider", True) else " blank"), aria_hidden="true")


def _container(part: Json, message: Json, scene: Scene) -> None:
    accent = part.get("accent_color")
    with Tag("div", classes="card") as box:
        if accent is not None:
            box.style(f"--accent: #{accent:06x}")
        components(part["components"], message, scene)


DRAW: dict[int, Callable[[Any, Json, Scene], None]] = {
    Kind.action_row.value: _row,
    Kind.button.value: _button,
    Kind.select.value: _select,
    Kind.user_select.value: _select,
    Kind.role_select.value: _select,
    Kind.mentionable_select.value: _select,
    Kind.channel_select.value: _select,
    Kind.section.value: _section,
    Kind.text_display.value: _text,
    Kind.thumbnail.value: _thumbnail,
    Kind.media_gallery.value: _gallery,
    Kind.file.value: _file,
    Kind.separator.value: _separator,
    Kind.container.value: _container,
}
