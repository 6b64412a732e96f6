"""A small bot that uses everything the page must show, so that the page can be tested before and apart from TocToc."""

import argparse
import asyncio
import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.clock import Clock

SPANISH = {
    "greet": "saludar",
    "Say hello to somebody": "Saluda a alguien",
    "who": "quien",
    "Whom to greet": "A quién saludar",
    "card": "tarjeta",
    "Post a card with buttons": "Publica una tarjeta con botones",
}
TURFS = ["Maple Street", "Market Square", "Old Mill", "Orchard Hill", "Riverside North", "Riverside South"]


class Spanish(app_commands.Translator):
    """Names and descriptions in Spanish, so that the command list can be tried in both languages."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _: app_commands.TranslationContextTypes
    ) -> str | None:
        """The Spanish text, where there is one."""
        return SPANISH.get(string.message) if locale is discord.Locale.spain_spanish else None


class DemoBot(commands.AutoShardedBot):
    """Counts presses in a file, which outlives a restart, and answers in every way there is."""

    def __init__(self, clock: Clock, folder: Path) -> None:
        intents = discord.Intents(guilds=True)
        super().__init__(
            commands.when_mentioned, intents=intents, shard_count=1, allowed_mentions=discord.AllowedMentions.none()
        )
        self.clock = clock
        self.ledger = folder / "demo.json"
        self.reminders: list[tuple[Any, int]] = []

    async def setup_hook(self) -> None:
        """Register and sync the commands."""
        await self.tree.set_translator(Spanish())
        add_commands(self)
        await self.tree.sync()

    def press(self, name: str, who: int) -> dict[str, list[int]]:
        """Keep who pressed what."""
        ledger = self.read()
        ledger.setdefault(name, [])
        if who not in ledger[name]:
            ledger[name].append(who)
        self.ledger.write_text(json.dumps(ledger))
        return ledger

    def read(self) -> dict[str, list[int]]:
        """Who pressed what so far."""
        return json.loads(self.ledger.read_text()) if self.ledger.exists() else {}

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Route presses by their ids, so that cards outlive a restart."""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if custom_id.startswith("in"):
            self.press("in", interaction.user.id)
            await interaction.response.edit_message(view=card(self))
        elif custom_id == "whisper":
            await interaction.response.send_message("A secret for you alone.", ephemeral=True)
        elif custom_id == "tags":
            await interaction.response.send_message(f"Tags: {', '.join(data['values'])}", ephemeral=True)
        elif custom_id == "ask":
            await interaction.response.send_modal(form())
        elif custom_id == "demo-form":
            texts = json.dumps(flat(data["components"]), ensure_ascii=False)
            await interaction.response.send_message(f"Got: `{texts[:1800]}`", ephemeral=True)


def flat(components: list[Any]) -> dict[str, Any]:
    """The values of a form by custom id."""
    inner = [component.get("component", component) for component in components]
    return {item["custom_id"]: item.get("value", item.get("values")) for item in inner if "custom_id" in item}


def button(label: str, custom_id: str, style: discord.ButtonStyle, **more: Any) -> ui.Button[ui.LayoutView]:
    """A button that nothing in memory waits for."""
    return ui.Button(label=label, custom_id=custom_id, style=style, **more)


def card(bot: DemoBot) -> ui.LayoutView:
    """The public card: text of every kind, a picture, a select and buttons."""
    start = bot.clock.now() + timedelta(days=2)
    names = ", ".join(f"<@{who}>" for who in bot.read().get("in", [])) or "nobody yet"
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
    box.add_item(
        ui.TextDisplay(f"**In** ({len(bot.read().get('in', []))}/8): {names}\n> Bring water.\n- comfy shoes\n- a hat")
    )
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


def add_commands(bot: DemoBot) -> None:
    """Every way to answer a command."""
    tree = bot.tree

    @tree.command(description="Say hello to somebody")
    @app_commands.describe(who="Whom to greet")
    async def greet(interaction: discord.Interaction, who: discord.Member | None = None) -> None:
        spanish = interaction.locale is discord.Locale.spain_spanish
        name = (who or interaction.user).display_name
        await interaction.response.send_message(f"{'¡Hola' if spanish else 'Hello'}, {name}!", ephemeral=True)

    @tree.command(name="card", description="Post a card with buttons")
    async def post_card(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=card(bot))

    add_option_commands(bot)
    add_place_commands(bot)
    add_odd_commands(bot)


