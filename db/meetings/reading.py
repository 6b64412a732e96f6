"""Reading one meeting: all of it for those who prepare it, the rest for everybody in the team."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.meetings import (
    Answers,
    Attendee,
    Closing,
    Learned,
    Line,
    MeetingFacts,
    MeetingPlan,
    MeetingState,
    Prep,
    Section,
)
from db.facts.playbooks import MESSAGES_LEAST, Kind, Review, Role
from db.meetings.rows import ID_MOST, Locked
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask
from db.models.prospects import Prospect
from db.models.teams import Member
from db.refusals import Gone

_SAME = (
    "state", "channel_id", "message_id", "thread_id", "event_id", "changes", "version", "event_version", "held_at",
    "closed_at", "reason",
)  # fmt: skip
_BEFORE_READY = (Section.ASK, Section.STEP)

Names = dict[int, str]


def meeting(tx: Session, *, actor: Actor, meeting_id: int) -> MeetingFacts:
    """A meeting of the actor's team; what stands in its room and what was said of it only for those who go or lead.

    Raises Gone, for another team's as well.
    """
    found = find(tx, meeting_id=meeting_id)
    if found is None or found.team_id != actor.team_id:
        raise Gone
    return found if may_read(found, actor) else public(found)


def find(tx: Session, *, meeting_id: int) -> MeetingFacts | None:
    """A meeting of any team, with all of it, for what the bot does by itself; see `public` before it is shown."""
    return _found(tx, col(Meeting.id) == meeting_id) if 0 < meeting_id <= ID_MOST else None


def in_thread(tx: Session, *, team_id: int, thread_id: int) -> int | None:
    """The meeting whose thread this is; None for any other channel."""
    query = select(Meeting.id).where(col(Meeting.team_id) == team_id, col(Meeting.thread_id) == thread_id)
    return tx.exec(query.order_by(col(Meeting.id).desc())).first()


def may_read(found: MeetingFacts, actor: Actor) -> bool:
    """Whether a person may read and write in the prep room: those who lead it, and those who go."""
    return actor.organizer or found.leads(actor.person_id) or found.attendee(actor.person_id) is not None


def public(found: MeetingFacts) -> MeetingFacts:
    """What everybody in the team may see: when and where, who goes, what is to be done, and how far it is."""
    closing = found.closing and Closing(found.closing.outcome, "", None, "", None)
    shown = {name: getattr(found, name) for name in MeetingFacts.__dataclass_fields__}
    return MeetingFacts(**{**shown, "lines": (), "evaluations": (), "closing": closing, "private": False})


def as_it_is(at: Locked) -> MeetingFacts:
    """A meeting after a change."""
    at.tx.flush()
    found = find(at.tx, meeting_id=at.id)
    if found is None:
        raise Gone
    return found


def learned(tx: Session, *, team_id: int, kind: Kind, most: int = 5) -> tuple[Learned, ...]:
    """What was learned in the last meetings with a kind, the latest first; without anybody's name."""
    query = (
        select(PrepLine, col(Prospect.name))
        .join(Meeting, col(Meeting.id) == col(PrepLine.meeting_id))
        .join(Prospect, col(Prospect.id) == col(Meeting.prospect_id))
        .where(
            col(PrepLine.team_id) == team_id,
            col(PrepLine.section) == Section.LEARNED,
            col(Prospect.kind) == kind,
            col(Meeting.state) != MeetingState.CANCELLED,
        )
        .order_by(col(PrepLine.at).desc(), col(PrepLine.id).desc())
        .limit(most)
    )
    return tuple(Learned(line.text, line.at, name) for line, name in tx.exec(query))


# ---- what has to be agreed -------------------------------------------------------------------------


def missing(lines: Iterable[Section]) -> tuple[Section, ...]:
    """What has to be agreed before a meeting is ready, by the sections of its lines."""
    there = list(lines)
    found = tuple(section for section in _BEFORE_READY if section not in there)
    return (*found, *([Section.MESSAGES] if there.count(Section.MESSAGES) < MESSAGES_LEAST else []))


def look_whether_ready(at: Locked) -> None:
    """Bring the state in line with what is agreed: core messages, the ask, the action step, and who asks."""
    if not at.ahead:
        return
    at.tx.flush()
    sections = at.tx.exec(select(col(PrepLine.section)).where(col(PrepLine.meeting_id) == at.id)).all()
    roles = at.tx.exec(select(Attending.roles).where(col(Attending.meeting_id) == at.id)).all()
    ready = not missing(sections) and not _nobody_asks(roles)
    at.row.state = MeetingState.READY if ready else MeetingState.PLANNED


