"""Holding: what is due is taken for delivery by one process, put together by person, or put off."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from db.facts import (
    CAPPED,
    COVERED,
    DAY_MOST,
    DEEDS,
    DEFAULT_ZONE,
    PERSONAL,
    Bundle,
    Doubt,
    DueNudge,
    Held,
    NudgeState,
    NudgeWait,
)
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.nudges.outcomes import expire, mark_closed
from db.quiet import QuietHours

LEASE = timedelta(minutes=2)
"""How long a process may take to deliver before another may look what became of it."""

URGENT = timedelta(minutes=30)
"""What would be of use for less than this after the quiet hours goes out in them, without a sound."""

_TOGETHER = 50  # most nudges in one message


def hold_due(tx: Session, *, now: datetime, most: int = 20, lease: timedelta = LEASE) -> Held:
    """Take up to `most` due messages for delivery, those first whose use ends first.

    No other process gets them before the lease ends. What may not go out now is put off, or put away; of that too
    only so much in one transaction, so that others are not held up: `more` says whether to come again.
    """
    expire(tx, now=now)
    _release(tx, now, lease)
    due = (
        select(Nudge)
        .where(col(Nudge.state) == NudgeState.PENDING, col(Nudge.due_at) <= now)
        .order_by(col(Nudge.expires_at).asc().nulls_last(), col(Nudge.due_at), col(Nudge.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = tx.exec(due).all()
    bundles: list[Bundle] = []
    taken: set[int | None] = set()
    for nudge in found:
        if nudge.id in taken:
            continue
        together = _with(tx, nudge, now)
        taken.update(one.id for one in together)
        bundle = _decided(tx, together, now)
        if bundle is not None:
            _hold(together, bundle.id, now + lease)
            bundles.append(bundle)
    return Held(tuple(bundles), more=len(found) == most)


def release_all(tx: Session) -> None:
    """Give back what is held: for the start of a process that has the database for itself, after a crash."""
    tx.exec(update(Nudge).where(col(Nudge.state) == NudgeState.HELD).values(state=NudgeState.PENDING, held_until=None))


def _release(tx: Session, now: datetime, lease: timedelta) -> None:
    # A hold that ends later than any could was made before the clock was set back.
    over = (col(Nudge.held_until) <= now) | (col(Nudge.held_until) > now + lease)
    tx.exec(
        update(Nudge).where(col(Nudge.state) == NudgeState.HELD, over).values(state=NudgeState.PENDING, held_until=None)
    )


# ---- what travels together -------------------------------------------------------------------------


def _with(tx: Session, nudge: Nudge, now: datetime) -> list[Nudge]:
    """A nudge and those that go in the same message: what may be out already as it was, else all of one person."""
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
        in_turn=first.waits_for is NudgeWait.PACE,
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
    )


# ---- whether it may go now -------------------------------------------------------------------------


def _decided(tx: Session, together: list[Nudge], now: datetime) -> Bundle | None:
    """What is to be sent now; None where it was put off or put away instead."""
    bundle, team = _bundle(together), tx.get(Team, together[0].team_id)
    if bundle.first.kind in DEEDS or team is None:
        return bundle
    if bundle.person_id is None:
        return _in_a_room(together, bundle, team, now)
    member = tx.get(Member, (bundle.team_id, bundle.person_id))
    if bundle.doubt is not None:  # it may be out: first of all that has to be found out
        return replace(bundle, dm_channel_id=bundle.doubt.channel_id)
    if member is None or member.dms_closed_at is not None or not member.reminders:
        mark_closed(tx, together, member, mention=member is None or member.reminders, now=now)
        return None
    quiet = _quiet(team, member.zone)
    if later := _put_off(tx, together, quiet, now):
        _delay(together, *later)
        return None
    return replace(bundle, dm_channel_id=member.dm_channel_id)


def _in_a_room(together: list[Nudge], bundle: Bundle, team: Team, now: datetime) -> Bundle | None:
    quiet, nudge = _quiet(team, None), together[0]
    if bundle.doubt is not None or nudge.asked or not quiet.hold(now):
        return bundle
    awake = quiet.after(now)
    urgent = nudge.expires_at is not None and nudge.expires_at - awake < URGENT
    if urgent and nudge.kind not in COVERED:
        return replace(bundle, silent=True)
    _delay(together, awake, NudgeWait.QUIET)
    return None


def _quiet(team: Team, zone: str | None) -> QuietHours:
    return QuietHours(zone or team.zone or DEFAULT_ZONE, team.quiet_from, team.quiet_until)


def _put_off(tx: Session, together: list[Nudge], quiet: QuietHours, now: datetime) -> tuple[datetime, NudgeWait] | None:
    """Until when, and why; a moment that the person chose is kept, and takes the others along."""
    if any(nudge.asked for nudge in together):
        return None
    if quiet.hold(now):
        return quiet.after(now), NudgeWait.QUIET
    capped = all(nudge.kind in CAPPED for nudge in together)
    if capped and _sent_today(tx, together[0], quiet, now) >= DAY_MOST:
        return quiet.tomorrow(now), NudgeWait.CAP
    return None


def _sent_today(tx: Session, nudge: Nudge, quiet: QuietHours, now: datetime) -> int:
    """How many messages with reminders the person had on this day of theirs."""
    query = select(func.count(func.distinct(col(Nudge.bundle_id)))).where(
        col(Nudge.person_id) == nudge.person_id,
        col(Nudge.team_id) == nudge.team_id,
        col(Nudge.kind).in_(CAPPED),
        col(Nudge.asked).is_(False),
        col(Nudge.sent_at) >= quiet.midnight(now),
    )
    return tx.exec(query).one()


def _delay(together: list[Nudge], until: datetime, why: NudgeWait) -> None:
    for nudge in together:
        nudge.due_at, nudge.waits_for = until, why
