"""Reading one prospect: as much of it as the reader may see."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db.facts import Actor
from db.facts.meetings import MeetingState
from db.facts.prospects import (
    RESEARCH_DAYS,
    RESEARCH_OVER_DAYS,
    ROUND_DAYS,
    Contact,
    ProspectFacts,
    ProspectLine,
    ProspectPlan,
    Research,
    Stage,
    Willing,
)
from db.facts.signons import Commitment, SignOn
from db.models.meetings import Meeting
from db.models.prospects import Committed, ContactMade, Prospect, ResearchNote, SignedOn, Sway, Tie
from db.models.teams import Member
from db.prospects import clocks, rows
from db.prospects.rows import Locked

CONTACTS_MOST = 50
"""Contacts that are read with a prospect, the latest; older ones are kept for their time all the same."""


def prospect(tx: Session, *, actor: Actor, prospect_id: int, now: datetime) -> ProspectFacts:
    """A prospect of the actor's team. Raises Gone, for another team's as well."""
    return _facts(tx, rows.row_of(tx, team_id=actor.team_id, prospect_id=prospect_id), actor, now)


def as_it_is(at: Locked, actor: Actor) -> ProspectFacts:
    """A prospect after a change."""
    at.tx.flush()
    return prospect(at.tx, actor=actor, prospect_id=at.id, now=at.now)


# ---- parts that others show too ----------------------------------------------------------------------


def plan_of(row: Prospect) -> ProspectPlan:
    """What was written down about whom to win."""
    return ProspectPlan(row.kind, row.name, row.place, row.role, row.language, row.part_of_id, row.until)


def line_of(row: Prospect) -> ProspectLine:
    """A prospect in a list, with nothing that has to be asked for."""
    return ProspectLine(
        id=row.id or 0,
        kind=row.kind,
        name=row.name,
        place=row.place,
        stage=row.stage,
        owner_id=row.owner_id,
        owner_name=row.owner_name,
        touched_at=row.touched_at,
        wakes_on=row.wakes_on,
        asker_id=row.asker_id,
        asker_name=row.asker_name,
    )


def sign_on_of(row: SignedOn, whose: Prospect) -> SignOn:
    """An endorsement's row as facts."""
    return SignOn(
        row.id or 0,
        whose.id or 0,
        whose.name,
        whose.place,
        whose.kind,
        row.capacity,
        row.public,
        row.statement,
        row.signed_on,
    )


def commitment_of(row: Committed, whose: Prospect) -> Commitment:
    """A deeper ask's row as facts."""
    return Commitment(
        row.id or 0,
        whose.id or 0,
        whose.name,
        whose.kind,
        row.key,
        row.text,
        row.state,
        row.count,
        row.public,
        row.due_on,
        row.owner_id,
        row.owner_name,
    )


def willing_of(tx: Session, row: Prospect) -> tuple[Willing, ...]:
    """Those who said yes: first who has not tried yet, then by time."""
    query = (
        select(Tie, col(Member.name))
        .outerjoin(Member, (col(Member.team_id) == col(Tie.team_id)) & (col(Member.person_id) == col(Tie.person_id)))
        .where(col(Tie.prospect_id) == row.id)
    )
    tried = set(json.loads(row.tried))
    found = (_willing(tie, name, tie.person_id in tried) for tie, name in tx.exec(query) if tie.answer["willing"])
    return tuple(sorted(found, key=lambda one: (one.tried, one.at, one.person_id)))


# ---- inside ----------------------------------------------------------------------------------------


def _facts(tx: Session, row: Prospect, actor: Actor, now: datetime) -> ProspectFacts:
    works, leads = rows.works(actor, row), rows.leads(actor, row)
    reads = works or rows.reads(tx, actor, row)
    meeting = _meeting(tx, row, now)
    meets_at = meeting.starts_at if meeting else None
    part_of = tx.get(Prospect, row.part_of_id) if row.part_of_id else None
    names = _names(tx, row)
    return ProspectFacts(
        id=row.id or 0,
        team_id=row.team_id,
        plan=plan_of(row),
        stage=row.stage,
        stage_at=row.stage_at,
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id or 0, row.owner_name),
        asker_id=row.asker_id,
        asker_name=names.get(row.asker_id or 0, row.asker_name),
        made_by_id=row.made_by_id,
        touched_at=row.touched_at,
        version=row.version,
        refused=row.refused,
        press_asked=row.press_asked_at is not None,
        press_allowed=row.press_allowed_at is not None,
        wakes_on=row.wakes_on,
        sways=_sways(tx, row),
        research=_research(tx, row) if reads else (),
        contacts=_contacts(tx, row, actor, works=works),
        sign_on=_sign_on(tx, row, works=works),
        commitments=_commitments(tx, row, works=works),
        meeting_id=meeting.id if meeting else None,
        meets_at=meets_at,
        met_id=_met(tx, row),
        willing=willing_of(tx, row) if leads else (),
        reads=reads,
        works=works,
        leads=leads,
        part_of=line_of(part_of) if part_of else None,
        asking_until=_asking_until(row, now),
        asking_channel_id=row.asking_channel_id,
        asking_message_id=row.asking_message_id,
        stuck=clocks.is_stuck(row, meets_at, now),
    )


