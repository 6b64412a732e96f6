"""Finding sessions: for lists and autocomplete, by the name that somebody typed, and those whose card needs a look."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from db.canvass.reading import COMING, ENDED, TAKEN, exists, member_is, name_of, plan_of
from db.facts import CANVASS_HOURS_MOST, Actor, CanvassLine, CanvassPlan, SignupState
from db.models.canvass import Canvass, Signup
from db.models.teams import Member, Team
from db.models.turf import Turf
from db.names import name_key
from db.refusals import NoSuchCanvass

JUST_ENDED = timedelta(hours=2)
"""For how long after its end a session's card is looked at, so that it says that it is over."""


def lines(
    tx: Session,
    *,
    actor: Actor,
    now: datetime,
    typed: str = "",
    only_led: bool = False,
    past: bool = False,
    most: int = 25,
) -> list[CanvassLine]:
    """The team's coming sessions: first those that the actor is part of, then the others, the soonest first.

    `typed` keeps those whose name contains it (without case, accents and blanks); `only_led` those that the
    actor may manage; `past` gives those that ended or were cancelled instead, the latest first.
    """
    wanted = _ended(actor, now) if past else _coming(actor, now)
    if only_led and not actor.organizer:
        wanted.append(col(Canvass.captain_id) == actor.person_id)
    if key := name_key(typed):
        # Databases compare accents each in their own way, so names are compared here.
        fitting = [canvass_id for canvass_id, name in _names(tx, wanted) if key in name_key(name)]
        wanted.append(col(Canvass.id).in_(fitting))
    return [_line(*found) for found in tx.exec(_query(actor, wanted, past=past).limit(most))]


def resolve(tx: Session, *, actor: Actor, typed: str, now: datetime) -> int:
    """The id behind what was typed or chosen: an id of the team's, else a name that fits exactly one session.

    Coming sessions go before past ones, and a whole name before a part of one. Raises NoSuchCanvass.
    """
    if (number := _number(typed)) and exists(tx, team_id=actor.team_id, canvass_id=number):
        return number
    if key := name_key(typed):
        for wanted in (_coming(actor, now), _ended(actor, now)):
            keys = [(canvass_id, name_key(name)) for canvass_id, name in _names(tx, wanted)]
            exact = [canvass_id for canvass_id, name in keys if name == key]
            fitting = exact or [canvass_id for canvass_id, name in keys if key in name]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                break
    raise NoSuchCanvass(typed=typed)


def last_plan(tx: Session, *, actor: Actor) -> CanvassPlan | None:
    """What was decided about the session that the team planned last; None before the first."""
    query = (
        select(Canvass, col(Member.name))
        .outerjoin(Member, member_is(Canvass.captain_id, Canvass.team_id))
        .where(col(Canvass.team_id) == actor.team_id)
        .order_by(col(Canvass.id).desc())
        .limit(1)
    )
    found = tx.exec(query).first()
    return plan_of(*found) if found else None


def without_card(tx: Session, *, now: datetime) -> list[int]:
    """The sessions, of all teams that the bot is in, whose card should be there and was never posted."""
    query = (
        select(Canvass.id)
        .join(Team, col(Team.id) == col(Canvass.team_id))
        .where(
            col(Canvass.message_id).is_(None),
            col(Canvass.state).not_in(ENDED),
            col(Canvass.ends_at) > now,
            col(Team.left_at).is_(None),
        )
        .order_by(col(Canvass.id))
    )
    return [canvass_id for canvass_id in tx.exec(query) if canvass_id is not None]


def behind(tx: Session, *, now: datetime) -> list[int]:
    """The sessions, of all teams that the bot is in, whose card may not show what is so: it was not painted since a
    change, or the session has just ended. A day after the end a card stays as it is.
    """
    query = (
        select(Canvass.id)
        .join(Team, col(Team.id) == col(Canvass.team_id))
        .where(
            col(Canvass.message_id).is_not(None),
            col(Canvass.ends_at) > now - timedelta(days=1),
            col(Team.left_at).is_(None),
            or_(
                col(Canvass.painted) < col(Canvass.changes),
                and_(col(Canvass.ends_at) <= now, col(Canvass.ends_at) > now - JUST_ENDED),
            ),
        )
        .order_by(col(Canvass.id))
    )
    return [canvass_id for canvass_id in tx.exec(query) if canvass_id is not None]


# ---- inside ----------------------------------------------------------------------------------------


def _coming(actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Canvass.team_id) == actor.team_id,
        # No session is longer, and this column is the index's.
        col(Canvass.starts_at) > now - timedelta(hours=CANVASS_HOURS_MOST),
        col(Canvass.ends_at) > now,
        col(Canvass.state).not_in(ENDED),
    ]


def _ended(actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Canvass.team_id) == actor.team_id,
        or_(col(Canvass.ends_at) <= now, col(Canvass.state).in_(ENDED)),
    ]


def _query(actor: Actor, wanted: Sequence[ColumnElement[bool]], *, past: bool) -> Any:
    """Sessions with their neighborhood, the actor's answer and how many places are taken."""
    mine = and_(col(Signup.canvass_id) == col(Canvass.id), col(Signup.person_id) == actor.person_id)
    own = or_(col(Signup.state).in_(COMING), col(Canvass.captain_id) == actor.person_id)
    starts_at = col(Canvass.starts_at)
    return (
        select(Canvass, col(Turf.name), col(Signup.state), _taken())
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .outerjoin(Signup, mine)
        .where(*wanted)
        .order_by(case((own, 0), else_=1), starts_at.desc() if past else starts_at, col(Canvass.id))
    )


def _names(tx: Session, wanted: Sequence[ColumnElement[bool]]) -> list[tuple[int, str]]:
    query = (
        select(col(Canvass.id), col(Canvass.title), col(Turf.name), col(Canvass.meet_place))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .where(*wanted)
    )
    return [(number, name_of(*parts)) for number, *parts in tx.exec(query) if number is not None]


def _taken() -> Any:
    """How many places of the session in the same row are taken or held."""
    return (
        select(func.count())
        .where(col(Signup.canvass_id) == col(Canvass.id), col(Signup.state).in_(TAKEN))
        .correlate(Canvass)
        .scalar_subquery()
    )


def _line(row: Canvass, turf: str | None, mine: SignupState | None, taken: int) -> CanvassLine:
    return CanvassLine(
        id=row.id or 0,
        name=name_of(row.title, turf, row.meet_place),
        starts_at=row.starts_at,
        zone=row.zone,
        state=row.state,
        taken=taken,
        capacity=row.capacity,
        mine=mine,
    )


def _number(typed: str) -> int | None:
    digits = typed.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else None
