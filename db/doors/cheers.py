"""What there is to be glad of: looked for after each count, in its transaction.

The ordinary press passes no mark and asks nothing of the database. Cheers are about effort, firsts and the group,
never about who has more than whom.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, String, bindparam, cast, func, literal, or_, select
from sqlmodel import Session

from db.doors.cheering import Due, tell
from db.doors.ledger import CAMPAIGN
from db.facts.cheers import GOALS, Cause
from db.facts.doors import DOORS, Outcome, Tally
from db.models.base import metadata
from db.prepared import prepared

AWAY = timedelta(days=60)
"""Whoever was not at the doors for so long is welcomed back."""

LATE = timedelta(hours=2)
"""For so long after the planned end a press is still of the day; later ones put the numbers in order."""

STEP = 10
"""Whenever a person's doors of the day pass a multiple of this, it is looked what else they, or their pair, reached."""

_PAIR_MARKS = (50, 100, 200, 300, 400, 500)
_HOURS_MOST = 6

_MARKS: tuple[tuple[Cause, tuple[Outcome, ...], tuple[int, ...]], ...] = (
    (Cause.FIRST_DOOR, DOORS, (1,)),
    (Cause.FIRST_SUPPORTER, (Outcome.SUPPORTER,), (1,)),
    (Cause.FIRST_SIGN, (Outcome.SIGN,), (1,)),
    (Cause.TALKS, (Outcome.TALKED, Outcome.SUPPORTER), (10, 25, 50, 100, 200, 400)),
    (Cause.SUPPORTERS, (Outcome.SUPPORTER,), (5, 10, 25, 50, 100)),
    (Cause.SIGNS, (Outcome.SIGN,), (5, 10, 25, 50, 100)),
    (Cause.EVENT, (Outcome.EVENT,), (5, 10, 25, 50, 100)),
    (Cause.NOBODY, (Outcome.NOBODY,), (25, 50, 100, 200, 400)),
    (Cause.CALM, (Outcome.MOVED_ON,), (5, 15)),
)
# Most marks are not about what was pressed; those are not even looked at.
_MARKS_OF = {what: [mark for mark in _MARKS if what in mark[1]] for what in Outcome}
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
    at = _At(tx, team_id, canvass_id, person_id, mine.doors)
    if first:
        due += _of_a_beginning(at)
    if stepped:
        due += _of_a_step(at, now)
    if due:
        tell(tx, team_id=team_id, canvass_id=canvass_id, due=due, now=now)


def after_finished(
    tx: Session, *, team_id: int, canvass_id: int, pair_id: int | None, person_id: int | None, now: datetime
) -> None:
    """The same for a list that is done to its last door: a pair's, or one person's."""
    whose = Due(Cause.FINISHED, person_id=None if pair_id else person_id, pair_id=pair_id)
    tell(tx, team_id=team_id, canvass_id=canvass_id, due=[whose], now=now)


def after_back(tx: Session, *, team_id: int, canvass_id: int, now: datetime) -> None:
    """The same once the last of those who were out is back."""
    tell(tx, team_id=team_id, canvass_id=canvass_id, due=[Due(Cause.BACK)], now=now)


# ---- of everyone: nothing is asked of the database -----------------------------------------------------


def _of_everyone(counts: Mapping[Outcome, int], after: Tally, goal: int | None) -> Iterator[Due]:
    for cause, outcomes, marks in {mark[0]: mark for what in counts for mark in _MARKS_OF[what]}.values():
        pressed, number = sum(counts.get(outcome, 0) for outcome in outcomes), after.of(*outcomes)
        if mark := _passed(number - pressed, number, marks):
            yield Due(cause, mark)
    doors = after.doors
    before = doors - sum(n for outcome, n in counts.items() if outcome in DOORS)
    if goal is None:
        if mark := _passed(before, doors, _ROUND):
            yield Due(Cause.DOORS, mark)
        return
    shares = [cause for cause, share in GOALS.items() if before * 100 < share * goal <= doors * 100]
    yield from (Due(cause) for cause in shares[-1:])


def _passed(before: int, after: int, marks: tuple[int, ...]) -> int | None:
    """The highest mark that was passed just now: five doors at once are one cheer."""
    return next((mark for mark in reversed(marks) if before < mark <= after), None)


# ---- of one person, seldom ---------------------------------------------------------------------------

