"""Every request that the bot made, in the order in which they arrived."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


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


@dataclass
class Record:
    """The list of requests, with the questions that tests ask of it."""

    requests: list[Request] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def add(self, request: Request) -> Request:
        """Note a request as it arrives."""
        request.at = time.monotonic() - self.began
        self.requests.append(request)
        return request

    def of(self, method: str, route_part: str) -> list[Request]:
        """The requests of one method whose route contains a text, oldest first."""
        return [each for each in self.requests if each.method == method and route_part in each.route]

    def write(self, path: Path) -> None:
        """Write the record as JSON, one request a line."""
        path.write_text("".join(json.dumps(each.json()) + "\n" for each in self.requests))