def _asking_until(row: Prospect, now: datetime) -> datetime | None:
    until = row.asking_since + timedelta(days=ROUND_DAYS) if row.asking_since else None
    return until if until and now < until else None


def _names(tx: Session, row: Prospect) -> dict[int, str]:
    """What those who have acted in the team go by now."""
    people = [who for who in (row.owner_id, row.asker_id) if who is not None]
    ours = (col(Member.team_id) == row.team_id, col(Member.person_id).in_(people))
    return {who: name for who, name in tx.exec(select(Member.person_id, Member.name).where(*ours)) if name}


def _meeting(tx: Session, row: Prospect, now: datetime) -> Meeting | None:
    coming = select(Meeting).where(col(Meeting.prospect_id) == row.id, *clocks.planned(now))
    return tx.exec(coming.order_by(col(Meeting.starts_at), col(Meeting.id)).limit(1)).first()


def _met(tx: Session, row: Prospect) -> int | None:
    if row.stage not in {Stage.HELD, Stage.EVALUATED}:
        return None
    open_ = select(Meeting.id).where(col(Meeting.prospect_id) == row.id, col(Meeting.state) == MeetingState.HELD)
    return tx.exec(open_.order_by(col(Meeting.starts_at).desc(), col(Meeting.id).desc()).limit(1)).first()


def _sways(tx: Session, row: Prospect) -> tuple[ProspectLine, ...]:
    query = select(Prospect).join(Sway, col(Sway.peer_id) == col(Prospect.id)).where(col(Sway.prospect_id) == row.id)
    return tuple(line_of(peer) for peer in tx.exec(query.order_by(col(Prospect.id))))


def _research(tx: Session, row: Prospect) -> tuple[Research, ...]:
    query = select(ResearchNote).where(col(ResearchNote.prospect_id) == row.id)
    found = tx.exec(query.order_by(col(ResearchNote.at), col(ResearchNote.id)))
    return tuple(
        Research(one.id or 0, one.question, one.note, one.source, one.by_id, one.at, _goes_at(row, one.at))
        for one in found
    )


def _goes_at(row: Prospect, at: datetime) -> datetime:
    usual = at + timedelta(days=RESEARCH_DAYS)
    if row.stage not in {Stage.SIGNED_ON, Stage.DECLINED}:
        return usual
    return min(usual, row.stage_at + timedelta(days=RESEARCH_OVER_DAYS))


def _contacts(tx: Session, row: Prospect, actor: Actor, *, works: bool) -> tuple[Contact, ...]:
    """The latest first; what was said is for those who work on it, and for whoever wrote it down."""
    query = select(ContactMade).where(col(ContactMade.prospect_id) == row.id)
    found = tx.exec(query.order_by(col(ContactMade.at).desc(), col(ContactMade.id).desc()).limit(CONTACTS_MOST))
    return tuple(
        Contact(
            one.id or 0,
            one.how,
            one.result,
            one.note if works or one.by_id == actor.person_id else "",
            one.by_id,
            one.by_name,
            one.at,
        )
        for one in found
    )


def _sign_on(tx: Session, row: Prospect, *, works: bool) -> SignOn | None:
    found = tx.exec(select(SignedOn).where(col(SignedOn.prospect_id) == row.id)).first()
    return sign_on_of(found, row) if found and (works or found.public) else None


def _commitments(tx: Session, row: Prospect, *, works: bool) -> tuple[Commitment, ...]:
    found: Iterable[Committed] = tx.exec(
        select(Committed).where(col(Committed.prospect_id) == row.id).order_by(col(Committed.id))
    )
    return tuple(commitment_of(one, row) for one in found if works or one.public)


def _willing(tie: Tie, name: str | None, tried: bool) -> Willing:
    ties: list[str] = list(tie.answer["ties"])  # type: ignore[call-overload]  # a list, as `ties.answer` wrote it
    return Willing(tie.person_id, name or "", tuple(ties), str(tie.answer["note"]), tie.at, tried)
