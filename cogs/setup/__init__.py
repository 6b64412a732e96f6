"""`/setup`: a private wizard in which every step has a working default and can be left and resumed."""

from bot.client import TocToc
from cogs.setup import forms, presses, sample
from cogs.setup.commands import Setup

__all__ = ["forms", "presses", "sample"]


async def setup(client: TocToc) -> None:
    """Add the command; the presses and forms declare themselves as they are imported."""
    await client.add_cog(Setup(client))
