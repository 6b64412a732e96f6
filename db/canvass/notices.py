"""The nudges of a session: each is scheduled in the transaction of its cause, and taken back with it.

A key names the cause and its occasion: whoever leaves and lines up again gets another place, and with it another
key, so that an old nudge never stands in the way of a new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from db import nudges
from db.canvass.rows import Locked
from db.facts import CanvassState, NudgeKind, NudgeState, SignupState
from db.models.canvass import Signup
from db.models.doors import Attendance
from db.models.nudges import Nudge
from db.quiet import QuietHours

_OF_A_PLACE = (NudgeKind.OFFER, NudgeKind.OFFER_OVER, NudgeKind.PROMOTED)
_OF_THE_DAY = (NudgeKind.CONFIRM, NudgeKind.TODAY)
_TO_ALL = (NudgeKind.MOVED, NudgeKind.REMIND, NudgeKind.LATE_SIGNUP)
_OF_THE_DOORS = (
    NudgeKind.START,
    NudgeKind.CHEER,
    NudgeKind.NOT_BACK,
    NudgeKind.WRAP,
    NudgeKind.DEBRIEF,
)
_OF_A_SESSION = (
    *_OF_A_PLACE,
    *_OF_THE_DAY,
    *_OF_THE_DOORS,
    *_TO_ALL,
    NudgeKind.LATE_DROP,
    NudgeKind.SESSION_LATER,
)
SOON_ENOUGH = timedelta(minutes=30)  # a reminder helps only those who can still set out
NEXT = timedelta(minutes=1)  # what would go out together with a message to all goes out after it
RECENTLY = timedelta(hours=1)  # whoever was told so lately is not reminded of the same
GATHER = timedelta(seconds=15)  # people who sign up one after the other are told in one message
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


def _cancel(at: Locked, kinds: Sequence[NudgeKind], person_id: int | None = None) -> None:
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id, kinds=kinds, person_id=person_id)


def _of_use(at: Locked, before: datetime | None = None) -> datetime:
    """Until when a notice is of use: mostly to the end.

    At night, where by morning people would have set out (`before`: for the session as it was), only until then: so it
    goes out in quiet hours, without a sound.
    """
    sets_out = min(at.row.starts_at, before or at.row.starts_at)
    too_late = at.quiet.hold(at.now) and at.now < sets_out < at.quiet.after(at.now) + SOON_ENOUGH
    return sets_out if too_late else at.row.ends_at


def goes_at(at: Locked, before: datetime | None = None) -> datetime:
    """When a notice goes out that is scheduled now: after the quiet hours, where that is not too late."""
    return at.quiet.after(at.now) if _of_use(at, before) == at.row.ends_at else at.now


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
    _schedule(at, NudgeKind.PROMOTED, occasion, expires_at=_of_use(at), person_id=signup.person_id)


def withdraw(at: Locked, person_id: int) -> None:
    """Take back what a person was to be told about a place."""
    _cancel(at, _OF_A_PLACE, person_id)


def left(at: Locked, signup: Signup) -> None:
    """Take back what was to be said to somebody because they were in, and what only they were to hear."""
    if signup.state is SignupState.CANT:
        _cancel(at, [NudgeKind.SESSION_LATER], signup.person_id)
    if not _anyone_late(at):
        _cancel(at, [NudgeKind.LATE_SIGNUP])


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
    _schedule(at, NudgeKind.LATE_DROP, occasion, expires_at=_of_use(at), person_id=to, details=who)


# ---- to whoever signs up late ------------------------------------------------------------------------


def late_signup(at: Locked, signup: Signup) -> None:
    """Tell somebody at once who is in only after the others were reminded, together with those who come with them.

    Before that, and where a message to all is about to go out, there is nothing to make up for.
    """
    if signup.state is not SignupState.IN or signup.told_at is not None or not _is_out(at):
        return
    today = _next_due(at, [NudgeKind.TODAY])
    soon = at.quiet.after(at.now + GATHER)
    if (today is not None and today <= soon + SOON_ENOUGH) or _next_due(at, _TO_ALL):
        return
    # How often the session was changed is never the same twice.
    expires_at = today or at.row.ends_at
    _schedule(at, NudgeKind.LATE_SIGNUP, at.row.changes, due_at=at.now + GATHER, expires_at=expires_at)


def _is_out(at: Locked) -> bool:
    """Whether people were reminded of the session at the time that it has now."""
    keys = [f"{kind}:{at.id}:{at.row.starts_at.isoformat()}" for kind in _OF_THE_DAY]
    out = col(Nudge.state).in_((NudgeState.HELD, NudgeState.SENT)) | col(Nudge.set_out_at).is_not(None)
    return at.tx.exec(select(Nudge.id).where(col(Nudge.key).in_(keys), out).limit(1)).first() is not None


def _anyone_late(at: Locked) -> bool:
    query = select(Signup.person_id).where(
        col(Signup.canvass_id) == at.id, col(Signup.state) == SignupState.IN, col(Signup.told_at).is_(None)
    )
    return at.tx.exec(query.limit(1)).first() is not None


# ---- to everyone concerned -------------------------------------------------------------------------


def on_the_day(at: Locked, *, overdue: bool = False) -> None:
    """Schedule the questions of the day before and of the day itself, in place of those for another time.

    What would have been due already is left out: whoever signs up that late knows when it is. With `overdue`, for
    other hours than before, what is still pending is due at once instead. The day before ends with the day itself.
    """
    pending = {kind for kind in _OF_THE_DAY if overdue and _next_due(at, [kind])}
    _cancel(at, _OF_THE_DAY)
    due = {kind: moment for kind in _OF_THE_DAY if (moment := _due(at, kind, kind in pending))}
    starts_at, today = at.row.starts_at, due.get(NudgeKind.TODAY)
    for kind, moment in due.items():
        expires_at = today if kind is NudgeKind.CONFIRM and today else starts_at
        if moment < expires_at:
            _schedule(at, kind, starts_at.isoformat(), due_at=moment, expires_at=expires_at)
    _start(at)
    if _next_due(at, _TO_ALL):
        _make_way(at, goes_at(at))


def _start(at: Locked) -> None:
    """The board opens at the planned time, whoever is awake; a session that was started needs no alarm."""
    _cancel(at, [NudgeKind.START])
    if at.row.state is not CanvassState.LIVE:
        _schedule(at, NudgeKind.START, at.row.starts_at.isoformat(), due_at=at.row.starts_at)


def _due(at: Locked, kind: NudgeKind, pending: bool) -> datetime | None:
    hours = at.team.confirm_hours if kind is NudgeKind.CONFIRM else at.team.today_hours
    due_at = _awake(at.row.starts_at - timedelta(hours=hours), at.row.starts_at, at.quiet)
    return due_at if due_at > at.now else at.now if pending else None


def _awake(due_at: datetime, starts_at: datetime, quiet: QuietHours) -> datetime:
    """Out of quiet hours: after them, or the evening before where that would be too late to help."""
    later = quiet.after(due_at)
    return later if later <= starts_at - SOON_ENOUGH else quiet.before(due_at)


def moved(at: Locked, *, before: datetime, tell: bool) -> None:
    """Plan the nudges for another time, and tell it to those who answered, if any did.

    Of several changes only the last is told; what was to be said about the time before is not. `before` is when it
    would have begun.
    """
    _cancel(at, _TO_ALL)
    on_the_day(at)
    _keep_before_start(at)
    if tell:
        _schedule(at, NudgeKind.MOVED, at.row.version, expires_at=_of_use(at, before))
        _make_way(at, goes_at(at, before))


def _keep_before_start(at: Locked) -> None:
    """Own reminders end where the session begins now; one that would come later is of no use."""
    own = (
        col(Nudge.canvass_id) == at.id,
        col(Nudge.kind) == NudgeKind.SESSION_LATER,
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.set_out_at).is_(None),
    )
    late = col(Nudge.due_at) >= at.row.starts_at
    at.tx.exec(update(Nudge).where(*own, late).values(state=NudgeState.CANCELLED))
    at.tx.exec(update(Nudge).where(*own).values(expires_at=at.row.starts_at))


def cancelled(at: Locked, *, tell: bool) -> None:
    """Take back everything that is pending, and tell those who signed up, if any did.

    Whoever is at the doors just then is waited for all the same.
    """
    out = select(Attendance).where(col(Attendance.canvass_id) == at.id, col(Attendance.back_at).is_(None))
    waited_for = {NudgeKind.NOT_BACK} if at.tx.exec(out.limit(1)).first() else set()
    _cancel(at, [kind for kind in _OF_A_SESSION if kind not in waited_for])
    if tell:
        _schedule(at, NudgeKind.CANCELLED, "once", expires_at=_of_use(at))


def remind(at: Locked) -> None:
    """Remind those who signed up; of no use any more once the next message of the day is due."""
    _cancel(at, [NudgeKind.LATE_SIGNUP])
    moment = goes_at(at)
    _make_way(at, moment)
    following = _next_due(at, _OF_THE_DAY)
    expires_at = following if following is not None and following > moment + RECENTLY else _of_use(at)
    _schedule(at, NudgeKind.REMIND, at.now.isoformat(), expires_at=expires_at)


def _make_way(at: Locked, moment: datetime) -> None:
    """What would go out together with a message to all goes out after it, to those whom that did not reach."""
    for nudge in at.tx.exec(_pending(at, _OF_THE_DAY).where(col(Nudge.due_at) < moment + NEXT)).all():
        nudge.due_at = moment + NEXT


@dataclass(frozen=True, slots=True)
class Reminded:
    """The last reminder: when it went out, or will."""

    moment: datetime
    out: bool


def reminded_at(at: Locked) -> Reminded | None:
    """The last reminder; one that failed counts for nothing."""
    query = select(Nudge).where(
        col(Nudge.canvass_id) == at.id, col(Nudge.kind) == NudgeKind.REMIND, col(Nudge.state).in_(_REACHED)
    )
    last = at.tx.exec(query.order_by(col(Nudge.id).desc()).limit(1)).first()
    return Reminded(last.sent_at or last.due_at, last.state is NudgeState.SENT) if last else None


def _pending(at: Locked, kinds: Sequence[NudgeKind]) -> SelectOfScalar[Nudge]:
    return select(Nudge).where(
        col(Nudge.canvass_id) == at.id,
        col(Nudge.kind).in_(kinds),
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.set_out_at).is_(None),
    )


def _next_due(at: Locked, kinds: Sequence[NudgeKind]) -> datetime | None:
    """When the first of these that can still be taken back is due."""
    first = at.tx.exec(_pending(at, kinds).order_by(col(Nudge.due_at)).limit(1)).first()
    return first.due_at if first else None


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
