"""A meeting is planned, changed, called off.

Units raise Gone where there is no such prospect or meeting in the team, and OnlyMeetingLeads for those who may not.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from db import later, teams
from db.facts import Actor, TeamFacts
from db.facts.meetings import (
    MEETING_REASON_MOST,
    PREP_MOST,
    PREP_TEXT_MOST,
    MeetingFacts,
    MeetingPlan,
    MeetingState,
    MovedMeeting,
)
from db.meetings import prospect as with_whom
from db.meetings import reminders, rows
from db.meetings.bounds import checked, fitting
from db.meetings.people import add
from db.meetings.reading import as_it_is
from db.meetings.rows import Locked
from db.models.meetings import Meeting, PrepTask
from db.prospects import rows as prospects
from db.refusals import Gone, OnlyMeetingLeads

EVENING = time(18)
"""By when on its day something has to be done before a meeting."""

Prep = tuple[str, str, int, bool]
"""A thing to do before every meeting of a kind: its key, its text, how many days before, and whether anyone can."""

# What a scheduled event shows of a plan.
_SHOWN = ("starts_at", "ends_at", "place")
_TIMES = {"starts_at", "ends_at"}


def plan(tx: Session, *, actor: Actor, plan: MeetingPlan, prep: Sequence[Prep], now: datetime) -> MeetingFacts:
    """A meeting with a prospect, with its nudges and with what its playbook says is to be done before.

    Its lead, without one whoever plans it, is the first who goes. Raises what `checked` raises.
    """
    whom = prospects.lock(tx, prospect_id=plan.prospect_id, team_id=actor.team_id, now=now)
    if whom is None:
        raise Gone
    if not prospects.works(actor, whom.row):
        raise OnlyMeetingLeads
    plan = checked(plan, now)
    teams.meet(tx, actor=actor, now=now)
    row = _row(actor, plan, now)
    tx.add(row)
    tx.flush()
    at = Locked(tx, row.id or 0, row, whom.row, whom.team, now)
    add(at, row.lead_id or actor.person_id, row.lead_name)
    tx.add_all(_tasks(at, prep))
    tx.flush()
    with_whom.planned(whom)
    reminders.of_the_time(at)
    return as_it_is(at)


def change(tx: Session, *, actor: Actor, meeting_id: int, plan: MeetingPlan, now: datetime) -> MovedMeeting:
    """Another plan for a meeting that was not held; with whom it is stays.

    With another time its nudges move, and so does by when things have to be done; what is done stays done. Raises
    MeetingOff, MeetingClosed, MeetingHeld, and what `checked` raises.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_lead, now=now)
    rows.check_ahead(at)
    plan = _kept(at, checked(plan, now) if _another_time(at, plan) else _without_times(at, plan, now))
    changed = {name for name in _CHANGING if getattr(at.row, name) != getattr(plan, name)}
    before, zone = at.row.starts_at, at.row.zone
    for name in changed:
        setattr(at.row, name, getattr(plan, name))
    at.row.wall = later.wall(plan.starts_at, plan.zone)
    at.row.version += bool(changed.intersection(_SHOWN))
    if "lead_id" in changed and plan.lead_id is not None:
        add(at, plan.lead_id, plan.lead_name)
    if moved := bool(changed & _TIMES):
        _move_tasks(at, before, zone)
        reminders.moved(at, before=before)
    return MovedMeeting(as_it_is(at), moved)


