"""How far the campaign is, and how many sessions it still takes: from the team's own numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from db import prospects, teams
from db.canvass.rows import ID_MOST
from db.doors import ledger, summing
from db.facts import CanvassState
from db.facts.campaign import (
    USUAL_HOURS,
    USUAL_PEOPLE,
    USUAL_RATE,
    DayProgress,
    ForecastFacts,
    Moment,
    ProgressFacts,
    TurfProgress,
)
from db.facts.doors import EVERYONE, Outcome, Tally
from db.models.canvass import Canvass
from db.models.doors import Attendance, Knock, Tallied
from db.models.turf import Turf
from db.names import in_order
from db.refusals import Gone

LAST = 10
"""Of how many of the last sessions a forecast takes its figures."""

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Outing:
    """A session in which doors were counted."""

    id: int
    turf_id: int | None
    day: date
    starts_at: datetime
    ends_at: datetime
    over: bool
    tally: Tally

    @property
    def hours(self) -> float:
        """How long it was planned to be."""
        return (self.ends_at - self.starts_at) / HOUR


@dataclass(frozen=True, slots=True)
class _Turnout:
    """Those who came to a session and are known, and their doors."""

    people: int
    doors: int


def progress(tx: Session, *, team_id: int, now: datetime) -> ProgressFacts:
    """The campaign so far, day by day and neighborhood by neighborhood. Raises Gone for an unknown team."""
    team = teams.team_of(tx, team_id=team_id)
    if team is None:
        raise Gone
    outings = _outings(tx, team_id, now)
    turfs = _turfs(tx, team_id, outings)
    goals = [turf.goal for turf in turfs if turf.goal is not None]
    return ProgressFacts(
        campaign=team.campaign,
        town=team.town,
        total=ledger.tally_of(tx, team_id=team_id, scope=ledger.CAMPAIGN),
        goal=sum(goals) or None,
        days=_days(outings),
        turfs=turfs,
        elsewhere=sum(one.tally.doors for one in outings if one.turf_id is None),
        sessions=len(outings),
        people=_people(tx, team_id),
        sign_ons=prospects.public_by_kind(tx, team_id=team_id),
    )


def forecast(tx: Session, *, team_id: int, now: datetime) -> ForecastFacts:
    """Doors left ÷ (doors per person and hour so far × usual hours × usual turnout). Raises Gone.

    Usual is the middle of the last ten sessions that are over; without any, assumptions stand in their place.
    """
    if teams.team_of(tx, team_id=team_id) is None:
        raise Gone
    outings = _outings(tx, team_id, now)
    turfs = _turfs(tx, team_id, outings)
    left = [turf.left for turf in turfs if turf.left is not None and turf.goal is not None]
    last = [one for one in outings if one.over and one.tally.doors > 0][-LAST:]
    came = _turnout(tx, team_id, [one.id for one in last])
    known = [one for one in last if one.id in came]
    worked = sum(one.hours * came[one.id].people for one in known)
    return ForecastFacts(
        left=sum(left) if left else None,
        rate=sum(came[one.id].doors for one in known) / worked if worked else USUAL_RATE,
        hours=median(one.hours for one in last) if last else USUAL_HOURS,
        people=max(1, round(median(came[one.id].people for one in known))) if known else USUAL_PEOPLE,
        sessions=len(known),
        assumed_rate=not worked,
        assumed_hours=not last,
        assumed_people=not known,
        turfs_without_goal=sum(turf.left is None for turf in turfs),
    )


def course(tx: Session, *, team_id: int, canvass_id: int, minutes: int = 5) -> tuple[Moment, ...]:
    """How a session's doors grew, in steps of so many minutes in which something was counted. Raises Gone."""
    query = select(Canvass.id).where(col(Canvass.id) == canvass_id, col(Canvass.team_id) == team_id)
    if not 0 < canvass_id <= ID_MOST or tx.exec(query).first() is None:
        raise Gone
    rows = select(Knock.at, Knock.outcome, Knock.n).where(col(Knock.canvass_id) == canvass_id)
    step, counts = timedelta(minutes=minutes), dict.fromkeys(Outcome, 0)
    grown: dict[datetime, Tally] = {}
    for at, outcome, n in tx.exec(rows.order_by(col(Knock.at))):
        counts[Outcome(outcome)] += n
        grown[at - (at - datetime.min.replace(tzinfo=at.tzinfo)) % step + step] = Tally(dict(counts))
    return tuple(Moment(at, tally) for at, tally in grown.items())


