"""A promise while it is being written: a slip of paper with what was typed and how it was read, kept until it is saved.

A mark says which slip. A new promise has a mark of its own, so that each preview saves what it shows; "e42" is a change
to promise 42.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.when import read_time
from db.facts import Actor, FollowupFacts, FollowupPlan
from db.refusals import Gone

_MARK = re.compile(r"n[0-9]{1,20}|e([1-9][0-9]{0,18})")

Typed = dict[str, str]


def new_mark(interaction_id: int) -> str:
    """The mark of a new promise, from the interaction that began it."""
    return f"n{interaction_id}"


def change_mark(followup_id: int) -> str:
    """The mark of a change to a promise."""
    return f"e{followup_id}"


def changed(mark: str) -> int | None:
    """The promise that a slip changes; None for a new one. Raises Gone for what is no mark."""
    found = _MARK.fullmatch(mark)
    if found is None or (found[1] and int(found[1]) >= 2**63):
        raise Gone
    return int(found[1]) if found[1] else None


def kind(mark: str) -> str:
    """The kind under which db/drafts.py keeps a slip."""
    return f"followup.{mark}"


# ---- between promises and texts ----------------------------------------------------------------------


def typed_of(facts: FollowupFacts, zone: str) -> Typed:
    """A promise as its form shows it, with the time that it has."""
    return {
        "what": facts.text,
        "when": _clock(facts.due_at, zone),
        "due_at": facts.due_at.isoformat(),
        "zone": facts.zone,
    }


def with_time(typed: Typed, before: Mapping[str, str], zone: str, now: datetime) -> Typed:
    """What was typed, with its time read; a text that stands as it was before means the moment that it meant then.

    Raises what `read_time` raises.
    """
    if before.get("due_at") and typed["when"] == before.get("when"):
        return {**typed, "due_at": before["due_at"], "zone": before["zone"]}
    due_at = read_time(typed["when"], zone=ZoneInfo(zone), now=now)
    # A reading that was picked by a tap is a timestamp, which nobody can read in a form.
    text = _clock(due_at, zone) if typed["when"].strip().startswith("<t:") else typed["when"]
    return {**typed, "when": text, "due_at": due_at.isoformat(), "zone": zone}


def plan_in(typed: Mapping[str, str], actor: Actor) -> FollowupPlan:
    """The plan that a whole slip says; without another owner it is the writer's own."""
    owner = _number(typed.get("who", "")) or actor.person_id
    return FollowupPlan(
        text=typed["what"],
        due_at=datetime.fromisoformat(typed["due_at"]),
        zone=typed["zone"],
        owner_id=owner,
        owner_name=actor.name if owner == actor.person_id else typed.get("who_name", ""),
        lead_id=_number(typed.get("lead", "")),
        lead_name=typed.get("lead_name", ""),
        canvass_id=_number(typed.get("canvass", "")),
        channel_id=_number(typed.get("channel", "")),
        message_id=_number(typed.get("message", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
