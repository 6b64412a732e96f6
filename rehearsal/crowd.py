"""Simulated volunteers who knock: they press the same buttons as everybody, through the real bot.

Like people they see a card and press what stands on it; of the bot they know only what its buttons are called.
"""

import asyncio
import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import simcord

from rehearsal import buttons, sight, team
from rehearsal.people import Person, recruit
from rehearsal.seat import Seat
from rehearsal.walk import BACK, PAD, UNDO, Step, walk
from rehearsal.world import Outcome, World

SPAN = timedelta(minutes=10)  # on the world's clock
SECONDS = 60.0  # and on the real one, where the machine keeps up
PATIENCE = 5  # presses in a row without an answer, after which they give up
BOARD = {"doors.pad", "doors.here", "doors.back"}  # what stands on a board, and only there together
SETUP_END, SAMPLE_GONE, SAMPLE = ("setup.step", "done"), ("setup.sample", "0"), ("setup.sample", "1")
SAMPLE_KEY = "sample"


@dataclass(frozen=True, slots=True)
class Session:
    """Where they could knock: a session that is live, by its thread, or one that begins at a later time."""

    key: str
    name: str
    thread: int = 0
    starts_at: datetime | None = None


class Stopped(Exception):
    """They cannot go on; the reason is a key of rehearsal/words.py, or empty when nobody needs to be told."""


