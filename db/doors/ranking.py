"""Leaderboards: the group first, then those who want to be compared, named or not."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, true
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from db import teams
from db.canvass import reading
from db.canvass.rows import ID_MOST
from db.doors import ledger, summing, together
from db.facts import Naming, TeamFacts
from db.facts.doors import DOORS, EVERYONE, Tally
from db.facts.ranking import RankBy, Ranking, RankLine, Span
from db.models.canvass import Canvass, PairMember
from db.models.doors import OF_SESSIONS, Tallied
from db.models.teams import Member
from db.models.turf import Turf
from db.refusals import Gone

CREWS_MOST = 10
"""Sessions of a campaign that are compared: nobody reads on to the thousandth."""

_AROUND = timedelta(days=9)  # the seven of a week, wherever on the earth it is


@dataclass(frozen=True, slots=True)
class _Entry:
    names: tuple[str, ...]
    tally: Tally
    person_ids: tuple[int, ...] = ()


def ranking(
    tx: Session,
    *,
    team_id: int,
    span: Span,
    by: RankBy,
    now: datetime,
    canvass_id: int | None = None,
    most: int | None = None,
) -> Ranking:
    """Who counted how many doors, in one session, this week or the whole campaign; without doors there is no line.

    Whoever wants to be counted without a name has none, and whoever does not want to be ranked is in the total only;
    so is a pair with them. Raises Gone, for another team's session as well.
    """
    team = teams.team_of(tx, team_id=team_id)
    if team is None:
        raise Gone
    name = _name(tx, team, span, canvass_id)
    at = _At(tx, team_id, scope_of(team, span, canvass_id, now), span, canvass_id, now)
    total = ledger.tally_of(tx, team_id=team_id, scope=at.scope)
    empty = Ranking(span, by, team.ranking, total, (), name)
    if not empty.ranks:
        return empty
    if by is RankBy.CREWS:
        entries, others = _crews(at, most)
    else:
        entries, others = (_people if by is RankBy.PEOPLE else _pairs)(at), 0
    lines = _placed(entries)
    return Ranking(span, by, team.ranking, total, lines[:most], name, others=others + len(lines[most or len(lines) :]))


def scope_of(team: TeamFacts, span: Span, canvass_id: int | None, now: datetime) -> str:
    """The scope in which the doors of a span are tallied. A week is the one of the team's clocks."""
    match span:
        case Span.SESSION:
            return ledger.session_scope(canvass_id or 0)
        case Span.WEEK:
            return ledger.week_scope(now, team.clock_zone)
    return ledger.CAMPAIGN


# ---- inside --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _At:
    """What is ranked: the doors of a span, and the scope in which they are tallied."""

    tx: Session
    team_id: int
    scope: str
    span: Span
    canvass_id: int | None
    now: datetime


def _name(tx: Session, team: TeamFacts, span: Span, canvass_id: int | None) -> str:
    """What a session is called; a week and the campaign are called nothing. Raises Gone."""
    if span is not Span.SESSION:
        return ""
    if canvass_id is None or not 0 < canvass_id <= ID_MOST:
        raise Gone
    found = tx.exec(reading.with_names().where(col(Canvass.id) == canvass_id, col(Canvass.team_id) == team.id))
    row, turf, _ = found.first() or (None, None, None)
    if row is None:
        raise Gone
    return reading.name_of(row.title, turf, row.meet_place)


def _placed(entries: Iterable[_Entry]) -> tuple[RankLine, ...]:
    """In order; those with as many doors share a place, and the next place counts them all."""
    ordered = sorted(
        (entry for entry in entries if entry.tally.doors > 0),
        key=lambda entry: (-entry.tally.doors, -entry.tally.talks, [(not name, name) for name in entry.names]),
    )
    lines: list[RankLine] = []
    for position, entry in enumerate(ordered, start=1):
        level = bool(lines) and lines[-1].tally.doors == entry.tally.doors
        place = lines[-1].place if level else position
        lines.append(RankLine(place, entry.names, entry.tally, entry.person_ids))
    return tuple(lines)


def _people(at: _At) -> list[_Entry]:
    named = _names(at)
    return [
        _Entry((name,), tally, (person,))
        for person, tally in ledger.tallies(at.tx, team_id=at.team_id, scope=at.scope).items()
        if person != EVERYONE and (name := named.get(person, "")) is not None
    ]


