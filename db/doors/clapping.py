"""People cheer each other on: one press, told to everybody in the session's thread.

Each press is a row of the person's own and belongs to a turn. A turn is one message: a row that is nobody's, with its
text. Whoever presses while one waits for its minute joins it, so that twenty at once are one message, and whoever is
forgotten takes only their own part of it along.
"""

import json
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db.canvass import rows
from db.canvass.rows import Locked
from db.doors import cheering
from db.doors.cheering import Due
from db.doors.counting import AFTER
from db.facts import Actor, CanvassState
from db.facts.cheers import Cause, CheeredOn
from db.models.doors import Cheer
from db.refusals import CanvassCancelled, CheeringOver, CheersOff, ManyCheers, NotLive

PAUSE = timedelta(minutes=10)
"""For so long after one of theirs a person waits with the next."""

_NO_TEXT = 0  # of a press: the text is its turn's


def cheer_on(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> CheeredOn:
    """Cheer on all who are at the doors, once in ten minutes; sooner, nothing happens and it is said when.

    Raises Gone, CanvassCancelled, NotLive, CheeringOver, CheersOff, and ManyCheers where it would come too late.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    _check(at)
    last = _last(tx, at.id, col(Cheer.person_id) == actor.person_id)
    if last and now < last.at + PAUSE:
        return CheeredOn(new=False, again_at=last.at + PAUSE)
    one = Due(Cause.HAND, _turn(at), person_id=actor.person_id)
    if last is None or last.cause != one.key:
        last = Cheer(
            team_id=at.team.id,
            canvass_id=at.id,
            cause=one.key,
            line=_NO_TEXT,
            person_id=actor.person_id,
            at=now,
        )
    last.at = now  # whoever waited with a turn for so long is in it once
    tx.add(last)
    return CheeredOn(new=True, again_at=now + PAUSE)


def _check(at: Locked) -> None:
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if at.row.state is CanvassState.WRAPPED or at.now >= at.row.ends_at + AFTER:
        raise CheeringOver
    if at.row.state is not CanvassState.LIVE:
        raise NotLive(starts_at=at.row.starts_at)
    if not at.team.cheers:
        raise CheersOff


def _turn(at: Locked) -> int:
    """The number of the turn that waits to be told, a new one if none does."""
    last = _last(at.tx, at.id, col(Cheer.person_id).is_(None))
    number: int = json.loads(last.details)["n"] if last else 0
    if last and cheering.waits(at.tx, cheer_id=last.id or 0, now=at.now):
        return number
    new = Due(Cause.HAND, number + 1)
    cheering.tell(at.tx, team_id=at.team.id, canvass_id=at.id, due=[new], now=at.now)
    made = _last(at.tx, at.id, col(Cheer.cause) == new.key)
    if made is None:
        raise ManyCheers
    return new.n


def _last(tx: Session, canvass_id: int, *whose: ColumnElement[bool]) -> Cheer | None:
    """The last row about cheering each other on in a session, a person's or a turn's."""
    query = select(Cheer).where(
        col(Cheer.canvass_id) == canvass_id, col(Cheer.cause).startswith(f"{Cause.HAND}:"), *whose
    )
    return tx.exec(query.order_by(col(Cheer.at).desc(), col(Cheer.id).desc())).first()
