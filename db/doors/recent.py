"""The last presses of a person, as they can be undone."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

import db.models.doors  # noqa: F401 - it fills the metadata
from db.facts.doors import KnockHow, Outcome, PressFacts
from db.models.base import metadata

RECENT = 10
"""Presses of one's own that can be undone."""

Fixed = dict[Outcome, tuple[datetime, int]]

_KNOCK = metadata.tables["knock"]


def recent(
    tx: Session, *, canvass_id: int, person_id: int, by_id: int | None = None, most: int = RECENT
) -> tuple[PressFacts, ...]:
    """The last presses that a person made for themselves, or `by_id` for them; the latest first, with undone ones.

    Not those of an outcome that was put right since: what stands there now is not made of them any more.
    """
    by = None if by_id == person_id else by_id
    mine = (
        (_KNOCK.c.canvass_id == canvass_id)
        & (_KNOCK.c.person_id == person_id)
        & (_KNOCK.c.by_id.is_(None) if by is None else _KNOCK.c.by_id == by)
        & _KNOCK.c.undoes_id.is_(None)
    )
    last = select(_KNOCK.c.press_id).where(mine).distinct().order_by(_KNOCK.c.press_id.desc()).limit(most).subquery()
    undo = _KNOCK.alias()
    query = (
        select(_KNOCK.c.press_id, _KNOCK.c.outcome, _KNOCK.c.n, _KNOCK.c.at, undo.c.press_id)
        .join(last, last.c.press_id == _KNOCK.c.press_id)
        .outerjoin(undo, (undo.c.undoes_id == _KNOCK.c.press_id) & (undo.c.outcome == _KNOCK.c.outcome))
        .order_by(_KNOCK.c.press_id.desc(), _KNOCK.c.outcome)
    )
    found: dict[int, tuple[list[tuple[Outcome, int]], datetime, bool]] = {}
    for press_id, outcome, n, at, undone in tx.connection().execute(query):
        found.setdefault(press_id, ([], at, undone is not None))[0].append((outcome, n))
    presses = (PressFacts(press_id, tuple(counts), at, undone) for press_id, (counts, at, undone) in found.items())
    fixed = _fixed(tx, canvass_id, person_id)
    return tuple(one for one in presses if one.undone or not _put_right_since(one, fixed))


def _fixed(tx: Session, canvass_id: int, person_id: int) -> Fixed:
    """When each outcome of a person was put right last, and by which press; without what was taken back."""
    undo = _KNOCK.alias()
    query = (
        select(_KNOCK.c.outcome, _KNOCK.c.at, _KNOCK.c.press_id)
        .outerjoin(undo, (undo.c.undoes_id == _KNOCK.c.press_id) & (undo.c.outcome == _KNOCK.c.outcome))
        .where(_KNOCK.c.canvass_id == canvass_id, _KNOCK.c.person_id == person_id)
        .where(_KNOCK.c.how == KnockHow.FIXED, undo.c.press_id.is_(None))
        .order_by(_KNOCK.c.at, _KNOCK.c.press_id)
    )
    return {outcome: (at, press_id) for outcome, at, press_id in tx.connection().execute(query)}


def _put_right_since(press: PressFacts, fixed: Fixed) -> bool:
    own = (press.at, press.press_id)
    return any(fixed.get(outcome, own) > own for outcome, _ in press.counts)
