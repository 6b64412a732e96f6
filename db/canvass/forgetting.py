"""A person who asks to be forgotten leaves every session of the team."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from db.canvass import line, notices, paired, rows
from db.canvass.rows import Locked
from db.facts import SignupState
from db.models.canvass import Canvass, Signup


def forget_person(tx: Session, *, team_id: int, person_id: int, now: datetime) -> tuple[int, ...]:
    """Erase a person from a team's sessions; returns the coming ones they were part of, whose cards show them still.

    Their places in coming sessions go on to the first in line, and a captain still hears that somebody dropped
    out late, but not who. Erased are answers, pairs, captaincies, who planned what, and nudges to and about them.
    """
    notices.forget(tx, team_id=team_id, person_id=person_id)
    touched = [at for at in _part_of(tx, team_id, person_id, now) if _erase(at, person_id)]
    tx.exec(
        update(Canvass)
        .where(col(Canvass.team_id) == team_id, col(Canvass.planned_by_id) == person_id)
        .values(planned_by_id=None)
    )
    return tuple(at.id for at in touched)


def _part_of(tx: Session, team_id: int, person_id: int, now: datetime) -> Iterable[Locked]:
    signed_up = select(Signup.canvass_id).where(col(Signup.person_id) == person_id)
    query = (
        select(Canvass.id)
        .where(
            col(Canvass.team_id) == team_id,
            col(Canvass.id).in_(signed_up) | (col(Canvass.captain_id) == person_id),
        )
        # All in one order: two people who are forgotten at once must not wait for each other.
        .order_by(col(Canvass.id))
    )
    locked = (rows.lock(tx, canvass_id=canvass_id or 0, now=now) for canvass_id in tx.exec(query).all())
    return (at for at in locked if at is not None)


def _erase(at: Locked, person_id: int) -> bool:
    """Erase a person from one session; whether its card should be painted anew."""
    captain = at.row.captain_id == person_id
    if captain:
        at.row.captain_id, at.row.captain_name = None, ""
    if signup := line.find(at, person_id):
        if at.over:
            paired.leave(at, person_id)
        else:
            line.leave(at, signup, SignupState.CANT, who=notices.NOBODY)
        at.tx.exec(delete(Signup).where(col(Signup.canvass_id) == at.id, col(Signup.person_id) == person_id))
    return not at.over
