"""The hand of a simulated person: it runs commands, presses, chooses and fills in forms, on what the bot shows it."""

from collections.abc import Mapping
from typing import Any

import discord
import simcord

from rehearsal import buttons
from rehearsal.seat import Seat
from rehearsal.world import Outcome

_ENTITIES = {discord.ComponentType.user_select.value, discord.ComponentType.channel_select.value}
_CHOICES = {discord.ComponentType.select.value, *_ENTITIES}


class Lost(Exception):
    """What should be there to press is not: the bot did not answer, or answered something else."""


class Hand:
    """One person in one channel. What the bot answers to them in private is cleared away at the end."""

    def __init__(self, seat: Seat, channel: simcord.ChannelHandle) -> None:
        self.seat, self.channel = seat, channel
        self.shown: simcord.ResponseMessage | None = None  # what was answered last
        self._form: simcord.InteractionResult | None = None
        self._private: dict[int, simcord.ResponseMessage] = {}

    async def run(self, name: str, **options: Any) -> None:
        """Run a command."""
        self._take(await self.seat.command(self.channel, name, options))

    async def press(self, code: str, value: str = "") -> None:
        """Press the button that is called so."""
        message = self._message()
        custom_id = buttons.found(message, code, value)
        if custom_id is None:
            raise Lost(code)
        self._take(await self.seat.press(message, custom_id))

    async def choose(self, code: str, *values: Any) -> None:
        """Choose in the select that is called so: by value, by what a line says, or the person or channel itself."""
        message, select = self._message(), self._select(code)
        chosen = [_value_in(select, value) for value in values]
        self._take(await self.seat.choose(message, select["custom_id"], chosen))

    async def fill(self, *, over: bool = True, **typed: Any) -> None:
        """Send the form that is open with this in it, not `over` what it shows; what it shows else stays."""
        form, self._form = self._form, None
        if form is None or form.modal is None:
            raise Lost("form")
        fields = [part["component"] for part in form.modal["components"] if part.get("component")]
        if not over:
            typed = {field["custom_id"]: field.get("value") or typed.get(field["custom_id"], "") for field in fields}
        values = {field["custom_id"]: _typed(field, typed) for field in fields}
        self._take(await self.seat.submit(form, {name: value for name, value in values.items() if value is not None}))

    def clear(self) -> None:
        """Dismiss what was answered in private: it would stand in the way of whoever plays this person."""
        for message in self._private.values():
            self.seat.world.dismiss(message)
        self._private.clear()
        self.shown = None

    def sees(self, code: str) -> bool:
        """Whether something of this name can be pressed."""
        return self.shown is not None and buttons.found(self.shown, code) is not None

    def chosen(self, code: str) -> bool:
        """Whether something is chosen in the select of this name."""
        return bool(self._select(code).get("default_values"))

    def first(self, code: str, sign: str = "") -> str:
        """The first line of this select, or the first that is marked with this sign."""
        for line in self._select(code)["options"]:
            if sign in {"", (line.get("emoji") or {}).get("name")}:
                return str(line["value"])
        raise Lost(code)

    def _select(self, code: str) -> Mapping[str, Any]:
        """The select that is called so; what it is for may stand behind a colon."""
        for one in buttons.parts_on(self._message()):
            if one["type"] in _CHOICES and f"{one['custom_id']}:".split(":", 1)[1].startswith(f"{code}:"):
                return one
        raise Lost(code)

    def _message(self) -> simcord.ResponseMessage:
        if self.shown is None:
            raise Lost("message")
        return self.shown

    def _take(self, outcome: Outcome) -> None:
        if outcome.unanswered:
            raise Lost(outcome.refused or "silent")
        result = outcome.result
        if result.modal:
            self._form = result
            return
        if result.response is not None:
            self.shown = result.response
            if result.response.ephemeral:
                self._private[result.response.id] = result.response


def _typed(field: Mapping[str, Any], typed: Mapping[str, Any]) -> Any:
    """What goes into a field; None leaves it out."""
    name, kind = field["custom_id"], field["type"]
    if kind not in _CHOICES:
        if kind == discord.ComponentType.text_input.value:
            return typed.get(name, field.get("value") or "")
        return typed.get(name, [one["value"] for one in field.get("options", ()) if one.get("default")])
    if name in typed:
        return [_value_in(field, typed[name])]
    return [one["value"] for one in field.get("options", ()) if one.get("default")] or None


def _value_in(select: Mapping[str, Any], wanted: Any) -> Any:
    """The line with this value, or with this in what it says; people and channels are what they are."""
    if select["type"] in _ENTITIES:
        return wanted
    options = select.get("options", ())
    if any(option["value"] == wanted for option in options):
        return wanted
    for option in options:
        if wanted in option["label"]:
            return option["value"]
    raise Lost(str(wanted))
