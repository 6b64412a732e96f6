"""When things go by themselves: the rules, and the sweep that keeps them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, tuple_
from sqlalchemy import Table as Rows
from sqlalchemy import delete as delete_rows
from sqlalchemy import select as select_rows
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, select, update

from db import house, prospects
from db.doors import together
from db.doors.ledger import CAMPAIGN
from db.facts import FollowupState, NudgeState, Rule, Swept
from db.facts.doors import EVERYONE
from db.facts.meetings import Section
from db.facts.prospects import RESEARCH_DAYS, RESEARCH_OVER_DAYS, Stage
from db.models.adapted import Adapted
from db.models.base import Table, metadata
from db.models.canvass import Canvass, Pair, PairMember, Signup
from db.models.doors import Appreciation, Attendance, Cheer, Debrief, Knock, Staying, Tallied, Together
from db.models.followups import Followup
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask
from db.models.nudges import Nudge
from db.models.prospects import Committed, ContactMade, Prospect, ResearchNote, SignedOn, Tie
from db.models.scripts import Script
from db.models.teams import Draft, Member, SetupStep, Team
from db.models.turf import Turf, TurfVoice

GRACE = timedelta(days=30)
"""How long a team's rows stay after the bot was removed from its server."""

EVERY = timedelta(hours=1)
"""How often a sweep is worth it."""

CHUNK = 500
"""Most rows of one kind that one sweep removes: a writer is never held up for long."""

_SWEPT = "retention.swept"


@dataclass(frozen=True, slots=True)
class Expiry:
    """Which rows of a table go, how many days after what; with `blank`, they stay and only this is emptied."""

    name: str
    table: type[Table]
    days: int
    over: Callable[[datetime], ColumnElement[bool]]
    blank: Mapping[str, object] = field(default_factory=dict)


def _of_ended_sessions(column: Any) -> Callable[[datetime], ColumnElement[bool]]:
    return lambda limit: column.in_(select(Canvass.id).where(col(Canvass.ends_at) < limit))


_TO_COME = (NudgeState.PENDING, NudgeState.HELD)
# The buttons of a reminder work as long as there is something to answer.
_SETTLED = col(Nudge.followup_id).is_(None) | col(Nudge.followup_id).not_in(
    select(Followup.id).where(col(Followup.state) == FollowupState.OPEN)
)
_LED = col(Canvass.captain_id).is_not(None) | col(Canvass.planned_by_id).is_not(None)
# Open, and its owner has put no more reminders of it off: half a year after it was due nobody means it any more.
_LEFT_LYING = (col(Followup.state) == FollowupState.OPEN) & col(Followup.id).not_in(
    select(Nudge.followup_id).where(col(Nudge.state) == NudgeState.PENDING, col(Nudge.followup_id).is_not(None))
)


def _strangers(table: type[Knock] | type[Tallied], limit: datetime) -> ColumnElement[bool]:
    """Rows of people who have not acted in the team since."""
    known = select(Member.person_id).where(
        col(Member.team_id) == col(table.team_id),
        col(Member.person_id) == col(table.person_id),
        col(Member.last_seen_at) >= limit,
    )
    return ~known.exists()


def _without_knocker(limit: datetime) -> ColumnElement[bool]:
    """Doors that are old, of people who are gone; found by way of the tallies, for the ledger is long."""
    gone = select(Tallied.person_id).where(col(Tallied.scope) == CAMPAIGN, _strangers(Tallied, limit))
    newer = aliased(Knock)
    lately = select(newer.press_id).where(
        col(newer.team_id) == col(Knock.team_id), col(newer.person_id) == col(Knock.person_id), col(newer.at) >= limit
    )
    # All of a person's doors or none: what is tallied for them is then right until it goes as a whole.
    return col(Knock.person_id).in_(gone) & (col(Knock.at) < limit) & _strangers(Knock, limit) & ~lately.exists()


def _without_knocks(limit: datetime) -> ColumnElement[bool]:
    """What is tallied for people of whom no door is left."""
    theirs = select(Knock.press_id).where(
        col(Knock.team_id) == col(Tallied.team_id), col(Knock.person_id) == col(Tallied.person_id)
    )
    return (col(Tallied.person_id) > EVERYONE) & _strangers(Tallied, limit) & ~theirs.exists()


def _of_finished_turfs(limit: datetime) -> ColumnElement[bool]:
    return col(TurfVoice.turf_id).in_(select(Turf.id).where(col(Turf.finished_at) < limit))


def _still_together() -> ColumnElement[bool]:
    """Whether it is still known who they were."""
    return select(Together.id).where(col(Together.id) == -col(Tallied.person_id)).exists()


def _of_the_decided(limit: datetime) -> ColumnElement[bool]:
    """What was found out about those who signed on or declined: there is nothing more to prepare."""
    decided = select(Prospect.id).where(
        col(Prospect.stage).in_((Stage.SIGNED_ON, Stage.DECLINED)), col(Prospect.stage_at) < limit
    )
    return col(ResearchNote.prospect_id).in_(decided)


