"""Where each matter of a letter stands: a promise or a session as it is now, beside what the nudge asked.

Matters about meetings are in meeting_items.py, about prospects in prospect_items.py.
"""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from db import canvass, followups
from db.canvass.later import moments
from db.canvass.reading import COMING
from db.facts import (
    FOLLOWUP_ROUNDS,
    CanvassFacts,
    FollowupFacts,
    FollowupState,
    HandedOutcome,
    Item,
    ItemState,
    NudgeAnswer,
    NudgeKind,
    NudgeState,
)
from db.later import Later, moment
from db.models.nudges import Nudge
from db.nudges.meeting_items import OF_MEETINGS, of_meeting
from db.nudges.prospect_items import of_prospect
from db.quiet import QuietHours
from db.refusals import Gone

Laters = tuple[tuple[str, datetime], ...]


def item(tx: Session, nudge: Nudge, *, quiet: QuietHours, now: datetime) -> Item:
    """What a nudge asked or told its person, and where that stands now."""
    if nudge.kind in OF_MEETINGS:
        return of_meeting(tx, nudge, quiet=quiet, now=now)
    if nudge.kind is NudgeKind.STALE:
        return of_prospect(tx, nudge, quiet=quiet, now=now)
    session = canvass.find(tx, canvass_id=nudge.canvass_id) if nudge.canvass_id else None
    if nudge.kind is NudgeKind.SESSION_LATER:
        return _of_session(tx, nudge, session, quiet, now)
    try:
        promise = followups.facts(tx, team_id=nudge.team_id, followup_id=nudge.followup_id or 0)
    except Gone:
        return Item(nudge.id or 0, nudge.kind, ItemState.DROPPED, answer=nudge.answer, mine=False)
    if session is None and promise.canvass_id:
        session = canvass.find(tx, canvass_id=promise.canvass_id)
    laters = tuple((one.value, moment(one, now=now, zone=quiet.zone, quiet=quiet)) for one in Later)
    return _of_promise(tx, nudge, promise, session, laters)


# ---- promises --------------------------------------------------------------------------------------


def _of_promise(
    tx: Session, nudge: Nudge, promise: FollowupFacts, session: CanvassFacts | None, laters: Laters
) -> Item:
    values = json.loads(nudge.details)
    outcome = HandedOutcome(values["outcome"]) if values.get("outcome") else None
    put_off = _put_off(tx, nudge, followup_id=promise.id)
    state = _standing(nudge, promise, outcome, put_off)
    asked = state is ItemState.ASKS and nudge.kind is NudgeKind.HAND_OVER
    return Item(
        nudge.id or 0,
        nudge.kind,
        state,
        promise,
        session,
        # Each reminder that went out counts as a silence until it is answered.
        turn=max(1, promise.silences + (nudge.state in {NudgeState.PENDING, NudgeState.HELD})),
        who=_who(nudge, promise, state, str(values.get("name") or "")),
        outcome=outcome,
        until=promise.handed_until if asked else put_off,
        answer=nudge.answer,
        laters=laters,
        mine=nudge.person_id in {promise.owner_id, promise.lead_id, promise.made_by_id},
    )


def _standing(
    nudge: Nudge, promise: FollowupFacts, outcome: HandedOutcome | None, put_off: datetime | None
) -> ItemState:
    if outcome in {HandedOutcome.TAKEN, HandedOutcome.TAKEN_OVER}:
        return ItemState.TOLD
    if promise.state is not FollowupState.OPEN:
        return ItemState.DONE if promise.state is FollowupState.DONE else ItemState.DROPPED
    if nudge.kind is NudgeKind.HAND_OVER:
        return _asked(nudge, promise)
    if nudge.kind is NudgeKind.LEAD_TOLD:
        return _told_lead(nudge, promise)
    if outcome is not None and promise.owner_id != nudge.person_id:  # they had asked for somebody else's promise
        return ItemState.TOLD
    return _owned(nudge, promise, put_off)