def _nobody_asks(roles: Iterable[str]) -> bool:
    return not any(Role.ASKS in given.split() for given in roles)


# ---- inside ----------------------------------------------------------------------------------------


def _found(tx: Session, this: ColumnElement[bool]) -> MeetingFacts | None:
    """A meeting in seven queries, however much there is about it."""
    query = select(Meeting, Prospect).join(Prospect, col(Prospect.id) == col(Meeting.prospect_id)).where(this)
    found = tx.exec(query).first()
    if found is None:
        return None
    row, prospect = found
    lines = _rows(tx, PrepLine, row, col(PrepLine.id))
    going = _rows(tx, Attending, row, col(Attending.person_id))
    tasks = _rows(tx, PrepTask, row, col(PrepTask.due_at), col(PrepTask.id))
    said = _rows(tx, Evaluation, row, col(Evaluation.at), col(Evaluation.person_id))
    people = {row.lead_id, row.next_owner_id, prospect.asker_id, *(line.by_id for line in lines)}
    people |= {one.person_id for one in going} | {task.owner_id for task in tasks}
    names = _names(tx, row.team_id, people)
    return MeetingFacts(
        id=row.id or 0,
        team_id=row.team_id,
        prospect_name=prospect.name,
        prospect_place=prospect.place,
        kind=prospect.kind,
        plan=plan_of(row, names),
        lines=tuple(_line(line, names) for line in lines if line.section is not Section.LEARNED),
        attendees=tuple(_attendee(one, names, said) for one in going),
        prep=tuple(_task(task, names) for task in tasks),
        evaluations=tuple(_answers(one, names, going) for one in said),
        closing=_closing(row, names),
        language=prospect.language,
        prospect_owner_id=prospect.owner_id,
        asker_id=prospect.asker_id,
        asker_name=names.get(prospect.asker_id or 0, prospect.asker_name),
        missing=missing(line.section for line in lines),
        nobody_asks=_nobody_asks(one.roles for one in going),
        **{name: getattr(row, name) for name in _SAME},
    )


def plan_of(row: Meeting, names: Names) -> MeetingPlan:
    """What was decided about a meeting."""
    return MeetingPlan(
        prospect_id=row.prospect_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        place=row.place,
        coffee=row.coffee,
        lead_id=row.lead_id,
        lead_name=names.get(row.lead_id or 0, row.lead_name),
    )


def _rows(tx: Session, table: Any, row: Meeting, *order: Any) -> list[Any]:
    return list(tx.exec(select(table).where(col(table.meeting_id) == row.id).order_by(*order)))


def _names(tx: Session, team_id: int, people: set[int | None]) -> Names:
    """What those who have acted in the team go by now."""
    query = select(Member.person_id, Member.name).where(
        col(Member.team_id) == team_id, col(Member.person_id).in_(people - {None})
    )
    return {person_id: name for person_id, name in tx.exec(query) if name}


def _line(line: PrepLine, names: Names) -> Line:
    name = names.get(line.by_id or 0, "")
    return Line(line.id or 0, line.section, line.text, line.more, line.version, line.by_id, name)


def _attendee(one: Attending, names: Names, said: Iterable[Evaluation]) -> Attendee:
    return Attendee(
        person_id=one.person_id,
        name=names.get(one.person_id, one.name),
        roles=tuple(Role(role) for role in one.roles.split()),
        evaluated=any(row.person_id == one.person_id for row in said),
        read=one.read_at is not None,
    )


def _task(task: PrepTask, names: Names) -> Prep:
    return Prep(
        id=task.id or 0,
        text=task.text,
        anyone=task.anyone,
        due_at=task.due_at,
        owner_id=task.owner_id,
        owner_name=names.get(task.owner_id or 0, task.owner_name),
        done_at=task.done_at,
        version=task.version,
        key=task.key,
    )


def _answers(row: Evaluation, names: Names, going: Iterable[Attending]) -> Answers:
    name = next((one.name for one in going if one.person_id == row.person_id), "")
    answers = {Review(key): str(value) for key, value in row.answers.items()}
    return Answers(row.person_id, names.get(row.person_id, name), answers, row.at)


def _closing(row: Meeting, names: Names) -> Closing | None:
    if row.state is not MeetingState.CLOSED:
        return None
    owner = names.get(row.next_owner_id or 0, row.next_owner_name)
    return Closing(row.outcome, row.next_step, row.next_owner_id, owner, row.next_due_on)
