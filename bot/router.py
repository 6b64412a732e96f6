"""From the id on a button or a form to its handler, whatever restarted in between.

Handlers are found by the grammar of bot/ids.py, in one place, from every interaction: so a press needs no
view in memory, and a form that was open during a restart is answered too.
"""

import contextlib
from typing import Any

import discord

from bot.corrections import offer_correction
from bot.ids import Id, Value, nudge_in, parse
from bot.kit import Kit
from bot.presses import FORMS, PRESSES, QUICK
from bot.swift import swiftly
from bot.trips import Trip, TurnedAway, trip
from db.refusals import Gone, Refusal


async def route(kit: Kit, interaction: discord.Interaction) -> None:
    """Answer a press or a sent form."""
    data: Any = interaction.data or {}
    found = parse(str(data.get("custom_id", "")))
    if found and (handler := QUICK.get(found[0].code)):
        await swiftly(kit, interaction, handler, found[1])
        return
    with contextlib.suppress(TurnedAway):
        await _route(kit, interaction, found, data)


def is_quick(data: Any) -> bool:
    """Whether it was pressed what many press at once, whose answer looks at nothing that stands on the card."""
    found = parse(str(data.get("custom_id", "")))
    return found is not None and found[0].code in QUICK


async def _route(
    kit: Kit, interaction: discord.Interaction, found: tuple[Id, dict[str, Value]] | None, data: Any
) -> None:
    async with trip(kit, interaction, nudge_id=nudge_in(found[1]) if found else None) as begun:
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
    begun.typed = {one.name: "" for one in filled.form.fields} | typed_in(data.get("components", []))
    try:
        await filled.handler(begun, **values)
    except Refusal as refusal:
        await offer_correction(begun, filled.form, values, refusal)


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
