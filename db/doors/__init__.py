"""Door day: what is counted, who is there, the board, cheers, rankings and the wrap-up.

counting.py   a door, on the pad, for others, afterwards, put right, taken back
attending.py  who came, whose list is done, who is back
choosing.py   which session somebody means
day.py        a session starts; its board
ledger.py     the rows underneath, and the tallies kept with them
"""

from db.doors.attending import arrive, back, finished, leave, out
from db.doors.choosing import current, name_known, open_pad, today
from db.doors.counting import add, count, enter, fix, pad, recent, to_change, undo
from db.doors.day import board, due, live, remember_board, start
from db.doors.ledger import mismatches, rebuild

__all__ = [
    "add",
    "arrive",
    "back",
    "board",
    "count",
    "current",
    "due",
    "enter",
    "finished",
    "fix",
    "leave",
    "live",
    "mismatches",
    "name_known",
    "open_pad",
    "out",
    "pad",
    "rebuild",
    "recent",
    "remember_board",
    "start",
    "to_change",
    "today",
    "undo",
]
