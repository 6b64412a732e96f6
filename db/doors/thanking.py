"""After the doors: everyone may thank one person, and say how it went.

All units raise Gone for a session that is not the team's.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from db.canvass import reading, rows
from db.canvass.rows import Locked
from db.facts import Actor, CanvassState, Naming
from db.facts.doors import APPRECIATION_MOST, DEBRIEF_MOST
from db.facts.wrapping import Compiled, DebriefAnswers, Thanks
from db.models.doors import Appreciation, Attendance, Debrief
from db.models.teams import Member
from db.names import tidy, tidy_lines
from db.refusals import NotHere, NotLive, NotYourself, TextMissing, ThankedAlready, TooLong


def thank(tx: Session, *, actor: Actor, canvass_id: int, to_id: int, text: str, public: bool, now: datetime) -> Thanks:
    """Thank one person who came; changed by thanking again, until it is posted.

    It is `public` only where the giver says so and the other goes by name in the team, when it is read too. Raises
    NotLive, NotHere for either of them, NotYourself, TextMissing, TooLong and ThankedAlready.
    """
    at = _begin(tx, actor, canvass_id, now)
    if to_id == actor.person_id:
        raise NotYourself
    if not 0 < to_id <= rows.PERSON_MOST or tx.get(Attendance, (at.id, to_id)) is None:
        raise NotHere
    query = select(Appreciation).where(
        col(Appreciation.canvass_id) == at.id, col(Appreciation.from_id) == actor.person_id
    )
    row = tx.exec(query).first()
    if row is not None and row.message_id is not None:
        raise ThankedAlready
    text = _fitting(tidy(text), APPRECIATION_MOST)
    if not text:
        raise TextMissing
    if row is None:
        row = Appreciation(
            team_id=at.team.id, canvass_id=at.id, from_id=actor.person_id, to_id=to_id, text=text, at=now
        )
    row.to_id, row.text, row.at = to_id, text, now
    row.public = public
    tx.add(row)
    tx.flush()
    return next(one for one in thanks(tx, team_id=at.team.id, canvass_id=at.id) if one.id == row.id)


def thanks(tx: Session, *, team_id: int, canvass_id: int, to_id: int | None = None) -> tuple[Thanks, ...]:
    """Who thanked whom after a session, the first first; all of them, or those that are for one person.

    Those that are not `public` are for the one who is thanked, and for nobody else.
    """
    giver: Any = aliased(Member)
    other: Any = aliased(Member)
    query = (
        select(Appreciation, giver.name, other.name, other.naming)
        .outerjoin(giver, (giver.team_id == Appreciation.team_id) & (giver.person_id == Appreciation.from_id))
        .outerjoin(other, (other.team_id == Appreciation.team_id) & (other.person_id == Appreciation.to_id))
        .where(col(Appreciation.team_id) == team_id, col(Appreciation.canvass_id) == canvass_id)
        .order_by(col(Appreciation.id))
    )
    if to_id is not None:
        query = query.where(col(Appreciation.to_id) == to_id)
    return tuple(
        Thanks(
            id=row.id or 0,
            from_id=row.from_id,
            from_name=from_name or "",
            to_id=row.to_id,
            to_name=to_name or "",
            text=row.text,
            # Whoever does not go by name in the team, or is not known there, is not praised before everyone either.
            public=row.public and naming is Naming.NAMED,
            message_id=row.message_id,
        )
        for row, from_name, to_name, naming in tx.exec(query)
    )


def remember_thanks(tx: Session, *, appreciation_id: int, message_id: int) -> None:
    """Remember the message in the thread that tells it."""
    row = tx.get(Appreciation, appreciation_id)
    if row is not None:
        row.message_id = message_id


def debrief(tx: Session, *, actor: Actor, canvass_id: int, answers: DebriefAnswers, now: datetime) -> DebriefAnswers:
    """One's own answers to the three questions; sent again, they take the place of the first.

    Raises NotLive, NotHere, TextMissing where all are empty, and TooLong.
    """
    at = _begin(tx, actor, canvass_id, now)
    texts = [_fitting(tidy_lines(text), DEBRIEF_MOST) for text in (answers.good, answers.hard, answers.next_time)]
    if not any(texts):
        raise TextMissing
    row = tx.get(Debrief, (at.id, actor.person_id)) or Debrief(
        canvass_id=at.id, person_id=actor.person_id, team_id=at.team.id, at=now
    )
    (row.good, row.hard, row.next_time), row.at = texts, now
    tx.add(row)
    tx.flush()
    return DebriefAnswers(*texts)


def my_debrief(tx: Session, *, actor: Actor, canvass_id: int) -> DebriefAnswers | None:
    """What a person answered, to be changed; None before they did."""
    reading.facts(tx, team_id=actor.team_id, canvass_id=canvass_id)
    row = tx.get(Debrief, (canvass_id, actor.person_id))
    return DebriefAnswers(row.good, row.hard, row.next_time) if row else None


def compiled(tx: Session, *, team_id: int, canvass_id: int) -> Compiled:
    """What everyone said, question by question, without names and in no one's order."""
    facts = reading.facts(tx, team_id=team_id, canvass_id=canvass_id)
    found = tx.exec(select(Debrief).where(col(Debrief.canvass_id) == canvass_id)).all()
    came = select(func.count()).select_from(Attendance).where(col(Attendance.canvass_id) == canvass_id)
    return Compiled(
        canvass_id=canvass_id,
        name=facts.name,
        people=len(found),
        came=tx.exec(came).one(),
        # Sorted, so that nobody can be told by their turn.
        good=tuple(sorted(filter(None, (row.good for row in found)))),
        hard=tuple(sorted(filter(None, (row.hard for row in found)))),
        next_time=tuple(sorted(filter(None, (row.next_time for row in found)))),
    )


# ---- inside --------------------------------------------------------------------------------------


def _begin(tx: Session, actor: Actor, canvass_id: int, now: datetime) -> Locked:
    """A session that was started, for somebody who came or who led it. Raises NotLive and NotHere."""
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    if at.row.state not in {CanvassState.LIVE, CanvassState.WRAPPED}:
        raise NotLive(starts_at=at.row.starts_at)
    if tx.get(Attendance, (at.id, actor.person_id)) is None and not rows.leads(actor, at.row):
        raise NotHere
    return at


def _fitting(text: str, most: int) -> str:
    if len(text) > most:
        raise TooLong(length=len(text), most=most)
    return text
