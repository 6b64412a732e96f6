"""People's own settings in a team, made by themselves for themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from db import canvass
from db.facts import Actor, CanvassFacts, MemberFacts, Naming
from db.models.canvass import Canvass, Signup
from db.models.teams import Member
from db.teams import meet, member_facts


def mine(tx: Session, *, actor: Actor) -> MemberFacts | None:
    """The person's settings; None where they have never acted, so that all is at its default."""
    member = tx.get(Member, (actor.team_id, actor.person_id))
    return member_facts(member) if member else None


def set_language(tx: Session, *, actor: Actor, language: str | None, now: datetime) -> MemberFacts:
    """The language of private answers, one of our catalogues; None is that of the person's Discord."""
    member = meet(tx, actor=actor, now=now)
    member.language = language
    return _saved(tx, member)


def set_zone(tx: Session, *, actor: Actor, zone: str | None, now: datetime) -> MemberFacts:
    """The zone, an IANA id, in which the person's times are read; None is the team's."""
    member = meet(tx, actor=actor, now=now)
    member.zone = zone
    return _saved(tx, member)


def set_reminders(tx: Session, *, actor: Actor, on: bool, now: datetime) -> MemberFacts:
    """Whether the person is reminded."""
    member = meet(tx, actor=actor, now=now)
    member.reminders = on
    return _saved(tx, member)


def set_naming(tx: Session, *, actor: Actor, naming: Naming, now: datetime) -> MemberFacts:
    """How the person appears in rankings."""
    member = meet(tx, actor=actor, now=now)
    member.naming = naming
    return _saved(tx, member)


def unasked(tx: Session, *, team_id: int, people: Sequence[int]) -> frozenset[int]:
    """Those among these people who turned reminders off."""
    query = select(Member.person_id).where(
        col(Member.team_id) == team_id, col(Member.person_id).in_(people), col(Member.reminders).is_(False)
    )
    return frozenset(tx.exec(query))


def coming(tx: Session, *, actor: Actor, now: datetime) -> tuple[CanvassFacts, ...]:
    """The sessions that are not over and that the person has answered or leads, soonest first."""
    answered = select(Signup.canvass_id).where(
        col(Signup.team_id) == actor.team_id, col(Signup.person_id) == actor.person_id
    )
    query = (
        select(Canvass.id)
        .where(col(Canvass.team_id) == actor.team_id, col(Canvass.ends_at) > now)
        .where(col(Canvass.id).in_(answered) | (col(Canvass.captain_id) == actor.person_id))
        .order_by(col(Canvass.starts_at), col(Canvass.id))
    )
    found = [canvass.find(tx, canvass_id=number) for number in tx.exec(query).all() if number]
    return tuple(facts for facts in found if facts is not None and not facts.over)


def _saved(tx: Session, member: Member) -> MemberFacts:
    tx.flush()
    return member_facts(member)
