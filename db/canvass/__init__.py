"""Door-knocking sessions: what is planned, who signs up, who gets a place, who knocks with whom.

    plans.py      a session is planned, changed, called off; people are reminded
    signups.py    what people answer, and what becomes of a place that they were offered
    later.py      a person's own reminders of a session, and that they want none
    paired.py     who knocks with whom; pairing.py is the rule behind it
    reading.py    one session as cards show it; what it is called
    listing.py    sessions for lists and autocomplete
    shown.py      where Discord shows a session
    desk.py       a plan that is being written
    forgetting.py a person leaves all of them

What they share: rows.py (a session's row, locked), line.py (the line for places), notices.py (nudges),
told.py (whom they reached), bounds.py (what may be typed), languages.py.
"""

from db.canvass.forgetting import forget_person
from db.canvass.later import forget_reminder, mute, remind_me, when_again
from db.canvass.listing import behind, last_plan, lines, resolve, without_card
from db.canvass.paired import make_pairs, move, pairs, practised
from db.canvass.plans import cancel, edit, keep_hours, plan, remind
from db.canvass.reading import facts, find, in_thread
from db.canvass.shown import (
    remember_card,
    remember_event,
    remember_painted,
    remember_pairs,
    remember_thread,
    show_pairs,
)
from db.canvass.signups import cant, drop, join, lapse, maybe, pass_on, tag, take

__all__ = [
    "behind",
    "cancel",
    "cant",
    "drop",
    "edit",
    "facts",
    "find",
    "forget_person",
    "forget_reminder",
    "in_thread",
    "join",
    "keep_hours",
    "lapse",
    "last_plan",
    "lines",
    "make_pairs",
    "maybe",
    "move",
    "mute",
    "pairs",
    "pass_on",
    "plan",
    "practised",
    "remember_card",
    "remember_event",
    "remember_painted",
    "remember_pairs",
    "remember_thread",
    "remind",
    "remind_me",
    "resolve",
    "show_pairs",
    "tag",
    "take",
    "when_again",
    "without_card",
]
