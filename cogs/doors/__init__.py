"""`/doors`: the hour at the doors.

commands.py   what people type
pad.py        the card on which everybody counts
presses.py    the buttons of the board
captain.py    who is still out, doors for others, forms with numbers
board.py      the board, brought in line with the database
cheers.py     cheers in the session's thread
"""

from bot.client import TocToc
from cogs.doors import captain, cheers, pad, presses
from cogs.doors.board import Boards
from cogs.doors.commands import Doors
from db.facts import NudgeKind

__all__ = ["captain", "pad", "presses"]


async def setup(client: TocToc) -> None:
    """Add the commands, and teach repaint and courier; presses and forms declare themselves as they are imported."""
    boards = Boards(client)
    client.kit.repaint.learn("board", boards.paint, boards.overdue)
    client.kit.courier.learn(NudgeKind.START, boards.start)
    cheers.teach(client)
    await client.add_cog(Doors(client))
