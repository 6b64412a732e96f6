"""What a team says at the door, and its card about rights: every version is kept, and going back is a new one.

Until a team changes a text, it has the one that comes with TocToc: version 0, without a row. An empty body is that
text too, whatever it says by then; so what a lawyer looked at is kept word for word.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db.canvass.rows import ID_MOST
from db.facts import Actor
from db.facts.scripts import REVIEWER_MOST, SCRIPT_MOST, ScriptChange, ScriptFacts, ScriptKind
from db.models.canvass import Canvass
from db.models.scripts import Script
from db.models.teams import Member, Team
from db.models.turf import Turf
from db.names import tidy, tidy_lines
from db.refusals import Gone, NameMissing, OnlyOrganizers, ReviewAhead, ScriptChanged, ScriptMissing, TooLong
from db.teams import meet

LISTED = 200
"""Versions that a list shows, newest first; older ones are kept all the same."""


def current(tx: Session, *, team_id: int, kind: ScriptKind, language: str) -> ScriptFacts:
    """The text as it stands."""
    query = select(Script, col(Member.name)).outerjoin(Member, _changer()).where(*_of(team_id, kind, language))
    found = tx.exec(query.order_by(col(Script.version).desc())).first()
    return _facts(*found) if found else ScriptFacts(kind, language, 0, "")


def place(tx: Session, *, team_id: int, canvass_id: int) -> str:
    """The neighborhood of a session of the team; empty where it has none, or there is no such session."""
    if not 0 < canvass_id <= ID_MOST:
        return ""
    query = select(Turf.name).join(Canvass, col(Canvass.turf_id) == col(Turf.id))
    return tx.exec(query.where(col(Canvass.id) == canvass_id, col(Canvass.team_id) == team_id)).first() or ""


def to_change(tx: Session, *, actor: Actor, kind: ScriptKind, language: str) -> ScriptFacts:
    """The same, for somebody who is about to change it. Raises OnlyOrganizers."""
    _check(actor)
    return current(tx, team_id=actor.team_id, kind=kind, language=language)


def versions(tx: Session, *, actor: Actor, kind: ScriptKind, language: str) -> tuple[ScriptFacts, ...]:
    """All versions, newest first; the last is TocToc's own. Raises OnlyOrganizers."""
    _check(actor)
    query = select(Script, col(Member.name)).outerjoin(Member, _changer()).where(*_of(actor.team_id, kind, language))
    rows = tx.exec(query.order_by(col(Script.version).desc()).limit(LISTED))
    return (*(_facts(row, name) for row, name in rows), ScriptFacts(kind, language, 0, ""))


def version(tx: Session, *, actor: Actor, kind: ScriptKind, language: str, number: int) -> ScriptFacts:
    """One version. Raises OnlyOrganizers and Gone."""
    shown = versions(tx, actor=actor, kind=kind, language=language)
    found = next((one for one in shown if one.version == number), None)
    if found is None:
        raise Gone
    return found


def change(
    tx: Session,
    *,
    actor: Actor,
    kind: ScriptKind,
    language: str,
    body: str,
    seen: int,
    own: str,
    now: datetime,
) -> ScriptChange:
    """Save a new text; `seen` is the version that it was written on, `own` what TocToc's text says.

    The same text again changes nothing. Where somebody was faster, theirs stays among the versions, and is told.
    Raises OnlyOrganizers, ScriptMissing and TooLong.
    """
    _begin(tx, actor, now)
    text = tidy_lines(body)
    if not text:
        raise ScriptMissing
    if len(text) > SCRIPT_MOST:
        raise TooLong(length=len(text), most=SCRIPT_MOST)
    before = current(tx, team_id=actor.team_id, kind=kind, language=language)
    if text == tidy_lines(before.body or own):
        return ScriptChange(before, same=True)
    values = {"body": "" if text == tidy_lines(own) else text}
    saved = _add(tx, actor, before, values, now)
    return ScriptChange(saved, overtaken=before if before.version != seen else None)


def restore(tx: Session, *, actor: Actor, kind: ScriptKind, language: str, number: int, now: datetime) -> ScriptChange:
    """Go back to a version, with its review: as a new one. Raises OnlyOrganizers and Gone."""
    _begin(tx, actor, now)
    old = version(tx, actor=actor, kind=kind, language=language, number=number)
    before = current(tx, team_id=actor.team_id, kind=kind, language=language)
    if old.body == before.body and old.reviewed_on == before.reviewed_on:
        return ScriptChange(before, same=True)
    values = {"body": old.body, "reviewed_by": old.reviewed_by, "reviewed_on": old.reviewed_on}
    return ScriptChange(_add(tx, actor, before, values, now))


def review(
    tx: Session,
    *,
    actor: Actor,
    kind: ScriptKind,
    language: str,
    seen: int,
    own: str,
    by: str,
    on: date,
    today: date,
    now: datetime,
) -> ScriptFacts:
    """Note who reviewed the version that was `seen`, and when: as a new version of the same text.

    Raises OnlyOrganizers, NameMissing, TooLong, ReviewAhead for a day that is still to come, and ScriptChanged where
    the text is another by now.
    """
    _begin(tx, actor, now)
    name = tidy(by)
    if not name:
        raise NameMissing
    if len(name) > REVIEWER_MOST:
        raise TooLong(length=len(name), most=REVIEWER_MOST)
    if on > today:
        raise ReviewAhead(typed=on.isoformat())
    before = current(tx, team_id=actor.team_id, kind=kind, language=language)
    if before.version != seen:
        raise ScriptChanged
    values = {"body": before.body or tidy_lines(own), "reviewed_by": name, "reviewed_on": on}
    return _add(tx, actor, before, values, now)


# ---- inside ------------------------------------------------------------------------------------------------


def _check(actor: Actor) -> None:
    if not actor.organizer:
        raise OnlyOrganizers


def _begin(tx: Session, actor: Actor, now: datetime) -> None:
    _check(actor)
    # One after the other: two processes would else give two texts the same number.
    tx.exec(select(Team.id).where(col(Team.id) == actor.team_id).with_for_update(key_share=True)).first()
    meet(tx, actor=actor, now=now)
    tx.flush()


def _of(team_id: int, kind: ScriptKind, language: str) -> tuple[ColumnElement[bool], ...]:
    return col(Script.team_id) == team_id, col(Script.kind) == kind, col(Script.language) == language


def _changer() -> ColumnElement[bool]:
    return (col(Member.team_id) == col(Script.team_id)) & (col(Member.person_id) == col(Script.changed_by_id))


def _add(tx: Session, actor: Actor, before: ScriptFacts, values: Mapping[str, Any], now: datetime) -> ScriptFacts:
    row = Script(
        team_id=actor.team_id,
        kind=before.kind,
        language=before.language,
        version=before.version + 1,
        changed_by_id=actor.person_id,
        changed_at=now,
        **values,
    )
    tx.add(row)
    tx.flush()
    return _facts(row, actor.name)


def _facts(row: Script, name: str | None) -> ScriptFacts:
    return ScriptFacts(
        kind=row.kind,
        language=row.language,
        version=row.version,
        body=row.body,
        changed_by=name or "",
        changed_at=row.changed_at,
        reviewed_by=row.reviewed_by,
        reviewed_on=row.reviewed_on,
    )
