"""Telling cheers: each cause once a session, a text that was not heard lately, and one message a minute."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as select_rows
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from db import nudges
from db.facts import NudgeKind, NudgeState
from db.facts.cheers import GOALS, LINES, Cause
from db.models.base import metadata
from db.models.doors import Cheer
from db.models.nudges import Nudge
from db.nudges.deciding import PACE
from db.prepared import prepared

USE = timedelta(minutes=15)
"""After that, a cheer that did not get its turn is stale, and dropped."""

WAITING_MOST = 5
"""Cheers that may wait for their turn in a thread before those of single people are left out."""

_HEARD = 60  # of the team's last cheers for a cause, whose texts are not taken again while there are others


@dataclass(frozen=True, slots=True)
class Due:
    """A cheer that became due: n is the number in its text, if it has one; of one person, of a pair, or of all."""

    cause: Cause
    n: int = 0
    person_id: int | None = None
    pair_id: int | None = None

    @property
    def key(self) -> str:
        """What makes it once in a session."""
        return ":".join([self.cause, *(str(part) for part in (self.pair_id, self.person_id, self.n) if part)])


def cause_of(key: str) -> Cause:
    """The cause in a cheer's key."""
    return Cause(key.partition(":")[0])


def tell(tx: Session, *, team_id: int, canvass_id: int, due: Sequence[Due], now: datetime) -> None:
    """Give each a text and a turn in the session's thread.

    What was told there already is left out, and everything where the team wants no cheers.
    """
    told = _told(tx, canvass_id)
    if told.issuperset(one.key for one in due) or not _wanted(tx, team_id):
        return
    passed = [share for cause, share in GOALS.items() if cause in told]
    # In the order of their keys: two processes that write the same ones must not wait for each other.
    for one in sorted(due, key=lambda one: one.key):
        stale = one.cause in GOALS and passed and GOALS[one.cause] < max(passed)
        if one.key not in told and not stale:
            _tell(tx, team_id, canvass_id, one, now)


# Prepared: they are asked within a press (db/doors/ledger.py).
_CHEER, _TEAM, _NUDGE = (metadata.tables[name] for name in ("cheer", "team", "nudge"))
_TOLD = prepared(select_rows(_CHEER.c.cause).where(_CHEER.c.canvass_id == bindparam("canvass")))
_WANTED = prepared(select_rows(_TEAM.c.cheers).where(_TEAM.c.id == bindparam("team")))
# The cheers of a session that wait for their turn.
_WAITS = (
    _NUDGE.c.canvass_id == bindparam("canvass"),
    _NUDGE.c.kind == NudgeKind.CHEER,
    _NUDGE.c.state == NudgeState.PENDING,
    _NUDGE.c.set_out_at.is_(None),
)
_IN_LINE = prepared(select_rows(func.count()).select_from(_NUDGE).where(*_WAITS))


def _told(tx: Session, canvass_id: int) -> set[str]:
    """The keys of a session's cheers."""
    return {key for (key,) in _TOLD.rows(tx, {"canvass": canvass_id})}


def _wanted(tx: Session, team_id: int) -> bool:
    return any(wanted for (wanted,) in _WANTED.rows(tx, {"team": team_id}))


def _tell(tx: Session, team_id: int, canvass_id: int, one: Due, now: datetime) -> None:
    tx.flush()  # the one before may wait by now
    [(in_line,)] = _IN_LINE.rows(tx, {"canvass": canvass_id})
    if (one.person_id or one.pair_id) and in_line >= WAITING_MOST:
        return
    waiting = _waiting(tx, canvass_id)
    first = max([now, *(moment + PACE for moment in _told_at(tx, canvass_id))])
    if one.cause in GOALS:
        ahead, behind = [], _without_goals(waiting)
    else:
        ahead, behind = waiting, []
    turn = max([first, *(nudge.due_at + PACE for nudge in ahead)])
    cheer_id = _note(tx, team_id, canvass_id, one, now) if turn < now + USE else None
    if cheer_id is None:
        return
    nudges.schedule(
        tx,
        key=_key(cheer_id),
        team_id=team_id,
        kind=NudgeKind.CHEER,
        canvass_id=canvass_id,
        due_at=turn,
        expires_at=now + USE,
        details={"cheer": cheer_id, "goal": one.cause in GOALS},
    )
    for nudge in behind:  # the goal is everyone's: it goes first
        turn += PACE
        nudge.due_at = max(nudge.due_at, turn)


