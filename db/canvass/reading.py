"""Reading one session, with everyone who answered; and what it is called."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_
from sqlalchemy.orm import Bundle
from sqlmodel import Session, col, select

from db.canvass.rows import ID_MOST
from db.facts import CanvassFacts, CanvassPlan, CanvassState, SignupState, Standing
from db.models.canvass import Canvass, Signup
from db.models.teams import Member
from db.models.turf import Turf
from db.refusals import Gone

TAKEN = (SignupState.IN, SignupState.OFFERED)
COMING = (*TAKEN, SignupState.WAITING, SignupState.MAYBE)
ENDED = (CanvassState.WRAPPED, CanvassState.CANCELLED)
# What a standing shows of a sign-up, in its order; not the whole row, whose making takes several times as long.
ANSWER: Bundle[Any] = Bundle("answer", *(getattr(Signup, f.name) for f in fields(Standing) if f.name != "name"))
# What facts tell of a session as its row has it.
_SAME = [f.name for f in fields(CanvassFacts) if f.name in Canvass.model_fields]


def name_of(title: str, turf: str | None, meet_place: str) -> str:
    """What a session is called: its title, else its neighborhood, else where it meets; empty without any of them."""
    return title or turf or meet_place


def in_thread(tx: Session, *, team_id: int, thread_id: int) -> int | None:
    """The session whose thread this is; None for any other channel."""
    query = select(Canvass.id).where(col(Canvass.team_id) == team_id, col(Canvass.thread_id) == thread_id)
    return tx.exec(query.order_by(col(Canvass.id).desc())).first()


def facts(tx: Session, *, team_id: int, canvass_id: int) -> CanvassFacts:
    """A session of a team. Raises Gone, for another team's as well."""
    found = _found(tx, canvass_id, col(Canvass.team_id) == team_id)
    if found is None:
        raise Gone
    return found


def find(tx: Session, *, canvass_id: int) -> CanvassFacts | None:
    """A session of any team, for what the bot paints by itself."""
    return _found(tx, canvass_id)


def exists(tx: Session, *, team_id: int, canvass_id: int) -> bool:
    """Whether there is such a session in a team."""
    query = select(Canvass.id).where(col(Canvass.id) == canvass_id, col(Canvass.team_id) == team_id)
    return 0 < canvass_id <= ID_MOST and tx.exec(query).first() is not None


def _found(tx: Session, canvass_id: int, *more: ColumnElement[bool]) -> CanvassFacts | None:
    """A session in two queries, however many signed up."""
    if not 0 < canvass_id <= ID_MOST:
        return None
    found = tx.exec(with_names().where(col(Canvass.id) == canvass_id, *more)).first()
    if found is None:
        return None
    row, turf, captain = found
    return CanvassFacts(
        name=name_of(row.title, turf, row.meet_place),
        plan=plan_of(row, captain),
        standings=_standings(tx, canvass_id),
        **{name: getattr(row, name) for name in _SAME},
    )


def with_names() -> Any:
    """A query for sessions with the names of their neighborhood and their captain, where they are known."""
    return (
        select(Canvass, col(Turf.name), col(Member.name))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .outerjoin(Member, member_is(Canvass.captain_id, Canvass.team_id))
    )


def plan_of(row: Canvass, captain: str | None) -> CanvassPlan:
    """What was decided about a session; `captain` is the name that the captain goes by now, where that is known."""
    plan = CanvassPlan(**{field.name: getattr(row, field.name) for field in fields(CanvassPlan)})
    return replace(plan, captain_name=captain or row.captain_name)


def standing(answer: Row[Any], name: str | None) -> Standing:
    """ANSWER's columns as facts; the name is empty for somebody who is no longer known."""
    shown: tuple[Any, ...] = tuple(answer)
    return Standing(shown[0], name or "", *shown[1:])


def _standings(tx: Session, canvass_id: int) -> tuple[Standing, ...]:
    query = (
        select(ANSWER, col(Member.name))
        .outerjoin(Member, member_is(Signup.person_id, Signup.team_id))
        .where(col(Signup.canvass_id) == canvass_id)
        .order_by(col(Signup.place))
    )
    return tuple(standing(answer, name) for answer, name in tx.exec(query))


def member_is(person_id: int | None, team_id: int) -> ColumnElement[bool]:
    """Whether a member's row is this person's, for a join; both arguments are columns."""
    return and_(col(Member.person_id) == col(person_id), col(Member.team_id) == col(team_id))
