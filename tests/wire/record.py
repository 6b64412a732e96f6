"""Every request that the bot made, in the order in which they arrived."""

from __future__ import annotations

import json
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ARRIVED, DONE, ANSWERED = "arrived", "done", "answered"
"""The moments of a request: before its deed, right after it, and right before its answer goes out."""


@dataclass
class Request:
    """One request; `status` is 0 until it is answered, `at` is in seconds since the record began."""

    method: str
    path: str
    route: str
    query: dict[str, str]
    body: Any
    files: int
    at: float = 0.0
    status: int = 0

    def json(self) -> dict[str, Any]:
        """The request in the shape that tests/wire/openapi.py judges."""
        return dict(vars(self))


Watcher = Callable[[str, Request], None]


@dataclass
class Record:
    """The list of requests, with the questions that tests ask of it; watchers hear of every moment of a request."""

    requests: list[Request] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    watchers: list[Watcher] = field(default_factory=list)

    @property
    def now(self) -> float:
        """Seconds since the record began."""
        return time.monotonic() - self.began

    def add(self, request: Request) -> Request:
        """Note a request as it arrives."""
        request.at = self.now
        self.requests.append(request)
        self.tell(ARRIVED, request)
        return request

    def tell(self, moment: str, request: Request) -> None:
        """Let the watchers know."""
        for watcher in list(self.watchers):
            watcher(moment, request)

    def of(self, method: str, route_part: str, *, since: float = 0.0) -> list[Request]:
        """The requests of one method whose route contains a text, oldest first; `since` is in the record's seconds."""
        those = (each for each in self.requests if each.method == method and route_part in each.route)
        return [each for each in those if each.at >= since]

    def most(self, seconds: float, *, since: float = 0.0) -> int:
        """The most requests, answers to people aside, that arrived within so many seconds."""
        times = [each.at for each in self.requests if each.at >= since and "/callback" not in each.route]
        return max((bisect_left(times, at + seconds) - number for number, at in enumerate(times)), default=0)

    def write(self, path: Path) -> None:
        """Write the record as JSON, one request a line."""
        path.write_text("".join(json.dumps(each.json()) + "\n" for each in self.requests))
