"""A long random walk at the doors of one session, beside counts kept on paper: both must always agree."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
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
from sqlmodel import Session

from db import canvass, doors, privacy
from db.doors import ledger
from db.doors.recent import RECENT
from db.engine import Engines, open_engines
from db.facts import Actor
from db.facts.doors import EVERYONE, Outcome, PadFacts, Tally
from db.refusals import NotHere, NothingToUndo
from db.transactions import save
from tests.db.canvassing import CHANNEL, NOW, PLAN, ROSA, STARTS, volunteer, welcome
from tests.db.dooring import MINUTE, NOBODY
from tests.walking import walks

PEOPLE = range(4)
_numbers = itertools.count(1_000)  # of presses: no walk has those of another
people = st.sampled_from(PEOPLE)
outcomes = st.sampled_from(list(Outcome))
some = st.dictionaries(outcomes, st.integers(1, 7), min_size=1, max_size=3)
totals = st.dictionaries(outcomes, st.integers(0, 20), min_size=1, max_size=3)


@dataclass
class Press:
    """A press, on paper."""

    id: int
    person: int
    by: int | None
    counts: Mapping[Outcome, int]
    fixes: bool = False
    undone: bool = False


class Walk(RuleBasedStateMachine):
    """What people at the doors do, in any order."""

    engines: ClassVar[Engines]
    id: int

    def run(self, unit: Callable[..., Any], **more: Any) -> Any:
        """A unit of work, as the store runs it."""
        [outcome] = save(self.engines, [partial(unit, **more)])
        if outcome.error:
            raise outcome.error
        return outcome.result

    def do(self, unit: Callable[..., Any], actor: Actor, **more: Any) -> Any:
        """What somebody does at the doors of this session, a second after what was before."""
        self.now += MINUTE / 60
        return self.run(unit, actor=actor, canvass_id=self.id, now=self.now, **more)

    def own(self, unit: Callable[..., Any], person: int, **more: Any) -> PadFacts:
        """What somebody does with their own pad."""
        self.now += MINUTE / 60
        ids = {"team_id": 1, "canvass_id": self.id, "person_id": volunteer(person).person_id}
        pad: PadFacts = self.run(unit, **ids, now=self.now, **more)
        return pad

    def paper(self, person: int, counts: Mapping[Outcome, int], *, by: int | None = None, fixes: bool = False) -> None:
        """Write a press down."""
        self.presses.append(Press(self.press_id, person, by, dict(counts), fixes))
        self.came.add(person)
        self.counts[person].update(counts)
        self.total.update(counts)

    def pressed(self) -> int:
        """Begin the next press; its number."""
        self.press_id = next(_numbers)
        return self.press_id

    @initialize()
    def begin(self) -> None:
        """A new session for every walk."""
        self.now, self.paired = STARTS, {0, 1}
        self.presses: list[Press] = []
        self.came: set[int] = set()
        self.counts: dict[int, Counter[Outcome]] = {person: Counter() for person in PEOPLE}
        self.total: Counter[Outcome] = Counter()
        self.run(welcome)
        self.id = self.run(canvass.plan, actor=ROSA, plan=PLAN, channel_id=CHANNEL, now=NOW).id
        for person in (0, 1):
            self.run(canvass.join, actor=volunteer(person), canvass_id=self.id, now=NOW)
        self.run(canvass.make_pairs, actor=ROSA, canvass_id=self.id, now=NOW)
        self.run(doors.start, canvass_id=self.id, now=STARTS)
        self.before = Counter(self.run(ledger.tally_of, team_id=1, scope=ledger.CAMPAIGN).counts)

    @rule(person=people, counts=some)
    def press(self, person: int, counts: Mapping[Outcome, int]) -> None:
        """A press on one's own pad."""
        self.own(doors.count, person, press_id=self.pressed(), counts=counts)
        self.paper(person, counts)

    @rule()
    @precondition(lambda self: self.presses)
    def send_again(self) -> None:
        """Discord sends the last press of a pad once more."""
        last = self.presses[-1]
        if last.by is None and not last.fixes:
            self.own(doors.count, last.person, press_id=last.id, counts=last.counts)

    @rule(person=people, counts=some)
    def enter(self, person: int, counts: Mapping[Outcome, int]) -> None:
        """The organizer counts for somebody."""
        whose = volunteer(person).person_id
        self.do(doors.enter, ROSA, person_id=whose, press_id=self.pressed(), counts=counts)
        self.paper(person, counts, by=1)

    @rule(person=people, counts=some)
    def add(self, person: int, counts: Mapping[Outcome, int]) -> None:
        """Somebody adds what they could not count on the spot."""
        self.do(doors.add, volunteer(person), press_id=self.pressed(), counts=counts)
        self.paper(person, counts)

    @rule(person=people, wanted=totals, by=st.sampled_from([None, 1]))
    def fix(self, person: int, wanted: Mapping[Outcome, int], by: int | None) -> None:
        """Somebody puts their own right, or the organizer does."""
        actor, whose = (ROSA if by else volunteer(person)), volunteer(person).person_id
        pad = self.do(doors.fix, actor, person_id=whose, press_id=self.pressed(), totals=wanted)
        wrong = {one: n - self.counts[person][one] for one, n in wanted.items() if n != self.counts[person][one]}
        if wrong:
            self.paper(person, wrong, by=by, fixes=True)
        assert all(pad.mine.of(outcome) == n for outcome, n in wanted.items())

    @rule(person=people, by=st.sampled_from([None, 1]), back=st.integers(0, 11))
    def undo(self, person: int, by: int | None, back: int) -> None:
        """One of the last presses is taken back, or it is too late for that."""
        theirs = [one for one in reversed(self.presses) if (one.person, one.by) == (person, by)]
        press = theirs[back] if back < len(theirs) else None
        ok = press is not None and back < RECENT and not press.undone and not self.settled(press)
        sent = {"press_id": self.pressed(), "undoes": press.id if press else 1, "by_id": ROSA.person_id if by else None}
        if not ok or press is None:
            with pytest.raises(NothingToUndo):
                self.own(doors.undo, person, **sent)
            return
        self.own(doors.undo, person, **sent)
        press.undone = True
        self.counts[person].subtract(press.counts)
        self.total.subtract(press.counts)

    def settled(self, press: Press) -> bool:
        """Whether one of its outcomes was put right since."""
        later = self.presses[self.presses.index(press) + 1 :]
        fixes = (one for one in later if one.fixes and not one.undone and one.person == press.person)
        return any(one.counts.keys() & press.counts.keys() for one in fixes)

    @rule(person=st.sampled_from([0, 1]), counted=st.integers(0, 40))
    def confirm(self, person: int, counted: int) -> None:
        """One of the pair says how many doors they were."""
        crew = self.paired if person in self.paired else {person}
        if person not in self.paired | self.came:
            with pytest.raises(NotHere):
                self.do(doors.confirm_count, volunteer(person), press_id=self.pressed(), doors=counted)
            return
        before = {one: self.counts[one].copy() for one in crew}
        said = self.do(doors.confirm_count, volunteer(person), press_id=self.pressed(), doors=counted)
        pads = {one: self.own(doors.pad, one).mine for one in crew}
        for one, tally in pads.items():
            difference = tally.of(NOBODY) - before[one][NOBODY]
            if difference:
                self.paper(one, {NOBODY: difference}, by=None if one == person else 2 + person, fixes=True)
        assert sum(tally.doors for tally in pads.values()) == counted + said.left

    @rule()
    def wrap_and_open_again(self) -> None:
        """A slip of a thumb."""
        self.do(doors.wrap, ROSA, say=lambda task, n: f"{task} {n}")
        assert self.do(doors.unwrap, ROSA)

    @rule(person=people)
    def forget(self, person: int) -> None:
        """Somebody asks to be forgotten: the team keeps the doors."""
        self.run(privacy.forget, actor=volunteer(person), now=self.now)
        self.paired.discard(person)
        self.came.discard(person)
        self.presses = [one for one in self.presses if one.person != person]
        self.counts[person].clear()

    @rule()
    def rebuild(self) -> None:
        """The tallies are made again, which changes nothing."""
        self.run(doors.rebuild, team_id=1)

    @invariant()
    def agree(self) -> None:
        """Ledger, tallies and paper say the same, and nobody has less than nothing."""
        if not hasattr(self, "before"):
            return
        wrong, campaign, found = self.run(_stands, canvass_id=self.id)
        assert wrong == ()
        paper = {volunteer(person).person_id: counts for person, counts in self.counts.items()}
        paper[EVERYONE] = self.total
        assert {person: tally.counts for person, tally in found.items()} == {
            person: dict(+counts) for person, counts in paper.items() if +counts
        }
        assert all(n >= 0 for tally in found.values() for n in tally.counts.values())
        assert Counter(campaign.counts) == +(self.before + self.total)


def _stands(tx: Session, canvass_id: int) -> tuple[tuple[str, ...], Tally, dict[int, Tally]]:
    """Where the tallies are wrong, those of the campaign, and those of the session."""
    found = ledger.tallies(tx, team_id=1, scope=ledger.session_scope(canvass_id))
    campaign = ledger.tally_of(tx, team_id=1, scope=ledger.CAMPAIGN)
    return doors.mismatches(tx, team_id=1), campaign, found


@pytest.fixture
def engines(database: str) -> Iterator[Engines]:
    """The engines of a database of its own."""
    engines = open_engines(database)
    yield engines
    engines.close()


@pytest.mark.timeout(300)
def test_ledger_tallies_and_paper_always_agree(engines: Engines) -> None:
    walk = type("AWalk", (Walk,), {"engines": engines})
    run_state_machine_as_test(walk, settings=walks(12, steps=25))
