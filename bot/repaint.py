"""Live cards: one edit in flight per card, the latest state wins, and nothing is edited that looks the same.

A painter, learned from the cog that knows the card, brings Discord in line with the database; here is when
it runs. There is no idle task: one is made when a card needs paint, and ends when it has it.

Of messages older than an hour Discord takes three edits in six seconds in a channel, and tells of that in no header
(discord-platform.md, section 5): whichever cards they are, here they take turns.
"""

import asyncio
import hashlib
import json
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import discord
from discord import ui

from bot.clock import Clock

log = logging.getLogger(__name__)

Painter = Callable[[int], Awaitable[None]]
Overdue = Callable[[], Awaitable[Sequence[int]]]
Key = tuple[str, int]
TRIES = 4  # then it waits for the next change, or the next look at what is overdue
OLD = timedelta(minutes=55)  # an hour, by a clock that may be wrong
OLD_PAUSE = 2.4  # seconds from one edit of an old message to the next in its channel
REMEMBERED = 2_000  # cards whose last look is remembered, to leave out edits that change nothing


# How long the card that is painted has to rest: it waits before it is looked at again, not with a look that gets old.
_rest: ContextVar[float] = ContextVar("rest", default=0)


class Repaint:
    """Paints cards soon, each at most once in `pause` seconds; 0 is for tests, and knows no pace at all."""

    def __init__(self, pause: float, clock: Clock) -> None:
        self._pause, self._clock = pause, clock
        self._painters: dict[str, Painter] = {}
        self._overdue: dict[str, Overdue] = {}
        self._dirty: set[Key] = set()
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._looks: OrderedDict[int, str] = OrderedDict()
        # One edit at a time in a channel: of several under way discord.py loses count, and runs into the limit.
        self._pens: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._queues: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # of old messages, by channel
        self._free_at: dict[int, float] = {}  # when a channel takes the next of them

    def learn(self, kind: str, painter: Painter, overdue: Overdue) -> None:
        """Know how a kind of card is painted (by the thing's id), and how to find those that wait for it."""
        self._painters[kind] = painter
        self._overdue[kind] = overdue

    async def catch_up(self) -> None:
        """Paint what a crash or a lost connection left unpainted."""
        for kind, overdue in self._overdue.items():
            for thing_id in await overdue():
                self.soon(kind, thing_id)

    def soon(self, kind: str, thing_id: int) -> None:
        """Paint a card as soon as its pace allows; called a hundred times at once, it paints at most twice."""
        key = (kind, thing_id)
        self._dirty.add(key)
        if key not in self._tasks:
            self._tasks[key] = asyncio.get_running_loop().create_task(self._paint(key))

    async def _paint(self, key: Key) -> None:
        kind, thing_id = key
        failures = 0
        try:
            while key in self._dirty:
                self._dirty.discard(key)
                try:
                    _rest.set(0)
                    await self._painters[kind](thing_id)
                    failures, rest = 0, _rest.get()
                except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
                    failures += 1
                    if failures > TRIES or not _may_pass(error):
                        raise
                    log.warning("painting %s %s did not reach Discord: %s", kind, thing_id, type(error).__name__)
                    self._dirty.add(key)
                    rest = self._pause * 2**failures
                if self._pause:
                    await asyncio.sleep(max(self._pause, rest))
        except Exception:
            log.exception("painting %s %s failed", kind, thing_id)
        finally:
            self._dirty.discard(key)
            self._tasks.pop(key, None)

    @property
    def busy(self) -> bool:
        """Whether anything is being painted."""
        return bool(self._tasks)

    async def drain(self) -> None:
        """Wait until every card has its paint."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def edit(
        self, message: discord.PartialMessage, view: ui.LayoutView, files: Sequence[discord.File] = ()
    ) -> None:
        """Edit a message to look like the view, unless it does already; `files` take the place of those it has.

        Raises what Discord answers.
        """
        look = _look(view)
        if self._looks.get(message.id) == look:
            return
        async with self._turn(message), self._pens.setdefault(message.channel.id, asyncio.Lock()):
            # Discord would read mentions anew on an edit that does not say otherwise (discord-platform.md, 4).
            attached: Any = {"attachments": list(files)} if files else {}
            await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none(), **attached)
        self.remember(message.id, view)

    @asynccontextmanager
    async def _turn(self, message: discord.PartialMessage) -> AsyncIterator[None]:
        """The turn of an old message among those of its channel; any other goes at once."""
        room, loop = message.channel.id, asyncio.get_running_loop()
        if not self._pause or self._clock.now() - message.created_at < OLD:
            yield
            return
        async with self._queues.setdefault(room, asyncio.Lock()):
            await asyncio.sleep(max(0, self._free_at.get(room, 0) - loop.time()))
            try:
                yield
            finally:
                self._free_at = {each: at for each, at in self._free_at.items() if at > loop.time()}
                self._free_at[room] = loop.time() + OLD_PAUSE
                _rest.set(OLD_PAUSE)

    def remember(self, message_id: int, view: ui.LayoutView) -> None:
        """Know what a message looks like now."""
        self._looks[message_id] = _look(view)
        self._looks.move_to_end(message_id)
        if len(self._looks) > REMEMBERED:
            self._looks.popitem(last=False)

    def forget(self, message_id: int) -> None:
        """Paint this message anew next time, whatever it looked like."""
        self._looks.pop(message_id, None)


def _may_pass(error: Exception) -> bool:
    """Whether it may work the next time: what Discord refused, it will refuse again."""
    return not isinstance(error, discord.HTTPException) or error.status >= 500


def _look(view: ui.LayoutView) -> str:
    components: Any = view.to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types
    return hashlib.sha256(json.dumps(components, sort_keys=True, default=str).encode()).hexdigest()
