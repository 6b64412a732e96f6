"""The questions of a form: text, choices, marks, files."""

from collections.abc import Mapping
from typing import Any

import discord

from rehearsal.page.combo import VALUE
from rehearsal.page.upload import Files
from rehearsal.render.pick import Pick
from rehearsal.render.scene import Json
from rehearsal.render.tag import Tag
from rehearsal.words import Words

Kind = discord.ComponentType
MARKS = (Kind.radio_group, Kind.checkbox_group, Kind.checkbox)


class Input:
    """One question of a form: draws its control, knows its value and what Discord's client would find wrong."""

    def __init__(self, part: Json, words: Words, entities: Mapping[str, Any], label: str) -> None:
        """`part` is the control; `entities` are id → (name, handle) for selects of people, roles and channels."""
        self.part, self.words, self.entities, self.label = part, words, entities, label
        self.kind = Kind(part["type"])
        self.required = bool(part.get("required", self.kind is not Kind.checkbox))
        self.text = part.get("value") or ""
        self.marked: list[str] = []
        self._draw()

    def _draw(self) -> None:
        if self.kind is Kind.text_input:
            self._draw_text()
        elif self.kind is Kind.file_upload:
            self.files = Files(self.label, self.words, most=self.part.get("max_values") or 1)
        elif self.kind in {Kind.radio_group, Kind.checkbox_group}:
            self._draw_options()
        elif self.kind is Kind.checkbox:
            self._draw_mark("checkbox", {"value": "1", "label": self.label, "default": self.part.get("default")})
        else:
            names = {key: name for key, (name, _) in self.entities.items()}
            self.pick = Pick(self.part, self.words, names)
            self.pick.menu.props["aria-label"] = self.label

    def _draw_text(self) -> None:
        long = self.part.get("style") == discord.TextStyle.paragraph.value
        control = Tag("textarea", self.text, rows=5) if long else Tag("input", type="text")
        if not long:
            control.props["^value"] = self.text  # the attribute: Vue would put the property back at each redraw
        control.set(aria_label=self.label, placeholder=self.part.get("placeholder"), autocomplete="off")
        control.set(maxlength=self.part.get("max_length") or 4000)
        control.on("input", lambda event: self._typed(event.args), js_handler=VALUE)
        limit = self.part.get("max_length")
        self.count = Tag("div", f"{len(self.text)}/{limit}" if limit else "", "field-count", aria_hidden="true")

    def _typed(self, text: str) -> None:
        self.text = text
        if limit := self.part.get("max_length"):
            self.count.text = f"{len(text)}/{limit}"

    def _draw_options(self) -> None:
        single = self.kind is Kind.radio_group
        with Tag("div", role="radiogroup" if single else "group", aria_label=self.label, classes="marks"):
            for option in self.part["options"]:
                self._draw_mark("radio" if single else "checkbox", option)

    def _draw_mark(self, look: str, option: Json) -> None:
        value = option["value"]
        with Tag("label", classes="mark"):
            mark = Tag("input", type=look, name=self.part["custom_id"])
            if option.get("default"):
                self.marked.append(value)
                mark.props["^checked"] = ""
            with Tag("span", classes="mark-text"):
                Tag("span", option["label"])
                if option.get("description"):
                    Tag("span", option["description"], "field-help")
        mark.on("change", lambda event: self._mark(value, on=event.args), js_handler="(e) => emit(e.target.checked)")

    def _mark(self, value: str, *, on: bool) -> None:
        others = [] if self.kind is Kind.radio_group else [other for other in self.marked if other != value]
        self.marked = [*others, value] if on else others

    def value(self) -> Any:
        """What SimCord takes for this kind of control."""
        if self.kind is Kind.text_input:
            return self.text
        if self.kind is Kind.file_upload:
            return self.files.chosen
        if self.kind in MARKS:
            return {Kind.radio_group: next(iter(self.marked), None), Kind.checkbox: bool(self.marked)}.get(
                self.kind, self.marked
            )
        chosen = self.pick.values
        return chosen if self.kind is Kind.select else [self.entities[key][1] for key in chosen]

    def problem(self) -> str:
        """What Discord's client would find wrong, in words; nothing when all is right."""
        value = self.value()
        if self.kind is Kind.checkbox:
            return ""
        if not value:
            return self.words("form.missing") if self.required else ""
        if self.kind is Kind.text_input:
            least = self.part.get("min_length") or 0
            return self.words("form.min_length", limit=least) if len(value) < least else ""
        least = 1 if self.part.get("min_values") is None else self.part["min_values"]
        most = self.part.get("max_values") or (len(self.part.get("options", [])) if self.marked else 1)
        wrong = isinstance(value, list) and not least <= len(value) <= most
        return self.words("form.count", least=least, most=most) if wrong else ""
