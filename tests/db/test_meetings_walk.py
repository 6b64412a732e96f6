"""A long random walk over one meeting: whatever people do, in any order, what has to hold of it holds."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, col, delete, select

from db import meetings, privacy
from db.engine import Engines, open_engines
from db.facts import Actor, FollowupState, NudgeKind, NudgeState
from db.facts.meetings import WRITTEN, Closing, MeetingFacts, MeetingState, Outcome, Section
from db.facts.playbooks import Review, Role
from db.facts.prospects import Stage
from db.meetings.reminders import task_of
from db.models.followups import Followup
from db.models.meetings import Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.refusals import Refusal
from db.transactions import save
from tests.db.meeting import (
    ANA,
    BEN,
    CLEO,
    DAN,
    NOW,
    PREP,
    ROSA,
    deliver,
    meet_somebody,
    plan_of,
    settle,
    thank,
)

PEOPLE = (ANA, BEN, CLEO, DAN, ROSA)
people = st.sampled_from(PEOPLE)
PREP_DUE, EVALUATE, CARD, ENDS = NudgeKind.PREP, NudgeKind.EVALUATE, NudgeKind.MEETING_DAY, NudgeKind.MEETING_ENDS
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Walk(RuleBasedStateMachine):
    """What people do, in any order, at any time; what a rule refuses changes nothing."""

    engines: ClassVar[Engines]
    id: int
    prospect_id: int
    now: datetime

    def run(self, unit: Callable[..., Any], **more: Any) -> Any:
        """A unit of work, as the store runs it."""
        [outcome] = save(self.engines, [partial(unit, **more)])
        if outcome.error:
            raise outcome.error
        return outcome.result

    def do(self, unit: Callable[..., Any], actor: Actor, **more: Any) -> None:
        """What somebody tries."""
        with suppress(Refusal):
            self.run(unit, actor=actor, meeting_id=self.id, now=self.now, **more)

    def facts(self) -> MeetingFacts:
        """The meeting as an organizer sees it."""
        facts: MeetingFacts = self.run(meetings.meeting, actor=ROSA, meeting_id=self.id)
        return facts

    @initialize(hours=st.sampled_from([2, 20, 200]))
    def plan(self, hours: int) -> None:
        """A new meeting for every walk."""
        self.now = NOW
        self.run(_clear)
        self.run(settle)
        self.prospect_id = self.run(meet_somebody)
        begins = NOW + hours * HOUR
        plan = plan_of(self.prospect_id, starts_at=begins, ends_at=begins + HOUR)
        self.id = self.run(meetings.plan, actor=ANA, plan=plan, prep=PREP, now=NOW).id

    @rule(hours=st.sampled_from([1, 5, 26, 80]))
    def wait(self, hours: int) -> None:
        """Time passes, and the courier delivers; the end of a meeting is a deed."""
        self.now += hours * HOUR
        sent = self.run(deliver, now=self.now)
        if any(kind is ENDS for kind, _, _ in sent):
            self.run(meetings.ends, meeting_id=self.id, say=thank, now=self.now)

    @rule(hours=st.sampled_from([3, 30, 300]), who=people)
    def move(self, hours: int, who: Actor) -> None:
        """It is moved."""
        begins = self.now + hours * HOUR
        plan = plan_of(self.prospect_id, starts_at=begins, ends_at=begins + HOUR)
        self.do(meetings.change, who, plan=plan)

    @rule(who=people)
    def call_off(self, who: Actor) -> None:
        """It is called off, now and then."""
        if self.now > NOW + 3 * DAY:
            self.do(meetings.cancel, who, reason="")

    @rule(who=people, section=st.sampled_from(WRITTEN), text=st.sampled_from("abcd"))
    def write(self, who: Actor, section: Section, text: str) -> None:
        """Somebody writes, or writes over what stands there."""
        lines = self.facts().of(section)
        over: dict[str, Any] = {}
        if lines and text in "ab":
            over = {"line_id": lines[-1].id, "version": lines[-1].version}
        self.do(meetings.write, who, section=section, text=text, **over)

    @rule(who=people)
    def erase(self, who: Actor) -> None:
        """Somebody takes a line out."""
        if lines := self.facts().lines:
            self.do(meetings.erase_line, who, line_id=lines[0].id, version=lines[0].version)

    @rule(who=people, other=people, comes=st.booleans())
    def attend(self, who: Actor, other: Actor, comes: bool) -> None:
        """Somebody goes, or does not."""
        if comes:
            self.do(meetings.go, who, person_id=other.person_id, name=other.name)
        else:
            self.do(meetings.stay, who, person_id=other.person_id)

    @rule(who=people, other=people, roles=st.sets(st.sampled_from(Role)))
    def give_roles(self, who: Actor, other: Actor, roles: set[Role]) -> None:
        """They share out what each does."""
        self.do(meetings.give_roles, who, person_id=other.person_id, roles=roles)

    @rule(
        who=people,
        which=st.integers(0, 4),
        unit=st.sampled_from([meetings.take, meetings.give_back, meetings.task_done, meetings.undo]),
    )
    def see_to(self, who: Actor, which: int, unit: Any) -> None:
        """Somebody takes a thing, gives it back, does it, or takes that back."""
        if len(tasks := self.facts().prep) > which:
            self.do(unit, who, task_id=tasks[which].id)

    @rule(who=people)
    def add(self, who: Actor) -> None:
        """One more thing to do."""
        self.do(meetings.add_task, who, text="Bring flowers")

    @rule(who=people)
    def hold(self, who: Actor) -> None:
        """It took place."""
        self.do(meetings.held, who, say=thank)

    @rule(who=people, answers=st.dictionaries(st.sampled_from(Review), st.sampled_from(["", "Yes", "No"])))
    def evaluate(self, who: Actor, answers: dict[Review, str]) -> None:
        """Somebody says how it was."""
        self.do(meetings.evaluate, who, answers=answers)

    @rule(who=people, outcome=st.sampled_from(Outcome))
    def close(self, who: Actor, outcome: Outcome) -> None:
        """Somebody closes it."""
        due = (self.now + 3 * DAY).date()
        closing = Closing(outcome, "Call", BEN.person_id, "Ben", due)
        self.do(meetings.close, who, closing=closing, say=thank)

    @rule(who=people)
    def reopen(self, who: Actor) -> None:
        """Somebody opens it again."""
        self.do(meetings.reopen, who)

    @rule(who=st.sampled_from([CLEO, DAN]))
    def forget(self, who: Actor) -> None:
        """Somebody asks to be forgotten."""
        self.run(privacy.forget, actor=who, now=self.now)

    @invariant()
    def holds(self) -> None:
        """What always holds."""
        if not hasattr(self, "id"):
            return
        facts, due, promises, prospect = self.run(_look, meeting_id=self.id, prospect_id=self.prospect_id)
        _told(facts, due)
        _agreed(facts)
        _followed(facts, promises)
        _moved(facts, prospect)


def _told(facts: MeetingFacts, due: list[Nudge]) -> None:
    """Nobody is told what is not so, or twice."""
    kinds = Counter(nudge.kind for nudge in due)
    assert kinds[ENDS] <= facts.ahead, "two ends, or the end of what is not ahead"
    assert kinds[CARD] <= facts.ahead
    assert all(n.expires_at == facts.plan.starts_at for n in due if n.kind is CARD)
    owners = {task.id: task.owner_id for task in facts.prep if task.done_at is None}
    for nudge in due:
        if nudge.kind is PREP_DUE:
            assert facts.ahead
            assert owners.get(task_of(nudge)) == nudge.person_id, "reminded of what is not theirs"
        if nudge.kind is EVALUATE:
            mine = facts.attendee(nudge.person_id or 0)
            assert not facts.over
            assert mine is not None, "asked, and not there"
            assert not mine.evaluated, "asked again"
    assert max(Counter((n.kind, n.person_id) for n in due if n.kind is EVALUATE).values(), default=0) <= 2


def _agreed(facts: MeetingFacts) -> None:
    """Ready is what its rules say; a section holds no more than it may; nothing is due when it has begun."""
    if facts.ahead:
        ready = not facts.missing and not facts.nobody_asks
        assert (facts.state is MeetingState.READY) == ready
        assert all(task.due_at <= facts.plan.starts_at for task in facts.prep if task.done_at is None)
    assert len(facts.of(Section.MESSAGES)) <= 3
    assert all(len(facts.of(section)) <= 1 for section in (Section.ASK, Section.STEP, Section.NOTES))
    assert {one.person_id for one in facts.evaluations} <= {one.person_id for one in facts.attendees} | {
        one.person_id for one in PEOPLE
    }


def _followed(facts: MeetingFacts, promises: list[Followup]) -> None:
    """Thanks and the next step are promised once, and only where there is a cause."""
    keys = [one.key for one in promises if one.state is FollowupState.OPEN]
    assert len(set(keys)) == len(keys)
    if facts.state is MeetingState.HELD:
        assert f"thanks:{facts.id}" in [one.key for one in promises]
    if facts.state is MeetingState.CLOSED:
        assert f"next:{facts.id}" in keys
        not_held = facts.closing is not None and facts.closing.outcome is Outcome.NOT_HELD
        assert (f"thanks:{facts.id}" in [one.key for one in promises]) is not not_held
    else:
        assert f"next:{facts.id}" not in keys


def _moved(facts: MeetingFacts, prospect: Prospect) -> None:
    """The prospect stands where the meeting does."""
    if facts.ahead:
        assert prospect.stage is Stage.PREPARE
    elif facts.state is MeetingState.CANCELLED:
        assert prospect.stage is Stage.ASK
    elif facts.state is MeetingState.HELD:
        assert prospect.stage in {Stage.HELD, Stage.EVALUATED}
    elif facts.closing:
        ends = {Outcome.NO: {Stage.PARKED, Stage.ASK}, Outcome.NOT_HELD: {Stage.ASK}}  # after its rest it is asked
        assert prospect.stage in ends.get(facts.closing.outcome or Outcome.YES, {Stage.FOLLOWED_UP})


def _look(tx: Session, meeting_id: int, prospect_id: int) -> tuple[MeetingFacts, list[Nudge], list[Followup], Prospect]:
    facts = meetings.look(tx, meeting_id=meeting_id)
    assert facts is not None
    mine = (col(Nudge.meeting_id) == meeting_id, col(Nudge.state) == NudgeState.PENDING)
    due = list(tx.exec(select(Nudge).where(*mine)))
    promises = list(tx.exec(select(Followup).where(col(Followup.meeting_id) == meeting_id)))
    return facts, due, promises, tx.get_one(Prospect, prospect_id)


def _clear(tx: Session) -> None:
    """Every walk has the most a day for itself."""
    for table in (Nudge, Followup, Meeting, Prospect):
        tx.exec(delete(table))


@pytest.fixture
def engines(database: str) -> Iterator[Engines]:
    """The database without a store: here one does one thing at a time."""
    engines = open_engines(database)
    yield engines
    engines.close()


@pytest.mark.timeout(300)
def test_whatever_people_do_the_meeting_holds(engines: Engines) -> None:
    walk = type("AWalk", (Walk,), {"engines": engines})
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),  # they measure the machine, not the meeting
        ),
    )
