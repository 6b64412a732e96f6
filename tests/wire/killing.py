"""When a bot is killed: at an instant of a request as the stand-in sees it, or at any time.

`kill -9` is sent from within the request's own handling, so that "right after the message was accepted, before the
answer went out" is that instant and no other.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.wire.record import ANSWERED, ARRIVED, DONE, Request
from tests.wire.server import StandIn
from tests.wire.trouble import Fault

SEND = ("POST", "/channels/{channel_id}/messages")
LOOK = ("GET", "/channels/{channel_id}/messages")
OPEN = ("POST", "/users/@me/channels")
AROUND = 0.03  # seconds after an answer in which the bot marks it, holds the next and sets out with it
AT_LATEST = 2.5  # seconds after it was connected that a bot may live


class Instant(StrEnum):
    """What the bot is about when it is killed."""

    STARTING = "starting"
    SENDING = "sending"  # the request is here, the message not yet accepted
    ACCEPTED = "accepted"  # the message is out, and no answer went back
    DELAYED = "delayed"  # … and the answer is on its way for long
    LOST = "lost"  # … and the answer never comes: the connection broke
    MARKING = "marking"  # the answer went out a moment ago: it is marked, others are held and set out
    LOOKING = "looking"  # it looks for a message in doubt
    OPENING = "opening"  # it opens a DM
    SOMETIME = "sometime"


OFTEN = {
    Instant.STARTING: 3,
    Instant.SENDING: 4,
    Instant.ACCEPTED: 5,
    Instant.DELAYED: 3,
    Instant.LOST: 3,
    Instant.MARKING: 8,
    Instant.LOOKING: 3,
    Instant.OPENING: 1,
    Instant.SOMETIME: 4,
}
"""How often each is chosen, beside the others."""

_AT = {
    Instant.SENDING: (ARRIVED, SEND),
    Instant.ACCEPTED: (DONE, SEND),
    Instant.DELAYED: (DONE, SEND),
    Instant.LOST: (DONE, SEND),
    Instant.MARKING: (ANSWERED, SEND),
    Instant.LOOKING: (ARRIVED, LOOK),
    Instant.OPENING: (ANSWERED, OPEN),
}


@dataclass
class Death:
    """How one life ends: at the nth such instant, and some seconds later."""

    instant: Instant
    nth: int
    later: float

    @classmethod
    def drawn(cls, dice: random.Random, start_up: float) -> Death:
        """The next one, by chance; `start_up` is about how many seconds it takes a bot to be connected."""
        instant = dice.choices(list(OFTEN), list(OFTEN.values()))[0]
        after = {
            Instant.STARTING: dice.uniform(0, 1.1 * start_up),
            Instant.DELAYED: dice.uniform(0, 0.3),
            Instant.LOST: dice.uniform(0, 0.1),
            Instant.MARKING: dice.uniform(0, AROUND),
            Instant.OPENING: dice.uniform(0, AROUND),
            Instant.SOMETIME: dice.uniform(0, AT_LATEST),
        }
        nth = 1 if instant is Instant.LOOKING else dice.randint(1, 12)
        return cls(instant, nth, after.get(instant, 0.0))


class Killer:
    """Waits for the instant of a death, and kills a process at it."""

    def __init__(self, stand_in: StandIn, death: Death, kill: Callable[[], None]) -> None:
        self._stand_in, self._death, self._kill = stand_in, death, kill
        self._left = death.nth
        self._over = asyncio.Event()

    async def wait(self) -> bool:
        """Until it is dead; False if the instant did not come, and it was killed without one."""
        if self._death.instant not in _AT:
            self._soon()
        watchers = self._stand_in.record.watchers
        watchers.append(self._watch)
        try:
            async with asyncio.timeout(AT_LATEST if self._death.instant in _AT else None):
                await self._over.wait()
        except TimeoutError:
            self._strike()
            return False
        finally:
            watchers.remove(self._watch)
        return True

    def _watch(self, moment: str, request: Request) -> None:
        if _AT.get(self._death.instant) != (moment, (request.method, request.route)):
            return
        self._left -= 1
        if self._left == 0:
            self._disturb(request)
            self._soon()

    def _disturb(self, request: Request) -> None:
        """Let the answer to this very request be late, or lost."""
        if self._death.instant is Instant.DELAYED:
            fault = Fault(request.method, request.path, delay=self._death.later + 1, after=True)
        elif self._death.instant is Instant.LOST:
            fault = Fault(request.method, request.path, hang_up=True, after=True)
        else:
            return
        self._stand_in.trouble.coming.insert(0, fault)

    def _soon(self) -> None:
        if self._death.later:
            asyncio.get_running_loop().call_later(self._death.later, self._strike)
        else:
            self._strike()

    def _strike(self) -> None:
        if not self._over.is_set():
            self._kill()
            self._over.set()
