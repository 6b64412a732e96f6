"""A promise against one kept on paper: whatever people do, in whatever order, it says the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, col, delete, select

from db import followups
from db.engine import Engines, open_engines
from db.facts import FollowupFacts, FollowupState, NudgeKind, NudgeState
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.refusals import FollowupOver, HandOverOver, NotYours, OwnerAlready, Refusal
from db.transactions import save
from tests.db.canvassing import ANA, BEN, CLEO, NOW, ROSA
from tests.db.promising import DAY, HOUR, PLAN, deliver, settle
from tests.walking import walks

PEOPLE = (ANA, BEN, CLEO)
people = st.sampled_from(range(len(PEOPLE)))
hours = st.sampled_from([1, 5, 24, 70])


@dataclass
class Model:
    """A promise on paper. There are no quiet hours here, and days of 24 hours: when is tested elsewhere."""

    owner: int
    due: datetime
    now: datetime = NOW
    state: FollowupState = FollowupState.OPEN
    silences: int = 0
    muted: bool = False
    asked: int | None = None
    asked_until: datetime = NOW
    passed: set[int] = field(default_factory=set)
    next: datetime | None = None  # of its reminders
    told: datetime | None = None  # when the lead will be, or was, told

    @property
    def open(self) -> bool:
        """Whether it is still to be kept."""
        return self.state is FollowupState.OPEN

    def begin(self) -> None:
        """A new round."""
        self.silences, self.next, self.told = 0, None, None
        if not self.open or self.muted:
            return
        if self.due > self.now:
            self.next = self.due
        elif self.asked is None:
            day = datetime.combine(self.now.date(), datetime.min.time(), self.now.tzinfo)
            self.next = day + DAY + 9 * HOUR

    def end(self, state: FollowupState) -> None:
        """Done, or no longer needed."""
        if self.open:
            self.state, self.asked = state, None
            self.silences, self.next, self.told = 0, None, None

    def give(self, person: int) -> None:
        """It is somebody else's."""
        self.owner, self.muted, self.asked = person, False, None
        self.begin()

    def deliver(self) -> None:
        """All that is due by now goes out at once."""
        if self.asked is not None and self.asked_until <= self.now:
            self.asked = None
            self.begin()
        if self.next is not None and self.next <= self.now:
            self.next = None
            self._silence()
        if self.told is not None and self.told <= self.now:
            self.told = None

    def _silence(self) -> None:
        if self.asked is not None:
            return
        self.silences += 1
        if self.silences < 3:
            self.next = self.now + self.silences * DAY
        else:
            self.told = self.now + DAY


