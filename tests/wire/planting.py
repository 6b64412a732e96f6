"""What the nudges of the harness are caused by: sessions that people drop out of, and promises, several of one person.

Everything is caused by the bot's own units of work, as it would be by a press or a command; only their moment is given
by hand. Each cause is written down as owed, so that a nudge that is not even in the database is missed as well.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from db import canvass, followups, teams
from db.facts import DAY_MOST, CanvassPlan, FollowupFacts, FollowupPlan, NudgeKind
from tests.wire import reading
from tests.wire.garden import Garden, Owed
from tests.wire.player import Person
from tests.wire.things import COMPONENTS_V2, PUBLIC_THREAD, Channel, Message

AHEAD = timedelta(hours=6)  # how far off a session is: near enough that a free place is given at once
IN_A_MOMENT = 3.0  # seconds within which what is planted becomes due


@dataclass
class Outing:
    """A session that is confirmed now, that two people drop out of, and that two others get into."""

    garden: Garden
    number: str
    moments: Sequence[datetime]  # when the two drop out
    captain: Person | None
    thread: Channel
    stays: Person
    droppers: Sequence[Person]
    waiting: Sequence[Person]
    canvass_id: int = 0

    @classmethod
    def drawn(cls, garden: Garden, number: str, dice: random.Random, *, led: bool | None = None) -> Outing:
        """The next one; with a captain or without, who hears of drop-outs, or the organizers do."""
        stays, *others = (
            garden.team.join(f"{each} {number}") for each in ("Stays", "Drops", "Leaves", "Waits", "Hopes")
        )
        led = dice.random() < 0.5 if led is None else led
        captain = garden.team.join(f"Captain {number}") if led else None
        moments = [soon(dice), soon(dice)]
        return cls(garden, number, moments, captain, card_with_thread(garden, number), stays, others[:2], others[2:])

    def plant(self, tx: Session) -> None:
        """Plan it, as if days ago, and let people act."""
        self.canvass_id = self._planned(tx)
        before = datetime.now(UTC) - timedelta(days=2)
        for each in (self.stays, *self.droppers, *self.waiting):
            canvass.join(tx, actor=self.garden.actor(each), canvass_id=self.canvass_id, now=before)
        for dropper, moment in zip(self.droppers, self.moments, strict=True):
            canvass.cant(tx, actor=self.garden.actor(dropper), canvass_id=self.canvass_id, now=moment)

    @property
    def owed(self) -> list[Owed]:
        """What is to be told of it."""
        confirm = self._owed(NudgeKind.CONFIRM, f"Session {self.number}", self.thread.id)
        promoted = (self._owed(NudgeKind.PROMOTED, each.mention, self.thread.id) for each in self.waiting)
        return [confirm, *promoted, *map(self.dropped, self.droppers)]

    def dropped(self, person: Person) -> Owed:
        """What is owed to whoever leads once somebody drops out."""
        room = self.thread if self.captain else self.garden.team.rooms["organizers"]
        return self._owed(NudgeKind.LATE_DROP, person.user.name, room.id)

    def _owed(self, kind: NudgeKind, says: str, room_id: int) -> Owed:
        return Owed(kind, says, room_id, canvass_id=self.canvass_id)

    def _planned(self, tx: Session) -> int:
        starts = datetime.now(UTC) + AHEAD
        plan = CanvassPlan(
            starts,
            starts + timedelta(hours=2),
            title=f"Session {self.number}",
            capacity=3,
            captain_id=self.captain.user.id if self.captain else None,
            captain_name=self.captain.user.name if self.captain else "",
        )
        organizer, room = self.garden.actor(self.garden.team.organizer), self.garden.team.rooms["canvass"]
        planned = datetime.now(UTC) - timedelta(days=3)
        facts = canvass.plan(tx, actor=organizer, plan=plan, channel_id=room.id, now=planned)
        canvass.remember_card(tx, canvass_id=facts.id, channel_id=room.id, message_id=self.thread.id)
        canvass.remember_thread(tx, canvass_id=facts.id, thread_id=self.thread.id)
        return facts.id


@dataclass
class Promises:
    """Promises of one new person, due now or in a moment."""

    garden: Garden
    number: str
    keeper: Person
    dues: Sequence[datetime]
    followups: list[int] = field(default_factory=list)

    @classmethod
    def drawn(cls, garden: Garden, number: str, dice: random.Random) -> Promises:
        """The next one's: one to five, at so many moments that nobody gets more than DAY_MOST messages."""
        moments = [soon(dice) for _ in range(DAY_MOST)]
        dues = [dice.choice(moments) for _ in range(dice.choice((1, 1, 2, 3, 5)))]
        return cls(garden, number, garden.team.join(f"Keeper {number}"), dues)

    @classmethod
    def now(cls, garden: Garden, number: str, keeper: Person, count: int = 1) -> Promises:
        """So many of one person, due at this moment."""
        return cls(garden, number, keeper, [datetime.now(UTC)] * count)

    def plant(self, tx: Session) -> None:
        """Promise it all, as if this morning."""
        for text, due in zip(self.texts, self.dues, strict=True):
            facts = promise(tx, self.garden, text, by=self.keeper, owner=self.keeper, due=due, now=due - AHEAD)
            self.followups.append(facts.id)

    @property
    def texts(self) -> list[str]:
        """What was promised."""
        return [f"Call {self.number}{letter}" for letter in "abcdefgh"[: len(self.dues)]]

    @property
    def owed(self) -> list[Owed]:
        """A reminder of each."""
        told, room = zip(self.followups, self.texts, strict=True), self.keeper.dm
        return [Owed(NudgeKind.FOLLOWUP, text, room.id, followup_id=each) for each, text in told]


