"""Holding: what is due is taken for delivery by one process, put together by person, or put off."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, select, update

from db import house
from db.facts import PERSONAL, Bundle, Doubt, DueNudge, Held, NudgeState
from db.models.nudges import Nudge
from db.nudges.deciding import decided
from db.nudges.outcomes import LEASE, expire

_DEED = 1_001  # the number by which processes know that one of them is holding
_LOOKED_AT = 50  # most nudges that are looked at in one transaction: others want to write as well
_TOGETHER = 50  # most nudges in one message


def hold_due(
    tx: Session,
    *,
    now: datetime,
    most: int = 20,
    lease: timedelta = LEASE,
    new_pause: timedelta = timedelta(),
) -> Held:
    """Take up to `most` due messages for delivery, those first whose use ends first.

    No other process gets them before the lease ends. What may not go out now is put off, or put away; a message that
    opens a new conversation at least `new_pause` after the one before. `more` says whether to come again at once.
    """
    if not house.alone(tx, deed=_DEED):
        return Held((), more=True)
    dropped = expire(tx, now=now)
    _release(tx, now, lease)
    found = _due(tx, now)
    bundles: list[Bundle] = []
    taken: set[int | None] = set()
    for nudge in found:
        if len(bundles) == most:
            return Held(tuple(bundles), more=True)
        if nudge.id in taken:
            continue
        together = _with(tx, nudge, now)
        taken.update(one.id for one in together)
        bundle = decided(tx, together, _bundle(together), now=now, new_pause=new_pause)
        if bundle is not None:
            _hold(together, bundle.id, now + lease)
            bundles.append(bundle)
    return Held(tuple(bundles), more=dropped or len(found) == _LOOKED_AT)


def release_all(tx: Session) -> None:
    """Give back what is held: for the start of a process that has the database for itself, after a crash."""
    _give_back(tx, col(Nudge.state) == NudgeState.HELD)


def _release(tx: Session, now: datetime, lease: timedelta) -> None:
    """Give back what was held too long: the process ended, or hangs."""
    # A hold that ends much later than any could was made before the clock was set back; the clocks of two processes
    # may differ a little.
    over = (col(Nudge.held_until) <= now) | (col(Nudge.held_until) > now + 2 * lease)
    _give_back(tx, (col(Nudge.state) == NudgeState.HELD) & over)


def _give_back(tx: Session, these: ColumnElement[bool]) -> None:
    """What has set out stays together, because it may be out in one message; the rest is put together anew."""
    bundle = case((col(Nudge.set_out_at).is_not(None), col(Nudge.bundle_id)), else_=None)
    tx.exec(update(Nudge).where(these).values(state=NudgeState.PENDING, held_until=None, bundle_id=bundle))


# ---- what is due, and what travels together --------------------------------------------------------


def _due(tx: Session, now: datetime) -> Sequence[Nudge]:
    still_of_use = col(Nudge.expires_at).is_(None) | (col(Nudge.expires_at) > now) | col(Nudge.set_out_at).is_not(None)
    query = (
        select(Nudge)
        .where(col(Nudge.state) == NudgeState.PENDING, col(Nudge.due_at) <= now, still_of_use)
        .order_by(col(Nudge.expires_at).asc().nulls_last(), col(Nudge.due_at), col(Nudge.id))
        .limit(_LOOKED_AT)
        .with_for_update(skip_locked=True)
    )
    return tx.exec(query).all()


def _with(tx: Session, nudge: Nudge, now: datetime) -> list[Nudge]:
    """A nudge and those that go in the same message: what was together stays so, else all that is due for a person."""
    pending = select(Nudge).where(col(Nudge.state) == NudgeState.PENDING)
    if nudge.bundle_id is not None:
        query = pending.where(col(Nudge.bundle_id) == nudge.bundle_id)
    elif nudge.kind in PERSONAL and nudge.person_id is not None:
        query = pending.where(
            col(Nudge.team_id) == nudge.team_id,
            col(Nudge.person_id) == nudge.person_id,
            col(Nudge.kind).in_(PERSONAL),
            col(Nudge.bundle_id).is_(None),
            col(Nudge.due_at) <= now,
        )
    else:
        return [nudge]
    query = query.order_by(col(Nudge.due_at), col(Nudge.id)).limit(_TOGETHER).with_for_update(skip_locked=True)
    return list(tx.exec(query).all()) or [nudge]


def _hold(together: Iterable[Nudge], bundle_id: int, until: datetime) -> None:
    for nudge in together:
        nudge.state, nudge.held_until, nudge.bundle_id = NudgeState.HELD, until, bundle_id
        nudge.attempts += 1


def _bundle(together: list[Nudge]) -> Bundle:
    first = together[0]
    doubt = None
    if first.set_out_at is not None and first.channel_id is not None:
        doubt = Doubt(first.channel_id, first.set_out_at)
    return Bundle(
        first.bundle_id or first.id or 0,
        first.team_id,
        tuple(_facts(nudge) for nudge in together),
        first.person_id if first.kind in PERSONAL else None,
        doubt=doubt,
    )


def _facts(nudge: Nudge) -> DueNudge:
    return DueNudge(
        nudge.id or 0,
        nudge.team_id,
        nudge.kind,
        nudge.person_id,
        nudge.canvass_id,
        json.loads(nudge.details),
        nudge.due_at,
        nudge.attempts + 1,
        nudge.followup_id,
        nudge.meeting_id,
        nudge.prospect_id,
    )
