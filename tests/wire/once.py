"""Does every nudge arrive exactly once, however often the bot is killed?

    python -m tests.wire.once --kills 300 --database postgresql --processes 2     (make once KILLS=300 …)

The real bot runs against the stand-in with many nudges due, is killed with `kill -9` at every kind of instant, and
started again. What the stand-in was sent is compared with what was due in the end. The last line says how it ended:
`kills 300, due 2781, delivered 2781, lost 0, doubled 0`; the exit status is 1 if anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from tests.databases import postgres_server
from tests.wire.books import Books
from tests.wire.garden import Garden
from tests.wire.judging import Judge, Verdict, arrived, due, hurry
from tests.wire.killing import Death, Instant, Killer
from tests.wire.launch import BotProcess
from tests.wire.planting import IN_A_MOMENT, Planter, plant
from tests.wire.pressing import Crowd
from tests.wire.server import StandIn
from tests.wire.trouble import Fault

NONCE_LIFE = 1.0  # seconds: shorter than a restart, so that only looking protects from a second message
LEASE = 3.0
SETTINGS = {
    "NUDGE_LEASE": str(LEASE),
    "NUDGE_PAUSE": "0.02",
    "NEW_DM_PAUSE": "0.05",
    "SWEEP_SECONDS": "0.4",
    "LOG_LEVEL": "WARNING",
    "TOCTOC_WIRE_HURRY": "1",
}
BACKLOG = 4  # portions that are due before the first start
UP_WITHIN = 120.0  # seconds: how busy the machine is proves nothing
DRAINED_WITHIN = 60.0  # seconds in which nothing more arrives, before what is left counts as lost


@dataclass
class Once:
    """One run: so many processes on one database, killed so often."""

    stand_in: StandIn
    books: Books
    bots: Sequence[BotProcess]
    planter: Planter
    kills: int
    done: int = 0
    start_up: float = 1.5
    deaths: Counter[str] = field(default_factory=Counter)

    async def run(self) -> Verdict:
        """Plant, kill and start again as often as it says; then let everything arrive, and judge."""
        for garden in self.planter.gardens:
            await self.books.do(garden.found)
        for _ in range(BACKLOG):
            await self._plant()
        misfortunes(self.stand_in)
        crowd = Crowd(self.stand_in, self.planter)
        pressing = asyncio.create_task(crowd.press_on())
        async with asyncio.TaskGroup() as lives:
            for bot in self.bots:
                lives.create_task(self._live_and_die(bot))
        self.stand_in.trouble.end()
        for bot in self.bots:
            await bot.start(within=UP_WITHIN)
        await asyncio.sleep(IN_A_MOMENT)
        await self._drain()
        pressing.cancel()
        await asyncio.wait([pressing])
        if not pressing.cancelled():
            pressing.result()  # it ended by itself, which it should not
        pressed = f"presses answered: {crowd.answered}, not: {crowd.unanswered}, told to wait: {crowd.patience}"
        tell(f"{pressed}; deaths: {dict(self.deaths)}")
        return await self._end()

    async def _end(self) -> Verdict:
        """Let what the last presses caused arrive, stop the bots, and compare."""
        now = datetime.now(UTC)
        await self._drain()
        for bot in self.bots:
            await bot.stop()
        self.stand_in.check()
        judge = Judge(self.stand_in.world.delivered, await self.books.do(partial(due, by=now)))
        return judge.judge(self.planter.owed, self.done)

    async def _live_and_die(self, bot: BotProcess) -> None:
        """Start a bot and kill it, until there were enough deaths."""
        while self.done < self.kills:
            self.done += 1
            number = self.done
            await self._plant()
            await self.books.do(hurry)
            death = Death.drawn(self.planter.dice, self.start_up)
            await self._start(bot, death)
            came = await Killer(self.stand_in, death, bot.strike).wait()
            await bot.kill()
            self.deaths[death.instant if came else "waited in vain"] += 1
            tell(f"{number}/{self.kills} {death.instant}{'' if came else ' (never came)'}, {self._sent} messages")

    async def _start(self, bot: BotProcess, death: Death) -> None:
        """Start it, and wait until it is connected, unless it is not to live that long."""
        began = time.monotonic()
        await bot.spawn()
        if death.instant is not Instant.STARTING:
            await bot.connected(within=UP_WITHIN)
            self.start_up = time.monotonic() - began

    async def _plant(self) -> None:
        seeds = self.planter.portion()
        await self.books.do(partial(plant, seeds=seeds))
        self.planter.enter(seeds)

    @property
    def _sent(self) -> int:
        return len(self.stand_in.world.delivered)

    async def _drain(self) -> None:
        """Wait until nothing is left to go out, or nothing more comes."""
        if left := await arrived(self.books, self.stand_in.world.delivered, within=DRAINED_WITHIN):
            tell(f"{left} nudges do not arrive")


def misfortunes(stand_in: StandIn) -> None:
    """What goes wrong with Discord all the while: answers that are late or lost, requests that do not get there.

    Nothing is accepted later than the bot would wait for it: against that only the nonce helps, which is short here.
    """
    send, look = ("POST", "/channels/{channel_id}/messages"), ("GET", "/channels/{channel_id}/messages")
    trouble, patience = stand_in.trouble, LEASE / 2
    trouble.by_chance(Fault(*send, delay=patience / 3), 0.05)
    trouble.by_chance(Fault(*send, delay=patience / 2, after=True), 0.08)
    trouble.by_chance(Fault(*send, delay=patience * 2, after=True), 0.02)
    trouble.by_chance(Fault(*send, hang_up=True), 0.02)
    trouble.by_chance(Fault(*send, hang_up=True, after=True), 0.04)
    trouble.by_chance(Fault(*look, hang_up=True), 0.05)
    trouble.by_chance(Fault(*look, status=502), 0.03)
    trouble.by_chance(Fault("POST", "/users/@me/channels", hang_up=True, after=True), 0.03)


async def once(
    database: str,
    folder: Path,
    *,
    kills: int,
    processes: int = 1,
    seed: int = 0,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Verdict:
    """Run it on a database that nobody else uses, with files in a folder; `settings` go before those of the harness."""
    stand_in = StandIn(nonce_life=NONCE_LIFE)
    await stand_in.start()
    stand_in.trouble.dice = random.Random(seed)
    gardens = [Garden(stand_in, stand_in.team(name)) for name in ("Elm Street", "Oak Street")]
    books, planter = Books(database), Planter(gardens, random.Random(seed))
    shared = {**SETTINGS, "DATABASE_URL": database, "SHARD_COUNT": str(processes), **settings}
    bots = [BotProcess(stand_in, folder, shards=[each], SHARD_IDS=str(each), **shared) for each in range(processes)]
    try:
        return await Once(stand_in, books, bots, planter, kills).run()
    finally:
        for bot in bots:
            bot.strike()
        books.close()
        await stand_in.close()


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    with ExitStack() as stack:
        yield stack.enter_context(postgres_server()) if kind == "postgresql" else f"sqlite:///{folder / 'toctoc.db'}"


def tell(line: str) -> None:
    """Say how it goes on, beside the result."""
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)  # noqa: T201 - its purpose


def main() -> None:
    """Read what is wanted, run it, and say how it ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.wire.once", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--processes", type=int, default=1, help="more than one only on postgresql")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    tell(f"seed {chosen.seed}")
    with tempfile.TemporaryDirectory(prefix="toctoc-once-") as name, database(chosen.database, Path(name)) as url:
        run = once(url, Path(name), kills=chosen.kills, processes=chosen.processes, seed=chosen.seed)
        verdict = asyncio.run(run)
    for what, those in (("lost", verdict.lost), ("doubled", verdict.doubled)):
        for one in those:
            print(f"{what}: {one}")  # noqa: T201 - its purpose
    print(verdict)  # noqa: T201 - its purpose
    sys.exit(not verdict.good)


if __name__ == "__main__":
    main()
