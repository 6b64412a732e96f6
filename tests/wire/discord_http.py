"""What every request goes through: recorded, counted against the limits, then served or refused as Discord would.

The routes themselves are in http_app.py, http_channels.py, http_messages.py, http_guilds.py and http_interactions.py;
each is a plain function of a `Call`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web
from discord.utils import snowflake_time

from tests.wire.gateway import Gateway
from tests.wire.interactions import Interactions
from tests.wire.rates import Rates
from tests.wire.record import ANSWERED, DONE, Record, Request
from tests.wire.refusals import Refused, refusal
from tests.wire.things import Attachment, Channel, Guild, Json
from tests.wire.trouble import Fault, Trouble
from tests.wire.world import World

PREFIX = "/api/v10"
MAJOR = ("channel_id", "guild_id", "token")
NO_TOKEN = ("/interactions/", "/webhooks/{application_id}/{token}")


@dataclass(eq=False)
class Call:
    """One request on its way to its route; `body` is the JSON body, `files` what came with it by number."""

    world: World
    gateway: Gateway
    interactions: Interactions
    params: dict[str, str]
    query: dict[str, str]
    body: Any
    files: dict[int, Attachment] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """An id out of the path."""
        return int(self.params[name])

    @property
    def channel(self) -> Channel:
        """The channel in the path; 10003 if there is none."""
        if (found := self.world.channels.get(self.id("channel_id"))) is None:
            raise refusal(10003)
        return found

    @property
    def guild(self) -> Guild:
        """The server in the path, if the bot is on it; 10004 otherwise."""
        found = self.world.guilds.get(self.id("guild_id"))
        if found is None or self.world.bot.id not in found.members:
            raise refusal(10004)
        return found


Handler = Callable[[Call], Json | list[Json] | None]
ROUTES: dict[tuple[str, str], Handler] = {}


def route(method: str, path: str) -> Callable[[Handler], Handler]:
    """Declare the function that serves a route; it returns JSON, or None for 204."""

    def enter(handler: Handler) -> Handler:
        ROUTES[method, path] = handler
        return handler

    return enter


def answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A response with exactly the content type and the Via header that discord.py looks for."""
    if body is None:
        return web.Response(status=204, headers=headers)
    shape = {"Content-Type": "application/json", "Via": "1.1 stand-in", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=shape)


def age(call: Call) -> float:
    """How long ago the message was written that a request is about, in seconds; 0 where it is about none."""
    number = call.params.get("message_id", "")
    return time.time() - snowflake_time(int(number)).timestamp() if number.isdecimal() else 0.0


def too_many(wait: float, *, everything: bool, headers: dict[str, str], code: int = 0) -> web.Response:
    """Discord's 429."""
    told: Json = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": everything}
    if code:
        told["code"] = code
    whose = "global" if everything else "user"
    return answer(told, 429, {**headers, "Retry-After": str(int(wait) + 1), "X-RateLimit-Scope": whose})


def ordered(fault: Fault) -> web.Response:
    """The answer of a fault that a test ordered."""
    if fault.status != 429:
        return answer({"message": "ordered"}, fault.status)
    if fault.via:
        return too_many(fault.wait, everything=fault.everywhere, headers={})
    # The network before Discord answers in its own words.
    return web.Response(status=429, text="error code: 1015", headers={"Retry-After": str(int(fault.wait))})


@dataclass(eq=False)
class Api:
    """The HTTP half of the stand-in. `unknown` are requests without a route, `broken` the stand-in's own errors."""

    world: World
    gateway: Gateway
    token: str
    interactions: Interactions = field(default_factory=Interactions)
    record: Record = field(default_factory=Record)
    rates: Rates = field(default_factory=Rates)
    trouble: Trouble = field(default_factory=Trouble)
    unknown: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add_to(self, app: web.Application) -> None:
        """Serve every declared route, and everything else with a loud 404."""
        for (method, path), handler in ROUTES.items():
            numbered = re.sub(r"(\w+_id)}", r"\1:[0-9]+}", path)
            app.router.add_route(method, PREFIX + numbered, self._serving(path, handler))
        app.router.add_route("*", "/api/{anything:.*}", self._nowhere)

    async def _nowhere(self, request: web.Request) -> web.Response:
        self.unknown.append(f"{request.method} {request.path}")
        return answer({"code": 0, "message": "404: Not Found"}, 404)

    def _serving(self, path: str, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        name = re.sub(r":[^}/]+}", "}", path)  # as Discord's documentation writes it

        async def serve(request: web.Request) -> web.StreamResponse:
            body, files = await self._read(request)
            query, bare = dict(request.query), request.path.removeprefix(PREFIX)
            entry = self.record.add(Request(request.method, bare, name, query, body, len(files)))
            call = Call(self.world, self.gateway, self.interactions, dict(request.match_info), query, body, files)
            response = await self._respond(request, entry, handler, call)
            entry.status = response.status
            self.record.tell(ANSWERED, entry)
            return response

        return serve

    async def _respond(self, request: web.Request, entry: Request, handler: Handler, call: Call) -> web.Response:
        name, names = entry.route, (entry.route, entry.path)
        if not name.startswith(NO_TOKEN) and request.headers.get("Authorization") != f"Bot {self.token}":
            return answer({"code": 0, "message": "401: Unauthorized"}, 401)
        major = "+".join(call.params[key] for key in MAJOR if key in call.params)
        asked = self.rates.ask(request.method, name, major, age=age(call))
        if asked.wait is not None:
            return too_many(asked.wait, everything=asked.everything, headers=asked.headers, code=asked.code)
        fault = await self.trouble.strike(request.method, names, after=False)
        response = ordered(fault) if fault else self._deed(handler, call, asked.headers)
        if fault is None:
            self.record.tell(DONE, entry)
            fault = await self.trouble.strike(request.method, names, after=True)
        if fault and fault.hang_up and request.transport is not None:
            request.transport.abort()
        return ordered(fault) if fault and fault.status else response

    def _deed(self, handler: Handler, call: Call, headers: dict[str, str]) -> web.Response:
        try:
            return answer(handler(call), headers=headers)
        except Refused as refused:
            return answer(refused.json(), refused.status, headers)
        except Exception as error:  # noqa: BLE001 - kept for the test to fail on; the bot meets a 500 as on Discord
            self.broken.append(f"{handler.__name__}: {error!r}")
            return answer({"code": 0, "message": "500: Internal Server Error"}, 500, headers)

    async def _read(self, request: web.Request) -> tuple[Any, dict[int, Attachment]]:
        """The JSON body, and the files of a multipart request by their number."""
        if not request.content_type.startswith("multipart/"):
            text = await request.text()
            return (json.loads(text) if text else None), {}
        body: Any = None
        files: dict[int, Attachment] = {}
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            content = bytes(await part.read())
            if part.name == "payload_json":
                body = json.loads(content)
            else:
                number = int((part.name or "").removeprefix("files[").removesuffix("]"))
                kind = part.headers.get("Content-Type", "application/octet-stream")
                files[number] = self.world.attach(part.filename or "file", content, kind)
        return body, files
