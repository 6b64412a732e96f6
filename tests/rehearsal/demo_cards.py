"""The demo bot's card and forms: everything that a message or a form can hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui


def flat(components: list[Any]) -> dict[str, Any]:
    """The values of a form by custom id."""
    inner = [component.get("component", component) for component in components]
    return {item["custom_id"]: item.get("value", item.get("values")) for item in inner if "custom_id" in item}


def button(label: str, custom_id: str, style: discord.ButtonStyle, **more: Any) -> ui.Button[ui.LayoutView]:
    """A button that nothing in memory waits for."""
    return ui.Button(label=label, custom_id=custom_id, style=style, **more)


def card(start: datetime, joined: Sequence[int]) -> ui.LayoutView:
    """The public card: text of every kind, a picture, a select and buttons."""
    names = ", ".join(f"<@{who}>" for who in joined) or "nobody yet"
    view = ui.LayoutView(timeout=None)
    box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=0x2F855A)
    box.add_item(ui.TextDisplay("## Knock on Maple Street\n**When** " + discord.utils.format_dt(start, "F")))
    box.add_item(
        ui.Section(
            ui.TextDisplay(f"Starts {discord.utils.format_dt(start, 'R')}\n-# Meet at the library"),
            accessory=ui.Button(label="Map", url="https://example.org/map"),
        )
    )
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(f"**In** ({len(joined)}/8): {names}\n> Bring water.\n- comfy shoes\n- a hat"))
    select: ui.Select[ui.LayoutView] = ui.Select(custom_id="tags", placeholder="Your tags", min_values=1, max_values=3)
    select.add_option(label="Driver", description="I have a car", emoji="🚗")
    select.add_option(label="First time", emoji="🌱")
    select.add_option(label="Español")
    box.add_item(ui.ActionRow(select))
    box.add_item(
        ui.ActionRow(
            button("I'm in", "in", discord.ButtonStyle.success, emoji="✋"),
            button("Ask me", "ask", discord.ButtonStyle.primary),
            button("Whisper", "whisper", discord.ButtonStyle.secondary),
            button("Closed", "closed", discord.ButtonStyle.danger, disabled=True),
        )
    )
    view.add_item(box)
    view.stop()
    return view


def form() -> ui.Modal:
    """A form with every kind of input (a form holds five at most, so the rest stand in `second_form`)."""
    modal = ui.Modal(title="Tell us more", custom_id="demo-form", timeout=900)
    modal.add_item(ui.TextDisplay("Everything here is **made up**."))
    modal.add_item(
        ui.Label(
            text="Name of the street",
            description="As on the sign",
            component=ui.TextInput(custom_id="street", min_length=3, max_length=20, placeholder="Maple Street"),
        )
    )
    modal.add_item(
        ui.Label(
            text="Notes",
            component=ui.TextInput(
                custom_id="notes", style=discord.TextStyle.paragraph, required=False, default="Bring water"
            ),
        )
    )
    modal.add_item(
        ui.Label(
            text="Which language?",
            component=ui.RadioGroup(
                custom_id="language",
                options=[
                    discord.RadioGroupOption(label="English", value="en", default=True),
                    discord.RadioGroupOption(label="Español", value="es", description="¡Hola!"),
                ],
            ),
        )
    )
    modal.add_item(
        ui.Label(
            text="What can you bring?",
            component=ui.CheckboxGroup(
                custom_id="bring",
                min_values=0,
                max_values=2,
                required=False,
                options=[discord.CheckboxGroupOption(label=word, value=word) for word in ("Water", "Snacks", "Signs")],
            ),
        )
    )
    return modal


def second_form() -> ui.Modal:
    """The other kinds of input."""
    modal = ui.Modal(title="And more", custom_id="demo-form", timeout=900)
    select: ui.Select[ui.LayoutView] = ui.Select(
        custom_id="size", options=[discord.SelectOption(label=size) for size in "SML"]
    )
    modal.add_item(ui.Label(text="Shirt", component=select))
    modal.add_item(ui.Label(text="Who leads?", component=ui.UserSelect(custom_id="lead", required=False)))
    modal.add_item(ui.Label(text="Where?", component=ui.ChannelSelect(custom_id="where", required=False)))
    modal.add_item(ui.Label(text="A file", component=ui.FileUpload(custom_id="file", required=False)))
    modal.add_item(ui.Label(text="I agree", component=ui.Checkbox(custom_id="agree")))
    return modal


def picture() -> bytes:
    """A small picture: a PGM would not show, so four pixels of PNG, written out by hand."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73"
        "0000001649444154789c63fccfc0f09f8181818981818181010015060203a4a2cb0c0000000049454e44ae426082"
    )
