"""The nudges of a session: each is scheduled in the transaction of its cause, and taken back with it.

A key names the cause and its occasion: whoever leaves and lines up again gets another place, and with it another
key, so that an old nudge never stands in the way of a new one.
"""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select, update

from db import nudges
from db.canvass.rows import Locked
from db.facts import NudgeKind, NudgeState
from db.models.canvass import Signup
from db.models.nudges import Nudge
from db.quiet import QuietHours

_OF_A_PLACE = (NudgeKind.OFFER, NudgeKind.OFFER_OVER, NudgeKind.PROMOTED)
_OF_THE_DAY = (NudgeKind.CONFIRM, NudgeKind.TODAY)
SOON_ENOUGH = timedelta(minutes=30)  # a reminder helps only those who can still set out
_REACHED = (NudgeState.PENDING, NudgeState.HELD, NudgeState.SENT)

Who = dict[str, object]
"""What a nudge says about a person: {"person": id, "name": …}."""

NOBODY: Who = {"person": 0, "name": ""}
"""Somebody who asked to be forgotten."""


def _schedule(
    at: Locked,
    kind: NudgeKind,
    occasion: object,
    *,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    person_id: int | None = None,
    details: dict[str, object] | None = None,
) -> None:
    nudges.schedule(
        at.tx,
        key=f"{kind}:{at.id}:{occasion}",
        team_id=at.team.id,
        kind=kind,
        due_at=due_at or at.now,
        canvass_id=at.id,
        person_id=person_id,
        expires_at=expires_at,
        details=details,
    )


# ---- to one person ---------------------------------------------------------------------------------


def offer(at: Locked, signup: Signup, until: datetime) -> None:
    """Tell a person that a place is held for them, and come back when its time is over; moved if there already."""
    occasion = f"{signup.person_id}:{signup.place}"
    details: dict[str, object] = {"until": until.isoformat()}
    _schedule(at, NudgeKind.OFFER, occasion, expires_at=until, person_id=signup.person_id, details=details)
    # It never expires: were it dropped, the place would be held for ever.
    _schedule(at, NudgeKind.OFFER_OVER, occasion, due_at=until, person_id=signup.person_id)


def promoted(at: Locked, signup: Signup) -> None:
    """Tell a person that a place is theirs."""
    occasion = f"{signup.person_id}:{signup.place}"
    _schedule(at, NudgeKind.PROMOTED, occasion, expires_at=at.row.ends_at, person_id=signup.person_id)


def withdraw(at: Locked, person_id: int) -> None:
    """Take back what a person was to be told about a place."""
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id, kinds=_OF_A_PLACE, person_id=person_id)


def late_drop(at: Locked, signup: Signup, who: Who, by: int) -> None:
    """Tell the captain that somebody dropped out late; the organizers, if there is no captain or it was the captain.

    `by` is who did it: a captain who takes somebody off knows it already.
    """
    captain = at.row.captain_id
    if captain is not None and by == captain != signup.person_id:
        return
    to = captain if captain != signup.person_id else None
    # Those who are forgotten all have the same id here, and their places are given again: the moment is not.
    occasion = f"{who['person']}:{signup.place}:{at.now.isoformat()}"
    _schedule(at, NudgeKind.LATE_DROP, occasion, expires_at=at.row.ends_at, person_id=to, details=who)


# ---- to everyone concerned -------------------------------------------------------------------------


def on_the_day(at: Locked) -> None:
    """Schedule the questions of the day before and of the day itself, in place of those for another time.

    What would have been due already is left out: whoever signs up that late knows when it is.
    """
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id, kinds=_OF_THE_DAY)
    starts_at = at.row.starts_at
    quiet = QuietHours(at.row.zone, at.team.quiet_from, at.team.quiet_until)
    for kind, hours in zip(_OF_THE_DAY, (at.team.confirm_hours, at.team.today_hours), strict=True):
        due_at = _awake(starts_at - timedelta(hours=hours), starts_at, quiet)
        if due_at > at.now:
            _schedule(at, kind, starts_at.isoformat(), due_at=due_at, expires_at=starts_at)


def _awake(due_at: datetime, starts_at: datetime, quiet: QuietHours) -> datetime:
    """Out of quiet hours: after them, or the evening before where that would be too late to help."""
    later = quiet.after(due_at)
    return later if later <= starts_at - SOON_ENOUGH else quiet.before(due_at)


def moved(at: Locked) -> None:
    """Tell those who answered that the time is another; of several changes only the last is told."""
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id, kinds=[NudgeKind.MOVED])
    _schedule(at, NudgeKind.MOVED, at.row.version, expires_at=at.row.ends_at)


def cancelled(at: Locked, *, tell: bool) -> None:
    """Take back everything that is pending, and tell those who signed up, if any did."""
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id)
    if tell:
        _schedule(at, NudgeKind.CANCELLED, "once", expires_at=at.row.ends_at)


def remind(at: Locked) -> None:
    """Remind those who signed up."""
    _schedule(at, NudgeKind.REMIND, at.now.isoformat(), expires_at=at.row.ends_at)


def reminded_at(at: Locked) -> datetime | None:
    """When the last reminder went out or will; one that failed counts for nothing."""
    moment: datetime | None = at.tx.exec(
        select(func.max(func.coalesce(col(Nudge.sent_at), col(Nudge.due_at)))).where(
            col(Nudge.canvass_id) == at.id,
            col(Nudge.kind) == NudgeKind.REMIND,
            col(Nudge.state).in_(_REACHED),
        )
    ).one()
    return moment


# ---- nobody's any more -----------------------------------------------------------------------------


def forget(tx: Session, *, team_id: int, person_id: int) -> None:
    """Erase what was said, or was to be said, to a person or about them.

    A late drop that was to reach them as captain goes to the organizers instead.
    """
    ours = (col(Nudge.team_id) == team_id, col(Nudge.canvass_id).is_not(None))
    about_them = col(Nudge.key).like(f"{NudgeKind.LATE_DROP}:%:{person_id}:%")
    to_them = col(Nudge.person_id) == person_id
    late_drop = col(Nudge.kind) == NudgeKind.LATE_DROP
    tx.exec(delete(Nudge).where(*ours, about_them | (to_them & ~late_drop)))
    tx.exec(update(Nudge).where(*ours, to_them).values(person_id=None))
