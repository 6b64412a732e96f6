"""What is coming: the nudges of a team that have not gone out, for whoever looks at it from outside Discord."""

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from db.canvass.reading import name_of
from db.facts import Coming, NudgeState
from db.models.canvass import Canvass
from db.models.followups import Followup
from db.models.meetings import Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.turf import Turf

_TO_COME = (NudgeState.PENDING, NudgeState.HELD)
_NOT_OUT = (*_TO_COME, NudgeState.CLOSED)


def coming(tx: Session, *, team_id: int, most: int) -> tuple[Coming, ...]:
    """Up to `most` nudges of a team that have not gone out: by time, then those that wait behind closed DMs."""
    waits = case((col(Nudge.state) == NudgeState.CLOSED, 1), else_=0)
    query = (
        select(Nudge, func.coalesce(col(Followup.text), col(Prospect.name)), Canvass, col(Turf.name))
        .outerjoin(Followup, col(Followup.id) == col(Nudge.followup_id))
        .outerjoin(Canvass, col(Canvass.id) == col(Nudge.canvass_id))
        .outerjoin(Meeting, col(Meeting.id) == col(Nudge.meeting_id))
        .outerjoin(Prospect, col(Prospect.id) == func.coalesce(col(Nudge.prospect_id), col(Meeting.prospect_id)))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .where(col(Nudge.team_id) == team_id, col(Nudge.state).in_(_NOT_OUT))
        .order_by(waits, col(Nudge.due_at), col(Nudge.id))
        .limit(most)
    )
    return tuple(_facts(nudge, text or _name(canvass, turf)) for nudge, text, canvass, turf in tx.exec(query).all())


def _name(canvass: Canvass | None, turf: str | None) -> str:
    return name_of(canvass.title, turf, canvass.meet_place) if canvass else ""


def _facts(nudge: Nudge, about: str) -> Coming:
    at = nudge.due_at if nudge.state in _TO_COME else None
    return Coming(nudge.id or 0, nudge.kind, nudge.state, at, nudge.person_id, about, nudge.waits_for)
