"""Letters read: what one message says to one person, and where each matter in it stands now.

A letter is read anew whenever it is painted: its nudges say what was asked, promises and sessions what became of it.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from db import canvass, followups
from db.canvass.later import moments
from db.facts import (
    DEFAULT_ZONE,
    PERSONAL,
    CanvassFacts,
    FollowupFacts,
    FollowupState,
    Item,
    ItemState,
    Letter,
    NudgeAnswer,
    NudgeKind,
    NudgeState,
    SignupState,
)
from db.later import Later, moment
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.quiet import QuietHours
from db.refusals import Gone

# Of the nudges that set out together, those that a message may still show.
_STANDS = (NudgeState.SENT, NudgeState.SHOWN, NudgeState.HELD, NudgeState.PENDING, NudgeState.FAILED)
_WORTH_SAYING = (ItemState.ASKS, ItemState.TOLD)
SILENCES_MOST = 3
"""Silences after which a lead is told."""


def to_send(tx: Session, *, ids: Collection[int], now: datetime) -> Letter | None:
    """What is held for one person, each matter as it is now; None where team or person are gone."""
    return _letter(tx, _by(tx, col(Nudge.id).in_(list(ids))), now)


def answered_by(tx: Session, *, team_id: int, person_id: int, nudge_id: int, now: datetime) -> Letter:
    """The whole letter that a person's own nudge stands in, as it is now. Raises Gone."""
    nudge = own(tx, team_id=team_id, person_id=person_id, nudge_id=nudge_id)
    rows = [nudge]
    if nudge.bundle_id is not None:
        together = _by(tx, col(Nudge.bundle_id) == nudge.bundle_id, col(Nudge.person_id) == person_id)
        rows = [one for one in together if one.state in _STANDS or one.id == nudge_id]
    found = _letter(tx, rows, now)
    if found is None:
        raise Gone
    return found


def own(tx: Session, *, team_id: int, person_id: int, nudge_id: int) -> Nudge:
    """A person's own nudge. Raises Gone, for somebody else's as well."""
    nudge = tx.get(Nudge, nudge_id)
    if nudge is None or nudge.team_id != team_id or nudge.person_id != person_id or nudge.kind not in PERSONAL:
        raise Gone
    return nudge


def waiting_for(tx: Session, *, team_id: int, person_id: int, now: datetime, again: bool = False) -> Letter | None:
    """What could not be sent and is still worth saying, the latest about each matter; None where nothing is.

    With `again`, where nothing new waits, what was shown before and waits for an answer.
    """
    mine = (col(Nudge.team_id) == team_id, col(Nudge.person_id) == person_id, col(Nudge.kind).in_(PERSONAL))
    found = _worth(tx, _by(tx, *mine, col(Nudge.state) == NudgeState.CLOSED), now)
    if found is None and again:
        shown = _by(tx, *mine, col(Nudge.state) == NudgeState.SHOWN, col(Nudge.answer).is_(None))
        found = _worth(tx, shown, now)
    return found


def mark_shown(tx: Session, *, team_id: int, person_id: int, ids: Sequence[int], now: datetime) -> None:
    """Remember that a person has seen these; what else waited by then was not worth saying any more."""
    mine = (col(Nudge.team_id) == team_id, col(Nudge.person_id) == person_id)
    first = min(ids, default=None)
    for nudge in _by(tx, *mine, col(Nudge.state) == NudgeState.CLOSED):
        if nudge.id in ids:
            nudge.state, nudge.sent_at, nudge.bundle_id = NudgeState.SHOWN, now, first
        elif nudge.due_at <= now:
            nudge.state = NudgeState.CANCELLED
    if member := tx.get(Member, (team_id, person_id)):
        member.waiting = False


def something_waits(tx: Session, *, team_id: int, person_id: int) -> bool:
    """Whether anything waits for a person who has never acted, and so has no row that says so."""
    query = select(Nudge.id).where(
        col(Nudge.team_id) == team_id, col(Nudge.person_id) == person_id, col(Nudge.state) == NudgeState.CLOSED
    )
    return tx.exec(query.limit(1)).first() is not None


# ---- reading ---------------------------------------------------------------------------------------


def _by(tx: Session, *conditions: object) -> list[Nudge]:
    query = select(Nudge).where(*conditions).order_by(col(Nudge.due_at), col(Nudge.id))  # type: ignore[arg-type]  # columns compared
    return list(tx.exec(query).all())


def _worth(tx: Session, rows: list[Nudge], now: datetime) -> Letter | None:
    """A letter of what still asks or tells; a promise that was brought up several times meanwhile is there once."""
    latest = {(one.followup_id, one.canvass_id if one.followup_id is None else None): one for one in rows}
    found = _letter(tx, [one for one in rows if one in latest.values()], now)
    items = tuple(item for item in found.items if item.state in _WORTH_SAYING) if found else ()
    return found and _with(found, items)


def _with(found: Letter, items: tuple[Item, ...]) -> Letter | None:
    from dataclasses import replace

    return replace(found, items=items) if items else None


def _letter(tx: Session, rows: list[Nudge], now: datetime) -> Letter | None:
    if not rows:
        return None
    first = rows[0]
    team, person_id = tx.get(Team, first.team_id), first.person_id or 0
    member = tx.get(Member, (first.team_id, person_id))
    if team is None:
        return None
    zone = (member.zone if member else None) or team.zone or DEFAULT_ZONE
    quiet = QuietHours(zone, team.quiet_from, team.quiet_until)
    return Letter(
        team_id=first.team_id,
        team_name=team.name,
        language=(member.language if member else None) or team.language,
        zone=zone,
        person_id=person_id,
        items=tuple(_item(tx, nudge, quiet, now) for nudge in rows),
        reminders=member is None or member.reminders,
        first=_is_first(tx, first, now),
        dms_closed=member is not None and member.dms_closed_at is not None,
        bundle_id=first.bundle_id,
        channel_id=first.channel_id,
        message_id=first.message_id,
    )


def _is_first(tx: Session, nudge: Nudge, now: datetime) -> bool:
    """Whether nobody of any team has written to this person before."""
    query = select(Nudge.id).where(
        col(Nudge.person_id) == nudge.person_id,
        col(Nudge.kind).in_(PERSONAL),
        col(Nudge.state) == NudgeState.SENT,
        col(Nudge.sent_at) < (nudge.sent_at or now),
        col(Nudge.bundle_id) != nudge.bundle_id,
    )
    return tx.exec(query.limit(1)).first() is None
