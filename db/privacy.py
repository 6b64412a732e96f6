"""What is kept about a person: where it is, how they see it, and how "forget me" erases it.

HELD and MENTIONS are the whole list; a law of the house compares it with the tables.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select, update

from db import canvass, followups, meetings, prospects
from db.doors import together
from db.facts import Actor, CanvassFacts, ForgetEffect, Forgotten, Kept, SignupState
from db.models.adapted import Adapted
from db.models.base import Table, metadata
from db.models.canvass import Canvass, PairMember, Signup
from db.models.doors import Appreciation, Attendance, Cheer, Debrief, Knock, Tallied, Together
from db.models.followups import Followup
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask
from db.models.nudges import Nudge
from db.models.prospects import Committed, ContactMade, Prospect, ResearchNote, SignedOn, Tie
from db.models.scripts import Script
from db.models.teams import Draft, Member, SetupStep, TeamTrouble


@dataclass(frozen=True, slots=True)
class _Names:
    """What stands in place of numbers that nobody should see."""

    session: Callable[[int], CanvassFacts | None]
    prospect: Callable[[int], Prospect]
    meeting: Callable[[int], Meeting]


@dataclass(frozen=True, slots=True)
class Held:
    """A column with a person's id, what "my data" shows of its rows, and the rule by which they go by themselves.

    Forgetting deletes the row; where it is not only theirs, it empties what `blank` names instead.
    """

    name: str
    table: type[Table]
    column: str
    rule: str
    shown: Sequence[str]
    blank: Mapping[str, object] = field(default_factory=dict)


_MEMBER = ("name", "language", "discord_language", "zone", "reminders", "naming", "first_seen_at", "last_seen_at")
_SIGNUP = (
    "canvass_id", "state", "driver", "first_time", "languages", "note", "confirm", "answered_at", "muted", "told_at"
)  # fmt: skip
_OTHERS = ("text", "due_at", "state", "canvass_id")
_PROMISE = ("text", "due_at", "zone", "state", "silences", "muted", "canvass_id", "created_at", "done_at")
_KNOCK = ("canvass_id", "outcome", "n", "at")
_THANKS = ("canvass_id", "text", "public", "at")
_PROSPECT = ("kind", "name", "stage")
_PREP = ("meeting_id", "text", "due_at", "done_at")
_NUDGE = ("kind", "canvass_id", "due_at", "state", "sent_at", "answer", "answered_at")

HELD = (
    Held("member", Member, "person_id", "members", _MEMBER),
    Held("signup", Signup, "person_id", "signups", _SIGNUP),
    Held("pair", PairMember, "person_id", "pairs", ("canvass_id",)),
    Held("captain", Canvass, "captain_id", "captains", ("id",), {"captain_id": None, "captain_name": ""}),
    Held("planned", Canvass, "planned_by_id", "captains", ("id",), {"planned_by_id": None}),
    Held("promise", Followup, "owner_id", "followups", _PROMISE, {"owner_id": None, "owner_name": ""}),
    Held("promise_made", Followup, "made_by_id", "followups", _OTHERS, {"made_by_id": None}),
    Held("promise_led", Followup, "lead_id", "followups", _OTHERS, {"lead_id": None, "lead_name": ""}),
    Held("promise_asked", Followup, "handed_to_id", "followups", _OTHERS, {"handed_to_id": None, "handed_to_name": ""}),
    Held("promise_asking", Followup, "handed_by_id", "followups", _OTHERS, {"handed_by_id": None}),
    Held("promise_done", Followup, "done_by_id", "followups", _OTHERS, {"done_by_id": None}),
    Held("doors", Knock, "person_id", "doors", _KNOCK, {"person_id": None}),
    Held("doors_entered", Knock, "by_id", "doors", _KNOCK, {"by_id": None}),
    # The team's own totals are nobody's, and stay.
    Held("doors_total", Tallied, "person_id", "doors", ("scope", "outcome", "n")),
    *(Held("together", Together, column, "pairs", ("last_at",)) for column in ("one_id", "two_id", "three_id")),
    Held("attendance", Attendance, "person_id", "attendance", ("canvass_id", "walk_up", "arrived_at", "back_at")),
    Held("attendance_noted", Attendance, "by_id", "attendance", ("canvass_id", "arrived_at"), {"by_id": None}),
    Held("back_noted", Attendance, "back_by_id", "attendance", ("canvass_id", "back_at"), {"back_by_id": None}),
    Held("thanks_given", Appreciation, "from_id", "thanks", _THANKS),
    Held("thanks_got", Appreciation, "to_id", "thanks", _THANKS),
    Held("debrief", Debrief, "person_id", "debriefs", ("canvass_id", "good", "hard", "next_time", "at")),
    Held("cheer", Cheer, "person_id", "cheers", ("canvass_id", "at")),
    Held(
        "script",
        Script,
        "changed_by_id",
        "scripts",
        ("kind", "language", "version", "changed_at"),
        {"changed_by_id": None},
    ),
    Held(
        "adapted",
        Adapted,
        "changed_by_id",
        "scripts",
        ("what", "kind", "language", "version", "changed_at"),
        {"changed_by_id": None},
    ),
    Held("prospect", Prospect, "owner_id", "leads", _PROSPECT, {"owner_id": None, "owner_name": ""}),
    Held("prospect_asked", Prospect, "asker_id", "leads", _PROSPECT, {"asker_id": None, "asker_name": ""}),
    Held("prospect_made", Prospect, "made_by_id", "leads", _PROSPECT, {"made_by_id": None}),
    Held("pressing_asked", Prospect, "press_asked_by_id", "leads", _PROSPECT, {"press_asked_by_id": None}),
    Held("pressing_allowed", Prospect, "press_allowed_by_id", "leads", _PROSPECT, {"press_allowed_by_id": None}),
    Held(
        "research",
        ResearchNote,
        "by_id",
        "research",
        ("prospect_id", "question", "note", "source", "at"),
    ),
    Held(
        "contact",
        ContactMade,
        "by_id",
        "contacts",
        ("prospect_id", "how", "result", "note", "at"),
        {"by_id": None, "by_name": ""},
    ),
    Held("tie", Tie, "person_id", "ties", ("prospect_id", "answer", "at")),
    Held("sign_on", SignedOn, "by_id", "signons", ("prospect_id", "signed_on", "at"), {"by_id": None}),
    Held(
        "commitment",
        Committed,
        "owner_id",
        "commitments",
        ("prospect_id", "text", "state", "due_on"),
        {"owner_id": None, "owner_name": ""},
    ),
    Held("meeting_led", Meeting, "lead_id", "meetings", ("id",), {"lead_id": None, "lead_name": ""}),
    Held("meeting_planned", Meeting, "made_by_id", "meetings", ("id",), {"made_by_id": None}),
    Held(
        "meeting_next",
        Meeting,
        "next_owner_id",
        "meetings",
        ("id", "next_step", "next_due_on"),
        {"next_owner_id": None, "next_owner_name": ""},
    ),
    Held("attending", Attending, "person_id", "meetings", ("meeting_id", "read_at")),
    Held("prep_line", PrepLine, "by_id", "meetings", ("meeting_id", "text", "more", "at"), {"by_id": None}),
    Held("prep_task", PrepTask, "owner_id", "meetings", _PREP, {"owner_id": None, "owner_name": ""}),
    Held("prep_done", PrepTask, "done_by_id", "meetings", _PREP, {"done_by_id": None}),
    Held("evaluation", Evaluation, "person_id", "evaluations", ("meeting_id", "answers", "at")),
    Held("nudge", Nudge, "person_id", "nudges", _NUDGE),
    Held("draft", Draft, "person_id", "drafts", ("kind", "typed", "kept_at")),
    Held("setup_step", SetupStep, "person_id", "steps", ("step", "reached_at")),
)

MENTIONS: tuple[tuple[type[Table], str], ...] = (
    (Nudge, "details"),
    (Draft, "typed"),
    (TeamTrouble, "details"),
    (Prospect, "tried"),
)
"""Columns of JSON that may name a person in a row that is another's."""


def export(tx: Session, *, actor: Actor) -> tuple[Kept, ...]:
    """All that is kept about a person in a team, table by table.

    Sessions are given by name and time, prospects by name.
    """
    names = _Names(  # thousands of doors are of a few sessions
        cache(lambda number: canvass.find(tx, canvass_id=number)),
        cache(lambda number: tx.get_one(Prospect, number)),
        cache(lambda number: tx.get_one(Meeting, number)),
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
        if held.table in {Canvass, Signup, PairMember, Attendance}:
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
