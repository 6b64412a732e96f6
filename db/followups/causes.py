"""What a promise followed from hears from whoever answers for it that it was kept, or was not after all."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from db.followups.rows import Locked

Hears = Callable[[Session, str, bool, datetime], None]
"""Told what stands behind the first word of the promise's key, whether it is kept, and when."""

_HEARS: dict[str, Hears] = {}


def heard_by(first: str) -> Callable[[Hears], Hears]:
    """Let a function hear of the promises whose key begins with this word."""

    def learn(hears: Hears) -> Hears:
        _HEARS[first] = hears
        return hears

    return learn


def tell(at: Locked, *, kept: bool) -> None:
    """A person said that a promise is kept, or took that back."""
    first, _, which = (at.row.key or "").partition(":")
    if first in _HEARS:
        _HEARS[first](at.tx, which, kept, at.now)
