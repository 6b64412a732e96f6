"""Where Discord shows a meeting: its card, its thread and its scheduled event. One that is gone is no trouble."""

from sqlmodel import Session

from db.meetings.rows import row_of


def remember_card(tx: Session, *, meeting_id: int, channel_id: int, message_id: int | None) -> None:
    """Remember where the card is; with None, that it has to be posted anew."""
    if row := row_of(tx, meeting_id):
        row.channel_id, row.message_id = channel_id, message_id


def remember_painted(tx: Session, *, meeting_id: int, changes: int) -> None:
    """Remember that the card shows a meeting as it was after so many changes; a later state that it shows stands."""
    if row := row_of(tx, meeting_id):
        row.shown = max(row.shown, changes)


def remember_thread(tx: Session, *, meeting_id: int, thread_id: int | None) -> None:
    """Remember the meeting's thread."""
    if row := row_of(tx, meeting_id):
        row.thread_id = thread_id


def remember_event(tx: Session, *, meeting_id: int, event_id: int | None, version: int) -> None:
    """Remember the meeting's scheduled event, and which version of the meeting it shows."""
    if row := row_of(tx, meeting_id):
        row.event_id, row.event_version = event_id, version
