"""Reading promises: one, a person's, a team's, by what somebody typed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from db.canvass.reading import name_of
from db.facts import (
    FOLLOWUPS_A_PAGE,
    Actor,
    FollowupFacts,
    FollowupPage,
    FollowupState,
    NudgeKind,
    NudgeState,
)
from db.followups.rows import ID_MOST, Locked, lead_of
from db.models.canvass import Canvass
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.teams import Member
from db.models.turf import Turf
from db.names import name_key
from db.refusals import Gone, NoSuchFollowup, NotYours, OnlyOrganizers

SHOWN_DONE = timedelta(days=7)
"""How long what is done stays at the end of the lists."""

OFFERED_MOST = 25  # what an autocomplete can show
_OPEN = col(Followup.state) == FollowupState.OPEN


def facts(tx: Session, *, team_id: int, followup_id: int) -> FollowupFacts:
    """A promise of a team. Raises Gone, for another team's as well."""
    if 0 < followup_id <= ID_MOST:
        found = _read(tx, team_id, [col(Followup.id) == followup_id])
        if found:
            return found[0]
    raise Gone


def look(tx: Session, *, actor: Actor, followup_id: int) -> FollowupFacts:
    """A promise that a person may see: its owner, whoever is asked to take it, answers for it, or organizes.

    Raises Gone and NotYours.
    """
    found = facts(tx, team_id=actor.team_id, followup_id=followup_id)
    concerned = {found.owner_id, found.handed_to_id, found.made_by_id, found.lead_id}
    if not actor.organizer and actor.person_id not in concerned:
        raise NotYours
    return found


def as_it_is(at: Locked) -> FollowupFacts:
    """A promise after a change."""
    at.tx.flush()
    return facts(at.tx, team_id=at.team.id, followup_id=at.id)


# ---- lists -----------------------------------------------------------------------------------------


def mine(tx: Session, *, actor: Actor, now: datetime, page: int = 0) -> FollowupPage:
    """What a person shall do, is asked to take over, asked others for, or leads; without such a page the last."""
    return _page(tx, actor.team_id, _concerning(actor), now, page)


def of_team(tx: Session, *, actor: Actor, now: datetime, page: int = 0) -> FollowupPage:
    """All of the team's. Raises OnlyOrganizers."""
    if not actor.organizer:
        raise OnlyOrganizers
    return _page(tx, actor.team_id, [], now, page)


def to_dos(tx: Session, *, actor: Actor) -> tuple[FollowupFacts, ...]:
    """What is open and a person's own, or waits for them to take it or pass it back; late ones first, then by time."""
    own = or_(col(Followup.owner_id) == actor.person_id, col(Followup.handed_to_id) == actor.person_id)
    return _read(tx, actor.team_id, [_OPEN, own], order=_ORDER)


def suggest(tx: Session, *, actor: Actor, typed: str, ended: bool = False) -> tuple[FollowupFacts, ...]:
    """At most 25 open promises with which a person may do something: their own first, then by time.

    `typed` keeps those whose text contains it (without case, accents and blanks); `ended` gives what was done or
    dropped instead, the latest first.
    """
    return _fitting(tx, actor, typed, ended=ended)[:OFFERED_MOST]


def resolve(tx: Session, *, actor: Actor, typed: str, ended: bool = False) -> int:
    """The id behind what was typed or chosen: an id, else a text that fits exactly one. Raises NoSuchFollowup."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 10 else 0
    query = select(Followup.id).where(col(Followup.id) == number, col(Followup.team_id) == actor.team_id)
    if 0 < number <= ID_MOST and tx.exec(query).first() is not None:
        return number
    key = name_key(typed)
    fitting = _fitting(tx, actor, typed, ended=ended) if key else ()
    exact = tuple(one for one in fitting if name_key(one.text) == key)
    match exact or fitting:
        case [only]:
            return only.id
    raise NoSuchFollowup(typed=typed)


# ---- inside ----------------------------------------------------------------------------------------


def _concerning(actor: Actor) -> list[ColumnElement[bool]]:
    """What is a person's own, waits for their answer, or was promised to them."""
    held = (Followup.owner_id, Followup.handed_to_id, Followup.made_by_id, Followup.lead_id)
    return [or_(*(col(column) == actor.person_id for column in held))]


# By time, so that late ones are the first; what is done ends the list, the latest first.
_ORDER: Sequence[ColumnElement[Any]] = (
    case((_OPEN, 0), else_=1).asc(),
    case((_OPEN, col(Followup.due_at)), else_=None).asc(),
    col(Followup.done_at).desc(),
    col(Followup.id).asc(),
)


