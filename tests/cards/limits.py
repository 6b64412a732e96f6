"""What Discord takes in one message or form; a card at its fullest is held against it (discord-platform.md, 1 to 4)."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

COMPONENTS_MOST = 40
TEXT_MOST = 4000
ACTION_ROW, BUTTON, SELECT, TEXT_INPUT, USER_SELECT, TEXT, CONTAINER, LABEL, BOXES = 1, 2, 3, 4, 5, 10, 17, 18, 22
SELECTS = {3, 5, 6, 7, 8}


def parts_of(view: ui.LayoutView | ui.Modal) -> list[dict[str, Any]]:
    """A card's or form's components with all that is nested in them, in reading order."""
    painted: Any = view  # both methods come from a base class of discord.py without types
    top: list[Any] = painted.to_components() if isinstance(view, ui.LayoutView) else painted.to_dict()["components"]
    return [part for one in top for part in _walk(one)]


def _walk(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield part
    for child in part.get("components", []):
        yield from _walk(child)
    for key in ("accessory", "component"):
        if part.get(key):
            yield from _walk(part[key])


def texts_of(view: ui.LayoutView | ui.Modal) -> list[str]:
    """Every text block of a card, in reading order."""
    return [part["content"] for part in parts_of(view) if part["type"] == TEXT]


def text_of(view: ui.LayoutView | ui.Modal) -> str:
    """All text blocks of a card."""
    return "\n".join(texts_of(view))


def labels_of(view: ui.LayoutView) -> list[str]:
    """The labels of a card's buttons that can be pressed."""
    return [part["label"] for part in parts_of(view) if part["type"] == BUTTON and not part.get("disabled")]


def ids_of(view: ui.LayoutView) -> list[str]:
    """The custom ids on a card."""
    return [part["custom_id"] for part in parts_of(view) if part.get("custom_id")]


def check_card(view: ui.LayoutView) -> None:
    """Raises AssertionError, with what is wrong, if Discord would refuse the card."""
    parts = parts_of(view)
    assert 0 < len(parts) <= COMPONENTS_MOST, f"{len(parts)} components"
    characters = sum(len(part["content"].strip()) for part in parts if part["type"] == TEXT)
    assert characters <= TEXT_MOST, f"{characters} characters"
    ids = ids_of(view)
    assert len(set(ids)) == len(ids), f"an id twice: {sorted(ids)}"
    assert all(1 <= len(one) <= 100 for one in ids)
    for part in parts:
        _check_part(part)


def _check_part(part: dict[str, Any]) -> None:
    kind = part["type"]
    if kind == TEXT:
        assert part["content"].strip(), "an empty text"
    elif kind == BUTTON:
        assert 1 <= len(part["label"].strip()) <= 80, part["label"]
    elif kind == ACTION_ROW:
        inside = part["components"]
        assert inside, "an empty row"
        assert len(inside) <= (1 if inside[0]["type"] in SELECTS else 5)
    elif kind in SELECTS:
        _check_select(part)
    elif kind == BOXES:
        assert 1 <= len(part["options"]) <= 10
        assert all(1 <= len(option["label"]) <= 100 for option in part["options"])


def _check_select(part: dict[str, Any]) -> None:
    assert len(part.get("placeholder") or "") <= 150
    if part["type"] != SELECT:
        return
    options = part["options"]
    assert 1 <= len(options) <= 25, f"{len(options)} options"
    values = [option["value"] for option in options]
    assert len(set(values)) == len(values), f"a value twice: {values}"
    for option in options:
        assert 1 <= len(option["label"].strip()) <= 100, option
        assert 1 <= len(option["value"]) <= 100, option
        assert len(option.get("description") or "") <= 100, option


def check_form(modal: ui.Modal) -> None:
    """Raises AssertionError, with what is wrong, if Discord would refuse the form."""
    whole: Any = modal.to_dict()
    assert 1 <= len(whole["title"]) <= 45, whole["title"]
    assert 1 <= len(whole["custom_id"]) <= 100
    assert 1 <= len(whole["components"]) <= 5, f"{len(whole['components'])} fields"
    for part in parts_of(modal):
        if part["type"] == LABEL:
            assert 1 <= len(part["label"]) <= 45, part["label"]
            assert len(part.get("description") or "") <= 100, part["description"]
        elif part["type"] == TEXT_INPUT:
            _check_input(part)
        else:
            _check_part(part)


def _check_input(part: dict[str, Any]) -> None:
    assert len(part.get("placeholder") or "") <= 100
    most = part.get("max_length") or 4000
    assert 1 <= most <= 4000
    assert len(part.get("value") or "") <= most


def check_file_name(name: str) -> None:
    """Raises AssertionError if a file's name would be changed by Discord on its way."""
    assert discord.utils.escape_markdown(name) == name or name.count("_")
    assert all(character.isalnum() or character in "-_." for character in name), name
