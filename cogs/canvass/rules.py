"""Who may open what: said before anybody types for nothing. The use cases in db/ decide the same again."""

from datetime import datetime

from db.facts import Actor, CanvassFacts, CanvassState
from db.refusals import CanvassCancelled, CanvassOver, CanvassStarted, OnlyCaptain, OnlyOrganizers


def leads(actor: Actor, facts: CanvassFacts) -> bool:
    """Whether a person may manage a session: its captain, and every organizer."""
    return actor.organizer or facts.plan.captain_id == actor.person_id


def check_leads(actor: Actor, facts: CanvassFacts) -> None:
    """Raises OnlyCaptain."""
    if not leads(actor, facts):
        raise OnlyCaptain


def check_organizer(actor: Actor) -> None:
    """Raises OnlyOrganizers."""
    if not actor.organizer:
        raise OnlyOrganizers


def check_on(facts: CanvassFacts, now: datetime) -> None:
    """Raises CanvassCancelled, and CanvassOver once it has ended."""
    if facts.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if facts.over or facts.plan.ends_at <= now:
        raise CanvassOver


def check_ahead(facts: CanvassFacts, now: datetime) -> None:
    """Raises what `check_on` raises, and CanvassStarted once it has begun."""
    check_on(facts, now)
    if facts.state is CanvassState.LIVE or facts.plan.starts_at <= now:
        raise CanvassStarted