def _page(tx: Session, team_id: int, wanted: Sequence[ColumnElement[bool]], now: datetime, page: int) -> FollowupPage:
    shown = _OPEN | (col(Followup.done_at) > now - SHOWN_DONE)
    ours = [col(Followup.team_id) == team_id, *wanted]
    query = select(
        func.count(),
        func.count(case((_OPEN, 1))),
        func.count(case((_OPEN & (col(Followup.due_at) < now), 1))),
    ).where(*ours, shown)
    total, still_open, late = tx.exec(query).one()
    pages = max(1, -(-total // FOLLOWUPS_A_PAGE))
    page = min(max(page, 0), pages - 1)
    lines = _read(tx, team_id, [*wanted, shown], order=_ORDER, most=FOLLOWUPS_A_PAGE, skip=page * FOLLOWUPS_A_PAGE)
    return FollowupPage(lines, page, pages, still_open, late)


def _fitting(tx: Session, actor: Actor, typed: str, *, ended: bool) -> tuple[FollowupFacts, ...]:
    wanted = [~_OPEN if ended else _OPEN]
    if not actor.organizer:
        wanted += _concerning(actor)
    key = name_key(typed)
    if key:
        # Databases compare accents each in their own way, so texts are compared here.
        query = select(col(Followup.id), col(Followup.text)).where(col(Followup.team_id) == actor.team_id, *wanted)
        wanted.append(col(Followup.id).in_([number for number, text in tx.exec(query) if key in name_key(text)]))
    own = case((col(Followup.owner_id) == actor.person_id, 0), else_=1).asc()
    times = [col(Followup.done_at).desc()] if ended else [col(Followup.due_at).asc()]
    return _read(tx, actor.team_id, wanted, order=[own, *times, col(Followup.id).asc()], most=OFFERED_MOST + 1)


def _read(
    tx: Session,
    team_id: int,
    wanted: Sequence[ColumnElement[bool]],
    *,
    order: Sequence[ColumnElement[Any]] = (),
    most: int | None = None,
    skip: int = 0,
) -> tuple[FollowupFacts, ...]:
    """Promises in five queries, however many there are."""
    query = select(Followup).where(col(Followup.team_id) == team_id, *wanted).order_by(*order)
    found = tx.exec(query.offset(skip).limit(most)).all()
    names = _names(tx, team_id, found)
    sessions, leaders = _sessions(tx, found), _prospects(tx, found)
    next_at = _next_at(tx, found)
    return tuple(_facts(row, names, sessions, leaders, next_at) for row in found)


def _facts(
    row: Followup,
    names: dict[int, str],
    sessions: dict[int, str],
    leaders: dict[int, str],
    next_at: dict[tuple[int, NudgeKind], datetime],
) -> FollowupFacts:
    number, lead = row.id or 0, lead_of(row)
    return FollowupFacts(
        id=number,
        team_id=row.team_id,
        text=row.text,
        state=row.state,
        due_at=row.due_at,
        zone=row.zone,
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id or 0, row.owner_name),
        made_by_id=row.made_by_id,
        lead_id=lead,
        lead_name=names.get(lead or 0, row.lead_name if lead == row.lead_id else ""),
        silences=row.silences,
        muted=row.muted,
        canvass_id=row.canvass_id,
        canvass_name=sessions.get(row.canvass_id or 0, ""),
        channel_id=row.channel_id,
        message_id=row.message_id,
        handed_to_id=row.handed_to_id,
        handed_to_name=names.get(row.handed_to_id or 0, row.handed_to_name),
        done_at=row.done_at,
        nudge_at=next_at.get((number, NudgeKind.FOLLOWUP)),
        handed_by_id=row.handed_by_id,
        handed_by_name=names.get(row.handed_by_id or 0, ""),
        handed_until=next_at.get((number, NudgeKind.HAND_OVER_OVER)),
        meeting_id=row.meeting_id,
        prospect_id=row.prospect_id,
        prospect_name=leaders.get(row.prospect_id or 0, ""),
        thanks=row.meeting_id is not None and (row.key or "").startswith("thanks:"),
    )


def _names(tx: Session, team_id: int, found: Iterable[Followup]) -> dict[int, str]:
    """What those who have acted in the team go by now."""
    people = {
        who
        for row in found
        for who in (row.owner_id, row.lead_id, row.made_by_id, row.handed_to_id, row.handed_by_id)
        if who is not None
    }
    query = select(Member.person_id, Member.name).where(
        col(Member.team_id) == team_id, col(Member.person_id).in_(people)
    )
    return {person_id: name for person_id, name in tx.exec(query) if name} if people else {}


def _sessions(tx: Session, found: Iterable[Followup]) -> dict[int, str]:
    """What the sessions that promises come from are called."""
    numbers = {row.canvass_id for row in found if row.canvass_id is not None}
    if not numbers:
        return {}
    query = (
        select(col(Canvass.id), col(Canvass.title), col(Turf.name), col(Canvass.meet_place))
        .outerjoin(Turf, col(Turf.id) == col(Canvass.turf_id))
        .where(col(Canvass.id).in_(numbers))
    )
    return {number or 0: name_of(title, turf, place) for number, title, turf, place in tx.exec(query)}


def _prospects(tx: Session, found: Iterable[Followup]) -> dict[int, str]:
    """The names of those whom promises are about."""
    numbers = {row.prospect_id for row in found if row.prospect_id is not None}
    query = select(Prospect.id, Prospect.name).where(col(Prospect.id).in_(numbers))
    return {number or 0: name for number, name in tx.exec(query)} if numbers else {}


def _next_at(tx: Session, found: Iterable[Followup]) -> dict[tuple[int, NudgeKind], datetime]:
    """When the next nudge of each promise and kind is due."""
    numbers = [row.id for row in found]
    if not numbers:
        return {}
    query = (
        select(col(Nudge.followup_id), col(Nudge.kind), func.min(col(Nudge.due_at)))
        .where(
            col(Nudge.followup_id).in_(numbers),
            col(Nudge.kind).in_((NudgeKind.FOLLOWUP, NudgeKind.HAND_OVER_OVER)),
            col(Nudge.state).in_((NudgeState.PENDING, NudgeState.HELD)),
        )
        .group_by(col(Nudge.followup_id), col(Nudge.kind))
    )
    return {(number or 0, kind): moment for number, kind, moment in tx.exec(query)}
