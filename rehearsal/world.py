"""The pretend team: SimCord's simulated Discord with the real, unmodified bot in it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import simcord

from rehearsal import team
from rehearsal.app import App, Coming, Opener
from rehearsal.clock import WorldClock
from rehearsal.journal import Journal
from rehearsal.people import Person, gather

LOGGERS = ("bot", "cogs", "db", "discord", "rehearsal")
STOPS = 300  # on one journey; what falls due after as many happens at its end
LISTED = 30  # of what is coming

Deed = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: SimCord's result, or why Discord or the bot did not let it happen."""

    result: Any = None
    refused: str = ""

    @property
    def unanswered(self) -> bool:
        """Whether Discord would say that the application did not respond."""
        answered = getattr(self.result, "acknowledged", True)
        return bool(self.refused) or not answered


class _PromptEnv(simcord.Env):
    """SimCord looks every 50 ms whether the bot is done, while a form is open; somebody waits for the answer."""

    async def _settle_internal(self, **given: Any) -> None:
        await super()._settle_internal(**{**given, "idle": 0.004})


class World:
    """One pretend team with the bot in it; people act one at a time, the others wait for their turn.

    The team and all it said live in memory; only the bot's database is on disk, so it is emptied at each start.
    """

    app: App
    env: simcord.Env
    guild: simcord.GuildHandle
    people: dict[str, Person]

    def __init__(
        self,
        open_bot: Opener,
        *,
        erase: Callable[[], None] = lambda: None,
        clock: WorldClock | None = None,
        patience: float = 5.0,
    ) -> None:
        """`open_bot` opens the bot on its database; `erase` throws that database away.

        After `patience` seconds a bot that is still busy with an act counts as hanging, and the world goes on.
        """
        self.clock = clock or WorldClock()
        self.journal = Journal(self.clock.now)
        self.watchers: set[Callable[[], None]] = set()
        self.read: dict[tuple[int, int], int] = {}  # (person, channel) → the last message they saw
        self._open_bot = open_bot
        self._erase = erase
        self._patience = patience
        self._turn = asyncio.Lock()
        self._locale = "en-US"
        self._bots_context = Context()
        self._closed: dict[str, dict[str, Any]] = {}
        self.coming: Sequence[Coming] = ()

    async def __aenter__(self) -> "World":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # ------------------------------------------------------------------ beginning and end

    async def start(self) -> None:
        """Open the bot on an empty database, and let the team come in."""
        self._erase()
        self.app = await self._open_bot(self.clock)
        self.env = _PromptEnv(self.app.client, check_errors=False, settle_timeout=self._patience)
        self.env.backend.edit_bot_profile(team.BOT)
        self.env.backend.subscribers.insert(0, self._speak)
        self._errors = self._traffic = 0
        for name in LOGGERS:
            logging.getLogger(name).addHandler(self.journal)
        await self._enter(self.env.start)
        await self._catch_up()
        self.guild, self.people = gather(self.env)
        self._closed.clear()
        for person in self.people.values():
            self._close_dms(person, closed=not person.player.takes_dms)
        await self._tick()
        self._finish()

    async def close(self) -> None:
        """Close the bot, then the pretend Discord."""
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(self.journal)
        await self.app.close()
        await self.env.shutdown()

    async def restart(self) -> None:
        """Close the bot and open it anew on the same database, as an upgrade does."""
        async with self._turn:
            await self._settled(self.env.settle())
            await self.app.close()
            self.app = await self._open_bot(self.clock)
            await self._enter(self._replace_bot)
            await self._tick()
            self._finish()

    async def _replace_bot(self) -> None:
        try:
            await self.env.restart_bot(self.app.client)
        except TimeoutError:  # the old one hangs: SimCord has thrown it out, and waits to be started again
            self.env.bot = self.app.client
            await self.env.start()

    async def reset(self) -> None:
        """Start over: an empty database, a team that has not said a word, the real time."""
        async with self._turn:
            await self.close()
            self.read.clear()
            self.journal.entries.clear()
            self.clock.ahead = timedelta()
            await self.start()

    # ------------------------------------------------------------------ acts

    async def act(self, deed: Deed, locale: str = "en-US", *, changes: bool = True) -> Outcome:
        """Do `deed` when it is its turn, in a Discord client set to `locale`.

        When it `changes` anything, the bot then does what is due, and the pages are told.
        """
        async with self._turn:
            await self._catch_up()
            self._locale = locale
            try:
                with self.env.time_context():
                    outcome = Outcome(await deed())
            except (simcord.SetupError, simcord.BackendError, TimeoutError) as refusal:
                self.journal.failure("page", refusal)
                outcome = Outcome(refused=str(refusal))
            if changes:
                await self._tick()
            self._finish(announce=changes)
            return outcome

    def _speak(self, event: str, payload: Any) -> None:
        # SimCord says "en-US" for everybody; the payload is still ours here, the bot gets a copy of it.
        if event == "INTERACTION_CREATE":
            payload["locale"] = self._locale

    async def _enter(self, attach: Deed) -> None:
        client = self.app.client

        async def on_ready() -> None:
            self._bots_context = copy_context()

        client.add_listener(on_ready, "on_ready")
        await attach()
        client.remove_listener(on_ready, "on_ready")
        self.journal.listen(client, self._bots_context)

    async def _tick(self) -> None:
        # SimCord waits for what the bot starts only when it starts from within the bot's own context.
        tick = self._bots_context.run(asyncio.ensure_future, self.app.tick())
        try:
            await self.env.settle()
            await tick
            # Only now: what was put off to a later time just now is coming, too.
            self.coming = await self.app.coming(self.guild.id, most=LISTED)
        except Exception as failure:  # noqa: BLE001 — whatever breaks in the bot, the world goes on and says so
            self.journal.failure("bot", failure)

    def _finish(self, *, announce: bool = True) -> None:
        for error in self.env.errors_since(self._errors):
            self.journal.failure("bot", error)
        self._errors = self.env.error_cursor
        self._traffic = len(self.env.backend.transcript)
        if announce:
            self.announce()

    def announce(self) -> None:
        """Tell every page that something may have changed."""
        for watcher in tuple(self.watchers):
            watcher()

    # ------------------------------------------------------------------ time and trouble

    @property
    def next_due(self) -> datetime | None:
        """When the bot will do something by itself next."""
        now = self.clock.now()
        return min((one.at for one in self.coming if one.at and one.at > now), default=None)

    async def travel(self, to: datetime) -> None:
        """Move the clock to `to`, stopping wherever something falls due on the way; never back."""
        async with self._turn:
            for _ in range(STOPS):
                stop = min(to, self.next_due or to)
                await self._go(stop)
                if stop == to:
                    break
            else:
                await self._go(to)
            self._finish()

    async def _go(self, moment: datetime) -> None:
        self.clock.skip(max(timedelta(), moment - self.clock.now()))
        await self._catch_up()
        await self._tick()

    async def breathe(self) -> None:
        """Let the real time that went by pass in the world too; tell the pages when the bot did something."""
        async with self._turn:
            before = self.coming
            await self._catch_up()
            await self._tick()
            if len(self.env.backend.transcript) != self._traffic or self.coming != before:
                self._finish()

    async def _catch_up(self) -> None:
        behind = (self.clock.now() - self.env.now()).total_seconds()
        if behind > 0:
            await self._settled(self.env.advance_time(behind))

    async def _settled(self, waiting: Awaitable[None]) -> None:
        try:
            await waiting
        except TimeoutError as hanging:
            self.journal.failure("bot", hanging)

    async def fail(self, times: int) -> None:
        """Let Discord answer the bot's next `times` requests with an error of its own (500)."""
        async with self._turn:
            self.env.inject_error("*", "*", times=times, message="Internal Server Error")
        self.announce()

    @property
    def failing(self) -> int:
        """How many of the bot's next requests will fail."""
        return sum(fault["times"] or 0 for fault in self.env.backend.faults)

    async def close_dms(self, person: Person, *, closed: bool) -> None:
        """Let this person refuse direct messages as Discord does (50007), or take them again."""
        async with self._turn:
            self._close_dms(person, closed=closed)
        self.announce()

    def _close_dms(self, person: Person, *, closed: bool) -> None:
        faults = self.env.backend.faults
        if closed and not self.closed_dms(person):
            path = f"/channels/{person.user.dm_channel.id}/messages"
            text = "Cannot send messages to this user"
            self.env.inject_error("POST", path, status=403, code=50007, message=text, times=None)
            self._closed[person.key] = faults[-1]
        elif not closed and self.closed_dms(person):
            faults.remove(self._closed.pop(person.key))

    def message(self, channel: int, message: int) -> simcord.ResponseMessage | None:
        """The message to press, choose in or delete, while it is there."""
        stored = self.env.backend.messages.get(channel, {}).get(message)
        return simcord.ResponseMessage(self.env, stored) if stored else None

    def dismiss(self, message: simcord.ResponseMessage) -> None:
        """Let go of an answer that only one person sees, as their Discord does; the bot is not told."""
        self.env.backend.messages.get(message.channel_id, {}).pop(message.id, None)

    def closed_dms(self, person: Person) -> bool:
        """Whether this person refuses direct messages."""
        return person.key in self._closed
