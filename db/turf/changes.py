"""Changing neighborhoods, one at a time. Every unit here raises OnlyOrganizers."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select, update

from db import drafts
from db.facts import (
    TURF_DOORS_MOST,
    TURF_NAME_MOST,
    TURF_WHY_MOST,
    Actor,
    CanvassState,
    Priority,
    TurfEdited,
    TurfFacts,
    TurfFinished,
    TurfPlan,
)
from db.models.canvass import Canvass
from db.models.teams import Team
from db.models.turf import Turf
from db.names import name_key, tidy
from db.refusals import NameMissing, NameTaken, NotANumber, TooLong, TooMany
from db.turf.reading import check_organizer, row_of, rows_of, turf_facts

MOST = 200
"""Neighborhoods that a team may have open at a time; finished ones are not counted."""


def room(tx: Session, *, actor: Actor) -> int:
    """How many more neighborhoods fit. Raises TooMany when none does."""
    check_organizer(actor)
    left = MOST - open_count(tx, team_id=actor.team_id)
    if left <= 0:
        raise TooMany(most=MOST)
    return left


def add(tx: Session, *, actor: Actor, plan: TurfPlan, now: datetime) -> TurfFacts:
    """A new neighborhood. Raises NameMissing, NameTaken, TooLong, NotANumber and TooMany."""
    begin(tx, actor)
    plan = checked(plan)
    _check_free(tx, plan.name, team_id=actor.team_id)
    room(tx, actor=actor)
    turf = Turf(team_id=actor.team_id, **asdict(plan), name_key=name_key(plan.name), created_at=now)
    tx.add(turf)
    tx.flush()
    return turf_facts(turf)


def begin_edit(tx: Session, *, actor: Actor, turf_id: int, now: datetime) -> TurfFacts:
    """The neighborhood as the form will show it; remembered, so that `edit` sees what changes meanwhile.

    Raises Gone.
    """
    check_organizer(actor)
    turf = row_of(tx, team_id=actor.team_id, turf_id=turf_id)
    seen = {name: str(value or "") for name, value in asdict(_plan_of(turf)).items()}
    drafts.keep(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(turf_id), typed=seen, now=now)
    return turf_facts(turf)


def edit(tx: Session, *, actor: Actor, turf_id: int, plan: TurfPlan, now: datetime) -> TurfEdited:
    """Save the fields that this person changed since `begin_edit`; the others stay as they are by now.

    A new name is that of its coming sessions, too: their cards have to be painted.

    Raises Gone, NameMissing, NameTaken, TooLong and NotANumber.
    """
    begin(tx, actor)
    turf, plan = row_of(tx, team_id=actor.team_id, turf_id=turf_id), checked(plan)
    seen = _plan_seen(drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(turf_id)))
    before = _plan_of(turf)
    changed = {name: value for name, value in asdict(plan).items() if seen is None or value != getattr(seen, name)}
    after = replace(before, **changed)
    _check_free(tx, after.name, team_id=actor.team_id, turf_id=turf_id)
    write(turf, after)
    tx.flush()
    drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(turf_id))
    named_after = _rename_sessions(tx, turf, now) if after.name != before.name else ()
    return TurfEdited(turf_facts(turf), _replaced(seen, before, after), named_after)


def finish(tx: Session, *, actor: Actor, turf_id: int, now: datetime) -> TurfFinished:
    """Mark a neighborhood as finished; one that is finished already stays as it is. Raises Gone."""
    begin(tx, actor)
    turf = row_of(tx, team_id=actor.team_id, turf_id=turf_id)
    turf.finished_at = turf.finished_at or now
    tx.flush()
    return TurfFinished(turf_facts(turf), _sessions(tx, turf, now))


def reopen(tx: Session, *, actor: Actor, turf_id: int) -> TurfFacts:
    """Take back a finish; harmless when there was none. Raises Gone, and TooMany when no more fit."""
    begin(tx, actor)
    turf = row_of(tx, team_id=actor.team_id, turf_id=turf_id)
    if turf.finished_at is not None:
        room(tx, actor=actor)
        turf.finished_at = None
        tx.flush()
    return turf_facts(turf)


# ---- shared with imports -----------------------------------------------------------------------


def begin(tx: Session, actor: Actor) -> None:
    """Let an organizer change neighborhoods, one at a time in a team: names and the bound hold across rows."""
    check_organizer(actor)
    in_turn(tx, actor)


def in_turn(tx: Session, actor: Actor) -> None:
    """Wait until nobody else changes this team's neighborhoods, or what is said of them."""
    # key_share: others may go on adding rows that refer to the team.
    tx.exec(select(Team.id).where(col(Team.id) == actor.team_id).with_for_update(key_share=True)).first()


