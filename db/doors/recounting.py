"""The tallies, added up anew from the ledger: to make them again, or to find where they are wrong."""

from sqlalchemy import func, select
from sqlmodel import Session

from db.doors import together
from db.doors.ledger import CAMPAIGN, session_scope, week_scope
from db.facts.doors import EVERYONE, Outcome
from db.models.base import metadata

_CANVASS, _KNOCK, _TALLY, _TOGETHER = (metadata.tables[name] for name in ("canvass", "knock", "tally", "together"))

# Of those who were forgotten, or long ago, nobody knows any more who they were together.
_STILL_KNOWN = (_TOGETHER.c.id == _KNOCK.c.together_id) & (_TOGETHER.c.team_id == _KNOCK.c.team_id)
_EACH = (
    *(_KNOCK.c.canvass_id, _CANVASS.c.starts_at, _CANVASS.c.zone),
    *(_KNOCK.c.person_id, _TOGETHER.c.id, _KNOCK.c.outcome),
)

Sums = dict[tuple[str, int, Outcome], int]


def rebuild(tx: Session, *, team_id: int) -> None:
    """Make a team's tallies anew from its ledger."""
    connection = tx.connection()
    # Whoever counts meanwhile waits: else their doors would be in the ledger that is read, or not, by chance.
    connection.execute(
        select(_CANVASS.c.id).where(_CANVASS.c.team_id == team_id).order_by(_CANVASS.c.id).with_for_update()
    )
    sums = _sums(tx, team_id)
    connection.execute(_TALLY.delete().where(_TALLY.c.team_id == team_id))
    rows = [
        {"team_id": team_id, "scope": scope, "person_id": person, "outcome": outcome, "n": n}
        for (scope, person, outcome), n in sums.items()
        if n
    ]
    if rows:
        connection.execute(_TALLY.insert(), rows)


def recount(tx: Session) -> int:
    """Make the tallies of every team anew in which one is wrong; returns how many were wrong."""
    teams = tx.connection().execute(select(_KNOCK.c.team_id).union(select(_TALLY.c.team_id))).scalars().all()
    wrong = {team_id: len(mismatches(tx, team_id=team_id)) for team_id in sorted(teams)}
    for team_id, n in wrong.items():
        if n:
            rebuild(tx, team_id=team_id)
    return sum(wrong.values())


def mismatches(tx: Session, *, team_id: int) -> tuple[str, ...]:
    """Where a team's tallies are not what its ledger adds up to; empty when all is well."""
    kept: Sums = {}
    query = select(_TALLY.c.scope, _TALLY.c.person_id, _TALLY.c.outcome, _TALLY.c.n)
    for scope, person, outcome, n in tx.connection().execute(query.where(_TALLY.c.team_id == team_id)):
        kept[scope, person, outcome] = n
    right = _sums(tx, team_id)
    wrong = sorted(key for key in kept.keys() | right.keys() if kept.get(key, 0) != right.get(key, 0))
    return tuple(f"{key}: {kept.get(key, 0)}, not {right.get(key, 0)}" for key in wrong)


def _sums(tx: Session, team_id: int) -> Sums:
    query = (
        select(
            _KNOCK.c.canvass_id,
            _CANVASS.c.starts_at,
            _CANVASS.c.zone,
            _KNOCK.c.person_id,
            _TOGETHER.c.id,
            _KNOCK.c.outcome,
            func.sum(_KNOCK.c.n),
        )
        .select_from(_KNOCK.join(_CANVASS, _CANVASS.c.id == _KNOCK.c.canvass_id).outerjoin(_TOGETHER, _STILL_KNOWN))
        .where(_KNOCK.c.team_id == team_id)
        .group_by(*_EACH)
    )
    sums: Sums = {}
    for canvass_id, starts_at, zone, person, them, outcome, n in tx.connection().execute(query):
        whose = {EVERYONE, person or EVERYONE}
        scopes = (CAMPAIGN, session_scope(canvass_id), week_scope(starts_at, zone))
        keys = [(scope, one, outcome) for scope in scopes for one in whose]
        for key in [*keys, *([(together.SCOPE, -them, outcome)] if them else [])]:
            sums[key] = sums.get(key, 0) + n
    return sums
