"""What stands in a prep room: every text is a row of its own with its version, so that two who write lose nothing.

Units are for those who go to the meeting and those who lead it. They raise Gone, OnlyAttendees, MeetingOff and
MeetingClosed.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.meetings import LINE_MOST, LINES_MOST, MANY, NOTES_MOST, MeetingFacts, Section
from db.facts.playbooks import MESSAGES_MOST
from db.meetings import rows
from db.meetings.bounds import needed, within
from db.meetings.reading import as_it_is, look_whether_ready
from db.meetings.rows import Locked
from db.models.meetings import PrepLine
from db.models.teams import Member
from db.names import tidy_lines
from db.refusals import LineChanged, RoomFull

Texts = tuple[str, str]


def write(
    tx: Session,
    *,
    actor: Actor,
    meeting_id: int,
    section: Section,
    text: str,
    more: str = "",
    line_id: int | None = None,
    version: int | None = None,
    place: int | None = None,
    now: datetime,
) -> MeetingFacts:
    """Write a line, or over the one of this id as it was when they opened it; the same text twice is harmless.

    Without a version it is written over whatever stands there by now. `place`: which line of its section it was to
    be, where they saw that there was room. Raises TextMissing, TooLong (500 characters, notes 1500), RoomFull (3 core
    messages, 12 facts or likely no's), and LineChanged where somebody else was faster.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now)
    rows.check_on(at)
    text, more = needed(text, NOTES_MOST if section is Section.NOTES else LINE_MOST), _more(more)
    there = _lines(at, section)
    line = next((one for one in there if one.id == line_id), None)
    if line is None and not any((one.text, one.more) == (text, more) for one in there):
        line = _new(at, section, there, again=line_id is not None and version is not None, place=place)
    if line is not None:
        _check_version(at, line, (text, more), version)
        _put(at, line, actor, (text, more))
    look_whether_ready(at)
    return as_it_is(at)


def erase_line(
    tx: Session, *, actor: Actor, meeting_id: int, line_id: int, version: int | None = None, now: datetime
) -> MeetingFacts:
    """Take a line out, as it was when they looked. Twice is harmless. Raises LineChanged."""
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now)
    rows.check_on(at)
    query = select(PrepLine).where(
        col(PrepLine.id) == line_id, col(PrepLine.meeting_id) == at.id, col(PrepLine.section) != Section.LEARNED
    )
    line = tx.exec(query).first() if 0 < line_id <= rows.ID_MOST else None
    if line is not None:
        if version is not None and version != line.version:
            raise _changed(at, line)
        tx.delete(line)
    look_whether_ready(at)
    return as_it_is(at)


# ---- inside ----------------------------------------------------------------------------------------


def _more(text: str) -> str:
    return within(tidy_lines(text), LINE_MOST)


def _lines(at: Locked, section: Section) -> Sequence[PrepLine]:
    query = select(PrepLine).where(col(PrepLine.meeting_id) == at.id, col(PrepLine.section) == section)
    return at.tx.exec(query.order_by(col(PrepLine.id))).all()


def _new(at: Locked, section: Section, there: Sequence[PrepLine], *, again: bool, place: int | None) -> PrepLine:
    """A line to write on. `again`: they wrote over one that somebody took out meanwhile."""
    if again:
        raise LineChanged(name="", text="", more="", line_id=None, version=None)
    if section not in MANY and there:
        raise _changed(at, there[0])
    most = MESSAGES_MOST if section is Section.MESSAGES else LINES_MOST
    if len(there) >= most:
        raise RoomFull(most=most) if place is None else _changed(at, there[min(place, most - 1)])
    return PrepLine(team_id=at.team.id, meeting_id=at.id, section=section, text="", version=0, at=at.now)


def _check_version(at: Locked, line: PrepLine, texts: Texts, version: int | None) -> None:
    there = (line.text, line.more)
    if line.version and version is not None and version != line.version and there != texts:
        raise _changed(at, line)


def _put(at: Locked, line: PrepLine, actor: Actor, texts: Texts) -> None:
    if (line.text, line.more) == texts:
        return
    line.text, line.more = texts
    line.version += 1
    line.by_id, line.at = actor.person_id, at.now
    at.tx.add(line)


def _changed(at: Locked, line: PrepLine) -> LineChanged:
    """What stands there now, and by whom."""
    member = at.tx.get(Member, (at.team.id, line.by_id)) if line.by_id else None
    return LineChanged(member.name if member else "", line.text, line.more, line.id, line.version)
