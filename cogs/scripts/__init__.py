"""`/script` and `/rights`: what a team says at the door, and the card about rights.

commands.py   what people type
reading.py    the cards, in either language, and as a file
writing.py    changing, reviewing, going back to a version
"""

from bot.client import TocToc
from cogs.scripts import reading, writing
from cogs.scripts.commands import Scripts

__all__ = ["reading", "writing"]


async def setup(client: TocToc) -> None:
    """Add the commands; presses and forms declare themselves as they are imported."""
    await client.add_cog(Scripts(client))
