"""A text field with a list of suggestions, led by the keyboard as everywhere: arrows, Enter, Tab, Escape."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from rehearsal.render.tag import Tag

# Enter, and while the list is open the keys that move in it, are the field's own; all others stay the browser's.
KEYS = """(e) => {
  const open = e.target.getAttribute('aria-expanded') === 'true';
  const own = e.key === 'Enter' || (open && ['ArrowDown', 'ArrowUp', 'Tab', 'Escape'].includes(e.key));
  if (e.isComposing || !own) return;
  e.preventDefault();
  e.stopPropagation();
  emit(e.key);
}"""
VALUE = "(e) => emit(e.target.value)"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what it stands for, what it shows, and what explains it."""

    value: Any
    title: str
    detail: str = ""


Source = Callable[[str], Sequence[Suggestion] | Awaitable[Sequence[Suggestion]]]


class Combo:
    """A field that asks `source` for suggestions at each keystroke."""

    def __init__(
        self,
        label: str,
        source: Source,
        *,
        on_choose: Callable[[Suggestion], Any],
        on_enter: Callable[[], Any],
        focus: str = "",
        pause: float = 0,
        **attributes: Any,
    ) -> None:
        """`on_choose` gets the suggestion taken; `on_enter` is called for Enter with no list open.

        With a `pause` (seconds) the list waits after each keystroke whether another follows, and opens on focus.
        """
        self.text = ""
        self._source, self._choose, self._enter, self._pause = source, on_choose, on_enter, pause
        self._items: list[Suggestion] = []
        self._active = self._turn = 0
        with Tag("div", classes="combo"):
            self.field = Tag("input", type="text", role="combobox", aria_label=label, data_focus=focus, **attributes)
            self.list = Tag("ul", classes="combo-list", role="listbox", aria_label=label, hidden=True)
        self.field.set(aria_expanded="false", aria_autocomplete="list", aria_controls=self.list.html_id)
        self.field.set(autocomplete="off", spellcheck="false")
        self._listen()

    def _listen(self) -> None:
        self.field.on("input", lambda event: self.typed(event.args), js_handler=VALUE)
        self.field.on("keydown", lambda event: self._key(event.args), js_handler=KEYS)
        self.field.on("blur", self.close, args=[])
        if self._pause:
            self.field.on("focus", lambda event: self.typed(event.args), js_handler=VALUE)
        self.list.on("mousedown", js_handler="(e) => e.preventDefault()")  # or the field would lose the focus

    def write(self, text: str, *, focus: bool = True) -> None:
        """Put a text into the field, and with `focus` the caret behind it."""
        self.text = text
        field = f"getHtmlElement({self.field.id})"
        self.field.client.run_javascript(f"{field}.value = {json.dumps(text)}; {f'{field}.focus()' if focus else ''}")

    async def typed(self, text: str) -> None:
        """Take what is in the field now, and ask for suggestions; answers that come too late are dropped."""
        self.text = text
        self._turn += 1
        turn = self._turn
        if self._pause:
            await asyncio.sleep(self._pause)
        if turn != self._turn:
            return  # typed on in the meantime
        found = self._source(text)
        items = list(await found if isawaitable(found) else found)
        if turn == self._turn and not self.field.is_deleted:
            self._items, self._active = items, 0
            self._show()

    def close(self) -> None:
        """Close the list."""
        self._turn += 1
        self._items = []
        if not self.field.is_deleted:
            self._show()

    def _show(self) -> None:
        self.list.clear()
        self.list.set(hidden=not self._items)
        self.field.set(aria_expanded="true" if self._items else "false", aria_activedescendant=None)
        for number, item in enumerate(self._items):
            self._line(number, item)

    def _line(self, number: int, item: Suggestion) -> None:
        active = number == self._active
        with self.list, Tag("li", role="option", aria_selected="true" if active else "false") as line:
            Tag("bdi", item.title, "combo-title")
            if item.detail:
                Tag("span", item.detail, "combo-detail")
        line.pressed(lambda: self._take(item))
        if active:
            self.field.set(aria_activedescendant=line.html_id)
            self.field.client.run_javascript(f"getHtmlElement({line.id})?.scrollIntoView({{block: 'nearest'}})")

    async def _key(self, key: str) -> None:
        if key in {"ArrowDown", "ArrowUp"}:
            self._active = (self._active + (1 if key == "ArrowDown" else -1)) % len(self._items or [0])
            self._show()
        elif key == "Escape":
            self.close()
        elif self._items:
            await self._take(self._items[self._active])
        else:
            await _done(self._enter())

    async def _take(self, item: Suggestion) -> None:
        self.close()
        await _done(self._choose(item))


async def _done(result: Any) -> None:
    if isawaitable(result):
        await result
