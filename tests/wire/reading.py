"""Reading Discord's JSON as a person's eyes do: the texts, the buttons and the fields, wherever they are nested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.wire.things import EPHEMERAL, Channel, Json, Message

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
SELECTS = {STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT}
LINK = 5


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, nested ones included, in the order in which they are shown."""
    for each in components:
        yield each
        yield from walk([*each.get("components", ()), *(each[k] for k in ("accessory", "component") if k in each)])


def media(part: Json) -> list[Json]:
    """The pictures and files that one component shows, each with its `url`."""
    return [part[key] for key in ("media", "file") if part.get(key)] + [each["media"] for each in part.get("items", ())]


@dataclass(frozen=True)
class Button:
    """A button as it is shown; a link has no custom id."""

    label: str
    custom_id: str | None
    disabled: bool
    url: str | None

    @classmethod
    def of(cls, part: Json) -> Button:
        return cls(part.get("label") or "", part.get("custom_id"), bool(part.get("disabled")), part.get("url"))


def buttons(message: Message) -> list[Button]:
    """All buttons of a message."""
    return [Button.of(each) for each in walk(message.components) if each["type"] == BUTTON]


def button(message: Message, label: str) -> Button:
    """The button with exactly this label; AssertionError, naming those that there are, if there is none."""
    found = [each for each in buttons(message) if each.label == label]
    assert len(found) == 1, (
        f"{len(found)} buttons are labelled {label!r}; there are {[b.label for b in buttons(message)]}"
    )
    return found[0]


def select(message: Message, placeholder: str) -> Json:
    """The menu with exactly this placeholder; AssertionError if there is none."""
    menus = [each for each in walk(message.components) if each["type"] in SELECTS]
    found = [each for each in menus if each.get("placeholder") == placeholder]
    assert len(found) == 1, f"no menu {placeholder!r} among {[each.get('placeholder') for each in menus]}"
    return found[0]


def text(message: Message) -> str:
    """All that can be read on a message but for its buttons, a line a text."""
    lines = [message.content]
    for embed in message.embeds:
        fields = [each[k] for each in embed.get("fields", ()) for k in ("name", "value")]
        lines += [embed.get("title", ""), embed.get("description", ""), *fields]
        lines.append(embed.get("footer", {}).get("text", ""))
    lines += [each["content"] for each in walk(message.components) if each["type"] == TEXT]
    return "\n".join(line for line in lines if line)


def is_private(message: Message) -> bool:
    """Whether only one person sees it."""
    return bool(message.flags & EPHEMERAL)


@dataclass(frozen=True)
class Form:
    """A modal that the bot opened for somebody, not yet handed in."""

    title: str
    custom_id: str
    components: list[Json]
    channel: Channel
    source: Message | None

    def fields(self) -> dict[str, Json]:
        """The fields by their label, in the order shown."""
        labelled = {each["label"]: each["component"] for each in self.components if each["type"] == LABEL}
        rows = [each["components"][0] for each in self.components if each["type"] == ROW]
        return {**labelled, **{each["label"]: each for each in rows}}

    def filled_in(self) -> dict[str, Any]:
        """What each field holds when the form opens."""
        return {label: prefilled(part) for label, part in self.fields().items()}


def prefilled(part: Json) -> Any:
    """What a field holds when its form opens: a text, a list of choices, one choice, or a tick."""
    chosen = [option["value"] for option in part.get("options", ()) if option.get("default")]
    if part["type"] == TEXT_INPUT:
        return part.get("value") or ""
    if part["type"] == CHECKBOX:
        return bool(part.get("default"))
    if part["type"] == RADIO:
        return chosen[0] if chosen else None
    return chosen or [each["id"] for each in part.get("default_values", ())]
