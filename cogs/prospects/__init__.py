"""`/prospect`: leaders and institutions to win, from the first word about them to a yes, a rest, or a no.

commands.py   what people type
room.py       the card of one prospect, painted for whoever looks; its steps, and what moves it
writing.py    added and changed, what was found out, who was in touch: the forms
asking.py     who looks after them, who asks, and "Who should ask?"; round.py, its card
resting.py    when they will not meet: advice, pressing, rest and waking
board.py      the board and the lists; imports.py, many at once
nudges.py     what the outreach channel and letters tell of them
"""

from bot.client import TocToc
from cogs.prospects import asking, board, imports, nudges, resting, room, writing
from cogs.prospects.commands import Prospects
from cogs.prospects.nudges import Waking
from cogs.prospects.round import Round

__all__ = ["asking", "board", "imports", "nudges", "resting", "room", "writing"]


async def setup(client: TocToc) -> None:
    """Add the commands, and teach the courier; presses and forms declare themselves as they are imported."""
    Waking(client).teach()
    Round(client).teach()
    await client.add_cog(Prospects(client))