def add_option_commands(bot: DemoBot) -> None:
    """Commands with options of all kinds."""
    group = app_commands.Group(name="turf", description="Neighborhoods to knock")

    @group.command(description="Add a neighborhood")
    @app_commands.describe(name="Its name", doors="How many doors", active="Knock now?", sheet="A list of streets")
    async def add(  # noqa: PLR0917 - discord.py takes a command's options from its parameters
        interaction: discord.Interaction,
        name: app_commands.Range[str, 2, 40],
        doors: app_commands.Range[int, 1, 500],
        active: bool = True,
        channel: discord.TextChannel | None = None,
        sheet: discord.Attachment | None = None,
    ) -> None:
        size = len(await sheet.read()) if sheet else 0
        where = channel.mention if channel else "nowhere"
        await interaction.response.send_message(f"Added **{name}**: {doors} doors, {active}, {where}, {size} bytes.")

    @group.command(description="Show a neighborhood")
    @app_commands.describe(name="Which one", unit="Counted in")
    @app_commands.choices(
        unit=[app_commands.Choice(name="doors", value="d"), app_commands.Choice(name="people", value="p")]
    )
    async def show(interaction: discord.Interaction, name: str, unit: app_commands.Choice[str] | None = None) -> None:
        await interaction.response.send_message(f"{name}: 120 {unit.name if unit else 'doors'}", ephemeral=True)

    @show.autocomplete("name")
    async def names(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=turf, value=turf) for turf in TURFS if current.lower() in turf.lower()]

    bot.tree.add_command(group)


def add_place_commands(bot: DemoBot) -> None:
    """Forms, files, threads, direct messages."""
    tree = bot.tree

    @tree.command(description="Open the second form")
    async def more(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(second_form())

    @tree.command(description="Files, a picture and an embed")
    async def files(interaction: discord.Interaction) -> None:
        sent = [discord.File(io.BytesIO(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "canvass.ics")]
        sent.append(discord.File(io.BytesIO(picture()), "map.png", description="Where we meet"))
        embed = discord.Embed(title="Totals", description="*So far*", colour=0xB7791F)
        embed.add_field(name="Doors", value="42").add_field(name="Talks", value="17").set_footer(text="Thank you")
        await interaction.response.send_message("Here you are", files=sent, embed=embed)

    @tree.command(description="Open a thread and write there")
    async def thread(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("A thread is open.")
        message = await interaction.original_response()
        opened = await message.create_thread(name="Saturday's walk")
        await opened.send(f"Welcome {interaction.user.mention}!", allowed_mentions=discord.AllowedMentions(users=True))

    @tree.command(description="Send a direct message")
    async def dm(interaction: discord.Interaction, who: discord.Member | None = None) -> None:
        try:
            await (who or interaction.user).send("Only **you** read this.")
        except discord.Forbidden as refusal:
            await interaction.response.send_message(f"Could not: {refusal.code}", ephemeral=True)
        else:
            await interaction.response.send_message("Sent.", ephemeral=True)


def add_odd_commands(bot: DemoBot) -> None:
    """An echo, a reminder, a server event, a failure, a message menu."""
    tree = bot.tree

    @tree.command(description="Say it again")
    async def echo(interaction: discord.Interaction, text: str) -> None:
        await interaction.response.send_message(text)

    @tree.command(description="Remind here in an hour")
    async def remind(interaction: discord.Interaction) -> None:
        bot.reminders.append((bot.clock.now() + timedelta(hours=1), interaction.channel_id or 0))
        await interaction.response.send_message("In an hour.", ephemeral=True)

    @tree.command(description="Plan a server event")
    @app_commands.default_permissions(manage_events=True)
    async def event(interaction: discord.Interaction) -> None:
        assert interaction.guild is not None
        start = bot.clock.now() + timedelta(days=1)
        await interaction.guild.create_scheduled_event(
            name="Potluck",
            start_time=start,
            end_time=start + timedelta(hours=2),
            entity_type=discord.EntityType.external,
            location="Library",
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        await interaction.response.send_message("Planned.", ephemeral=True)

    @tree.command(description="Never come back")
    async def hang(_: discord.Interaction) -> None:
        await asyncio.Event().wait()

    @tree.command(description="Break")
    async def boom(_: discord.Interaction) -> None:
        raise RuntimeError("boom")

    @tree.context_menu(name="Cheer")
    async def cheer(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Cheers for {message.author.display_name}!")


class DemoApp:
    """What `bot.app.open_app` returns, for the demo bot."""

    def __init__(self, bot: DemoBot) -> None:
        self.client = bot

    async def tick(self) -> datetime | None:
        """Deliver the reminders that are due; say when the next one is."""
        due = [entry for entry in self.client.reminders if entry[0] <= self.client.clock.now()]
        for entry in due:
            self.client.reminders.remove(entry)
            channel = self.client.get_partial_messageable(entry[1])
            await channel.send("An hour has gone by.")
        return min((entry[0] for entry in self.client.reminders), default=None)

    async def close(self) -> None:
        """Leave Discord."""
        await self.client.close()


def opener(folder: Path) -> Any:
    """A function that opens the demo bot on the ledger in `folder`."""

    async def open_demo(clock: Clock) -> DemoApp:
        return DemoApp(DemoBot(clock, folder))

    return open_demo


if __name__ == "__main__":
    from rehearsal.page import serve

    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=8080)
    options.add_argument("--data", type=Path, required=True)
    given = options.parse_args()
    serve(opener(given.data), port=given.port, erase=lambda: (given.data / "demo.json").unlink(missing_ok=True))
