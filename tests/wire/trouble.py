"""Faults that a test orders: a late answer, an error, or a broken connection, before the deed or after it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch


@dataclass
class Fault:
    """What shall go wrong with the next `times` requests of a method whose route fits a pattern."""

    method: str
    route: str
    status: int = 0
    delay: float = 0.0
    hang_up: bool = False
    after: bool = False
    times: int = 1


@dataclass
class Trouble:
    """The faults still to come; each is used up as it strikes."""

    coming: list[Fault] = field(default_factory=list)
    struck: list[Fault] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)  # set at the end, so that nothing is still waiting

    def next(self, method: str, route: str, *, status: int, after: bool = False, times: int = 1) -> None:
        """Answer with an error status; `after` means that the deed is done all the same."""
        self.coming.append(Fault(method, route, status=status, after=after, times=times))

    def late(self, method: str, route: str, *, seconds: float, after: bool = False, times: int = 1) -> None:
        """Let an answer wait, before the deed or after it."""
        self.coming.append(Fault(method, route, delay=seconds, after=after, times=times))

    def hang_up(self, method: str, route: str, *, after: bool = False, times: int = 1) -> None:
        """Break the connection instead of answering."""
        self.coming.append(Fault(method, route, hang_up=True, after=after, times=times))

    async def strike(self, method: str, route: str, *, after: bool) -> Fault | None:
        """The fault due at this point, its delay already waited out; none for an undisturbed request."""
        for fault in self.coming:
            if fault.method == method and fault.after == after and fnmatch(route, fault.route):
                fault.times -= 1
                if fault.times == 0:
                    self.coming.remove(fault)
                self.struck.append(fault)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), fault.delay)
                return fault if fault.status or fault.hang_up else None
        return None
