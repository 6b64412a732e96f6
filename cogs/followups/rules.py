"""Who may see and do what: said before anybody types for nothing. The use cases in db/ decide the same again."""

from db.facts import Actor, FollowupFacts
from db.refusals import NotYours


def leads(actor: Actor, facts: FollowupFacts) -> bool:
    """Whether a person answers for a promise: its lead, whoever made it, and every organizer."""
    return actor.organizer or actor.person_id in {facts.lead_id, facts.made_by_id}


def acts(actor: Actor, facts: FollowupFacts) -> bool:
    """Whether a person may answer and change a promise: its owner, and those who answer for it."""
    return actor.person_id == facts.owner_id or leads(actor, facts)


def drops(actor: Actor, facts: FollowupFacts) -> bool:
    """Whether a person may say that it is no longer needed: not its owner, where it was promised to somebody else."""
    alone = actor.person_id == facts.owner_id and facts.made_by_id is None and facts.lead_id is None
    return leads(actor, facts) or alone


def check_acts(actor: Actor, facts: FollowupFacts) -> None:
    """Raises NotYours."""
    if not acts(actor, facts):
        raise NotYours
