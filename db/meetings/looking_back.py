"""After a meeting: it was held, each who went says how it was, and it is closed with a next step.

Units raise Gone, and MeetingOff for a meeting that was called off.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from sqlmodel import Session, col, select

from db import followups, later
from db.facts import Actor, FollowupPlan, NudgeAnswer, NudgeKind
from db.facts.meetings import (
    ANSWER_MOST,
    NEXT_STEP_MOST,
    Closing,
    MeetingFacts,
    MeetingState,
    Outcome,
    Section,
)
from db.facts.playbooks import Review
from db.meetings import prospect as with_whom
from db.meetings import reminders, rows
from db.meetings.bounds import fitting, within
from db.meetings.reading import as_it_is, look_whether_ready
from db.meetings.rows import Locked
from db.models.meetings import Evaluation, PrepLine
from db.names import name_key, tidy, tidy_lines
from db.refusals import (
    MeetingAhead,
    MeetingClosed,
    MeetingOff,
    NextDateMissing,
    NextOwnerMissing,
    NextStepMissing,
    OnlyAttendees,
    OutcomeMissing,
)

THANK_WITHIN = timedelta(hours=24)
"""How long after a meeting the note of thanks is due."""

EVENING = time(18)
"""By when on its day a next step is due."""

Say = Callable[[MeetingFacts], str]
"""The words of the promise to write a note of thanks, in the team's language; at most 300 characters."""


# ---- it was held -----------------------------------------------------------------------------------


def held(tx: Session, *, actor: Actor, meeting_id: int, say: Say, now: datetime) -> MeetingFacts:
    """It took place, and the note of thanks is promised: by whoever asked, else by its lead. Twice is harmless.

    By those who go and those who lead. Raises OnlyAttendees, and MeetingAhead before it has begun.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now)
    _check_begun(at)
    if at.ahead:
        _hold(at, actor, say)
    return as_it_is(at)


def ends(tx: Session, *, meeting_id: int, say: Say, now: datetime) -> MeetingFacts | None:
    """Its time is over, and nobody said otherwise: it was held. None where there is nothing to do about it any more."""
    at = rows.lock(tx, meeting_id=meeting_id, now=now)
    if at is None or not at.ahead or at.row.ends_at > now:
        return None
    _hold(at, None, say)
    return as_it_is(at)


def _hold(at: Locked, by: Actor | None, say: Say) -> None:
    at.row.state, at.row.held_at = MeetingState.HELD, at.now
    reminders.withdraw(at, reminders.OF_THE_PREPARATION)
    with_whom.held(with_whom.of(at.tx, at.row, at.now), by, at.row)
    if at.row.ends_at > at.now:
        # It was shorter than planned: they are asked from now on, not from the planned end.
        at.row.ends_at = max(at.now, at.row.starts_at + timedelta(minutes=1))
        reminders.of_the_time(at)
    reminders.to_close(at)
    _promise_thanks(at, say(as_it_is(at)))


def _promise_thanks(at: Locked, text: str) -> None:
    asks = at.prospect.asker_id is not None
    owner = at.prospect.asker_id if asks else at.row.lead_id
    if owner is None:
        return  # everybody who could was forgotten
    plan = FollowupPlan(
        text=text,
        due_at=at.now + THANK_WITHIN,
        zone=at.row.zone,
        owner_id=owner,
        owner_name=at.prospect.asker_name if asks else at.row.lead_name,
        lead_id=at.row.lead_id,
        lead_name=at.row.lead_name,
        meeting_id=at.id,
        prospect_id=at.row.prospect_id,
    )
    followups.add_automatic(at.tx, team_id=at.team.id, key=thanks_key(at.id), plan=plan, now=at.now)


def thanks_key(meeting_id: int) -> str:
    """What the promise of a note of thanks is found by."""
    return f"thanks:{meeting_id}"


def next_key(meeting_id: int) -> str:
    """What the promise of the next step is found by."""
    return f"next:{meeting_id}"


# ---- how it was ------------------------------------------------------------------------------------


def evaluate(
    tx: Session, *, actor: Actor, meeting_id: int, answers: Mapping[Review, str], now: datetime
) -> MeetingFacts:
    """What somebody who went says to the six questions; those that are left out stay as they were answered before.

    An empty answer takes the one before back. Raises OnlyAttendees, MeetingAhead, and TooLong (over 500 characters).
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_prepare, now=now)
    if rows.going(at, actor.person_id) is None:
        raise OnlyAttendees
    _check_begun(at)
    given = {key: within(tidy_lines(text), ANSWER_MOST) for key, text in answers.items()}
    row = tx.get(Evaluation, (at.id, actor.person_id))
    before = row.answers if row else {}
    merged = {**before, **{key.value: text for key, text in given.items()}}
    kept = {key: text for key, text in merged.items() if name_key(str(text))}
    if kept:
        row = row or Evaluation(meeting_id=at.id, person_id=actor.person_id, team_id=at.team.id, answers={}, at=now)
        row.answers = kept
        tx.add(row)
        _answered(at, actor)
    elif row:
        tx.delete(row)
    if bool(before) is not bool(kept):
        reminders.to_close(at)
    _keep_learned(at, actor, str(kept.get(Review.LEARNED, "")))
    return as_it_is(at)


def _answered(at: Locked, actor: Actor) -> None:
    """Nobody asks them again, and the prospect is a step further."""
    reminders.answered(at, NudgeKind.EVALUATE, actor.person_id, NudgeAnswer.DONE)
    reminders.ask_nobody(at, actor.person_id)
    if at.row.state is MeetingState.HELD:
        with_whom.evaluated(with_whom.of(at.tx, at.row, at.now))


