"""What is tallied in many sessions, read together."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from db.doors import ledger
from db.facts.doors import EVERYONE, Outcome, Tally
from db.models.doors import Tallied

_AT_ONCE = 500  # scopes in one statement


def of_sessions(tx: Session, *, team_id: int, canvass_ids: Iterable[int]) -> dict[int, Tally]:
    """What everyone counted, by session; those in which nothing ever was are left out."""
    found = _read(tx, team_id, canvass_ids, only=EVERYONE)
    return {canvass_id: Tally(counts) for (canvass_id, _), counts in found.items()}


def of_people(tx: Session, *, team_id: int, canvass_ids: Iterable[int]) -> dict[tuple[int, int], Tally]:
    """The same by session and person; EVERYONE is all of them together."""
    return {key: Tally(counts) for key, counts in _read(tx, team_id, canvass_ids).items()}


def add(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    counts: dict[Outcome, int] = {}
    for tally in tallies:
        for outcome, n in tally.counts.items():
            counts[outcome] = counts.get(outcome, 0) + n
    return Tally(counts)


def _read(
    tx: Session, team_id: int, canvass_ids: Iterable[int], only: int | None = None
) -> dict[tuple[int, int], dict[Outcome, int]]:
    session_of = {ledger.session_scope(canvass_id): canvass_id for canvass_id in canvass_ids}
    scopes = sorted(session_of)
    found: dict[tuple[int, int], dict[Outcome, int]] = {}
    for first in range(0, len(scopes), _AT_ONCE):
        query = select(Tallied.scope, Tallied.person_id, Tallied.outcome, Tallied.n).where(
            col(Tallied.team_id) == team_id, col(Tallied.scope).in_(scopes[first : first + _AT_ONCE])
        )
        if only is not None:
            query = query.where(col(Tallied.person_id) == only)
        for scope, person, outcome, n in tx.exec(query):
            found.setdefault((session_of[scope], person), {})[Outcome(outcome)] = n
    return found
