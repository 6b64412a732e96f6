"""What is decided about a session: it is planned, changed, called off, and people are reminded of it.

Units raise OnlyOrganizers or OnlyCaptain for those who may not, and Gone where there is no such session.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from db import teams
from db.canvass import line, notices, reading, rows, told
from db.canvass.bounds import checked, fitting
from db.canvass.reading import COMING, ENDED
from db.canvass.rows import Locked
from db.facts import (
    CANVASS_REASON_MOST,
    Actor,
    CanvassFacts,
    CanvassPlan,
    CanvassState,
    Edited,
    Reminding,
    SignupState,
)
from db.models.canvass import Canvass, Signup
from db.refusals import Gone, NobodyToRemind, OnlyOrganizers, RemindedLately

REMIND_EVERY = timedelta(hours=1)

_TO_CONFIRM = (SignupState.IN, SignupState.OFFERED, SignupState.MAYBE)
# What a scheduled event shows of a plan.
_SHOWN = ("starts_at", "ends_at", "turf_id", "title", "meet_place", "note")


def plan(tx: Session, *, actor: Actor, plan: CanvassPlan, channel_id: int, now: datetime) -> CanvassFacts:
    """A new session, its card to be posted in this channel, with the nudges of its day.

    Raises OnlyOrganizers and what `checked` raises.
    """
    if not actor.organizer:
        raise OnlyOrganizers
    team = teams.team_of(tx, team_id=actor.team_id)
    if team is None:
        raise Gone
    teams.meet(tx, actor=actor, now=now)
    row = Canvass(
        team_id=team.id,
        **asdict(checked(tx, plan, team, now)),
        zone=team.clock_zone,
        channel_id=channel_id,
        planned_by_id=actor.person_id,
        created_at=now,
    )
    tx.add(row)
    tx.flush()
    at = Locked(tx, row.id or 0, row, team, now)
    notices.on_the_day(at)
    return reading.facts(tx, team_id=team.id, canvass_id=at.id)


def edit(tx: Session, *, actor: Actor, canvass_id: int, plan: CanvassPlan, now: datetime) -> Edited:
    """Another plan for a session that has not begun.

    Another time asks everyone again; more places go to the first in line; fewer take nobody's away.
    Raises OnlyCaptain, CanvassCancelled, CanvassOver, CanvassStarted and what `checked` raises.
    """
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    rows.check_ahead(at)
    before, after = asdict(reading.plan_of(at.row, None)), asdict(checked(tx, plan, at.team, now))
    changed = {name for name in after if after[name] != before[name]}
    for name in changed:
        setattr(at.row, name, after[name])
    at.row.zone = at.team.clock_zone
    at.row.version += bool(changed.intersection(_SHOWN))
    moved = bool(changed & {"starts_at", "ends_at"})
    if moved:
        _ask_again(at, before["starts_at"])
    promoted = line.fill(at)
    return Edited(reading.facts(tx, team_id=at.team.id, canvass_id=at.id), moved, tuple(promoted))


def cancel(tx: Session, *, actor: Actor, canvass_id: int, reason: str, now: datetime) -> CanvassFacts:
    """Call a session off and tell those who signed up; harmless when it is called off already.

    Raises OnlyCaptain, CanvassOver, and TooLong for a reason of more than 200 characters.
    """
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    if at.row.state is not CanvassState.CANCELLED:
        rows.check_on(at)
        at.row.cancel_reason = fitting(reason, CANVASS_REASON_MOST)
        at.row.state = CanvassState.CANCELLED
        at.row.version += 1
        notices.cancelled(at, tell=_anyone(at, COMING))
    return reading.facts(tx, team_id=at.team.id, canvass_id=at.id)


def remind(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Reminding:
    """Remind those who signed up: now, or once the quiet hours are over; at most once an hour.

    One that has yet to go out is not doubled. Raises OnlyCaptain, CanvassCancelled, CanvassOver, NobodyToRemind and
    RemindedLately.
    """
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    rows.check_on(at)
    named = told.willing(at, _TO_CONFIRM)
    if not named:
        raise NobodyToRemind
    last = notices.reminded_at(at)
    if last is None or (last.out and now >= last.moment + REMIND_EVERY):
        notices.remind(at)
    elif last.out:
        raise RemindedLately(again_at=last.moment + REMIND_EVERY)
    facts = reading.facts(tx, team_id=at.team.id, canvass_id=at.id)
    return Reminding(facts, named, notices.goes_at(at))


def keep_hours(tx: Session, *, team_id: int, now: datetime) -> None:
    """Bring the nudges of all coming sessions in line with the team's hours, quiet hours and zone, as they are now.

    Offers keep the time that they were made with.
    """
    ahead = (col(Canvass.team_id) == team_id, col(Canvass.starts_at) > now, col(Canvass.state).not_in(ENDED))
    # All in one order: two changes at once must not wait for each other.
    for canvass_id in tx.exec(select(Canvass.id).where(*ahead).order_by(col(Canvass.id))).all():
        if at := rows.lock(tx, canvass_id=canvass_id or 0, now=now):
            at.row.zone = at.team.clock_zone
            notices.on_the_day(at, overdue=True)


# ---- inside --------------------------------------------------------------------------------------------


def _ask_again(at: Locked, before: datetime) -> None:
    """Everything that hangs on the time: who has to say again that they come, who knows it, nudges, offers."""
    query = update(Signup).where(col(Signup.canvass_id) == at.id)
    at.tx.exec(query.values(told_at=None))
    at.tx.exec(query.where(col(Signup.state).in_(_TO_CONFIRM)).values(confirm=True))
    notices.moved(at, before=before, tell=_anyone(at, COMING))
    line.hurry_offers(at)


def _anyone(at: Locked, states: Sequence[SignupState]) -> bool:
    query = select(Signup.person_id).where(col(Signup.canvass_id) == at.id, col(Signup.state).in_(states))
    return at.tx.exec(query.limit(1)).first() is not None
