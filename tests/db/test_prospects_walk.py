"""Two prospects against what paper says of them: whatever people do, in whatever order, it says the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, col, delete, select

from db import prospects, teams
from db.engine import Engines, open_engines
from db.facts import FollowupState, NudgeKind, NudgeState
from db.facts.prospects import OPEN_STAGES, ContactHow, ContactResult, ProspectFacts, Stage
from db.facts.signons import Capacity, CommitmentState
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.prospects import Prospect, Tie
from db.prospects import clocks
from db.refusals import CommitmentOver, NotRefused, NotSignedOn, Refusal
from db.transactions import save
from tests.db.canvassing import NOW, welcome
from tests.db.promising import DAY
from tests.db.prospecting import ASKER, COUNCIL, MEMBER, ORGANIZER, OWNER, deliver

them = st.sampled_from([0, 1])
S, R = Stage, ContactResult
BEFORE = (S.RESEARCH, S.ASK, S.PREPARE)


@dataclass
class Paper:
    """One prospect on paper. Its team lives in UTC, without quiet hours: when is tested elsewhere."""

    stage: Stage = S.RESEARCH
    touched: datetime = NOW
    refused: bool = False
    allowed: bool = False
    signed: bool = False
    wakes: date | None = None
    swayed_by: set[int] = field(default_factory=set)
    commitment: CommitmentState | None = None
    noes: bool = False
    asking: bool = False

    def enter(self, stage: Stage, now: datetime) -> None:
        """To a stage."""
        self.wakes = None if stage is not S.PARKED else self.wakes
        self.stage, self.touched = stage, now

    def met(self) -> None:
        """They will meet, or do more than that."""
        self.refused = self.allowed = False


class Walk(RuleBasedStateMachine):
    """Two officials, each of whom may win the other, four people, and a courier who sleeps as long as he likes."""

    engines: Engines
    paper: list[Paper]
    ids: list[int]
    now: datetime
    commitment: list[int]

    def run(self, unit: Callable[..., Any], **more: Any) -> Any:
        """One transaction."""
        [outcome] = save(self.engines, [lambda tx: unit(tx, **more)])
        if outcome.error:
            raise outcome.error
        return outcome.result

    def do(self, unit: Callable[..., Any], who: int, actor: Any = OWNER, **more: Any) -> Any:
        """What somebody does with one of them."""
        return self.run(unit, actor=actor, prospect_id=self.ids[who], now=self.now, **more)

    def no(self, refusal: type[Refusal], unit: Callable[..., Any], who: int, actor: Any = OWNER, **more: Any) -> None:
        """What they are refused."""
        with pytest.raises(refusal):
            self.do(unit, who, actor, **more)

    @initialize()
    def begin(self) -> None:
        """Ana's two, whom Ben asks, for every walk."""
        self.now, self.paper = NOW, [Paper(), Paper()]
        self.run(_clear)
        self.run(welcome, zone="UTC", quiet_from=time(4), quiet_until=time(4))
        add = {"actor": OWNER, "plan": COUNCIL, "again": True, "now": NOW}
        self.ids = [self.run(prospects.add, **add).id for _ in range(2)]
        self.commitment = [0, 0]
        for who in (0, 1):
            self.do(prospects.set_asker, who, asker_id=ASKER.person_id, asker_name="Ben")

    @rule(who=them, how=st.sampled_from([ContactHow.CALL, ContactHow.THANKS]), result=st.sampled_from(list(R)))
    def in_touch(self, who: int, how: ContactHow, result: ContactResult) -> None:
        """Somebody was in touch."""
        self.do(prospects.log, who, MEMBER, how=how, result=result, note="", at=self.now)
        paper, stage = self.paper[who], self.paper[who].stage
        after: Stage
        if result is R.GRANTED:
            paper.met()
            after = S.PREPARE if stage in (*BEFORE, S.PARKED, S.DECLINED) else stage
        elif result is R.REFUSED:
            paper.refused = True
            after = S.ASK if stage in BEFORE else stage
        elif how is ContactHow.THANKS:
            after = S.FOLLOWED_UP if stage is S.EVALUATED else stage
        else:
            after = S.ASK if stage is S.RESEARCH else stage
        paper.enter(after, self.now)

    @rule(who=them, stage=st.sampled_from([*OPEN_STAGES, S.DECLINED]))
    def move(self, who: int, stage: Stage) -> None:
        """By hand."""
        self.do(prospects.move, who, ASKER, stage=stage)
        self.paper[who].enter(stage, self.now)

    @rule(who=them, stage=st.sampled_from([S.PREPARE, S.HELD, S.EVALUATED]))
    def follows(self, who: int, stage: Stage) -> None:
        """From a meeting."""
        self.run(prospects.advance, team_id=1, prospect_id=self.ids[who], stage=stage, now=self.now)
        if stage is S.PREPARE:
            self.paper[who].met()
        self.paper[who].enter(stage, self.now)

    @rule(who=them, days=st.sampled_from([1, 20]), swayed=st.booleans())
    def park(self, who: int, days: int, swayed: bool) -> None:
        """It rests."""
        paper, other = self.paper[who], 1 - who
        paper.wakes = (self.now + days * DAY).date()
        self.do(prospects.park, who, wakes_on=paper.wakes, sways=[self.ids[other]] if swayed else [])
        paper.swayed_by = {other} if swayed else set()
        paper.enter(S.PARKED, self.now)

    @rule(who=them)
    def wake(self, who: int) -> None:
        """Before its time."""
        self.do(prospects.wake, who)
        if self.paper[who].stage is S.PARKED:
            self.paper[who].enter(S.ASK, self.now)

    @rule(who=them, public=st.booleans())
    def sign_on(self, who: int, public: bool) -> None:
        """They sign on, and may win the other."""
        day = {"signed_on": self.now.date(), "capacity": Capacity.PERSONAL, "statement": "", "public": public}
        woken = self.do(prospects.sign_on, who, ASKER, **day).woken
        mine, other = self.paper[who], self.paper[1 - who]
        wakes = not mine.signed and other.stage is S.PARKED and who in other.swayed_by
        assert len(woken) == wakes
        mine.met()
        mine.signed = True
        mine.enter(S.SIGNED_ON, self.now)
        if wakes:
            other.swayed_by = set()
            other.enter(S.ASK, self.now)

    @rule(who=them)
    def withdraw(self, who: int) -> None:
        """They take it back."""
        self.do(prospects.withdraw, who)
        paper = self.paper[who]
        if paper.commitment in {CommitmentState.OFFERED, CommitmentState.AGREED}:
            paper.commitment, paper.touched = CommitmentState.DECLINED, self.now
        paper.signed = False
        if paper.stage is S.SIGNED_ON:
            paper.enter(S.FOLLOWED_UP, self.now)

    @rule(who=them)
    def offer(self, who: int) -> None:
        """They are asked for more."""
        paper, more = self.paper[who], {"key": "statement", "text": "A statement"}
        if not paper.signed:
            self.no(NotSignedOn, prospects.offer, who, **more)
            return
        found = self.do(prospects.offer, who, **more)
        if found.id != self.commitment[who]:
            assert paper.commitment in {None, CommitmentState.DONE, CommitmentState.DECLINED}
            self.commitment[who], paper.commitment, paper.touched = found.id, CommitmentState.OFFERED, self.now

    @rule(who=them, state=st.sampled_from([CommitmentState.AGREED, CommitmentState.DONE, CommitmentState.DECLINED]))
    def settle(self, who: int, state: CommitmentState) -> None:
        """They agree, do it, or would rather not."""
        before, number = self.paper[who].commitment, self.commitment[who]
        if before is None:
            return
        agreed = {"owner_id": OWNER.person_id, "owner_name": "Ana", "promise": "See to it"}
        units: dict[CommitmentState, tuple[Callable[..., Any], dict[str, Any]]] = {
            CommitmentState.AGREED: (prospects.agree, agreed),
            CommitmentState.DONE: (prospects.fulfil, {}),
            CommitmentState.DECLINED: (prospects.let_go, {}),
        }
        unit, more = units[state]
        over = {CommitmentState.DONE, CommitmentState.DECLINED} - (
            {state} if state is not CommitmentState.AGREED else set()
        )
        act: dict[str, Any] = {"actor": OWNER, "commitment_id": number, "now": self.now, **more}
        if before in over:
            with pytest.raises(CommitmentOver):
                self.run(unit, **act)
            return
        self.run(unit, **act)
        if state is CommitmentState.AGREED or state is not before:
            self.paper[who].touched = self.now
        self.paper[who].commitment = state

    @rule(who=them, allow=st.booleans())
    def press(self, who: int, allow: bool) -> None:
        """An organizer decides whether to press."""
        paper = self.paper[who]
        if not paper.refused:
            self.no(NotRefused, prospects.allow_press, who, ORGANIZER, allow=allow)
            return
        self.do(prospects.allow_press, who, ORGANIZER, allow=allow)
        paper.allowed, paper.touched = allow, self.now

    @rule(who=them, willing=st.booleans())
    def answer(self, who: int, willing: bool) -> None:
        """ "Who should ask?" """
        self.do(prospects.answer, who, MEMBER, ties=["constituent"], willing=willing)

    @rule(who=them)
    def ask_around(self, who: int) -> None:
        """A round is opened."""
        paper = self.paper[who]
        self.do(prospects.open_round, who, channel_id=5)
        paper.enter(S.ASK if paper.stage is S.RESEARCH else paper.stage, self.now)

    @rule(hours=st.sampled_from([1, 24, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        """The courier sleeps."""
        self.now += timedelta(hours=hours)

    @rule()
    def courier(self) -> None:
        """All that is due goes out, and rounds are closed."""
        self.run(deliver, now=self.now)
        self.run(prospects.close_rounds, now=self.now, most=10)
        for paper in self.paper:
            due = paper.wakes and datetime.combine(paper.wakes, time(9), NOW.tzinfo) <= self.now
            if paper.stage is S.PARKED and due:
                paper.enter(S.ASK, self.now)

    @invariant()
    def agree(self) -> None:
        """They are what the paper says."""
        if not hasattr(self, "ids") or len(self.paper) != len(self.ids):
            return
        for number, paper in zip(self.ids, self.paper, strict=True):
            facts = self.run(prospects.prospect, actor=OWNER, prospect_id=number, now=self.now)
            self._check(facts, paper)
        board = self.run(prospects.pipeline, team_id=1, now=self.now)
        assert sum(cell.n for cell in board.cells) == 2
        stuck = {one.id for one in board.stuck}
        assert stuck == {n for n in self.ids if self.run(_is_stuck, number=n, now=self.now)}

    def _check(self, facts: ProspectFacts, paper: Paper) -> None:
        assert (facts.stage, facts.touched_at, facts.wakes_on) == (paper.stage, paper.touched, paper.wakes)
        assert (facts.refused, facts.press_allowed, bool(facts.sign_on)) == (paper.refused, paper.allowed, paper.signed)
        assert {self.ids.index(one.id) for one in facts.sways} == paper.swayed_by
        assert paper.commitment is None or facts.commitments[-1].state is paper.commitment
        promised, kinds, noes = self.run(_around, number=facts.id)
        assert promised == (paper.commitment is CommitmentState.AGREED)
        assert noes == 0 or facts.asking_until is None or self.now < facts.asking_until
        silence = kinds.get(NudgeKind.STALE, [])
        assert len(silence) <= (paper.stage in clocks.REMINDED)
        assert set(silence) <= {OWNER.person_id, ASKER.person_id}
        assert (paper.stage is S.PARKED) <= (len(kinds.get(NudgeKind.WAKES, [])) == 1)


def _clear(tx: Session) -> None:
    for table in (Nudge, Followup, Prospect):
        tx.exec(delete(table))
    teams.welcome(tx, team_id=1, name="T", language="en", now=NOW)


def _is_stuck(tx: Session, number: int, now: datetime) -> bool:
    return clocks.is_stuck(tx.get_one(Prospect, number), None, now)


def _around(tx: Session, number: int) -> tuple[bool, dict[NudgeKind, list[int | None]], int]:
    """Whether something about it is promised, what is to go out to whom, and how many noes are kept."""
    open_ones = (col(Followup.prospect_id) == number, col(Followup.state) == FollowupState.OPEN)
    promised = tx.exec(select(Followup.id).where(*open_ones)).all()
    kinds: dict[NudgeKind, list[int | None]] = {}
    for one in tx.exec(select(Nudge).where(col(Nudge.prospect_id) == number, col(Nudge.state) == NudgeState.PENDING)):
        kinds.setdefault(one.kind, []).append(one.person_id)
    noes = [tie for tie in tx.exec(select(Tie).where(col(Tie.prospect_id) == number)) if not tie.answer["willing"]]
    assert len(promised) <= 1
    return bool(promised), kinds, len(noes)


@pytest.fixture
def engines(sqlite: str) -> Iterator[Engines]:
    """The database without a store: here one does one thing at a time."""
    engines = open_engines(sqlite)
    yield engines
    engines.close()


@pytest.mark.timeout(300)
def test_whatever_people_do_the_paper_is_right(engines: Engines) -> None:
    walk = type("AWalk", (Walk,), {"engines": engines})
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),  # they measure the machine, not the prospects
        ),
    )
