"""The baseline of the pad: a bare discord.py bot that answers a press by editing its message, and that is all.

`python -m tests.bench.bare`, pointed at the stand-in as the real bot is; with uvloop, as that has it.
"""

from __future__ import annotations

import asyncio
import os

import discord
import uvloop
from discord import ui

from tests.wire.pointed import hurry, point_at


class Bare(discord.AutoShardedClient):
    """It keeps nothing, and needs nothing but the presses."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None, shard_count=1)

    async def setup_hook(self) -> None:
        """Its one button works for ever."""
        self.add_view(Pad())


class Pad(ui.View):
    """One button; the answer is the message with another text."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.presses = 0

    @ui.button(label="Talked", custom_id="bare")
    async def count(self, interaction: discord.Interaction, _: ui.Button[Pad]) -> None:
        """Answer."""
        self.presses += 1
        await interaction.response.edit_message(content=f"{self.presses} doors")


async def run() -> None:
    """Until it is killed."""
    async with Bare() as client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    point_at(os.environ["TOCTOC_WIRE_API"], os.environ["TOCTOC_WIRE_GATEWAY"])
    hurry()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
