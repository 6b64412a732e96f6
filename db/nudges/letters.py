"""Letters read: what one message says to one person, and where each matter in it stands now.

A letter is read anew whenever it is painted: its nudges say what was asked, promises and sessions what became of it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db import canvass, meetings
from db.facts import CAPPED, DEFAULT_ZONE, PERSONAL, ItemState, Letter, NudgeKind, NudgeState, Waiting
from db.meetings.reminders import task_of
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.nudges.items import item
from db.nudges.reading import ID_MOST
from db.quiet import QuietHours
from db.refusals import Gone, NotYours

# Of the nudges that set out together, those that a message may still show.
_STANDS = (NudgeState.SENT, NudgeState.SHOWN, NudgeState.HELD, NudgeState.PENDING, NudgeState.FAILED)
WORTH_SAYING = frozenset({ItemState.ASKS, ItemState.TOLD})
"""States of a matter that is still to be said; any other has been settled before it could be."""


def to_send(tx: Session, *, ids: Collection[int], now: datetime) -> Letter | None:
    """What is held for one person, each matter as it is now; None where team or person are gone."""
    return _letter(tx, _by(tx, col(Nudge.id).in_(list(ids))), now)


def answered_by(tx: Session, *, team_id: int, person_id: int, nudge_id: int, now: datetime) -> Letter:
    """The whole letter that a person's own nudge stands in, as it is now. Raises what `own` raises."""
    nudge = own(tx, team_id=team_id, person_id=person_id, nudge_id=nudge_id)
    rows = [nudge]
    if nudge.bundle_id is not None:
        together = _by(tx, col(Nudge.bundle_id) == nudge.bundle_id, col(Nudge.person_id) == person_id)
        rows = [one for one in together if one.state in _STANDS or one.id == nudge_id]
    found = _letter(tx, rows, now)
    if found is None:
        raise Gone
    return found


def whole(tx: Session, *, nudge_id: int, now: datetime) -> Letter | None:
    """The letter that a nudge stands in, for what the bot paints by itself; None where it is gone."""
    nudge = _find(tx, nudge_id)
    if nudge is None or nudge.person_id is None or nudge.kind not in PERSONAL:
        return None
    return answered_by(tx, team_id=nudge.team_id, person_id=nudge.person_id, nudge_id=nudge_id, now=now)


def thread_of(tx: Session, *, canvass_id: int, meeting_id: int = 0) -> int | None:
    """The thread of a session, or of a meeting, if it has one."""
    found = canvass.find(tx, canvass_id=canvass_id) or meetings.look(tx, meeting_id=meeting_id)
    return found.thread_id if found else None


def sent_about(
    tx: Session, *, meeting_id: int, kinds: Collection[NudgeKind], person_id: int | None = None
) -> tuple[int, ...]:
    """What stands in DMs about a meeting, everybody's or one person's: once settled elsewhere it is painted anew."""
    whose = [] if person_id is None else [col(Nudge.person_id) == person_id]
    sent = (col(Nudge.meeting_id) == meeting_id, col(Nudge.kind).in_(kinds), col(Nudge.state) == NudgeState.SENT)
    return tuple(row.id or 0 for row in _by(tx, *sent, *whose))


def own(tx: Session, *, team_id: int, person_id: int, nudge_id: int) -> Nudge:
    """A person's own nudge. Raises Gone, for another team's as well, and NotYours for somebody else's."""
    nudge = _find(tx, nudge_id)
    if nudge is None or nudge.team_id != team_id or nudge.kind not in PERSONAL:
        raise Gone
    if nudge.person_id != person_id:
        raise NotYours
    return nudge


def waiting_for(tx: Session, *, team_id: int, person_id: int, now: datetime, again: bool = False) -> Waiting:
    """What could not be sent to a person: the latest about each matter, where it is still worth saying.

    Who turned reminders off is shown none, but for what others ask or tell them. With `again`, because the person
    wants to see it, these as well; and where nothing new waits, what was shown before and waits for an answer.
    """
    member = tx.get(Member, (team_id, person_id))
    unwanted = CAPPED if not again and member is not None and not member.reminders else frozenset[NudgeKind]()
    kinds = col(Nudge.kind).in_(PERSONAL - unwanted)
    mine = (col(Nudge.team_id) == team_id, col(Nudge.person_id) == person_id, kinds)
    rows = _by(tx, *mine, col(Nudge.state) == NudgeState.CLOSED)
    found = _worth(tx, rows, now)
    if found is None and again:
        shown = _by(tx, *mine, col(Nudge.state) == NudgeState.SHOWN, col(Nudge.answer).is_(None))
        rows, found = [*rows, *shown], _worth(tx, shown, now)
    return Waiting(found, tuple(row.id or 0 for row in rows))


def mark_shown(tx: Session, *, team_id: int, person_id: int, waiting: Waiting, now: datetime) -> None:
    """Remember that a person has seen what waited; what was not worth saying any more is put away with it."""
    shown = [one.nudge_id for one in waiting.letter.items] if waiting.letter else []
    theirs = (col(Nudge.team_id) == team_id, col(Nudge.person_id) == person_id)
    for nudge in _by(tx, *theirs, col(Nudge.id).in_(waiting.ids)):
        if nudge.id in shown and nudge.state in {NudgeState.CLOSED, NudgeState.SHOWN}:
            nudge.state, nudge.sent_at, nudge.bundle_id = NudgeState.SHOWN, nudge.sent_at or now, shown[0]
        elif nudge.state is NudgeState.CLOSED:
            nudge.state = NudgeState.CANCELLED
    tx.flush()
    if member := tx.get(Member, (team_id, person_id)):
        member.waiting = bool(_by(tx, *theirs, col(Nudge.state) == NudgeState.CLOSED))


# ---- reading ---------------------------------------------------------------------------------------


def _find(tx: Session, nudge_id: int) -> Nudge | None:
    return tx.get(Nudge, nudge_id) if 0 < nudge_id <= ID_MOST else None


def _by(tx: Session, *conditions: ColumnElement[bool]) -> list[Nudge]:
    return list(tx.exec(select(Nudge).where(*conditions).order_by(col(Nudge.due_at), col(Nudge.id))).all())


def _worth(tx: Session, rows: Sequence[Nudge], now: datetime) -> Letter | None:
    """A letter of what still asks or tells; a matter that came up several times meanwhile is there once."""
    latest = {_matter(row): row for row in rows}
    found = _letter(tx, list(latest.values()), now)
    return found and worth_saying(found)


def _matter(row: Nudge) -> tuple[object, ...]:
    if row.followup_id is not None:
        return (row.followup_id,)
    if row.meeting_id is not None:
        return (row.kind, row.meeting_id, task_of(row))
    return (row.kind, row.canvass_id, row.prospect_id)


def worth_saying(found: Letter) -> Letter | None:
    """A letter without what needs no message any more; None where nothing is left."""
    items = tuple(one for one in found.items if one.state in WORTH_SAYING)
    return replace(found, items=items) if items else None


def _letter(tx: Session, rows: Sequence[Nudge], now: datetime) -> Letter | None:
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
        language=(member.language or member.discord_language if member else None) or team.language,
        zone=zone,
        person_id=person_id,
        items=tuple(item(tx, row, quiet=quiet, now=now) for row in rows),
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
