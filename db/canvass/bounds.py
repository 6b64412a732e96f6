"""What a plan and its texts may be: checked here, and again by the tables."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from db.canvass.rows import ID_MOST
from db.facts import (
    CANVASS_CAPACITY_MOST,
    CANVASS_DOORS_MOST,
    CANVASS_HOURS_MOST,
    CANVASS_NOTE_MOST,
    CANVASS_PLACE_MOST,
    CANVASS_TITLE_MOST,
    CanvassPlan,
    TeamFacts,
)
from db.models.turf import Turf
from db.names import tidy, tidy_lines
from db.refusals import EndBeforeStart, EndTooLate, Gone, NotANumber, PastTime, TooLong

NAME_MOST = 100  # characters of a captain's name, which is Discord's and not refused but cut


def checked(tx: Session, plan: CanvassPlan, team: TeamFacts, now: datetime) -> CanvassPlan:
    """The plan with tidy texts.

    Raises PastTime, EndBeforeStart, EndTooLate (over 24 hours), NotANumber (places 1 to 500, doors 1 to 100,000),
    TooLong, and Gone for a neighborhood that is not the team's.
    """
    _check_times(plan, team, now)
    _check_number(plan.capacity, CANVASS_CAPACITY_MOST)
    _check_number(plan.door_goal, CANVASS_DOORS_MOST)
    _check_turf(tx, plan.turf_id, team)
    return replace(
        plan,
        title=fitting(plan.title, CANVASS_TITLE_MOST),
        captain_name=tidy(plan.captain_name)[:NAME_MOST] if plan.captain_id is not None else "",
        meet_place=fitting(plan.meet_place, CANVASS_PLACE_MOST),
        debrief_place=fitting(plan.debrief_place, CANVASS_PLACE_MOST),
        note=_within(tidy_lines(plan.note), CANVASS_NOTE_MOST),
    )


def fitting(text: str, most: int) -> str:
    """A text made tidy, on one line. Raises TooLong."""
    return _within(tidy(text), most)


def _within(text: str, most: int) -> str:
    if len(text) > most:
        raise TooLong(length=len(text), most=most)
    return text


def _check_times(plan: CanvassPlan, team: TeamFacts, now: datetime) -> None:
    """What was typed is known at the door, where times are read; here they can only be written out again."""
    if plan.starts_at <= now:
        raise PastTime(typed=_written(plan.starts_at, team), read_at=plan.starts_at)
    if plan.ends_at <= plan.starts_at:
        raise EndBeforeStart(typed=_written(plan.ends_at, team))
    if plan.ends_at - plan.starts_at > timedelta(hours=CANVASS_HOURS_MOST):
        raise EndTooLate(typed=_written(plan.ends_at, team), hours=CANVASS_HOURS_MOST)


def _written(moment: datetime, team: TeamFacts) -> str:
    return f"{moment.astimezone(ZoneInfo(team.clock_zone)):%Y-%m-%d %H:%M}"


def _check_number(number: int | None, most: int) -> None:
    if number is not None and not 1 <= number <= most:
        raise NotANumber(typed=str(number), least=1, most=most)


def _check_turf(tx: Session, turf_id: int | None, team: TeamFacts) -> None:
    if turf_id is None:
        return
    query = select(Turf.id).where(col(Turf.id) == turf_id, col(Turf.team_id) == team.id)
    if not 0 < turf_id <= ID_MOST or tx.exec(query).first() is None:
        raise Gone
