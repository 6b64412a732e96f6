"""The forms (modals) that the bot opens."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from nicegui import ui

from rehearsal.page.inputs import Input
from rehearsal.render.scene import Json
from rehearsal.render.tag import Tag, html
from rehearsal.render.text import to_html
from rehearsal.words import Words

Kind = discord.ComponentType
Send = Callable[[dict[str, Any]], Awaitable[str]]


class Form:
    """A form on top of the page; closed by Cancel, by Escape, or by sending it."""

    def __init__(self, modal: Json, words: Words, entities: Callable[[Json], Mapping[str, Any]], send: Send) -> None:
        """`send` hands the values over and returns what went wrong, in words, or nothing."""
        self.words, self.entities, self._send = words, entities, send
        self.inputs: dict[str, tuple[Input, Tag]] = {}
        with ui.dialog().props("no-backdrop-dismiss") as self.dialog, Tag("div", classes="form", role="document"):
            self.dialog.props["aria-label"] = modal["title"]
            with Tag("div", classes="form-head"):
                Tag("h2", modal["title"])
                Tag("button", "✕", "icon", type="button", aria_label=words("form.cancel")).pressed(self.dialog.close)
            with Tag("div", classes="form-body"):
                for part in modal["components"]:
                    self._draw(part)
            self.failure = Tag("div", classes="field-error form-failure", role="alert")
            with Tag("div", classes="form-foot"):
                Tag("button", words("form.cancel"), "btn btn-plain", type="button").pressed(self.dialog.close)
                Tag("button", words("form.submit"), "btn btn-primary", type="button").pressed(self.submit)
        self.dialog.on("show", js_handler="() => TocToc.opened()")
        self.dialog.on("hide", self.dialog.delete, args=[])
        self.dialog.open()

    def _draw(self, part: Json) -> None:
        if part["type"] == Kind.text_display.value:
            html(to_html(part["content"], {}), "prose")
        elif part["type"] == Kind.action_row.value:
            for inner in part["components"]:
                self._question(inner, inner.get("label") or "", "")
        else:
            self._question(part["component"], part["label"], part.get("description") or "")

    def _question(self, part: Json, label: str, description: str) -> None:
        with Tag("div", classes="field"):
            with Tag("div", classes="field-label"):
                if part["type"] != Kind.checkbox.value:
                    Tag("span", label, "field-name")
                if description:
                    Tag("span", description, "field-help")
            control = Input(part, self.words, self.entities(part), label)
            self.inputs[part["custom_id"]] = (control, Tag("div", classes="field-error", role="alert"))

    async def submit(self) -> None:
        """Send the form when every answer is right; say beside each what is not."""
        problems = [(error, control.problem()) for control, error in self.inputs.values()]
        for error, problem in problems:
            error.text = problem
        if any(problem for _, problem in problems):
            first = next(error for error, problem in problems if problem)
            self.dialog.client.run_javascript(f"TocToc.focusField({first.id})")
            return
        values = {key: control.value() for key, (control, _) in self.inputs.items()}
        self.failure.text = await self._send({key: value for key, value in values.items() if value not in (None, [])})
        if not self.failure.text:
            self.dialog.close()
