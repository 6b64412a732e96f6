"""`/signon`: who stands with the campaign, in public or not, and what they agreed to beyond it.

commands.py   what people type
adding.py     one prospect's sign-on: written down, changed, taken back
beyond.py     deeper asks: offered, agreed, done
listing.py    the list, the export, the flyer
"""

from bot.client import TocToc
from cogs.signons import adding, beyond, listing
from cogs.signons.commands import SignOns

__all__ = ["adding", "beyond", "listing"]


async def setup(client: TocToc) -> None:
    """Add the commands; presses and forms declare themselves as they are imported."""
    await client.add_cog(SignOns(client))
