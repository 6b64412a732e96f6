"""Meetings with leaders: planned, prepared together, held, looked back on, closed with a next step.

    planning.py      a meeting is planned, changed, called off
    room.py          what stands in its prep room, line by line
    sheets.py        several of its lines at once
    people.py        who goes, and what each does there
    tasks.py         what has to be done before, by whoever takes it
    looking_back.py  it was held; how it was; what came of it
    putting_off.py   a person's own reminders of it
    reading.py       one meeting; what was learned in those with a kind
    listing.py       meetings for lists and autocomplete, and what waits for a person
    shown.py         where Discord shows a meeting
    forgetting.py    a person leaves all of them

What they share: rows.py (a meeting's row, locked; who may), prospect.py (whom it is with, and their stage),
reminders.py (nudges), bounds.py (what may be typed).
"""

from db.meetings.forgetting import forget_person
from db.meetings.listing import behind, coming, find, needs, of_prospect, resolve, today, without_card
from db.meetings.looking_back import close, ends, evaluate, held, reopen
from db.meetings.people import give_roles, go, read_it, stay
from db.meetings.planning import Prep, cancel, change, keep_hours, plan
from db.meetings.putting_off import again, later, stop
from db.meetings.reading import find as look
from db.meetings.reading import in_thread, learned, may_read, meeting, public
from db.meetings.room import erase_line, write
from db.meetings.sheets import save
from db.meetings.shown import remember_card, remember_event, remember_painted, remember_thread
from db.meetings.tasks import add_task, change_task, erase_task, give_back, take, task_done, undo

__all__ = [
    "Prep",
    "add_task",
    "again",
    "behind",
    "cancel",
    "change",
    "change_task",
    "close",
    "coming",
    "ends",
    "erase_line",
    "erase_task",
    "evaluate",
    "find",
    "forget_person",
    "give_back",
    "give_roles",
    "go",
    "held",
    "in_thread",
    "keep_hours",
    "later",
    "learned",
    "look",
    "may_read",
    "meeting",
    "needs",
    "of_prospect",
    "plan",
    "public",
    "read_it",
    "remember_card",
    "remember_event",
    "remember_painted",
    "remember_thread",
    "reopen",
    "resolve",
    "save",
    "stay",
    "stop",
    "take",
    "task_done",
    "today",
    "undo",
    "without_card",
    "write",
]