class Crowd:
    """The volunteers of one world; they knock at one session at a time."""

    def __init__(self, world: World, *, seconds: float = SECONDS, chance: random.Random | None = None) -> None:
        """`seconds` is how long the ten minutes take in real time."""
        self.world = world
        self.people: list[Person] = []
        self.session: Session | None = None  # where they knock, or knocked last
        self.at = timedelta()  # since they began, on their way through SPAN
        self.doors = 0
        self.trouble = ""  # why they ended early: a key of rehearsal/words.py
        self.finished = False
        self._seconds = seconds
        self._chance = chance or random.Random()
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._env: simcord.Env | None = None
        self._pads: dict[int, int] = {}
        self._silent = 0
        self._seen: tuple[int, list[Session]] = (-1, [])

    # ------------------------------------------------------------------ where, and how it stands

    @property
    def running(self) -> bool:
        """Whether they are at it."""
        return self._task is not None and not self._task.done()

    @property
    def begun(self) -> bool:
        """Whether there is something to tell of this team: they knock, or have knocked."""
        return self.session is not None and self._env is self.world.env

    def sessions(self) -> list[Session]:
        """The live ones; where none is live, those that begin next and, where there is none of them, a test session."""
        number = len(self.world.env.backend.transcript)
        if self._seen[0] != number:
            self._seen = number, self._look()
        return self._seen[1]

    def _look(self) -> list[Session]:
        live = [Session(str(place.id), place.name, place.id) for place in self._threads() if self._board(place.id)]
        if live:
            return live
        soon = [one for one in self.world.coming if one.kind == "start" and one.at]
        return [Session(f"start-{one.id}", one.about, starts_at=one.at) for one in soon] or [Session(SAMPLE_KEY, "")]

    def _threads(self) -> Iterator[sight.Place]:
        everything = sight.places(self.world, self.world.people[team.FIRST])
        return (place for place in everything if place.kind == "thread")

    def _board(self, thread: int) -> simcord.ResponseMessage | None:
        """The board in a thread, while doors are counted there."""
        for stored in reversed(self.world.env.backend.messages.get(thread, {}).values()):
            message = self.world.message(thread, stored.id)
            if message and not message.ephemeral and {one.split(":")[1] for one in buttons.ids_on(message)} >= BOARD:
                return message
        return None

    @property
    def board_id(self) -> int | None:
        """The message on which one sees them knock, while it counts."""
        board = self._board(self.session.thread) if self.session and self.session.thread else None
        return board.id if board else None

    # ------------------------------------------------------------------ beginning and end

    def begin(self, key: str) -> None:
        """Let them knock at the session with this key for ten minutes; they do one thing at a time."""
        chosen = next((one for one in self.sessions() if one.key == key), None)
        if self.running or chosen is None:
            return
        self.session, self.at, self.doors, self.trouble, self.finished = chosen, timedelta(), 0, "", False
        self._pads, self._silent, self._stop = {}, 0, asyncio.Event()
        if self._env is not self.world.env:
            self._env, self.people = self.world.env, []
        self._task = asyncio.create_task(self._run(chosen))
        self.world.announce()

    async def stop(self) -> None:
        """Let them stop where they are; what they have pressed stands, and who is out stays out."""
        self._stop.set()
        await self.ended()

    async def ended(self) -> None:
        """Wait until they are back, or have stopped."""
        if self._task:
            await asyncio.wait([self._task])

    async def _run(self, chosen: Session) -> None:
        try:
            self.session = await self._opened(chosen)
            if not self.people:
                await self.world.act(self._join)
            await self._knock(self.session.thread)
            self.finished = True
        except Stopped as reason:
            self.trouble = str(reason)
        except Exception as failure:  # noqa: BLE001 - whatever breaks, the page says so and goes on
            self.world.journal.failure("page", failure)
            self.trouble = "broken"
        finally:
            self.world.announce()

    async def _join(self) -> None:
        self.people = recruit(self.world.env, self.world.guild, team.KNOCKERS)

    # ------------------------------------------------------------------ a session to knock for

    async def _opened(self, chosen: Session) -> Session:
        """The session as it is once it is live: a later one is begun by going to its time, as everybody can."""
        if chosen.thread:
            return chosen
        if chosen.key == SAMPLE_KEY:
            await self._post_sample()
            chosen = next((one for one in self._look() if one.starts_at), chosen)
        if chosen.starts_at:
            await self.world.travel(max(chosen.starts_at, self.world.clock.now()))
        live = [one for one in self._look() if one.thread]
        if not live:
            raise Stopped("nowhere")
        return live[0]

    async def _post_sample(self) -> None:
        """What an organizer does in the set-up to try things out; a test session that is over makes room first."""
        seat = self._seat(self.world.people[team.FIRST])
        channel = self.world.guild.channels[team.LANDING]
        shown = (await seat.command(channel, "setup", {})).result
        for code in (SETUP_END, SAMPLE_GONE, SAMPLE):
            if shown is None or shown.response is None:
                raise Stopped("nowhere")
            if custom_id := buttons.found(shown.response, *code):
                await seat.press(shown.response, custom_id)

    # ------------------------------------------------------------------ at the doors

    async def _knock(self, thread: int) -> None:
        loop, began_at = asyncio.get_running_loop(), self.world.clock.now()
        began, pace = loop.time(), self._seconds / SPAN.total_seconds()
        for step in walk(len(self.people), SPAN, self._chance):
            await self._until(began + step.at.total_seconds() * pace)
            self.world.clock.skip(max(timedelta(), began_at + step.at - self.world.clock.now()))
            await self._step(step, thread)
            self.at = step.at
            self.doors += step.doors
        self.at = SPAN

    async def _until(self, moment: float) -> None:
        """Wait until a moment of the loop's time. Raises Stopped when they are told to stop."""
        with contextlib.suppress(TimeoutError):
            wait = moment - asyncio.get_running_loop().time()
            await asyncio.wait_for(self._stop.wait(), max(0.0, wait))
        if self._stop.is_set():
            raise Stopped

    async def _step(self, step: Step, thread: int) -> None:
        """One press; where no answer came, they press again as people do."""
        while not await self._pressed(step, thread):
            self._silent += 1
            if self._silent >= PATIENCE:
                raise Stopped("silent")
        self._silent = 0

    async def _pressed(self, step: Step, thread: int) -> bool:
        """Press once; whether an answer came."""
        seat = self._seat(self.people[step.who])
        if step.what == BACK:
            return not (await self._press(seat, self._board(thread), "doors.back", "1")).unanswered
        if step.what == PAD:
            outcome = await self._press(seat, self._board(thread), "doors.pad")
            if shown := _answer(outcome):
                self._pads[step.who] = shown.id
            return shown is not None
        pad = self.world.message(thread, self._pads[step.who])
        code = ("doors.undo",) if step.what == UNDO else ("doors.count", step.what)
        outcome = await self._press(seat, pad, *code)
        shown = _answer(outcome)
        if pad and shown and shown.id != pad.id:  # what is counted is answered on the pad, a refusal beside it
            raise Stopped("closed")
        return not outcome.unanswered

    async def _press(self, seat: Seat, message: simcord.ResponseMessage | None, *code: str) -> Outcome:
        if self._env is not self.world.env:
            raise Stopped
        custom_id = buttons.found(message, *code) if message else None
        if message is None or custom_id is None:
            raise Stopped("closed")
        return await seat.press(message, custom_id)

    def _seat(self, person: Person) -> Seat:
        return Seat(self.world, person, person.player.locale)


def _answer(outcome: Outcome) -> simcord.ResponseMessage | None:
    return None if outcome.unanswered else outcome.result.response