def _without_goals(waiting: Sequence[Nudge]) -> list[Nudge]:
    """Those that wait, but for lower marks of the goal: the next one says more."""
    kept = []
    for nudge in waiting:
        if json.loads(nudge.details).get("goal"):
            nudge.state = NudgeState.CANCELLED
        else:
            kept.append(nudge)
    return kept


def _waiting(tx: Session, canvass_id: int) -> list[Nudge]:
    """The cheers of a session that wait for their turn, in that order."""
    query = select(Nudge).where(*_WAITS).order_by(col(Nudge.due_at), col(Nudge.id)).with_for_update()
    return list(tx.exec(query, params={"canvass": canvass_id}))


def waits(tx: Session, *, cheer_id: int, now: datetime) -> bool:
    """Whether a cheer has yet to be told; locked, so that it does not set out meanwhile."""
    query = select(Nudge.id).where(
        col(Nudge.key) == _key(cheer_id),
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.set_out_at).is_(None),
        col(Nudge.expires_at) > now,
    )
    return tx.exec(query.with_for_update()).first() is not None


def _key(cheer_id: int) -> str:
    return f"cheer:{cheer_id}"


def _told_at(tx: Session, canvass_id: int) -> list[datetime]:
    """When the last one went out, or was on its way; empty before the first."""
    query = select(Nudge.sent_at, Nudge.due_at).where(
        col(Nudge.canvass_id) == canvass_id,
        col(Nudge.kind) == NudgeKind.CHEER,
        col(Nudge.state).in_((NudgeState.HELD, NudgeState.SENT)),
    )
    last = tx.exec(query.order_by(col(Nudge.id).desc()).limit(WAITING_MOST)).all()
    return [sent_at or due_at for sent_at, due_at in last]


# ---- which text ------------------------------------------------------------------------------------------


def _note(tx: Session, team_id: int, canvass_id: int, one: Due, now: datetime) -> int | None:
    """Write it down with its text; None where another process was faster."""
    details = {name: value for name, value in (("n", one.n), ("pair", one.pair_id)) if value}
    made: Any = sqlite if tx.get_bind().dialect.name == "sqlite" else postgresql
    statement = made.insert(metadata.tables["cheer"]).on_conflict_do_nothing().returning(Cheer.id)
    values = {
        "team_id": team_id,
        "canvass_id": canvass_id,
        "cause": one.key,
        "line": _line(tx, team_id, canvass_id, one),
        "person_id": one.person_id,
        "details": json.dumps(details),
        "at": now,
    }
    found: int | None = tx.execute(statement.values(**values)).scalar()
    return found


def _line(tx: Session, team_id: int, canvass_id: int, one: Due) -> int:
    """The number of a text of its cause: one that this session heard least, and the team not lately."""
    query = select(Cheer.canvass_id, Cheer.cause, Cheer.line).where(
        col(Cheer.team_id) == team_id, col(Cheer.cause).startswith(one.cause), col(Cheer.line) > 0
    )
    last = tx.exec(query.order_by(col(Cheer.id).desc()).limit(_HEARD)).all()
    same = [(number, line) for number, key, line in last if cause_of(key) is one.cause]
    here = [line for number, line in same if number == canvass_id]
    heard = [line for _, line in same]
    numbers = range(1, LINES[one.cause] + 1)
    least = min(here.count(number) for number in numbers)
    fresh = [number for number in numbers if here.count(number) == least]
    unheard = [number for number in fresh if number not in heard]
    # Drawn by what it is about, so that a transaction that is run again comes to the same.
    draw = Random(f"{canvass_id} {one.key}")
    return draw.choice(unheard) if unheard else max(fresh, key=heard.index)
