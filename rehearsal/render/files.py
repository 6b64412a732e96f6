"""Pictures and files of a message."""

from typing import Any

from rehearsal.render.scene import Json, Scene, local, web
from rehearsal.render.tag import Tag

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def attachments(message: Json, scene: Scene) -> None:
    """The files that hang on a message: pictures shown, others to download."""
    shown = _named_in(message)
    for attachment in message["attachments"]:
        if attachment["id"] in shown:
            continue
        if str(attachment.get("content_type", "")).split(";")[0] in PICTURES:
            with Tag("div", classes="gallery"):
                picture(attachment["url"], attachment.get("description"), scene)
        else:
            download(attachment["filename"], attachment["size"], attachment["url"], scene)


def _named_in(message: Json) -> set[Any]:
    """Attachments that the message's components show themselves."""
    found: set[Any] = set()
    stack = list(message["components"])
    while stack:
        part = stack.pop()
        stack += [*part.get("components", []), *part.get("items", [])]
        stack += [part[key] for key in ("accessory", "media", "file") if part.get(key)]
        found.add(part.get("attachment_id"))
    return found


def picture(url: str, description: str | None, scene: Scene, classes: str = "") -> None:
    """A picture that opens in full when it is pressed; one out in the world stays a link, nothing is fetched."""
    words = description or scene.words("message.picture")
    address = local(url)
    if address is None:
        Tag("a", words, "picture-link", href=web(url), target="_blank", rel="noopener noreferrer")
        return
    with Tag("a", classes=f"picture {classes}", href=address, target="_blank"):
        Tag("img", src=address, alt=words, loading="lazy")


def download(name: str, size: int, url: str, scene: Scene) -> None:
    """A file to download."""
    with Tag("a", classes="file", href=local(url) or web(url), download=name):
        Tag("span", "📄", aria_hidden="true")
        Tag("span", name, "file-name")
        Tag("span", _size(size), "file-size")
        Tag("span", scene.words("message.download"), "sr")


def _size(count: int) -> str:
    return (
        f"{count} B" if count < 1024 else f"{count / 1024:.1f} KB" if count < 1 << 20 else f"{count / (1 << 20):.1f} MB"
    )
