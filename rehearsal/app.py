"""What the rehearsal needs of `bot.app`."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from discord.ext import commands

from bot.clock import Clock


class Coming(Protocol):
    """Something that the bot will send by itself; `at` is None while it waits for a person whose DMs are closed."""

    @property
    def id(self) -> int:
        """Which it is."""

    @property
    def kind(self) -> str:
        """What it is about; rehearsal/words.py says it in plain words."""

    @property
    def state(self) -> str:
        """Where it stands: pending, held, or closed."""

    @property
    def at(self) -> datetime | None:
        """When it goes, as far as is known now."""

    @property
    def person_id(self) -> int | None:
        """Whom it concerns, where it is one person."""

    @property
    def about(self) -> str:
        """The promise or session that it is about, as people named it."""

    @property
    def waits_for(self) -> str | None:
        """Why it goes later than it was meant to: quiet, cap, pace, or trouble."""


class App(Protocol):
    """What the world needs of `bot.app`."""

    @property
    def client(self) -> commands.AutoShardedBot:
        """The bot, not logged in."""

    async def tick(self) -> datetime | None:
        """Begin to do whatever is due now."""

    async def coming(self, team_id: int, *, most: int) -> Sequence[Coming]:
        """What the bot will send in this team by itself, soonest first."""

    async def close(self) -> None:
        """Close in order."""


Opener = Callable[[Clock], Awaitable[App]]
