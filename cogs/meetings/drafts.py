"""A meeting's plan while it is being written: what was typed, and how it was read, until it is posted or put away.

A slot says which plan: "plan-7-0" is a new meeting with prospect 7 (and whoever writes it leads), "plan-7-42" one that
person 42 leads, "edit-9" a change of meeting 9. Of a change only what this person changed is kept, so that what others
changed meanwhile stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.spans import Typed, clock_of, length
from db.facts.meetings import MeetingPlan
from db.refusals import Gone

_SLOT = re.compile(r"plan-([1-9][0-9]{0,9})-([0-9]{1,19})|edit-([1-9][0-9]{0,9})")


@dataclass(frozen=True, slots=True)
class Slot:
    """Which plan: of a new meeting with this prospect, or of one that there is."""

    text: str
    prospect_id: int = 0
    lead_id: int = 0
    meeting_id: int = 0

    @property
    def kind(self) -> str:
        """What its draft is kept under."""
        return f"meeting.{self.text}"

    @property
    def seen(self) -> str:
        """What is kept under this: what the form of a change showed."""
        return f"meeting.seen-{self.text}"


def plan_slot(prospect_id: int, lead_id: int = 0) -> Slot:
    """The slot of a new meeting."""
    return Slot(f"plan-{prospect_id}-{lead_id}", prospect_id, lead_id)


def edit_slot(meeting_id: int) -> Slot:
    """The slot of a change."""
    return Slot(f"edit-{meeting_id}", meeting_id=meeting_id)


def read_slot(text: str) -> Slot:
    """The slot of an id. Raises Gone for what is none."""
    found = _SLOT.fullmatch(text)
    if found is None:
        raise Gone
    return edit_slot(int(found[3])) if found[3] else plan_slot(int(found[1]), int(found[2]))


def typed_of(plan: MeetingPlan, zone: str) -> Typed:
    """A plan as the form shows it, with the times that it has."""
    return {
        "when": clock_of(plan.starts_at, zone),
        "until": length(plan.ends_at - plan.starts_at),
        "place": plan.place,
        "coffee": plan.coffee,
        "starts_at": plan.starts_at.isoformat(),
        "ends_at": plan.ends_at.isoformat(),
    }


def plan_in(typed: Mapping[str, str], prospect_id: int, zone: str) -> MeetingPlan:
    """The plan that a whole draft says."""
    lead = typed.get("lead", "")
    return MeetingPlan(
        prospect_id=prospect_id,
        starts_at=datetime.fromisoformat(typed["starts_at"]),
        ends_at=datetime.fromisoformat(typed["ends_at"]),
        zone=zone,
        place=typed.get("place", ""),
        coffee=typed.get("coffee", ""),
        lead_id=int(lead) if lead else None,
        lead_name=typed.get("lead_name", ""),
    )
