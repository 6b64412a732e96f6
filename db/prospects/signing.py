"""Endorsements: saved, taken back, listed. Units raise Gone and, for those who do not work on it, OnlyLead."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, col, delete, func, select

from db.facts import Actor
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectFacts, ProspectPlan, Signed, Stage
from db.facts.signons import STATEMENT_MOST, Capacity, SignOn
from db.models.prospects import Prospect, SignedOn
from db.prospects import adding, committing, rows, stages
from db.prospects.reading import as_it_is, sign_on_of
from db.refusals import DayAhead


def sign_on(
    tx: Session,
    *,
    actor: Actor,
    prospect_id: int,
    capacity: Capacity,
    public: bool,
    statement: str,
    signed_on: date,
    now: datetime,
) -> Signed:
    """They sign on, or it is written down anew: one sign-on each. Whom they could win over wakes with it.

    Raises TooLong, and DayAhead for a day that is still to come.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    if signed_on > at.today:
        raise DayAhead(typed=signed_on.isoformat())
    row = tx.exec(select(SignedOn).where(col(SignedOn.prospect_id) == at.id)).first()
    first = row is None
    row = row or SignedOn(team_id=at.team.id, prospect_id=at.id, capacity=capacity, signed_on=signed_on, at=now)
    row.capacity, row.public, row.signed_on = capacity, public, signed_on
    row.statement = rows.lines(statement, STATEMENT_MOST)
    row.by_id, row.at = actor.person_id, now
    tx.add(row)
    stages.met(at)
    stages.enter(at, Stage.SIGNED_ON)
    tx.flush()
    woken = stages.wake_swayed(at, named=public) if first else ()
    return Signed(as_it_is(at, actor), woken)


def sign_on_new(
    tx: Session,
    *,
    actor: Actor,
    plan: ProspectPlan,
    capacity: Capacity,
    public: bool,
    signed_on: date,
    now: datetime,
) -> Signed:
    """Somebody signs on whom nobody had on the list: written down as a prospect and signed on, both or neither.

    Raises what `add` and `sign_on` raise.
    """
    facts = adding.add(tx, actor=actor, plan=plan, now=now)
    return sign_on(
        tx,
        actor=actor,
        prospect_id=facts.id,
        capacity=capacity,
        public=public,
        statement="",
        signed_on=signed_on,
        now=now,
    )


def withdraw(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> ProspectFacts:
    """They take it back, or it was a mistake; what they had agreed to beyond it is over. Twice is harmless."""
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    tx.exec(delete(SignedOn).where(col(SignedOn.prospect_id) == at.id))
    committing.let_all_go(at)
    if at.row.stage is Stage.SIGNED_ON:
        stages.enter(at, Stage.FOLLOWED_UP)
    return as_it_is(at, actor)


def sign_ons(
    tx: Session, *, actor: Actor, kinds: Collection[Kind] = (), public_only: bool = True
) -> tuple[SignOn, ...]:
    """The team's sign-ons, by day; of all kinds where none is named. Raises OnlyOrganizers for private ones."""
    if not public_only:
        rows.check_organizer(actor)
    query = select(SignedOn, Prospect).join(Prospect, col(Prospect.id) == col(SignedOn.prospect_id))
    query = query.where(col(SignedOn.team_id) == actor.team_id)
    if kinds:
        query = query.where(col(Prospect.kind).in_(kinds))
    if public_only:
        query = query.where(col(SignedOn.public).is_(True))
    found = tx.exec(query.order_by(col(SignedOn.signed_on), col(SignedOn.id)))
    return tuple(sign_on_of(row, prospect) for row, prospect in found)


def public_by_kind(tx: Session, *, team_id: int) -> tuple[tuple[Kind, int], ...]:
    """How many of each kind stand with the team in public: every kind, 0 where there is nobody yet."""
    query = (
        select(Prospect.kind, func.count())
        .join(SignedOn, col(SignedOn.prospect_id) == col(Prospect.id))
        .where(col(SignedOn.team_id) == team_id, col(SignedOn.public).is_(True))
        .group_by(col(Prospect.kind))
    )
    found = dict(tx.exec(query).all())
    return tuple((kind, found.get(kind, 0)) for kind in Kind)