def _owned(nudge: Nudge, promise: FollowupFacts, put_off: datetime | None) -> ItemState:
    """Their own promise is due, or came back to them."""
    if promise.owner_id != nudge.person_id:
        return ItemState.ELSEWHERE
    if promise.handed_to_id is not None:
        return ItemState.ASKED
    if promise.muted:
        return ItemState.STOPPED
    return ItemState.LATER if put_off else ItemState.ASKS


def _asked(nudge: Nudge, promise: FollowupFacts) -> ItemState:
    """Somebody asks them to take a promise over."""
    if promise.handed_to_id == nudge.person_id:
        return ItemState.ASKS
    if promise.owner_id == nudge.person_id:
        return ItemState.TAKEN if promise.handed_to_id is None else ItemState.ASKED
    return ItemState.ELSEWHERE if nudge.answer is NudgeAnswer.TAKEN else ItemState.LAPSED


def _told_lead(nudge: Nudge, promise: FollowupFacts) -> ItemState:
    """A promise of somebody else's that nobody answers for."""
    if promise.owner_id == nudge.person_id:
        return ItemState.TAKEN if promise.handed_to_id is None else ItemState.ASKED
    if nudge.answer is NudgeAnswer.DONE:
        return ItemState.LATER
    return ItemState.ASKS if promise.silences >= FOLLOWUP_ROUNDS else ItemState.TOLD


def _who(nudge: Nudge, promise: FollowupFacts, state: ItemState, told: str) -> str:
    """Whoever else it is about."""
    if state is ItemState.ASKED:
        return promise.handed_to_name
    if nudge.kind in {NudgeKind.HANDED, NudgeKind.HAND_OVER} and state in {ItemState.ASKS, ItemState.TOLD}:
        return told
    return promise.owner_name


# ---- sessions --------------------------------------------------------------------------------------


def _of_session(tx: Session, nudge: Nudge, session: CanvassFacts | None, quiet: QuietHours, now: datetime) -> Item:
    put_off = _put_off(tx, nudge, canvass_id=nudge.canvass_id)
    open_ = session is not None and session.plan.starts_at > now
    found = moments(now, session.plan.starts_at, quiet) if session is not None and open_ else {}
    return Item(
        nudge.id or 0,
        nudge.kind,
        _coming(nudge, session, put_off, now),
        session=session,
        until=put_off,
        answer=nudge.answer,
        laters=tuple((choice.value, moment) for choice, moment in found.items()),
    )


def _coming(nudge: Nudge, session: CanvassFacts | None, put_off: datetime | None, now: datetime) -> ItemState:
    if session is None or session.over or session.plan.ends_at <= now:
        return ItemState.OVER
    mine = session.of(nudge.person_id or 0)
    if mine is None or mine.state not in COMING:
        return ItemState.AWAY
    if mine.muted:
        return ItemState.STOPPED
    if put_off:
        return ItemState.LATER
    return ItemState.COMING if nudge.answer in {NudgeAnswer.DONE, NudgeAnswer.PASSED} else ItemState.ASKS


def _put_off(
    tx: Session, nudge: Nudge, *, followup_id: int | None = None, canvass_id: int | None = None
) -> datetime | None:
    """When it comes up again, because the person put it off: another nudge of theirs that is still to come."""
    about = col(Nudge.followup_id) == followup_id if followup_id else col(Nudge.canvass_id) == canvass_id
    kind = NudgeKind.FOLLOWUP if followup_id else NudgeKind.SESSION_LATER
    query = select(Nudge.due_at).where(
        about,
        col(Nudge.kind) == kind,
        col(Nudge.person_id) == nudge.person_id,
        col(Nudge.state) == NudgeState.PENDING,
        col(Nudge.id) != nudge.id,
        *((col(Nudge.after_id).is_not(None),) if followup_id else ()),
    )
    return tx.exec(query.order_by(col(Nudge.id).desc()).limit(1)).first()
