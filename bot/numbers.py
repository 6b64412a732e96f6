"""Whole numbers as people type them."""

import re

from db.refusals import NotANumber

_PLAIN = re.compile(r"\d{1,12}")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ ]\d{3}){1,3}")
_FROM_A_SHEET = re.compile(r"(\d{1,12})[.,]0{1,2}")


def whole(typed: str, *, least: int, most: int) -> int | None:
    """The number in "120", "1,200", "1.200", "1 200" or a spreadsheet's "120.0"; None when nothing was typed.

    Raises NotANumber for anything else, and outside the bounds.
    """
    text = " ".join(typed.split())
    if not text:
        return None
    if found := _FROM_A_SHEET.fullmatch(text):
        text = found[1]
    elif _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if not _PLAIN.fullmatch(text) or not least <= int(text) <= most:
        raise NotANumber(typed=typed, least=least, most=most)
    return int(text)
