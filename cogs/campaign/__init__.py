"""`/campaign`: how far the campaign is, what it still takes, and who knocked how much."""

from bot.client import TocToc
from cogs.campaign.commands import Campaign


async def setup(client: TocToc) -> None:
    """Add the commands; the presses declare themselves as they are imported."""
    await client.add_cog(Campaign(client))
