"""A long random walk over one session, beside a model that is too simple to be wrong: both must always agree."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from json import loads
from typing import Any, ClassVar

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
from sqlmodel import Session, col, select

from db import canvass, nudges
from db.canvass.reading import COMING
from db.engine import Engines, open_engines
from db.facts import CanvassFacts, NudgeKind, NudgeState, SignupState
from db.models.nudges import Nudge
from db.refusals import AfterStart, NobodyToPair, NobodyToRemind, NotSignedUp, OfferOver, Refusal, RemindedLately
from db.transactions import save
from tests.db.canvass_model import COUNTED, HOUR, Model, Told
from tests.db.canvassing import (
    CANT,
    CHANNEL,
    IN,
    MAYBE,
    NOW,
    OFFERED,
    PLAN,
    ROSA,
    holds,
    pending,
    volunteer,
    welcome,
)
from tests.walking import walks

people = st.integers(0, 6)
capacities = st.none() | st.integers(1, 4)


class Walk(RuleBasedStateMachine):
    """What people do, in any order, at any time."""

    engines: ClassVar[Engines]
    id: int
    model: Model
    lowered_to: int = 0

    def run(self, unit: Callable[..., Any], **more: Any) -> Any:
        """A unit of work, as the store runs it."""
        [outcome] = save(self.engines, [partial(unit, **more)])
        if outcome.error:
            raise outcome.error
        return outcome.result

    def do(self, unit: Callable[..., Any], person: int | None, **more: Any) -> Any:
        """What somebody, or Rosa, does with this session."""
        actor = ROSA if person is None else volunteer(person)
        return self.run(unit, actor=actor, canvass_id=self.id, now=self.model.now, **more)

    def refused(
        self, expected: type[Refusal] | None, unit: Callable[..., Any], person: int | None, **more: Any
    ) -> None:
        """The same, where a rule may say no."""
        if expected is None:
            self.do(unit, person, **more)
        else:
            with pytest.raises(expected):
                self.do(unit, person, **more)

    def on(self) -> bool:
        """Whether it has not ended."""
        return self.model.now < self.model.starts_at + 3 * HOUR

    def ahead(self) -> bool:
        """Whether it has not begun."""
        return self.model.now < self.model.starts_at

    def facts(self) -> CanvassFacts:
        """The session as everyone sees it."""
        facts: CanvassFacts = self.run(canvass.facts, team_id=1, canvass_id=self.id)
        return facts

    @initialize(capacity=capacities, hours=st.sampled_from([2, 14, 26, 60]))
    def plan(self, capacity: int | None, hours: int) -> None:
        """A new session for every walk."""
        self.model = Model(capacity, NOW + hours * HOUR)
        self.run(welcome)
        plan = replace(PLAN, capacity=capacity, starts_at=self.model.starts_at, ends_at=self.model.starts_at + 3 * HOUR)
        self.id = self.run(canvass.plan, actor=ROSA, plan=plan, channel_id=CHANNEL, now=NOW).id

    @rule(person=people)
    @precondition(on)
    def join(self, person: int) -> None:
        """*I'm in*."""
        self.model.join(person)
        self.do(canvass.join, person)

    @rule(person=people, state=st.sampled_from([MAYBE, CANT]))
    @precondition(on)
    def step_back(self, person: int, state: SignupState) -> None:
        """*Maybe* or *Can't*."""
        if self.model.states.get(person) is not state:
            self.model.leave(person, state)
        self.do(canvass.maybe if state is MAYBE else canvass.cant, person)

    @rule(person=people)
    @precondition(on)
    def take(self, person: int) -> None:
        """An offer is taken, or there is none."""
        valid = self.model.states.get(person) in {IN, OFFERED} and not self.model.overdue(person)
        if valid:
            self.model.join(person)
        self.refused(None if valid else OfferOver, canvass.take, person, person_id=volunteer(person).person_id)

    @rule(person=people)
    @precondition(on)
    def pass_on(self, person: int) -> None:
        """An offer is passed on, or there is none."""
        if self.model.states.get(person) is OFFERED:
            self.model.leave(person, CANT)
        known = person in self.model.order
        self.refused(None if known else OfferOver, canvass.pass_on, person, person_id=volunteer(person).person_id)

    @rule(person=people)
    @precondition(on)
    def drop(self, person: int) -> None:
        """Rosa takes somebody off."""
        known = person in self.model.order
        if known:
            self.model.leave(person, CANT)
        self.refused(None if known else NotSignedUp, canvass.drop, None, person_id=volunteer(person).person_id)

    @rule(person=people, hours=st.sampled_from([1, 5, 30]))
    @precondition(ahead)
    def remind_later(self, person: int, hours: int) -> None:
        """*Later*."""
        at = self.model.now + hours * HOUR
        coming = self.model.states.get(person) in COMING
        expected = None if coming and at < self.model.starts_at else AfterStart if coming else NotSignedUp
        self.refused(expected, canvass.remind_me, person, at=at, asked=True)

    @rule(person=people, on=st.booleans())
    @precondition(on)
    def mute(self, person: int, on: bool) -> None:
        """*Stop these*."""
        coming = self.model.states.get(person) in COMING
        self.refused(None if coming else NotSignedUp, canvass.mute, person, on=on)

    @rule()
    @precondition(on)
    def remind(self) -> None:
        """Rosa reminds everybody, if there is somebody and it is not too often."""
        with suppress(NobodyToRemind, RemindedLately):
            self.do(canvass.remind, None)

    @rule(person=people)
    def forget(self, person: int) -> None:
        """Somebody is forgotten."""
        if self.on():
            self.model.forget(person)
            person_id = volunteer(person).person_id
            self.run(canvass.forget_person, team_id=1, person_id=person_id, now=self.model.now)

    @rule(capacity=capacities)
    @precondition(ahead)
    def change_places(self, capacity: int | None) -> None:
        """More places, or fewer."""
        self.lowered_to = len(self.model.all(IN, OFFERED))
        self.model.capacity = capacity
        self.model.fill()
        self.do(canvass.edit, None, plan=replace(self.facts().plan, capacity=capacity))

    @rule(hours=st.sampled_from([1, 11, 13, 20, 60]))
    @precondition(ahead)
    def change_time(self, hours: int) -> None:
        """Another time."""
        starts_at = self.model.now + hours * HOUR
        if starts_at != self.model.starts_at:
            self.model.move(starts_at)
        plan = replace(self.facts().plan, starts_at=starts_at, ends_at=starts_at + 3 * HOUR)
        self.do(canvass.edit, None, plan=plan)

    @rule(hours=st.sampled_from([1, 3, 4, 7]))
    def time_passes(self, hours: int) -> None:
        """The courier sleeps."""
        self.model.now += hours * HOUR

    @rule()
    @precondition(on)
    def courier(self) -> None:
        """The courier sends what is due, and comes back for offers."""
        self.model.lapse()
        now = self.model.now
        while held := self.run(nudges.hold_due, now=now).bundles:
            for bundle in held:
                if bundle.first.kind is NudgeKind.OFFER_OVER:
                    about = {"canvass_id": bundle.first.canvass_id, "person_id": bundle.first.person_id}
                    self.run(canvass.lapse, **about, now=now)
                    self.run(nudges.put_away, ids=bundle.ids, state=NudgeState.EXPIRED, now=now)
                else:
                    told = [one.person_id for one in self.facts().standings]
                    where = {"channel_id": CHANNEL, "now": now}
                    self.run(nudges.set_out, bundle=bundle, told=told, **where)
                    self.run(nudges.mark_sent, bundle_id=bundle.id, message_id=1, **where)

    @rule()
    @precondition(on)
    def pair(self) -> None:
        """Rosa makes pairs: everyone who is in is in one."""
        coming = {volunteer(person).person_id for person in self.model.all(IN)}
        self.refused(None if len(coming) > 1 else NobodyToPair, canvass.make_pairs, None)
        paired = self.run(canvass.pairs, team_id=1, canvass_id=self.id)
        if len(coming) > 1:
            assert sorted(one.person_id for pair in paired for one in pair.people) == sorted(coming)
            assert {len(pair.people) for pair in paired} <= {2, 3}

    @invariant()
    def agree(self) -> None:
        """The session is what the model says, and what always holds holds."""
        if not hasattr(self, "id"):
            return
        facts = self.facts()
        assert [(one.person_id, one.state) for one in facts.standings] == [
            (volunteer(person).person_id, self.model.states[person]) for person in self.model.order
        ]
        assert all(one.offered_until == self.model.until[one.person_id - 100] for one in facts.those(OFFERED))
        assert self.run(_told, canvass_id=self.id) == +self.model.told
        if self.on():
            holds(facts, self.run(pending, canvass_id=self.id), self.lowered_to)
        for pair in self.run(canvass.pairs, team_id=1, canvass_id=self.id):
            assert all(one.state is IN for one in pair.people)


def _told(tx: Session, canvass_id: int) -> Told:
    """Who was told what, or is to be told, or was until it was taken back."""
    rows = tx.exec(select(Nudge).where(col(Nudge.canvass_id) == canvass_id, col(Nudge.kind).in_(COUNTED)))
    return Counter((row.kind, _about(row) - 100) for row in rows)


def _about(row: Nudge) -> int:
    person = loads(row.details)["person"] if row.kind is NudgeKind.LATE_DROP else row.person_id
    return int(person or 99)


@pytest.fixture
def engines(database: str) -> Iterator[Engines]:
    """The database without a store: here one does one thing at a time."""
    engines = open_engines(database)
    yield engines
    engines.close()


@pytest.mark.timeout(300)
def test_whatever_people_do_the_line_holds(engines: Engines) -> None:
    walk = type("AWalk", (Walk,), {"engines": engines})
    run_state_machine_as_test(walk, settings=walks(12, steps=30))
