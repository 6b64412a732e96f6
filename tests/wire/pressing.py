"""People who answer nudges while the bot is being killed; what an answer causes is a nudge of its own.

Only what was acknowledged is owed: the act of whoever got no answer may be saved or not.
"""

from __future__ import annotations

import asyncio

from tests.wire import reading
from tests.wire.garden import Owed
from tests.wire.planting import Outing, Planter
from tests.wire.player import NoAnswer
from tests.wire.reading import Button
from tests.wire.server import StandIn
from tests.wire.things import Message, User


class Crowd:
    """Presses buttons of what arrives, one at a time."""

    def __init__(self, stand_in: StandIn, planter: Planter) -> None:
        self._stand_in, self._planter, self._dice = stand_in, planter, planter.dice
        self._seen = 0
        self._open: list[Message] = []
        self.answered = self.unanswered = 0

    async def press_on(self) -> None:
        """For ever, while a bot is there."""
        while True:
            await asyncio.sleep(self._dice.uniform(0.02, 0.2))
            delivered = self._stand_in.world.delivered
            self._open += (each.channel.messages[each.id] for each in delivered[self._seen :])
            self._seen = len(delivered)
            if self._open and self._stand_in.gateway.live:
                await self._answer(self._open.pop(self._dice.randrange(len(self._open))))

    async def _answer(self, message: Message) -> None:
        user = message.channel.recipient
        deed = self._write_back(message, user) if user else self._drop_out(message)
        try:
            owed = await deed
        except NoAnswer:
            self.unanswered += 1
        else:
            self.answered += 1
            self._planter.owed += owed

    async def _write_back(self, message: Message, user: User) -> list[Owed]:
        """Answer one matter of a DM; an answered hand-over is told to whoever asked."""
        person, hand_over = self._stand_in.person(None, user), self._planter.hand_overs.get(user.id)
        offered = buttons(message, "nudge.take", "nudge.pass") if hand_over else buttons(message, "nudge.done")
        if not offered:
            return []
        await person.tap(message, self._dice.choice(offered))
        return [hand_over.answered] if hand_over else []

    async def _drop_out(self, message: Message) -> list[Owed]:
        """The one who stayed cannot come after all; whoever leads hears of it."""
        outing: Outing | None = self._planter.outings.get(message.channel.id)
        cant = [each for each in reading.buttons(message) if each.label == "Can't"]
        if outing is None or not cant or outing.stays.mention not in reading.text(message):
            return []
        await outing.stays.tap(message, cant[0])
        return [outing.dropped(outing.stays)]


def buttons(message: Message, *codes: str) -> list[Button]:
    """The buttons of a message with one of these ids."""
    starts = tuple(f"t1:{code}:" for code in codes)
    return [each for each in reading.buttons(message) if (each.custom_id or "").startswith(starts)]
