"""Who knocked together: two or three people are the same together in every session, and ranked as such.

A door counts for the pair as it is at that moment: whoever changes partners leaves what was counted with the old one.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

import db.models.canvass
import db.models.doors  # noqa: F401 - these two fill the metadata
from db.facts.doors import Outcome, Tally
from db.models.base import metadata

SCOPE = "together"
"""The scope of the tallies of all pairs, each a person below zero."""

ALONE = 0

_TABLE = metadata.tables
_TOGETHER, _TALLY, _KNOCK = (_TABLE[name] for name in ("together", "tally", "knock"))
_PAIR, _PAIRED = _TABLE["pair"], _TABLE["pair_member"]
_IN_PAIRS = _TALLY.c.scope == SCOPE
_PEOPLE = (_TOGETHER.c.one_id, _TOGETHER.c.two_id, _TOGETHER.c.three_id)

People = tuple[int, ...]


def of_pair(tx: Session, *, team_id: int, pair_id: int, now: datetime) -> int:
    """The number of those who are in a pair now, ALONE for one person; from then on it stands in the pair's row."""
    connection = tx.connection()
    mine = select(_PAIRED.c.person_id).where(_PAIRED.c.pair_id == pair_id).order_by(_PAIRED.c.person_id)
    people = connection.execute(mine).scalars().all()
    found: int = ALONE
    if len(people) > 1:
        one, two, three = (*people, 0)[:3]
        who = {"team_id": team_id, "one_id": one, "two_id": two, "three_id": three, "last_at": now}
        found = connection.execute(_known(connection.dialect.name), who).scalar_one()
    connection.execute(_PAIR.update().where(_PAIR.c.id == pair_id).values(together_id=found))
    return found


def of_press(tx: Session, *, press_id: int) -> int | None:
    """For whom a press counted."""
    query = select(_KNOCK.c.together_id).where(_KNOCK.c.press_id == press_id).limit(1)
    found: int | None = tx.connection().execute(query).scalar()
    return found if found and _is_there(tx, found) else None


def tallies(tx: Session, *, team_id: int) -> dict[People, Tally]:
    """What those who knocked together counted over the whole campaign."""
    query = (
        select(*_PEOPLE, _TALLY.c.outcome, _TALLY.c.n)
        .join(_TALLY, (_TALLY.c.team_id == _TOGETHER.c.team_id) & (_TALLY.c.person_id == -_TOGETHER.c.id))
        .where(_TALLY.c.team_id == team_id, _IN_PAIRS, _TALLY.c.n != 0)
    )
    found: dict[People, dict[Outcome, int]] = {}
    for one, two, three, outcome, n in tx.connection().execute(query):
        found.setdefault((one, two, three) if three else (one, two), {})[outcome] = n
    return {people: Tally(counts) for people, counts in found.items()}


def forget(tx: Session, *, team_id: int, person_id: int) -> None:
    """Nobody knows any more with whom a person knocked; the doors stay the team's, and those of each of the others."""
    connection = tx.connection()
    theirs = or_(*(column == person_id for column in _PEOPLE))
    rows = connection.execute(select(_TOGETHER.c.id, *_PEOPLE).where(_TOGETHER.c.team_id == team_id, theirs)).all()
    numbers = [number for number, *_ in rows]
    if not numbers:
        return
    people = {person for _, *them in rows for person in them if person}
    _clear(tx, _KNOCK, _KNOCK.c.person_id.in_(people), numbers)
    _clear(tx, _PAIR, _PAIR.c.team_id == team_id, numbers)
    gone = [-number for number in numbers]
    connection.execute(_TALLY.delete().where(_TALLY.c.team_id == team_id, _IN_PAIRS, _TALLY.c.person_id.in_(gone)))
    connection.execute(_TOGETHER.delete().where(_TOGETHER.c.id.in_(numbers)))


# ---- inside --------------------------------------------------------------------------------------


@cache
def _known(dialect: str) -> Any:
    """Their row, made or found."""
    made: Any = sqlite if dialect == "sqlite" else postgresql
    values: dict[str, Any] = {name: bindparam(name) for name in ("team_id", "one_id", "two_id", "three_id", "last_at")}
    insert = made.insert(_TOGETHER).values(values)
    key = ("team_id", "one_id", "two_id", "three_id")
    return insert.on_conflict_do_update(index_elements=key, set_={"last_at": insert.excluded.last_at}).returning(
        _TOGETHER.c.id
    )


def _is_there(tx: Session, number: int) -> bool:
    query = select(_TOGETHER.c.id).where(_TOGETHER.c.id == number)
    return tx.connection().execute(query).first() is not None


def _clear(tx: Session, table: Any, where: ColumnElement[bool], numbers: list[int]) -> None:
    tx.connection().execute(table.update().where(where, table.c.together_id.in_(numbers)).values(together_id=None))
