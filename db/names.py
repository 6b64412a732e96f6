"""Names that people type: kept tidy, compared without case, accents and blanks, sorted as people count."""

import hashlib
import re
import unicodedata

KEY_MOST = 160
"""Characters in a key; a longer one ends in a hash of the rest, so that two long names stay apart."""

_ACCENTS = re.compile("[\u0300-\u036f]")  # not the vowel signs of other scripts: those tell words apart
_UNPRINTABLE = {"Cc", "Cs"}  # PostgreSQL takes no NUL, no database takes half a surrogate pair
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def tidy(text: str) -> str:
    """A text on one line: blanks as single spaces, nothing that a database refuses."""
    seen = (" " if c.isspace() else c for c in text)
    kept = "".join(c for c in seen if unicodedata.category(c) not in _UNPRINTABLE)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def tidy_lines(text: str) -> str:
    """The same for a text of several lines, whose lines stay."""
    return "\n".join(tidy(line) for line in text.splitlines()).strip("\n")


def name_key(name: str) -> str:
    """What two spellings of one name share: "Old  Town", "old town" and "OLDTOWN" are one; empty if nothing is seen."""
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()))
    key = "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in _UNSEEN)
    if len(key) <= KEY_MOST:
        return key
    return key[: KEY_MOST - 40] + hashlib.sha256(key.encode(errors="replace")).hexdigest()[:40]


def in_order(name: str) -> tuple[str | int, ...]:
    """A key for sorting: without case and accents, and "Ward 2" before "Ward 10"."""
    parts = re.split(r"([0-9]+)", name_key(name))
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