class Walk(RuleBasedStateMachine):
    """Four people and a courier, who sleeps as long as he likes."""

    engines: Engines
    model: Model
    id: int

    def run(self, unit: Callable[..., Any], **more: Any) -> Any:
        """One transaction."""
        [outcome] = save(self.engines, [lambda tx: unit(tx, **more)])
        if outcome.error:
            raise outcome.error
        return outcome.result

    def do(self, refusal: type[Refusal] | None, unit: Callable[..., Any], actor: Any, **more: Any) -> None:
        """What somebody does, which is refused or not."""
        act = {"actor": actor, "followup_id": self.id, "now": self.model.now} | more
        if refusal is None:
            self.run(unit, **act)
        else:
            with pytest.raises(refusal):
                self.run(unit, **act)

    def cares(self, person: int) -> type[Refusal] | None:
        """Ana made it; the owner may answer for it as well."""
        return None if person in {0, self.model.owner} else NotYours

    def owns(self, person: int) -> type[Refusal] | None:
        """Only for its owner."""
        return None if person == self.model.owner else NotYours

    def on(self) -> type[Refusal] | None:
        """Not when it is over."""
        return None if self.model.open else FollowupOver

    @initialize(after=hours)
    def make(self, after: int) -> None:
        """Ana's promise, which Rosa leads, for every walk."""
        due = NOW + after * HOUR
        self.model = Model(0, due)
        self.model.begin()
        self.run(_clear)
        self.run(settle, zone="UTC", quiet_from=time(4), quiet_until=time(4))
        plan = replace(PLAN, due_at=due, zone="UTC", lead_id=ROSA.person_id)
        self.id = self.run(followups.add, actor=ANA, plan=plan, now=NOW).id

    @rule(person=people)
    def done(self, person: int) -> None:
        """*Done*."""
        refusal = self.cares(person)
        self.do(refusal, followups.done, PEOPLE[person])
        if refusal is None:
            self.model.end(FollowupState.DONE)

    @rule(person=people)
    def drop(self, person: int) -> None:
        """No longer needed."""
        self.do(None if person == 0 else NotYours, followups.drop, PEOPLE[person])
        if person == 0:
            self.model.end(FollowupState.DROPPED)

    @rule(person=people)
    @precondition(lambda self: not self.model.open)
    def reopen(self, person: int) -> None:
        """Not done after all."""
        refusal = self.cares(person)
        self.do(refusal, followups.reopen, PEOPLE[person])
        if refusal is None:
            self.model.state = FollowupState.OPEN
            self.model.begin()

    @rule(person=people, after=hours)
    def put_off(self, person: int, after: int) -> None:
        """*Later*, for its owner."""
        refusal = self.owns(person)
        if person == 0 and refusal and self.model.open:
            return  # as who made it, Ana may have been told; that is tested elsewhere
        refusal = self.cares(person) or self.on() or refusal
        until = self.model.now + after * HOUR
        self.do(refusal, followups.later, PEOPLE[person], until=until, asked=True)
        if refusal is None:
            self.model.muted = False
            self.model.silences, self.model.told, self.model.next = 0, None, until

    @rule(person=people, on=st.booleans())
    def hush(self, person: int, on: bool) -> None:
        """*Stop these*, and on again, for its owner."""
        if person != self.model.owner:
            return
        refusal = self.on()
        self.do(refusal, followups.resume if on else followups.stop, PEOPLE[person])
        if refusal is None and on and self.model.muted:
            self.model.muted = False
            self.model.begin()
        elif refusal is None and not on:
            self.model.muted = True
            self.model.begin()

    @rule(after=st.sampled_from([24, 70]))
    def change(self, after: int) -> None:
        """Another time."""
        due = self.model.now + after * HOUR
        self.do(self.on(), followups.change, ROSA, text="Other", due_at=due, zone="UTC")
        if self.model.open and due != self.model.due:
            self.model.due = due
            self.model.begin()

    @rule(person=people, to=people)
    def hand_over(self, person: int, to: int) -> None:
        """*Hand over*."""
        refusal = self.cares(person) or self.on() or (OwnerAlready if to == self.model.owner else None)
        chosen = PEOPLE[to]
        self.do(refusal, followups.hand_over, PEOPLE[person], to_id=chosen.person_id, to_name=chosen.name)
        if refusal is None and self.model.asked != to:
            self.model.asked, self.model.asked_until = to, self.model.now + DAY
            self.model.begin()

    @rule(person=people)
    def take(self, person: int) -> None:
        """*I'll take it*."""
        if person == self.model.owner:
            self.do(None, followups.take, PEOPLE[person])
            return
        refusal = self.on() or (None if self.model.asked == person else HandOverOver)
        self.do(refusal, followups.take, PEOPLE[person])
        if refusal is None:
            self.model.give(person)

    @rule(person=people)
    def pass_back(self, person: int) -> None:
        """*Pass it back*; twice is harmless."""
        asked = self.model.asked == person
        refusal = None if person in self.model.passed and not asked else self.on() or (None if asked else HandOverOver)
        self.do(refusal, followups.pass_back, PEOPLE[person])
        if refusal is None and asked:
            self.model.passed.add(person)
            self.model.asked = None
            self.model.begin()

    @rule()
    def take_over(self) -> None:
        """Rosa does it herself; she gives it to Ana at once, so that the walk goes on."""
        self.do(self.on(), followups.take_over, ROSA)
        if self.model.open:
            self.do(None, followups.hand_over, ROSA, to_id=ANA.person_id, to_name="Ana")
            self.do(None, followups.take, ANA)
            self.model.give(0)

    @rule()
    def contact(self) -> None:
        """Somebody was in touch."""
        self.run(followups.contact_logged, team_id=1, followup_ids=[self.id], now=self.model.now)
        self.model.begin()

    @rule(passed=hours)
    def time_passes(self, passed: int) -> None:
        """The courier sleeps."""
        self.model.now += passed * HOUR

    @rule()
    def courier(self) -> None:
        """All that is due goes out."""
        self.model.deliver()
        self.run(deliver, now=self.model.now)

    @rule(back=st.sampled_from([1, 2]))
    def clock_is_set_back(self, back: int) -> None:
        """Somebody mends the machine's clock."""
        self.model.now -= back * HOUR

    @invariant()
    def agree(self) -> None:
        """The promise is what the paper says."""
        if not hasattr(self, "id"):
            return
        facts: FollowupFacts = self.run(followups.facts, team_id=1, followup_id=self.id)
        model = self.model
        assert facts.owner_id == PEOPLE[model.owner].person_id
        assert (facts.state, facts.muted, facts.silences) == (model.state, model.muted, model.silences)
        assert facts.handed_to_id == (None if model.asked is None else PEOPLE[model.asked].person_id)
        assert facts.handed_until == (None if model.asked is None else model.asked_until)
        due = self.run(_coming, number=self.id)
        assert due.get(NudgeKind.FOLLOWUP, []) == ([] if model.next is None else [(facts.owner_id, model.next)])
        assert [moment for _, moment in due.get(NudgeKind.LEAD_TOLD, [])] == ([model.told] if model.told else [])
        assert len(due.get(NudgeKind.HAND_OVER, [])) <= (model.asked is not None)


def _clear(tx: Session) -> None:
    """Every walk has the most a day for itself."""
    tx.exec(delete(Nudge))
    tx.exec(delete(Followup))


def _coming(tx: Session, number: int) -> dict[NudgeKind, list[tuple[int | None, datetime]]]:
    query = select(Nudge).where(col(Nudge.followup_id) == number, col(Nudge.state) == NudgeState.PENDING)
    found: dict[NudgeKind, list[tuple[int | None, datetime]]] = {}
    for one in tx.exec(query):
        found.setdefault(one.kind, []).append((one.person_id, one.due_at))
    return found


@pytest.fixture
def engines(sqlite: str) -> Iterator[Engines]:
    """The database without a store: here one does one thing at a time."""
    engines = open_engines(sqlite)
    yield engines
    engines.close()


@pytest.mark.timeout(300)
def test_whatever_people_do_the_promise_holds(engines: Engines) -> None:
    walk = type("AWalk", (Walk,), {"engines": engines})
    run_state_machine_as_test(walk, settings=walks(15, steps=40))