def cancel(tx: Session, *, actor: Actor, meeting_id: int, reason: str, now: datetime) -> MeetingFacts:
    """Call a meeting off, and tell it in its thread; harmless where it is off already.

    The prospect has to be asked for another. Raises MeetingClosed, MeetingHeld, and TooLong (over 200 characters).
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_lead, now=now)
    if at.row.state is not MeetingState.CANCELLED:
        rows.check_ahead(at)
        at.row.state, at.row.cancelled_at = MeetingState.CANCELLED, now
        at.row.reason = fitting(reason, MEETING_REASON_MOST)
        at.row.version += 1
        reminders.called_off(at)
        if not _another_ahead(at):
            with_whom.called_off(with_whom.of(tx, at.row, now))
    return as_it_is(at)


def keep_hours(tx: Session, *, team: TeamFacts, before: str, now: datetime) -> None:
    """Bring the nudges of all coming meetings in line with the team's hours, quiet hours and zone.

    `before` is the zone that the team was in; a meeting that was planned by its clocks keeps its wall time.
    """
    query = select(Meeting.id).where(
        col(Meeting.team_id) == team.id,
        col(Meeting.state).in_((MeetingState.PLANNED, MeetingState.READY)),
        col(Meeting.starts_at) > now,
    )
    # All in one order: two changes at once must not wait for each other.
    for number in tx.exec(query.order_by(col(Meeting.id))).all():
        if at := rows.lock(tx, meeting_id=number or 0, now=now):
            if at.row.zone == before != team.clock_zone:
                _to_other_clocks(at, team.clock_zone)
            reminders.of_the_time(at)


# ---- the row ---------------------------------------------------------------------------------------


_CHANGING = [field.name for field in fields(MeetingPlan) if field.name != "prospect_id"]


def _row(actor: Actor, plan: MeetingPlan, now: datetime) -> Meeting:
    mine = plan.lead_id is None
    return Meeting(
        team_id=actor.team_id,
        prospect_id=plan.prospect_id,
        wall=later.wall(plan.starts_at, plan.zone),
        zone=plan.zone,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        place=plan.place,
        coffee=plan.coffee,
        lead_id=actor.person_id if mine else plan.lead_id,
        lead_name=actor.name[: rows.NAME_MOST] if mine else plan.lead_name,
        made_by_id=actor.person_id,
        made_at=now,
        version=1,  # which no scheduled event shows yet
    )


def _another_time(at: Locked, plan: MeetingPlan) -> bool:
    return (plan.starts_at, plan.ends_at) != (at.row.starts_at, at.row.ends_at)


def _without_times(at: Locked, plan: MeetingPlan, now: datetime) -> MeetingPlan:
    """A change of something else may come when the meeting has begun."""
    return checked(plan, min(now, at.row.starts_at - timedelta(minutes=1)))


def _kept(at: Locked, plan: MeetingPlan) -> MeetingPlan:
    """A meeting whose lead is left out keeps the one that it has."""
    if plan.lead_id is not None:
        return plan
    values = {name: getattr(plan, name) for name in _CHANGING}
    lead = {"lead_id": at.row.lead_id, "lead_name": at.row.lead_name}
    return MeetingPlan(**{**values, **lead, "prospect_id": at.row.prospect_id})


def _another_ahead(at: Locked) -> bool:
    query = select(Meeting.id).where(
        col(Meeting.prospect_id) == at.row.prospect_id,
        col(Meeting.id) != at.id,
        col(Meeting.state).in_((MeetingState.PLANNED, MeetingState.READY)),
    )
    return at.tx.exec(query.limit(1)).first() is not None


def _to_other_clocks(at: Locked, zone: str) -> None:
    length = at.row.ends_at - at.row.starts_at
    at.row.starts_at = later.moment_of(at.row.wall, zone)
    at.row.ends_at = at.row.starts_at + length
    before, at.row.zone = at.row.zone, zone
    at.row.version += 1
    for task in _open_tasks(at):
        task.due_at = later.carried(task.due_at, before=before, after=zone)
        task.version += 1
        reminders.of_task(at, task)


# ---- what is to be done before ---------------------------------------------------------------------


def _tasks(at: Locked, prep: Sequence[Prep]) -> list[PrepTask]:
    return [
        PrepTask(
            team_id=at.team.id,
            meeting_id=at.id,
            key=key,
            text=fitting(text, PREP_TEXT_MOST),
            anyone=anyone,
            due_at=due(at, later.day_of(at.row.starts_at, at.row.zone) - timedelta(days=days)),
        )
        for key, text, days, anyone in prep[:PREP_MOST]
    ]


def due(at: Locked, day: date) -> datetime:
    """By when something is to be done on a day: in the evening; what would be late already tomorrow, and nothing after
    the meeting has begun.
    """
    tomorrow = later.day_of(at.now, at.row.zone) + timedelta(days=1)
    moment = later.at(day, EVENING, at.row.zone)
    if moment <= at.now:
        moment = later.at(max(day, tomorrow), EVENING, at.row.zone)
    return min(moment, at.row.starts_at)


def _move_tasks(at: Locked, before: datetime, zone: str) -> None:
    """By as many days as the meeting; what was to be ready when it begins still is."""
    days = later.day_of(at.row.starts_at, at.row.zone) - later.day_of(before, zone)
    for task in _open_tasks(at):
        on_time = task.due_at >= before
        task.due_at = at.row.starts_at if on_time else due(at, later.day_of(task.due_at, zone) + days)
        task.version += 1
        reminders.of_task(at, task)


def _open_tasks(at: Locked) -> Sequence[PrepTask]:
    query = select(PrepTask).where(col(PrepTask.meeting_id) == at.id, col(PrepTask.done_at).is_(None))
    return at.tx.exec(query.order_by(col(PrepTask.id))).all()
