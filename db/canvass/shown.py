"""Where Discord shows a session: its card, its thread and its scheduled event. A session that is gone is no trouble."""

from datetime import datetime

from sqlmodel import Session

from db.canvass.paired import pairs
from db.canvass.reading import facts
from db.canvass.rows import begin_leading, check_on, row_of
from db.facts import Actor, CanvassFacts, CanvassState
from db.refusals import NobodyToPair

TO_POST = 0
"""In place of a message's id: the card is wanted, and has yet to be posted."""


def remember_card(tx: Session, *, canvass_id: int, channel_id: int, message_id: int | None) -> None:
    """Remember where the card is, which opens the session; with None, that it has to be posted anew."""
    if row := row_of(tx, canvass_id):
        row.channel_id, row.message_id = channel_id, message_id
        if row.state is CanvassState.PLANNED and message_id is not None:
            row.state = CanvassState.OPEN


def remember_painted(tx: Session, *, canvass_id: int, changes: int) -> None:
    """Remember that the card shows a session as it was after so many changes; a later state that it shows stands."""
    if row := row_of(tx, canvass_id):
        row.painted = max(row.painted, changes)


def show_pairs(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> CanvassFacts:
    """Have the pairs shown in the thread; what is shown there already is kept up to date by itself.

    Raises Gone, OnlyCaptain, CanvassCancelled, CanvassOver, and NobodyToPair before there are any.
    """
    at = begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    check_on(at)
    if not pairs(tx, team_id=at.team.id, canvass_id=at.id):
        raise NobodyToPair
    if at.row.pairs_message_id is None:
        at.row.pairs_message_id = TO_POST
    return facts(tx, team_id=at.team.id, canvass_id=at.id)


def remember_pairs(tx: Session, *, canvass_id: int, message_id: int | None) -> None:
    """Remember the card in the thread that shows the pairs; with None, that there is none any more."""
    if row := row_of(tx, canvass_id):
        row.pairs_message_id = message_id


def remember_thread(tx: Session, *, canvass_id: int, thread_id: int | None) -> None:
    """Remember the session's thread."""
    if row := row_of(tx, canvass_id):
        row.thread_id = thread_id


def remember_event(tx: Session, *, canvass_id: int, event_id: int | None, version: int) -> None:
    """Remember the session's scheduled event, and which version of the session it shows."""
    if row := row_of(tx, canvass_id):
        row.event_id, row.event_version = event_id, version
