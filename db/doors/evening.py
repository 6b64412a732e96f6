"""The evening of a day at the doors: who is still out, who is to be asked how it was, whose thanks are to be told.

All units raise Gone for a session that is not the team's, and those with an actor OnlyCaptain.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db import nudges, people
from db.canvass import reading, rows
from db.canvass.rows import Locked
from db.doors import attending, thanking
from db.doors.counting import AFTER
from db.facts import Actor, NudgeKind
from db.facts.wrapping import Thanks
from db.models.canvass import Canvass
from db.models.doors import Appreciation, Attendance, Debrief
from db.models.teams import Team

CALLING = timedelta(minutes=15)
"""How long a captain who calls those who are out is left alone, before they hear who still is."""

LATER = timedelta(minutes=30)
"""How long *Later* puts off wrapping up."""

THOSE_OUT = "those_out"
"""Among a nudge's values: it is for those who are out, not for the captain."""

_PRESSED_TWICE = 300  # seconds in which the same wish is one
_TELL_FOR = timedelta(days=2)


def all_back(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> tuple[int, ...]:
    """Everybody who was out is back; returns who."""
    rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    changed: list[int] = []
    for crew in attending.out(tx, canvass_id=canvass_id):
        one = crew.people[0].person_id
        changed += attending.back(tx, actor=actor, canvass_id=canvass_id, person_id=one, now=now)
    return tuple(changed)


def call(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> datetime | None:
    """The captain calls those who are out, and hears at the returned moment who still is; None where nobody is out."""
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    if not attending.out(tx, canvass_id=at.id):
        return None
    _once(at, NudgeKind.NOT_BACK, "call", now + CALLING)
    return now + CALLING


def ask_those_out(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> int:
    """Those who are out are asked in the thread whether they are back; returns how many they are."""
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    people_out = sum(not one.back for crew in attending.out(tx, canvass_id=at.id) for one in crew.people)
    if people_out:
        _once(at, NudgeKind.NOT_BACK, "ask", now, {THOSE_OUT: True})
    return people_out


def wrap_later(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> datetime:
    """The captain is asked again to wrap up; returns when."""
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    _once(at, NudgeKind.WRAP, "later", now + LATER)
    return now + LATER


def to_debrief(tx: Session, *, team_id: int, canvass_id: int) -> tuple[int, ...]:
    """Those who came and have not said how it was, but for those who want no reminders; the first first."""
    answered = select(Debrief.person_id).where(col(Debrief.canvass_id) == canvass_id)
    came = select(Attendance.person_id).where(
        col(Attendance.canvass_id) == canvass_id,
        col(Attendance.team_id) == team_id,
        col(Attendance.person_id).not_in(answered),
    )
    found = tx.exec(came.order_by(col(Attendance.arrived_at), col(Attendance.person_id))).all()
    unasked = people.unasked(tx, team_id=team_id, people=found)
    return tuple(one for one in found if one not in unasked)


# ---- thanks that everybody may read --------------------------------------------------------------------


def for_me(tx: Session, *, actor: Actor, most: int = 20) -> tuple[tuple[str, Thanks], ...]:
    """What others thanked a person for, the latest first, each with the name of its session."""
    query = select(Appreciation.id, Appreciation.canvass_id).where(
        col(Appreciation.team_id) == actor.team_id, col(Appreciation.to_id) == actor.person_id
    )
    found: list[tuple[str, Thanks]] = []
    latest = tx.exec(query.order_by(col(Appreciation.at).desc(), col(Appreciation.id).desc()).limit(most)).all()
    for number, canvass_id in latest:
        name = reading.facts(tx, team_id=actor.team_id, canvass_id=canvass_id).name
        theirs = thanking.thanks(tx, team_id=actor.team_id, canvass_id=canvass_id, to_id=actor.person_id)
        found += [(name, one) for one in theirs if one.id == number]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ToTell:
    """Thanks that belong into a session's thread, and the message that tells them, if there is one."""

    thanks: Thanks
    team_id: int
    language: str
    canvass_id: int
    room_id: int | None


def untold(tx: Session, *, now: datetime) -> list[int]:
    """Public thanks of the last two days, of all teams that the bot is in, that no message tells yet."""
    query = (
        select(Appreciation.id)
        .join(Team, col(Team.id) == col(Appreciation.team_id))
        .where(
            col(Appreciation.public).is_(True),
            col(Appreciation.message_id).is_(None),
            col(Appreciation.at) > now - _TELL_FOR,
            col(Team.left_at).is_(None),
        )
    )
    return [number for number in tx.exec(query.order_by(col(Appreciation.id))) if number is not None]


def to_tell(tx: Session, *, appreciation_id: int) -> ToTell | None:
    """Thanks that are for everybody to read; None where they are not, or not any more."""
    row = tx.get(Appreciation, appreciation_id) if 0 < appreciation_id <= rows.ID_MOST else None
    if row is None:
        return None
    team, session = tx.get_one(Team, row.team_id), tx.get_one(Canvass, row.canvass_id)
    found = thanking.thanks(tx, team_id=row.team_id, canvass_id=row.canvass_id)
    thanks = next(one for one in found if one.id == row.id)
    if not thanks.public:
        return None
    return ToTell(thanks, team.id, team.language, row.canvass_id, session.thread_id or session.channel_id)


# ---- inside --------------------------------------------------------------------------------------


def _once(at: Locked, kind: NudgeKind, what: str, due_at: datetime, details: dict[str, object] | None = None) -> None:
    """Schedule what a captain asks for; asked twice within minutes, it comes once."""
    turn = int(at.now.timestamp()) // _PRESSED_TWICE
    nudges.schedule(
        at.tx,
        key=f"{kind}:{at.id}:{what}:{turn}",
        team_id=at.team.id,
        kind=kind,
        due_at=due_at,
        canvass_id=at.id,
        expires_at=max(at.now, at.row.ends_at) + AFTER,
        details=details,
        asked=True,
    )
