"""`/turf`: neighborhoods to knock. Everyone sees the list, organizers change it."""

from bot.client import TocToc
from cogs.turf.commands import Turf


async def setup(client: TocToc) -> None:
    """Add the commands; the presses and forms declare themselves as they are imported."""
    await client.add_cog(Turf(client))
