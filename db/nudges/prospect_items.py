"""Where word of a silence stands: nobody did anything for a prospect, beside what became of it since."""

import json
from datetime import datetime

from sqlmodel import Session

from db.facts import Item, ItemState, NudgeAnswer
from db.later import moments
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.prospects.reading import line_of
from db.prospects.silence import put_off
from db.quiet import QuietHours


def of_prospect(tx: Session, nudge: Nudge, *, quiet: QuietHours, now: datetime) -> Item:
    """What a nudge told its person about a prospect, and where that stands now; nothing of what was found out."""
    row = tx.get(Prospect, nudge.prospect_id or 0)
    if row is None:
        return Item(nudge.id or 0, nudge.kind, ItemState.DROPPED, answer=nudge.answer, mine=False)
    until = put_off(tx, nudge)
    return Item(
        nudge.id or 0,
        nudge.kind,
        _standing(nudge, row, until),
        who=row.owner_name,
        until=until,
        answer=nudge.answer,
        laters=tuple((choice.value, moment) for choice, moment in moments(now=now, zone=quiet.zone, quiet=quiet)),
        mine=nudge.answer is NudgeAnswer.STOPPED,  # what somebody did since is not to be undone here
        prospect=line_of(row),
    )


def _standing(nudge: Nudge, row: Prospect, until: datetime | None) -> ItemState:
    told = json.loads(nudge.details)
    if nudge.person_id not in {row.owner_id, row.asker_id}:
        return ItemState.ELSEWHERE
    if row.stage != told["stage"] or row.touched_at > datetime.fromisoformat(told["since"]):
        return ItemState.DONE
    if nudge.answer is NudgeAnswer.STOPPED:
        return ItemState.STOPPED
    return ItemState.LATER if until else ItemState.ASKS
