"""The end of a door day: it is wrapped up, and what is left to do has an owner and a date.

All units raise Gone for a session that is not the team's.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from db import followups, later, nudges
from db.canvass import rows
from db.canvass.rows import Locked
from db.doors import attending, day, thanking
from db.doors.counting import AFTER
from db.facts import Actor, CanvassState, FollowupFacts, FollowupPlan, NudgeKind
from db.facts.doors import BoardFacts, Outcome, Tally
from db.facts.wrapping import Task, WrapFacts
from db.models.canvass import Canvass
from db.models.doors import Debrief
from db.models.followups import Followup
from db.refusals import CanvassCancelled, Gone, NotLive

ASK = timedelta(minutes=10)
"""How long after the wrap-up those who came are asked how it went: the meeting up comes first."""

ASK_FOR = timedelta(hours=36)

Say = Callable[[Task, int], str]
"""A task's words, for how many it is about."""

_DAYS = {Task.LOAD: 1, Task.EVENTS: 2, Task.SIGNS: 3}
_EVENING = time(18)


def wrap(tx: Session, *, actor: Actor, canvass_id: int, now: datetime, say: Say) -> WrapFacts:
    """Close the day: by the captain or an organizer. Doing so twice is harmless.

    What was collected becomes promises of the captain, else of whoever wraps up; `say` gives their words. Raises
    OnlyCaptain, CanvassCancelled, and NotLive for a session that was never started.
    """
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    _check_started(at)
    new = at.row.state is CanvassState.LIVE
    if new:
        at.row.state, at.row.wrapped_at = CanvassState.WRAPPED, now
        at.row.version += 1
        tx.flush()
        _plan_the_rest(at)
        _give_out(at, actor, say)
    return _facts(tx, at.team.id, at.id, at.row, new=new)


def unwrap(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> bool:
    """Open a day again that was wrapped up by mistake, until 48 hours after its end; whether it was wrapped up.

    What was given out as tasks stays; its captain is asked again for who is out, and to wrap up. Raises OnlyCaptain,
    CanvassCancelled and NotLive.
    """
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    _check_started(at)
    if at.row.state is not CanvassState.WRAPPED or now >= at.row.ends_at + AFTER:
        return False
    at.row.state, at.row.wrapped_at = CanvassState.LIVE, None
    at.row.version += 1
    nudges.cancel(tx, team_id=at.team.id, canvass_id=at.id, kinds=[NudgeKind.DEBRIEF])
    day.plan_the_end(at)
    tx.flush()
    return True


def wrapped(tx: Session, *, team_id: int, canvass_id: int) -> WrapFacts:
    """A session after its end, or as it would be wrapped up now."""
    row = tx.get(Canvass, canvass_id) if 0 < canvass_id <= rows.ID_MOST else None
    if row is None or row.team_id != team_id:
        raise Gone
    return _facts(tx, team_id, canvass_id, row)


# ---- inside --------------------------------------------------------------------------------------


def _check_started(at: Locked) -> None:
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if at.row.state not in {CanvassState.LIVE, CanvassState.WRAPPED}:
        raise NotLive(starts_at=at.row.starts_at)


def _plan_the_rest(at: Locked) -> None:
    """Nobody is asked to wrap up any more; who is still out stays a question until they are back."""
    kinds = [NudgeKind.WRAP, NudgeKind.CHEER]
    if not attending.out(at.tx, canvass_id=at.id):
        kinds.append(NudgeKind.NOT_BACK)
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id, kinds=kinds)
    nudges.schedule(
        at.tx,
        key=f"{NudgeKind.DEBRIEF}:{at.id}",
        team_id=at.team.id,
        kind=NudgeKind.DEBRIEF,
        due_at=at.now + ASK,
        canvass_id=at.id,
        expires_at=at.now + ASK_FOR,
    )


def _give_out(at: Locked, actor: Actor, say: Say) -> None:
    board = _board(at.tx, at.id)
    owner = actor.person_id if at.row.captain_id is None else at.row.captain_id
    name = actor.name if owner == actor.person_id else board.captain
    zone = at.row.zone
    for task, n in _tasks(board.total).items():
        on = later.day_of(at.now, zone) + timedelta(days=_DAYS[task])
        plan = FollowupPlan(say(task, n), later.at(on, _EVENING, zone), zone, owner, name, canvass_id=at.id)
        followups.add_automatic(at.tx, team_id=at.team.id, key=_key(at.id, task), plan=plan, now=at.now)


def _tasks(total: Tally) -> dict[Task, int]:
    """What there is to do, and for how many."""
    found = {
        Task.LOAD: total.doors,
        Task.EVENTS: total.of(Outcome.EVENT),
        Task.SIGNS: total.of(Outcome.SIGN),
    }
    return {task: n for task, n in found.items() if n > 0}


def _key(canvass_id: int, task: Task) -> str:
    return f"wrap:{canvass_id}:{task}"


def _board(tx: Session, canvass_id: int) -> BoardFacts:
    board = day.board(tx, canvass_id=canvass_id)
    if board is None:
        raise Gone
    return board


def _facts(tx: Session, team_id: int, canvass_id: int, row: Canvass, *, new: bool = False) -> WrapFacts:
    answered = select(func.count()).select_from(Debrief).where(col(Debrief.canvass_id) == canvass_id)
    return WrapFacts(
        board=_board(tx, canvass_id),
        tasks=_given(tx, team_id, canvass_id),
        thanks=tuple(one for one in thanking.thanks(tx, team_id=team_id, canvass_id=canvass_id) if one.public),
        debriefs=tx.exec(answered).one(),
        next_at=_a_week_later(row),
        new=new,
    )


def _given(tx: Session, team_id: int, canvass_id: int) -> tuple[FollowupFacts, ...]:
    keys = [_key(canvass_id, task) for task in Task]
    query = select(Followup.id).where(col(Followup.team_id) == team_id, col(Followup.key).in_(keys))
    found = tx.exec(query.order_by(col(Followup.id))).all()
    return tuple(followups.facts(tx, team_id=team_id, followup_id=number) for number in found if number)


def _a_week_later(row: Canvass) -> datetime:
    local = row.starts_at.astimezone(ZoneInfo(row.zone))
    return later.at(local.date() + timedelta(days=7), local.time(), row.zone)
