"""Playbooks, letters and notes of thanks as a team changed them: every version is kept, going back is a new one.

Until a team changes a text, it has the one that comes with TocToc: version 0, without a row. An empty body is that
text too, whatever it says by then. What a body may be (JSON, blanks) is for whoever reads it to check.
"""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.adapted import BODY_MOST, LETTER_MOST, AdaptedChange, AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind
from db.models.adapted import Adapted
from db.models.teams import Member, Team
from db.names import tidy_lines
from db.refusals import AdaptedOvertaken, Gone, OnlyOrganizers, ScriptMissing, TooLong
from db.teams import meet

LISTED = 200
"""Versions that a list shows, newest first; older ones are kept all the same."""


def current(tx: Session, *, team_id: int, what: AdaptedWhat, kind: Kind, language: str) -> AdaptedText:
    """The text as it stands."""
    return _last(tx, team_id, AdaptedText(what, kind, language, 0))


def to_change(tx: Session, *, actor: Actor, what: AdaptedWhat, kind: Kind, language: str) -> AdaptedText:
    """The same, for somebody who is about to change it. Raises OnlyOrganizers."""
    _check(actor)
    return current(tx, team_id=actor.team_id, what=what, kind=kind, language=language)


def versions(tx: Session, *, actor: Actor, what: AdaptedWhat, kind: Kind, language: str) -> tuple[AdaptedText, ...]:
    """All versions, newest first; the last is TocToc's own. Raises OnlyOrganizers."""
    _check(actor)
    own = AdaptedText(what, kind, language, 0)
    query = select(Adapted, col(Member.name)).outerjoin(Member, _changer()).where(*_of(actor.team_id, own))
    rows = tx.exec(query.order_by(col(Adapted.version).desc()).limit(LISTED))
    return (*(_facts(row, name) for row, name in rows), own)


def version(tx: Session, *, actor: Actor, what: AdaptedWhat, kind: Kind, language: str, number: int) -> AdaptedText:
    """One version. Raises OnlyOrganizers and Gone."""
    shown = versions(tx, actor=actor, what=what, kind=kind, language=language)
    found = next((one for one in shown if one.version == number), None)
    if found is None:
        raise Gone
    return found


def change(
    tx: Session,
    *,
    actor: Actor,
    what: AdaptedWhat,
    kind: Kind,
    language: str,
    body: str,
    seen: int,
    own: str = "",
    now: datetime,
) -> AdaptedChange:
    """Save a new text; `seen` is the version that it was written on, `own` what TocToc's text says, if it is at hand.

    The same text again changes nothing. Raises OnlyOrganizers, ScriptMissing for a letter without a word, TooLong,
    and AdaptedOvertaken where somebody else saved another version meanwhile: then nothing is changed.
    """
    _begin(tx, actor, now)
    text = body if what is AdaptedWhat.PLAYBOOK else tidy_lines(body)
    _check_body(what, text)
    before = current(tx, team_id=actor.team_id, what=what, kind=kind, language=language)
    if text == before.body or (own and text == (before.body or own)):
        return AdaptedChange(before, same=True)
    if before.version != seen:
        raise AdaptedOvertaken
    return AdaptedChange(_add(tx, actor, before, "" if text == own else text, now))


def restore(
    tx: Session, *, actor: Actor, what: AdaptedWhat, kind: Kind, language: str, number: int, now: datetime
) -> AdaptedChange:
    """Go back to a version, as a new one; 0 is TocToc's own text. Raises OnlyOrganizers and Gone."""
    _begin(tx, actor, now)
    old = version(tx, actor=actor, what=what, kind=kind, language=language, number=number)
    before = current(tx, team_id=actor.team_id, what=what, kind=kind, language=language)
    if old.body == before.body:
        return AdaptedChange(before, same=True)
    return AdaptedChange(_add(tx, actor, before, old.body, now))


# ---- inside ------------------------------------------------------------------------------------------------


def _check(actor: Actor) -> None:
    if not actor.organizer:
        raise OnlyOrganizers


def _check_body(what: AdaptedWhat, text: str) -> None:
    most = BODY_MOST if what is AdaptedWhat.PLAYBOOK else LETTER_MOST
    if not text.strip():
        raise ScriptMissing
    if len(text) > most:
        raise TooLong(length=len(text), most=most)


def _begin(tx: Session, actor: Actor, now: datetime) -> None:
    _check(actor)
    # One after the other: two processes would else give two texts the same number.
    tx.exec(select(Team.id).where(col(Team.id) == actor.team_id).with_for_update(key_share=True)).first()
    meet(tx, actor=actor, now=now)
    tx.flush()


def _last(tx: Session, team_id: int, own: AdaptedText) -> AdaptedText:
    query = select(Adapted, col(Member.name)).outerjoin(Member, _changer()).where(*_of(team_id, own))
    found = tx.exec(query.order_by(col(Adapted.version).desc()).limit(1)).first()
    return _facts(*found) if found else own


def _of(team_id: int, text: AdaptedText) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Adapted.team_id) == team_id,
        col(Adapted.what) == text.what,
        col(Adapted.kind) == text.kind,
        col(Adapted.language) == text.language,
    )


def _changer() -> ColumnElement[bool]:
    return (col(Member.team_id) == col(Adapted.team_id)) & (col(Member.person_id) == col(Adapted.changed_by_id))


def _add(tx: Session, actor: Actor, before: AdaptedText, body: str, now: datetime) -> AdaptedText:
    row = Adapted(
        team_id=actor.team_id,
        what=before.what,
        kind=before.kind,
        language=before.language,
        version=before.version + 1,
        body=body,
        changed_by_id=actor.person_id,
        changed_at=now,
    )
    tx.add(row)
    tx.flush()
    return _facts(row, actor.name)


def _facts(row: Adapted, name: str | None) -> AdaptedText:
    return AdaptedText(
        row.what, row.kind, row.language, row.version, row.body, row.changed_by_id, name or "", row.changed_at
    )
