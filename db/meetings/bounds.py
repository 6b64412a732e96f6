"""What a meeting and its texts may be: checked here, and again by the tables."""

from dataclasses import replace
from datetime import datetime, timedelta

from db.facts.meetings import MEETING_HOURS_MOST, MEETING_PLACE_MOST, MeetingPlan
from db.later import wall
from db.meetings.rows import NAME_MOST
from db.names import name_key, tidy, tidy_lines
from db.refusals import EndBeforeStart, EndTooLate, PastTime, TextMissing, TooFarAhead, TooLong

YEARS_MOST = 2
"""How far ahead a meeting may be, in years."""


def checked(plan: MeetingPlan, now: datetime) -> MeetingPlan:
    """The plan with tidy texts. Raises PastTime, TooFarAhead, EndBeforeStart, EndTooLate (over 12 hours), TooLong."""
    check_times(plan, now)
    return replace(
        plan,
        place=fitting(plan.place, MEETING_PLACE_MOST),
        coffee=fitting(plan.coffee, MEETING_PLACE_MOST),
        lead_name=tidy(plan.lead_name)[:NAME_MOST] if plan.lead_id is not None else "",
    )


def check_times(plan: MeetingPlan, now: datetime) -> None:
    """What was typed is known at the door, where times are read; here they can only be written out again."""
    if plan.starts_at <= now:
        raise PastTime(typed=_written(plan.starts_at, plan.zone), read_at=plan.starts_at)
    if plan.starts_at > now + timedelta(days=366 * YEARS_MOST):
        raise TooFarAhead(typed=_written(plan.starts_at, plan.zone), years=YEARS_MOST)
    if plan.ends_at <= plan.starts_at:
        raise EndBeforeStart(typed=_written(plan.ends_at, plan.zone))
    if plan.ends_at - plan.starts_at > timedelta(hours=MEETING_HOURS_MOST):
        raise EndTooLate(typed=_written(plan.ends_at, plan.zone), hours=MEETING_HOURS_MOST)


def fitting(text: str, most: int) -> str:
    """A text made tidy, on one line. Raises TooLong."""
    return within(tidy(text), most)


def needed(text: str, most: int) -> str:
    """The same for a text that may not be empty. Raises TextMissing too."""
    text = within(tidy_lines(text), most)
    if not name_key(text):
        raise TextMissing
    return text


def within(text: str, most: int) -> str:
    """The text itself. Raises TooLong."""
    if len(text) > most:
        raise TooLong(length=len(text), most=most)
    return text


def _written(moment: datetime, zone: str) -> str:
    return wall(moment, zone).replace("T", " ")
