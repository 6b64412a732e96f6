"""A plan that is being written: what one person typed for a session that is not planned, or not changed, yet.

What the texts mean is read outside (`read`, a pure function of the desk), but in the transaction that saves it: so the
last state of the session counts, and what was pressed twice happens once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from db import drafts, turf
from db.canvass import listing, plans, reading
from db.facts import Actor, CanvassFacts, CanvassPlan, Edited

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies there: the draft, if there is one, and what it begins with."""

    kept: Typed | None
    seen: Typed | None  # of a session that is changed: what the form showed when it was opened
    facts: CanvassFacts | None  # the session that is changed
    last: CanvassPlan | None  # for a new one: what the team planned last


Read = Callable[[Desk], CanvassPlan]


def look(tx: Session, *, actor: Actor, slot: str, canvass_id: int | None) -> Desk:
    """The desk of a slot, which is a new plan's without a session. Raises Gone, for another team's session as well."""
    kept = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_kind(slot))
    if canvass_id is None:
        return Desk(kept, None, None, listing.last_plan(tx, actor=actor))
    seen = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(slot))
    return Desk(kept, seen, reading.facts(tx, team_id=actor.team_id, canvass_id=canvass_id), None)


def keep(tx: Session, *, actor: Actor, slot: str, typed: Typed, now: datetime) -> None:
    """Keep a draft, in place of the one before."""
    drafts.keep(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_kind(slot), typed=typed, now=now)


def keep_seen(tx: Session, *, actor: Actor, slot: str, typed: Typed, now: datetime) -> None:
    """Keep what a form showed, so that only what this person changes is saved."""
    drafts.keep(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(slot), typed=typed, now=now)


def clear(tx: Session, *, actor: Actor, slot: str) -> None:
    """Put a draft away; harmless when there is none."""
    for kind in (_kind(slot), _seen(slot)):
        drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=kind)


def name_of(tx: Session, *, actor: Actor, plan: CanvassPlan) -> str:
    """What a session of this plan would be called. Raises Gone for a neighborhood that is not the team's."""
    named = turf.facts(tx, actor=actor, turf_id=plan.turf_id).name if plan.turf_id else None
    return reading.name_of(plan.title, named, plan.meet_place)


def post(tx: Session, *, actor: Actor, slot: str, read: Read, channel_id: int, now: datetime) -> CanvassFacts | None:
    """Plan the session that the draft says, and put the draft away; None where it was done already.

    Raises what `read` and `plans.plan` raise.
    """
    desk = look(tx, actor=actor, slot=slot, canvass_id=None)
    if desk.kept is None:
        return None
    facts = plans.plan(tx, actor=actor, plan=read(desk), channel_id=channel_id, now=now)
    clear(tx, actor=actor, slot=slot)
    return facts


def change(tx: Session, *, actor: Actor, slot: str, canvass_id: int, read: Read, now: datetime) -> Edited | None:
    """Change the session as the draft says, and put the draft away; None where it was done already.

    Raises what `read` and `plans.edit` raise.
    """
    desk = look(tx, actor=actor, slot=slot, canvass_id=canvass_id)
    if desk.kept is None:
        return None
    edited = plans.edit(tx, actor=actor, canvass_id=canvass_id, plan=read(desk), now=now)
    clear(tx, actor=actor, slot=slot)
    return edited


def _kind(slot: str) -> str:
    return f"canvass.{slot}"


def _seen(slot: str) -> str:
    return f"canvass.seen-{slot}"
