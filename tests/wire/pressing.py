"""People who answer nudges while the bot is being killed; what an answer causes is a nudge of its own.

Only what was acknowledged is owed: the act of whoever got no answer may be saved or not.
"""

from __future__ import annotations

import asyncio

from bot.words import words_in
from tests.wire import reading
from tests.wire.garden import Owed
from tests.wire.planting import Outing, Planter
from tests.wire.player import NoAnswer, Person
from tests.wire.reading import Button
from tests.wire.server import StandIn
from tests.wire.things import Message, User

PATIENCE = words_in("en")("wait.still_saving")
PATIENT = 15.0  # seconds
HANDS = 3  # who gets no answer waits for four seconds: others press meanwhile


class Crowd:
    """Presses buttons of what arrives."""

    def __init__(self, stand_in: StandIn, planter: Planter) -> None:
        self._stand_in, self._planter, self._dice = stand_in, planter, planter.dice
        self._seen = 0
        self._open: list[Message] = []
        self.answered = self.unanswered = self.patience = 0

    async def press_on(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as hands:
            for _ in range(HANDS):
                hands.create_task(self._press_on())

    async def _press_on(self) -> None:
        while True:
            await asyncio.sleep(self._dice.uniform(0.05, 0.5))
            delivered = self._stand_in.world.delivered
            self._open += (each.channel.messages[each.id] for each in delivered[self._seen :])
            self._seen = len(delivered)
            if self._open and self._heard(self._open[-1]):
                await self._answer(self._open.pop())
            else:
                self._dice.shuffle(self._open)

    def _heard(self, message: Message) -> bool:
        """Whether a bot is there that would hear of a press."""
        guild_id = message.channel.guild.id if message.channel.guild else None
        return any(each.serves(guild_id) for each in self._stand_in.gateway.live)

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
        await self._press(person, message, self._dice.choice(offered))
        return [hand_over.answered] if hand_over else []

    async def _drop_out(self, message: Message) -> list[Owed]:
        """The one who stayed cannot come after all; whoever leads hears of it."""
        outing: Outing | None = self._planter.outings.get(message.channel.id)
        cant = [each for each in reading.buttons(message) if each.label == "Can't"]
        if outing is None or not cant or outing.stays.mention not in reading.text(message):
            return []
        await self._press(outing.stays, message, cant[0])
        return [outing.dropped(outing.stays)]

    async def _press(self, person: Person, message: Message, button: Button) -> None:
        """Press, and wait for what is said after COMMIT: a word of patience promises nothing. Raises NoAnswer."""
        answer = await person.tap(message, button)
        if answer.kind == "message" and PATIENCE in answer.text:
            self.patience += 1
            try:
                await answer.next(within=PATIENT)
            except TimeoutError:
                raise NoAnswer from None


def buttons(message: Message, *codes: str) -> list[Button]:
    """The buttons of a message with one of these ids."""
    starts = tuple(f"t1:{code}:" for code in codes)
    return [each for each in reading.buttons(message) if (each.custom_id or "").startswith(starts)]
