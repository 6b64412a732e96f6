"""A small bot that uses everything the page must show, so that the page can be tested before and apart from TocToc."""

import argparse
import itertools
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.clock import Clock
from tests.rehearsal import demo_letters
from tests.rehearsal.demo_cards import card, flat, form
from tests.rehearsal.demo_commands import add_commands

SPANISH = {
    "greet": "saludar",
    "Say hello to somebody": "Saluda a alguien",
    "who": "quien",
    "Whom to greet": "A quién saludar",
    "card": "tarjeta",
    "Post a card with buttons": "Publica una tarjeta con botones",
}


class Spanish(app_commands.Translator):
    """Names and descriptions in Spanish, so that the command list can be tried in both languages."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _: app_commands.TranslationContextTypes
    ) -> str | None:
        """The Spanish text, where there is one."""
        return SPANISH.get(string.message) if locale is discord.Locale.spain_spanish else None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of the demo bot, as the rehearsal lists what is coming."""

    id: int
    at: datetime | None
    channel_id: int
    person_id: int | None
    about: str
    waits_for: str | None = None
    state: str = "pending"
    kind: str = "followup"


class DemoBot(commands.AutoShardedBot):
    """Counts presses in a file, which outlives a restart, and answers in every way there is."""

    def __init__(self, clock: Clock, folder: Path) -> None:
        intents = discord.Intents(guilds=True)
        super().__init__(
            commands.when_mentioned, intents=intents, shard_count=1, allowed_mentions=discord.AllowedMentions.none()
        )
        self.clock = clock
        self.ledger = folder / "demo.json"
        self.reminders: list[Reminder] = []
        self._numbers = itertools.count(1)

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

    def card(self) -> ui.LayoutView:
        """The public card as it is now."""
        return card(self.clock.now() + timedelta(days=2), self.read().get("in", []))

    def remind(self, interaction: discord.Interaction, about: str, waits_for: str | None, *, closed: bool) -> None:
        """Write in the channel in an hour; `closed` ones never come, as for people whose DMs are closed."""
        at = None if closed else self.clock.now() + timedelta(hours=1)
        state = "closed" if closed else "pending"
        channel = interaction.channel_id or 0
        new = Reminder(next(self._numbers), at, channel, interaction.user.id, about, waits_for, state)
        self.reminders.append(new)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Route presses by their ids, so that cards outlive a restart."""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if custom_id.startswith("letter."):
            await demo_letters.answer(interaction, custom_id.removeprefix("letter."), data.get("values", []))
        elif custom_id.startswith("in"):
            self.press("in", interaction.user.id)
            await interaction.response.edit_message(view=self.card())
        elif custom_id == "whisper":
            await interaction.response.send_message("A secret for you alone.", ephemeral=True)
        elif custom_id == "tags":
            await interaction.response.send_message(f"Tags: {', '.join(data['values'])}", ephemeral=True)
        elif custom_id == "ask":
            await interaction.response.send_modal(form())
        elif custom_id == "demo-form":
            texts = json.dumps(flat(data["components"]), ensure_ascii=False)
            await interaction.response.send_message(f"Got: `{texts[:1800]}`", ephemeral=True)


class DemoApp:
    """What `bot.app.open_app` returns, for the demo bot."""

    def __init__(self, bot: DemoBot) -> None:
        self.client = bot

    async def tick(self) -> datetime | None:
        """Deliver the reminders that are due; say when the next one is."""
        reminders, now = self.client.reminders, self.client.clock.now()
        for entry in [entry for entry in reminders if entry.at and entry.at <= now]:
            reminders.remove(entry)
            await self.client.get_partial_messageable(entry.channel_id).send("An hour has gone by.")
        return min((entry.at for entry in reminders if entry.at), default=None)

    async def coming(self, _: int, *, most: int) -> list[Reminder]:
        """The reminders, in the order of their making, which is that of their times."""
        return self.client.reminders[:most]

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
