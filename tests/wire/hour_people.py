"""People at the doors of the pretend hour: they press their pads at random, and the captains look after the others."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field

from bot import ids
from bot.words import language_of, words_in
from tests.wire import reading
from tests.wire.hour_day import Day
from tests.wire.player import Answer, NoAnswer, Person
from tests.wire.things import Message

PRESSES = 40  # of one person in an hour, more or less
BURST = 0.04  # how often several presses are made at once, as by a thumb that hurries
DEEDS = {
    "nobody": 40,
    "talked": 16,
    "supporter": 8,
    "moved_on": 8,
    "five": 6,
    "sign": 5,
    "event": 3,
    "informed": 4,
    "undo": 7,
    "undo another": 3,
}
LEADING = {"enter": 5, "undo an entry": 1, "check in": 2}
STROLL = 0.1  # of the hour, over which people set out, and come back
TRIES = 5  # at *We're back safe*, for somebody who gets no answer
LEADS = 0.3  # how often a captain does something for another


@dataclass
class Pace:
    """How the hour passes: so many seconds of it, and the moment at which everybody goes back."""

    seconds: float
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def rest(self, dice: random.Random) -> None:
        """From one press to the next."""
        try:
            async with asyncio.timeout(dice.expovariate(PRESSES / self.seconds)):
                await self.over.wait()
        except TimeoutError:
            pass


@dataclass(eq=False)
class Volunteer:
    """One person; who got no answer sees "This interaction failed", and goes on."""

    person: Person
    day: Day
    dice: random.Random
    pace: Pace
    unanswered: Counter[str] = field(default_factory=Counter)
    _pad: Message | None = None

    async def go_out(self) -> None:
        """Arrive, press until the hour is over."""
        await self._stroll()
        if self.dice.random() < 0.5:
            await self._tap(self.day.board, ids.DOORS_HERE.code)
        while not self.pace.over.is_set():
            if self._pad is None or not buttons(self._pad, ids.DOORS_COUNT.code):
                await self._open()
            elif self.person is self.day.captain and self.dice.random() < LEADS:
                await self._lead(drawn(self.dice, LEADING))
            else:
                await self._knock(drawn(self.dice, DEEDS))
            await self.pace.rest(self.dice)

    async def come_back(self) -> None:
        """*We're back safe*, for the whole pair; again where that is not answered."""
        await self._stroll()
        for _ in range(TRIES):
            if await self._tap(self.day.board, ids.DOORS_BACK.code):
                return

    async def _stroll(self) -> None:
        """Nobody sets out or comes back at the same moment as all the others."""
        await asyncio.sleep(self.dice.uniform(0, STROLL) * self.pace.seconds)

    # ---- their own pad -----------------------------------------------------------------------------

    async def _open(self) -> None:
        answer = await self._tap(self.day.board, ids.DOORS_PAD.code)
        self._pad = answer.message if answer else None

    async def _knock(self, deed: str) -> None:
        if deed == "undo another":
            await self._undo_another()
        elif self.dice.random() < BURST:
            await asyncio.gather(*(self._count(deed) for _ in range(self.dice.randint(2, 6))))
        else:
            await self._count(deed)

    async def _count(self, deed: str) -> None:
        if deed == "undo":
            await self._tap(self._pad, ids.DOORS_UNDO.code)
        else:
            await self._tap(self._pad, ids.DOORS_COUNT.code, deed)

    async def _undo_another(self) -> None:
        """One of the last presses, chosen from a list that takes the place of the pad."""
        if self._pad is None or await self._tap(self._pad, ids.DOORS_OTHERS.code) is None:
            return
        known = ids.DOORS_TAKE_BACK(canvass=self.day.canvass_id)
        menus = [each for each in reading.walk(self._pad.components) if each.get("custom_id") == known]
        if not menus:
            await self._tap(self._pad, ids.DOORS_PAD.code)
            return
        chosen = self.dice.choice(menus[0]["options"])["value"]
        await self._heard(self.person.choose(self._pad, menus[0]["placeholder"], chosen))

    # ---- a captain ---------------------------------------------------------------------------------

    async def _lead(self, deed: str) -> None:
        """Look after somebody, from the captain's view."""
        view = await self._tap(self.day.board, ids.DOORS_CAPTAIN.code)
        if view is None or view.kind != "message":
            return
        if deed == "check in":
            menu = self._words("doors.captain.check_in")
            await self._heard(self.person.choose(view.message, menu, self.dice.choice(self.day.people)))
            return
        if await self._look_at_somebody(view.message) is None:
            return
        for _ in range(self.dice.randint(1, 4)):
            what = drawn(self.dice, {deed: n for deed, n in DEEDS.items() if not deed.startswith("undo")})
            await self._tap(view.message, ids.DOORS_ENTER.code, what)
        if deed == "undo an entry":
            await self._tap(view.message, ids.DOORS_ENTER_UNDO.code)

    async def _look_at_somebody(self, view: Message) -> Answer | None:
        placeholder = self._words("doors.captain.who")
        menus = [each for each in reading.walk(view.components) if each.get("placeholder") == placeholder]
        if not menus:
            return None
        chosen = self.dice.choice(menus[0]["options"])["value"]
        return await self._heard(self.person.choose(view, placeholder, chosen))

    def _words(self, key: str) -> str:
        return words_in(language_of(self.person.user.locale) or "en")(key)

    # ---- a press -----------------------------------------------------------------------------------

    async def _tap(self, message: Message | None, code: str, what: str = "") -> Answer | None:
        """Press the button of an id, if the message still has it."""
        found = buttons(message, code, what) if message else []
        return await self._heard(self.person.tap(message, found[0])) if message and found else None

    async def _heard(self, act: Awaitable[Answer]) -> Answer | None:
        try:
            return await act
        except NoAnswer as nothing:
            self.unanswered["too late" if "10062" in str(nothing) else "never"] += 1
            return None


def buttons(message: Message, code: str, what: str = "") -> list[reading.Button]:
    """The buttons of a message with this id, and this last value."""
    begins, ends = f"{ids.VERSION}:{code}:", f":{what}" if what else ""
    ours = [(each, each.custom_id or "") for each in reading.buttons(message)]
    return [each for each, id_ in ours if id_.startswith(begins) and id_.endswith(ends)]


def drawn(dice: random.Random, often: dict[str, int]) -> str:
    """One of them, as often as they say."""
    return dice.choices(list(often), list(often.values()))[0]
