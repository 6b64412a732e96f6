"""Nudges: scheduled in the transaction of their cause, held for delivery by one process, marked when sent.

schedule.py   scheduled and cancelled, with the cause
holding.py    what is due: put together by person, put off by quiet hours and the most a day, held
outcomes.py   what became of it, and what follows
reading.py    whose they are, and what stands in a message
"""

from db.nudges.holding import LEASE, hold_due, release_all
from db.nudges.outcomes import (
    closed,
    followed_by,
    mark_sent,
    put_away,
    set_out,
    try_again,
    wait_in_turn,
)
from db.nudges.reading import team_of
from db.nudges.schedule import BELL, cancel, look_again, next_due, schedule

__all__ = [
    "BELL",
    "LEASE",
    "cancel",
    "closed",
    "followed_by",
    "hold_due",
    "look_again",
    "mark_sent",
    "next_due",
    "put_away",
    "release_all",
    "schedule",
    "set_out",
    "team_of",
    "try_again",
    "wait_in_turn",
]
