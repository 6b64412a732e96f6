"""A person's own reminders of a session: once more at a moment that they choose, or no more at all.

Every unit here raises Gone, and NotSignedUp for those who are not part of the session.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from db import nudges
from db.canvass import reading, rows
from db.canvass.line import find
from db.canvass.notices import SOON_ENOUGH
from db.canvass.reading import COMING
from db.canvass.rows import Locked
from db.facts import Actor, CanvassFacts, Later, LaterChoice, NudgeKind, NudgeState
from db.models.canvass import Signup
from db.models.nudges import Nudge
from db.models.teams import Member
from db.quiet import QuietHours
from db.refusals import AfterStart, NotSignedUp, PastTime

EVENING, MORNING = time(18), time(9)


def when_again(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Later:
    """When they can be reminded again, and when they will be. Also raises CanvassCancelled, Over and Started."""
    return _later(_begin(tx, actor, canvass_id, now)[0], actor)


def remind_me(
    tx: Session,
    *,
    actor: Actor,
    canvass_id: int,
    at: datetime,
    now: datetime,
    asked: bool,
    after_id: int | None = None,
    typed: str = "",
) -> Later:
    """Remind them of it at a moment, in place of the one chosen before; `asked` where they picked it to the minute.

    `after_id` is the nudge that they put off. Also raises PastTime, AfterStart, CanvassCancelled, CanvassOver and
    CanvassStarted.
    """
    session, _ = _begin(tx, actor, canvass_id, now)
    if at <= now:
        raise PastTime(typed, at)
    if at >= session.row.starts_at:
        raise AfterStart(typed, session.row.starts_at)
    _take_back(session, actor)
    nudges.schedule(
        tx,
        key=f"{NudgeKind.SESSION_LATER}:{canvass_id}:{actor.person_id}:{now.isoformat()}",
        team_id=actor.team_id,
        kind=NudgeKind.SESSION_LATER,
        due_at=at,
        canvass_id=canvass_id,
        person_id=actor.person_id,
        expires_at=session.row.starts_at,
        asked=asked,
        after_id=_known(session, after_id),
    )
    return _later(session, actor)


def forget_reminder(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Later:
    """Take back the reminder that they chose; harmless where there is none."""
    session, _ = _begin(tx, actor, canvass_id, now)
    _take_back(session, actor)
    return _later(session, actor)


def mute(tx: Session, *, actor: Actor, canvass_id: int, on: bool, now: datetime) -> CanvassFacts:
    """No more reminders of this session for them, or reminders again; what changes about it they hear all the same."""
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    _mine(at, actor).muted = on
    if on:
        _take_back(at, actor)
    return reading.facts(tx, team_id=actor.team_id, canvass_id=canvass_id)


def moments(now: datetime, starts_at: datetime, quiet: QuietHours) -> dict[LaterChoice, datetime]:
    """In an hour, this evening, tomorrow morning: those that lie outside of quiet hours, and in time to set out."""
    soon = now + timedelta(hours=1)
    found = {LaterChoice.HOUR: soon}
    if (evening := _at(now, 0, EVENING, quiet.zone)) > soon:
        found[LaterChoice.EVENING] = evening
    found[LaterChoice.MORNING] = quiet.after(_at(now, 1, MORNING, quiet.zone))
    latest = starts_at - SOON_ENOUGH
    return {choice: moment for choice, moment in found.items() if moment <= latest and not quiet.hold(moment)}


# ---- inside ------------------------------------------------------------------------------------------


def _begin(tx: Session, actor: Actor, canvass_id: int, now: datetime) -> tuple[Locked, Signup]:
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    mine = _mine(at, actor)
    rows.check_ahead(at)
    return at, mine


def _mine(at: Locked, actor: Actor) -> Signup:
    mine = find(at, actor.person_id)
    if mine is None or mine.state not in COMING:
        raise NotSignedUp
    return mine


def _later(at: Locked, actor: Actor) -> Later:
    quiet = QuietHours(actor.zone, at.team.quiet_from, at.team.quiet_until)
    member = at.tx.get(Member, (actor.team_id, actor.person_id))
    mine = find(at, actor.person_id)
    return Later(
        reading.facts(at.tx, team_id=actor.team_id, canvass_id=at.id),
        moments(at.now, at.row.starts_at, quiet),
        _chosen(at, actor),
        muted=mine is not None and mine.muted,
        reminders=member is None or member.reminders,
    )


def _chosen(at: Locked, actor: Actor) -> datetime | None:
    query = select(Nudge.due_at).where(
        col(Nudge.canvass_id) == at.id,
        col(Nudge.person_id) == actor.person_id,
        col(Nudge.kind) == NudgeKind.SESSION_LATER,
        col(Nudge.state) == NudgeState.PENDING,
    )
    return at.tx.exec(query.order_by(col(Nudge.id).desc()).limit(1)).first()


def _known(at: Locked, nudge_id: int | None) -> int | None:
    """The nudge that was put off, if it was one about this session: its number comes from a button."""
    if nudge_id is None or not 0 < nudge_id <= rows.ID_MOST:
        return None
    return at.tx.exec(select(Nudge.id).where(col(Nudge.id) == nudge_id, col(Nudge.canvass_id) == at.id)).first()


def _take_back(at: Locked, actor: Actor) -> None:
    kinds = [NudgeKind.SESSION_LATER]
    nudges.cancel(at.tx, team_id=actor.team_id, canvass_id=at.id, kinds=kinds, person_id=actor.person_id)


def _at(now: datetime, days: int, clock: time, zone: str) -> datetime:
    """A wall-clock time in a zone; through UTC, so that an hour that spring skips is the one after it."""
    there = ZoneInfo(zone)
    day = now.astimezone(there).date() + timedelta(days=days)
    return datetime.combine(day, clock, there).astimezone(UTC)
