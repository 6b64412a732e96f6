"""How long a prospect may wait in each stage: touched by whatever is done, and its owner told once of silence."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from db import later, nudges
from db.facts import NudgeKind
from db.facts.meetings import MeetingState
from db.facts.prospects import CLOCKS, STALE_DAYS, Stage
from db.models.meetings import Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.teams import Member
from db.prospects.rows import Locked, lock

REMINDED = (Stage.RESEARCH, Stage.ASK, Stage.PREPARE, Stage.FOLLOWED_UP)
"""Stages in which silence is told; a meeting that was held has reminders of its own."""

_PLANNED = (MeetingState.PLANNED, MeetingState.READY)


def touch(at: Locked) -> None:
    """Somebody did something for it: the time begins anew."""
    at.row.touched_at = at.now
    remind(at)


def remind(at: Locked) -> None:
    """Schedule word of the next silence, in place of what was scheduled before."""
    nudges.cancel(at.tx, team_id=at.team.id, prospect_id=at.id, kinds=[NudgeKind.STALE])
    if at.row.stage not in REMINDED or meets_at(at.tx, prospect_id=at.id, now=at.now) is not None:
        return
    asks = at.row.stage is Stage.ASK and at.row.asker_id is not None
    _tell(at, at.row.asker_id if asks else at.row.owner_id, CLOCKS[at.row.stage])


def meets_at(tx: Session, *, prospect_id: int, now: datetime) -> datetime | None:
    """When the next meeting is that is planned and not over."""
    moment: datetime | None = tx.exec(
        select(func.min(col(Meeting.starts_at))).where(col(Meeting.prospect_id) == prospect_id, *planned(now))
    ).one()
    return moment


def planned(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Meetings that are still to come, or are going on."""
    return col(Meeting.state).in_(_PLANNED), col(Meeting.ends_at) > now


def next_meeting() -> Any:
    """When the next meeting is of the prospect in the same row; its conditions are `planned`."""
    return select(func.min(col(Meeting.starts_at))).where(col(Meeting.prospect_id) == col(Prospect.id))


def stuck(now: datetime) -> ColumnElement[bool]:
    """Whether the prospect in a row has waited too long."""
    coming = select(Meeting.id).where(col(Meeting.prospect_id) == col(Prospect.id), *planned(now)).exists()
    waits = {stage: col(Prospect.touched_at) <= now - timedelta(days=days) for stage, days in CLOCKS.items()}
    waits[Stage.PREPARE] &= ~coming
    return or_(*(and_(col(Prospect.stage) == stage, too_long) for stage, too_long in waits.items()))


def is_stuck(row: Prospect, meets: datetime | None, now: datetime) -> bool:
    """The same of a row that is at hand."""
    days = CLOCKS.get(row.stage)
    if days is None or (row.stage is Stage.PREPARE and meets is not None):
        return False
    return row.touched_at <= now - timedelta(days=days)


# ---- inside ----------------------------------------------------------------------------------------


def _tell(at: Locked, person_id: int | None, days: int) -> None:
    if person_id is None:
        return
    member = at.tx.get(Member, (at.team.id, person_id))
    zone = (member.zone if member else None) or at.team.clock_zone
    on = later.day_of(at.row.touched_at, zone) + timedelta(days=days)
    nudges.schedule(
        at.tx,
        key=f"{NudgeKind.STALE}:{at.id}:{_last(at)}",
        team_id=at.team.id,
        kind=NudgeKind.STALE,
        due_at=max(at.now, later.hours_of(at.team, zone).after(later.at(on, later.MORNING, zone))),
        prospect_id=at.id,
        person_id=person_id,
        details={"stage": at.row.stage, "since": at.row.touched_at.isoformat()},
    )


@nudges.followed_by(NudgeKind.STALE)
def _still_silent(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Whoever asks was told first; a week later the owner is, and then nobody any more."""
    at = lock(tx, prospect_id=nudge.prospect_id or 0, now=now)
    if at is None or at.row.stage is not Stage.ASK or at.row.owner_id in {None, nudge.person_id}:
        return
    if nudge.person_id == at.row.asker_id and meets_at(tx, prospect_id=at.id, now=now) is None:
        _tell(at, at.row.owner_id, STALE_DAYS)


def _last(at: Locked) -> int:
    """The last nudge about a prospect, or 0: each has a key of its own, whatever the clock says."""
    return at.tx.exec(select(func.max(col(Nudge.id))).where(col(Nudge.prospect_id) == at.id)).one() or 0


def key(at: Locked, kind: NudgeKind) -> str:
    """A key for one more nudge about a prospect."""
    return f"{kind}:{at.id}:{_last(at)}"
