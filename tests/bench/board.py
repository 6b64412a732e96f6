"""How far the board is behind while people press: from a press that was answered to a board that shows it.

Twelve people press at random on each of two boards, with Discord's limits on and the pauses that hosts have; one board
is new, the other is older than an hour, and Discord takes fewer edits of it. Every press is one door, so that the
board's own number says which presses it shows.
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import tempfile
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot import ids
from tests.bench.stage import Stage, stage
from tests.bench.table import S, Table, slow
from tests.wire import reading
from tests.wire.hour_day import Day
from tests.wire.hour_people import buttons
from tests.wire.player import Person
from tests.wire.record import DONE, Request
from tests.wire.sessions import until
from tests.wire.things import Message

PEOPLE, PACE = 12, 25.0  # people, and presses a second of all of them
NUMBER = re.compile(r"\d[\d,]*")
ALLOWED = 3.0  # seconds
SCALED, FULL = 30.0, 180.0  # seconds of pressing


@dataclass
class Watch:
    """When each door was acknowledged, and when the board showed how many."""

    day: Day
    acknowledged: list[float] = field(default_factory=list)
    shown: list[tuple[int, float]] = field(default_factory=list)

    def look(self, moment: str, request: Request) -> None:
        """See what the board says, right after an edit."""
        if moment == DONE and request.method == "PATCH" and f"/messages/{self.day.board.id}" in request.path:
            self.shown.append((self.doors, time.monotonic()))

    @property
    def doors(self) -> int:
        """The number of doors on the board: the first that stands there in bold."""
        told = NUMBER.search(reading.text(self.day.board).partition("**")[2])
        return int(told.group().replace(",", "")) if told else 0

    @property
    def behind(self) -> list[float]:
        """Seconds from each acknowledged door to the board that shows as many; none is left unshown."""
        counts = [count for count, _ in self.shown]
        assert counts == sorted(counts), "the board went back"
        acknowledged = enumerate(sorted(self.acknowledged), start=1)
        return [max(0.0, self.shown[bisect_left(counts, number)][1] - at) for number, at in acknowledged]


@dataclass
class Presser:
    """Somebody who presses *Talked* on their pad at random."""

    watch: Watch
    person: Person
    pad: Message
    dice: random.Random

    @classmethod
    async def ready(cls, watch: Watch, person: Person, dice: random.Random) -> Presser:
        """With their pad before them."""
        board = watch.day.board
        pad = (await person.tap(board, buttons(board, ids.DOORS_PAD.code)[0])).message
        return cls(watch, person, pad, random.Random(dice.random()))

    async def press_for(self, seconds: float) -> None:
        """So long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await self.person.tap(self.pad, buttons(self.pad, ids.DOORS_COUNT.code, "talked")[0])
            self.watch.acknowledged.append(time.monotonic())
            await asyncio.sleep(self.dice.expovariate(PACE / PEOPLE))


async def play(opened: Stage, days: Sequence[Day], seconds: float) -> list[Watch]:
    """Press on all of the boards for so long, and wait until they show it."""
    watches, dice = [Watch(day) for day in days], random.Random(1)
    opened.stand_in.record.watchers += (each.look for each in watches)
    pressers = [await Presser.ready(watch, person, dice) for watch in watches for person in watch.day.people]
    await asyncio.gather(*(each.press_for(seconds) for each in pressers))
    await until(lambda: all(each.shown[-1][0] >= len(each.acknowledged) for each in watches), within=30)
    return watches


async def measure(*, full: bool) -> None:
    """Press, and print the table."""
    seconds = FULL if full else SCALED
    with tempfile.TemporaryDirectory(prefix="toctoc-") as folder:
        async with stage(Path(folder)) as opened:
            people = opened.garden.team.crowd(2 * PEOPLE)
            young = Day(opened.garden, "Elm Street", people[:PEOPLE], timedelta(seconds=1))
            old = Day(opened.garden, "Oak Street", people[PEOPLE:], timedelta(minutes=70))
            for day in (young, old):
                await opened.books.do(day.plant)
            await opened.books.do(partial(old.begin_before, seconds=-600))
            opened.stand_in.rates.strict()
            await opened.bot.start()
            await until(lambda: bool(young.boards), within=30)
            watches = await play(opened, (young, old), seconds)
            refused = len(opened.stand_in.rates.refused)
            opened.check()
    show(watches, seconds, refused)


def show(watches: Sequence[Watch], seconds: float, refused: int) -> None:
    """Print the table."""
    headings = ("", "allowed", "new board", "older than an hour")
    table = Table(
        f"board: how far it is behind while {PACE:.0f} doors a second are counted, for {seconds:.0f} s", headings
    )
    behind = [each.behind for each in watches]
    for name, of in (("median", statistics.median), ("99th percentile", slow), ("at most", max)):
        table.rows.append((name, S.written(ALLOWED), *(S.written(of(each)) for each in behind)))
    table.rows.append(("doors", "", *(str(len(each)) for each in behind)))
    table.rows.append(("edits", "", *(str(len(each.shown)) for each in watches)))
    table.remarks.append(f"{refused} requests were refused with 429.")
    table.show()
