"""People who press a button, one after the other at an even pace, and how long each waits for the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from db import canvass
from db.facts import CanvassPlan
from tests.bench.stage import Stage
from tests.wire.garden import Garden
from tests.wire.player import NoAnswer, Person
from tests.wire.sessions import cards, until
from tests.wire.things import Message

OF_A_SESSION = 40  # people who press on each card
AHEAD = timedelta(days=5)  # so that nothing about these sessions is due


@dataclass
class Players:
    """New people who press *I'm in*, `pace` of them a second, whether or not the last one was answered."""

    stage: Stage
    pace: float
    unanswered: int = 0
    _sessions: int = 0
    _turns: Iterator[tuple[Message, Person]] = field(default_factory=lambda: iter(()))

    async def invite(self, most: int) -> None:
        """Plan sessions for so many presses; the bot posts their cards when it starts."""
        self._sessions = -(-most // OF_A_SESSION)
        await self.stage.books.do(self._plan)

    async def gather(self) -> None:
        """Wait for the cards, and all that belongs to them."""
        room = self.stage.garden.team.rooms["canvass"]
        await until(lambda: len(cards(room)) == self._sessions, within=300)
        await self.stage.quiet()
        self._turns = ((card, self._newcomer()) for card in cards(room) for _ in range(OF_A_SESSION))

    async def press(self, over: asyncio.Event) -> list[float]:
        """Press on until it is over; the seconds that each waited for the answer."""
        waits: list[float] = []
        async with asyncio.TaskGroup() as presses:
            while not over.is_set():
                presses.create_task(self._press(*next(self._turns), waits))
                await asyncio.sleep(1 / self.pace)
        return waits

    async def press_for(self, seconds: float) -> list[float]:
        """Press on for so long."""
        over = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, over.set)
        return await self.press(over)

    async def _press(self, card: Message, person: Person, waits: list[float]) -> None:
        try:
            waits.append((await person.press(card, "I'm in")).seconds)
        except NoAnswer:
            self.unanswered += 1

    def _newcomer(self) -> Person:
        return self.stage.garden.team.join("Volunteer")

    def _plan(self, tx: Session) -> None:
        for number in range(self._sessions):
            plan_one(tx, self.stage.garden, number)


def plan_one(tx: Session, garden: Garden, number: int) -> None:
    """A session with places for all who will press on its card."""
    now = datetime.now(UTC)
    starts = now + AHEAD + timedelta(minutes=number)
    plan = CanvassPlan(starts, starts + timedelta(hours=2), title=f"Morning {number}", capacity=OF_A_SESSION)
    actor, room = garden.actor(garden.team.organizer), garden.team.rooms["canvass"]
    canvass.plan(tx, actor=actor, plan=plan, channel_id=room.id, now=now)
