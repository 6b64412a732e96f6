"""Finding meetings: for lists and autocomplete, by the name that somebody typed; what waits for a person about them;
and those whose card needs a look.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from db import later, teams
from db.facts import Actor
from db.facts.meetings import MEETING_HOURS_MOST, MeetingLine, MeetingNeeds, MeetingState
from db.meetings.reading import find as read
from db.meetings.rows import ID_MOST
from db.models.meetings import Attending, Evaluation, Meeting, PrepTask
from db.models.prospects import Prospect
from db.models.teams import Member, Team
from db.names import name_key
from db.refusals import Gone, NoSuchMeeting

OFFERED_MOST = 25  # what an autocomplete can show

LATELY = timedelta(days=60)
"""For how long after its end a closed meeting is offered among the past ones."""

CARD_DAYS = timedelta(days=30)
"""For how long after its end a meeting's card is kept up to date."""

_AHEAD = (MeetingState.PLANNED, MeetingState.READY)
_SOON = timedelta(days=3)
_LOOK_BACK = timedelta(days=14)

Wanted = Sequence[ColumnElement[bool]]


# ---- lists -----------------------------------------------------------------------------------------


def coming(tx: Session, *, actor: Actor, most: int | None = OFFERED_MOST) -> tuple[MeetingLine, ...]:
    """The team's meetings that are not over: those to be closed first, then by time."""
    return _lines(tx, actor, _open(actor), most=most)


def today(tx: Session, *, actor: Actor, now: datetime) -> tuple[MeetingLine, ...]:
    """The meetings on this day of the team's clocks, the actor's own first."""
    team = teams.team_of(tx, team_id=actor.team_id)
    if team is None:
        raise Gone
    day = later.day_of(now, team.clock_zone)
    first = later.at(day, later.MIDNIGHT, team.clock_zone)
    last = later.at(day + timedelta(days=1), later.MIDNIGHT, team.clock_zone)
    wanted = [
        col(Meeting.team_id) == actor.team_id,
        col(Meeting.state) != MeetingState.CANCELLED,
        col(Meeting.starts_at) >= first,
        col(Meeting.starts_at) < last,
    ]
    return _lines(tx, actor, wanted, own_first=True)


def of_prospect(tx: Session, *, actor: Actor, prospect_id: int) -> tuple[MeetingLine, ...]:
    """All meetings with somebody, the latest first."""
    wanted = [col(Meeting.team_id) == actor.team_id, col(Meeting.prospect_id) == prospect_id]
    return _lines(tx, actor, wanted, latest_first=True) if 0 < prospect_id <= ID_MOST else ()


def find(
    tx: Session, *, actor: Actor, typed: str, now: datetime, ended: bool = False, most: int = OFFERED_MOST
) -> tuple[MeetingLine, ...]:
    """For autocomplete: the team's meetings that are not over, the actor's own first, then by time.

    `typed` keeps those with somebody whose name or place contains it (without case, accents and blanks); `ended` gives
    what was closed or called off lately instead, the latest first.
    """
    wanted = _fitting(tx, _ended(actor, now) if ended else _open(actor), typed)
    return _lines(tx, actor, wanted, own_first=not ended, latest_first=ended, most=most)


def resolve(tx: Session, *, actor: Actor, typed: str, now: datetime) -> int:
    """The id behind what was typed or chosen: an id of the team's, else a name that fits exactly one meeting.

    What is not over goes before what is. Raises NoSuchMeeting.
    """
    digits = typed.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else 0
    if 0 < number <= ID_MOST:
        query = select(Meeting.id).where(col(Meeting.id) == number, col(Meeting.team_id) == actor.team_id)
        if tx.exec(query).first() is not None:
            return number
    if name_key(typed):
        for wanted in (_open(actor), _ended(actor, now)):
            match _lines(tx, actor, _fitting(tx, wanted, typed), most=2):
                case [only]:
                    return only.id
                case [_, _]:
                    break
    raise NoSuchMeeting(typed=typed)


# ---- what waits for a person -----------------------------------------------------------------------


def needs(tx: Session, *, actor: Actor, now: datetime) -> MeetingNeeds:
    """What waits for this person about meetings, soonest first; the last of it: things to do that nobody has taken."""
    lines = _lines(tx, actor, _open(actor), most=None)
    ahead = [line for line in lines if line.state in _AHEAD and line.starts_at > now]
    led = _led(tx, actor)
    held = [line for line in lines if line.state is MeetingState.HELD or line.ends_at <= now]
    return MeetingNeeds(
        prep=_taken(tx, actor, ahead),
        evaluate=tuple(line for line in held if line.id in _to_evaluate(tx, actor, now)),
        close=tuple(line for line in held if line.id in led),
        unready=tuple(
            line
            for line in ahead
            if line.id in led and line.state is MeetingState.PLANNED and line.starts_at <= now + _SOON
        ),
        free=tuple(line for line in ahead if line.free),
    )


def _led(tx: Session, actor: Actor) -> set[int]:
    """The meetings that are a person's own to lead; an organizer's only where nobody does."""
    own = or_(
        col(Meeting.lead_id) == actor.person_id,
        (col(Meeting.lead_id).is_(None)) & (col(Prospect.owner_id) == actor.person_id),
        *([col(Meeting.lead_id).is_(None) & col(Prospect.owner_id).is_(None)] if actor.organizer else []),
    )
    query = select(Meeting.id).join(Prospect, col(Prospect.id) == col(Meeting.prospect_id))
    return {number or 0 for number in tx.exec(query.where(*_open(actor), own))}


