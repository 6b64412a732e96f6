"""Nudges as people get them: letters by DM, their answers, and what happens where DMs are closed.

letters.py    what is due for a person becomes one DM, or a mention where the team can see it
presses.py    every answer to a letter
panels.py     `/nudges mine`, `/nudges team`, what waits, trying DMs again; commands.py is what people type
"""

from bot.client import TocToc
from cogs.nudges import presses
from cogs.nudges.commands import Nudges
from cogs.nudges.letters import Letters

__all__ = ["presses"]


async def setup(client: TocToc) -> None:
    """Add the commands and teach the courier to write; presses and forms declare themselves as they are imported."""
    Letters(client).teach()
    await client.add_cog(Nudges(client))
