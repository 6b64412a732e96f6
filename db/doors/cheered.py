"""Reading cheers: for the board, and for the message in the thread; with names only of those who want to be named."""

import json
from collections.abc import Sequence

from sqlmodel import Session, col, select

from db.canvass.reading import ENDED, member_is
from db.doors.cheering import cause_of
from db.doors.ledger import session_scope, tally_of
from db.facts import Naming
from db.facts.cheers import GOALS, Cause, CheerTold
from db.facts.doors import CheerFacts
from db.models.canvass import Canvass, PairMember
from db.models.doors import Cheer
from db.models.teams import Member, Team


def latest(tx: Session, *, canvass_id: int, most: int = 3) -> tuple[CheerFacts, ...]:
    """The last cheers of a session, newest first; none where the team turned them off, nor of a mark taken back.

    How people cheer each other on is for the moment, and stays in the thread.
    """
    query = (
        select(Cheer, Canvass)
        .join(Canvass, col(Canvass.id) == col(Cheer.canvass_id))
        .join(Team, (col(Team.id) == col(Cheer.team_id)) & col(Team.cheers))
        .where(col(Cheer.canvass_id) == canvass_id, ~col(Cheer.cause).startswith(f"{Cause.HAND}:"))
    )
    last = tx.exec(query.order_by(col(Cheer.id).desc()).limit(most + len(GOALS))).all()
    doors = _doors(tx, last[0][1]) if last else 0
    return _facts(tx, [cheer for cheer, canvass in last if _holds(cheer, canvass, doors)][:most])


def told(tx: Session, *, cheer_id: int) -> CheerTold | None:
    """A cheer that is about to be told.

    None where it need not be any more: the session is over, the team turned cheers off, its goal was not reached
    after all, or whoever cheered the others on was forgotten.
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
    if facts.cause == Cause.HAND and not facts.values["n"]:
        return None
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
            values=_values(tx, cheer),
            at=cheer.at,
        )
        for cheer in cheers
    )


def _values(tx: Session, cheer: Cheer) -> dict[str, object]:
    n = json.loads(cheer.details).get("n", 0)
    return _of_turn(tx, cheer, n) if cause_of(cheer.cause) is Cause.HAND else {"n": n, "names": _names(tx, cheer)}


def _of_turn(tx: Session, cheer: Cheer, turn: int) -> dict[str, object]:
    """How many cheer the others on in a turn, and those of them who want to be named, the first of them first."""
    query = (
        select(Member.name, Member.naming)
        .select_from(Cheer)
        .outerjoin(Member, member_is(Cheer.person_id, Cheer.team_id))
        .where(
            col(Cheer.canvass_id) == cheer.canvass_id,
            col(Cheer.person_id).is_not(None),
            col(Cheer.cause).startswith(f"{Cause.HAND}:"),
            col(Cheer.cause).endswith(f":{turn}"),
        )
    )
    people = tx.exec(query.order_by(col(Cheer.at), col(Cheer.id))).all()
    named = tuple(name for name, naming in people if name and naming is Naming.NAMED)
    return {"n": len(people), "names": named}


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
