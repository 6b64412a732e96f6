"""Sign-ons as a sheet for spreadsheets: what an organizer needs to write a flyer, a letter or a list of thanks."""

from collections.abc import Sequence

from bot.sheets import write_sheet
from bot.words import Words
from db.facts.signons import Capacity, SignOn

COLUMNS = ("kind", "name", "place", "capacity", "public", "date", "statement")


def write_sign_ons(words: Words, found: Sequence[SignOn]) -> bytes:
    """A CSV file, the public ones first. Of those who sign as a person, where they work is left out."""
    heads = [words(f"signon.sheet.{column}") for column in COLUMNS]
    return write_sheet(heads, (_row(one, words) for one in sorted(found, key=lambda one: not one.public)))


def _row(one: SignOn, words: Words) -> list[object]:
    personal = one.capacity is Capacity.PERSONAL
    return [
        words(f"kind.{one.kind}"),
        one.name,
        "" if personal else one.place,
        words(f"signon.capacity.{one.capacity}"),
        words("playbook.yes") if one.public else words("playbook.no"),
        one.signed_on.isoformat(),
        one.statement,
    ]
