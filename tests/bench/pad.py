"""What a press at the doors costs from event to answer, beside a bare discord.py bot that only answers.

Both are processes of their own on a stand-in of their own, pressed in turn as often as each other. What is measured is
the processor time of the bot's process, as the system counts it, so on Linux only. The real bot counts the door,
commits it to the disk, cheers, and answers with the pad; that each row is there before its answer is looked up as well.
The board rests meanwhile: it is painted as often however many press.

The bare bot (bare.py) is pressed on the same pad and answers with it. Beside that it is pressed on a message with one
button, to which a line of text is the answer: so much less goes to and fro that the goal is not measured by it, but a
remark says how much it would be.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import statistics
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import ids
from tests.bench.bare import LINE, OPEN
from tests.bench.stage import stage
from tests.bench.table import MS, Table
from tests.wire.garden import Garden
from tests.wire.hour_day import Day
from tests.wire.hour_people import DEEDS, buttons, drawn
from tests.wire.launch import BotProcess
from tests.wire.player import Person
from tests.wire.reading import Button
from tests.wire.reading import buttons as all_buttons
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
    button: Callable[[Message, str], Button]
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
        answer = await person.tap(message, self.button(message, drawn(self.dice, TALKS)))
        assert answer.kind == "update", answer.text


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
        door = buttons(day.board, ids.DOORS_PAD.code)[0]
        pads = [(each, (await each.tap(day.board, door)).message) for each in people]
        await opened.quiet()
        yield Pads(opened.bot, pads, lambda message, what: buttons(message, ids.DOORS_COUNT.code, what)[0])
        opened.check()


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[tuple[Pads, Pads]]:
    """The baseline, with sixty people who have a pad each; and with a message each that has one button."""
    stand_in = StandIn()
    await stand_in.start()
    garden = Garden(stand_in, stand_in.team("Elm Street"))
    bot, people = BareProcess(stand_in, folder, shards=None), garden.team.crowd(PEOPLE)
    try:
        await bot.start()
        await asyncio.sleep(1)
        lines = [(each, _one_button(garden, each)) for each in people]
        pads = [
            (each, (await each.tap(line, Button("My pad", OPEN, disabled=False, url=None))).message)
            for each, line in lines
        ]
        yield (
            Pads(bot, pads, lambda message, what: _with_id(message, f"bare:{what}")),
            Pads(bot, lines, lambda message, _: _with_id(message, LINE)),
        )
        stand_in.check()
        assert "ERROR" not in bot.printed, bot.printed
    finally:
        bot.strike()
        await bot.kill()
        await stand_in.close()


def _with_id(message: Message, custom_id: str) -> Button:
    return next(each for each in all_buttons(message) if each.custom_id == custom_id)


def _one_button(garden: Garden, person: Person) -> Message:
    world, row = garden.stand_in.world, {"type": 1, "id": 1}
    parts = [{**row, "components": [{"type": 2, "id": 2, "style": 1, "label": "Talked", "custom_id": LINE}]}]
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
    """Press them in turn, and print the table."""
    size, table = FULL if full else SCALED, Table("", ("", "only answers", "counts, saved", "ratio"))
    table.title = f"pad: processor time of a press, {size.rounds} rounds of {size.presses} presses each"
    with tempfile.TemporaryDirectory(prefix="toctoc-") as name:
        folders = [Path(name) / each for each in ("bare", "real")]
        for each in folders:
            each.mkdir()
        async with bare(folders[0]) as (baseline, line), real(folders[1]) as ours:
            for hands in (8, 1):
                figures = await _interleaved((baseline, line, ours), size, hands)
                table.compare("8 people at once" if hands > 1 else "one after the other", figures[::2])
                table.remarks.append(_verdict(figures, hands))
            missing = await unsaved(ours)
    table.remarks.append(f"Of {LOOKED_UP} presses {LOOKED_UP - missing} were in the file when their answer came.")
    table.show()


def _verdict(figures: Sequence[Sequence[float]], hands: int) -> str:
    pad, line, _ = map(statistics.median, figures)
    ratios, beside_line = _ratios(figures[0], figures[2]), _ratios(figures[1], figures[2])
    found = f"the goal is {GOAL:.0f} x, and it is {statistics.median(ratios):.2f} x"
    return (
        f"{hands} at a time: rounds from {min(ratios):.2f} x to {max(ratios):.2f} x; {found}.\n"
        f"    One button, and a line as the answer, cost the bare bot {MS.written(line)}, not {MS.written(pad)}; "
        f"beside that it is {statistics.median(beside_line):.2f} x."
    )


def _ratios(baseline: Sequence[float], ours: Sequence[float]) -> list[float]:
    return [one / other for one, other in zip(ours, baseline, strict=True)]


async def _interleaved(sides: Sequence[Pads], size: Size, hands: int) -> list[list[float]]:
    """What a press cost each of them, round by round, after a first round that does not count."""
    found: list[list[float]] = [[] for _ in sides]
    for number in range(size.rounds + 1):
        for at in range(len(sides)) if number % 2 else reversed(range(len(sides))):
            cost = await sides[at].press(size.presses, hands)
            if number:
                found[at].append(cost)
    return found
