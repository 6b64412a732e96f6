"""How the tests look at texts: their words, and the language that they are in."""

import re
from pathlib import Path

from bot.words.blanks import BLANK


def folders_in(here: Path) -> set[str]:
    """The folders beside the code that reads them."""
    return {path.name for path in here.iterdir() if path.is_dir() and path.name != "__pycache__"}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, its blanks left out."""
    return re.findall(r"[^\W\d_]+", BLANK.sub(" ", text).lower())


# Small words that the other language does not have.
SMALL = {
    "en": frozenset(
        words_of(
            "the and you your they them their with what who this that have from are was were will would could about "
            "which when where how our not for but his her its than then there these those been into"
        )
    ),
    "es": frozenset(
        words_of(
            "el los las una unos unas que con para por pero como más del al su sus nos les está están qué quién cuándo "
            "dónde cómo esto esta este muy también porque sobre hay ser lo se"
        )
    ),
}


def strangers(text: str, language: str) -> set[str]:
    """Small words in a text that belong to another language only."""
    others = (words for other, words in SMALL.items() if other != language)
    return set().union(*others) & set(words_of(text))


def unbalanced(text: str, language: str) -> bool:
    """Whether a quotation, a bracket, or in Spanish a question, is opened or closed only."""
    pairs = [("“", "”"), ("«", "»"), ("(", ")"), *([("¿", "?"), ("¡", "!")] if language == "es" else [])]
    return any(text.count(opens) != text.count(closes) for opens, closes in pairs)


def slashed(text: str) -> bool:
    """Whether a word is split for the sake of gender: «todos/as», «tod@s», «todxs»."""
    return bool(re.search(r"\w[/@]\w|\w[x]s?\b|\(a|os/as", text.lower()))


def longest_run(mine: str, theirs: str) -> int:
    """The most words in a row that two texts share."""
    left, right = words_of(mine), words_of(theirs)
    best, before = 0, [0] * (len(right) + 1)
    for word in left:
        row = [0] + [before[at] + 1 if word == other else 0 for at, other in enumerate(right)]
        best, before = max(best, *row), row
    return best
