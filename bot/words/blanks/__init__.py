"""Blanks in texts that a team adapts: playbooks, letters, notes.

The grammar: a blank is a word in braces, `{town}`. `blanks/<language>.toml` says the word of each, and every text
understands the words of every language, with or without capitals and accents: `{Ciudad}` is the town, too. What a
blank is filled with is never read for blanks again, and its full stop makes that of the text unnecessary. A blank
without a value stays in square brackets, `[town]`, so that nobody sends it unseen; but a line with one of OPTIONAL
goes instead. Other words in braces stay as they are: `unknown_blanks` finds them, to be refused where people write.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.words.catalogue import DEFAULT, LANGUAGES
from bot.words.strict import Fault

HERE = Path(__file__).parent.parent
BLANK = re.compile(r"\{([^{}\n]*)\}")
BLANK_AND_STOP = re.compile(BLANK.pattern + r"(\.?)")
WORD = re.compile(r"[^\W\d_]+")
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
    INSTITUTION = "institution"  # their office, congregation, shop, center, school or group
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
    found = tomllib.loads((HERE / source).read_text(encoding="utf-8"))
    if set(found) != {blank.value for blank in Blank}:
        raise Fault(source, ", ".join(sorted(set(found) ^ set(Blank))), "is missing, or not known")
    for key, word in found.items():
        if not isinstance(word, str) or not WORD.fullmatch(word):
            raise Fault(source, key, "must be one word of letters only")
    if len({_folded(word) for word in found.values()}) < len(found):
        raise Fault(source, "", "one word stands for two blanks")
    return {blank: found[blank] for blank in Blank}


def unknown_blanks(text: str) -> tuple[str, ...]:
    """What stands in braces and is no blank, with its braces, in the order of the text."""
    return tuple(f"{{{word}}}" for word in BLANK.findall(text) if _folded(word) not in _names())


def blanks_in(text: str) -> frozenset[Blank]:
    """The blanks of a text."""
    return frozenset(blank for word in BLANK.findall(text) if (blank := _names().get(_folded(word))))


def fill(text: str, values: Mapping[Blank, str]) -> str:
    """The text with its blanks filled, as the head of this module says; a value may have several lines."""
    given = {blank: value.strip() for blank, value in values.items() if value.strip()}
    gone = OPTIONAL - set(given)

    def filled(match: re.Match[str]) -> str:
        word, stop = match.groups()
        blank = _names().get(_folded(word))
        if blank is None:
            return match[0]
        value = given.get(blank, f"[{word}]")
        return value if value.endswith(ENDS) else value + stop

    kept = "\n".join(line for line in text.splitlines() if gone.isdisjoint(blanks_in(line)))
    return BLANK_AND_STOP.sub(filled, re.sub(r"\n{3,}", "\n\n", kept)).strip()


# ---- inside ----------------------------------------------------------------------------------------


@cache
def _names() -> Mapping[str, Blank]:
    found: dict[str, Blank] = {}
    for language in LANGUAGES:
        for blank, word in blank_words(language).items():
            if found.setdefault(_folded(word), blank) is not blank:
                raise Fault(f"blanks/{language}.toml", blank, f"is “{word}”, which is another blank elsewhere")
    return found


def _folded(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
