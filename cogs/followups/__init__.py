"""`/followup`: promises with an owner and a date, from the note to the tick; and the week for the organizers.

commands.py   what people type, and the menu of a message
writing.py    add and change: form, preview, save; slips.py is how texts become a promise
presses.py    the list, one promise, and every answer to it; rules.py, who may
digest.py     the weekly look-over in the organizers' channel
"""

from bot.client import TocToc
from cogs.followups import presses, writing
from cogs.followups.commands import Followups, from_message
from cogs.followups.digest import Digest

__all__ = ["presses", "writing"]


async def setup(client: TocToc) -> None:
    """Add the commands, and teach the courier; presses and forms declare themselves as they are imported."""
    Digest(client).teach()
    await client.add_cog(Followups(client))
    client.tree.add_command(from_message(client.kit))
