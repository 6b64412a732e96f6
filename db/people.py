"""People's own settings in a team, made by themselves for themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db import canvass, followups
from db.facts import Actor, Audience, CanvassFacts, MemberFacts, Naming
from db.models.canvass import Canvass, Signup
from db.models.teams import Member
from db.names import name_key
from db.refusals import Gone, NoSuchPerson, SeveralPeople
from db.teams import meet, member_facts, team_of, who


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
    """The zone, an IANA id, in which the person's times are read; None is the team's. What they put off to a time of
    day comes at that time of the new one."""
    member = meet(tx, actor=actor, now=now)
    before, member.zone = member.zone, zone
    team = team_of(tx, team_id=actor.team_id)
    if team and (before or team.clock_zone) != (zone or team.clock_zone):
        clocks = {"before": before or team.clock_zone, "after": zone or team.clock_zone}
        followups.move_person(tx, team=team, person_id=actor.person_id, **clocks, now=now)
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


def audience(
    tx: Session, *, team_id: int, canvass_id: int, person_id: int | None = None, partners: bool = False
) -> Audience | None:
    """Whom a message about a session is for, as things are now; None where the session, or the team, is gone."""
    facts = canvass.find(tx, canvass_id=canvass_id)
    team, member = who(tx, team_id=team_id, person_id=person_id or 0)
    if facts is None or team is None:
        return None
    return Audience(
        facts,
        team,
        member.language if member and member.language else team.language,
        unasked(tx, team_id=team_id, people=[standing.person_id for standing in facts.standings]),
        canvass.pairs(tx, team_id=team_id, canvass_id=canvass_id) if partners else (),
    )


def known(tx: Session, *, actor: Actor, most: int = 25) -> tuple[tuple[int, str], ...]:
    """Others who have acted in the team, as (id, name), those first who were there last."""
    return tuple((member.person_id, member.name) for member in tx.exec(_others(actor).limit(most)))


def name_of(tx: Session, *, actor: Actor, person_id: int) -> str:
    """What somebody who has acted in the team is called. Raises Gone."""
    member = tx.get(Member, (actor.team_id, person_id))
    if member is None:
        raise Gone
    return member.name


def named(tx: Session, *, actor: Actor, typed: str) -> tuple[int, str]:
    """The one other person of the team whom a typed name means: all of it, else a part.

    Raises NoSuchPerson and SeveralPeople.
    """
    key = name_key(typed)
    fitting = [member for member in tx.exec(_others(actor)) if key and key in name_key(member.name)]
    exact = [member for member in fitting if name_key(member.name) == key]
    match exact or fitting:
        case [only]:
            return only.person_id, only.name
        case []:
            raise NoSuchPerson(typed=typed)
    raise SeveralPeople(typed=typed)


def _others(actor: Actor) -> SelectOfScalar[Member]:
    query = select(Member).where(
        col(Member.team_id) == actor.team_id, col(Member.person_id) != actor.person_id, col(Member.name) != ""
    )
    return query.order_by(col(Member.last_seen_at).desc(), col(Member.person_id))


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
