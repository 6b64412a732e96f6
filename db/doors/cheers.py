"""What there is to be glad of: looked for after each count, in its transaction.

The ordinary press passes no mark and asks nothing of the database. Cheers are about effort, firsts and the group,
never about who has more than whom.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from db.doors.cheering import Due, tell, wanted
from db.facts.cheers import GOALS, Cause
from db.facts.doors import DOORS, Outcome, Tally
from db.models.canvass import Canvass, PairMember
from db.models.doors import Attendance, Tallied

AWAY = timedelta(days=60)
"""Whoever was not at the doors for so long is welcomed back."""

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
    if first:
        due += _of_a_beginning(tx, team_id, canvass_id, person_id, mine.doors)
    if stepped:
        due += _of_a_step(tx, team_id, canvass_id, person_id, mine.doors, now)
    tell(tx, team_id=team_id, canvass_id=canvass_id, due=due, now=now)


def after_finished(
    tx: Session, *, team_id: int, canvass_id: int, pair_id: int | None, person_id: int | None, now: datetime
) -> None:
    """The same for a list that is done: a pair's, or one person's."""
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


def _of_a_beginning(tx: Session, team_id: int, canvass_id: int, person_id: int, doors: int) -> list[Due]:
    """Their first door of this session may be the first of all, or the first after a long time."""
    if _doors(tx, team_id, ["all"], [person_id]) <= doors:
        return [Due(Cause.FIRST_EVER, person_id=person_id)]
    times = select(Attendance.arrived_at).where(
        col(Attendance.person_id) == person_id,
        col(Attendance.team_id) == team_id,
    )
    here = tx.exec(times.where(col(Attendance.canvass_id) == canvass_id)).first()
    last = tx.exec(
        times.where(col(Attendance.canvass_id) != canvass_id).order_by(col(Attendance.arrived_at).desc()).limit(1)
    ).first()
    # What is longer ago than attendances are kept is long ago.
    away = last is None or (here is not None and here - last >= AWAY)
    return [Due(Cause.COMEBACK, person_id=person_id)] if away else []


def _of_a_step(
    tx: Session, team_id: int, canvass_id: int, person_id: int, doors: int, now: datetime
) -> Iterator[Due]:
    best = _best_before(tx, team_id, canvass_id, person_id)
    if STEP <= best < doors:
        yield Due(Cause.BEST, person_id=person_id)
    pair_id = tx.exec(
        select(PairMember.pair_id).where(
            col(PairMember.canvass_id) == canvass_id, col(PairMember.person_id) == person_id
        )
    ).first()
    if pair_id is not None:
        people = tx.exec(select(PairMember.person_id).where(col(PairMember.pair_id) == pair_id)).all()
        together = _doors(tx, team_id, [f"s:{canvass_id}"], list(people))
        if len(people) > 1 and (mark := _passed(0, together, _PAIR_MARKS)):
            yield Due(Cause.PAIR, mark, pair_id=pair_id)
    started_at = tx.exec(select(Canvass.started_at).where(col(Canvass.id) == canvass_id)).first()
    hours = (now - started_at) // timedelta(hours=1) if started_at else 0
    if 1 <= hours <= _HOURS_MOST:
        yield Due(Cause.HOURS, hours)


def _best_before(tx: Session, team_id: int, canvass_id: int, person_id: int) -> int:
    """The most doors that they knocked on in any session before; 0 without one."""
    sessions = (
        select(Attendance.canvass_id)
        .where(
            col(Attendance.person_id) == person_id,
            col(Attendance.team_id) == team_id,
            col(Attendance.canvass_id) != canvass_id,
        )
        .order_by(col(Attendance.canvass_id).desc())
        .limit(_SESSIONS)
    )
    scopes = [f"s:{number}" for number in tx.exec(sessions)]
    doors = (
        select(func.sum(Tallied.n))
        .where(
            col(Tallied.team_id) == team_id,
            col(Tallied.scope).in_(scopes),
            col(Tallied.person_id) == person_id,
            col(Tallied.outcome).in_(DOORS),
        )
        .group_by(col(Tallied.scope))
    )
    return max((int(n) for n in tx.exec(doors)), default=0) if scopes else 0


def _doors(tx: Session, team_id: int, scopes: list[str], people: list[int]) -> int:
    query = select(func.sum(Tallied.n)).where(
        col(Tallied.team_id) == team_id,
        col(Tallied.scope).in_(scopes),
        col(Tallied.person_id).in_(people),
        col(Tallied.outcome).in_(DOORS),
    )
    return int(tx.exec(query).one() or 0)
