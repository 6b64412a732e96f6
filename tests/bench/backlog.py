"""What is due at once after downtime: delivered at Discord's pace, while people press and are answered.

The stand-in keeps Discord's limits (rates.py): 50 requests a second in all, 5 messages in 5 seconds to a channel. A
round presses on the idle bot, stops it, makes everything due, starts it again and presses until all of it arrived.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from tests.bench.players import Players
from tests.bench.stage import Stage, promises, stage
from tests.bench.table import MS, Table, slow
from tests.wire.garden import Owed
from tests.wire.judging import Judge, Verdict, due
from tests.wire.planting import Outing

DOWN = timedelta(hours=2)  # over which everything became due
OF_A_SESSION, OUT_OF = 5, 5  # messages about a session; every fifth message is about one
PRESSES_A_SECOND = 5.0
LIMIT = 50  # requests a second, for the whole bot
NO_MORE = 60.0  # seconds without a message, after which it is over
DISCORD_FORGETS = 6.0  # seconds: a bot that is back sooner would run into what it used up before


@dataclass(frozen=True)
class Size:
    """How much of it."""

    rounds: int
    due: int
    idle: float  # seconds of pressing on the idle bot, in each round


SCALED, FULL = Size(rounds=4, due=150, idle=15), Size(rounds=1, due=5_000, idle=120)


@dataclass
class Round:
    """What one round showed."""

    idle: list[float] = field(default_factory=list)
    loaded: list[float] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Backlog:
    """One run of several rounds."""

    stage: Stage
    players: Players
    dice: random.Random
    owed: list[Owed] = field(default_factory=list)
    _count: int = 0

    async def round(self, size: Size) -> Round:
        """Idle, down, and back with so much due."""
        idle = await self.players.press_for(size.idle)
        await self.stage.bot.stop()
        await self.stage.books.do(lambda tx: self._plant(tx, size.due))
        await asyncio.sleep(DISCORD_FORGETS)
        there, over, begun = self._arrived, asyncio.Event(), time.monotonic()
        await self.stage.bot.start()
        pressing = asyncio.create_task(self.players.press(over))
        await self._all_there(there + size.due)
        over.set()
        return Round(idle, await pressing, time.monotonic() - begun)

    @property
    def _arrived(self) -> int:
        """How many messages Discord has; asking the database would take it from the bot for a moment."""
        return len(self.stage.stand_in.world.delivered)

    async def _all_there(self, wanted: int) -> None:
        """Wait until so many messages are there, or no more come."""
        there, since = self._arrived, time.monotonic()
        while there < wanted and time.monotonic() - since < NO_MORE:
            await asyncio.sleep(0.5)
            if self._arrived > there:
                there, since = self._arrived, time.monotonic()

    def _plant(self, tx: Session, count: int) -> None:
        """Messages about sessions, and promises of as many people as are left, all from before."""
        for _ in range(count // OUT_OF // OF_A_SESSION):
            self._count += 1
            outing = Outing.drawn(self.stage.garden, f"{self._count:05d}", self.dice)
            outing.plant(tx)
            self.owed += outing.owed
        promised = count - count // OUT_OF
        keepers = [self.stage.garden.team.join(f"Keeper {self._count} {number}") for number in range(promised)]
        now = datetime.now(UTC)
        promises(tx, self.stage.garden, keepers, [now - DOWN * self.dice.random() for _ in keepers])


# ---- the tables ------------------------------------------------------------------------------------------


def answers(rounds: Sequence[Round]) -> Table:
    """How long people waited, beside the idle bot."""
    table = Table("backlog: from a press to its answer, while what was due is delivered", ("", "idle", "busy", "ratio"))
    idle = [wait for each in rounds for wait in each.idle]
    loaded = [wait for each in rounds for wait in each.loaded]
    table.compare(f"median of {len(idle)} and {len(loaded)} presses", [idle, loaded])
    table.compare("99th percentile", [[slow(idle)], [slow(loaded)]])
    table.remarks.append(f"The longest wait of all: {MS.written(max(idle + loaded))}.")
    return table


def pace(backlog: Backlog, rounds: Sequence[Round], verdict: Verdict, since: float) -> Table:
    """How fast it went, beside Discord's limits."""
    stand_in, took = backlog.stage.stand_in, sum(each.seconds for each in rounds)
    arrived, lost, doubled = verdict.due - len(verdict.lost), len(verdict.lost), len(verdict.doubled)
    table = Table("backlog: the pace, beside Discord's limits", ("", "limit", "ours", "ratio"))
    most = stand_in.record.most(1.0, since=since)
    for name, ours in (("requests in 1 s, at most", most), ("messages a second", arrived / took)):
        table.rows.append((name, f"{LIMIT}", f"{ours:.1f}", f"{ours / LIMIT:.2f} x"))
    table.rows.append(("requests refused with 429", "0", f"{len(stand_in.rates.refused)}", ""))
    table.remarks += [
        f"{verdict.due} due, {arrived} delivered, {lost} lost, {doubled} doubled.",
        f"{backlog.players.unanswered} presses were not answered in time.",
    ]
    return table


async def measure(*, full: bool) -> None:
    """Play it, and print the tables."""
    size = FULL if full else SCALED
    with tempfile.TemporaryDirectory(prefix="toctoc-") as folder:
        async with stage(Path(folder)) as opened:
            players = Players(opened, PRESSES_A_SECOND)
            backlog = Backlog(opened, players, random.Random(1))
            await players.invite(int(size.rounds * (size.idle + size.due / 4) * PRESSES_A_SECOND))
            await opened.bot.start()
            await players.gather()
            await opened.bot.stop()
            opened.stand_in.rates.strict()
            await opened.bot.start()
            since = opened.stand_in.record.now
            posted = len(opened.stand_in.world.delivered)
            rounds = [await backlog.round(size) for _ in range(size.rounds)]
            judge = Judge(opened.stand_in.world.delivered[posted:], await opened.books.do(due))
            verdict = judge.judge(backlog.owed, 0)
            opened.check()
    answers(rounds).show()
    table = pace(backlog, rounds, verdict, since)
    if not full:
        table.remarks.append(f"{size.rounds} times {size.due} due at the real pace; FULL=1 takes {FULL.due:,} at once.")
    table.show()
