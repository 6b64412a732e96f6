"""Kit: all that a cog is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from bot.clock import Clock
from bot.courier import Courier
from bot.repaint import Repaint
from bot.settings import Settings
from bot.studio import Studio
from db.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kit:
    """The parts of the house that carry a person's act to the database and its effect back to Discord."""

    settings: Settings
    store: Store
    clock: Clock
    repaint: Repaint
    courier: Courier
    studio: Studio

    async def read(self, unit: Callable[[Session], T], *, in_turn: bool = False) -> T:
        """What a reading unit of work finds; in turn, after those that were asked for before."""
        return await self.store.read(unit, in_turn=in_turn)

    async def write(self, unit: Callable[[Session], T]) -> T:
        """What a writing unit of work returns, after COMMIT; then the courier looks for what it made due."""
        return await self.courier.watch(unit)