def latest(tx: Session, *, team_id: int) -> int | None:
    """The session that people mean by "the session": the live one, else the last one in which doors were counted."""
    counted = select(Knock.canvass_id).where(col(Knock.canvass_id) == col(Canvass.id)).exists()
    query = (
        select(Canvass.id)
        .where(col(Canvass.team_id) == team_id, col(Canvass.started_at).is_not(None))
        .where((col(Canvass.state) == CanvassState.LIVE) | counted)
        .order_by((col(Canvass.state) == CanvassState.LIVE).desc(), col(Canvass.starts_at).desc())
    )
    return tx.exec(query.limit(1)).first()


# ---- inside --------------------------------------------------------------------------------------


def _outings(tx: Session, team_id: int, now: datetime) -> list[_Outing]:
    """The sessions with doors, the earliest first."""
    query = select(Canvass).where(col(Canvass.team_id) == team_id, col(Canvass.started_at).is_not(None))
    rows = tx.exec(query.order_by(col(Canvass.starts_at), col(Canvass.id))).all()
    tallies = summing.of_sessions(tx, team_id=team_id, canvass_ids=[row.id or 0 for row in rows])
    return [
        _Outing(
            id=row.id or 0,
            turf_id=row.turf_id,
            day=row.starts_at.astimezone(ZoneInfo(row.zone)).date(),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            over=row.state is not CanvassState.LIVE or row.ends_at <= now,
            tally=tallies[row.id or 0],
        )
        for row in rows
        if row.id in tallies
    ]


def _turfs(tx: Session, team_id: int, outings: Sequence[_Outing]) -> tuple[TurfProgress, ...]:
    turfs = tx.exec(select(Turf).where(col(Turf.team_id) == team_id)).all()
    return tuple(
        TurfProgress(
            id=turf.id or 0,
            name=turf.name,
            goal=turf.doors,
            doors=sum(one.tally.doors for one in outings if one.turf_id == turf.id),
            finished=turf.finished_at is not None,
        )
        for turf in sorted(turfs, key=lambda turf: in_order(turf.name))
    )


def _days(outings: Iterable[_Outing]) -> tuple[DayProgress, ...]:
    by_day: dict[date, list[Tally]] = {}
    for one in outings:
        by_day.setdefault(one.day, []).append(one.tally)
    days: list[DayProgress] = []
    for day, tallies in sorted(by_day.items()):
        tally = summing.add(tallies)
        days.append(DayProgress(day, tally, (days[-1].doors_so_far if days else 0) + tally.doors))
    return tuple(days)


def _people(tx: Session, team_id: int) -> int:
    query = select(func.count(func.distinct(Tallied.person_id))).where(
        col(Tallied.team_id) == team_id,
        col(Tallied.scope) == ledger.CAMPAIGN,
        col(Tallied.person_id) != EVERYONE,
        col(Tallied.n) > 0,
    )
    return tx.exec(query).one()


def _turnout(tx: Session, team_id: int, canvass_ids: Sequence[int]) -> dict[int, _Turnout]:
    """Who came to each of these sessions; without those who were forgotten, whose doors nobody knocked any more."""
    here = select(Attendance.canvass_id, Attendance.person_id).where(col(Attendance.canvass_id).in_(canvass_ids))
    people: dict[int, set[int]] = {}
    for canvass_id, person in tx.exec(here):
        people.setdefault(canvass_id, set()).add(person)
    counted: dict[int, int] = {}
    for (canvass_id, person), tally in summing.of_people(tx, team_id=team_id, canvass_ids=canvass_ids).items():
        if person != EVERYONE:
            people.setdefault(canvass_id, set()).add(person)
            counted[canvass_id] = counted.get(canvass_id, 0) + tally.doors
    return {number: _Turnout(len(those), counted.get(number, 0)) for number, those in people.items()}
