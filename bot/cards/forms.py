"""Forms: what a modal asks, declared once per form and painted with words and with what was typed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.ids import Id, Value
from bot.words import Words

FORGOTTEN_AFTER = 900  # seconds discord.py keeps an open form in memory; ours answers later ones as well

Typed = Mapping[str, str]
Label = ui.Label[Any]


class Written(str):
    """A text that is shown as it stands, in place of a words key: as a playbook has it."""

    __slots__ = ()


# A value, the words key of its label, and in a select the words key of what is said about it.
Option = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A line or a paragraph to type. Words: `<key>`, and where they exist `<key>.hint` and `<key>.like`."""

    name: str
    key: str
    most: int = 100
    least: int = 0
    required: bool = False
    tall: bool = False
    hint: bool | Written = False
    like: bool = False

    def paint(self, words: Words, typed: Typed) -> Label:
        """The input, filled with what was typed before, cut to what Discord lets it hold."""
        text: ui.TextInput[Any] = ui.TextInput(
            custom_id=self.name,
            style=discord.TextStyle.paragraph if self.tall else discord.TextStyle.short,
            placeholder=words(f"{self.key}.like")[:100] if self.like else None,
            default=typed.get(self.name, "")[: self.most] or None,
            min_length=self.least or None,
            max_length=self.most,
            required=self.required,
        )
        return _label(words, self.key, self.hint, text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of up to 25 lines; several with most > 1."""

    name: str
    key: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1
    hint: bool | Written = False

    def paint(self, words: Words, typed: Typed) -> Label:
        """The select, with what was chosen before."""
        chosen = set(typed.get(self.name, "").split(","))
        options = [
            discord.SelectOption(
                label=_said(words, key)[:100],
                value=value,
                description="".join(_said(words, about)[:100] for about in more) or None,
                default=value in chosen,
            )
            for value, key, *more in self.options
        ]
        choice: ui.Select[Any] = ui.Select(
            custom_id=self.name,
            options=options,
            min_values=self.least,
            max_values=self.most,
            required=self.least > 0,
        )
        return _label(words, self.key, self.hint, choice)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Up to ten boxes to tick: (value, words key of its label); none, some or all."""

    name: str
    key: str
    options: tuple[tuple[str, str], ...]
    hint: bool | Written = False

    def paint(self, words: Words, typed: Typed) -> Label:
        """The boxes, with those that were ticked before."""
        ticked = set(typed.get(self.name, "").split(","))
        options = [
            discord.CheckboxGroupOption(label=_said(words, key)[:100], value=value, default=value in ticked)
            for value, key in self.options
        ]
        boxes: ui.CheckboxGroup[Any] = ui.CheckboxGroup(
            custom_id=self.name, options=options, min_values=0, max_values=len(options), required=False
        )
        return _label(words, self.key, self.hint, boxes)


@dataclass(frozen=True, slots=True)
class PersonField:
    """A member of the team."""

    name: str
    key: str
    required: bool = False
    hint: bool | Written = False

    def paint(self, words: Words, typed: Typed) -> Label:
        """The select of people, with the one chosen before."""
        before = typed.get(self.name, "")
        defaults = (
            [discord.SelectDefaultValue(id=int(before), type=discord.SelectDefaultValueType.user)] if before else []
        )
        person: ui.UserSelect[Any] = ui.UserSelect(
            custom_id=self.name,
            default_values=defaults,
            required=self.required,
            min_values=int(self.required),
        )
        return _label(words, self.key, self.hint, person)


Field = Text | Choice | Boxes | PersonField


def _label(words: Words, key: str, hint: bool | Written, component: ui.Item[Any]) -> Label:
    about = hint if isinstance(hint, Written) else words(f"{key}.hint") if hint else ""
    return ui.Label(text=_said(words, key)[:45], description=about[:100] or None, component=component)


def _said(words: Words, key: str) -> str:
    return key if isinstance(key, Written) else words(key)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its id, the words key of its title, up to five fields, and a warning shown above them.

    Times in it are read in the team's zone; with `own_clock`, in that of the person who types.
    """

    id: Id
    title: str
    fields: Sequence[Field]
    warning: str | None = None
    own_clock: bool = False

    def paint(self, words: Words, typed: Typed | None = None, **values: Value) -> ui.Modal:
        """The modal, filled with what was typed before; the values go into its id."""
        modal = ui.Modal(title=_said(words, self.title)[:45], custom_id=self.id(**values), timeout=FORGOTTEN_AFTER)
        if self.warning:
            modal.add_item(ui.TextDisplay(_said(words, self.warning)))
        for one in self.fields:
            modal.add_item(one.paint(words, typed or {}))
        return modal

    def kept_as(self, **values: Value) -> str:
        """The kind under which db/drafts.py keeps what was typed into this form and refused."""
        return f"{self.id.code}:{'.'.join(str(value) for value in values.values())}"
