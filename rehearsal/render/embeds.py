"""Classic embeds."""

from rehearsal.render.files import picture
from rehearsal.render.scene import Json, Scene
from rehearsal.render.tag import Tag, html
from rehearsal.render.text import inline, to_html


def embed(part: Json, scene: Scene) -> None:
    """Draw an embed: author, title, text, fields, picture, footer."""
    with Tag("div", classes="card embed") as box:
        box.style(f"--accent: #{part.get('color') or 0x8A8F98:06x}")
        if author := part.get("author"):
            Tag("div", author["name"], "embed-author")
        if title := part.get("title"):
            words = inline(title, scene.names)
            html(f"<strong>{words}</strong>", "prose embed-title")
        if text := part.get("description"):
            html(to_html(text, scene.names), "prose")
        if fields := part.get("fields"):
            _fields(fields, scene)
        for key in ("image", "thumbnail"):
            if part.get(key):
                picture(part[key]["url"], part.get("title"), scene)
        if footer := part.get("footer"):
            Tag("div", footer["text"], "embed-footer")


def _fields(fields: list[Json], scene: Scene) -> None:
    with Tag("div", classes="embed-fields"):
        for field in fields:
            with Tag("div", classes="embed-field" + ("" if field.get("inline") else " wide")):
                html(f"<strong>{inline(field['name'], scene.names)}</strong>", "prose")
                html(to_html(field["value"], scene.names), "prose")
