"""When, and whether, somebody is reminded of a promise; when it is due stays. All of it twice is harmless.

Every unit raises NotYours for those without the right, and Gone for another team's promise.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from db.facts import Actor, FollowupFacts, NudgeAnswer, NudgeKind
from db.followups import reminders, rows
from db.followups.making import check_time
from db.followups.reading import as_it_is
from db.refusals import NotYours, OwnerMissing, RemindedLately, RemindersStopped

REMIND_EVERY = timedelta(hours=4)
"""How often others may have an owner reminded."""


def later(
    tx: Session,
    *,
    actor: Actor,
    followup_id: int,
    until: datetime,
    asked: bool,
    now: datetime,
    after_id: int | None = None,
) -> FollowupFacts:
    """Have its owner reminded at a moment instead; a lead who was told puts off being told again.

    `asked` is for a moment that the person chose to the minute, which quiet hours do not move; `after_id` is the
    nudge that is put off. Raises FollowupOver, PastTime and TooFarAhead.
    """
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.cares, now=now)
    mine = rows.owns(actor, at.row)
    if not mine and not reminders.was_told(at, actor):
        raise NotYours
    check_time(until, at.zone_of(actor.person_id), now)
    reminders.answered(at, actor, NudgeAnswer.LATER)
    if mine:
        at.row.muted = False
        reminders.silence(at)
    else:
        reminders.withdraw(at, [NudgeKind.LEAD_TOLD])
    kind = NudgeKind.FOLLOWUP if mine else NudgeKind.LEAD_TOLD
    reminders.schedule(at, kind, due_at=until, person_id=actor.person_id, asked=asked, after_id=after_id)
    return as_it_is(at)


def stop(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """No more reminders of this promise, which stays on the lists; others than its owner only stop being told.

    Raises FollowupOver.
    """
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.cares, now=now)
    reminders.answered(at, actor, NudgeAnswer.STOPPED)
    if rows.owns(actor, at.row):
        at.row.muted = True
        reminders.silence(at)
    else:
        reminders.withdraw(at, [NudgeKind.LEAD_TOLD])
    return as_it_is(at)


def resume(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """Remind its owner again, who asks for it. Raises FollowupOver."""
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.owns, now=now)
    if at.row.muted:
        at.row.muted = False
        reminders.remind(at)
    return as_it_is(at)


def remind_again(tx: Session, *, actor: Actor, followup_id: int, now: datetime) -> FollowupFacts:
    """Have its owner reminded now, and after quiet hours; a new round begins. For those who answer for it.

    Raises FollowupOver, OwnerMissing, RemindersStopped where the owner wants none, and RemindedLately.
    """
    at = rows.begin_open(tx, actor=actor, followup_id=followup_id, may=rows.leads, now=now)
    if at.row.owner_id is None:
        raise OwnerMissing
    if at.row.muted:
        raise RemindersStopped
    last = reminders.reminded_at(at)
    # One that lies ahead was sent before the clock was set back.
    if last is not None and now - REMIND_EVERY < last <= now:
        raise RemindedLately(again_at=last + REMIND_EVERY)
    reminders.answered(at, actor, NudgeAnswer.DONE)
    if not reminders.under_way(at):
        reminders.silence(at)
        reminders.schedule(at, NudgeKind.FOLLOWUP, due_at=now, person_id=at.row.owner_id)
    return as_it_is(at)
