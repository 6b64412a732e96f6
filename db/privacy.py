"""What is kept about a person: how they see it, and how "forget me" erases it. Where it is, db/held.py says."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select, update

from db import canvass, followups, meetings, prospects
from db.doors import together
from db.facts import Actor, CanvassFacts, ForgetEffect, Forgotten, Kept, SignupState
from db.held import HELD, MENTIONS, Held
from db.models.base import Table, metadata
from db.models.canvass import Canvass, PairMember, Signup
from db.models.doors import Attendance, Knock, Staying
from db.models.meetings import Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.models.teams import Draft
from db.models.turf import Turf


@dataclass(frozen=True, slots=True)
class _Names:
    """What stands in place of numbers that nobody should see."""

    session: Callable[[int], CanvassFacts | None]
    prospect: Callable[[int], Prospect]
    meeting: Callable[[int], Meeting]
    turf: Callable[[int], Turf]


def export(tx: Session, *, actor: Actor) -> tuple[Kept, ...]:
    """All that is kept about a person in a team, table by table.

    Sessions are given by name and time, prospects and neighborhoods by name.
    """
    names = _Names(  # thousands of doors are of a few sessions
        cache(lambda number: canvass.find(tx, canvass_id=number)),
        cache(lambda number: tx.get_one(Prospect, number)),
        cache(lambda number: tx.get_one(Meeting, number)),
        cache(lambda number: tx.get_one(Turf, number)),
    )
    kept: dict[str, Kept] = {}
    for one in (_kept(tx, held, actor, names) for held in HELD):
        before = kept.get(one.name)
        kept[one.name] = replace(before, rows=before.rows + one.rows) if before else one
    return tuple(kept.values())


def effect(tx: Session, *, actor: Actor, now: datetime) -> ForgetEffect:
    """What `forget` would do."""
    sessions = [facts for number in _sessions(tx, actor) if (facts := canvass.find(tx, canvass_id=number))]
    coming = [facts for facts in sessions if not facts.over and facts.plan.ends_at > now]
    answered = [facts for facts in sessions if facts.of(actor.person_id)]
    return ForgetEffect(
        leaves=tuple(facts.name for facts in coming if _comes(facts, actor)),
        captain_of=tuple(facts.name for facts in coming if facts.plan.captain_id == actor.person_id),
        past_signups=sum(facts not in coming for facts in answered),
        known=any(_count(tx, held, actor) for held in HELD),
    )


def forget(tx: Session, *, actor: Actor, now: datetime) -> Forgotten:
    """Erase a person from a team. Doing so twice is harmless.

    Places that they held go to the next in line, and what they promised others goes back to those.
    """
    sessions, asking = _sessions(tx, actor), _asking(tx, actor)
    _keep_out(tx, actor)
    followups.forget_person(tx, team_id=actor.team_id, person_id=actor.person_id, now=now)
    canvass.forget_person(tx, team_id=actor.team_id, person_id=actor.person_id, now=now)
    meetings.forget_person(tx, team_id=actor.team_id, person_id=actor.person_id, now=now)
    prospects.forget_person(tx, team_id=actor.team_id, person_id=actor.person_id, now=now)
    tx.flush()
    together.forget(tx, team_id=actor.team_id, person_id=actor.person_id)
    for held in HELD:
        if held.blank:
            tx.exec(update(held.table).where(*_theirs(held, actor)).values(dict(held.blank)))
        else:
            tx.exec(delete(held.table).where(*_theirs(held, actor)))
    for table, column in MENTIONS:
        _unname(tx, table, column, actor)
    _unname_keys(tx, actor)
    return Forgotten(tuple(sessions), tuple(asking))


# ---- inside ----------------------------------------------------------------------------------------


def _comes(facts: CanvassFacts, actor: Actor) -> bool:
    mine = facts.of(actor.person_id)
    return mine is not None and mine.state is not SignupState.CANT


def _column(table: type[Table], name: str) -> Any:
    return getattr(table, name)


def _of_team(table: type[Table], team_id: int) -> ColumnElement[bool]:
    if hasattr(table, "team_id"):
        mine: ColumnElement[bool] = col(_column(table, "team_id")) == team_id
        return mine
    sessions = select(Canvass.id).where(col(Canvass.team_id) == team_id)
    return col(_column(table, "canvass_id")).in_(sessions)


def _theirs(held: Held, actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _of_team(held.table, actor.team_id), col(_column(held.table, held.column)) == actor.person_id


def _count(tx: Session, held: Held, actor: Actor) -> int:
    return tx.exec(select(func.count()).select_from(held.table).where(*_theirs(held, actor))).one()


def _sessions(tx: Session, actor: Actor) -> list[int]:
    """The sessions in which a person appears."""
    found: set[int] = set()
    for held in HELD:
        if held.table in {Canvass, Signup, PairMember, Attendance, Staying}:
            found.update(tx.exec(select(_session_of(held)).where(*_theirs(held, actor))))
    return sorted(found)


def _asking(tx: Session, actor: Actor) -> list[int]:
    """The prospects about whom the team was asked in their name."""
    theirs = (col(Prospect.team_id) == actor.team_id, col(Prospect.owner_id) == actor.person_id)
    query = select(Prospect.id).where(*theirs, col(Prospect.asking_message_id).is_not(None))
    return [number for number in tx.exec(query.order_by(col(Prospect.id))) if number is not None]


def _keep_out(tx: Session, actor: Actor) -> None:
    """Lock the sessions at whose doors they were: a press at the same moment is counted before, or after."""
    mine = select(Knock.canvass_id).where(col(Knock.team_id) == actor.team_id, col(Knock.person_id) == actor.person_id)
    lock = select(Canvass.id).where(col(Canvass.id).in_(mine)).order_by(col(Canvass.id)).with_for_update()
    tx.exec(lock).all()


def _session_of(held: Held) -> Any:
    return _column(held.table, "id" if held.table is Canvass else "canvass_id")


def _kept(tx: Session, held: Held, actor: Actor, names: _Names) -> Kept:
    key = metadata.tables[str(held.table.__tablename__)].primary_key
    rows = tx.exec(select(held.table).where(*_theirs(held, actor)).order_by(*key)).all()
    shown = [{name: getattr(row, name) for name in held.shown} for row in rows]
    return Kept(held.name, held.rule, tuple(_readable(names, held, row) for row in shown))


def _readable(names: _Names, held: Held, row: dict[str, object]) -> dict[str, object]:
    """A row whose session has its name and time in place of its number, whose prospect its name; a meeting has both."""
    number = row.pop("id" if held.table is Meeting else "meeting_id", None)
    if isinstance(number, int):
        meeting = names.meeting(number)
        row = {"prospect_id": meeting.prospect_id, "starts_at": meeting.starts_at, **row}
    if isinstance(answers := row.pop("answers", None), dict):
        row |= answers
    if isinstance(number := row.pop("prospect_id", None), int):
        them = names.prospect(number)
        row = {"prospect": them.name, "kind": them.kind, **row}
    if isinstance(number := row.pop("turf_id", None), int):
        row = {"turf": names.turf(number).name, **row}
    if isinstance(answer := row.get("answer"), dict):  # a private one; what was said to a reminder is a word
        row = {name: row[name] for name in row if name != "answer"} | answer
    if isinstance(scope := row.get("scope"), str) and scope.startswith("s:"):
        row = {"canvass_id": int(scope.removeprefix("s:")), **{name: row[name] for name in row if name != "scope"}}
    key = "id" if held.table is Canvass else "canvass_id"
    if isinstance(number := row.pop(key, None), int) and (facts := names.session(number)):
        return {"session": facts.name, "starts_at": facts.plan.starts_at, **row}
    return row


def _unname(tx: Session, table: type[Table], column: str, actor: Actor) -> None:
    """Take a person out of the JSON in a column; what else it says stays."""
    texts, wanted = col(_column(table, column)), [_of_team(table, actor.team_id)]
    if table is not Draft:  # what is sealed cannot be searched: all of the team's are opened
        wanted.append(texts.contains(str(actor.person_id), autoescape=True))
    for row in tx.exec(select(table).where(*wanted)):
        without = _without(json.loads(getattr(row, column)), actor.person_id)
        setattr(row, column, json.dumps(without, ensure_ascii=False))
    tx.flush()


def _without(value: Any, person_id: int) -> Any:
    if isinstance(value, dict):
        gone = any(_is(part, person_id) for part in value.values())
        # Beside the id, a name is that person's.
        return {k: "" if gone and "name" in k else _without(part, person_id) for k, part in value.items()}
    if isinstance(value, list):
        return [_without(part, person_id) for part in value if not _is(part, person_id)]
    if isinstance(value, str):
        # A field of people holds their ids with commas between; elsewhere an id may stand in a typed mention.
        others = ",".join(part for part in value.split(",") if part != str(person_id))
        return re.sub(rf"(?<!\d){person_id}(?!\d)", "", others)
    return None if _is(value, person_id) else value


def _is(value: object, person_id: int) -> bool:
    return value in (person_id, str(person_id))


def _unname_keys(tx: Session, actor: Actor) -> None:
    """A nudge's key may say whom its cause was about; nothing needs to find it by that any more."""
    named = col(Nudge.key).contains(str(actor.person_id), autoescape=True)
    for nudge in tx.exec(select(Nudge).where(col(Nudge.team_id) == actor.team_id, named)):
        if str(actor.person_id) in nudge.key.split(":"):
            nudge.key = f"forgotten:{nudge.id}"
    tx.flush()