def _pairs(at: _At) -> list[_Entry]:
    """Those who knocked together, over all their sessions in the scope."""
    named = _names(at)
    together = _together(at)
    entries: list[_Entry] = []
    for people, tally in together.items():
        names = [named.get(person, "") for person in people]
        shown = tuple(sorted((name for name in names if name is not None), key=lambda name: (not name, name)))
        if len(shown) == len(names):
            entries.append(_Entry(shown, tally, people))
    return entries


def _together(at: _At) -> dict[together.People, Tally]:
    """What those who knocked together counted; of a campaign as it is kept, else summed up from a few sessions."""
    if at.span is Span.CAMPAIGN:
        return together.tallies(at.tx, team_id=at.team_id)
    sessions = _sessions(at)
    tallies = summing.of_people(at.tx, team_id=at.team_id, canvass_ids=sessions)
    found: dict[together.People, list[Tally]] = {}
    for canvass_id, people in _groups(at, sessions):
        own = (tallies[canvass_id, one] for one in people if (canvass_id, one) in tallies)
        found.setdefault(tuple(sorted(people)), []).extend(own)
    return {people: summing.add(counted) for people, counted in found.items()}


def _crews(at: _At, most: int | None) -> tuple[list[_Entry], int]:
    """All who went out in one session, together; of a campaign the best sessions only, and how many more there are."""
    best, others = (None, 0) if at.span is not Span.CAMPAIGN else _best(at, most or CREWS_MOST)
    sessions = _sessions(at, best)
    tallies = summing.of_sessions(at.tx, team_id=at.team_id, canvass_ids=sessions)
    return [_Entry((sessions[canvass_id],), tally) for canvass_id, tally in tallies.items()], others


def _best(at: _At, most: int) -> tuple[list[int], int]:
    """The sessions of a campaign with the most doors, and how many others there are with doors."""
    doors = func.sum(col(Tallied.n))
    query = (
        select_rows(col(Tallied.scope), func.count().over())
        .where(col(Tallied.team_id) == at.team_id, OF_SESSIONS, col(Tallied.outcome).in_(DOORS))
        .group_by(col(Tallied.scope))
        .having(doors > 0)
        .order_by(doors.desc(), col(Tallied.scope))
        .limit(most)
    )
    rows = at.tx.execute(query).all()
    return [int(scope.removeprefix("s:")) for scope, _ in rows], max((n for _, n in rows), default=0) - len(rows)


def _names(at: _At) -> Mapping[int, str | None]:
    """What people go by: empty for those without a name here, None for those who are not to be ranked."""
    return {one.person_id: _shown(one) for one in at.tx.exec(select(Member).where(col(Member.team_id) == at.team_id))}


def _shown(member: Member) -> str | None:
    match member.naming:
        case Naming.OUT:
            return None
        case Naming.UNNAMED:
            return ""
    return member.name


def _groups(at: _At, sessions: Container[int]) -> list[tuple[int, frozenset[int]]]:
    """The pairs of these sessions, as who was in them."""
    query = (
        select(PairMember.canvass_id, PairMember.pair_id, PairMember.person_id)
        .join(Canvass, col(Canvass.id) == col(PairMember.canvass_id))
        .where(col(Canvass.team_id) == at.team_id, _within(at))
    )
    groups: dict[tuple[int, int], set[int]] = {}
    for canvass_id, pair_id, person_id in at.tx.exec(query):
        if canvass_id in sessions:
            groups.setdefault((canvass_id, pair_id), set()).add(person_id)
    return [(canvass_id, frozenset(people)) for (canvass_id, _), people in groups.items() if len(people) > 1]


def _sessions(at: _At, only: Sequence[int] | None = None) -> dict[int, str]:
    """The sessions in the scope that were started, with their names; or of these."""
    query = (
        select_rows(
            *map(col, (Canvass.id, Canvass.starts_at, Canvass.zone, Canvass.title, Turf.name, Canvass.meet_place))
        )
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .where(col(Canvass.team_id) == at.team_id, col(Canvass.started_at).is_not(None), _within(at))
        .where(true() if only is None else col(Canvass.id).in_(only))
        .order_by(col(Canvass.starts_at), col(Canvass.id))
    )
    return {
        number: reading.name_of(title, turf, meet_place)
        for number, starts_at, zone, title, turf, meet_place in at.tx.execute(query)
        if at.span is not Span.WEEK or ledger.week_scope(starts_at, zone) == at.scope
    }


def _within(at: _At) -> ColumnElement[bool]:
    """Whether a session may be meant; of a week, those around it."""
    match at.span:
        case Span.SESSION:
            return col(Canvass.id) == at.canvass_id
        case Span.WEEK:
            return col(Canvass.starts_at).between(at.now - _AROUND, at.now + _AROUND)
    return true()
