"""A long random walk of two couriers who are interrupted at any step, beside a Discord that remembers every message.

Requests are lost on the way, or their answers, or they arrive late; processes die, or another takes over; and every
nudge is there once, and none is forgotten.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, col, delete, select

from db import nudges
from db.engine import Engines, open_engines
from db.facts import Bundle, Doubt, NudgeKind, NudgeState
from db.models.nudges import Nudge
from db.models.teams import Team
from db.transactions import save
from tests.db.nudging import ANA, BEN, CHANNEL, HOUR, LEASE, MINUTE, NOW, open_team
from tests.walking import walks

NONCE_LIFE = timedelta(minutes=3)
couriers = st.integers(0, 1)


@dataclass
class Message:
    """One message, as Discord has it."""

    nonce: int
    ids: frozenset[int]
    channel_id: int
    at: datetime


@dataclass
class Discord:
    """Every message, and requests that are still on their way."""

    messages: list[Message] = field(default_factory=list)
    on_the_way: list[Message] = field(default_factory=list)

    def take(self, message: Message, now: datetime) -> None:
        """A request arrives; the same nonce within minutes makes no second message."""
        known = (one for one in self.messages if one.nonce == message.nonce and now - one.at < NONCE_LIFE)
        if next(known, None) is None:
            self.messages.append(Message(message.nonce, message.ids, message.channel_id, now))

    def late_ones(self, now: datetime) -> None:
        """What was on its way arrives, unless the line has been dead for too long."""
        for message in self.on_the_way:
            if now < message.at + LEASE:
                self.take(message, now)
        self.on_the_way.clear()

    def has(self, bundle: Bundle, doubt: Doubt) -> bool:
        """Whether somebody who looks finds the message."""
        looked_at = (
            one for one in self.messages if one.channel_id == doubt.channel_id and one.at >= doubt.since - HOUR
        )
        return any(one.ids & (bundle.ids | {bundle.id}) for one in looked_at)


@dataclass
class Courier:
    """One process: what it has in hand, and how far it got."""

    bundle: Bundle | None = None
    out_at: datetime | None = None
    answered: bool = False

    def drop(self) -> None:
        """Its hands are empty, or it is dead."""
        self.bundle, self.out_at, self.answered = None, None, False


class Walk(RuleBasedStateMachine):
    """What can happen, in any order, at any time."""

    engines: ClassVar[Engines]

    def run(self, unit: Callable[..., Any], **more: Any) -> Any:
        """A unit of work, as the store runs it."""
        [outcome] = save(self.engines, [partial(unit, **more)])
        if outcome.error:
            raise outcome.error
        return outcome.result

    @initialize()
    def begin(self) -> None:
        """A team without quiet hours, and nothing due."""
        self.run(_open)
        self.now, self.number, self.cancelled = NOW, 0, set[int]()
        self.discord, self.couriers = Discord(), [Courier(), Courier()]

    @rule(person=st.sampled_from([None, ANA.person_id, BEN.person_id]), minutes=st.sampled_from([0, 0, 1, 5]))
    def schedule(self, person: int | None, minutes: int) -> None:
        """Something new becomes due, in a room or for a person."""
        self.number += 1
        kind = NudgeKind.REMIND if person is None else NudgeKind.HAND_OVER
        due = self.now + minutes * MINUTE
        more = {"team_id": 1, "kind": kind, "due_at": due, "person_id": person}
        self.run(nudges.schedule, key=f"trial:{self.number}", **more)

    @rule(person=st.sampled_from([ANA.person_id, BEN.person_id]))
    def cancel(self, person: int) -> None:
        """What a person was to be told is no longer so."""
        self.run(nudges.cancel, team_id=1, person_id=person)

    @rule(minutes=st.sampled_from([0.2, 0.5, 1, 2, 10]))
    def time_passes(self, minutes: float) -> None:
        """A while."""
        self.now += minutes * MINUTE

    @rule()
    def late_ones(self) -> None:
        """What is still on its way to Discord arrives."""
        self.discord.late_ones(self.now)

    @rule(who=couriers)
    def die(self, who: int) -> None:
        """Killed, whatever it was at."""
        self.couriers[who].drop()

    @rule(
        who=couriers,
        steps=st.integers(1, 7),
        luck=st.sampled_from(["good", "good", "late", "lost", "unheard", "refused"]),
    )
    def go_on(self, who: int, steps: int, luck: str) -> None:
        """It does the next things, with good luck but for the last."""
        for step in range(steps):
            self._step(who, luck if step == steps - 1 else "good")

    def _step(self, who: int, luck: str) -> None:
        """It takes something up, looks for it, sets out, sends, or notes that it arrived."""
        courier = self.couriers[who]
        if courier.bundle is None:
            held = self.run(nudges.hold_due, now=self.now, most=1).bundles
            courier.bundle = held[0] if held else None
            return
        if courier.bundle.doubt is not None:
            self._look(courier.bundle, courier.bundle.doubt, luck)
            courier.drop()
        elif courier.out_at is None:
            if self.run(nudges.set_out, bundle=courier.bundle, channel_id=CHANNEL, now=self.now):
                courier.out_at = self.now
            else:
                courier.drop()
        elif courier.answered:
            self.run(nudges.mark_sent, bundle_id=courier.bundle.id, channel_id=CHANNEL, message_id=1, now=self.now)
            courier.drop()
        else:
            self._send(courier, courier.bundle, courier.out_at, luck)

    def _look(self, bundle: Bundle, doubt: Doubt, luck: str) -> None:
        if luck not in {"good", "late"}:
            self.run(nudges.try_again, bundle=bundle, trouble="500", now=self.now)
        elif self.discord.has(bundle, doubt):
            self.run(nudges.mark_sent, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=self.now)
        else:
            self.run(nudges.missing, bundle=bundle, now=self.now)

    def _send(self, courier: Courier, bundle: Bundle, out_at: datetime, luck: str) -> None:
        message = Message(bundle.id, bundle.ids, CHANNEL, out_at)
        if self.now - out_at > LEASE / 2:
            luck = "lost"  # it had its time
        if luck in {"good", "unheard"}:
            self.discord.take(message, self.now)
        elif luck == "late":
            self.discord.on_the_way.append(message)
        if luck == "good":
            courier.answered = True
        else:
            refused = luck == "refused"
            trouble = "50035" if refused else "TimeoutError"
            self.run(nudges.try_again, bundle=bundle, trouble=trouble, now=self.now, counts=refused)
            courier.drop()

    @invariant()
    def nothing_is_there_twice(self) -> None:
        """No nudge stands in two messages, nor one that is to come in any."""
        if hasattr(self, "discord"):
            twice = Counter(number for message in self.discord.messages for number in message.ids)
            assert not [number for number, count in twice.items() if count > 1]

    def teardown(self) -> None:
        """When all goes well again, everything arrives that was not cancelled or given up."""
        if not hasattr(self, "discord"):
            return
        self.discord.late_ones(self.now)
        for _ in range(4 * self.number + 8):
            self.now += HOUR
            while self._one_goes_well():
                pass
        self.nothing_is_there_twice()
        states = self.run(_states)
        arrived = {number for message in self.discord.messages for number in message.ids}
        assert {number for number, state in states.items() if state is NudgeState.SENT} == arrived
        left = {state for number, state in states.items() if number not in arrived}
        assert left <= {NudgeState.CANCELLED, NudgeState.FAILED}

    def _one_goes_well(self) -> bool:
        self.couriers[0].drop()
        self._step(0, "good")
        found = self.couriers[0].bundle is not None
        while self.couriers[0].bundle is not None:
            self._step(0, "good")
        return found


def _open(tx: Session) -> None:
    tx.exec(delete(Nudge))  # of the walk before
    open_team(tx)
    team = tx.get_one(Team, 1)
    team.quiet_from = team.quiet_until = time(0)


def _states(tx: Session) -> dict[int, NudgeState]:
    return {row.id or 0: row.state for row in tx.exec(select(Nudge).order_by(col(Nudge.id)))}


@pytest.fixture
def engines(database: str) -> Iterator[Engines]:
    """The database without a store: here one does one thing at a time."""
    engines = open_engines(database)
    yield engines
    engines.close()


@pytest.mark.timeout(300)
def test_whatever_happens_on_the_way_each_arrives_once(engines: Engines) -> None:
    walk = type("AWalk", (Walk,), {"engines": engines})
    run_state_machine_as_test(walk, settings=walks(12, steps=50))
