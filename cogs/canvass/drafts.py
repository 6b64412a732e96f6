"""A plan while it is being written: what was typed, and how it was read, kept until it is posted or put away.

A slot says which plan: "plan" is a new session, "again" a copy for next week, "edit-42" a change of session 42. Of a
change only what this person changed is kept, so that what others changed meanwhile stands.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.numbers import whole
from bot.spans import clock_of, length
from db.canvass.desk import Desk
from db.facts import CANVASS_CAPACITY_MOST, CANVASS_DOORS_MOST, CanvassPlan
from db.refusals import Gone

PLAN, AGAIN = "plan", "again"
_SLOT = re.compile(r"plan|again|edit-([1-9][0-9]{0,9})")

Typed = dict[str, str]


def edit_slot(canvass_id: int) -> str:
    """The slot of a change to a session."""
    return f"edit-{canvass_id}"


def edited(slot: str) -> int | None:
    """The session that a slot changes; None for a new one. Raises Gone for what is no slot."""
    found = _SLOT.fullmatch(slot)
    if found is None:
        raise Gone
    return int(found[1]) if found[1] else None


# ---- between plans and texts -------------------------------------------------------------------------


def typed_of(plan: CanvassPlan, zone: str) -> Typed:
    """A plan as the forms show it, with the times that it has."""
    return {
        "when": clock_of(plan.starts_at, zone),
        "until": length(plan.ends_at - plan.starts_at),
        "place": plan.meet_place,
        "places": str(plan.capacity or ""),
        "goal": str(plan.door_goal or ""),
        "title": plan.title,
        "debrief": plan.debrief_place,
        "note": plan.note,
        "captain": str(plan.captain_id or ""),
        "captain_name": plan.captain_name,
        "turf": str(plan.turf_id or ""),
        "starts_at": plan.starts_at.isoformat(),
        "ends_at": plan.ends_at.isoformat(),
    }


def defaults(last: CanvassPlan | None, zone: str) -> Typed:
    """What a new plan begins with: the last session's settings, but neither its time nor its people nor its name."""
    if last is None:
        return {"until": "3h"}
    typed = typed_of(last, zone)
    return {name: typed[name] for name in ("until", "place", "places", "goal", "debrief")}


def next_week(plan: CanvassPlan, zone: str, now: datetime) -> Typed:
    """The same session a week later, or as many weeks as it takes to be ahead; at the same hour on the clock."""
    there = ZoneInfo(zone)
    local = plan.starts_at.astimezone(there)
    starts_at = plan.starts_at
    while starts_at <= now or starts_at == plan.starts_at:
        # Days are added to what the clock on the wall says: a week across a change of summer time is not 168 hours.
        local = (local.replace(tzinfo=None, fold=0) + timedelta(weeks=1)).replace(tzinfo=there)
        starts_at = local.astimezone(plan.starts_at.tzinfo)
    again = replace(plan, starts_at=starts_at, ends_at=starts_at + (plan.ends_at - plan.starts_at))
    return typed_of(replace(again, captain_id=None, captain_name=""), zone)


def begins_with(desk: Desk, slot: str, zone: str) -> Typed:
    """What a slot's forms show before anything is typed."""
    if desk.facts is not None:
        return typed_of(desk.facts.plan, zone)
    return defaults(desk.last, zone) if slot == PLAN else {}


def written(desk: Desk, slot: str, zone: str) -> Typed:
    """The same with what was typed over it."""
    return {**begins_with(desk, slot, zone), **(desk.kept or {})}


def plan_in(typed: Mapping[str, str]) -> CanvassPlan:
    """The plan that a whole draft says. Raises NotANumber."""
    captain, turf = typed.get("captain", ""), typed.get("turf", "")
    return CanvassPlan(
        starts_at=datetime.fromisoformat(typed["starts_at"]),
        ends_at=datetime.fromisoformat(typed["ends_at"]),
        turf_id=int(turf) if turf else None,
        title=typed.get("title", ""),
        captain_id=int(captain) if captain else None,
        captain_name=typed.get("captain_name", ""),
        capacity=whole(typed.get("places", ""), least=1, most=CANVASS_CAPACITY_MOST),
        meet_place=typed.get("place", ""),
        debrief_place=typed.get("debrief", ""),
        door_goal=whole(typed.get("goal", ""), least=1, most=CANVASS_DOORS_MOST),
        note=typed.get("note", ""),
    )
