"""What there is to be glad of: looked for after each count, in its transaction.

The ordinary press passes no mark and asks nothing of the database. Cheers are about effort, firsts and the group,
never about who has more than whom.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from db.doors.cheering import Due, tell, wanted
from db.facts.cheers import GOALS, Cause
from db.facts.doors import DOORS, Outcome, Tally
from db.models.canvass import Canvass, PairMember
from db.models.doors import Attendance, Tallied

AWAY = timedelta(days=60)
"""Whoever was not at the doors for so long is welcomed back."""

LATE = timedelta(hours=2)
"""For so long after the planned end a press is still of the day; later ones put the numbers in order."""

STEP = 10
"""Whenever a person's doors of the day pass a multiple of this, it is looked what else they, or their pair, reached."""

_SESSIONS = 100  # of a person, latest first, among which their best day is looked for
_PAIR_MARKS = (50, 100, 200, 300, 400, 500)
_HOURS_MOST = 6

_MARKS: tuple[tuple[Cause, Callable[[Tally], int], tuple[int, ...]], ...] = (
    (Cause.FIRST_DOOR, lambda tally: tally.doors, (1,)),
    (Cause.FIRST_SUPPORTER, lambda tally: tally.supporters, (1,)),
    (Cause.FIRST_SIGN, lambda tally: tally.of(Outcome.SIGN), (1,)),
    (Cause.TALKS, lambda tally: tally.talks, (10, 25, 50, 100, 200, 400)),
    (Cause.SUPPORTERS, lambda tally: tally.supporters, (5, 10, 25, 50, 100)),
    (Cause.SIGNS, lambda tally: tally.of(Outcome.SIGN), (5, 10, 25, 50, 100)),
    (Cause.EVENT, lambda tally: tally.of(Outcome.EVENT), (5, 10, 25, 50, 100)),
    (Cause.NOBODY, lambda tally: tally.of(Outcome.NOBODY), (25, 50, 100, 200, 400)),
    (Cause.CALM, lambda tally: tally.of(Outcome.MOVED_ON), (5, 15)),
)
_ROUND = (25, 50, 100, 200, 300, 500, 750, 1000, 1500, 2000)  # doors, where no goal was set


def after_count(
    tx: Session,
    *,
    team_id: int,
    canvass_id: int,
    person_id: int,
    counts: Mapping[Outcome, int],
    everyone: Tally,
    mine: Tally,
    goal: int | None,
    now: datetime,
) -> None:
    """Schedule the cheers that a press of a live session made due.

    `counts` is what the press counted, each more than 0; `everyone` and `mine` are the session's tallies of all and of
    the person after it.
    """
    due = list(_of_everyone(counts, everyone, goal))
    pressed = sum(counts.get(outcome, 0) for outcome in DOORS)
    first = 0 < mine.doors <= pressed
    stepped = mine.doors // STEP > (mine.doors - pressed) // STEP
    if not (due or first or stepped) or not wanted(tx, team_id=team_id):
        return
    at = _At(tx, team_id, canvass_id, person_id, mine.doors)
    if first:
        due += _of_a_beginning(at)
    if stepped:
        due += _of_a_step(at, now)
    tell(tx, team_id=team_id, canvass_id=canvass_id, due=due, now=now)


def after_finished(
    tx: Session, *, team_id: int, canvass_id: int, pair_id: int | None, person_id: int | None, now: datetime
) -> None:
    """The same for a list that is done to its last door: a pair's, or one person's."""
    if wanted(tx, team_id=team_id):
        whose = Due(Cause.FINISHED, person_id=None if pair_id else person_id, pair_id=pair_id)
        tell(tx, team_id=team_id, canvass_id=canvass_id, due=[whose], now=now)


def after_back(tx: Session, *, team_id: int, canvass_id: int, now: datetime) -> None:
    """The same once the last of those who were out is back."""
    if wanted(tx, team_id=team_id):
        tell(tx, team_id=team_id, canvass_id=canvass_id, due=[Due(Cause.BACK)], now=now)


# ---- of everyone: nothing is asked of the database -----------------------------------------------------


