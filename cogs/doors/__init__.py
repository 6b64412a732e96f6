"""`/doors`: the hour at the doors.

commands.py   what people type
pad.py        the card on which everybody counts
presses.py    the buttons of the board
captain.py    who is still out, doors for others, forms with numbers
board.py      the board, brought in line with the database
cheers.py     cheers in the session's thread
safe.py       who is overdue
wrap.py       the end of the day, and each pair's own count
thanks.py     everybody may thank one person
debrief.py    how it was
room.py       where all of that is told
"""

from bot.client import TocToc
from cogs.doors import captain, cheers, debrief, pad, presses, safe, wrap
from cogs.doors.board import Boards
from cogs.doors.commands import Doors
from cogs.doors.thanks import Telling
from db.facts import NudgeKind

__all__ = ["captain", "pad", "presses"]


async def setup(client: TocToc) -> None:
    """Add the commands, and teach repaint and courier; presses and forms declare themselves as they are imported."""
    boards = Boards(client)
    client.kit.repaint.learn("board", boards.paint, boards.overdue)
    client.kit.courier.learn(NudgeKind.START, boards.start)
    for told in (cheers, safe, wrap, debrief):
        told.teach(client)
    Telling(client).teach()
    await client.add_cog(Doors(client))
