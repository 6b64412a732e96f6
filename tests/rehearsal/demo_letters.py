"""The demo bot's letters: direct messages with everything that a bot can put there."""

import json
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

LATER = ("Later today", "Tomorrow", "Next week")
HELPERS = ("Ana", "Malik", "Sam")


def letter(state: str = "is due today") -> ui.LayoutView:
    """A promise with its answers: buttons, a select of texts, and one of people."""
    view = ui.LayoutView(timeout=None)
    box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=0x4650C8)
    box.add_item(ui.TextDisplay(f"### Bring the flyers\nYour promise {state}."))
    box.add_item(ui.ActionRow(*(_button(*one) for one in (("Done", "done"), ("Hand over", "hand"), ("Note", "note")))))
    box.add_item(ui.ActionRow(_select("later", "Later", LATER)))
    box.add_item(ui.ActionRow(ui.UserSelect(custom_id="letter.person", placeholder="Somebody here")))
    view.add_item(box)
    view.stop()
    return view


def _button(label: str, code: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=label, custom_id=f"letter.{code}", style=discord.ButtonStyle.secondary)


def _select(code: str, placeholder: str, options: Sequence[str]) -> ui.Select[ui.LayoutView]:
    choices = [discord.SelectOption(label=option) for option in options]
    return ui.Select(custom_id=f"letter.{code}", placeholder=placeholder, options=choices)


def _helpers() -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay("Who could take it over?"))
    view.add_item(ui.ActionRow(_select("to", "A person of the team", HELPERS)))
    view.stop()
    return view


def _said(text: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    view.stop()
    return view


def _note() -> ui.Modal:
    modal = ui.Modal(title="A note", custom_id="demo-form", timeout=900)
    modal.add_item(ui.Label(text="What should we know?", component=ui.TextInput(custom_id="note")))
    return modal


async def answer(interaction: discord.Interaction, code: str, values: Sequence[Any]) -> None:
    """Answer a press on a letter; `code` is what follows "letter." in its id."""
    respond = interaction.response
    if code == "done":
        await respond.edit_message(view=_said("Kept. Thank you!"))
    elif code == "later":
        await respond.edit_message(view=letter(f"comes again: {values[0]}"))
    elif code == "hand":
        await respond.send_message(view=_helpers(), ephemeral=True)
    elif code == "to":
        await respond.edit_message(view=_said(f"{values[0]} is asked."))
    elif code == "note":
        await respond.send_modal(_note())
    elif code == "person":
        await respond.send_message(f"Chosen: `{json.dumps(values)}`", ephemeral=True)
