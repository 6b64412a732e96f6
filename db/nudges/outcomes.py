"""What became of a nudge: sent, put away, given back, or waiting for a person whose DMs are closed.

Some kinds go on after their time: the next reminder of a promise, the digest of the next week. What follows is
part of the transaction that notes the outcome; each feature declares its own with `followed_by`.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db.facts import DEEDS, NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge
from db.models.teams import Member
from db.nudges.schedule import schedule

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
    tx: Session,
    *,
    bundle_id: int,
    channel_id: int,
    person_id: int | None,
    now: datetime,
    told: Sequence[int] = (),
) -> None:
    """Remember before sending where the message may be from now on, and a person's DM channel for the next time.

    `told` are the people whom it mentions in a thread or channel: once it is sent, they were told.
    """
    rows = _rows(tx, bundle_id)
    for nudge in rows:
        nudge.set_out_at, nudge.channel_id = nudge.set_out_at or now, channel_id
        if told:
            nudge.details = json.dumps({**json.loads(nudge.details), TOLD: list(told)})
    if rows and person_id is not None and (member := tx.get(Member, (rows[0].team_id, person_id))):
        member.dm_channel_id = channel_id


def mark_sent(tx: Session, *, bundle_id: int, channel_id: int, message_id: int, now: datetime) -> None:
    """Remember that a message went out, and where it is; what follows is scheduled. Twice is harmless."""
    for nudge in _rows(tx, bundle_id):
        nudge.channel_id, nudge.message_id = channel_id, message_id
        _finish(tx, nudge, NudgeState.SENT, now)


def put_away(tx: Session, *, ids: Iterable[int], state: NudgeState, now: datetime, trouble: str = "") -> None:
    """Put nudges away that need no message (any more), or cannot have one."""
    query = select(Nudge).where(col(Nudge.id).in_(list(ids)), col(Nudge.state).in_(_OUT))
    for nudge in tx.exec(query).all():
        nudge.trouble = trouble[:200]
        _finish(tx, nudge, state, now)


def expire(tx: Session, *, now: datetime) -> None:
    """Drop what is late beyond use; what may be in a channel already is looked for first."""
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
    while rows := tx.exec(query).all():
        for nudge in rows:
            _finish(tx, nudge, NudgeState.EXPIRED, now)
        tx.flush()


def _finish(tx: Session, nudge: Nudge, state: NudgeState, now: datetime) -> None:
    nudge.state, nudge.held_until, nudge.waits_for = state, None, None
    nudge.sent_at = now if state is NudgeState.SENT else nudge.sent_at
    if state is not NudgeState.CANCELLED and (following := FOLLOWING.get(nudge.kind)):
        following(tx, nudge, now)


# ---- given back ------------------------------------------------------------------------------------


def try_again(
    tx: Session, *, bundle_id: int, trouble: str, now: datetime, refused: bool, wait: float | None = None
) -> None:
    """Give a message back: due again after `wait` seconds, else after a pause that doubles up to an hour.

    Refused, Discord certainly did not take it, and after eight refusals it has failed, but for deeds. Otherwise it
    may be out, and is looked for before it is sent again, for as long as it is of use.
    """
    for nudge in _rows(tx, bundle_id):
        nudge.trouble = trouble[:200]
        if refused and nudge.attempts >= TRIES and nudge.kind not in DEEDS:
            _finish(tx, nudge, NudgeState.FAILED, now)
            continue
        pause = wait if wait is not None else min(3600, 15 * 2 ** min(nudge.attempts, 10))
        _give_back(nudge, now + timedelta(seconds=pause), NudgeWait.TROUBLE)
        if refused:
            _unbundle(nudge)


def wait_in_turn(tx: Session, *, bundle_id: int, until: datetime) -> None:
    """Give a message back that opens a new conversation, because there were enough new ones just now."""
    for nudge in _rows(tx, bundle_id):
        nudge.attempts -= 1
        _give_back(nudge, until, NudgeWait.PACE)
        _unbundle(nudge)


def _give_back(nudge: Nudge, due_at: datetime, why: NudgeWait) -> None:
    nudge.state, nudge.held_until, nudge.due_at, nudge.waits_for = NudgeState.PENDING, None, due_at, why


def _unbundle(nudge: Nudge) -> None:
    nudge.bundle_id, nudge.set_out_at, nudge.channel_id = None, None, None


# ---- DMs that are closed ---------------------------------------------------------------------------


def closed(tx: Session, *, bundle_id: int, now: datetime) -> None:
    """Discord refused a DM: no more of them to this person until they say so; what was in it waits for their act."""
    rows = _rows(tx, bundle_id)
    for nudge in rows:
        _unbundle(nudge)
    if rows and (member := tx.get(Member, (rows[0].team_id, rows[0].person_id))):
        member.dms_closed_at, member.dm_channel_id = now, None
        mark_closed(tx, rows, member, mention=True, now=now)


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
            person_id=first.person_id,
        )


def _rows(tx: Session, bundle_id: int) -> Sequence[Nudge]:
    """What travels in a message and has not arrived, as far as we know."""
    query = select(Nudge).where(col(Nudge.bundle_id) == bundle_id, col(Nudge.state).in_(_OUT))
    return tx.exec(query.order_by(col(Nudge.due_at), col(Nudge.id)).with_for_update()).all()
