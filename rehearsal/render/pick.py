"""A select menu, in messages and in forms."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord
from nicegui import ui

from rehearsal.render.scene import Json
from rehearsal.words import Words

OPTION = """
<q-item v-bind="props.itemProps" :aria-label="props.opt.label.name">
  <q-item-section v-if="props.opt.label.emoji" side>{{ props.opt.label.emoji }}</q-item-section>
  <q-item-section>
    <q-item-label>{{ props.opt.label.name }}</q-item-label>
    <q-item-label v-if="props.opt.label.detail" caption>{{ props.opt.label.detail }}</q-item-label>
  </q-item-section>
  <q-item-section v-if="props.selected" side>✓</q-item-section>
</q-item>
"""


class Pick:
    """A select menu of Discord's, of strings or of people, roles and channels; `values` are what is chosen in it."""

    def __init__(
        self,
        part: Json,
        words: Words,
        entities: Mapping[str, str],
        *,
        on_choice: Callable[[Sequence[str]], Awaitable[None]] | None = None,
        focus: str = "",
    ) -> None:
        """`entities` are the ids and names to choose from when the menu brings no options of its own."""
        options, chosen = _options(part, entities)
        self.most = part.get("max_values") or 1
        self.least = 1 if part.get("min_values") is None else part["min_values"]
        many = self.most > 1
        self.menu = ui.select(options, value=chosen if many else next(iter(chosen), None), multiple=many)
        self.menu.props("outlined dense behavior=menu").classes("pick")
        if many:
            self.menu.props["max-values"] = self.most
        if not self.least or many:
            self.menu.props("clearable")
        self._dress(part, words, focus)
        self._sent = self.values
        if on_choice:
            self._listen(on_choice, many=many)

    def _dress(self, part: Json, words: Words, focus: str) -> None:
        placeholder = part.get("placeholder") or words("pick.placeholder")
        self.menu.props["aria-label"] = placeholder
        self.menu.props["data-focus"] = focus
        self._placeholder = placeholder
        self._show_placeholder()
        self.menu.on_value_change(self._show_placeholder)
        if part.get("disabled"):
            self.menu.disable()
        self.menu.props[":option-label"] = "(option) => option.label.name"
        self.menu.add_slot("option", OPTION)

    def _show_placeholder(self) -> None:
        if self.values:
            self.menu.props.pop("display-value", None)
        else:
            self.menu.props["display-value"] = self._placeholder

    @property
    def values(self) -> list[str]:
        """The values chosen now."""
        value: Any = self.menu.value
        return list(value or []) if isinstance(value, list) else [value] if value is not None else []

    def _listen(self, on_choice: Callable[[Sequence[str]], Awaitable[None]], *, many: bool) -> None:
        async def send() -> None:
            if self.values != self._sent and len(self.values) >= self.least:
                self._sent = self.values
                await on_choice(self.values)

        # One choice is sent at once; several when the list closes, as Discord does.
        self.menu.on("popup-hide", send, args=[]) if many else self.menu.on_value_change(send)


def _options(part: Json, entities: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    if part["type"] != discord.ComponentType.select.value:
        chosen = [str(default["id"]) for default in part.get("default_values") or []]
        return {key: {"name": name} for key, name in entities.items()}, [key for key in chosen if key in entities]
    options = {}
    for option in part["options"]:
        emoji = option.get("emoji") or {}
        detail = option.get("description") or ""
        options[option["value"]] = {"name": option["label"], "detail": detail, "emoji": emoji.get("name") or ""}
    return options, [option["value"] for option in part["options"] if option.get("default")]
