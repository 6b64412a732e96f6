"""Reading cheers: for the board, and for the message in the thread; with names only of those who want to be named."""

import json
from collections.abc import Sequence

from sqlmodel import Session, col, select

from db.canvass.reading import ENDED
from db.doors.cheering import cause_of
from db.doors.ledger import session_scope, tally_of
from db.facts import Naming
from db.facts.cheers import GOALS, CheerTold
from db.facts.doors import CheerFacts
from db.models.canvass import Canvass, PairMember
from db.models.doors import Cheer
from db.models.teams import Member, Team


def latest(tx: Session, *, canvass_id: int, most: int = 3) -> tuple[CheerFacts, ...]:
    """The last cheers of a session, newest first; none where the team turned them off, nor of a mark taken back."""
    query = (
        select(Cheer, Canvass)
        .join(Canvass, col(Canvass.id) == col(Cheer.canvass_id))
        .join(Team, (col(Team.id) == col(Cheer.team_id)) & col(Team.cheers))
        .where(col(Cheer.canvass_id) == canvass_id)
    )
    last = tx.exec(query.order_by(col(Cheer.id).desc()).limit(most + len(GOALS))).all()
    doors = _doors(tx, last[0][1]) if last else 0
    return _facts(tx, [cheer for cheer, canvass in last if _holds(cheer, canvass, doors)][:most])


def told(tx: Session, *, cheer_id: int) -> CheerTold | None:
    """A cheer that is about to be told.

    None where it need not be any more: the session is over, the team turned cheers off, or its goal was not reached
    after all.
    """
    query = (
        select(Cheer, Canvass, Team)
        .join(Canvass, col(Canvass.id) == col(Cheer.canvass_id))
        .join(Team, col(Team.id) == col(Cheer.team_id))
        .where(col(Cheer.id) == cheer_id)
    )
    found = tx.exec(query).first()
    if found is None:
        return None
    cheer, canvass, team = found
    if not team.cheers or canvass.state in ENDED or not _holds(cheer, canvass, _doors(tx, canvass)):
        return None
    [facts] = _facts(tx, [cheer])
    return CheerTold(facts, team.id, canvass.thread_id, canvass.channel_id, team.language)


def _holds(cheer: Cheer, canvass: Canvass, doors: int) -> bool:
    """Whether the mark of the goal still stands: presses are taken back, and goals are changed."""
    share = GOALS.get(cause_of(cheer.cause))
    return share is None or (canvass.door_goal is not None and doors * 100 >= share * canvass.door_goal)


def _doors(tx: Session, canvass: Canvass) -> int:
    """Everyone's doors in a session."""
    return tally_of(tx, team_id=canvass.team_id, scope=session_scope(canvass.id or 0)).doors


def _facts(tx: Session, cheers: Sequence[Cheer]) -> tuple[CheerFacts, ...]:
    return tuple(
        CheerFacts(
            id=cheer.id or 0,
            canvass_id=cheer.canvass_id,
            cause=cause_of(cheer.cause),
            line=cheer.line,
            person_id=cheer.person_id,
            values={"n": json.loads(cheer.details).get("n", 0), "names": _names(tx, cheer)},
            at=cheer.at,
        )
        for cheer in cheers
    )


def _names(tx: Session, cheer: Cheer) -> tuple[str, ...]:
    """Whose it is, as they are called now; nobody where one of them would rather not be named."""
    people = [cheer.person_id] if cheer.person_id else []
    if pair := json.loads(cheer.details).get("pair"):
        people = list(tx.exec(select(PairMember.person_id).where(col(PairMember.pair_id) == pair)))
    if not people:
        return ()
    query = select(Member.name, Member.naming).where(
        col(Member.team_id) == cheer.team_id, col(Member.person_id).in_(people)
    )
    members = tx.exec(query.order_by(col(Member.name))).all()
    known = len(members) == len(people) and all(naming is Naming.NAMED and name for name, naming in members)
    return tuple(name for name, _ in members) if known else ()
