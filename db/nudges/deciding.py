"""Deciding: whether what is due may go now, and if not, when.

A moment that the person chose is kept: neither quiet hours nor the most a day put it off, and what else is due for
them goes along.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import house
from db.facts import (
    CAPPED,
    COVERED,
    DAY_MOST,
    DEEDS,
    DEFAULT_ZONE,
    Bundle,
    NudgeKind,
    NudgeState,
    NudgeWait,
)
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.nudges.outcomes import mark_closed
from db.nudges.schedule import ring
from db.quiet import QuietHours

URGENT = timedelta(minutes=30)
"""What would be of use for less than this after the quiet hours goes out in them, without a sound."""

PACE = timedelta(minutes=1)
"""Between two cheers in one thread, however many were due: people read along on a phone."""

_AWAY = timedelta(days=1)  # how often we see whether a team that removed the bot has it again
_CLOCKS = timedelta(minutes=1)  # how far the clocks of two processes may be apart
_TURN = "nudges.turn"

Later = tuple[datetime, NudgeWait]


@dataclass(frozen=True, slots=True)
class _Due:
    """Rows that are due together, locked, as one message of their team."""

    tx: Session
    rows: list[Nudge]
    bundle: Bundle
    team: Team
    now: datetime


def decided(tx: Session, rows: list[Nudge], bundle: Bundle, *, now: datetime, new_pause: timedelta) -> Bundle | None:
    """What is to be sent now; None where it was put off, or waits for a person whose DMs are closed."""
    at = _Due(tx, rows, bundle, tx.get_one(Team, bundle.team_id), now)
    if bundle.doubt is not None or bundle.first.kind in DEEDS:
        return bundle  # what may be out has to be found first, whatever the hour
    if at.team.left_at is not None:
        _delay(at, now + _AWAY, NudgeWait.TROUBLE)
        return None
    return _in_a_room(at) if bundle.person_id is None else _to_a_person(at, new_pause)


def _in_a_room(at: _Due) -> Bundle | None:
    quiet, nudge = _quiet(at.team, None), at.rows[0]
    if nudge.kind is NudgeKind.CHEER and (turn := _turn_in_thread(at, nudge)):
        _delay(at, turn, NudgeWait.PACE)
        return None
    if nudge.asked or not quiet.hold(at.now):
        return at.bundle
    awake = quiet.after(at.now)
    urgent = nudge.expires_at is not None and nudge.expires_at - awake < URGENT
    if urgent and nudge.kind not in COVERED:
        return replace(at.bundle, silent=True)
    _delay(at, awake, NudgeWait.QUIET)
    return None


def _turn_in_thread(at: _Due, nudge: Nudge) -> datetime | None:
    """When a cheer may be told in a thread that heard one just now, or is about to; None where it may at once."""
    others = select(Nudge.sent_at).where(
        col(Nudge.canvass_id) == nudge.canvass_id,
        col(Nudge.kind) == NudgeKind.CHEER,
        col(Nudge.id) != nudge.id,
    )
    if at.tx.exec(others.where(col(Nudge.state) == NudgeState.HELD).limit(1)).all():
        return at.now + PACE
    lately = (col(Nudge.sent_at) > at.now - PACE) & (col(Nudge.sent_at) <= at.now + _CLOCKS)
    last = at.tx.exec(others.where(lately).order_by(col(Nudge.sent_at).desc())).first()
    return last + PACE if last else None


def _to_a_person(at: _Due, new_pause: timedelta) -> Bundle | None:
    member = at.tx.get(Member, (at.bundle.team_id, at.bundle.person_id))
    if member is None or member.dms_closed_at is not None or not member.reminders:
        mark_closed(at.tx, at.rows, member, mention=member is None or member.reminders, now=at.now)
        return None
    later = _kept_for_later(at, _quiet(at.team, member.zone))
    if later is None and member.dm_channel_id is None:
        later = _in_turn(at, new_pause)
    if later is not None:
        _delay(at, *later)
        return None
    return replace(at.bundle, dm_channel_id=member.dm_channel_id)


def _quiet(team: Team, zone: str | None) -> QuietHours:
    return QuietHours(zone or team.zone or DEFAULT_ZONE, team.quiet_from, team.quiet_until)


def _delay(at: _Due, until: datetime, why: NudgeWait) -> None:
    for nudge in at.rows:
        nudge.due_at, nudge.waits_for = until, why
    ring(at.tx, until)


# ---- to a person: quiet hours, the most a day, one new conversation after the other -----------------


def _kept_for_later(at: _Due, quiet: QuietHours) -> Later | None:
    if any(nudge.asked for nudge in at.rows):
        return None
    if quiet.hold(at.now):
        return quiet.after(at.now), NudgeWait.QUIET
    capped = all(nudge.kind in CAPPED for nudge in at.rows)
    if capped and _sent_today(at, quiet) >= DAY_MOST:
        return quiet.tomorrow(at.now), NudgeWait.CAP
    return None


def _sent_today(at: _Due, quiet: QuietHours) -> int:
    """How many messages with reminders the person had on this day of theirs."""
    query = select(func.count(func.distinct(col(Nudge.bundle_id)))).where(
        col(Nudge.person_id) == at.bundle.person_id,
        col(Nudge.team_id) == at.bundle.team_id,
        col(Nudge.state) == NudgeState.SENT,
        col(Nudge.kind).in_(CAPPED),
        col(Nudge.asked).is_(False),
        col(Nudge.sent_at) >= quiet.midnight(at.now),
    )
    return at.tx.exec(query).one()


def _in_turn(at: _Due, pause: timedelta) -> Later | None:
    """Until when a new conversation waits for its turn: many at once are taken for spam.

    Each waits once; but those whose turn passed while no process was running get another, or all would go at once.
    """
    if not pause or any(one.waits_for is NudgeWait.PACE and at.now - one.due_at < pause for one in at.rows):
        return None
    last = _last_turn(at.tx, at.now)
    if last is not None and (own := _own_turn(at)) is not None:
        return own, NudgeWait.PACE
    turn = max(at.now, last + pause) if last is not None else at.now
    house.remember(at.tx, key=_TURN, value=f"{turn.isoformat()} {at.now.isoformat()}")
    return (turn, NudgeWait.PACE) if turn > at.now else None


def _own_turn(at: _Due) -> datetime | None:
    """The turn for which something else of the person's waits: they go together."""
    query = select(func.min(col(Nudge.due_at))).where(
        col(Nudge.person_id) == at.bundle.person_id,
        col(Nudge.team_id) == at.bundle.team_id,
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.waits_for) == NudgeWait.PACE,
        col(Nudge.due_at) > at.now,
    )
    turn: datetime | None = at.tx.exec(query).one()
    return turn


def _last_turn(tx: Session, now: datetime) -> datetime | None:
    """The last turn that was given; None where none was, or the clock was set back since."""
    told = house.recall(tx, key=_TURN)
    if told is None:
        return None
    turn, given = (datetime.fromisoformat(text) for text in told.split())
    return turn if given <= now + _CLOCKS else None