def _of_past_meetings(column: Any) -> Callable[[datetime], ColumnElement[bool]]:
    return lambda limit: column.in_(select(Meeting.id).where(col(Meeting.ends_at) < limit))


_IS_LEARNED = col(PrepLine.section) == Section.LEARNED
_WRITTEN_BEFORE, _PEOPLE_MET = _of_past_meetings(col(PrepLine.meeting_id)), _of_past_meetings(col(Meeting.id))
_MET: Mapping[str, object] = {
    "lead_id": None,
    "lead_name": "",
    "made_by_id": None,
    "next_step": "",
    "next_owner_id": None,
    "next_owner_name": "",
}
_HAS_MET = or_(*(col(getattr(Meeting, name)).is_not(None) for name in _MET if name.endswith("_id")))

_LEADS: Mapping[str, object] = {
    "owner_id": None,
    "owner_name": "",
    "asker_id": None,
    "asker_name": "",
    "made_by_id": None,
    "press_asked_by_id": None,
    "press_allowed_by_id": None,
}
_HAS_LEADS = or_(*(col(getattr(Prospect, name)).is_not(None) for name in _LEADS if name.endswith("_id")))
_IS_PUBLIC = col(Prospect.id).in_(select(SignedOn.prospect_id).where(col(SignedOn.public).is_(True)))

EXPIRIES = (
    Expiry("drafts", Draft, 1, lambda limit: col(Draft.kept_at) < limit),
    Expiry("steps", SetupStep, 30, lambda limit: col(SetupStep.reached_at) < limit),
    Expiry(
        "nudges",
        Nudge,
        30,
        lambda limit: col(Nudge.state).not_in(_TO_COME) & (col(Nudge.due_at) < limit) & _SETTLED,
    ),
    Expiry("signups", Signup, 180, _of_ended_sessions(col(Signup.canvass_id))),
    Expiry("pairs", PairMember, 180, _of_ended_sessions(col(PairMember.canvass_id))),
    Expiry("pairs", Pair, 180, _of_ended_sessions(col(Pair.canvass_id))),
    Expiry("pairs", Together, 180, lambda limit: col(Together.last_at) < limit),
    Expiry("pairs", Tallied, 180, lambda _: (col(Tallied.scope) == together.SCOPE) & ~_still_together()),
    Expiry(
        "captains",
        Canvass,
        180,
        lambda limit: (col(Canvass.ends_at) < limit) & _LED,
        blank={"captain_id": None, "captain_name": "", "planned_by_id": None},
    ),
    Expiry(
        "followups",
        Followup,
        180,
        lambda limit: (col(Followup.done_at) < limit) | (_LEFT_LYING & (col(Followup.due_at) < limit)),
    ),
    Expiry("attendance", Attendance, 180, _of_ended_sessions(col(Attendance.canvass_id))),
    Expiry("attendance", Staying, 180, _of_ended_sessions(col(Staying.canvass_id))),
    Expiry("thanks", Appreciation, 180, _of_ended_sessions(col(Appreciation.canvass_id))),
    Expiry("debriefs", Debrief, 180, _of_ended_sessions(col(Debrief.canvass_id))),
    Expiry("cheers", Cheer, 180, _of_ended_sessions(col(Cheer.canvass_id))),
    # A text stays, with who reviewed it, which is public; who in the team wrote it goes.
    Expiry(
        "scripts",
        Script,
        365,
        lambda limit: col(Script.changed_by_id).is_not(None) & (col(Script.changed_at) < limit),
        blank={"changed_by_id": None},
    ),
    Expiry(
        "scripts",
        Adapted,
        365,
        lambda limit: col(Adapted.changed_by_id).is_not(None) & (col(Adapted.changed_at) < limit),
        blank={"changed_by_id": None},
    ),
    Expiry("voices", TurfVoice, 180, lambda limit: col(TurfVoice.at) < limit),
    # A finish that is taken back soon takes nothing of what people said.
    Expiry("voices_over", TurfVoice, 7, _of_finished_turfs),
    Expiry("research", ResearchNote, RESEARCH_DAYS, lambda limit: col(ResearchNote.at) < limit),
    Expiry("research_over", ResearchNote, RESEARCH_OVER_DAYS, _of_the_decided),
    Expiry("contacts", ContactMade, 365, lambda limit: col(ContactMade.at) < limit),
    Expiry("ties", Tie, 30, lambda limit: col(Tie.at) < limit),
    Expiry(
        "signons",
        SignedOn,
        365,
        lambda limit: col(SignedOn.by_id).is_not(None) & (col(SignedOn.at) < limit),
        blank={"by_id": None},
    ),
    Expiry(
        "commitments",
        Committed,
        365,
        lambda limit: col(Committed.owner_id).is_not(None) & (col(Committed.at) < limit),
        blank={"owner_id": None, "owner_name": ""},
    ),
    Expiry("meetings", PrepLine, 365, lambda limit: ~_IS_LEARNED & _WRITTEN_BEFORE(limit)),
    # What was learned stays for the next meeting of the kind; who learned it goes.
    Expiry(
        "meetings",
        PrepLine,
        365,
        lambda limit: _IS_LEARNED & col(PrepLine.by_id).is_not(None) & _WRITTEN_BEFORE(limit),
        blank={"by_id": None},
    ),
    Expiry("meetings", PrepTask, 365, _of_past_meetings(col(PrepTask.meeting_id))),
    Expiry("meetings", Attending, 365, _of_past_meetings(col(Attending.meeting_id))),
    Expiry("meetings", Meeting, 365, lambda limit: _HAS_MET & _PEOPLE_MET(limit), blank=_MET),
    Expiry("evaluations", Evaluation, 365, _of_past_meetings(col(Evaluation.meeting_id))),
    Expiry("leads", Prospect, 365, lambda limit: _HAS_LEADS & (col(Prospect.touched_at) < limit), blank=_LEADS),
    Expiry("prospects", Prospect, 730, lambda limit: ~_IS_PUBLIC & (col(Prospect.touched_at) < limit)),
    # The team's totals stay: only whose doors they were goes.
    Expiry("doors", Knock, 365, _without_knocker, blank={"person_id": None}),
    Expiry(
        "doors",
        Knock,
        365,
        lambda limit: col(Knock.by_id).is_not(None) & (col(Knock.at) < limit),
        blank={"by_id": None},
    ),
    Expiry("doors", Tallied, 365, _without_knocks),
    Expiry("members", Member, 365, lambda limit: col(Member.last_seen_at) < limit),
)


