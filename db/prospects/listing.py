"""Lists of prospects: for autocomplete, page by page, and the one that somebody typed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, or_
from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.playbooks import Kind
from db.facts.prospects import OPEN_STAGES, PROSPECTS_A_PAGE, ProspectLine, ProspectPage, Stage
from db.models.prospects import Prospect
from db.names import name_key
from db.prospects import clocks
from db.prospects.rows import ID_MOST
from db.refusals import NoSuchProspect

OFFERED_MOST = 25  # what an autocomplete can show

# Columns and not rows: a list is read at every key that somebody types.
_COLUMNS = (
    Prospect.id,
    Prospect.kind,
    Prospect.name,
    Prospect.place,
    Prospect.stage,
    Prospect.owner_id,
    Prospect.owner_name,
    Prospect.touched_at,
    Prospect.wakes_on,
    Prospect.asker_id,
    Prospect.asker_name,
)
# What somebody works on goes before what is won, and what rests comes last.
_RANK = case(
    (col(Prospect.stage).in_(OPEN_STAGES), 0),
    (col(Prospect.stage) == Stage.SIGNED_ON, 1),
    (col(Prospect.stage) == Stage.PARKED, 2),
    else_=3,
)


def find(
    tx: Session,
    *,
    actor: Actor,
    typed: str = "",
    kinds: Collection[Kind] = (),
    stages: Collection[Stage] = (),
    most: int = OFFERED_MOST,
) -> tuple[ProspectLine, ...]:
    """The team's prospects by name or place: those somebody works on first, of these the actor's own, then by name.

    `typed` keeps those in whose name or place it stands (without case, accents and blanks), and puts those that begin
    with it first. Of all kinds, and at all stages, where none is named.
    """
    key, wanted = name_key(typed), [*_ours(actor, kinds, stages)]
    order: list[Any] = [_RANK]
    if key:
        wanted.append(col(Prospect.sought_as).contains(key, autoescape=True))
        order.append(case((col(Prospect.sought_as).startswith(key, autoescape=True), 0), else_=1))
    order += [case((_mine(actor), 0), else_=1), col(Prospect.name_key), col(Prospect.id)]
    return tuple(_line(row) for row in tx.execute(_select().where(*wanted).order_by(*order).limit(most)))


def resolve(tx: Session, *, actor: Actor, typed: str, kinds: Collection[Kind] = ()) -> int:
    """The id behind what was typed or chosen: an id, else a name that fits exactly one. Raises NoSuchProspect."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 10 else 0
    query = select(Prospect.id).where(*_ours(actor, kinds, ()))
    if 0 < number <= ID_MOST and tx.exec(query.where(col(Prospect.id) == number)).first() is not None:
        return number
    key = name_key(typed)
    exact = tx.exec(query.where(col(Prospect.name_key) == key).limit(2)).all() if key else []
    part = col(Prospect.sought_as).contains(key, autoescape=True)
    match exact or (tx.exec(query.where(part).limit(2)).all() if key else []):
        case [int(only)]:
            return only
    raise NoSuchProspect(typed=typed)


def page(
    tx: Session,
    *,
    actor: Actor,
    kinds: Collection[Kind] = (),
    stages: Collection[Stage] = (),
    mine: bool = False,
    stuck: bool = False,
    page: int = 0,
    now: datetime,
) -> ProspectPage:
    """A page of the team's prospects, those first that wait longest; without such a page the last.

    `mine` keeps those that the actor owns or asks, `stuck` those that wait too long.
    """
    wanted = [*_ours(actor, kinds, stages)]
    wanted += [_mine(actor)] if mine else []
    wanted += [clocks.stuck(now)] if stuck else []
    total = tx.exec(select(func.count()).select_from(Prospect).where(*wanted)).one()
    pages = max(1, -(-total // PROSPECTS_A_PAGE))
    page = min(max(page, 0), pages - 1)
    found = with_clocks(tx, wanted, most=PROSPECTS_A_PAGE, skip=page * PROSPECTS_A_PAGE, now=now)
    return ProspectPage(found, page, pages, total)


def with_clocks(
    tx: Session, wanted: Sequence[ColumnElement[bool]], *, most: int, skip: int = 0, now: datetime
) -> tuple[ProspectLine, ...]:
    """Prospects with their next meeting and whether they are stuck, by how long they have waited."""
    meets = clocks.next_meeting().where(*clocks.planned(now)).correlate(Prospect).scalar_subquery()
    query = _select().add_columns(meets, clocks.stuck(now)).where(*wanted)
    order = (_RANK, col(Prospect.touched_at), col(Prospect.id))
    found = tx.execute(query.order_by(*order).offset(skip).limit(most))
    return tuple(_line(row, meets_at=row[-2], stuck=bool(row[-1])) for row in found)


# ---- inside ----------------------------------------------------------------------------------------


def _select() -> Any:
    return select(*_COLUMNS)  # type: ignore[call-overload]  # there are overloads for four columns only


def _ours(actor: Actor, kinds: Collection[Kind], stages: Collection[Stage]) -> Sequence[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [col(Prospect.team_id) == actor.team_id]
    wanted += [col(Prospect.kind).in_(kinds)] if kinds else []
    wanted += [col(Prospect.stage).in_(stages)] if stages else []
    return wanted


def _mine(actor: Actor) -> ColumnElement[bool]:
    return or_(col(Prospect.owner_id) == actor.person_id, col(Prospect.asker_id) == actor.person_id)


def _line(row: Row[Any], *, meets_at: datetime | None = None, stuck: bool = False) -> ProspectLine:
    number, kind, name, place, stage, owner_id, owner, touched_at, wakes_on, asker_id, asker = row[: len(_COLUMNS)]
    return ProspectLine(
        number, kind, name, place, stage, owner_id, owner, touched_at, stuck, asker_id, asker, meets_at, wakes_on
    )
