"""What can be pressed on a message of the bot, by what it is called: the one thing that simulated people know of it."""

from collections.abc import Iterator, Mapping
from typing import Any

import simcord


def ids_on(message: simcord.ResponseMessage) -> list[str]:
    """The ids of all that can be pressed or chosen there now."""
    return [str(part["custom_id"]) for part in parts_on(message)]


def found(message: simcord.ResponseMessage, code: str, value: str = "") -> str | None:
    """The id of the button or select that is called so, with this last value."""
    for one in ids_on(message):
        parts = one.split(":")
        if parts[1:2] == [code] and value in {"", parts[-1]}:
            return one
    return None


def parts_on(message: simcord.ResponseMessage) -> list[Mapping[str, Any]]:
    """The buttons and selects themselves."""
    return [one for part in message.components for one in _parts_in(part)]


def _parts_in(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if part.get("custom_id") and not part.get("disabled"):
        yield part
    inside = [*part.get("components", ()), *filter(None, [part.get("accessory")])]
    for inner in inside:
        yield from _parts_in(inner)
