"""Making a promise: a person writes it down, or it follows from something else."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db import teams
from db.facts import FOLLOWUP_TEXT_MOST, Actor, FollowupFacts, FollowupPlan, FollowupState, TeamFacts
from db.followups import handing, reminders, rows
from db.followups.reading import as_it_is, facts
from db.followups.rows import NAME_MOST, Locked
from db.later import wall
from db.models.canvass import Canvass
from db.models.followups import Followup
from db.models.meetings import Meeting
from db.models.prospects import Prospect
from db.names import name_key, tidy
from db.refusals import Gone, PastTime, TextMissing, TooFarAhead, TooLong

YEARS_MOST = 5
"""How far ahead a promise may be due, in years."""


def add(tx: Session, *, actor: Actor, plan: FollowupPlan, now: datetime) -> FollowupFacts:
    """A promise that a person wrote down. Somebody else is asked first: until they take it, it is the maker's.

    Raises TextMissing, TooLong, PastTime, TooFarAhead, Gone for another team's session, and TooManyOpen.
    """
    team = rows.lock_team(tx, actor.team_id)
    plan = _checked(tx, plan, team, now)
    rows.check_room(tx, team_id=team.id, owner_id=actor.person_id)
    # After the lock: two first presses of one person, in two processes, would both make their row.
    teams.meet(tx, actor=actor, now=now)
    at = _begun(tx, team, now, replace(plan, owner_id=actor.person_id, owner_name=actor.name[:NAME_MOST]))
    at.row.made_by_id = actor.person_id
    if plan.owner_id != actor.person_id:
        handing.ask(at, actor, plan.owner_id, plan.owner_name)
    reminders.remind(at)
    return as_it_is(at)


def add_automatic(tx: Session, *, team_id: int, key: str, plan: FollowupPlan, now: datetime) -> FollowupFacts:
    """A promise that follows from something else, which `key` (at most 120 characters) names; its owner's at once.

    The same key gives the promise that is there already, however it stands. Raises Gone for a team that is not known
    and for another team's session, TextMissing, TooLong, PastTime and TooFarAhead.
    """
    team = rows.lock_team(tx, team_id)
    if (there := _made_by(tx, team_id, key)) is not None:
        return facts(tx, team_id=team_id, followup_id=there)
    at = _begun(tx, team, now, _checked(tx, plan, team, now))
    at.row.key = key
    reminders.remind(at)
    return as_it_is(at)


def withdraw(tx: Session, *, team_id: int, key: str, now: datetime) -> None:
    """What a promise followed from is not so after all: it is no longer needed, and its cause may make another.

    Harmless where there is none; one that was kept stays so.
    """
    at = rows.lock(tx, followup_id=_made_by(tx, team_id, key) or 0, now=now, team_id=team_id)
    if at is not None:
        at.row.key = f"withdrawn:{at.id}"
        _end(at, FollowupState.DROPPED)


def fulfil(tx: Session, *, team_id: int, key: str, now: datetime) -> None:
    """What a promise was about is done: it is kept. Harmless where there is none."""
    at = rows.lock(tx, followup_id=_made_by(tx, team_id, key) or 0, now=now, team_id=team_id)
    if at is not None:
        _end(at, FollowupState.DONE)


# ---- what it may be --------------------------------------------------------------------------------


def check_text(text: str) -> str:
    """A promise's text, tidy and on one line. Raises TextMissing and TooLong."""
    text = tidy(text)
    if not name_key(text):
        raise TextMissing
    if len(text) > FOLLOWUP_TEXT_MOST:
        raise TooLong(length=len(text), most=FOLLOWUP_TEXT_MOST)
    return text


def check_time(moment: datetime, zone: str, now: datetime) -> None:
    """Raises PastTime and TooFarAhead.

    What was typed is known at the door, where times are read; here they can only be written out again.
    """
    typed = wall(moment, zone).replace("T", " ")
    if moment <= now:
        raise PastTime(typed=typed, read_at=moment)
    if moment > now + timedelta(days=366 * YEARS_MOST):
        raise TooFarAhead(typed=typed, years=YEARS_MOST)


# ---- inside ----------------------------------------------------------------------------------------


def _end(at: Locked, state: FollowupState) -> None:
    if at.open:
        at.row.state, at.row.done_at, at.row.silences = state, at.now, 0
        handing.end_asking(at)
        reminders.withdraw(at)
    at.tx.flush()


def _made_by(tx: Session, team_id: int, key: str) -> int | None:
    """The promise that a cause made, if it did."""
    query = select(Followup.id).where(col(Followup.key) == key, col(Followup.team_id) == team_id)
    return tx.exec(query).first()


def _checked(tx: Session, plan: FollowupPlan, team: TeamFacts, now: datetime) -> FollowupPlan:
    check_time(plan.due_at, plan.zone, now)
    _check_ours(tx, Canvass, plan.canvass_id, team)
    _check_ours(tx, Meeting, plan.meeting_id, team)
    _check_ours(tx, Prospect, plan.prospect_id, team)
    return replace(
        plan,
        text=check_text(plan.text),
        owner_name=tidy(plan.owner_name)[:NAME_MOST],
        lead_name=tidy(plan.lead_name)[:NAME_MOST] if plan.lead_id is not None else "",
    )


def _check_ours(
    tx: Session, table: type[Canvass] | type[Meeting] | type[Prospect], number: int | None, team: TeamFacts
) -> None:
    """Raises Gone for what a promise cannot be about: it is another team's, or not there."""
    if number is None:
        return
    query = select(table.id).where(col(table.id) == number, col(table.team_id) == team.id)
    if not 0 < number <= rows.ID_MOST or tx.exec(query).first() is None:
        raise Gone


def _begun(tx: Session, team: TeamFacts, now: datetime, plan: FollowupPlan) -> Locked:
    row = Followup(
        team_id=team.id,
        text=plan.text,
        owner_id=plan.owner_id,
        owner_name=plan.owner_name,
        lead_id=plan.lead_id,
        lead_name=plan.lead_name,
        wall=wall(plan.due_at, plan.zone),
        zone=plan.zone,
        due_at=plan.due_at,
        canvass_id=plan.canvass_id,
        meeting_id=plan.meeting_id,
        prospect_id=plan.prospect_id,
        channel_id=plan.channel_id,
        message_id=plan.message_id,
        created_at=now,
    )
    tx.add(row)
    tx.flush()
    return Locked(tx, row.id or 0, row, team, now)
