"""Does every press count once, in an hour in which sixty people press?

    python -m tests.wire.hour --people 60 --kills 20 --database postgresql     (make hour PEOPLE=60 KILLS=20 …)

The real bot runs against the stand-in with Discord's rate limits on. People open their pads and press at random, undo,
go back; captains enter for others. With kills the bot is killed with `kill -9` at random instants and started again.
What was pressed and what was answered, by the stand-in's own record, is compared with the ledger in the end. The last
line says how it ended; the exit status is 1 if anything was lost, doubled or wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.settings import Settings
from tests.wire import reading
from tests.wire.books import Books
from tests.wire.garden import Garden
from tests.wire.hour_day import Day
from tests.wire.hour_judge import Held, Hour, painted
from tests.wire.hour_kill import Deaths
from tests.wire.hour_people import Pace, Volunteer
from tests.wire.hour_told import Told
from tests.wire.launch import BotProcess
from tests.wire.once import database, tell
from tests.wire.player import Person
from tests.wire.server import StandIn
from tests.wire.sessions import until

HOUR = 3600.0
SECONDS = 120.0  # in which the hour passes
LATINOS = 3  # every so manieth person's Discord speaks Spanish
SETTINGS = {
    # As hosts have them; those of other tests are quicker.
    **{name.upper(): str(Settings.model_fields[name].default) for name in ("repaint_pause", "sweep_seconds")},
    "LOG_LEVEL": "WARNING",
    "TOCTOC_WIRE_HURRY": "1",
}
CALM = 5.0  # seconds of pressing on after the last kill, however slow the machine starts a bot
PAINTED_WITHIN = 15.0


@dataclass
class Play:
    """One run: the days, who is out in them, and the bot that is killed meanwhile."""

    stand_in: StandIn
    books: Books
    bot: BotProcess
    days: Sequence[Day]
    volunteers: Sequence[Volunteer]
    pace: Pace
    deaths: Deaths
    began: float = field(default_factory=time.monotonic)

    async def run(self) -> Told:
        """The hour, the way back, and the verdict."""
        await self._set_out()
        async with asyncio.TaskGroup() as everybody:
            for each in self.volunteers:
                everybody.create_task(each.go_out())
            await asyncio.gather(self.deaths.happen(), asyncio.sleep(self.pace.seconds))
            await asyncio.sleep(CALM if self.deaths.kills else 0)
            self.pace.over.set()
        await asyncio.gather(*(each.come_back() for each in self.volunteers))
        held = await self._settled()
        await self.bot.stop()
        self.stand_in.check()
        hour = Hour.judged(self.stand_in.interactions.all(), held, self.days)
        if " ERROR " in self.bot.printed:
            hour.wrong.append(f"the bot logged errors:\n{self.bot.printed}")
        unanswered = sum((each.unanswered for each in self.volunteers), Counter[str]())
        return Told(hour, self.stand_in, self.days, self.deaths, unanswered)

    async def _set_out(self) -> None:
        """Plan the days, start the bot, and wait for the boards."""
        await self.books.do(self.days[0].garden.found)
        for day in self.days:
            await self.books.do(day.plant)
        for old in self.days[1:]:
            await self.books.do(partial(old.begin_before, seconds=self.pace.seconds / 2))
        self.stand_in.rates.strict()
        await self.bot.start()
        await until(lambda: all(day.boards for day in self.days), within=30)

    async def _settled(self) -> Held:
        """What the database holds, once the boards show it, or do not come to."""
        end = time.monotonic() + PAINTED_WITHIN
        while True:
            held = await self.books.do(partial(Held.read, days=self.days))
            shown = [reading.text(day.board) for day in self.days]
            if shown == [painted(held.board(facts)) for facts in held.boards] or time.monotonic() > end:
                return held
            await asyncio.sleep(0.5)


def people_of(garden: Garden, count: int) -> list[Person]:
    """So many volunteers, in two languages."""
    locales = ("es-ES" if number % LATINOS == 0 else "en-US" for number in range(count))
    return [garden.team.join(f"Volunteer {number}", locale=each) for number, each in enumerate(locales, start=1)]


def days_of(garden: Garden, people: Sequence[Person]) -> list[Day]:
    """Two thirds of the people in a session that begins now, the others in one that began almost an hour ago."""
    share = max(1, len(people) * 2 // 3)
    return [
        Day(garden, "Elm Street", people[:share], timedelta(seconds=1)),
        Day(garden, "Oak Street", people[share:], timedelta(minutes=59)),
    ]


async def hour(url: str, folder: Path, *, people: int, kills: int = 0, seconds: float = SECONDS, seed: int = 0) -> Told:
    """Play it on a database that nobody else uses, with files in a folder; at least two people."""
    stand_in, dice = StandIn(), random.Random(seed)
    await stand_in.start()
    garden = Garden(stand_in, stand_in.team("Elm and Oak Street"))
    days = days_of(garden, people_of(garden, people))
    pace, books = Pace(seconds), Books(url)
    bot = BotProcess(stand_in, folder, shards=None, DATABASE_URL=url, SHARD_COUNT="1", **SETTINGS)
    volunteers = [Volunteer(person, day, random.Random(dice.random()), pace) for day in days for person in day.people]
    deaths = Deaths(stand_in, bot, dice, kills, seconds)
    try:
        return await Play(stand_in, books, bot, days, volunteers, pace, deaths).run()
    finally:
        pace.over.set()
        bot.strike()
        books.close()
        await stand_in.close()


def main() -> None:
    """Read what is wanted, play it, and say how it ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.wire.hour", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="in which the hour passes")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    pace = f"an hour in {chosen.seconds:.0f} s, {HOUR / chosen.seconds:.0f} times as fast"
    tell(f"seed {chosen.seed}; {chosen.people} people, {pace}; {chosen.kills} kills, {chosen.database}")
    with tempfile.TemporaryDirectory(prefix="toctoc-hour-") as name, database(chosen.database, Path(name)) as url:
        played = hour(
            url, Path(name), people=chosen.people, kills=chosen.kills, seconds=chosen.seconds, seed=chosen.seed
        )
        told = asyncio.run(played)
    for line in told.lines():
        print(line)  # noqa: T201 - its purpose
    print(f"pace: {chosen.people} people, {pace}")  # noqa: T201 - its purpose
    print(told)  # noqa: T201 - its purpose
    sys.exit(not told.good)


if __name__ == "__main__":
    main()
