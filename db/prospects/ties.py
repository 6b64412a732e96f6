"""Who should ask: members answer in private, and only a yes is ever read by anybody else.

A no is a row like a yes, sealed, so that the file does not tell the two apart; it goes when the round closes. Nothing
here can list who was asked, who answered, or who said no.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.prospects import ROUND_DAYS, TIE_NOTE_MOST, TIES_MOST, ProspectFacts, Stage, TieAnswer, Willing
from db.models.prospects import Prospect, Tie
from db.prospects import clocks, offers, rows, stages
from db.prospects.reading import as_it_is, willing_of
from db.refusals import OnlyLead, TooMany

_KEY_MOST = 20
_OPEN_FOR = timedelta(days=ROUND_DAYS)


def open_round(tx: Session, *, actor: Actor, prospect_id: int, channel_id: int, now: datetime) -> ProspectFacts:
    """Ask the members in a channel for ROUND_DAYS; while it is open, asking anew gives it its full time again.

    For those who work on it: raises Gone and OnlyLead.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    if at.row.asking_channel_id != channel_id:
        at.row.asking_channel_id, at.row.asking_message_id = channel_id, None
    at.row.asking_since = now
    if at.row.stage is Stage.RESEARCH:
        stages.enter(at, Stage.ASK)
    else:
        clocks.touch(at)
    return as_it_is(at, actor)


def posted(tx: Session, *, team_id: int, prospect_id: int, message_id: int) -> None:
    """Remember which message asks."""
    row = rows.row_of(tx, team_id=team_id, prospect_id=prospect_id)
    row.asking_message_id = message_id


def team_asked(tx: Session, *, prospect_id: int) -> int | None:
    """The team whose members a card asks; None where none was posted, or where it is about nobody any more."""
    row = tx.get(Prospect, prospect_id)
    return row.team_id if row is not None and row.asking_message_id is not None else None


def close_round(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> ProspectFacts:
    """End the question before its time. For those who work on it: raises Gone and OnlyLead."""
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    at.row.asking_since = None
    _erase_noes(tx, at.id)
    return as_it_is(at, actor)


def answer(
    tx: Session,
    *,
    actor: Actor,
    prospect_id: int,
    ties: Sequence[str],
    willing: bool,
    note: str = "",
    promise: str = "",
    now: datetime,
) -> TieAnswer:
    """A person's own answer, in place of the one before; `ties` are the playbook's keys.

    For everybody in the team. The owner is told of a yes, as a promise in the words of `promise`; without words nobody
    is. Outside a round a no is not kept at all. Raises Gone, TooLong and TooMany.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.anybody, now=now)
    given = _checked(willing, ties, note)
    tie = tx.get(Tie, (at.id, actor.person_id)) or Tie(
        prospect_id=at.id, person_id=actor.person_id, team_id=at.team.id, answer={"willing": False}, at=now
    )
    before = bool(tie.answer["willing"])
    if willing or _is_open(at.row, now):
        tie.answer, tie.at = {"willing": given.willing, "ties": list(given.ties), "note": given.note}, now
        tx.add(tie)
    elif tie in tx:
        tx.delete(tie)
    tx.flush()
    if willing and not before and promise:
        offers.tell(at, actor.person_id, promise)
    elif before and not willing:
        offers.take_back(at, actor.person_id)
    return given


def my_answer(tx: Session, *, actor: Actor, prospect_id: int) -> TieAnswer | None:
    """What the person themselves answered; None where nothing is kept. Raises Gone."""
    rows.row_of(tx, team_id=actor.team_id, prospect_id=prospect_id)
    tie = tx.get(Tie, (prospect_id, actor.person_id))
    return _read(tie.answer) if tie else None


def willing(tx: Session, *, actor: Actor, prospect_id: int) -> tuple[Willing, ...]:
    """Those who said yes: first who has not tried yet, then by time. For the owner and organizers.

    Raises Gone and OnlyLead.
    """
    row = rows.row_of(tx, team_id=actor.team_id, prospect_id=prospect_id)
    if not rows.leads(actor, row):
        raise OnlyLead
    return willing_of(tx, row)


def close_rounds(tx: Session, *, now: datetime, most: int) -> tuple[int, ...]:
    """Erase the noes of rounds whose time is over, of all teams; returns of which prospects, `most` at a time."""
    over = select(Prospect).where(col(Prospect.asking_since) < now - _OPEN_FOR).order_by(col(Prospect.id))
    found = tx.exec(over.limit(most).with_for_update(skip_locked=True)).all()
    for row in found:
        row.asking_since = None
        _erase_noes(tx, row.id or 0)
    tx.flush()
    return tuple(row.id or 0 for row in found)


# ---- inside ----------------------------------------------------------------------------------------


def _is_open(row: Prospect, now: datetime) -> bool:
    return row.asking_since is not None and now < row.asking_since + _OPEN_FOR


def _checked(willing: bool, ties: Sequence[str], note: str) -> TieAnswer:
    keys = tuple(dict.fromkeys(rows.line(key, _KEY_MOST) for key in ties))
    if len(keys) > TIES_MOST:
        raise TooMany(most=TIES_MOST)
    text = rows.lines(note, TIE_NOTE_MOST)
    if not willing:
        return TieAnswer(False)  # how somebody knows them is nobody's business then
    return TieAnswer(True, keys, text)


def _read(answer: dict[str, Any]) -> TieAnswer:
    return TieAnswer(bool(answer["willing"]), tuple(answer["ties"]), str(answer["note"]))


def _erase_noes(tx: Session, prospect_id: int) -> None:
    for tie in tx.exec(select(Tie).where(col(Tie.prospect_id) == prospect_id)).all():
        if not tie.answer["willing"]:
            tx.delete(tie)
    tx.flush()
