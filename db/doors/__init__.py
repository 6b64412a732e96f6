"""Door day: what is counted, who is there, the board, cheers, rankings and the wrap-up.

counting.py   a door, on the pad, for others, afterwards, put right, taken back
attending.py  who came, whose list is done, who is back
clapping.py   people cheer each other on
choosing.py   which session somebody means
day.py        a session starts; its board
staying.py    who comes along afterwards
wrapping.py   it is wrapped up, and what follows has owners
settling.py   each pair says what it counted
thanking.py   who thanks whom, and how it went
ranking.py    leaderboards
ledger.py     the rows underneath, and the tallies kept with them
recent.py     the last presses, which can be undone
together.py   who knocked with whom
recounting.py the tallies, added up anew
"""

from db.doors.attending import arrive, back, finished, heading, leave, out
from db.doors.choosing import current, name_known, open_pad, today
from db.doors.clapping import cheer_on
from db.doors.counting import add, count, enter, fix, pad, to_change, undo
from db.doors.day import board, due, live, remember_board, start
from db.doors.ranking import ranking
from db.doors.recounting import mismatches, rebuild, recount
from db.doors.settling import confirm_count
from db.doors.staying import stay
from db.doors.thanking import compiled, debrief, my_debrief, remember_thanks, thank, thanks
from db.doors.wrapping import unwrap, wrap, wrapped

__all__ = [
    "add",
    "arrive",
    "back",
    "board",
    "cheer_on",
    "compiled",
    "confirm_count",
    "count",
    "current",
    "debrief",
    "due",
    "enter",
    "finished",
    "fix",
    "heading",
    "leave",
    "live",
    "mismatches",
    "my_debrief",
    "name_known",
    "open_pad",
    "out",
    "pad",
    "ranking",
    "rebuild",
    "recount",
    "remember_board",
    "remember_thanks",
    "start",
    "stay",
    "thank",
    "thanks",
    "to_change",
    "today",
    "undo",
    "unwrap",
    "wrap",
    "wrapped",
]