@dataclass
class HandOver:
    """A promise that is not due for long, and that somebody is asked to take; who asked hears of the answer."""

    garden: Garden
    number: str
    asker: Person
    asked: Person
    followup_id: int = 0

    @classmethod
    def drawn(cls, garden: Garden, number: str, _: random.Random) -> HandOver:
        """The next one, between two new people."""
        return cls(garden, number, garden.team.join(f"Asker {number}"), garden.team.join(f"Asked {number}"))

    def plant(self, tx: Session) -> None:
        """Ask."""
        now = datetime.now(UTC)
        teams.meet(tx, actor=self.garden.actor(self.asked), now=now)
        due = now + timedelta(days=5)
        facts = promise(tx, self.garden, f"Visit {self.number}", by=self.asker, owner=self.asked, due=due, now=now)
        self.followup_id = facts.id

    @property
    def owed(self) -> list[Owed]:
        """The question."""
        return [self._owed(NudgeKind.HAND_OVER, self.asked)]

    @property
    def answered(self) -> Owed:
        """What is owed once they answered."""
        return self._owed(NudgeKind.HANDED, self.asker)

    def _owed(self, kind: NudgeKind, to: Person) -> Owed:
        return Owed(kind, f"Visit {self.number}", to.dm.id, followup_id=self.followup_id)


def soon(dice: random.Random) -> datetime:
    """A moment ago, or in a moment."""
    return datetime.now(UTC) + timedelta(seconds=dice.choice((-1.0, dice.uniform(0, IN_A_MOMENT))))


def promise(
    tx: Session, garden: Garden, text: str, *, by: Person, owner: Person, due: datetime, now: datetime
) -> FollowupFacts:
    """One promise, as `/followup add` saves it."""
    plan = FollowupPlan(text, due, "UTC", owner.user.id, owner.user.name)
    return followups.add(tx, actor=garden.actor(by), plan=plan, now=now)


def card_with_thread(garden: Garden, number: str) -> Channel:
    """A session's card and its thread, as the bot leaves them."""
    world, room = garden.stand_in.world, garden.team.rooms["canvass"]
    parts = [{"type": reading.TEXT, "id": 1, "content": f"Card {number}"}]
    card = Message(world.ids.next(), room, world.bot, components=parts, flags=COMPONENTS_V2)
    room.messages[card.id] = card
    thread = world.keep(Channel(card.id, f"Session {number}", PUBLIC_THREAD, room.guild, room, world.bot))
    garden.stand_in.gateway.dispatch("THREAD_CREATE", thread.json(), garden.team.guild.id)
    return thread


Seed = Outing | Promises | HandOver


@dataclass
class Planter:
    """Has a little of everything for one more life of a bot; `owed` is all that it caused."""

    gardens: Sequence[Garden]
    dice: random.Random
    owed: list[Owed] = field(default_factory=list)
    outings: dict[int, Outing] = field(default_factory=dict)  # by their threads
    hand_overs: dict[int, HandOver] = field(default_factory=dict)  # by who is asked
    _count: int = 0

    def portion(self) -> list[Seed]:
        """One more portion, to be planted in one transaction and then entered."""
        seeds: list[Seed] = [Promises.drawn(*self._next()) for _ in range(2)]
        seeds.append(HandOver.drawn(*self._next()))
        if self.dice.random() < 0.4:
            seeds.append(Outing.drawn(*self._next()))
        return seeds

    def enter(self, seeds: Sequence[Seed]) -> None:
        """Their causes are saved: what they cause is owed."""
        self.owed += (owed for seed in seeds for owed in seed.owed)
        self.outings |= {each.thread.id: each for each in seeds if isinstance(each, Outing)}
        self.hand_overs |= {each.asked.user.id: each for each in seeds if isinstance(each, HandOver)}

    def _next(self) -> tuple[Garden, str, random.Random]:
        self._count += 1
        return self.dice.choice(self.gardens), f"{self._count:05d}", self.dice


def plant(tx: Session, seeds: Sequence[Seed]) -> None:
    """Cause it all."""
    for seed in seeds:
        seed.plant(tx)