def _keep_learned(at: Locked, actor: Actor, learned: str) -> None:
    """What they learned is there for the next meeting of the kind."""
    query = select(PrepLine).where(
        col(PrepLine.meeting_id) == at.id,
        col(PrepLine.section) == Section.LEARNED,
        col(PrepLine.by_id) == actor.person_id,
    )
    line = at.tx.exec(query).first()
    if line is None and learned:
        line = PrepLine(team_id=at.team.id, meeting_id=at.id, section=Section.LEARNED, text="", at=at.now)
    if line is not None and learned:
        line.text, line.by_id = learned, actor.person_id
        at.tx.add(line)
    elif line is not None:
        at.tx.delete(line)


# ---- what came of it -------------------------------------------------------------------------------


def close(tx: Session, *, actor: Actor, meeting_id: int, closing: Closing, say: Say, now: datetime) -> MeetingFacts:
    """Write down what came of it: the next step is promised by its owner, and the prospect moves on.

    What is closed before its planned end was held, and thanks are promised for it (`say`); a meeting that did not take
    place is closed too, and nobody is thanked. By those who lead; the same twice is harmless. Raises OnlyMeetingLeads,
    MeetingAhead, MeetingClosed, TooLong, PastTime and TooFarAhead, and for what is missing OutcomeMissing,
    NextStepMissing, NextOwnerMissing and NextDateMissing.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_lead, now=now)
    outcome, plan = _checked(at, actor, closing)
    if at.row.state is MeetingState.CLOSED and _same(at, closing, plan.text):
        return as_it_is(at)
    _check_to_close(at, outcome)
    if at.ahead and outcome is not Outcome.NOT_HELD:
        _hold(at, actor, say)
    at.row.state, at.row.closed_at, at.row.outcome = MeetingState.CLOSED, now, outcome
    at.row.next_step, at.row.next_due_on = plan.text, closing.due_on
    at.row.next_owner_id, at.row.next_owner_name = plan.owner_id, plan.owner_name
    reminders.withdraw(at, (*reminders.OF_THE_PREPARATION, NudgeKind.EVALUATE, NudgeKind.CLOSE))
    if outcome is Outcome.NOT_HELD:
        followups.withdraw(tx, team_id=at.team.id, key=thanks_key(at.id), now=now)
    followups.add_automatic(tx, team_id=at.team.id, key=next_key(at.id), plan=plan, now=now)
    with_whom.closed(with_whom.of(tx, at.row, now), at.row)
    return as_it_is(at)


def reopen(tx: Session, *, actor: Actor, meeting_id: int, now: datetime) -> MeetingFacts:
    """Take back that it is closed, to write something else down; its next step is no longer promised.

    By those who lead; harmless for one that is not closed. Raises OnlyMeetingLeads.
    """
    at = rows.begin(tx, actor=actor, meeting_id=meeting_id, may=rows.to_lead, now=now)
    if at.row.state is MeetingState.CANCELLED:
        raise MeetingOff
    if at.row.state is MeetingState.CLOSED:
        followups.withdraw(tx, team_id=at.team.id, key=next_key(at.id), now=now)
        _open_again(at)
        reminders.of_the_time(at)
        reminders.to_close(at)
    return as_it_is(at)


def _open_again(at: Locked) -> None:
    """What was said not to have taken place is as it was before: planned, and held once its time is over."""
    if at.row.outcome is Outcome.NOT_HELD:
        at.row.held_at = None
    at.row.state = MeetingState.HELD if at.row.held_at else MeetingState.PLANNED
    at.row.closed_at, at.row.outcome = None, None
    with_whom.opened_again(with_whom.of(at.tx, at.row, at.now), at.row)
    look_whether_ready(at)


def _checked(at: Locked, actor: Actor, closing: Closing) -> tuple[Outcome, FollowupPlan]:
    step = fitting(closing.next_step, NEXT_STEP_MOST)
    if closing.outcome is None:
        raise OutcomeMissing
    if not name_key(step):
        raise NextStepMissing
    if closing.owner_id is None:
        raise NextOwnerMissing
    if closing.due_on is None:
        raise NextDateMissing
    lead = at.row.lead_id if at.row.lead_id is not None else actor.person_id
    plan = FollowupPlan(
        text=step,
        due_at=later.at(closing.due_on, EVENING, at.row.zone),
        zone=at.row.zone,
        owner_id=closing.owner_id,
        owner_name=tidy(closing.owner_name)[: rows.NAME_MOST],
        lead_id=lead,
        lead_name=at.row.lead_name if lead == at.row.lead_id else actor.name,
        meeting_id=at.id,
        prospect_id=at.row.prospect_id,
    )
    return closing.outcome, plan


def _same(at: Locked, closing: Closing, step: str) -> bool:
    row = at.row
    there = (row.outcome, row.next_step, row.next_owner_id, row.next_due_on)
    return there == (closing.outcome, step, closing.owner_id, closing.due_on)


def _check_to_close(at: Locked, outcome: Outcome) -> None:
    """One that will not take place may be closed before its time."""
    if at.row.state is MeetingState.CLOSED:
        raise MeetingClosed
    if at.row.state is MeetingState.CANCELLED:
        raise MeetingOff
    if outcome is not Outcome.NOT_HELD:
        _check_begun(at)


def _check_begun(at: Locked) -> None:
    if at.row.state is MeetingState.CANCELLED:
        raise MeetingOff
    if at.ahead and at.row.starts_at > at.now:
        raise MeetingAhead(starts_at=at.row.starts_at)
