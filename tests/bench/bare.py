"""The baseline of the pad: a bare discord.py bot that answers a press, keeps nothing, and does nothing else.

It is written as discord.py's own examples are (`examples/views/settings.py`, `persistent.py`). A person who presses its
one button gets a pad of their own: the same card with the same buttons as the real one, on which a press changes the
numbers. The other button, the cheapest that there can be, changes a line of text.

`python -m tests.bench.bare`, pointed at the stand-in as the real bot is; with uvloop, as that has it.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter

import discord
import uvloop
from discord import ButtonStyle, ui

from tests.wire.pointed import hurry, point_at

OPEN, LINE = "bare:open", "bare:line"
GOAL, WIDTH = 1_200, 10
FIVE = "five"

# Row by row: what it counts or does, its label, its emoji and its colour.
ROWS: tuple[tuple[tuple[str, str, str, ButtonStyle], ...], ...] = (
    (("nobody", "Nobody home", "🏠", ButtonStyle.secondary), ("talked", "Talked", "💬", ButtonStyle.primary)),
    (("supporter", "Supporter", "💚", ButtonStyle.success), ("moved_on", "Moved on", "👣", ButtonStyle.secondary)),
    ((FIVE, "+5 nobody home", "⏩", ButtonStyle.secondary), ("several", "Several…", "➕", ButtonStyle.secondary)),
    (
        ("sign", "Sign", "🪧", ButtonStyle.secondary),
        ("event", "Event", "📅", ButtonStyle.secondary),
        ("informed", "Informed", "✉️", ButtonStyle.secondary),
    ),
    (("undo", "Undo", "↩️", ButtonStyle.secondary), ("others", "Earlier…", "🕘", ButtonStyle.secondary)),
    (("script", "Script", "📖", ButtonStyle.secondary), ("rights", "Rights", "⚖️", ButtonStyle.secondary)),
)
DOORS = ("nobody", "talked", "supporter", "moved_on")


class Bare(discord.AutoShardedClient):
    """It needs nothing but the presses."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None, shard_count=1)

    async def setup_hook(self) -> None:
        """Its two first buttons work for ever."""
        self.add_view(Entrance())


class Entrance(ui.View):
    """The way to a pad, and the one button that answers with a line of text."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.presses = 0

    @ui.button(label="My pad", custom_id=OPEN)
    async def open(self, interaction: discord.Interaction, _: ui.Button[Entrance]) -> None:
        """Show somebody a pad of their own."""
        await interaction.response.send_message(view=Pad(), ephemeral=True)

    @ui.button(label="Talked", custom_id=LINE)
    async def count(self, interaction: discord.Interaction, _: ui.Button[Entrance]) -> None:
        """Answer."""
        self.presses += 1
        await interaction.response.edit_message(content=f"{self.presses} doors")


class Pad(ui.LayoutView):
    """One person's pad; the answer to a press is the pad with other numbers."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.counted: Counter[str] = Counter()
        self.shown: ui.TextDisplay[Pad] = ui.TextDisplay(self.text(""))
        rows = (ui.ActionRow[Pad](*(Count(*each) for each in row)) for row in ROWS)
        self.add_item(ui.Container(self.shown, *rows, accent_colour=0x3BA55D))

    async def press(self, what: str, label: str, interaction: discord.Interaction) -> None:
        """Count, and answer."""
        self.counted["nobody" if what == FIVE else what] += 5 if what == FIVE else 1
        self.shown.content = self.text(label)
        await interaction.response.edit_message(view=self)

    def text(self, label: str) -> str:
        """All that changes on it."""
        doors = sum(self.counted[each] for each in DOORS)
        told = " · ".join(f"{n} {what}" for what, n in self.counted.items())
        bar = ("▰" * min(WIDTH, doors * WIDTH // GOAL)).ljust(WIDTH, "▱")
        return f"### 🚪 Elm Street\n**+1 {label}** · {doors} doors\n{told}\n-# {bar} {doors} of {GOAL} doors"


class Count(ui.Button[Pad]):
    """One of its buttons."""

    def __init__(self, what: str, label: str, emoji: str, style: ButtonStyle) -> None:
        super().__init__(label=label, emoji=emoji, style=style, custom_id=f"bare:{what}")
        self.what, self.told = what, label

    async def callback(self, interaction: discord.Interaction) -> None:
        """Let the pad count it."""
        assert self.view is not None, "it is on a pad"
        await self.view.press(self.what, self.told, interaction)


async def run() -> None:
    """Until it is killed."""
    async with Bare() as client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    point_at(os.environ["TOCTOC_WIRE_API"], os.environ["TOCTOC_WIRE_GATEWAY"])
    hurry()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
