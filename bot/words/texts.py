"""Long texts beside the catalogues: what TocToc brings along to say at a door and to hand out, and their blanks.

A text is lines: "# " begins a part, "- " a point, and a word in braces is a blank. Every language has its own words
for the blanks (`script.blank.…`); each is understood in every text.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from bot.words.catalogue import DEFAULT, HERE, LANGUAGES, words_in
from db.refusals import UnknownBlank

BLANKS = ("name", "place", "campaign", "town", "hotline")
_BLANK = re.compile(r"\{([^{}\n]*)\}")
_SHOWN = 40  # characters of an unknown one in what it is refused with


@cache
def own_text(kind: str, language: str) -> str:
    """The text that comes with TocToc; in the default language where this one has none."""
    path = HERE / "scripts" / language / f"{kind}.txt"
    return (path if path.exists() else HERE / "scripts" / DEFAULT / f"{kind}.txt").read_text(encoding="utf-8").strip()


def check_blanks(text: str) -> None:
    """Raises UnknownBlank for the first blank that nothing is known for."""
    for found in _BLANK.finditer(text):
        if _key(found[1]) not in _names():
            raise UnknownBlank(typed=found[0][:_SHOWN])


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with what belongs into its blanks, by the names in BLANKS; unknown ones stay as they are."""
    return _BLANK.sub(lambda found: values.get(_names().get(_key(found[1]), ""), found[0]), text)


def without(text: str, blank: str) -> str:
    """A text without the lines that hold this blank, for where there is nothing to put into it."""
    return "\n".join(line for line in text.split("\n") if blank not in _blanks_in(line))


def _blanks_in(line: str) -> set[str | None]:
    return {_names().get(_key(found[1])) for found in _BLANK.finditer(line)}


@cache
def _names() -> dict[str, str]:
    return {_key(words_in(language)(f"script.blank.{name}")): name for language in LANGUAGES for name in BLANKS}


def _key(blank: str) -> str:
    """A blank as people may type it: without case and accents."""
    folded = unicodedata.normalize("NFKD", blank.strip().casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))
