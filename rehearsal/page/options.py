"""The options of a slash command, one field each."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord

from rehearsal.page.combo import VALUE, Combo, Suggestion
from rehearsal.page.upload import Files
from rehearsal.render.tag import Tag
from rehearsal.sight import Json, localized
from rehearsal.words import Words

Type = discord.AppCommandOptionType
ENTITIES = (Type.user, Type.channel, Type.role, Type.mentionable)
Suggest = Callable[[str, str, Mapping[str, Any]], Awaitable[Sequence[Json]]]


class Field:
    """One option: what was typed or chosen, and whether Discord would let it pass."""

    def __init__(self, form: "OptionForm", spec: Json) -> None:
        """Draw the field with its name, its description, and a place for what is wrong with it."""
        self.spec, self.form = spec, form
        self.kind = Type(spec["type"])
        self.text = ""
        self.choices: dict[str, Any] = {}
        self.name = localized(spec, "name", form.words.locale)
        with Tag("div", classes="field"):
            with Tag("div", classes="field-label"):
                Tag("span", self.name, "field-name")
                if spec.get("required"):
                    Tag("span", form.words("form.required"), "field-required")
                Tag("span", localized(spec, "description", form.words.locale), "field-help")
            self._draw()
            self.error = Tag("div", classes="field-error", role="alert")

    def _draw(self) -> None:
        entities = self.form.entities(self.spec) if self.kind in ENTITIES else {}
        if self.kind is Type.attachment:
            self.files = Files(self.name, self.form.words)
            self.input = self.files.button
        elif self.spec.get("autocomplete"):
            self.combo = Combo(
                self.name,
                self._suggest,
                on_choose=self._choose,
                on_enter=self.form.send,
                focus=f"option:{self.name}",
                pause=0.12,
            )
            self.input = self.combo.field
        elif entities or self.spec.get("choices") or self.kind is Type.boolean:
            self._draw_choices(entities)
        else:
            self._draw_text()

    def _draw_choices(self, entities: Mapping[str, Any]) -> None:
        words, locale = self.form.words, self.form.words.locale
        options = {key: (name, value) for key, (name, value) in entities.items()}
        for choice in self.spec.get("choices") or []:
            options[str(choice["value"])] = (localized(choice, "name", locale), choice["value"])
        if self.kind is Type.boolean:
            options = {"1": (words("form.true"), True), "0": (words("form.false"), False)}
        self.choices = {key: value for key, (_, value) in options.items()}
        with Tag("select", aria_label=self.name, data_focus=f"option:{self.name}") as self.input:
            Tag("option", "—", value="")
            for key, (name, _) in options.items():
                Tag("option", name, value=key)
        self.input.on("change", lambda event: setattr(self, "text", event.args), js_handler=VALUE)

    def _draw_text(self) -> None:
        numeric = self.kind in {Type.integer, Type.number}
        self.input = Tag(
            "input",
            type="text",
            inputmode="decimal" if numeric else "text",
            aria_label=self.name,
            autocomplete="off",
            maxlength=self.spec.get("max_length"),
            data_focus=f"option:{self.name}",
        )
        self.input.on("input", lambda event: setattr(self, "text", event.args), js_handler=VALUE)
        self.input.on("keydown.enter.prevent", self.form.send, args=[])

    async def _suggest(self, text: str) -> list[Suggestion]:
        self.text, self.choices = text, {}
        found = await self.form.suggest(self.spec["name"], text, self.form.filled(but=self))
        return [Suggestion(choice["value"], localized(choice, "name", self.form.words.locale)) for choice in found]

    def _choose(self, chosen: Suggestion) -> None:
        self.text, self.choices = chosen.title, {chosen.title: chosen.value}
        self.combo.write(chosen.title)

    @property
    def given(self) -> bool:
        """Whether there is anything in the field."""
        return bool(self.files.chosen) if self.kind is Type.attachment else bool(self.text.strip())

    def value(self) -> Any:
        """What the option carries; raise ValueError when a number is none."""
        if self.kind is Type.attachment:
            return self.files.chosen[-1]
        if self.text in self.choices:
            return self.choices[self.text]
        if self.kind is Type.integer:
            return int(self.text)
        return float(self.text.replace(",", ".")) if self.kind is Type.number else self.text

    def problem(self) -> str:
        """What Discord's client would find wrong with the field, in words; nothing when it is right."""
        words, spec = self.form.words, self.spec
        if not self.given:
            return words("form.missing") if spec.get("required") else ""
        try:
            value = self.value()
        except ValueError:
            return words("form.number")
        size = len(value) if isinstance(value, str) else value
        for low, high in (("min_length", "max_length"), ("min_value", "max_value")):
            if spec.get(low) is not None and size < spec[low]:
                return words(f"form.{low}", limit=spec[low])
            if spec.get(high) is not None and size > spec[high]:
                return words(f"form.{high}", limit=spec[high])
        return ""


class OptionForm:
    """The fields of one command; sends them when they are right."""

    def __init__(
        self,
        options: Sequence[Json],
        words: Words,
        *,
        entities: Callable[[Json], Mapping[str, Any]],
        suggest: Suggest,
        run: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        """`entities` gives id → (name, handle) for people, roles and channels; `suggest` asks the bot."""
        self.words, self.entities, self.suggest, self._run = words, entities, suggest, run
        self.fields = [Field(self, spec) for spec in options]

    def filled(self, *, but: Field) -> dict[str, Any]:
        """What the other fields carry so far, for the bot's suggestions; files wait until the end."""
        others = [field for field in self.fields if field is not but and field.kind is not Type.attachment]
        return {field.spec["name"]: field.value() for field in others if field.given and not field.problem()}

    async def send(self) -> None:
        """Run the command, or say at the first wrong field what is wrong."""
        problems = {field: field.problem() for field in self.fields}
        for field, problem in problems.items():
            field.error.text = problem
            field.input.set(aria_invalid="true" if problem else None)
        wrong = next((field for field, problem in problems.items() if problem), None)
        if wrong:
            wrong.input.client.run_javascript(f"getHtmlElement({wrong.input.id}).focus()")
            return
        await self._run({field.spec["name"]: field.value() for field in self.fields if field.given})
