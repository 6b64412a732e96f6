"""Where a prospect stands: moved by hand or by what happens, put to rest and woken, pressed where that is right.

Units raise Gone for another team's prospect, and OnlyLead for those who do not work on it.
"""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, select

from db import later, nudges
from db.facts import Actor, NudgeKind
from db.facts.meetings import MeetingState
from db.facts.playbooks import Kind
from db.facts.prospects import (
    OFFICIAL_PARK_DAYS,
    PARK_DAYS,
    SWAYS_MOST,
    ContactResult,
    ProspectFacts,
    ProspectLine,
    Stage,
)
from db.models.meetings import Attending, Meeting
from db.models.nudges import Nudge
from db.models.prospects import ContactMade, Prospect, SignedOn, Sway
from db.prospects import clocks, offers, rows
from db.prospects.reading import as_it_is, line_of
from db.prospects.rows import Locked
from db.refusals import NotRefused, NotSignedOn, OnlyOfficials, PartOfItself, PastTime, TooFarAhead, TooMany

YEARS_MOST = 2
"""How far ahead a prospect may wake, in years."""

_TO_BE_ASKED = (Stage.RESEARCH, Stage.ASK)
"""Stages in which it is still open who asks."""


# ---- by hand ---------------------------------------------------------------------------------------


def move(tx: Session, *, actor: Actor, prospect_id: int, stage: Stage, now: datetime) -> ProspectFacts:
    """To a stage that a person chose; parking is for the usual time. Raises NotSignedOn before a sign-on."""
    if stage is Stage.PARKED:
        return park(tx, actor=actor, prospect_id=prospect_id, now=now)
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    if stage is Stage.SIGNED_ON and _sign_on(at) is None:
        raise NotSignedOn
    enter(at, stage)
    return as_it_is(at, actor)


