"""Handing a promise over: somebody is asked, and takes it or passes it back; a day of silence gives it back.

Until it is taken the promise is its owner's. Whoever asked hears what became of it, and so does an owner for whom
somebody else decided.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from db.facts import Actor, FollowupFacts, HandedOutcome, NudgeAnswer, NudgeKind
from db.followups import reminders, rows
from db.followups.reading import as_it_is
from db.followups.rows import NAME_MOST, Locked
from db.names import tidy
from db.refusals import FollowupOver, HandOverOver, OwnerAlready

ANSWER_WITHIN = timedelta(hours=24)
"""How long somebody has to answer, from when the question may reach them."""

_ASKED = (NudgeKind.HAND_OVER, NudgeKind.HAND_OVER_OVER)


# ---- asking ----------------------------------------------------------------------------------------


def hand_over(tx: Session, *, actor: Actor, followup_id: int, to_id: int, to_name: str, now: datetime) -> FollowupFacts:
    """Ask somebody to take a promise over; whoever was asked before is so no longer.

    For its owner and those who answer for it: raises NotYours, Gone, FollowupOver and OwnerAlready.
    """
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.cares, now=now)
    if to_id == at.row.owner_id:
        raise OwnerAlready
    reminders.answered(at, actor, NudgeAnswer.HANDED)
    if at.row.handed_to_id != to_id:
        ask(at, actor, to_id, to_name)
        reminders.remind(at)
    return as_it_is(at)


def ask(at: Locked, actor: Actor, to_id: int, to_name: str) -> None:
    """Ask somebody, and come back when the time for an answer is over."""
    reminders.withdraw(at, _ASKED)
    at.row.handed_to_id, at.row.handed_to_name = to_id, tidy(to_name)[:NAME_MOST]
    at.row.handed_by_id, at.row.handed_at = actor.person_id, at.now
    quiet = at.quiet_of(to_id)
    told_at = quiet.after(at.now)
    asker: dict[str, object] = {"person": actor.person_id, "name": actor.name}
    reminders.schedule(at, NudgeKind.HAND_OVER, due_at=told_at, person_id=to_id, details=asker)
    # It never expires: were it dropped, the promise would wait for ever.
    over_at = quiet.after(told_at + ANSWER_WITHIN)
    reminders.schedule(at, NudgeKind.HAND_OVER_OVER, due_at=over_at, person_id=to_id)


# ---- answering -------------------------------------------------------------------------------------


def take(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """Take over what one was asked to. Twice is harmless.

    Raises Gone, FollowupOver, HandOverOver and TooManyOpen.
    """
    at = rows.begin(tx, actor=actor, followup_id=followup_id, may=rows.anybody, now=now)
    if not rows.owns(actor, at.row):
        _check_asked(at, actor)
        _give(at, actor, HandedOutcome.TAKEN)
    return as_it_is(at)


def pass_back(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """Leave it with whom it was before. Twice is harmless.

    Raises Gone, FollowupOver, and HandOverOver.
    """
    at = rows.begin(tx, actor=actor, followup_id=followup_id, may=rows.anybody, now=now)
    if not reminders.has_answered(at, actor, NudgeAnswer.PASSED) or at.row.handed_to_id == actor.person_id:
        _check_asked(at, actor)
        reminders.answered(at, actor, NudgeAnswer.PASSED, coming=[NudgeKind.HAND_OVER])
        _give_back(at, HandedOutcome.PASSED)
    return as_it_is(at)


def lapse(tx: Session, *, followup_id: int, person_id: int, now: datetime) -> FollowupFacts | None:
    """The time is over in which a person could take a promise: it goes back; None where that is no longer so."""
    at = rows.lock(tx, followup_id=followup_id, now=now)
    if at is None or not at.open or at.row.handed_to_id != person_id:
        return None
    if reminders.ahead(at, NudgeKind.HAND_OVER_OVER):
        return None  # they were asked anew since, and that has its own end
    _give_back(at, HandedOutcome.LAPSED)
    return as_it_is(at)


def take_over(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """Do it instead of its owner, at once. For those who answer for it.

    Raises NotYours, Gone, FollowupOver and TooManyOpen.
    """
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.leads, now=now)
    if not rows.owns(actor, at.row):
        _give(at, actor, HandedOutcome.TAKEN_OVER)
    return as_it_is(at)


# ---- inside ----------------------------------------------------------------------------------------


def _check_asked(at: Locked, actor: Actor) -> None:
    if not at.open:
        raise FollowupOver
    if at.row.handed_to_id != actor.person_id:
        raise HandOverOver


def _give(at: Locked, actor: Actor, outcome: HandedOutcome) -> None:
    """Make it the actor's."""
    rows.check_room(at.tx, team_id=at.team.id, owner_id=actor.person_id)
    reminders.answered(at, actor, NudgeAnswer.TAKEN, coming=[NudgeKind.HAND_OVER])
    told = {at.row.owner_id, at.row.handed_by_id} - {actor.person_id}
    end_asking(at)
    at.row.owner_id, at.row.owner_name, at.row.muted = actor.person_id, actor.name[:NAME_MOST], False
    reminders.remind(at)
    tell(at, told, outcome, actor.person_id, actor.name)


def _give_back(at: Locked, outcome: HandedOutcome) -> None:
    """Leave it with its owner."""
    asked, name, asker = at.row.handed_to_id, at.row.handed_to_name, at.row.handed_by_id
    end_asking(at)
    reminders.remind(at)
    tell(at, {asker}, outcome, asked, name)


def end_asking(at: Locked) -> None:
    """Nobody is asked any more."""
    at.row.handed_to_id, at.row.handed_to_name = None, ""
    at.row.handed_by_id, at.row.handed_at = None, None
    reminders.withdraw(at, _ASKED)


def tell(at: Locked, told: set[int | None], outcome: HandedOutcome, person_id: int | None, name: str) -> None:
    """Tell people what became of a promise; `person_id` is who decided or did not answer, 0 somebody forgotten."""
    values: dict[str, object] = {"outcome": outcome, "person": person_id or 0, "name": name}
    for who in sorted(one for one in told if one is not None):
        reminders.schedule(at, NudgeKind.HANDED, due_at=at.now, person_id=who, details=values)