def _of_everyone(counts: Mapping[Outcome, int], after: Tally, goal: int | None) -> Iterator[Due]:
    before = Tally({outcome: n - counts.get(outcome, 0) for outcome, n in after.counts.items()})
    for cause, number, marks in _MARKS:
        if mark := _passed(number(before), number(after), marks):
            yield Due(cause, mark)
    if goal is None:
        if mark := _passed(before.doors, after.doors, _ROUND):
            yield Due(Cause.DOORS, mark)
        return
    shares = [cause for cause, share in GOALS.items() if before.doors * 100 < share * goal <= after.doors * 100]
    yield from (Due(cause) for cause in shares[-1:])


def _passed(before: int, after: int, marks: tuple[int, ...]) -> int | None:
    """The highest mark that was passed just now: five doors at once are one cheer."""
    return next((mark for mark in reversed(marks) if before < mark <= after), None)


# ---- of one person, seldom ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _At:
    """Whose press it was, in which session, and their doors there."""

    tx: Session
    team_id: int
    canvass_id: int
    person_id: int
    doors: int


def _of_a_beginning(at: _At) -> list[Due]:
    """Their first door of this session may be the first of all, or the first after a long time."""
    if _doors(at, "all", [at.person_id]) <= at.doors:
        return [Due(Cause.FIRST_EVER, person_id=at.person_id)]
    times = select(Attendance.arrived_at).where(*_theirs(at)).order_by(col(Attendance.arrived_at).desc())
    here = at.tx.exec(times.where(col(Attendance.canvass_id) == at.canvass_id)).first()
    last = at.tx.exec(times.where(col(Attendance.canvass_id) != at.canvass_id)).first()
    # What is longer ago than attendances are kept is long ago.
    away = last is None or (here is not None and here - last >= AWAY)
    return [Due(Cause.COMEBACK, person_id=at.person_id)] if away else []


def _of_a_step(at: _At, now: datetime) -> Iterator[Due]:
    if STEP <= _best_before(at) < at.doors:
        yield Due(Cause.BEST, person_id=at.person_id)
    yield from _of_a_pair(at)
    started_at = at.tx.exec(select(Canvass.started_at).where(col(Canvass.id) == at.canvass_id)).first()
    hours = (now - started_at) // timedelta(hours=1) if started_at else 0
    if 1 <= hours <= _HOURS_MOST:
        yield Due(Cause.HOURS, hours)


def _of_a_pair(at: _At) -> Iterator[Due]:
    mine = select(PairMember.pair_id).where(
        col(PairMember.canvass_id) == at.canvass_id, col(PairMember.person_id) == at.person_id
    )
    if (pair_id := at.tx.exec(mine).first()) is None:
        return
    people = list(at.tx.exec(select(PairMember.person_id).where(col(PairMember.pair_id) == pair_id)))
    mark = _passed(0, _doors(at, f"s:{at.canvass_id}", people), _PAIR_MARKS)
    if len(people) > 1 and mark:
        yield Due(Cause.PAIR, mark, pair_id=pair_id)


def _theirs(at: _At) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Attendance.person_id) == at.person_id, col(Attendance.team_id) == at.team_id


def _best_before(at: _At) -> int:
    """The most doors that they knocked on in any session before; 0 without one."""
    sessions = select(Attendance.canvass_id).where(*_theirs(at), col(Attendance.canvass_id) != at.canvass_id)
    latest = at.tx.exec(sessions.order_by(col(Attendance.canvass_id).desc()).limit(_SESSIONS))
    by_session = _sum(at, [f"s:{number}" for number in latest], [at.person_id]).group_by(col(Tallied.scope))
    return max((int(n) for n in at.tx.exec(by_session)), default=0)


def _doors(at: _At, scope: str, people: list[int]) -> int:
    return int(at.tx.exec(_sum(at, [scope], people)).one() or 0)


def _sum(at: _At, scopes: list[str], people: list[int]) -> Any:
    return select(func.sum(Tallied.n)).where(
        col(Tallied.team_id) == at.team_id,
        col(Tallied.scope).in_(scopes),
        col(Tallied.person_id).in_(people),
        col(Tallied.outcome).in_(DOORS),
    )
