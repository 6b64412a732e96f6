"""Reading neighborhoods: for lists, for autocomplete, and by the name that somebody typed."""

from dataclasses import fields

from sqlmodel import Session, col, select

from db.facts import Actor, Priority, TurfFacts
from db.models.turf import Turf
from db.names import in_order, name_key
from db.refusals import Gone, NoSuchTurf, OnlyOrganizers

_RANK = {priority: rank for rank, priority in enumerate(Priority)}


def turf_facts(turf: Turf) -> TurfFacts:
    """A neighborhood's row as facts."""
    return TurfFacts(**{f.name: getattr(turf, f.name) for f in fields(TurfFacts)})


def row_of(tx: Session, *, team_id: int, turf_id: int) -> Turf:
    """A team's own row. Raises Gone, for another team's as well."""
    query = select(Turf).where(col(Turf.id) == turf_id, col(Turf.team_id) == team_id)
    turf = tx.exec(query).first()
    if turf is None:
        raise Gone
    return turf


def rows_of(tx: Session, *, team_id: int) -> list[Turf]:
    """All rows of a team, in no order."""
    return list(tx.exec(select(Turf).where(col(Turf.team_id) == team_id)))


def facts(tx: Session, *, actor: Actor, turf_id: int) -> TurfFacts:
    """A neighborhood of the actor's team. Raises Gone."""
    return turf_facts(row_of(tx, team_id=actor.team_id, turf_id=turf_id))


def lines(
    tx: Session, *, actor: Actor, typed: str = "", finished: bool | None = None, most: int | None = None
) -> tuple[TurfFacts, ...]:
    """The team's neighborhoods: open ones by priority and name, then finished ones, the latest first.

    `typed` keeps those whose name contains it (without case, accents and blanks), those that begin with it
    first. `finished` keeps only the finished ones, or only the others.
    """
    wanted = name_key(typed)
    found = [
        turf
        for turf in rows_of(tx, team_id=actor.team_id)
        if wanted in turf.name_key and finished in {None, turf.finished_at is not None}
    ]
    found.sort(key=lambda turf: in_order(turf.name))
    found.sort(key=lambda turf: _place(turf, wanted))
    return tuple(turf_facts(turf) for turf in found[:most])


def open_lines(tx: Session, *, team_id: int) -> tuple[TurfFacts, ...]:
    """The team's neighborhoods that are not finished, by priority and name."""
    found = [turf for turf in rows_of(tx, team_id=team_id) if turf.finished_at is None]
    found.sort(key=lambda turf: in_order(turf.name))
    found.sort(key=lambda turf: _RANK[turf.priority])
    return tuple(turf_facts(turf) for turf in found)


def lines_to_change(tx: Session, *, actor: Actor, finished: bool | None = None) -> tuple[TurfFacts, ...]:
    """The same for those who may change them. Raises OnlyOrganizers."""
    check_organizer(actor)
    return lines(tx, actor=actor, finished=finished)


def check_organizer(actor: Actor) -> None:
    """Raise OnlyOrganizers for everyone else."""
    if not actor.organizer:
        raise OnlyOrganizers


def _place(turf: Turf, wanted: str) -> tuple[bool, float, bool, int]:
    ended = turf.finished_at
    return (
        ended is not None,
        -ended.timestamp() if ended else 0.0,
        not turf.name_key.startswith(wanted),
        _RANK[turf.priority],
    )


def resolve(tx: Session, *, actor: Actor, typed: str) -> int:
    """The id behind a name that somebody typed or chose: an exact one, else the only one that contains it.

    Raises NoSuchTurf.
    """
    wanted = name_key(typed)
    found = [turf for turf in rows_of(tx, team_id=actor.team_id) if wanted and wanted in turf.name_key]
    exact = [turf for turf in found if turf.name_key == wanted]
    match exact or found:
        case [Turf(id=int(turf_id))]:
            return turf_id
    raise NoSuchTurf(typed=typed)
