"""Answers to letters: each changes the promise or the session that a nudge is about, and is noted on the nudge.

All of it twice is harmless. Every unit raises Gone for a nudge that is not the actor's own, and what the promise or
the session has to say against it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db import canvass, followups, meetings
from db.facts import Actor, ItemState, NudgeAnswer, NudgeKind
from db.later import Later, hours_of, moment
from db.meetings.reminders import task_of
from db.models.nudges import Nudge
from db.nudges import items
from db.nudges.letters import own
from db.nudges.meeting_items import OF_MEETINGS
from db.prospects import silence
from db.refusals import Gone
from db.teams import meet, team_of


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A nudge, and the one whose it is."""

    tx: Session
    actor: Actor
    nudge: Nudge
    now: datetime

    @property
    def of_session(self) -> bool:
        """Whether it is about a session, and not about a promise."""
        return self.nudge.kind is NudgeKind.SESSION_LATER

    @property
    def of_meeting(self) -> bool:
        """Whether it is about a meeting, or something to be done before one."""
        return self.nudge.kind in OF_MEETINGS

    @property
    def of_prospect(self) -> bool:
        """Whether it is about a prospect for whom nobody did anything."""
        return self.nudge.kind is NudgeKind.STALE

    def note(self, answer: NudgeAnswer) -> None:
        """Note the answer on it."""
        # What is pressed has arrived, whether or not the courier knows it by now.
        self.nudge.answer, self.nudge.answered_at = answer, self.now


def _begin(tx: Session, actor: Actor, nudge_id: int, now: datetime) -> _Pressed:
    nudge = own(tx, team_id=actor.team_id, person_id=actor.person_id, nudge_id=nudge_id)
    return _Pressed(tx, actor, nudge, now)


