"""Several lines of a prep room at once, as one form has them: what nobody else touched is saved, the rest is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.facts import Actor
from db.facts.meetings import Change, Clash, Saved
from db.meetings import rows
from db.meetings.reading import as_it_is
from db.meetings.room import erase_line, write
from db.refusals import LineChanged


def save(tx: Session, *, actor: Actor, meeting_id: int, changes: Sequence[Change], now: datetime) -> Saved:
    """Write, and take out what was emptied; what somebody else changed meanwhile stays as it stands now, and is told.

    By those who go and those who lead it. Raises what `write` raises, but for LineChanged; then nothing is saved.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now, shown=False)
    rows.check_on(at)
    clashes = []
    # What is taken out makes room for what is new.
    for change in sorted(changes, key=lambda one: bool(one.text.strip())):
        try:
            _do(tx, actor, meeting_id, change, now)
        except LineChanged as there:
            values = there.values
            clashes.append(Clash(change, *(values[name] for name in ("name", "text", "more", "line_id", "version"))))
    return Saved(as_it_is(at), tuple(clashes))


def _do(tx: Session, actor: Actor, meeting_id: int, change: Change, now: datetime) -> None:
    seen = {"line_id": change.line_id, "version": change.version}
    of: dict[str, Any] = {"actor": actor, "meeting_id": meeting_id, "now": now, **seen}
    if change.text.strip():
        write(tx, section=change.section, text=change.text, more=change.more, place=change.place, **of)
    elif change.line_id is not None:
        erase_line(tx, **of)
