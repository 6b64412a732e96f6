"""What became of a nudge: sent, put away, given back, or waiting for a person whose DMs are closed.

Some kinds go on after their time: the next reminder of a promise, the digest of the next week. What follows is
part of the transaction that notes the outcome; each feature declares its own with `followed_by`.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db.facts import DEEDS, Bundle, NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge
from db.models.teams import Member
from db.nudges.schedule import ring, schedule

LEASE = timedelta(minutes=2)
"""How long a process may take to deliver before another may look what became of it."""

TRIES = 8
"""How often a nudge that Discord refuses is tried; one that Discord could not be asked about is tried for ever."""

Following = Callable[[Session, Nudge, datetime], None]
FOLLOWING: dict[NudgeKind, Following] = {}

TOLD = "told"  # in the details of a message to several: those whom it mentions

_OUT = (NudgeState.PENDING, NudgeState.HELD)
_CHUNK = 200


def followed_by(kind: NudgeKind) -> Callable[[Following], Following]:
    """Declare what follows once a nudge of a kind was sent, shown, closed, failed or expired (not: cancelled)."""

    def learn(following: Following) -> Following:
        FOLLOWING[kind] = following
        return following

    return learn


# ---- on its way ------------------------------------------------------------------------------------


def set_out(
    tx: Session, *, bundle: Bundle, channel_id: int, now: datetime, lease: timedelta = LEASE, told: Sequence[int] = ()
) -> bool:
    """Remember before sending where the message may be from now on; False where it may not be sent any more.

    That is so where another process has it meanwhile, or something in it is gone: what is left is looked at again.
    `told` are the people whom it mentions in a thread or channel: once it is sent, they were told.
    """
    rows = _held(tx, bundle)
    if {nudge.id for nudge in rows} != bundle.ids:
        for nudge in rows:
            _give_back(tx, nudge, now, nudge.waits_for)
        return False
    for nudge in rows:
        nudge.set_out_at, nudge.channel_id, nudge.held_until = now, channel_id, now + lease
        if told:
            nudge.details = json.dumps({**json.loads(nudge.details), TOLD: list(told)})
    if member := _member(tx, bundle):
        member.dm_channel_id = channel_id
    return True


def mark_sent(tx: Session, *, bundle_id: int, channel_id: int, message_id: int, now: datetime) -> None:
    """Remember that a message went out, and where it is; what follows is scheduled. Twice is harmless."""
    for nudge in _rows(tx, bundle_id):
        nudge.channel_id, nudge.message_id = channel_id, message_id
        _finish(tx, nudge, NudgeState.SENT, now)


def put_away(tx: Session, *, ids: Iterable[int], state: NudgeState, now: datetime, trouble: str = "") -> None:
    """Put nudges away that need no message (any more), or cannot have one."""
    query = select(Nudge).where(col(Nudge.id).in_(list(ids)), col(Nudge.state).in_(_OUT))
    for nudge in tx.exec(query.with_for_update()).all():
        nudge.trouble = trouble[:200]
        _finish(tx, nudge, state, now)


def expire(tx: Session, *, now: datetime) -> bool:
    """Drop what is late beyond use, some of it at a time; returns whether there may be more.

    What may be in a channel already is looked for first.
    """
    query = (
        select(Nudge)
        .where(
            col(Nudge.state) == NudgeState.PENDING,
            col(Nudge.expires_at) <= now,
            col(Nudge.set_out_at).is_(None),
        )
        .limit(_CHUNK)
        .with_for_update(skip_locked=True)
    )
    rows = tx.exec(query).all()
    for nudge in rows:
        _finish(tx, nudge, NudgeState.EXPIRED, now)
    return len(rows) == _CHUNK


def _finish(tx: Session, nudge: Nudge, state: NudgeState, now: datetime) -> None:
    nudge.state, nudge.held_until, nudge.waits_for = state, None, None
    nudge.sent_at = now if state is NudgeState.SENT else nudge.sent_at
    if state is not NudgeState.CANCELLED and (following := FOLLOWING.get(nudge.kind)):
        following(tx, nudge, now)


# ---- given back ------------------------------------------------------------------------------------


def try_again(
    tx: Session, *, bundle: Bundle, trouble: str, now: datetime, counts: bool = False, wait: float | None = None
) -> None:
    """Give a message back: due again after `wait` seconds, else after a pause that doubles up to an hour.

    Where it `counts`, the same trouble time and again is the end of it, but for deeds. What had set out is looked for
    before it is sent again, whatever Discord answered: it may have taken an attempt before that one.
    """
    for nudge in _held(tx, bundle):
        known, nudge.trouble = nudge.trouble, trouble[:200]
        if counts and nudge.attempts >= TRIES and known == nudge.trouble and nudge.kind not in DEEDS:
            _finish(tx, nudge, NudgeState.FAILED, now)
        else:
            pause = wait if wait is not None else min(3600, 15 * 2 ** min(nudge.attempts, 10))
            _give_back(tx, nudge, now + timedelta(seconds=pause), NudgeWait.TROUBLE)
    if counts and (member := _member(tx, bundle)):
        member.dm_channel_id = None  # it may be another by now


def missing(tx: Session, *, bundle: Bundle, now: datetime) -> None:
    """What was looked for is not there: it is due again, if it is still of use, as the same message."""
    for nudge in _held(tx, bundle):
        nudge.set_out_at, nudge.channel_id = None, None
        nudge.attempts -= 1  # looking is no attempt
        nudge.state, nudge.held_until, nudge.due_at = NudgeState.PENDING, None, now
        ring(tx, now)


def _give_back(tx: Session, nudge: Nudge, due_at: datetime, why: NudgeWait | None) -> None:
    nudge.state, nudge.held_until, nudge.due_at, nudge.waits_for = NudgeState.PENDING, None, due_at, why
    if nudge.set_out_at is None:
        nudge.bundle_id = None
    ring(tx, due_at)


# ---- DMs that are closed ---------------------------------------------------------------------------


def closed(tx: Session, *, bundle: Bundle, now: datetime) -> None:
    """Discord refused a DM: no more of them to this person until they say so; what was in it waits for their act."""
    rows, member = _rows(tx, bundle.id), _member(tx, bundle)
    for nudge in rows:
        nudge.bundle_id, nudge.set_out_at, nudge.channel_id = None, None, None
    if member is not None:
        member.dms_closed_at, member.dm_channel_id = now, None
    if rows:
        mark_closed(tx, rows, member, mention=member is not None, now=now)


def mark_closed(tx: Session, rows: Sequence[Nudge], member: Member | None, *, mention: bool, now: datetime) -> None:
    """Let nudges wait for a person's next act; with `mention`, one message names them where the team can see it.

    `member` is None for somebody who never acted: nobody gets a DM from a bot that they do not know.
    """
    first = rows[0]
    for nudge in rows:
        _finish(tx, nudge, NudgeState.CLOSED, now)
    if member is not None:
        member.waiting = True
    if mention:
        since = member.dms_closed_at.isoformat() if member and member.dms_closed_at else "never"
        schedule(
            tx,
            key=f"{NudgeKind.WAITING}:{first.team_id}:{first.person_id}:{since}",
            team_id=first.team_id,
            kind=NudgeKind.WAITING,
            due_at=now,
            canvass_id=first.canvass_id,
            meeting_id=first.meeting_id,
            person_id=first.person_id,
        )


# ---- rows ------------------------------------------------------------------------------------------


def _rows(tx: Session, bundle_id: int) -> Sequence[Nudge]:
    """What travels in a message and has not arrived, as far as we know."""
    query = select(Nudge).where(col(Nudge.bundle_id) == bundle_id, col(Nudge.state).in_(_OUT))
    return tx.exec(query.order_by(col(Nudge.due_at), col(Nudge.id)).with_for_update()).all()


def _held(tx: Session, bundle: Bundle) -> list[Nudge]:
    """What of a bundle is still held as it was given to us: since then, another process may have taken it."""
    attempts = {nudge.id: nudge.attempts for nudge in bundle.nudges}
    rows = (nudge for nudge in _rows(tx, bundle.id) if nudge.state is NudgeState.HELD)
    return [nudge for nudge in rows if attempts.get(nudge.id or 0) == nudge.attempts]


def _member(tx: Session, bundle: Bundle) -> Member | None:
    return tx.get(Member, (bundle.team_id, bundle.person_id)) if bundle.person_id is not None else None