def done(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """It is done."""
    at = _begin(tx, actor, nudge_id, now)
    if at.of_meeting:
        _task(at, meetings.task_done, NudgeAnswer.DONE)
    else:
        _promise(at, followups.done, NudgeAnswer.DONE)


def drop(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """It is no longer needed."""
    _promise(_begin(tx, actor, nudge_id, now), followups.drop, NudgeAnswer.DONE)


def take(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """They take over what they were asked to."""
    _promise(_begin(tx, actor, nudge_id, now), followups.take, NudgeAnswer.TAKEN)


def pass_back(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """They leave it with whoever asked; a thing to do before a meeting waits for somebody else to take it."""
    at = _begin(tx, actor, nudge_id, now)
    if at.of_meeting:
        _task(at, meetings.give_back, NudgeAnswer.PASSED)
    else:
        _promise(at, followups.pass_back, NudgeAnswer.PASSED)


def take_over(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """A lead does it instead of its owner."""
    _promise(_begin(tx, actor, nudge_id, now), followups.take_over, NudgeAnswer.TAKEN)


def remind_again(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """A lead has its owner asked once more."""
    _promise(_begin(tx, actor, nudge_id, now), followups.remind_again, NudgeAnswer.DONE)


def hand_over(tx: Session, *, actor: Actor, nudge_id: int, to_id: int, to_name: str, now: datetime) -> None:
    """Somebody else is asked to do it."""
    _promise(_begin(tx, actor, nudge_id, now), followups.hand_over, NudgeAnswer.HANDED, to_id=to_id, to_name=to_name)


def later(
    tx: Session, *, actor: Actor, nudge_id: int, until: datetime, asked: bool, now: datetime, typed: str = ""
) -> None:
    """Bring it up again at a moment; `asked` where they picked it to the minute."""
    at = _begin(tx, actor, nudge_id, now)
    if at.of_session:
        _session(at, canvass.remind_me, NudgeAnswer.LATER, at=until, asked=asked, after_id=nudge_id, typed=typed)
    elif at.of_meeting:
        meetings.later(tx, actor=actor, nudge_id=nudge_id, until=until, asked=asked, now=now, typed=typed)
        at.note(NudgeAnswer.LATER)
    elif at.of_prospect:
        silence.later(tx, actor=actor, nudge_id=nudge_id, until=until, asked=asked, now=now, typed=typed)
        at.note(NudgeAnswer.LATER)
    else:
        _promise(at, followups.later, NudgeAnswer.LATER, until=until, asked=asked, after_id=nudge_id)


def stop(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """No more reminders of this one."""
    at = _begin(tx, actor, nudge_id, now)
    if at.of_session:
        _session(at, canvass.mute, NudgeAnswer.STOPPED, on=True)
    elif at.of_meeting:
        meetings.stop(tx, actor=actor, nudge_id=nudge_id, now=now)
        at.note(NudgeAnswer.STOPPED)
    elif at.of_prospect:
        silence.stop(tx, actor=actor, nudge_id=nudge_id, now=now)
        at.note(NudgeAnswer.STOPPED)
    else:
        _promise(at, followups.stop, NudgeAnswer.STOPPED)


def come(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> int:
    """They are still in. Returns the session."""
    return _session(_begin(tx, actor, nudge_id, now), canvass.join, NudgeAnswer.DONE)


def stay_away(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> int:
    """They cannot come after all. Returns the session."""
    return _session(_begin(tx, actor, nudge_id, now), canvass.cant, NudgeAnswer.PASSED)


def open_dms(tx: Session, *, actor: Actor, channel_id: int, now: datetime) -> None:
    """They can be written to again, in this channel."""
    member = meet(tx, actor=actor, now=now)
    member.dms_closed_at, member.dm_channel_id = None, channel_id


def undo(tx: Session, *, actor: Actor, nudge_id: int, now: datetime) -> None:
    """Take back what was answered: that it is done, or put off, or stopped. Nothing where none of it is so."""
    at = _begin(tx, actor, nudge_id, now)
    team = team_of(tx, team_id=actor.team_id)
    if team is None:
        raise Gone
    quiet = hours_of(team, actor.zone)
    state = items.item(tx, at.nudge, quiet=quiet, now=now).state
    if at.of_session:
        _undo_session(at, state)
    elif at.of_meeting:
        _undo_meeting(at, state)
    elif at.of_prospect:
        silence.again(tx, actor=actor, nudge_id=nudge_id, now=now)
    else:
        _undo_promise(at, state, moment(Later.TOMORROW, now=now, zone=actor.zone, quiet=quiet))
    # A lead who takes something back leaves it with its owner, who is asked once more.
    if at.nudge.kind is not NudgeKind.LEAD_TOLD:
        at.nudge.answer, at.nudge.answered_at = None, None


def _undo_session(at: _Pressed, state: ItemState) -> None:
    of_it: dict[str, Any] = {"actor": at.actor, "canvass_id": at.nudge.canvass_id or 0, "now": at.now}
    if state is ItemState.STOPPED:
        canvass.mute(at.tx, on=False, **of_it)
    elif state is ItemState.LATER:
        canvass.forget_reminder(at.tx, **of_it)


def _undo_meeting(at: _Pressed, state: ItemState) -> None:
    if state is ItemState.DONE and at.nudge.kind is NudgeKind.PREP:
        _task(at, meetings.undo, NudgeAnswer.DONE)
    elif state in {ItemState.LATER, ItemState.STOPPED}:
        meetings.again(at.tx, actor=at.actor, nudge_id=at.nudge.id or 0, now=at.now)


def _undo_promise(at: _Pressed, state: ItemState, tomorrow: datetime) -> None:
    of_it: dict[str, Any] = {"actor": at.actor, "followup_id": at.nudge.followup_id or 0, "now": at.now}
    if state in {ItemState.DONE, ItemState.DROPPED}:
        followups.reopen(at.tx, **of_it)
    elif state is ItemState.STOPPED:
        followups.resume(at.tx, **of_it)
    elif state is ItemState.LATER and at.nudge.kind is not NudgeKind.LEAD_TOLD:
        # It asks here again, and where it stays unanswered, tomorrow in a message of its own.
        followups.later(at.tx, until=tomorrow, asked=False, **of_it)


# ---- inside ----------------------------------------------------------------------------------------


def _promise(at: _Pressed, unit: Callable[..., object], answer: NudgeAnswer, /, **more: Any) -> None:
    if at.nudge.followup_id is None:
        raise Gone
    unit(at.tx, actor=at.actor, followup_id=at.nudge.followup_id, now=at.now, **more)
    at.note(answer)


def _task(at: _Pressed, unit: Callable[..., object], answer: NudgeAnswer) -> None:
    if at.nudge.kind is not NudgeKind.PREP or at.nudge.meeting_id is None:
        raise Gone
    unit(at.tx, actor=at.actor, meeting_id=at.nudge.meeting_id, task_id=task_of(at.nudge), now=at.now)
    at.note(answer)


def _session(pressed: _Pressed, unit: Callable[..., object], answer: NudgeAnswer, /, **more: Any) -> int:
    if pressed.nudge.canvass_id is None or not pressed.of_session:
        raise Gone
    unit(pressed.tx, actor=pressed.actor, canvass_id=pressed.nudge.canvass_id, now=pressed.now, **more)
    pressed.note(answer)
    return pressed.nudge.canvass_id