def rules() -> tuple[Rule, ...]:
    """The rules as people are told them, each once."""
    return tuple({expiry.name: Rule(expiry.name, expiry.days) for expiry in EXPIRIES}.values())


def is_due(tx: Session, *, now: datetime) -> bool:
    """Whether the last sweep, of whichever process, is long enough ago."""
    last = house.recall(tx, key=_SWEPT)
    # A clock that was set back must not put the next sweep off.
    return last is None or not timedelta() <= now - datetime.fromisoformat(last) < EVERY


def sweep(tx: Session, *, now: datetime, most: int = CHUNK) -> Swept:
    """Remove what is over, at most `most` rows of each kind; call again while more is waiting."""
    counts: list[int] = []
    shown: set[int] = set()
    for expiry in EXPIRIES:
        gone = _over(tx, expiry, now, most)
        counts.append(len(gone))
        shown.update(_sessions(expiry, gone))
        _remove(tx, expiry, gone)
    closed = prospects.close_rounds(tx, now=now, most=most)
    counts.append(len(closed))
    counts.append(_purge_a_team(tx, now, most))
    more = any(count >= most for count in counts)
    if not more:
        house.remember(tx, key=_SWEPT, value=now.isoformat())
    return Swept(sum(counts), tuple(sorted(shown)), more, closed)


# ---- inside ----------------------------------------------------------------------------------------


def _key(table: type[Table]) -> list[Any]:
    return [getattr(table, column.name) for column in metadata.tables[str(table.__tablename__)].primary_key]


def _over(tx: Session, expiry: Expiry, now: datetime, most: int) -> list[tuple[Any, ...]]:
    limit = now - timedelta(days=expiry.days)
    key = _key(expiry.table)
    query = select_rows(*key).where(expiry.over(limit)).order_by(*key).limit(most)
    return [tuple(row) for row in tx.execute(query)]


def _remove(tx: Session, expiry: Expiry, gone: Sequence[tuple[Any, ...]]) -> None:
    if not gone:
        return
    these = tuple_(*_key(expiry.table)).in_(gone)
    if expiry.blank:
        tx.exec(update(expiry.table).where(these).values(dict(expiry.blank)))
    else:
        tx.exec(delete(expiry.table).where(these))


def _sessions(expiry: Expiry, gone: Sequence[tuple[Any, ...]]) -> Iterator[int]:
    """The sessions whose cards showed the rows that go."""
    if expiry.table is Canvass:
        yield from (number for (number,) in gone)
    elif expiry.table in {Signup, Attendance, Staying}:
        yield from (number for number, _ in gone)


def _purge_a_team(tx: Session, now: datetime, most: int) -> int:
    """Remove rows of one team whose grace is over, then the team itself; returns how many, `most` if some are left."""
    left = select(Team.id).where(col(Team.left_at) < now - GRACE).order_by(col(Team.id))
    team_id = tx.exec(left).first()
    if team_id is None:
        return 0
    for rows in reversed(metadata.sorted_tables):
        if "team_id" in rows.columns and _purge_rows(tx, rows, team_id, most):
            return most
    tx.exec(delete(Team).where(col(Team.id) == team_id))
    return most  # another team may be waiting


def _purge_rows(tx: Session, rows: Rows, team_id: int, most: int) -> int:
    key = list(rows.primary_key)
    these = tx.execute(select_rows(*key).where(rows.c.team_id == team_id).limit(most)).all()
    if these:
        tx.execute(delete_rows(rows).where(tuple_(*key).in_([tuple(row) for row in these])))
    return len(these)
