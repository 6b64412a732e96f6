"""Letters: the fonts, what they lack, how wide a text is, and names that are written from right to left."""

import io
import unicodedata
from functools import cache, lru_cache

import pymupdf_fonts
from PIL import ImageFont

_FACES = {False: "figo", True: "figbo"}  # FiraGO, regular and bold: Latin, Greek, Cyrillic, Arabic, Hebrew and more
_LACKING = "\U0010fffe"  # no font has it: it is drawn as the box that stands for a letter that is missing
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_MARKS_MOST = 3
_FORMS = ("<isolated>", "<final>", "<initial>", "<medial>")


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font, this many pixels high. The same everywhere: letters are placed by us, not by what the system has."""
    file = io.BytesIO(pymupdf_fonts.fontbuffers[_FACES[bold]]())
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, size: int, *, bold: bool = False) -> float:
    """How wide a text is."""
    return font(size, bold=bold).getlength(text)


def written(text: str) -> str:
    """What people typed as it can be drawn: one line, without what the font lacks, in the order of the eye.

    Letters that join, as in Arabic, have their joined forms.
    """
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    kept, marks = [], 0
    for letter in line:
        marks = marks + 1 if unicodedata.category(letter) == "Mn" else 0
        if marks <= _MARKS_MOST and _drawable(letter):
            kept.append(letter)
    return _in_order(_joined(" ".join("".join(kept).split())))


def fitted(text: str, most: float, size: int, *, bold: bool = False) -> str:
    """A text that is no wider than `most`, shortened by measure where it would be."""
    whole = written(text)
    if width(whole, size, bold=bold) <= most:
        return whole
    backwards = bool(whole) and _leans(text) == "R"
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(_cut(whole, middle, backwards), size, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return _cut(whole, low, backwards)


def lines(text: str, most: float, size: int, *, bold: bool = False, rows: int = 2) -> list[str]:
    """A text in at most so many rows; what is left over is cut off the last one."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < rows - 1:
        taken = 1
        while taken < len(words) and width(written(" ".join(words[: taken + 1])), size, bold=bold) <= most:
            taken += 1
        found.append(fitted(" ".join(words[:taken]), most, size, bold=bold))
        words = words[taken:]
    return [*found, fitted(" ".join(words), most, size, bold=bold)] if words else found


# ---- inside --------------------------------------------------------------------------------------


def _cut(text: str, kept: int, backwards: bool) -> str:
    if backwards:  # the beginning is on the right
        return "…" + text[len(text) - kept :].lstrip()
    return text[:kept].rstrip() + "…"


@lru_cache(maxsize=4096)
def _drawable(letter: str) -> bool:
    if letter == " ":
        return True
    if unicodedata.category(letter) in _UNSEEN:
        return False
    drawn, lacking = font(20).getmask(letter), font(20).getmask(_LACKING)
    return (drawn.size, bytes(drawn)) != (lacking.size, bytes(lacking))


def _leans(text: str) -> str:
    """The direction of a text's first letter that has one."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next(("R" if kind in {"R", "AL"} else "L" for kind in kinds if kind in {"L", "R", "AL"}), "L")


def _in_order(text: str) -> str:
    """As the eye meets it from left to right: names of one direction, and of two, in the order of the first letter."""
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    if not kinds & {"R", "AL"}:
        return text
    runs: list[tuple[bool, str]] = []
    for at, letter in enumerate(text):
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL", "EN", "AN"}:
            right = kind in {"R", "AL"}
        else:  # what has no direction goes with both its sides, else with the line
            before = runs[-1][0] if runs else _leans(text) == "R"
            right = before if kind == "NSM" or before == (_leans(text[at:]) == "R") else _leans(text) == "R"
        if runs and runs[-1][0] == right:
            runs[-1] = (right, runs[-1][1] + letter)
        else:
            runs.append((right, letter))
    shown = [part[::-1] if right else part for right, part in runs]
    return "".join(reversed(shown) if _leans(text) == "R" else shown)


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """The forms of letters that join: which letter, in which place → how it is drawn there."""
    found: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFDD0), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if form in _FORMS and len(letters) == 1:
            found.setdefault((chr(int(letters[0], 16)), form), chr(code))
    return found


def _joined(text: str) -> str:
    shapes, shown = _shapes(), []
    for at, letter in enumerate(text):
        if (letter, "<final>") not in shapes:
            shown.append(letter)
            continue
        before = (_beside(text, at, -1), "<initial>") in shapes
        after = (letter, "<initial>") in shapes and (_beside(text, at, 1), "<final>") in shapes
        form = _FORMS[before + 2 * after]
        shape = shapes.get((letter, form), letter)
        shown.append(shape if _drawable(shape) else letter)
    return "".join(shown)


def _beside(text: str, at: int, step: int) -> str:
    """The next letter in a direction, past marks that stand above or below letters."""
    at += step
    while 0 <= at < len(text) and unicodedata.category(text[at]) == "Mn":
        at += step
    return text[at] if 0 <= at < len(text) else ""
