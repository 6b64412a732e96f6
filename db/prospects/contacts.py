"""What was tried: everybody in the team may write down that they were in touch."""

from datetime import datetime

from sqlmodel import Session

from db import followups
from db.facts import Actor
from db.facts.playbooks import Kind
from db.facts.prospects import CONTACT_MOST, ContactHow, ContactResult, ProspectFacts, Stage
from db.models.prospects import ContactMade
from db.prospects import clocks, rows, stages
from db.prospects.reading import as_it_is
from db.prospects.rows import NAME_MOST, Locked
from db.refusals import ContactAhead, OnlyOfficials, PressNotAllowed

ASKS = frozenset(
    {ContactHow.ASK, ContactHow.LETTER, ContactHow.CALL, ContactHow.MESSAGE, ContactHow.VISIT, ContactHow.PRESS}
)
"""Ways of being in touch with which the asking has begun."""

_BEFORE = (Stage.RESEARCH, Stage.ASK, Stage.PREPARE)
_ASLEEP = (Stage.PARKED, Stage.DECLINED)


def log(
    tx: Session,
    *,
    actor: Actor,
    prospect_id: int,
    how: ContactHow,
    result: ContactResult,
    note: str,
    at: datetime,
    now: datetime,
) -> ProspectFacts:
    """Write down that somebody was in touch, and what came of it; what waits for word of them begins anew.

    A meeting that was granted is prepared next, one that was refused is asked for again; an ask begins the asking.
    Raises Gone, TooLong, ContactAhead, and for the press OnlyOfficials and PressNotAllowed.
    """
    them = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.anybody, now=now)
    if at > now:
        raise ContactAhead(contact_at=at)
    if how is ContactHow.PRESS:
        _check_press(them)
    tx.add(
        ContactMade(
            team_id=them.team.id,
            prospect_id=them.id,
            how=how,
            result=result,
            note=rows.lines(note, CONTACT_MOST),
            by_id=actor.person_id,
            by_name=actor.name[:NAME_MOST],
            at=at,
        )
    )
    _move(them, how, result)
    followups.contact_logged(tx, team_id=them.team.id, prospect_id=them.id, now=now)
    return as_it_is(them, actor)


# ---- inside ----------------------------------------------------------------------------------------


def _check_press(at: Locked) -> None:
    if at.row.kind is not Kind.OFFICIAL:
        raise OnlyOfficials
    if at.row.press_allowed_at is None:
        raise PressNotAllowed


def _move(at: Locked, how: ContactHow, result: ContactResult) -> None:
    """To the stage that follows from what came of it; else only the time begins anew."""
    stage = _next(at.row.stage, how, result)
    if result is ContactResult.GRANTED:
        stages.met(at)
    elif result is ContactResult.REFUSED:
        at.row.refused = True
    if stage is not None and stage is not at.row.stage:
        stages.enter(at, stage)
    else:
        clocks.touch(at)


def _next(stage: Stage, how: ContactHow, result: ContactResult) -> Stage | None:
    if result is ContactResult.GRANTED:
        return Stage.PREPARE if stage in (*_BEFORE, *_ASLEEP) else None
    if result is ContactResult.REFUSED:
        return Stage.ASK if stage in _BEFORE else None
    if how is ContactHow.THANKS:
        return Stage.FOLLOWED_UP if stage is Stage.EVALUATED else None
    return Stage.ASK if stage is Stage.RESEARCH and how in ASKS else None
