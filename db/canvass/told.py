"""Who was told of a session: noted for each person once a message that mentions them was sent, never before.

Discord lets a message mention a hundred people; who is left is told by another, right after it.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from db import nudges
from db.canvass.reading import member_is
from db.canvass.rows import Locked
from db.facts import NAMED_MOST, NudgeKind, NudgeState, SignupState
from db.models.canvass import Signup
from db.models.nudges import Nudge
from db.models.teams import Member
from db.nudges.outcomes import TOLD

SINCE = "since"  # in the details of a message to those who are left: from when on people were told

TO_MANY = (
    NudgeKind.MOVED,
    NudgeKind.CANCELLED,
    NudgeKind.REMIND,
    NudgeKind.CONFIRM,
    NudgeKind.TODAY,
    NudgeKind.LATE_SIGNUP,
)


def willing(at: Locked, states: Sequence[SignupState]) -> int:
    """How many of those in these states a reminder names: who wants none is left out."""
    query = (
        select(func.count())
        .select_from(Signup)
        .outerjoin(Member, member_is(Signup.person_id, Signup.team_id))
        .where(
            col(Signup.canvass_id) == at.id,
            col(Signup.state).in_(states),
            col(Signup.muted).is_(False),
            col(Member.reminders).is_not(False),
        )
    )
    return at.tx.exec(query).one()


def _note(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Note whom a message reached; where it was full, another goes to whoever is left."""
    details = json.loads(nudge.details)
    people = details.get(TOLD, [])
    if nudge.state is not NudgeState.SENT or not people:
        return
    reached = (col(Signup.canvass_id) == nudge.canvass_id, col(Signup.person_id).in_(people))
    tx.exec(update(Signup).where(*reached).values(told_at=now))
    if nudge.kind in TO_MANY and len(people) >= NAMED_MOST:
        first = nudge.set_out_at or now
        nudges.schedule(
            tx,
            key=f"{nudge.kind}:{nudge.canvass_id}:after:{nudge.id}",
            team_id=nudge.team_id,
            kind=nudge.kind,
            due_at=now,
            canvass_id=nudge.canvass_id,
            expires_at=nudge.expires_at,
            details={SINCE: details.get(SINCE) or first.isoformat()},
        )


for _kind in (*TO_MANY, NudgeKind.PROMOTED):
    nudges.followed_by(_kind)(_note)
