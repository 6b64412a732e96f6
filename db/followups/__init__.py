"""Promises: made, handed over, kept, and never forgotten in between.

rows.py         a promise locked for a change; who may do what
making.py       written down by a person, or following from something else
keeping.py      done, dropped, changed; causes.py, what it followed from hears of it
putting_off.py  when and whether somebody is reminded
handing.py      asked of somebody else, who takes it or passes it back
reminders.py    the nudges of a promise, round by round
moving.py       when the team or a person lives on other clocks
forgetting.py   when a person asks to be forgotten
reading.py      one, a person's, a team's, by what somebody typed
"""

from db.followups.causes import heard_by
from db.followups.forgetting import forget_person
from db.followups.handing import hand_over, lapse, pass_back, take, take_over
from db.followups.keeping import change, contact_logged, done, drop, reopen
from db.followups.making import add, add_automatic, check_text, fulfil, withdraw
from db.followups.moving import move_person, move_team
from db.followups.putting_off import later, remind_again, resume, stop
from db.followups.reading import facts, look, mine, of_team, resolve, suggest, to_dos

__all__ = [
    "add",
    "add_automatic",
    "change",
    "check_text",
    "contact_logged",
    "done",
    "drop",
    "facts",
    "forget_person",
    "fulfil",
    "hand_over",
    "heard_by",
    "lapse",
    "later",
    "look",
    "mine",
    "move_person",
    "move_team",
    "of_team",
    "pass_back",
    "remind_again",
    "reopen",
    "resolve",
    "resume",
    "stop",
    "suggest",
    "take",
    "take_over",
    "to_dos",
    "withdraw",
]
