"""The week of a team, for its organizers' channel: every Monday at nine by the team's clocks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select, update

from db import canvass, later, nudges, teams
from db.canvass.reading import name_of
from db.facts import (
    FOLLOWUP_ROUNDS,
    CanvassState,
    DigestFacts,
    DigestSession,
    FollowupState,
    NudgeKind,
    NudgeState,
    SignupState,
)
from db.models.canvass import Canvass, Signup
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.models.turf import Turf
from db.refusals import Gone

HOUR = time(9)
OF_USE = timedelta(days=1)
"""How long after its time a digest still helps."""

_WEEK = timedelta(days=7)
_COMING = (NudgeState.PENDING, NudgeState.HELD)


# ---- scheduling ------------------------------------------------------------------------------------


def ensure(tx: Session, *, team_id: int, now: datetime) -> None:
    """Let exactly one digest be coming for a team that is set up and has an organizers' channel, else none."""
    _ensure(tx, tx.get(Team, team_id), now)


def ensure_all(tx: Session, *, now: datetime) -> int:
    """The same for every team that lacks one; returns for how many."""
    coming = select(Nudge.team_id).where(col(Nudge.kind) == NudgeKind.DIGEST, col(Nudge.state).in_(_COMING))
    lacking = tx.exec(select(Team).where(*_READY, col(Team.id).not_in(coming)).order_by(col(Team.id))).all()
    for team in lacking:
        _ensure(tx, team, now)
    return len(lacking)


_READY: Sequence[ColumnElement[bool]] = (
    col(Team.set_up_at).is_not(None),
    col(Team.organizers_channel_id).is_not(None),
    col(Team.left_at).is_(None),
)


@nudges.followed_by(NudgeKind.DIGEST)
def _next(tx: Session, nudge: Nudge, now: datetime) -> None:
    # One that came too late to be of use is made up for, where the next Monday began less than a day ago.
    since = now - OF_USE if nudge.state is NudgeState.EXPIRED else now
    _ensure(tx, tx.get(Team, nudge.team_id), since)


def _ensure(tx: Session, team: Team | None, since: datetime) -> None:
    if team is None:
        return
    ready = team.set_up_at is not None and team.organizers_channel_id is not None and team.left_at is None
    if not ready:
        _take_back(tx, team.id)
        return
    day, due_at = _monday(tx, team, since)
    key = _key(team.id, day)
    # On another clock the coming one may be another day's. One whose time has come stays: it only waits its turn.
    _take_back(tx, team.id, col(Nudge.key) != key, col(Nudge.expires_at) > since + OF_USE)
    nudges.schedule(tx, key=key, team_id=team.id, kind=NudgeKind.DIGEST, due_at=due_at, expires_at=due_at + OF_USE)


def _take_back(tx: Session, team_id: int, *more: ColumnElement[bool]) -> None:
    coming = (
        col(Nudge.team_id) == team_id,
        col(Nudge.kind) == NudgeKind.DIGEST,
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.set_out_at).is_(None),
    )
    tx.exec(update(Nudge).where(*coming, *more).values(state=NudgeState.CANCELLED))


def _monday(tx: Session, team: Team, since: datetime) -> tuple[date, datetime]:
    """The first Monday whose digest is after `since` and has not gone out yet, whatever clock it went by."""
    zone = teams.team_facts(team).clock_zone
    day = _monday_of(since, zone)
    while (due_at := later.at(day, HOUR, zone)) <= since or _is_over(tx, team.id, day):
        day += _WEEK
    return day, due_at


def _is_over(tx: Session, team_id: int, day: date) -> bool:
    state = tx.exec(select(Nudge.state).where(col(Nudge.key) == _key(team_id, day))).first()
    return state is not None and state not in {*_COMING, NudgeState.CANCELLED}


def _monday_of(moment: datetime, zone: str) -> date:
    day = later.day_of(moment, zone)
    return day - timedelta(days=day.weekday())


def _key(team_id: int, day: date) -> str:
    return f"{NudgeKind.DIGEST}:{team_id}:{day}"


# ---- what it says ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Week:
    """Last week and this one by a team's clocks: three Mondays, each as the moment at which it begins."""

    team: Team
    now: datetime
    day: date
    last: datetime
    this: datetime
    next: datetime


