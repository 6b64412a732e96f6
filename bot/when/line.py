"""From what was typed to a line of words: spelling is evened out, and each word knows all that it can mean."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.when.words import LONGEST_PHRASE, VOCABULARY, Kind, Meaning, Part, Which

MOST_CHARACTERS = 200
MOST_WORDS = 30
"""What is longer says more than a time. The bounds also bound the work, whatever is typed."""

_PIECE = re.compile(r"\s*([0-9]+|[a-z]+|[:/.,+@-])")
_INSIDE_A_WORD = re.compile(r"(?<=[a-z])['’](?=[a-z])")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])-(?=[a-z])")
_ODD_SIGNS = str.maketrans({"½": ".5", "–": "-", "—": "-"})


class NotUnderstoodError(Exception):
    """The line holds something that no reading has a place for."""


@dataclass(frozen=True)
class Word:
    """One word, number, sign or set phrase of the line."""

    text: str
    glued: bool
    """No space stands before it: the "am" of "10am"."""
    means: Mapping[Kind, Meaning] = field(default_factory=dict)


class Line:
    """What was typed, word by word. Positions beyond the end are answered as "nothing there"."""

    def __init__(self, typed: str) -> None:
        self.words = _words(_pieces(evened(typed)))
        if len(self.words) > MOST_WORDS:
            raise NotUnderstoodError

    def __len__(self) -> int:
        return len(self.words)

    def text(self, i: int) -> str:
        """The word, number or sign here."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Whether no space stands before the word here."""
        return 0 <= i < len(self.words) and self.words[i].glued

    def digits(self, i: int) -> str:
        """The digits that stand here, or nothing."""
        return self.text(i) if self.text(i).isdigit() else ""

    def meaning(self, i: int, kind: Kind) -> Meaning | None:
        """What the word here is worth as that kind, or None if it cannot be one."""
        return self.words[i].means.get(kind) if 0 <= i < len(self.words) else None

    def number(self, i: int, kind: Kind = Kind.NUMBER) -> int | None:
        """The number that the word here is as that kind, or None."""
        value = self.meaning(i, kind)
        return value if isinstance(value, int) else None

    def part(self, i: int, kind: Kind) -> Part | None:
        """The part of the day that the word here is as that kind, or None."""
        value = self.meaning(i, kind)
        return value if isinstance(value, Part) else None

    def which(self, i: int) -> Which | None:
        """Which of the coming weekdays the word here asks for ("this", "next"), or None."""
        value = self.meaning(i, Kind.WHICH)
        return value if isinstance(value, Which) else None

    def has(self, i: int, *kinds: Kind) -> bool:
        """Whether the word here can be one of these."""
        return any(self.meaning(i, kind) is not None for kind in kinds)

    def skip(self, i: int, *kinds: Kind) -> int:
        """The position after the word here if it can be one of these, else this position."""
        return i + 1 if self.has(i, *kinds) else i


def evened(typed: str) -> str:
    """The same text in small plain letters: no accents, wide digits made narrow, invisible signs gone.

    Raises NotUnderstoodError for a text longer than `MOST_CHARACTERS`, and for digits that are none ("10²" is not 102).
    """
    text = typed.strip()
    if len(text) > MOST_CHARACTERS:
        raise NotUnderstoodError
    text = text.translate(_ODD_SIGNS)
    if any(unicodedata.category(sign) in {"No", "Nl"} for sign in text):
        raise NotUnderstoodError
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in {"Mn", "Cf"})
    return _BETWEEN_WORDS.sub(" ", _INSIDE_A_WORD.sub("", plain)).strip().rstrip(".! ")


def _pieces(text: str) -> list[Word]:
    """The text cut where letters, digits and signs meet, without the dots that end short forms ("p.m.", "nov.")."""
    pieces: list[Word] = []
    position, after_dot = 0, False
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:
            raise NotUnderstoodError
        sign, glued = match[1], match.start(1) == position and position > 0
        if sign == "." and glued and pieces and pieces[-1].text.isalpha():
            after_dot = True
        else:
            pieces.append(Word(sign, glued and not after_dot))
            after_dot = False
        position = match.end()
    return pieces


def _words(pieces: list[Word]) -> list[Word]:
    """The pieces joined into the longest phrases that are known. Raises NotUnderstoodError for an unknown word."""
    words: list[Word] = []
    while pieces:
        word, length = _longest(pieces)
        words.append(word)
        pieces = pieces[length:]
    return words


def _longest(pieces: list[Word]) -> tuple[Word, int]:
    """The first word or phrase, and of how many pieces it is made."""
    for length in range(min(LONGEST_PHRASE, len(pieces)), 0, -1):
        phrase = " ".join(piece.text for piece in pieces[:length])
        if phrase in VOCABULARY:
            return Word(phrase, pieces[0].glued, VOCABULARY[phrase]), length
    first = pieces[0]
    if first.text.isalpha():
        raise NotUnderstoodError
    if first.text.isdigit() and len(first.text) <= len("2026"):
        return Word(first.text, first.glued, {Kind.NUMBER: int(first.text)}), 1
    return first, 1
