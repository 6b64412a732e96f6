"""Letters that ask for a meeting, and notes that thank for one: a text per kind and language, with blanks.

`letters/<language>/<kind>.txt`: the first line is the subject, the letter follows after an empty one.
`thanks/<language>/<kind>.txt`: a line `[yes]` or `[open]` says for which case what follows is; these two words are the
same in every language. Blanks are those of `bot.words.blanks`. A further language is one more folder each.
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
LETTER_MOST = 2500
"""Characters of a letter before its blanks are filled, so that it can be edited in one field of a form (4000)."""
NOTE_MOST = 1500


class Outcome(StrEnum):
    """What a thank-you note follows: a yes, or anything that is not one, or not yet."""

    YES = "yes"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Outreach:
    """A letter with its blanks still in it."""

    subject: str
    body: str


@cache
def outreach(kind: Kind, language: str) -> Outreach:
    """The letter that asks one kind of leader for a meeting. Raises Fault."""
    source, text = _file("letters", kind, language)
    subject, _, body = text.partition("\n\n")
    if "\n" in subject or not body.strip():
        raise Fault(source, "", "must be a subject, an empty line and the letter")
    _check(source, "subject", subject, SUBJECT_MOST)
    _check(source, "letter", body.strip(), LETTER_MOST)
    return Outreach(subject, body.strip())


@cache
def thanks(kind: Kind, language: str, outcome: Outcome) -> str:
    """The note that thanks one kind of leader for a meeting. Raises Fault."""
    source, text = _file("thanks", kind, language)
    before, *parts = re.split(r"^\[(\w+)\]$", text, flags=re.MULTILINE)
    notes = dict(zip(parts[::2], parts[1::2], strict=True))
    if before.strip() or list(parts[::2]) != list(Outcome):
        raise Fault(source, "", f"must be the cases {', '.join(Outcome)}, in this order, each once")
    note = notes[outcome].strip()
    _check(source, f"[{outcome}]", note, NOTE_MOST)
    return note


def _file(folder: str, kind: Kind, language: str) -> tuple[str, str]:
    source = f"{folder}/{language if language in LANGUAGES else DEFAULT}/{kind}.txt"
    try:
        return source, (HERE / source).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise Fault(source, "", "there is no such file") from None


def _check(source: str, key: str, text: str, most: int) -> None:
    if not 0 < len(text) <= most:
        raise Fault(source, key, f"has {len(text)} characters, 1 to {most} are allowed")
    wrong = unknown_blanks(text)
    if wrong:
        raise Fault(source, key, f"has the blank {wrong[0]}, which is not known")
