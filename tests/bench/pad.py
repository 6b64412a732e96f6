"""What a press at the doors costs from event to answer, beside a bare discord.py bot that only answers.

Both are processes of their own on a stand-in of their own, pressed in turn as often as each other. What is measured is
the processor time of the bot's process, as the system counts it, so on Linux only. The real bot counts the door,
commits it to the disk, cheers, and answers with the pad; that each row is there before its answer is looked up as well.
The board rests meanwhile: it is painted as often however many press.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import statistics
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import ids
from tests.bench.stage import stage
from tests.bench.table import Table
from tests.wire.garden import Garden
from tests.wire.hour_day import Day
from tests.wire.hour_people import DEEDS, buttons, drawn
from tests.wire.launch import BotProcess
from tests.wire.player import Person
from tests.wire.reading import Button
from tests.wire.record import ARRIVED, Request
from tests.wire.server import StandIn
from tests.wire.sessions import until
from tests.wire.things import EPHEMERAL, Message

PEOPLE = 60
CALLBACK = "/interactions/{interaction_id}/{token}/callback"
TALKS = {deed: n for deed, n in DEEDS.items() if not deed.startswith("undo")}
GOAL = 2.0  # times as much, at most
REST = "60"  # seconds from one painting of the board to the next: however many press, it costs as much (see board)
LOOKED_UP = 40  # presses of which each is looked for in the file before its answer


@dataclass(frozen=True)
class Size:
    """How much of it."""

    rounds: int
    presses: int


SCALED, FULL = Size(rounds=5, presses=800), Size(rounds=9, presses=3_000)


class BareProcess(BotProcess):
    """The baseline."""

    module = "tests.bench.bare"


@dataclass
class Pads:
    """A bot's process, and the people who press on their own message each."""

    bot: BotProcess
    pads: Sequence[tuple[Person, Message]]
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    _turn: int = 0

    async def press(self, times: int, hands: int) -> float:
        """So many presses, a few at a time; seconds of processor time that each cost the bot."""
        before, left = processor_time(self.bot.pid), iter(range(times))

        async def hand() -> None:
            for _ in left:
                await self._one()

        await asyncio.gather(*(hand() for _ in range(hands)))
        return (processor_time(self.bot.pid) - before) / times

    async def _one(self) -> None:
        self._turn += 1
        person, message = self.pads[self._turn % len(self.pads)]
        answer = await person.tap(message, self._button(message))
        assert answer.kind == "update", answer.text

    def _button(self, message: Message) -> Button:
        found = buttons(message, ids.DOORS_COUNT.code, drawn(self.dice, TALKS))
        return found[0] if found else Button("Talked", "bare", disabled=False, url=None)


def processor_time(pid: int) -> float:
    """Seconds that a process has used so far, in all its threads."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def real(folder: Path) -> AsyncIterator[Pads]:
    """The real bot, set up as hosts have it, with sixty people in one session."""
    async with stage(folder, REPAINT_PAUSE=REST) as opened:
        people = opened.garden.team.crowd(PEOPLE)
        day = Day(opened.garden, "Elm Street", people, timedelta(seconds=1))
        await opened.books.do(day.plant)
        await opened.bot.start()
        await until(lambda: bool(day.boards), within=30)
        pads = [(each, await _opened(each, day)) for each in people]
        await opened.quiet()
        yield Pads(opened.bot, pads)
        opened.check()


async def _opened(person: Person, day: Day) -> Message:
    return (await person.tap(day.board, buttons(day.board, ids.DOORS_PAD.code)[0])).message


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[Pads]:
    """The baseline; each of sixty people has a private message with its one button."""
    stand_in = StandIn()
    await stand_in.start()
    garden = Garden(stand_in, stand_in.team("Elm Street"))
    bot = BareProcess(stand_in, folder, shards=None)
    try:
        await bot.start()
        await asyncio.sleep(1)
        yield Pads(bot, [(each, _bare_message(garden, each)) for each in garden.team.crowd(PEOPLE)])
        stand_in.check()
    finally:
        bot.strike()
        await bot.kill()
        await stand_in.close()


def _bare_message(garden: Garden, person: Person) -> Message:
    world, row = garden.stand_in.world, {"type": 1, "id": 1}
    parts = [{**row, "components": [{"type": 2, "id": 2, "style": 1, "label": "Talked", "custom_id": "bare"}]}]
    message = Message(world.ids.next(), garden.team.rooms["canvass"], world.bot, "0 doors", parts, flags=EPHEMERAL)
    message.private_to = person.user
    return message


async def unsaved(pads: Pads) -> int:
    """Of some presses, how many were not yet in the database's file when their answer arrived."""
    missing = 0
    with closing(sqlite3.connect(f"file:{pads.bot.database}?mode=ro", uri=True)) as file:

        def look(moment: str, request: Request) -> None:
            nonlocal missing
            if moment == ARRIVED and request.route == CALLBACK:
                press = int(request.path.split("/")[2])
                missing += not file.execute("SELECT 1 FROM knock WHERE press_id = ?", (press,)).fetchone()

        watchers = pads.bot.stand_in.record.watchers
        watchers.append(look)
        await pads.press(LOOKED_UP, hands=4)
        watchers.remove(look)
    return missing


async def measure(*, full: bool) -> None:
    """Press both in turn, and print the table."""
    size, table = FULL if full else SCALED, Table("", ("", "only answers", "counts, saved", "ratio"))
    table.title = f"pad: processor time of a press, {size.rounds} rounds of {size.presses} presses each"
    with tempfile.TemporaryDirectory(prefix="toctoc-") as name:
        folders = [Path(name) / each for each in ("bare", "real")]
        for each in folders:
            each.mkdir()
        async with bare(folders[0]) as baseline, real(folders[1]) as ours:
            for hands in (8, 1):
                figures = await _interleaved((baseline, ours), size, hands)
                table.compare("8 people at once" if hands > 1 else "one after the other", figures)
                table.remarks.append(_verdict(figures, hands))
            missing = await unsaved(ours)
    table.remarks.append(f"Of {LOOKED_UP} presses {LOOKED_UP - missing} were in the file when their answer came.")
    table.show()


def _verdict(figures: Sequence[Sequence[float]], hands: int) -> str:
    ratios = [ours / baseline for baseline, ours in zip(*figures, strict=True)]
    told = f"rounds from {min(ratios):.2f} x to {max(ratios):.2f} x"
    return f"{hands} at a time: {told}; the goal is {GOAL:.0f} x, and it is {statistics.median(ratios):.2f} x."


async def _interleaved(sides: Sequence[Pads], size: Size, hands: int) -> list[list[float]]:
    """What a press cost each of them, round by round, after a first round that does not count."""
    found: list[list[float]] = [[] for _ in sides]
    for number in range(size.rounds + 1):
        for at in (0, 1) if number % 2 else (1, 0):
            cost = await sides[at].press(size.presses, hands)
            if number:
                found[at].append(cost)
    return found
