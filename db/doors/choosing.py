"""Which session somebody means who is at the doors, or was lately."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, or_
from sqlmodel import Session, col, select

from db.canvass import listing
from db.canvass.reading import name_of
from db.doors import attending, counting
from db.doors.counting import AFTER
from db.doors.day import EARLY
from db.facts import Actor, CanvassLine, CanvassState, SignupState
from db.facts.doors import PadFacts
from db.models.canvass import Canvass, Signup
from db.models.doors import Attendance
from db.models.teams import Member
from db.models.turf import Turf
from db.names import name_key
from db.refusals import NoSessionToday

MOST = 25  # suggestions


def current(tx: Session, *, actor: Actor, now: datetime, typed: str | None = None, starting: bool = False) -> int:
    """The session behind what was typed or chosen; without that, the likeliest of today's: a live one before others,
    one's own before others, the nearest start first. For `starting` one, those that are wrapped up come last.

    Raises NoSuchCanvass and NoSessionToday.
    """
    if typed and typed.strip():
        return listing.resolve(tx, actor=actor, typed=typed, now=now)
    found = tx.exec(_today(actor, now, starting=starting).limit(1)).first()
    if found is None:
        raise NoSessionToday
    canvass_id: int = found[0].id
    return canvass_id


def today(tx: Session, *, actor: Actor, now: datetime, typed: str = "") -> list[CanvassLine]:
    """The sessions at whose doors people are, or were in the last two days, or will be within hours."""
    key = name_key(typed)
    lines = [_line(*found) for found in tx.exec(_today(actor, now))]
    return [line for line in lines if key in name_key(line.name)][:MOST]


def open_pad(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> tuple[PadFacts, bool]:
    """One's own pad; whoever signed up and opens it while doors are counted is there. The second says if that is new.

    Somebody who did not sign up may only be looking: they are there with their first door. Raises Gone.
    """
    ids = {"team_id": actor.team_id, "canvass_id": canvass_id, "person_id": actor.person_id}
    facts = counting.pad(tx, **ids, now=now)
    signup = tx.get(Signup, (canvass_id, actor.person_id))
    coming = signup is not None and signup.state is SignupState.IN
    if not (facts.live and coming) or not attending.arrive(tx, actor=actor, canvass_id=canvass_id, now=now):
        return facts, False
    return counting.pad(tx, **ids, now=now), True


def name_known(tx: Session, *, team_id: int, person_id: int) -> str:
    """What a person is called in the team; empty for somebody who is not known there."""
    member = tx.get(Member, (team_id, person_id))
    return member.name if member else ""


def _today(actor: Actor, now: datetime, *, starting: bool = False) -> Any:
    """Sessions that may be meant, the likeliest first, each with its neighborhood's name and the actor's answer."""
    mine = (col(Signup.canvass_id) == col(Canvass.id)) & (col(Signup.person_id) == actor.person_id)
    here = (col(Attendance.canvass_id) == col(Canvass.id)) & (col(Attendance.person_id) == actor.person_id)
    own = or_(
        col(Attendance.person_id).is_not(None),
        col(Signup.state) == SignupState.IN,
        col(Canvass.captain_id) == actor.person_id,
    )
    return (
        select(Canvass, col(Turf.name), col(Signup.state))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .outerjoin(Signup, mine)
        .outerjoin(Attendance, here)
        .where(
            col(Canvass.team_id) == actor.team_id,
            col(Canvass.state) != CanvassState.CANCELLED,
            col(Canvass.ends_at) > now - AFTER,
            col(Canvass.starts_at) < now + EARLY,
        )
        .order_by(
            case((col(Canvass.state) == CanvassState.LIVE, 0), else_=1),
            *([case((col(Canvass.state) == CanvassState.WRAPPED, 1), else_=0)] if starting else []),
            case((own, 0), else_=1),
            case((col(Canvass.ends_at) > now, 0), else_=1),
            case((col(Canvass.ends_at) > now, col(Canvass.starts_at)), else_=None),
            col(Canvass.ends_at).desc(),
            col(Canvass.id),
        )
    )


def _line(row: Canvass, turf: str | None, mine: SignupState | None) -> CanvassLine:
    name = name_of(row.title, turf, row.meet_place)
    return CanvassLine(row.id or 0, name, row.starts_at, row.zone, row.state, taken=0, capacity=None, mine=mine)
