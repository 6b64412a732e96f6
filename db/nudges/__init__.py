"""Nudges: scheduled in the transaction of their cause, held for delivery by one process, marked when sent.

schedule.py   scheduled and cancelled, with the cause
holding.py    what is due: put together by person, and held
deciding.py   whether it may go now: quiet hours, the most a day, closed DMs, one new conversation after the other
outcomes.py   what became of it, and what follows
reading.py    whose they are
letters.py    what one message says to one person; items.py, where each matter in it stands now
answers.py    what a person answers to it
listing.py    lists for a person and for organizers
"""

from db.nudges.holding import hold_due, release_all
from db.nudges.outcomes import (
    LEASE,
    closed,
    followed_by,
    mark_sent,
    missing,
    put_away,
    set_out,
    try_again,
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
    "missing",
    "next_due",
    "put_away",
    "release_all",
    "schedule",
    "set_out",
    "team_of",
    "try_again",
]
