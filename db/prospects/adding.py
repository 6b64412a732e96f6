"""Whom to win: written down, changed, handed on. Everybody in the team may add one.

Units that change one raise Gone for another team's, and OnlyLead for those who do not work on it.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from db.facts import Actor
from db.facts.playbooks import Kind
from db.facts.prospects import (
    PROSPECT_NAME_MOST,
    PROSPECT_PLACE_MOST,
    PROSPECTS_MOST,
    ProspectFacts,
    ProspectPlan,
)
from db.models.prospects import Prospect
from db.names import name_key, tidy
from db.prospects import clocks, offers, rows
from db.prospects.reading import as_it_is, plan_of
from db.prospects.rows import NAME_MOST, Locked
from db.refusals import NameMissing, PartOfItself, ProspectChanged, ProspectKnown, TooMany

_LANGUAGE_MOST = 10


def add(tx: Session, *, actor: Actor, plan: ProspectPlan, again: bool = False, now: datetime) -> ProspectFacts:
    """One more prospect, whose owner is for now whoever wrote it down.

    Raises NameMissing, TooLong, Gone for another team's institution, TooMany, and ProspectKnown where the team has
    one of that name, unless it is to be there twice (`again`).
    """
    team = rows.lock_team(tx, actor, now)
    plan = checked(tx, plan, team_id=team.id)
    there = None if again else named(tx, team_id=team.id, name=plan.name)
    if there is not None:
        raise ProspectKnown(name=there.name, prospect_id=there.id or 0)
    check_room(tx, team_id=team.id, new=1)
    at = Locked(tx, 0, new_row(actor, plan, now), team, now)
    return as_it_is(begun(at), actor)


def change(
    tx: Session, *, actor: Actor, prospect_id: int, plan: ProspectPlan, seen: int, now: datetime
) -> ProspectFacts:
    """Other words for it; `seen` is the version that they were written on.

    Raises what `add` raises but TooMany and ProspectKnown, PartOfItself, and ProspectChanged where somebody else was
    faster.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    plan = checked(tx, plan, team_id=at.team.id)
    if plan.part_of_id == at.id:
        raise PartOfItself
    if plan_of(at.row) == plan:
        return as_it_is(at, actor)
    if at.row.version != seen:
        raise ProspectChanged
    write(at.row, plan)
    at.row.version += 1
    return as_it_is(at, actor)


def hand(
    tx: Session, *, actor: Actor, prospect_id: int, owner_id: int, owner_name: str, now: datetime
) -> ProspectFacts:
    """Another owner. For the owner, for organizers, and for everybody where nobody has it."""
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=_may_hand, now=now)
    rows.check_person(owner_id)
    if at.row.owner_id != owner_id:
        at.row.owner_id, at.row.owner_name = owner_id, tidy(owner_name)[:NAME_MOST]
        offers.pass_on(at)
        clocks.touch(at)
    return as_it_is(at, actor)


def set_asker(
    tx: Session, *, actor: Actor, prospect_id: int, asker_id: int | None, asker_name: str = "", now: datetime
) -> ProspectFacts:
    """Who makes the ask; None is nobody yet. For the owner and for organizers."""
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.leads, now=now)
    if asker_id is not None:
        rows.check_person(asker_id)
        offers.chosen(at)
    if at.row.asker_id != asker_id:
        at.row.asker_id, at.row.asker_name = asker_id, tidy(asker_name)[:NAME_MOST] if asker_id else ""
        clocks.touch(at)
    return as_it_is(at, actor)


def remove(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> str:
    """Let go of it and of all that is kept about it; returns its name. For the owner and for organizers.

    What was promised about it stays on the lists of those who promised.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.leads, now=now)
    name = at.row.name
    offers.forget(at)
    tx.delete(at.row)
    tx.flush()
    return name


# ---- shared with imports -----------------------------------------------------------------------------


def checked(tx: Session, plan: ProspectPlan, *, team_id: int) -> ProspectPlan:
    """The plan with tidy texts. Raises NameMissing, TooLong, and Gone for another team's institution."""
    plan = replace(
        plan,
        name=rows.line(plan.name, PROSPECT_NAME_MOST),
        place=rows.line(plan.place, PROSPECT_PLACE_MOST),
        role=rows.line(plan.role, PROSPECT_PLACE_MOST),
        language=rows.line(plan.language, _LANGUAGE_MOST) if plan.language else None,
    )
    if not name_key(plan.name):
        raise NameMissing
    if plan.part_of_id is not None:
        rows.row_of(tx, team_id=team_id, prospect_id=plan.part_of_id)
    return plan


def check_room(tx: Session, *, team_id: int, new: int) -> None:
    """Raises TooMany where so many more do not fit."""
    have = tx.exec(select(func.count()).select_from(Prospect).where(col(Prospect.team_id) == team_id)).one()
    if new and have + new > PROSPECTS_MOST:
        raise TooMany(most=PROSPECTS_MOST)


def named(tx: Session, *, team_id: int, name: str) -> Prospect | None:
    """The team's prospect of a name, however it is spelled."""
    ours = (col(Prospect.team_id) == team_id, col(Prospect.name_key) == name_key(name))
    return tx.exec(select(Prospect).where(*ours).order_by(col(Prospect.id))).first()


def new_row(actor: Actor, plan: ProspectPlan, now: datetime) -> Prospect:
    """A row for a prospect that somebody wrote down."""
    row = Prospect(
        team_id=actor.team_id,
        kind=plan.kind,
        name=plan.name,
        name_key="",
        stage_at=now,
        touched_at=now,
        owner_id=actor.person_id,
        owner_name=actor.name[:NAME_MOST],
        made_by_id=actor.person_id,
        made_at=now,
    )
    write(row, plan)
    return row


def begun(at: Locked) -> Locked:
    """A new row, saved; the time of its first stage begins."""
    at.tx.add(at.row)
    at.tx.flush()
    at = replace(at, id=at.row.id or 0)
    clocks.remind(at)
    return at


def write(row: Prospect, plan: ProspectPlan) -> None:
    """Bring a row in line with a plan."""
    row.kind, row.name, row.name_key = plan.kind, plan.name, name_key(plan.name)
    row.sought_as = f"{row.name_key} {name_key(plan.place)}"
    row.place, row.role, row.language = plan.place, plan.role, plan.language
    row.part_of_id, row.until = plan.part_of_id, plan.until
    if plan.kind is not Kind.OFFICIAL:
        # What an organizer allowed was meant for an official.
        row.press_asked_by_id, row.press_asked_at = None, None
        row.press_allowed_by_id, row.press_allowed_at = None, None


def _may_hand(actor: Actor, row: Prospect) -> bool:
    return row.owner_id is None or rows.leads(actor, row)