def decline(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> ProspectFacts:
    """They said no for good: nobody is reminded of them, and they never wake by themselves."""
    return move(tx, actor=actor, prospect_id=prospect_id, stage=Stage.DECLINED, now=now)


def advance(tx: Session, *, team_id: int, prospect_id: int, stage: Stage, now: datetime) -> None:
    """The same as `move` for what follows from something else, such as a meeting that was planned or held.

    Where it is in the stage already, its time begins anew. A prospect that is not there is left alone.
    """
    at = rows.lock(tx, prospect_id=prospect_id, team_id=team_id, now=now)
    if at is None:
        return
    if stage is Stage.PREPARE:
        met(at)
    enter(at, stage)
    tx.flush()


# ---- resting ---------------------------------------------------------------------------------------


def park(
    tx: Session,
    *,
    actor: Actor,
    prospect_id: int,
    sways: Collection[int] = (),
    wakes_on: date | None = None,
    now: datetime,
) -> ProspectFacts:
    """Let it rest until a day, or until one of the peers signs on who could win them over (`sways`, their ids).

    Without a day it rests PARK_DAYS, officials OFFICIAL_PARK_DAYS. Who has tried is remembered, so that others are
    proposed then. Raises PastTime, TooFarAhead, TooMany, PartOfItself, and Gone for another team's peer.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    if wakes_on is not None:
        _check_day(at, wakes_on)
    _set_sways(at, sways)
    rest(at, wakes_on)
    return as_it_is(at, actor)


def wake(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> ProspectFacts:
    """Wake it by hand, before its time; one that does not rest stays as it is."""
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    if at.row.stage is Stage.PARKED:
        enter(at, Stage.ASK)
    return as_it_is(at, actor)


def wake_swayed(at: Locked, *, named: bool) -> tuple[ProspectLine, ...]:
    """Wake those whom a prospect that just signed on could win over: once for each such peer, told in the same breath.

    `named`: the sign-on is public, so that the room may hear who it was.
    """
    query = (
        select(Prospect.id)
        .join(Sway, col(Sway.prospect_id) == col(Prospect.id))
        .where(col(Sway.peer_id) == at.id, col(Prospect.stage) == Stage.PARKED)
    )
    found = [number for number in at.tx.exec(query).all() if number is not None]
    woken = []
    for other in rows.lock_all(at.tx, ids=found, team_id=at.team.id, now=at.now):
        if other.row.stage is not Stage.PARKED:
            continue  # while we waited for it another peer woke it
        enter(other, Stage.ASK)
        at.tx.exec(delete(Sway).where(col(Sway.prospect_id) == other.id, col(Sway.peer_id) == at.id))
        _say(other, at.now, {"why": "peer", "peer": at.id} if named else {"why": "peer"})
        woken.append(line_of(other.row))
    return tuple(woken)


@nudges.followed_by(NudgeKind.WAKES)
def _woken(tx: Session, nudge: Nudge, now: datetime) -> None:
    """The day has come: the room was told, or could not be."""
    at = rows.lock(tx, prospect_id=nudge.prospect_id or 0, now=now)
    if at is not None and at.row.stage is Stage.PARKED and at.row.wakes_on and at.row.wakes_on <= at.today:
        enter(at, Stage.ASK)


# ---- pressing --------------------------------------------------------------------------------------


def ask_to_press(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> ProspectFacts:
    """Ask the organizers whether an official who refuses to meet may be pressed. Twice is harmless.

    Raises OnlyOfficials and NotRefused.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    _check_pressing(at)
    if at.row.press_allowed_at is None:
        at.row.press_asked_by_id, at.row.press_asked_at = actor.person_id, now
        clocks.touch(at)
    return as_it_is(at, actor)


def allow_press(tx: Session, *, actor: Actor, prospect_id: int, allow: bool = True, now: datetime) -> ProspectFacts:
    """Allow it, or take that back. Raises OnlyOrganizers, OnlyOfficials and NotRefused."""
    rows.check_organizer(actor)
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    _check_pressing(at)
    at.row.press_asked_by_id, at.row.press_asked_at = None, None
    at.row.press_allowed_by_id = actor.person_id if allow else None
    at.row.press_allowed_at = now if allow else None
    clocks.touch(at)
    return as_it_is(at, actor)


# ---- shared ----------------------------------------------------------------------------------------


def enter(at: Locked, stage: Stage) -> None:
    """To a stage, whose time begins; what was to wake it, or still to be told of its waking, is over."""
    if Stage.PARKED in {at.row.stage, stage}:
        at.row.wakes_on = None
        nudges.cancel(at.tx, team_id=at.team.id, prospect_id=at.id, kinds=[NudgeKind.WAKES])
    if at.row.stage is not stage:
        at.row.stage, at.row.stage_at = stage, at.now
    if stage not in _TO_BE_ASKED:
        offers.forget(at)
    clocks.touch(at)


def rest(at: Locked, wakes_on: date | None = None) -> None:
    """To rest until a day; others are proposed then than have tried."""
    usual = OFFICIAL_PARK_DAYS if at.row.kind is Kind.OFFICIAL else PARK_DAYS
    at.row.tried = json.dumps(sorted(_tried(at)))
    enter(at, Stage.PARKED)
    at.row.wakes_on = wakes_on or at.today + timedelta(days=usual)
    _say(at, later.at(at.row.wakes_on, later.MORNING, at.team.clock_zone), {"why": "day"})


def met(at: Locked) -> None:
    """They will meet: no refusal stands any more, and nobody presses."""
    at.row.refused = False
    at.row.press_asked_by_id, at.row.press_asked_at = None, None
    at.row.press_allowed_by_id, at.row.press_allowed_at = None, None


# ---- inside ----------------------------------------------------------------------------------------


def _sign_on(at: Locked) -> int | None:
    return at.tx.exec(select(SignedOn.id).where(col(SignedOn.prospect_id) == at.id)).first()


def _check_day(at: Locked, day: date) -> None:
    zone = at.team.clock_zone
    if day <= at.today:
        raise PastTime(typed=day.isoformat(), read_at=later.at(day, later.MORNING, zone))
    if day > at.today + timedelta(days=366 * YEARS_MOST):
        raise TooFarAhead(typed=day.isoformat(), years=YEARS_MOST)


def _set_sways(at: Locked, sways: Collection[int]) -> None:
    peers = sorted(set(sways))
    if len(peers) > SWAYS_MOST:
        raise TooMany(most=SWAYS_MOST)
    if at.id in peers:
        raise PartOfItself
    for peer in peers:
        rows.row_of(at.tx, team_id=at.team.id, prospect_id=peer)
    at.tx.exec(delete(Sway).where(col(Sway.prospect_id) == at.id))
    at.tx.add_all([Sway(prospect_id=at.id, peer_id=peer, team_id=at.team.id) for peer in peers])


def _tried(at: Locked) -> set[int]:
    """Who asked already: the asker, those to whom they said no, and those who were at a meeting."""
    said_no = select(ContactMade.by_id).where(
        col(ContactMade.prospect_id) == at.id,
        col(ContactMade.result).in_((ContactResult.REFUSED, ContactResult.NO)),
    )
    there = (
        select(Attending.person_id)
        .join(Meeting, col(Meeting.id) == col(Attending.meeting_id))
        .where(col(Meeting.prospect_id) == at.id, col(Meeting.state).in_((MeetingState.HELD, MeetingState.CLOSED)))
    )
    before: Sequence[int] = json.loads(at.row.tried)
    found = {*before, *at.tx.exec(said_no), *at.tx.exec(there), at.row.asker_id}
    return {person for person in found if person is not None}


def _say(at: Locked, moment: datetime, values: dict[str, object]) -> None:
    """Tell the room that it is worth another try."""
    at.tx.flush()
    nudges.schedule(
        at.tx,
        key=clocks.key(at, NudgeKind.WAKES),
        team_id=at.team.id,
        kind=NudgeKind.WAKES,
        due_at=moment,
        prospect_id=at.id,
        details=values,
    )


def _check_pressing(at: Locked) -> None:
    if at.row.kind is not Kind.OFFICIAL:
        raise OnlyOfficials
    if not at.row.refused:
        raise NotRefused
