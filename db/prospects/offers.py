"""Members said that they could ask: whoever looks after the prospect is told, as a promise to choose who does.

There is one such promise at a time, and it names nobody, nor does its key: who said yes stands sealed, and is read on
the prospect's own page by those who may.
"""

from datetime import timedelta

from sqlmodel import col, select

from db import followups
from db.facts import FollowupPlan, FollowupState
from db.models.followups import Followup
from db.prospects.reading import willing_of
from db.prospects.rows import Locked

GATHERED = timedelta(hours=1)
"""How long answers are gathered before the owner is told: mostly one message for all of them."""


def tell(at: Locked, by: int, promise: str) -> None:
    """Somebody who said nothing, or no, says yes: the owner is told, unless they are about to be.

    `promise` is what they are reminded of, in the team's language.
    """
    if at.row.owner_id is None or by in {at.row.owner_id, at.row.asker_id}:
        return
    there = _open(at)
    if there is None or there.due_at <= at.now:
        _promise(at, promise)


def take_back(at: Locked, by: int) -> None:
    """Somebody's yes is one no more: where nobody else could ask, there is nothing to choose."""
    known = {at.row.owner_id, at.row.asker_id, by}
    if all(one.person_id in known for one in willing_of(at.tx, at.row)):
        forget(at)


def chosen(at: Locked) -> None:
    """Who asks is settled."""
    followups.fulfil(at.tx, team_id=at.team.id, key=_key(at), now=at.now)


def forget(at: Locked) -> None:
    """Nobody has to be chosen any more."""
    followups.withdraw(at.tx, team_id=at.team.id, key=_key(at), now=at.now)


def pass_on(at: Locked) -> None:
    """Another owner: what the one before was told of waits for them."""
    there = _open(at)
    if there is not None:
        _promise(at, there.text)


# ---- inside ----------------------------------------------------------------------------------------


def _promise(at: Locked, text: str) -> None:
    """A promise in place of the one before."""
    forget(at)
    if at.row.owner_id is None:
        return
    plan = FollowupPlan(
        text=text,
        due_at=at.now + GATHERED,
        zone=at.team.clock_zone,
        owner_id=at.row.owner_id,
        owner_name=at.row.owner_name,
        prospect_id=at.id,
    )
    followups.add_automatic(at.tx, team_id=at.team.id, key=_key(at), plan=plan, now=at.now)


def _open(at: Locked) -> Followup | None:
    ours = (col(Followup.team_id) == at.team.id, col(Followup.key) == _key(at))
    return at.tx.exec(select(Followup).where(*ours, col(Followup.state) == FollowupState.OPEN)).first()


def _key(at: Locked) -> str:
    return f"asker:{at.id}"