def week(tx: Session, *, team_id: int, now: datetime) -> DigestFacts:
    """Last week and this one, in counts; the sample session is left out. Raises Gone for a team that is not known."""
    team = tx.get(Team, team_id)
    if team is None:
        raise Gone
    zone = teams.team_facts(team).clock_zone
    day = _monday_of(now, zone)
    last, this, following = (later.at(day + weeks * _WEEK, time(), zone) for weeks in (-1, 0, 1))
    of = _Week(team, now, day, last, this, following)
    held, people, signups, firsts = _held(tx, of)
    still_open, late, unanswered, unowned, done = _promises(tx, of)
    return DigestFacts(
        team_id=team_id,
        monday=day,
        held=held,
        people=people,
        signups=signups,
        firsts=firsts,
        coming=_sessions(tx, of),
        open=still_open,
        late=late,
        unanswered=unanswered,
        unowned=unowned,
        late_by_cause=_causes(tx, of),
        done=done,
        closed=_closed(tx, of),
        failed=_failed(tx, of),
        troubles=teams.troubles(tx, team_id=team_id),
    )


def _real(of: _Week, since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    """The sessions of the team that begin in a time and were not called off."""
    return [
        col(Canvass.team_id) == of.team.id,
        col(Canvass.starts_at) >= since,
        col(Canvass.starts_at) < until,
        col(Canvass.state) != CanvassState.CANCELLED,
        col(Canvass.id) != (of.team.sample_canvass_id or 0),
    ]


def _held(tx: Session, of: _Week) -> tuple[int, int, int, int]:
    sessions = _real(of, of.last, of.this)
    held = tx.exec(select(func.count()).select_from(Canvass).where(*sessions)).one()
    query = (
        select(
            func.count(func.distinct(col(Signup.person_id))),
            func.count(),
            func.count(case((col(Signup.first_time), 1))),
        )
        .join(Canvass, col(Canvass.id) == col(Signup.canvass_id))
        .where(*sessions, col(Signup.state) == SignupState.IN)
    )
    people, signups, firsts = tx.exec(query).one()
    return held, people, signups, firsts


def _sessions(tx: Session, of: _Week) -> tuple[DigestSession, ...]:
    query = select(Canvass.id).where(*_real(of, of.this, of.next), col(Canvass.ends_at) > of.now)
    numbers = tx.exec(query.order_by(col(Canvass.starts_at), col(Canvass.id))).all()
    found = (canvass.find(tx, canvass_id=number or 0) for number in numbers)
    return tuple(
        DigestSession(
            id=facts.id,
            name=facts.name,
            starts_at=facts.plan.starts_at,
            taken=facts.taken,
            capacity=facts.plan.capacity,
            captain=facts.plan.captain_id is not None,
            channel_id=facts.channel_id,
            message_id=facts.message_id,
        )
        for facts in found
        if facts is not None and not facts.over
    )


def _promises(tx: Session, of: _Week) -> tuple[int, ...]:
    """How many are open, late, late without an answer, nobody's, and were kept last week."""
    is_open = col(Followup.state) == FollowupState.OPEN
    late = is_open & (col(Followup.due_at) < of.now)
    kept = (
        (col(Followup.state) == FollowupState.DONE)
        & (col(Followup.done_at) >= of.last)
        & (col(Followup.done_at) < of.this)
    )
    counted = (
        is_open,
        late,
        late & (col(Followup.silences) >= FOLLOWUP_ROUNDS),
        is_open & col(Followup.owner_id).is_(None),
        kept,
    )
    counts: list[Any] = [func.count(case((each, 1))) for each in counted]
    row = tx.execute(select_columns(*counts).where(col(Followup.team_id) == of.team.id)).one()
    return tuple(row)


def _causes(tx: Session, of: _Week) -> tuple[tuple[str, int], ...]:
    """The sessions that late promises come from, most of them first; those without one are under an empty name."""
    query = (
        select(col(Canvass.title), col(Turf.name), col(Canvass.meet_place), func.count())
        .select_from(Followup)
        .outerjoin(Canvass, col(Canvass.id) == col(Followup.canvass_id))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .where(
            col(Followup.team_id) == of.team.id,
            col(Followup.state) == FollowupState.OPEN,
            col(Followup.due_at) < of.now,
        )
        .group_by(col(Canvass.id), col(Canvass.title), col(Turf.name), col(Canvass.meet_place))
    )
    counted = Counter[str]()
    for title, turf, place, count in tx.exec(query):
        counted[name_of(title or "", turf, place or "")] += count
    return tuple(sorted(counted.items(), key=lambda cause: (-cause[1], cause[0])))


def _closed(tx: Session, of: _Week) -> int:
    query = select(func.count()).where(col(Member.team_id) == of.team.id, col(Member.dms_closed_at).is_not(None))
    return tx.exec(query).one()


def _failed(tx: Session, of: _Week) -> tuple[tuple[str, int], ...]:
    query = (
        select(col(Nudge.trouble), func.count())
        .where(
            col(Nudge.team_id) == of.team.id,
            col(Nudge.state) == NudgeState.FAILED,
            col(Nudge.due_at) >= of.last,
        )
        .group_by(col(Nudge.trouble))
        .order_by(func.count().desc(), col(Nudge.trouble))
    )
    return tuple((trouble, count) for trouble, count in tx.exec(query))