_TABLE = metadata.tables
_CANVASS, _ATTENDANCE, _TALLY, _PAIRED = (_TABLE[name] for name in ("canvass", "attendance", "tally", "pair_member"))
_PERSON: BindParameter[int] = bindparam("person")
_TEAM: BindParameter[int] = bindparam("team")
_HERE: BindParameter[int] = bindparam("canvass")
_THEIRS = (_ATTENDANCE.c.person_id == _PERSON) & (_ATTENDANCE.c.team_id == _TEAM)
_DOORS = or_(*(_TALLY.c.outcome == outcome for outcome in DOORS))  # one by one: a prepared statement takes no lists


def _of_session(canvass_id: Any) -> Any:
    """Whether a tally is a session's own."""
    return _TALLY.c.scope == literal("s:").concat(cast(canvass_id, String))


def _only(query: Any) -> Any:
    """A query of one number as a part of another; it sees nothing of that one's tables."""
    return query.correlate(None).scalar_subquery()


_EVER = select(func.sum(_TALLY.c.n)).where(
    _TALLY.c.team_id == _TEAM, _TALLY.c.scope == CAMPAIGN, _TALLY.c.person_id == _PERSON, _DOORS
)
_BEGINNING = prepared(
    select(
        _only(_EVER),
        _only(select(_ATTENDANCE.c.arrived_at).where(_THEIRS, _ATTENDANCE.c.canvass_id == _HERE)),
        _only(select(func.max(_ATTENDANCE.c.arrived_at)).where(_THEIRS, _ATTENDANCE.c.canvass_id != _HERE)),
    )
)
"""Of a person: all their doors, when they came today, and when they came the last time before."""


def _of_a_beginning(at: "_At") -> Iterator[Due]:
    """Their first door of this session may be the first of all, or the first after a long time."""
    [(ever, here, last)] = _BEGINNING.rows(at.tx, at.asked)
    if (ever or 0) <= at.doors:
        yield Due(Cause.FIRST_EVER, person_id=at.person_id)
    # What is longer ago than attendances are kept is long ago.
    elif last is None or (here is not None and here - last >= AWAY):
        yield Due(Cause.COMEBACK, person_id=at.person_id)


_BY_SESSION = (
    select(func.sum(_TALLY.c.n).label("doors"))
    .select_from(
        _ATTENDANCE.join(
            _TALLY,
            (_TALLY.c.team_id == _ATTENDANCE.c.team_id)
            & _of_session(_ATTENDANCE.c.canvass_id)
            & (_TALLY.c.person_id == _ATTENDANCE.c.person_id),
        )
    )
    .where(_THEIRS, _ATTENDANCE.c.canvass_id != _HERE, _DOORS)
    .group_by(_ATTENDANCE.c.canvass_id)
    .subquery()
)
_MATE, _MINE = _PAIRED.alias("mate"), _PAIRED.alias("mine")
_MY_PAIR = _only(select(_MINE.c.pair_id).where(_MINE.c.canvass_id == _HERE, _MINE.c.person_id == _PERSON))
_TOGETHER = (
    select(func.sum(_TALLY.c.n))
    .select_from(_MATE.join(_TALLY, _TALLY.c.person_id == _MATE.c.person_id))
    .where(_MATE.c.pair_id == _MY_PAIR, _TALLY.c.team_id == _TEAM, _of_session(_HERE), _DOORS)
)
_STEP_MADE = prepared(
    select(
        _only(select(func.max(_BY_SESSION.c.doors))),
        _MY_PAIR,
        _only(select(func.count()).select_from(_MATE).where(_MATE.c.pair_id == _MY_PAIR)),
        _only(_TOGETHER),
        _only(select(_CANVASS.c.started_at).where(_CANVASS.c.id == _HERE)),
    )
)
"""Of a person: their best day before, their pair, how many that are, their doors together, and since when it goes."""


def _of_a_step(at: "_At", now: datetime) -> Iterator[Due]:
    [(best, pair_id, people, together, started_at)] = _STEP_MADE.rows(at.tx, at.asked)
    if STEP <= (best or 0) < at.doors:
        yield Due(Cause.BEST, person_id=at.person_id)
    if people > 1 and (mark := _passed(0, together or 0, _PAIR_MARKS)):
        yield Due(Cause.PAIR, mark, pair_id=pair_id)
    hours = (now - started_at) // timedelta(hours=1) if started_at else 0
    if 1 <= hours <= _HOURS_MOST:
        yield Due(Cause.HOURS, hours)


@dataclass(frozen=True, slots=True)
class _At:
    """Whose press it was, in which session, and their doors there."""

    tx: Session
    team_id: int
    canvass_id: int
    person_id: int
    doors: int

    @property
    def asked(self) -> dict[str, int]:
        """The values of a statement about them."""
        return {"team": self.team_id, "canvass": self.canvass_id, "person": self.person_id}
