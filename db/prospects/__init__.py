"""Leaders and institutions to win: everybody in the team may add one, and write down that they were in touch.

rows.py        a prospect locked for a change; who may do what
clocks.py      how long each may wait, and who hears of silence
adding.py      written down, changed, handed on; imports.py, many at once
research.py    what was found out in public sources
contacts.py    what was tried, and what came of it
stages.py      where it stands: moved, put to rest and woken, pressed
ties.py        "Who should ask?", answered in private; offers.py, the owner hears that somebody could
silence.py     reminders that nothing happened, put off and stopped
signing.py     endorsements; committing.py, what is asked of those beyond it
reading.py     one, as much of it as the reader may see
listing.py     lists of them; board.py, the state of all outreach
forgetting.py  when a person asks to be forgotten
"""

from db.prospects.adding import add, change, hand, remove, set_asker
from db.prospects.board import pipeline
from db.prospects.committing import agree, commitments, fulfil, let_go, offer
from db.prospects.contacts import log
from db.prospects.forgetting import forget_person
from db.prospects.imports import import_all, import_rows, leave_import, stage_import
from db.prospects.listing import find, page, resolve
from db.prospects.reading import prospect
from db.prospects.research import erase, note
from db.prospects.signing import public_by_kind, sign_on, sign_on_new, sign_ons, withdraw
from db.prospects.stages import advance, allow_press, ask_to_press, decline, move, park, wake
from db.prospects.ties import answer, close_round, close_rounds, my_answer, open_round, posted, team_asked, willing

__all__ = [
    "add",
    "advance",
    "agree",
    "allow_press",
    "answer",
    "ask_to_press",
    "change",
    "close_round",
    "close_rounds",
    "commitments",
    "decline",
    "erase",
    "find",
    "forget_person",
    "fulfil",
    "hand",
    "import_all",
    "import_rows",
    "leave_import",
    "let_go",
    "log",
    "move",
    "my_answer",
    "note",
    "offer",
    "open_round",
    "page",
    "park",
    "pipeline",
    "posted",
    "prospect",
    "public_by_kind",
    "remove",
    "resolve",
    "set_asker",
    "sign_on",
    "sign_on_new",
    "sign_ons",
    "stage_import",
    "team_asked",
    "wake",
    "willing",
    "withdraw",
]
