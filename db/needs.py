"""What waits for a person: the live answer to "what can I do?"."""

from datetime import datetime, timedelta

from sqlmodel import Session

from db import canvass, followups, meetings, teams
from db.facts import Actor, CanvassFacts, Needs, SignupState
from db.refusals import Gone

AHEAD = timedelta(days=3)
"""How long before a session its pairs are worth making."""

DUE = timedelta(days=1)
"""How long before its time a promise is worth a thought."""


def needs(tx: Session, *, actor: Actor, now: datetime) -> Needs:
    """What waits for this person in this team, soonest first. Raises Gone for a team that is not known."""
    team = teams.team_of(tx, team_id=actor.team_id)
    if team is None:
        raise Gone
    ahead = [
        canvass.facts(tx, team_id=actor.team_id, canvass_id=line.id)
        for line in canvass.lines(tx, actor=actor, now=now)
        if line.starts_at > now
    ]
    led = [facts for facts in ahead if actor.organizer or facts.plan.captain_id == actor.person_id]
    to_do = followups.to_dos(tx, actor=actor)
    own = [facts for facts in to_do if facts.owner_id == actor.person_id]
    return Needs(
        offers=tuple(facts for facts in ahead if _state(facts, actor) is SignupState.OFFERED),
        confirm=tuple(facts for facts in ahead if _asked_again(facts, actor)),
        open=tuple(facts for facts in ahead if _state(facts, actor) is None and not facts.full),
        unpaired=tuple(facts for facts in led if _lacks_pairs(tx, facts, now)),
        cardless=tuple(facts for facts in led if facts.message_id is None),
        promises=tuple(facts for facts in own if facts.due_at <= now + DUE),
        asked=tuple(facts for facts in to_do if facts.handed_to_id == actor.person_id),
        late=followups.of_team(tx, actor=actor, now=now).late if actor.organizer else 0,
        troubles=len(teams.troubles(tx, team_id=actor.team_id)) if actor.organizer else 0,
        meetings=meetings.needs(tx, actor=actor, now=now),
        set_up=team.set_up_at is not None or not actor.organizer,
    )


def _state(facts: CanvassFacts, actor: Actor) -> SignupState | None:
    standing = facts.of(actor.person_id)
    return standing.state if standing else None


def _asked_again(facts: CanvassFacts, actor: Actor) -> bool:
    standing = facts.of(actor.person_id)
    return standing is not None and standing.confirm


def _lacks_pairs(tx: Session, facts: CanvassFacts, now: datetime) -> bool:
    if facts.plan.starts_at - now > AHEAD or len(facts.those(SignupState.IN)) < 2:
        return False
    return not canvass.pairs(tx, team_id=facts.team_id, canvass_id=facts.id)
