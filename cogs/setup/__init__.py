"""`/setup`: a private wizard in which every step has a working default and can be left and resumed."""

from bot.client import TocToc
from bot.words import LANGUAGES
from bot.zones import zones_in
from cogs.setup import forms, presses, sample
from cogs.setup.commands import Setup

__all__ = ["forms", "presses", "sample"]


async def setup(client: TocToc) -> None:
    """Add the command; the presses and forms declare themselves as they are imported."""
    for language in LANGUAGES:
        zones_in(language)  # made now, so that the first suggestion comes as fast as the others
    await client.add_cog(Setup(client))
