"""The deaths of the bot in the pretend hour: at an instant of a request, at any moment, or while it starts."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field

from tests.wire.launch import BotProcess
from tests.wire.once import tell
from tests.wire.record import ANSWERED, ARRIVED, DONE, Request
from tests.wire.server import StandIn

ANSWER = "/interactions/{interaction_id}/{token}/callback"
EDIT = "/channels/{channel_id}/messages/{message_id}"
SEND = "/channels/{channel_id}/messages"
START_UP = 2.0  # seconds, more or less
PATIENCE = 3.0  # seconds after which a bot that is not asked for anything is killed all the same
AT = {
    "as an answer comes": (ARRIVED, ANSWER),
    "as an answer is taken": (DONE, ANSWER),
    "after an answer": (ANSWERED, ANSWER),
    "as a card is edited": (ARRIVED, EDIT),
    "after a card was edited": (DONE, EDIT),
    "as a message is posted": (DONE, SEND),
}
SOMETIME, STARTING = "sometime", "starting"
OFTEN = {SOMETIME: 8, STARTING: 2, **dict.fromkeys(AT, 2)}


@dataclass
class Deaths:
    """So many kills within so many seconds; the bot runs again after each."""

    stand_in: StandIn
    bot: BotProcess
    dice: random.Random
    kills: int
    seconds: float
    done: Counter[str] = field(default_factory=Counter)

    async def happen(self) -> None:
        """All of them, one after the other."""
        life = max(0.3, self.seconds / self.kills - START_UP) if self.kills else 0.0
        for number in range(1, self.kills + 1):
            await asyncio.sleep(self.dice.uniform(0, 2 * life))
            how = self.dice.choices(list(OFTEN), list(OFTEN.values()))[0]
            await self._die(how)
            await self.bot.kill()
            if how == STARTING:
                await self.bot.spawn()
                await asyncio.sleep(self.dice.uniform(0, START_UP))
                await self.bot.kill()
            self.done[how] += 1
            tell(f"{number}/{self.kills} {how}")
            await self.bot.start()

    async def _die(self, how: str) -> None:
        """Kill it at the next such instant."""
        struck = asyncio.Event()

        def watch(moment: str, request: Request) -> None:
            if (moment, request.route) == AT.get(how):
                self.bot.strike()
                struck.set()

        if how not in AT:
            self.bot.strike()
            return
        self.stand_in.record.watchers.append(watch)
        try:
            async with asyncio.timeout(PATIENCE):
                await struck.wait()
        except TimeoutError:
            self.bot.strike()
        finally:
            self.stand_in.record.watchers.remove(watch)
