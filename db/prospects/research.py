"""What was found out in public sources: sealed, with its source, and gone after a set time."""

from datetime import datetime

from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.prospects import RESEARCH_MOST, SOURCE_MOST, ProspectFacts
from db.models.prospects import ResearchNote
from db.prospects import clocks, rows
from db.prospects.reading import as_it_is
from db.prospects.rows import ID_MOST
from db.refusals import Gone, OnlyLead, SourceMissing, TextMissing, TooMany

NOTES_MOST = 40
"""Notes on one prospect."""

_QUESTION_MOST = 20


def note(
    tx: Session, *, actor: Actor, prospect_id: int, question: str, note: str, source: str, now: datetime
) -> ProspectFacts:
    """Write down one thing; `question` is the playbook's key, or empty. For those who may read research.

    Raises Gone, OnlyLead, TextMissing, SourceMissing, TooLong and TooMany.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.anybody, now=now)
    if not rows.reads(tx, actor, at.row):
        raise OnlyLead
    text, where = rows.lines(note, RESEARCH_MOST), rows.line(source, SOURCE_MOST)
    rows.some(text)
    try:
        rows.some(where)
    except TextMissing:
        raise SourceMissing from None
    if len(tx.exec(select(ResearchNote.id).where(col(ResearchNote.prospect_id) == at.id)).all()) >= NOTES_MOST:
        raise TooMany(most=NOTES_MOST)
    tx.add(
        ResearchNote(
            team_id=at.team.id,
            prospect_id=at.id,
            question=question[:_QUESTION_MOST],
            note=text,
            source=where,
            by_id=actor.person_id,
            at=now,
        )
    )
    clocks.touch(at)
    return as_it_is(at, actor)


def erase(tx: Session, *, actor: Actor, note_id: int, now: datetime) -> ProspectFacts:
    """Erase one thing, by whoever wrote it or works on the prospect. Raises Gone and OnlyLead."""
    row = tx.get(ResearchNote, note_id) if 0 < note_id <= ID_MOST else None
    if row is None or row.team_id != actor.team_id:
        raise Gone
    at = rows.begin(tx, actor=actor, prospect_id=row.prospect_id, may=rows.anybody, now=now)
    if not rows.works(actor, at.row) and row.by_id != actor.person_id:
        raise OnlyLead
    tx.delete(row)
    return as_it_is(at, actor)
