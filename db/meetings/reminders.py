"""The nudges of a meeting: each is scheduled in the transaction of its cause, and taken back with it.

A key names the cause and its occasion, which is mostly a time: a meeting that is moved has other keys, so that what
went out for the time before never stands in the way.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select, update

from db import later, nudges
from db.facts import NudgeAnswer, NudgeKind, NudgeState
from db.facts.meetings import MeetingState
from db.facts.prospects import CLOCKS, Stage
from db.meetings.rows import Locked
from db.models.meetings import Attending, Evaluation, PrepTask
from db.models.nudges import Nudge

PREP_DAYS = (3, 1)
"""How many days before something has to be done its owner is reminded."""

SETTLE = timedelta(minutes=10)
"""How long after the end those who went are asked how it was: the coffee comes first."""

ASK_AGAIN = timedelta(hours=24)

EVALUATE_DAYS = timedelta(days=7)
"""How long after the end it is of use to ask how it was."""

SOON_ENOUGH = timedelta(minutes=30)  # a reminder helps only those who can still set out

OF_THE_TIME = (NudgeKind.MEETING_DAY, NudgeKind.MEETING_ENDS, NudgeKind.EVALUATE)
"""Kinds that hang on when the meeting is."""

OF_THE_PREPARATION = (NudgeKind.MEETING_DAY, NudgeKind.MEETING_ENDS, NudgeKind.MEETING_MOVED, NudgeKind.PREP)
"""Kinds of which there is nothing to say once it was held."""

TASK = "task"  # in the details: which thing to do a nudge is about

_WAITING = (NudgeState.PENDING, NudgeState.CLOSED)


def schedule(
    at: Locked,
    kind: NudgeKind,
    occasion: object,
    *,
    due_at: datetime,
    expires_at: datetime | None = None,
    person_id: int | None = None,
    details: dict[str, object] | None = None,
    asked: bool = False,
    after_id: int | None = None,
) -> None:
    """Schedule a nudge about the meeting."""
    nudges.schedule(
        at.tx,
        key=f"{kind}:{at.id}:{occasion}",
        team_id=at.team.id,
        kind=kind,
        due_at=due_at,
        meeting_id=at.id,
        person_id=person_id,
        expires_at=expires_at,
        details=details,
        asked=asked,
        after_id=after_id,
    )


def withdraw(at: Locked, kinds: Sequence[NudgeKind], person_id: int | None = None) -> None:
    """Cancel what has not gone out."""
    nudges.cancel(at.tx, team_id=at.team.id, meeting_id=at.id, kinds=kinds, person_id=person_id)


# ---- what hangs on the time ------------------------------------------------------------------------


def of_the_time(at: Locked) -> None:
    """Schedule what hangs on when the meeting is, in place of that for another time."""
    withdraw(at, OF_THE_TIME)
    the_day(at)
    if at.ahead:
        # Whoever is awake: only a row changes. It never expires, or a meeting would stay planned for ever.
        # One that was closed by mistake has its end once more: how often it was changed is never the same twice.
        occasion = f"{at.row.ends_at.isoformat()}:{at.row.changes}"
        schedule(at, NudgeKind.MEETING_ENDS, occasion, due_at=at.row.ends_at)
    for person_id in _going(at):
        ask_how_it_was(at, person_id)


def the_day(at: Locked) -> None:
    """The pocket card, in time to set out with it; a meeting that is planned that late has it at once."""
    withdraw(at, [NudgeKind.MEETING_DAY])
    starts_at = at.row.starts_at
    if not at.ahead or starts_at <= at.now:
        return
    due_at = max(at.now, _awake(at, starts_at - timedelta(hours=at.team.today_hours)))
    schedule(at, NudgeKind.MEETING_DAY, starts_at.isoformat(), due_at=due_at, expires_at=starts_at)


def _awake(at: Locked, due_at: datetime) -> datetime:
    """Out of quiet hours: after them, or the evening before where that would be too late to help."""
    after = at.quiet.after(due_at)
    return after if after <= at.row.starts_at - SOON_ENOUGH else at.quiet.before(due_at)


def moved(at: Locked, *, before: datetime) -> None:
    """Plan the nudges for another time, and tell it in the thread; of several changes only the last is told.

    `before` is when it would have begun.
    """
    withdraw(at, [NudgeKind.MEETING_MOVED])
    of_the_time(at)
    occasion = f"{at.row.version}:{at.now.isoformat()}"
    schedule(at, NudgeKind.MEETING_MOVED, occasion, due_at=at.now, expires_at=_of_use(at, before))


def called_off(at: Locked) -> None:
    """Take back everything that is pending, and tell it in the thread."""
    before = at.row.starts_at
    withdraw(at, (*OF_THE_PREPARATION, NudgeKind.EVALUATE))
    if before > at.now:
        schedule(at, NudgeKind.MEETING_OFF, "once", due_at=at.now, expires_at=_of_use(at, before))


def _of_use(at: Locked, before: datetime) -> datetime:
    """Until when a notice is of use: mostly to the end.

    At night, where by morning people would have set out, only until then: so it goes out in quiet hours, without a
    sound.
    """
    sets_out = min(at.row.starts_at, before)
    too_late = at.quiet.hold(at.now) and at.now < sets_out < at.quiet.after(at.now) + SOON_ENOUGH
    return sets_out if too_late else at.row.ends_at


# ---- how it was ------------------------------------------------------------------------------------


def ask_how_it_was(at: Locked, person_id: int) -> None:
    """Ask somebody who goes, soon after the end, and once more a day later; not who said so already."""
    ends_at = at.row.ends_at
    if at.tx.get(Evaluation, (at.id, person_id)) is not None or _stopped(at, NudgeKind.EVALUATE, person_id):
        return
    quiet = at.quiet_of(person_id)
    first = quiet.after(ends_at + SETTLE)
    for turn, due_at in enumerate((first, quiet.after(first + ASK_AGAIN)), start=1):
        if due_at > at.now or turn == 1:
            occasion = f"{person_id}:{ends_at.isoformat()}:{turn}"
            until = ends_at + EVALUATE_DAYS
            schedule(at, NudgeKind.EVALUATE, occasion, due_at=due_at, expires_at=until, person_id=person_id)


def ask_nobody(at: Locked, person_id: int | None = None) -> None:
    """Nobody, or this one no longer, is asked how it was."""
    withdraw(at, [NudgeKind.EVALUATE], person_id)


def _going(at: Locked) -> Sequence[int]:
    query = select(Attending.person_id).where(col(Attending.meeting_id) == at.id)
    return at.tx.exec(query.order_by(col(Attending.person_id))).all()


def to_close(at: Locked) -> None:
    """Ask whoever leads it to close it, once: when nobody has said how it was, as those who went are asked again.

    Where somebody has, there are some days to put together what was said. For a meeting that is not held, or closed,
    nothing is asked.
    """
    withdraw(at, [NudgeKind.CLOSE])
    lead = at.row.lead_id if at.row.lead_id is not None else at.prospect.owner_id
    if at.row.state is not MeetingState.HELD or lead is None or _stopped(at, NudgeKind.CLOSE, lead):
        return
    quiet = at.quiet_of(lead)
    if at.tx.exec(select(Evaluation.person_id).where(col(Evaluation.meeting_id) == at.id)).first() is None:
        due_at = quiet.after(quiet.after(at.row.ends_at + SETTLE) + ASK_AGAIN)
    else:
        on = later.day_of(at.now, quiet.zone) + timedelta(days=CLOCKS[Stage.EVALUATED])
        due_at = quiet.after(later.at(on, later.MORNING, quiet.zone))
    if due_at > at.now:
        occasion = f"{lead}:{due_at.isoformat()}:{at.now.isoformat()}"
        schedule(at, NudgeKind.CLOSE, occasion, due_at=due_at, person_id=lead)


# ---- what has to be done before --------------------------------------------------------------------


def of_task(at: Locked, task: PrepTask) -> None:
    """Remind whoever took it, three days and one day before it is due; what of it is over already is left out."""
    no_reminder(at, task)
    owner = task.owner_id
    if owner is None or task.done_at is not None or not at.ahead or _stopped(at, NudgeKind.PREP, owner, task.id):
        return
    quiet = at.quiet_of(owner)
    for days in PREP_DAYS:
        due_at = quiet.after(task.due_at - timedelta(days=days))
        if at.now < due_at < task.due_at:
            # How often a thing was taken and moved is in its version: each time has a key of its own.
            occasion = f"{task.id}:{owner}:{task.version}:{days}"
            of_it: dict[str, object] = {TASK: task.id or 0}
            until = min(task.due_at, at.row.starts_at)
            schedule(at, NudgeKind.PREP, occasion, due_at=due_at, expires_at=until, person_id=owner, details=of_it)


def no_reminder(at: Locked, task: PrepTask) -> None:
    """Take back what was to be said about a thing to do."""
    these = (col(Nudge.meeting_id) == at.id, col(Nudge.kind) == NudgeKind.PREP)
    for nudge in at.tx.exec(select(Nudge).where(*these, col(Nudge.state).in_(_WAITING)).with_for_update()).all():
        if task_of(nudge) == task.id and nudge.set_out_at is None:
            nudge.state = NudgeState.CANCELLED
    at.tx.flush()


def task_of(nudge: Nudge) -> int:
    """The thing to do that a nudge is about, or 0."""
    return int(json.loads(nudge.details).get(TASK) or 0)


# ---- answered --------------------------------------------------------------------------------------


def answered(at: Locked, kind: NudgeKind, person_id: int, answer: NudgeAnswer, task_id: int | None = None) -> None:
    """Note on what a person was told how they answered; on what is answered already nothing."""
    for nudge in _told(at, kind, person_id, task_id):
        if nudge.answer is None:
            nudge.answer, nudge.answered_at = answer, at.now


def _stopped(at: Locked, kind: NudgeKind, person_id: int, task_id: int | None = None) -> bool:
    """Whether a person wants no more reminders of this."""
    return any(nudge.answer is NudgeAnswer.STOPPED for nudge in _told(at, kind, person_id, task_id))


def _told(at: Locked, kind: NudgeKind, person_id: int, task_id: int | None) -> Iterable[Nudge]:
    query = select(Nudge).where(
        col(Nudge.meeting_id) == at.id,
        col(Nudge.kind) == kind,
        col(Nudge.person_id) == person_id,
        col(Nudge.state).not_in((NudgeState.PENDING, NudgeState.CANCELLED)),
    )
    return [one for one in at.tx.exec(query.order_by(col(Nudge.id))) if task_id is None or task_of(one) == task_id]


def forget(at: Locked, person_id: int) -> None:
    """What was to be said to a person is not."""
    theirs = (col(Nudge.meeting_id) == at.id, col(Nudge.person_id) == person_id)
    at.tx.exec(update(Nudge).where(*theirs, col(Nudge.state).in_(_WAITING)).values(state=NudgeState.CANCELLED))
