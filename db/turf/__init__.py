"""Neighborhoods to knock: everyone in the team may read them, organizers change them."""

from db.turf.changes import MOST, add, begin_edit, edit, finish, reopen, room
from db.turf.imports import import_all, leave_import, stage
from db.turf.reading import check_organizer, facts, lines, lines_to_change, resolve
from db.turf.voices import CHOICES, say, take_back, voices

__all__ = [
    "CHOICES",
    "MOST",
    "add",
    "begin_edit",
    "check_organizer",
    "edit",
    "facts",
    "finish",
    "import_all",
    "leave_import",
    "lines",
    "lines_to_change",
    "reopen",
    "resolve",
    "room",
    "say",
    "stage",
    "take_back",
    "voices",
]
