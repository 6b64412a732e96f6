"""Who comes along to the place where people sit together after a session.

All units raise Gone for a session that is not the team's.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db.canvass import rows
from db.canvass.reading import member_is
from db.canvass.rows import Locked
from db.facts import Actor, CanvassState
from db.facts.doors import Stay, Stayer
from db.models.doors import Staying
from db.models.teams import Member
from db.refusals import CanvassCancelled, CanvassOver, Gone

UNTIL = timedelta(hours=12)
"""How long after the end of a session people can say that they come along."""


def stay(tx: Session, *, actor: Actor, canvass_id: int, now: datetime, undo: bool = False) -> Stay:
    """Come along afterwards, also without having knocked; with `undo`, not after all. Doing so twice is harmless.

    Raises CanvassCancelled, Gone where no place is planned, and CanvassOver twelve hours after the end; whoever is
    named on the card can take that back for ever.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    _check(at, undo=undo)
    here = tx.get(Staying, (at.id, actor.person_id))
    if undo and here is not None:
        tx.delete(here)
    if not undo and here is None:
        tx.add(Staying(canvass_id=at.id, person_id=actor.person_id, team_id=at.team.id, at=now))
    tx.flush()
    return Stay(at.id, at.row.debrief_place, coming=not undo, new=(here is None) is not undo)


def people(tx: Session, *, canvass_id: int) -> tuple[Stayer, ...]:
    """Those who come along, the first who said so first."""
    query = (
        select(Staying.person_id, col(Member.name))
        .outerjoin(Member, member_is(Staying.person_id, Staying.team_id))
        .where(col(Staying.canvass_id) == canvass_id)
        .order_by(col(Staying.at), col(Staying.person_id))
    )
    return tuple(Stayer(person_id, name or "") for person_id, name in tx.exec(query))


# ---- inside --------------------------------------------------------------------------------------


def _check(at: Locked, *, undo: bool) -> None:
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if not at.row.debrief_place:
        raise Gone
    if not undo and at.now >= at.row.ends_at + UNTIL:
        raise CanvassOver
