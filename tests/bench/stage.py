"""The real bot, set up as hosts have it, on the stand-in for Discord; and promises that people made there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.settings import Settings
from db.models.teams import Member
from tests.wire.books import Books
from tests.wire.garden import Garden
from tests.wire.launch import BotProcess
from tests.wire.planting import promise
from tests.wire.player import Person
from tests.wire.server import StandIn
from tests.wire.sessions import until

# As hosts have them; those of the tests are quicker.
SETTINGS = {name.upper(): str(Settings.model_fields[name].default) for name in ("repaint_pause", "sweep_seconds")}


@dataclass(frozen=True)
class Stage:
    """A bot that is not yet started, its team, and its database beside it."""

    garden: Garden
    books: Books
    bot: BotProcess

    @property
    def stand_in(self) -> StandIn:
        """The Discord that it is all played on."""
        return self.bot.stand_in

    async def quiet(self, seconds: float = 3.0) -> None:
        """Wait until the bot has asked for nothing for so long."""
        record = self.stand_in.record
        await until(lambda: bool(record.requests) and record.now - record.requests[-1].at > seconds, within=300)

    def check(self) -> None:
        """Fail if the bot met a route that is not there, or logged an error."""
        self.stand_in.check()
        assert " ERROR " not in self.bot.printed, self.bot.printed


@asynccontextmanager
async def stage(folder: Path, **settings: str) -> AsyncIterator[Stage]:
    """Everything that is needed, with files in a folder; the bot is killed at the end.

    `settings` go before what hosts have.
    """
    stand_in = StandIn()
    await stand_in.start()
    bot = BotProcess(stand_in, folder, shards=None, **{"LOG_LEVEL": "WARNING", **SETTINGS, **settings})
    books = Books(f"sqlite:///{bot.database}")
    garden = Garden(stand_in, stand_in.team("Elm Street"))
    try:
        await books.do(garden.found)
        yield Stage(garden, books, bot)
    finally:
        if bot.running:
            await bot.kill()
        books.close()
        await stand_in.close()


def promises(tx: Session, garden: Garden, keepers: Sequence[Person], moments: Sequence[datetime]) -> list[int]:
    """One promise for each of several people with whom the bot has talked before, due at its moment; their ids."""
    made = []
    for keeper, due in zip(keepers, moments, strict=True):
        name = f"Call {keeper.user.name}"
        made.append(promise(tx, garden, name, by=keeper, owner=keeper, due=due, now=due - timedelta(days=1)).id)
        tx.get_one(Member, (garden.team.guild.id, keeper.user.id)).dm_channel_id = keeper.dm.id
    return made