def open_count(tx: Session, *, team_id: int) -> int:
    """How many neighborhoods of a team are not finished."""
    query = select(func.count()).where(col(Turf.team_id) == team_id, col(Turf.finished_at).is_(None))
    return tx.exec(query).one()


def checked(plan: TurfPlan) -> TurfPlan:
    """The plan with tidy texts. Raises NameMissing, TooLong and NotANumber where it is out of bounds."""
    plan = replace(plan, name=tidy(plan.name), why=tidy(plan.why))
    if not name_key(plan.name):
        raise NameMissing
    for text, most in ((plan.name, TURF_NAME_MOST), (plan.why, TURF_WHY_MOST)):
        if len(text) > most:
            raise TooLong(length=len(text), most=most)
    if plan.doors is not None and not 1 <= plan.doors <= TURF_DOORS_MOST:
        raise NotANumber(typed=str(plan.doors), least=1, most=TURF_DOORS_MOST)
    return plan


def write(turf: Turf, plan: TurfPlan) -> None:
    """Bring a row in line with a plan."""
    turf.name, turf.name_key = plan.name, name_key(plan.name)
    turf.doors, turf.priority, turf.why = plan.doors, plan.priority, plan.why


# ---- inside ------------------------------------------------------------------------------------


def _check_free(tx: Session, name: str, *, team_id: int, turf_id: int | None = None) -> None:
    key = name_key(name)
    for other in rows_of(tx, team_id=team_id):
        if other.name_key == key and other.id != turf_id:
            raise NameTaken(name=other.name)


def _plan_of(turf: Turf) -> TurfPlan:
    return TurfPlan(turf.name, turf.doors, turf.priority, turf.why)


def _seen(turf_id: int) -> str:
    return f"turf.seen:{turf_id}"


def _plan_seen(typed: Mapping[str, str] | None) -> TurfPlan | None:
    if typed is None:
        return None
    doors = int(typed["doors"]) if typed["doors"] else None
    return TurfPlan(typed["name"], doors, Priority(typed["priority"]), typed["why"])


def _replaced(seen: TurfPlan | None, before: TurfPlan, after: TurfPlan) -> dict[str, object]:
    """What somebody else wrote after it was seen, and this edit wrote over."""
    then, now = asdict(before), asdict(after)
    return {
        name: then[name]
        for name in then
        if seen is not None and then[name] != getattr(seen, name) and then[name] != now[name]
    }


def _rename_sessions(tx: Session, turf: Turf, now: datetime) -> tuple[int, ...]:
    """The sessions that show the name, and are not over: their cards are behind, and their events too."""
    shown = _still_on(turf, now)
    tx.exec(update(Canvass).where(*shown).values(changes=Canvass.changes + 1, version=Canvass.version + 1))
    return tuple(number for number in tx.exec(select(Canvass.id).where(*shown).order_by(col(Canvass.id))) if number)


def _sessions(tx: Session, turf: Turf, now: datetime) -> int:
    """How many sessions are still planned in a neighborhood."""
    ahead = col(Canvass.state) != CanvassState.LIVE
    return tx.exec(select(func.count()).select_from(Canvass).where(*_still_on(turf, now), ahead)).one()


def _still_on(turf: Turf, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Canvass.team_id) == turf.team_id,
        col(Canvass.turf_id) == turf.id,
        col(Canvass.state).in_([CanvassState.PLANNED, CanvassState.OPEN, CanvassState.LIVE]),
        col(Canvass.ends_at) > now,
    )
