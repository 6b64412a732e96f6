"""Lists of nudges: what comes to a person and what came, and where a team's nudges stand."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_
from sqlmodel import Session, col, select

from db.canvass.reading import name_of
from db.facts import (
    DEEDS,
    Actor,
    Delivery,
    MyNudges,
    NudgeKind,
    NudgeLine,
    NudgeState,
    NudgeWait,
    SignupState,
    TeamNudges,
)
from db.meetings.reminders import task_of
from db.models.canvass import Canvass, Signup
from db.models.followups import Followup
from db.models.meetings import Attending, Meeting, PrepTask
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.teams import Member
from db.models.turf import Turf
from db.refusals import OnlyOrganizers

LATELY = timedelta(days=14)
"""How far back lists go."""

PAGE = 8
"""Lines on one page."""

_MOST = 100
_TO_COME = (NudgeState.PENDING, NudgeState.HELD)
_IN_THREADS = (NudgeKind.CONFIRM, NudgeKind.TODAY, NudgeKind.REMIND)
# What organizers should look at first.
_FIRST = (Delivery.FAILED, Delivery.TROUBLE, Delivery.CLOSED, Delivery.QUIET, Delivery.PACE, Delivery.COMING)


# ---- a person's own --------------------------------------------------------------------------------


def mine(tx: Session, *, actor: Actor, now: datetime) -> MyNudges:
    """What comes to a person, soonest first, and what came in the last two weeks, latest first; 100 of each at most."""
    own = col(Nudge.person_id) == actor.person_id
    shown = (col(Nudge.team_id) == actor.team_id, col(Nudge.kind).not_in([*DEEDS, NudgeKind.WAITING]))
    theirs = own | _of_their_sessions(actor) | _of_their_meetings(actor)
    coming = _lines().where(*shown, col(Nudge.state).in_(_TO_COME), theirs)
    came = _lines().where(
        *shown, own, col(Nudge.state).in_((NudgeState.SENT, NudgeState.SHOWN)), col(Nudge.sent_at) >= now - LATELY
    )
    waiting = select(func.count(func.distinct(_matter()))).where(*shown, own, col(Nudge.state) == NudgeState.CLOSED)
    member = tx.get(Member, (actor.team_id, actor.person_id))
    return MyNudges(
        coming=tuple(_own(tx, row) for row in tx.exec(coming.order_by(col(Nudge.due_at), col(Nudge.id)).limit(_MOST))),
        lately=tuple(_own(tx, row) for row in tx.exec(came.order_by(col(Nudge.sent_at).desc()).limit(_MOST))),
        waiting=tx.exec(waiting).one(),
        reminders=member is None or member.reminders,
        dms_closed_at=member.dms_closed_at if member else None,
    )


def _of_their_sessions(actor: Actor) -> ColumnElement[bool]:
    """Reminders to everyone in the sessions that a person comes to and wants to hear of."""
    comes = select(Signup.canvass_id).where(
        col(Signup.team_id) == actor.team_id,
        col(Signup.person_id) == actor.person_id,
        col(Signup.state).in_((SignupState.IN, SignupState.OFFERED, SignupState.MAYBE)),
        col(Signup.muted).is_(False),
    )
    return and_(col(Nudge.kind).in_(_IN_THREADS), col(Nudge.canvass_id).in_(comes))


def _of_their_meetings(actor: Actor) -> ColumnElement[bool]:
    """The card of the day in the meetings that a person goes to."""
    goes = select(Attending.meeting_id).where(
        col(Attending.team_id) == actor.team_id, col(Attending.person_id) == actor.person_id
    )
    return and_(col(Nudge.kind) == NudgeKind.MEETING_DAY, col(Nudge.meeting_id).in_(goes))


def _matter() -> Any:
    """What tells one matter from another, however often it came up."""
    about = (Nudge.canvass_id, Nudge.meeting_id, Nudge.prospect_id)
    session, meeting, prospect = (func.coalesce(cast(col(part), String), "") for part in about)
    promise = col(Nudge.followup_id)
    return case((promise.is_not(None), cast(promise, String)), else_=session + ":" + meeting + ":" + prospect)


# ---- the team's ------------------------------------------------------------------------------------


def of_team(tx: Session, *, actor: Actor, view: Delivery | None, page: int, now: datetime) -> TeamNudges:
    """How many of a team's nudges stand where, and one page of those that are looked at; without private words.

    Without a view it is what an organizer should look at first. Raises OnlyOrganizers.
    """
    if not actor.organizer:
        raise OnlyOrganizers
    all_of_it = (col(Nudge.team_id) == actor.team_id, col(Nudge.kind).not_in(list(DEEDS)))
    counts = _counts(tx, all_of_it, now)
    looked_at = view or next((one for one in (*_FIRST, *Delivery) if counts.get(one)), None)
    if looked_at is None:
        return TeamNudges(counts, ())
    pages = max(1, -(-counts.get(looked_at, 0) // PAGE))
    page = min(max(page, 0), pages - 1)
    # What is over is read backwards, the latest first; what is ahead is read as it comes.
    moment = func.coalesce(col(Nudge.sent_at), col(Nudge.due_at))
    over = looked_at in {Delivery.SENT, Delivery.SHOWN, Delivery.FAILED, Delivery.EXPIRED}
    order = (moment.desc(), col(Nudge.id).desc()) if over else (moment, col(Nudge.id))
    query = _lines().where(*all_of_it, _standing(looked_at, now)).order_by(*order).offset(page * PAGE).limit(PAGE)
    return TeamNudges(counts, tuple(_theirs(tx, row) for row in tx.exec(query)), looked_at, page, pages)


def _counts(tx: Session, all_of_it: tuple[ColumnElement[bool], ...], now: datetime) -> dict[Delivery, int]:
    which = case(*((_standing(one, now), one.value) for one in Delivery), else_="")
    rows = tx.exec(select(which, func.count()).where(*all_of_it).group_by(which)).all()
    return {Delivery(value): number for value, number in rows if value}


def _standing(view: Delivery, now: datetime) -> ColumnElement[bool]:
    state = col(Nudge.state)
    if view is Delivery.CLOSED:
        return state == NudgeState.CLOSED
    if view is Delivery.COMING:
        return or_(state == NudgeState.HELD, and_(state == NudgeState.PENDING, col(Nudge.waits_for).is_(None)))
    if view.value in set(NudgeWait):
        return and_(state == NudgeState.PENDING, col(Nudge.waits_for) == NudgeWait(view.value))
    lately = func.coalesce(col(Nudge.sent_at), col(Nudge.due_at)) >= now - LATELY
    return and_(state == NudgeState(view.value), lately)


# ---- lines -----------------------------------------------------------------------------------------


Row = tuple[Nudge, str | None, Canvass | None, str | None, str | None]


def _lines() -> Any:
    whom = func.coalesce(col(Nudge.prospect_id), col(Followup.prospect_id), col(Meeting.prospect_id))
    columns: tuple[Any, ...] = (Nudge, col(Followup.text), Canvass, col(Turf.name), col(Prospect.name))
    return (
        select(*columns)
        .outerjoin(Followup, col(Followup.id) == col(Nudge.followup_id))
        .outerjoin(Canvass, col(Canvass.id) == func.coalesce(col(Nudge.canvass_id), col(Followup.canvass_id)))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .outerjoin(Meeting, col(Meeting.id) == func.coalesce(col(Nudge.meeting_id), col(Followup.meeting_id)))
        .outerjoin(Prospect, col(Prospect.id) == whom)
    )


def _own(tx: Session, row: Row) -> NudgeLine:
    """A line for the person themselves: with what the promise, or the thing to do, says."""
    nudge, text, canvass, turf, whom = row
    task = tx.get(PrepTask, task_of(nudge)) if nudge.kind is NudgeKind.PREP else None
    return _line(nudge, _about(canvass, turf, whom), text=text or (task.text if task else ""))


def _theirs(tx: Session, row: Row) -> NudgeLine:
    """A line for organizers: whose it is, and why it waits for them."""
    nudge, _, canvass, turf, whom = row
    member = tx.get(Member, (nudge.team_id, nudge.person_id)) if nudge.person_id else None
    why = _why_closed(member) if nudge.state is NudgeState.CLOSED else ""
    return _line(nudge, _about(canvass, turf, whom), person=member.name if member else "", why_closed=why)


def _why_closed(member: Member | None) -> str:
    if member is None:
        return "unknown"
    if member.dms_closed_at is not None:
        return "dms"
    return "" if member.reminders else "off"


def _about(canvass: Canvass | None, turf: str | None, whom: str | None) -> str:
    return name_of(canvass.title, turf, canvass.meet_place) if canvass else whom or ""


def _line(nudge: Nudge, session: str, **more: str) -> NudgeLine:
    return NudgeLine(
        id=nudge.id or 0,
        kind=nudge.kind,
        state=nudge.state,
        due_at=nudge.due_at,
        waits_for=nudge.waits_for,
        sent_at=nudge.sent_at,
        answer=nudge.answer,
        answered_at=nudge.answered_at,
        session=session,
        person_id=nudge.person_id,
        trouble=nudge.trouble,
        channel_id=nudge.channel_id,
        message_id=nudge.message_id,
        **more,
    )