def _to_evaluate(tx: Session, actor: Actor, now: datetime) -> set[int]:
    said = select(Evaluation.meeting_id).where(col(Evaluation.person_id) == actor.person_id)
    query = (
        select(Meeting.id)
        .join(Attending, col(Attending.meeting_id) == col(Meeting.id))
        .where(
            *_open(actor),
            col(Attending.person_id) == actor.person_id,
            col(Meeting.ends_at) > now - _LOOK_BACK,
            col(Meeting.id).not_in(said),
        )
    )
    return {number or 0 for number in tx.exec(query)}


def _taken(tx: Session, actor: Actor, ahead: Sequence[MeetingLine]) -> Any:
    query = select(PrepTask.meeting_id).where(
        col(PrepTask.team_id) == actor.team_id,
        col(PrepTask.owner_id) == actor.person_id,
        col(PrepTask.done_at).is_(None),
    )
    theirs = set(tx.exec(query))
    found = [(line, read(tx, meeting_id=line.id)) for line in ahead if line.id in theirs]
    mine = [
        (line, task)
        for line, facts in found
        if facts is not None
        for task in facts.prep
        if task.owner_id == actor.person_id and task.done_at is None
    ]
    return tuple(sorted(mine, key=lambda pair: pair[1].due_at))


# ---- cards -----------------------------------------------------------------------------------------


def without_card(tx: Session, *, now: datetime) -> list[int]:
    """The meetings, of all teams that the bot is in, whose card should be there and was never posted."""
    return _cards(tx, col(Meeting.message_id).is_(None), col(Meeting.state).in_(_AHEAD), col(Meeting.ends_at) > now)


def behind(tx: Session, *, now: datetime) -> list[int]:
    """The meetings, of all teams that the bot is in, whose card was not painted since a change."""
    return _cards(
        tx,
        col(Meeting.message_id).is_not(None),
        col(Meeting.ends_at) > now - CARD_DAYS,
        col(Meeting.shown) < col(Meeting.changes),
    )


def _cards(tx: Session, *wanted: ColumnElement[bool]) -> list[int]:
    query = select(Meeting.id).join(Team, col(Team.id) == col(Meeting.team_id))
    found = tx.exec(query.where(col(Team.left_at).is_(None), *wanted).order_by(col(Meeting.id)))
    return [number for number in found if number is not None]


# ---- inside ----------------------------------------------------------------------------------------


def _open(actor: Actor) -> list[ColumnElement[bool]]:
    return [col(Meeting.team_id) == actor.team_id, col(Meeting.state).in_((*_AHEAD, MeetingState.HELD))]


def _ended(actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Meeting.team_id) == actor.team_id,
        col(Meeting.state).in_((MeetingState.CLOSED, MeetingState.CANCELLED)),
        # No meeting is longer, and this column is the index's.
        col(Meeting.starts_at) > now - LATELY - timedelta(hours=MEETING_HOURS_MOST),
    ]


def _fitting(tx: Session, wanted: Wanted, typed: str) -> Wanted:
    key = name_key(typed)
    if not key:
        return wanted
    # Databases compare accents each in their own way, so names are compared here.
    query = (
        select(col(Meeting.id), col(Prospect.name), col(Prospect.place))
        .join(Prospect, col(Prospect.id) == col(Meeting.prospect_id))
        .where(*wanted)
    )
    fitting = [number for number, *names in tx.exec(query) if any(key in name_key(name) for name in names)]
    return [*wanted, col(Meeting.id).in_(fitting)]


def _lines(
    tx: Session,
    actor: Actor,
    wanted: Wanted,
    *,
    own_first: bool = False,
    latest_first: bool = False,
    most: int | None = OFFERED_MOST,
) -> tuple[MeetingLine, ...]:
    goes = select(Attending.meeting_id).where(
        col(Attending.team_id) == actor.team_id, col(Attending.person_id) == actor.person_id
    )
    mine = case((or_(col(Meeting.id).in_(goes), col(Meeting.lead_id) == actor.person_id), 1), else_=0)
    starts_at = col(Meeting.starts_at)
    query: Any = (
        _with_counts(mine)
        .join(Prospect, col(Prospect.id) == col(Meeting.prospect_id))
        .outerjoin(
            Member,
            (col(Member.person_id) == col(Meeting.lead_id)) & (col(Member.team_id) == col(Meeting.team_id)),
        )
        .where(*wanted)
        .order_by(
            *([mine.desc()] if own_first else []), starts_at.desc() if latest_first else starts_at, col(Meeting.id)
        )
        .limit(most)
    )
    return tuple(
        _line(row, prospect, lead or row.lead_name, bool(own), (free, still_open))
        for row, prospect, lead, own, free, still_open in tx.exec(query)
    )


def _with_counts(mine: Any) -> Any:
    columns: tuple[Any, ...] = (Meeting, Prospect, col(Member.name), mine, _count(free=True), _count(free=False))
    return select(*columns)


def _count(*, free: bool) -> Any:
    """How many things to do of the meeting in the same row nobody has taken, or done."""
    wanted = [col(PrepTask.meeting_id) == col(Meeting.id), col(PrepTask.done_at).is_(None)]
    if free:
        wanted += [col(PrepTask.owner_id).is_(None), col(PrepTask.anyone).is_(True)]
    return select(func.count()).select_from(PrepTask).where(*wanted).correlate(Meeting).scalar_subquery()


def _line(row: Meeting, prospect: Prospect, lead: str, mine: bool, to_do: tuple[int, int]) -> MeetingLine:
    free, still_open = to_do
    return MeetingLine(
        id=row.id or 0,
        prospect_id=row.prospect_id,
        kind=prospect.kind,
        name=prospect.name,
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        state=row.state,
        lead_id=row.lead_id,
        lead_name=lead,
        free=free,
        open=still_open,
        mine=mine,
    )
