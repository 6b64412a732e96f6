"""Leaderboards: the group first, then those who want to be compared, named or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from db import teams
from db.canvass import reading
from db.canvass.rows import ID_MOST
from db.doors import ledger
from db.facts import Naming, TeamFacts
from db.facts.doors import EVERYONE, Outcome, Tally
from db.facts.ranking import RankBy, Ranking, RankLine, Span
from db.models.canvass import Canvass, PairMember
from db.models.teams import Member
from db.models.turf import Turf
from db.refusals import Gone


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
    name, scope = _scope(tx, team, span, canvass_id, now)
    total = ledger.tally_of(tx, team_id=team_id, scope=scope)
    empty = Ranking(span, by, team.ranking, total, (), name)
    if not empty.ranks:
        return empty
    entries = {RankBy.PEOPLE: _people, RankBy.PAIRS: _pairs, RankBy.CREWS: _crews}[by](tx, team_id, scope)
    return Ranking(span, by, team.ranking, total, _placed(entries)[:most], name)


def scope_of(team: TeamFacts, span: Span, canvass_id: int | None, now: datetime) -> str:
    """The scope in which the doors of a span are tallied. A week is the one of the team's clocks."""
    match span:
        case Span.SESSION:
            return ledger.session_scope(canvass_id or 0)
        case Span.WEEK:
            return ledger.week_scope(now, team.clock_zone)
    return ledger.CAMPAIGN


# ---- inside --------------------------------------------------------------------------------------


def _scope(tx: Session, team: TeamFacts, span: Span, canvass_id: int | None, now: datetime) -> tuple[str, str]:
    name = ""
    if span is Span.SESSION:
        if canvass_id is None or not 0 < canvass_id <= ID_MOST:
            raise Gone
        found = tx.exec(reading.with_names().where(col(Canvass.id) == canvass_id, col(Canvass.team_id) == team.id))
        row, turf, _ = found.first() or (None, None, None)
        if row is None:
            raise Gone
        name = reading.name_of(row.title, turf, row.meet_place)
    return name, scope_of(team, span, canvass_id, now)


def _placed(entries: Iterable[_Entry]) -> tuple[RankLine, ...]:
    """In order; those with as many doors share a place, and the next place counts them all."""
    ordered = sorted(
        (entry for entry in entries if entry.tally.doors > 0),
        key=lambda entry: (-entry.tally.doors, -entry.tally.talks, entry.names),
    )
    lines: list[RankLine] = []
    for position, entry in enumerate(ordered, start=1):
        level = bool(lines) and lines[-1].tally.doors == entry.tally.doors
        place = lines[-1].place if level else position
        lines.append(RankLine(place, entry.names, entry.tally, entry.person_ids))
    return tuple(lines)


def _people(tx: Session, team_id: int, scope: str) -> list[_Entry]:
    tallies = ledger.tallies(tx, team_id=team_id, scope=scope)
    named = _names(tx, team_id)
    return [
        _Entry((name,), tally, (person,))
        for person, tally in tallies.items()
        if person != EVERYONE and (name := named.get(person, "")) is not None
    ]


def _pairs(tx: Session, team_id: int, scope: str) -> list[_Entry]:
    """Those who knocked together, over all their sessions in the scope."""
    together: dict[frozenset[int], dict[Outcome, int]] = {}
    for canvass_id in _sessions(tx, team_id, scope):
        tallies = ledger.tallies(tx, team_id=team_id, scope=ledger.session_scope(canvass_id))
        for people in _groups(tx, canvass_id):
            _sum_up(together.setdefault(people, {}), (tallies[one] for one in people if one in tallies))
    named = _names(tx, team_id)
    entries: list[_Entry] = []
    for people, counts in together.items():
        names = [named.get(person, "") for person in sorted(people)]
        shown = tuple(sorted((name for name in names if name is not None), key=lambda name: (not name, name)))
        if len(shown) == len(names):
            entries.append(_Entry(shown, Tally(counts), tuple(sorted(people))))
    return entries


def _crews(tx: Session, team_id: int, scope: str) -> list[_Entry]:
    """All who went out in one session, together."""
    entries: list[_Entry] = []
    for canvass_id, name in _sessions(tx, team_id, scope).items():
        tally = ledger.tally_of(tx, team_id=team_id, scope=ledger.session_scope(canvass_id))
        entries.append(_Entry((name,), tally))
    return entries


def _sum_up(counts: dict[Outcome, int], tallies: Iterable[Tally]) -> None:
    for tally in tallies:
        for outcome, n in tally.counts.items():
            counts[outcome] = counts.get(outcome, 0) + n


def _names(tx: Session, team_id: int) -> Mapping[int, str | None]:
    """What people go by: empty for those without a name here, None for those who are not to be ranked."""
    query = select(Member).where(col(Member.team_id) == team_id)
    return {one.person_id: _shown(one) for one in tx.exec(query)}


def _shown(member: Member) -> str | None:
    match member.naming:
        case Naming.OUT:
            return None
        case Naming.UNNAMED:
            return ""
    return member.name


def _groups(tx: Session, canvass_id: int) -> list[frozenset[int]]:
    query = select(PairMember.pair_id, PairMember.person_id).where(col(PairMember.canvass_id) == canvass_id)
    groups: dict[int, set[int]] = {}
    for pair_id, person_id in tx.exec(query):
        groups.setdefault(pair_id, set()).add(person_id)
    return [frozenset(people) for people in groups.values() if len(people) > 1]


def _sessions(tx: Session, team_id: int, scope: str) -> dict[int, str]:
    """The sessions of a scope in which doors were counted, with their names."""
    query = (
        select(Canvass, col(Turf.name))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .where(col(Canvass.team_id) == team_id, col(Canvass.started_at).is_not(None))
        .order_by(col(Canvass.starts_at), col(Canvass.id))
    )
    found: dict[int, str] = {}
    for row, turf in tx.exec(query):
        scopes = (ledger.CAMPAIGN, ledger.session_scope(row.id or 0), ledger.week_scope(row.starts_at, row.zone))
        if scope in scopes:
            found[row.id or 0] = reading.name_of(row.title, turf, row.meet_place)
    return found
