"""Other clocks: a team's or a person's zone changes, and what was meant stays what clocks on the wall show.

Moved are promises that were written by the team's clocks, and reminders that come at a time of day: what was put off to
"tomorrow at nine" comes at nine. What waits for Discord, or for its turn, has no time of day.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from db import later, nudges
from db.facts import FollowupState, NudgeKind, NudgeState, NudgeWait, TeamFacts
from db.followups import reminders, rows
from db.followups.rows import Locked
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.teams import Member
from db.nudges.schedule import ring

_BY_THE_CLOCK = (
    NudgeKind.FOLLOWUP,
    NudgeKind.LEAD_TOLD,
    NudgeKind.SESSION_LATER,
    NudgeKind.CLOSE,
    NudgeKind.STALE,
    NudgeKind.WAKES,
)
_PUT_OFF_BY_IT = (NudgeKind.PREP, NudgeKind.EVALUATE)


def move_team(tx: Session, *, team: TeamFacts, before: str, now: datetime) -> None:
    """A team that was in the zone `before` is in another, and with it everyone who has none of their own."""
    elsewhere = select(Member.person_id).where(col(Member.team_id) == team.id, col(Member.zone).is_not(None))
    pending = _pending(tx, team.id, col(Nudge.person_id).is_(None) | col(Nudge.person_id).not_in(elsewhere))
    firsts = _firsts(tx, pending, team, before)
    written_here = (
        col(Followup.zone) == before,
        *(or_(col(who).is_(None), col(who).not_in(elsewhere)) for who in (Followup.owner_id, Followup.made_by_id)),
    )
    for at in _promises(tx, team.id, now, *written_here):
        at.row.due_at, at.row.zone = later.moment_of(at.row.wall, team.clock_zone), team.clock_zone
        if at.id in firsts.values():
            reminders.remind(at)
    _carry(tx, [nudge for nudge in pending if nudge.id not in firsts], before, team.clock_zone)


def move_person(tx: Session, *, team: TeamFacts, person_id: int, before: str, after: str, now: datetime) -> None:
    """A person lives on other clocks; when their promises are due stays, for that was said on the old ones."""
    pending = _pending(tx, team.id, col(Nudge.person_id) == person_id)
    firsts = _firsts(tx, pending, team, before)
    _carry(tx, [nudge for nudge in pending if nudge.id not in firsts], before, after)
    nudges.look_again(tx, team_id=team.id, person_id=person_id, now=now)


# ---- inside ----------------------------------------------------------------------------------------


def _pending(tx: Session, team_id: int, *more: ColumnElement[bool]) -> Sequence[Nudge]:
    """What is to come at a time of day, locked: before the promises, as whoever delivers does."""
    query = select(Nudge).where(
        col(Nudge.team_id) == team_id,
        col(Nudge.kind).in_(_BY_THE_CLOCK) | (col(Nudge.kind).in_(_PUT_OFF_BY_IT) & col(Nudge.after_id).is_not(None)),
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.set_out_at).is_(None),
        or_(col(Nudge.waits_for).is_(None), col(Nudge.waits_for) == NudgeWait.CAP),
        *more,
    )
    return tx.exec(query.order_by(col(Nudge.id)).with_for_update()).all()


def _promises(tx: Session, team_id: int, now: datetime, *more: ColumnElement[bool]) -> Iterator[Locked]:
    query = select(Followup.id).where(
        col(Followup.team_id) == team_id, col(Followup.state) == FollowupState.OPEN, *more
    )
    found = (
        rows.lock(tx, followup_id=number or 0, now=now) for number in tx.exec(query.order_by(col(Followup.id))).all()
    )
    return (at for at in found if at is not None)


def _firsts(tx: Session, pending: Sequence[Nudge], team: TeamFacts, zone: str) -> dict[int | None, int | None]:
    """Of these nudges those that come because a promise is due, with its id: they follow it, wherever it moves."""
    numbers = {nudge.followup_id for nudge in pending if nudge.kind is NudgeKind.FOLLOWUP}
    query = select(col(Followup.id), col(Followup.due_at)).where(col(Followup.id).in_(numbers))
    quiet = later.hours_of(team, zone)
    due = {number: quiet.after(moment) for number, moment in tx.exec(query)} if numbers else {}
    return {
        nudge.id: nudge.followup_id
        for nudge in pending
        if nudge.kind is NudgeKind.FOLLOWUP and due.get(nudge.followup_id) == nudge.due_at
    }


def _carry(tx: Session, pending: Sequence[Nudge], before: str, after: str) -> None:
    for nudge in pending:
        moment = later.carried(nudge.due_at, before=before, after=after)
        # A reminder of a session is worth nothing once that has begun.
        if nudge.expires_at is None or moment < nudge.expires_at:
            nudge.due_at = moment
            ring(tx, moment)
