"""Presses and forms: from the id on a button or a form to its handler, whatever restarted in between.

Handlers are found by the grammar of bot/ids.py, in one place, from every interaction: so a press needs no
view in memory, and a form that was open during a restart is answered too.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.cards import kit as bricks
from bot.cards.forms import Form
from bot.errors import refusal_text
from bot.ids import DECLARED, FORM_AGAIN, Id, Value, parse
from bot.kit import Kit
from bot.trips import Trip, trip
from db import drafts
from db.refusals import DraftGone, Gone, Refusal

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form and what happens when it is sent."""

    form: Form
    handler: Handler


PRESSES: dict[str, Handler] = {}
FORMS: dict[str, Filled] = {}


def press(id_: Id) -> Callable[[Handler], Handler]:
    """Declare what a button or select does: `async def handler(trip, **values of the id)`."""

    def learn(handler: Handler) -> Handler:
        _check_same(id_, PRESSES.get(id_.code, handler), handler)
        PRESSES[id_.code] = handler
        return handler

    return learn


def submit(form: Form) -> Callable[[Handler], Handler]:
    """Declare what happens when a form is sent; `trip.typed` holds what was typed."""

    def learn(handler: Handler) -> Handler:
        if known := FORMS.get(form.id.code):
            _check_same(form.id, known.handler, handler)
        FORMS[form.id.code] = Filled(form, handler)
        return handler

    return learn


def _check_same(id_: Id, known: Handler, handler: Handler) -> None:
    # A cog that is loaded again, as after a restart in tests, brings its own handlers anew.
    if (known.__module__, known.__qualname__) != (handler.__module__, handler.__qualname__):
        raise ValueError(f"{id_.code} has two handlers")


async def route(kit: Kit, interaction: discord.Interaction) -> None:
    """Answer a press or a sent form."""
    data: Any = interaction.data or {}
    async with trip(kit, interaction) as begun:
        found = parse(str(data.get("custom_id", "")))
        if found is None:
            raise Gone
        id_, values = found
        if interaction.type is discord.InteractionType.modal_submit:
            await _send_form(begun, id_, values, data)
        elif handler := PRESSES.get(id_.code):
            begun.typed = {"values": ",".join(data.get("values", []))}
            await handler(begun, **values)
        else:
            raise Gone


async def _send_form(begun: Trip, id_: Id, values: dict[str, Value], data: Any) -> None:
    filled = FORMS.get(id_.code)
    if filled is None:
        raise Gone
    begun.typed = typed_in(data.get("components", []))
    try:
        await filled.handler(begun, **values)
    except Refusal as refusal:
        await _offer_correction(begun, filled.form, values, refusal)


def typed_in(components: list[Any]) -> dict[str, str]:
    """What a sent form holds, by field name; several choices are joined by commas."""
    typed: dict[str, str] = {}
    for component in components:
        inner = component.get("component") or component
        if "components" in inner:
            typed |= typed_in(inner["components"])
        elif "custom_id" in inner:
            value = inner.get("value")
            typed[inner["custom_id"]] = ",".join(inner.get("values") or []) if value is None else str(value)
    return typed


async def _offer_correction(begun: Trip, form: Form, values: dict[str, Value], refusal: Refusal) -> None:
    """Say what is wrong, keep what was typed, and give it back to be corrected."""
    await begun.write(
        lambda tx: drafts.keep(
            tx,
            team_id=begun.actor.team_id,
            person_id=begun.actor.person_id,
            kind=form.kept_as(**values),
            typed=begun.typed,
            now=begun.now,
        )
    )
    arguments = ".".join(str(value) for value in values.values())
    again = FORM_AGAIN(form=form.id.code, args=arguments)
    correct = bricks.button(begun.words("form.correct"), again, discord.ButtonStyle.primary)
    await begun.say(bricks.note(refusal_text(refusal, begun.words), bricks.row(correct)))


@press(FORM_AGAIN)
async def correct_form(begun: Trip, form: str, args: str) -> None:
    """Open a form again, with what was typed in it."""
    filled, id_ = FORMS.get(form), DECLARED.get(form)
    values = id_.read(args.split(".") if args else []) if id_ else None
    typed = await begun.kept(filled.form, **values) if filled and values is not None else None
    if filled is None or values is None or typed is None:
        raise DraftGone
    await begun.ask(filled.form.paint(begun.words, typed, **values))
