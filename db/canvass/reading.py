"""Reading sessions: for cards, for lists and autocomplete, and by the name that somebody typed."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_
from sqlalchemy.orm import Bundle
from sqlmodel import Session, col, select

from db.canvass.rows import ID_MOST
from db.facts import (
    CANVASS_HOURS_MOST,
    Actor,
    CanvassFacts,
    CanvassLine,
    CanvassPlan,
    CanvassState,
    SignupState,
    Standing,
)
from db.models.canvass import Canvass, Signup
from db.models.teams import Member, Team
from db.models.turf import Turf
from db.names import name_key
from db.refusals import Gone, NoSuchCanvass

TAKEN = (SignupState.IN, SignupState.OFFERED)
COMING = (*TAKEN, SignupState.WAITING, SignupState.MAYBE)
ENDED = (CanvassState.WRAPPED, CanvassState.CANCELLED)
# What a standing shows of a sign-up, in its order; not the whole row, whose making takes several times as long.
ANSWER: Bundle[Any] = Bundle("answer", *(getattr(Signup, f.name) for f in fields(Standing) if f.name != "name"))
JUST_ENDED = timedelta(hours=2)
"""For how long after its end a session's card is looked at, so that it says that it is over."""


def name_of(title: str, turf: str | None, meet_place: str) -> str:
    """What a session is called: its title, else its neighborhood, else where it meets; empty without any of them."""
    return title or turf or meet_place


# ---- one session -----------------------------------------------------------------------------------


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
    query = (
        select(Canvass, col(Turf.name), col(Member.name))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .outerjoin(Member, member_is(Canvass.captain_id, Canvass.team_id))
        .where(col(Canvass.id) == canvass_id, *more)
    )
    found = tx.exec(query).first()
    if found is None:
        return None
    row, turf, captain = found
    return CanvassFacts(
        id=canvass_id,
        team_id=row.team_id,
        name=name_of(row.title, turf, row.meet_place),
        plan=plan_of(row, captain),
        zone=row.zone,
        state=row.state,
        cancel_reason=row.cancel_reason,
        standings=_standings(tx, canvass_id),
        channel_id=row.channel_id,
        message_id=row.message_id,
        thread_id=row.thread_id,
        event_id=row.event_id,
        pairs_message_id=row.pairs_message_id,
        version=row.version,
        event_version=row.event_version,
        changes=row.changes,
    )


def plan_of(row: Canvass, captain: str | None) -> CanvassPlan:
    """What was decided about a session; `captain` is the name that the captain goes by now, where that is known."""
    return CanvassPlan(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        turf_id=row.turf_id,
        title=row.title,
        captain_id=row.captain_id,
        captain_name=captain or row.captain_name,
        capacity=row.capacity,
        meet_place=row.meet_place,
        debrief_place=row.debrief_place,
        door_goal=row.door_goal,
        note=row.note,
    )


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


# ---- many sessions ---------------------------------------------------------------------------------


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
    own = or_(col(Signup.state).in_(COMING), col(Canvass.captain_id) == actor.person_id)
    starts = col(Canvass.starts_at).desc() if past else col(Canvass.starts_at)
    query = (
        select(Canvass, col(Turf.name), col(Signup.state), _taken())
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .outerjoin(Signup, and_(col(Signup.canvass_id) == col(Canvass.id), col(Signup.person_id) == actor.person_id))
        .where(*wanted)
        .order_by(case((own, 0), else_=1), starts, col(Canvass.id))
        .limit(most)
    )
    return [_line(*found) for found in tx.exec(query)]


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
