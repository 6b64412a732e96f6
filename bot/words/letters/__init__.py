"""Letters that ask for a meeting, and notes that thank for one: a text per kind and language, with blanks.

`letters/<language>/<kind>.txt`: the first line is the subject, the letter follows after an empty one.
`thanks/<language>/<kind>.txt`: a line `[yes]` or `[open]` says for which case what follows is; these two words are the
same in every language. A team's own texts have the same form. Blanks are those of `bot.words.blanks`. A further
language is one more folder each.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.words.blanks import unknown_blanks
from bot.words.catalogue import DEFAULT, LANGUAGES
from bot.words.strict import Fault
from db.facts.playbooks import Kind

HERE = Path(__file__).parent.parent

SUBJECT_MOST = 100
LETTER_MOST = 3000
"""Characters of a whole text before its blanks are filled, so that it can be edited in one field of a form (4000)."""


class ThanksCase(StrEnum):
    """What a thank-you note follows: a yes, or anything that is not one, or not yet."""

    YES = "yes"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Outreach:
    """A letter with its blanks still in it."""

    subject: str
    body: str


# ---- what comes with TocToc ------------------------------------------------------------------------


@cache
def letter_text(kind: Kind, language: str) -> str:
    """The letter to one kind of leader as it is edited, in the default language where there is no such catalogue.

    Raises Fault where its file is missing.
    """
    return _text("letters", kind, language)


@cache
def thanks_text(kind: Kind, language: str) -> str:
    """The notes to one kind of leader as they are edited, likewise."""
    return _text("thanks", kind, language)


def outreach(kind: Kind, language: str) -> Outreach:
    """The letter that asks one kind of leader for a meeting. Raises Fault."""
    return read_letter(letter_text(kind, language), source=_source("letters", kind, language))


def thanks(kind: Kind, language: str, case: ThanksCase) -> str:
    """The note that thanks one kind of leader for a meeting. Raises Fault."""
    return read_thanks(thanks_text(kind, language), case, source=_source("thanks", kind, language))


# ---- ours or a team's own --------------------------------------------------------------------------


def read_letter(text: str, *, source: str = "letter") -> Outreach:
    """A letter from its text. Raises Fault, which says what is wrong with it."""
    _check(source, text)
    subject, _, body = text.strip().partition("\n\n")
    if "\n" in subject or not body.strip():
        raise Fault(source, "", "must be a subject, an empty line and the letter")
    if len(subject) > SUBJECT_MOST:
        raise Fault(source, "subject", f"has {len(subject)} characters, {SUBJECT_MOST} are allowed")
    return Outreach(subject, body.strip())


def read_thanks(text: str, case: ThanksCase, *, source: str = "thanks") -> str:
    """The note for a case from the text of both. Raises Fault, which says what is wrong with it."""
    _check(source, text)
    before, *parts = re.split(r"^\[(\w+)\]$", text.strip(), flags=re.MULTILINE)
    notes = {name: note.strip() for name, note in zip(parts[::2], parts[1::2], strict=True)}
    if before.strip() or parts[::2] != list(ThanksCase) or not all(notes.values()):
        raise Fault(source, "", f"must be the cases {', '.join(ThanksCase)}, in this order, each once")
    return notes[case]


# ---- inside ----------------------------------------------------------------------------------------


def _source(folder: str, kind: Kind, language: str) -> str:
    return f"{folder}/{language if language in LANGUAGES else DEFAULT}/{kind}.txt"


def _text(folder: str, kind: Kind, language: str) -> str:
    source = _source(folder, kind, language)
    try:
        return (HERE / source).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise Fault(source, "", "there is no such file") from None


def _check(source: str, text: str) -> None:
    if not 0 < len(text.strip()) <= LETTER_MOST:
        raise Fault(source, "", f"has {len(text.strip())} characters, 1 to {LETTER_MOST} are allowed")
    wrong = unknown_blanks(text)
    if wrong:
        raise Fault(source, "", f"has the blank {wrong[0]}, which is not known")
