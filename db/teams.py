"""Teams and the people who act in them."""

import json
from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from db.facts import Actor, Arrival, MemberFacts, TeamFacts, Trouble
from db.models.teams import Member, Team, TeamTrouble


def team_facts(team: Team) -> TeamFacts:
    """A team's row as facts."""
    return TeamFacts(**{f.name: getattr(team, f.name) for f in fields(TeamFacts)})


def member_facts(member: Member) -> MemberFacts:
    """A member's row as facts."""
    return MemberFacts(**{f.name: getattr(member, f.name) for f in fields(MemberFacts)})


def who(tx: Session, *, team_id: int, person_id: int) -> tuple[TeamFacts | None, MemberFacts | None]:
    """The team and the person's own settings in it; None where there are none yet."""
    team, member = tx.get(Team, team_id), tx.get(Member, (team_id, person_id))
    known = team if team and team.left_at is None else None
    return (team_facts(known) if known else None, member_facts(member) if member else None)


def team_of(tx: Session, *, team_id: int) -> TeamFacts | None:
    """A team's settings, whether or not the bot is still there."""
    team = tx.get(Team, team_id)
    return team_facts(team) if team else None


def welcome(tx: Session, *, team_id: int, name: str, language: str, now: datetime) -> TeamFacts:
    """The team's settings: new ones with working defaults, or the old ones when the bot comes back in time."""
    team = tx.get(Team, team_id) or Team(id=team_id, language=language, joined_at=now)
    team.name, team.left_at = name[:100], None
    tx.add(team)
    tx.flush()
    return team_facts(team)


def farewell(tx: Session, *, team_id: int, now: datetime) -> None:
    """Remember when the bot was removed from a server; retention purges its rows after the stated grace."""
    if (team := tx.get(Team, team_id)) and team.left_at is None:
        team.left_at = now


def arrive(tx: Session, *, team_id: int, name: str, language: str, now: datetime) -> Arrival:
    """The bot was added to a server: its settings, new ones or those of an earlier time."""
    known = tx.get(Team, team_id) is not None
    return Arrival(welcome(tx, team_id=team_id, name=name, language=language, now=now), back=known)


def reconcile(tx: Session, *, present: Collection[int], ours: Callable[[int], bool], now: datetime) -> int:
    """Bring teams in line with the servers that the bot is in, after a time without word from Discord.

    `ours` says which servers this process would hear of. Returns how many teams the bot turned out to have left;
    those it is back in are themselves again.
    """
    left = 0
    for team in tx.exec(select(Team)):
        if team.id in present:
            team.left_at = None
        elif ours(team.id) and team.left_at is None:
            team.left_at, left = now, left + 1
    return left


def meet(tx: Session, *, actor: Actor, now: datetime) -> Member:
    """The row of a person who acts, made at their first act; their name is kept as it is now."""
    key = (actor.team_id, actor.person_id)
    member = tx.get(Member, key) or Member(
        team_id=actor.team_id, person_id=actor.person_id, name=actor.name, first_seen_at=now, last_seen_at=now
    )
    member.name = actor.name
    member.discord_language = actor.discord_language or member.discord_language
    # One write an hour is enough to know who has been away for long.
    if now - member.last_seen_at >= timedelta(hours=1):
        member.last_seen_at = now
    tx.add(member)
    return member


# ---- what an organizer should mend -----------------------------------------------------------------


def note_trouble(
    tx: Session, *, team_id: int, thing: str, code: str, details: dict[str, object], now: datetime
) -> None:
    """Remember that Discord refused something, until it works again; the first time stays known."""
    trouble = tx.get(TeamTrouble, (team_id, thing)) or TeamTrouble(
        team_id=team_id, thing=thing, code=code, since_at=now
    )
    trouble.code, trouble.details = code, json.dumps(details)
    tx.add(trouble)


def end_trouble(tx: Session, *, team_id: int, thing: str) -> None:
    """Forget a trouble that is over."""
    tx.exec(delete(TeamTrouble).where(col(TeamTrouble.team_id) == team_id, col(TeamTrouble.thing) == thing))


def troubles(tx: Session, *, team_id: int) -> tuple[Trouble, ...]:
    """What an organizer should mend, oldest first."""
    rows = tx.exec(select(TeamTrouble).where(col(TeamTrouble.team_id) == team_id).order_by(col(TeamTrouble.since_at)))
    return tuple(Trouble(row.thing, row.code, json.loads(row.details), row.since_at) for row in rows)
