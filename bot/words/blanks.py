"""Blanks in texts that a team adapts: scripts, letters, notes.

The grammar: a blank is one word in braces, letters only, in the language of the text: `{town}`, in Spanish `{ciudad}`.
`blanks/<language>.toml` says the word of each. Other braces are ordinary text. What a blank is filled with is never
read for blanks again, and its full stop makes that of the text unnecessary. A blank without a value stays in the
text in square brackets, `[town]`, so that nobody sends it unseen; but a line with one of OPTIONAL goes instead.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.words.catalogue import DEFAULT, LANGUAGES
from bot.words.strict import Fault

HERE = Path(__file__).parent / "blanks"
BLANK = re.compile(r"\{([^\W\d_]+)\}")
BLANK_AND_STOP = re.compile(BLANK.pattern + r"(\.?)")
ENDS = (".", "!", "?", "…")


class Blank(StrEnum):
    """What a text can leave open."""

    NAME = "name"  # whoever speaks, or signs
    CAMPAIGN = "campaign"
    TOWN = "town"
    PLACE = "place"  # where one meets, or knocks
    HOTLINE = "hotline"
    ABOUT = "about"  # what the campaign is
    LIMITS = "limits"  # what it is not
    CONTACT = "contact"  # how to reach whoever signs
    PERSON = "person"  # whom it is written to
    INSTITUTION = "institution"  # their office, congregation, shop, centre, school or group
    MERIT = "merit"  # what they have done that the team values
    FACTS = "facts"  # what has happened here, from public sources
    TIMES = "times"  # when one could meet
    PEERS = "peers"  # others like them who have signed on, and agreed to be named
    MOMENT = "moment"  # what was said or done in the meeting, and stays in mind
    AGREED = "agreed"  # what was agreed there
    NEXT = "next"  # the next step, and its day


OPTIONAL = frozenset({Blank.ABOUT, Blank.LIMITS, Blank.PEERS, Blank.AGREED, Blank.NEXT})
"""Blanks whose whole line goes where there is nothing to say."""


@cache
def blank_words(language: str) -> Mapping[Blank, str]:
    """The word of each blank in a language, or in the default where there is none. Raises Fault."""
    source = f"blanks/{language if language in LANGUAGES else DEFAULT}.toml"
    found = tomllib.loads((HERE.parent / source).read_text(encoding="utf-8"))
    if set(found) != {blank.value for blank in Blank}:
        raise Fault(source, ", ".join(sorted(set(found) ^ set(Blank))), "is missing, or not known")
    for key, word in found.items():
        if not isinstance(word, str) or not BLANK.fullmatch(f"{{{word}}}"):
            raise Fault(source, key, "must be one word of letters only")
    if len(set(found.values())) < len(found):
        raise Fault(source, "", "one word stands for two blanks")
    return {blank: found[blank] for blank in Blank}


def unknown_blanks(text: str, language: str) -> tuple[str, ...]:
    """The words in braces that are no blanks of the language, in the order of the text."""
    known = set(blank_words(language).values())
    return tuple(word for word in BLANK.findall(text) if word not in known)


def blanks_in(text: str, language: str) -> frozenset[Blank]:
    """The blanks of a text."""
    words = set(BLANK.findall(text))
    return frozenset(blank for blank, word in blank_words(language).items() if word in words)


def fill(text: str, language: str, values: Mapping[Blank, str]) -> str:
    """The text with its blanks filled, as the head of this module says; a value may have several lines."""
    names = {word: blank for blank, word in blank_words(language).items()}
    given = {word: value.strip() for word, blank in names.items() if (value := values.get(blank, "")).strip()}
    gone = {word for word, blank in names.items() if blank in OPTIONAL} - set(given)

    def filled(match: re.Match[str]) -> str:
        word, stop = match.groups()
        if word not in names:
            return match[0]
        value = given.get(word, f"[{word}]")
        return value if value.endswith(ENDS) else value + stop

    kept = "\n".join(line for line in text.splitlines() if gone.isdisjoint(BLANK.findall(line)))
    return BLANK_AND_STOP.sub(filled, re.sub(r"\n{3,}", "\n\n", kept)).strip()
