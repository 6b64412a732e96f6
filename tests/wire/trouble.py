"""Faults that a test orders, or leaves to chance: a late answer, an error, a 429, a broken connection; before the deed
or after it."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch

FOR_EVER = 3600.0


@dataclass
class Fault:
    """What shall go wrong with the next `times` requests of a method whose route, or path, fits a pattern.

    `after` means that the deed is done all the same. `chance` is how likely it strikes a request that fits.
    """

    method: str
    route: str
    status: int = 0
    delay: float = 0.0
    hang_up: bool = False
    after: bool = False
    times: float = 1
    chance: float = 1.0
    # Of a 429: how long to wait, whether it comes from Discord itself, and whether all routes are meant.
    wait: float = 0.0
    via: bool = True
    everywhere: bool = False

    def fits(self, method: str, names: tuple[str, ...]) -> bool:
        """Whether it is meant for a request; by the name of its route, or by its own path."""
        return method == self.method and any(fnmatch(name, self.route) for name in names)


@dataclass
class Trouble:
    """The faults still to come; each is used up as it strikes, but for those by chance."""

    coming: list[Fault] = field(default_factory=list)
    struck: list[Fault] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    over: asyncio.Event = field(default_factory=asyncio.Event)  # set at the end, so that nothing is still waiting

    def next(self, method: str, route: str, *, status: int, after: bool = False, times: float = 1) -> None:
        """Answer with an error status; `after` means that the deed is done all the same."""
        self.coming.append(Fault(method, route, status=status, after=after, times=times))

    def late(self, method: str, route: str, *, seconds: float, after: bool = False, times: float = 1) -> None:
        """Let an answer wait, before the deed or after it."""
        self.coming.append(Fault(method, route, delay=seconds, after=after, times=times))

    def hang_up(self, method: str, route: str, *, after: bool = False, times: float = 1) -> None:
        """Break the connection instead of answering."""
        self.coming.append(Fault(method, route, hang_up=True, after=after, times=times))

    def too_many(
        self, method: str, route: str, *, wait: float, via: bool = True, everywhere: bool = False, times: float = 1
    ) -> None:
        """Answer with 429: Discord's own, or without `via` that of the network before it, which names no time."""
        fault = Fault(method, route, status=429, wait=wait, via=via, everywhere=everywhere, times=times)
        self.coming.append(fault)

    def by_chance(self, fault: Fault, chance: float) -> None:
        """Let a fault strike so likely, again and again."""
        fault.chance, fault.times = chance, float("inf")
        self.coming.append(fault)

    def end(self) -> None:
        """Let nothing more go wrong."""
        self.coming.clear()

    async def strike(self, method: str, names: tuple[str, ...], *, after: bool) -> Fault | None:
        """The fault due at this point, its delay already waited out; none for an undisturbed request."""
        for fault in self.coming:
            if fault.after == after and fault.fits(method, names) and self.dice.random() < fault.chance:
                fault.times -= 1
                if fault.times <= 0:
                    self.coming.remove(fault)
                self.struck.append(fault)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), fault.delay)
                return fault if fault.status or fault.hang_up else None
        return None
