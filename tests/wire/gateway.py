"""Discord's gateway: hello, identify, heartbeats, events, and resuming with what was missed.

Each session keeps a log of its events by sequence number and a pump that sends from the log, so that resuming is the
same thing as sending: the pump begins where the bot left off. Frames go uncompressed, which every client must accept.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.things import Json
from tests.wire.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    0,
    1,
    2,
    3,
    6,
    7,
    8,
    9,
    10,
    11,
)
KEPT = 5_000
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
# The intent that an event needs; an event that is not here needs none.
INTENTS = {
    **dict.fromkeys(("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"), 1 << 0),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "CHANNEL_PINS_UPDATE"), 1 << 0),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_MEMBERS_UPDATE"), 1 << 0),
    **dict.fromkeys(("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"), 1 << 1),
    **dict.fromkeys(("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"), 1 << 9 | 1 << 12),
    **{f"GUILD_SCHEDULED_EVENT_{what}": 1 << 16 for what in ("CREATE", "UPDATE", "DELETE", "USER_ADD", "USER_REMOVE")},
}


@dataclass(eq=False)
class Session:
    """One shard's session, which outlives its sockets; `cursor` is the last event sent on the present socket."""

    id: str
    shard: tuple[int, int]
    intents: int
    socket: web.WebSocketResponse | None = None
    seq: int = 0
    cursor: int = 0
    log: dict[int, str] = field(default_factory=dict)
    more: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, event: str, data: Any) -> None:
        """Log an event; it is sent at once, or when the bot resumes."""
        self.seq += 1
        self.log[self.seq] = json.dumps({"op": DISPATCH, "t": event, "s": self.seq, "d": data})
        self.log.pop(self.seq - KEPT, None)
        self.more.set()

    def serves(self, guild_id: int | None) -> bool:
        """Whether a server's events are this shard's; what belongs to no server goes to the first shard."""
        own, count = self.shard
        return own == (0 if guild_id is None else (guild_id >> 22) % count)

    async def pump(self, socket: web.WebSocketResponse) -> None:
        """Send from the log for as long as this socket lives."""
        while not socket.closed:
            self.more.clear()
            while self.cursor < self.seq:
                self.cursor += 1
                await socket.send_str(self.log[self.cursor])
            await self.more.wait()


class Gateway:
    """The gateway of the stand-in; tests drop, hold and invalidate its connections."""

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token = world, token
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.closed_with: list[int | None] = []
        self.shards = 1
        self._lines: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._door = asyncio.Event()
        self._door.set()
        self._changed = asyncio.Condition()

    # What happens on the pretend Discord

    def dispatch(self, event: str, data: Any, guild_id: int | None) -> None:
        """Tell every session of the right shard, if its intents ask for it."""
        needs = INTENTS.get(event)
        for session in self.sessions.values():
            if session.serves(guild_id) and (needs is None or session.intents & needs):
                session.add(event, data)

    # What tests do to the connection

    @property
    def live(self) -> list[Session]:
        """The sessions that have an open socket now."""
        return [each for each in self.sessions.values() if each.socket is not None and not each.socket.closed]

    def live_on(self, shards: Collection[int] | None) -> list[Session]:
        """The live sessions of these shards; of all without a choice."""
        return [each for each in self.live if shards is None or each.shard[0] in shards]

    async def connected(self, count: int = 1, *, shards: Collection[int] | None = None, within: float = 15) -> None:
        """Wait until so many sessions are live; what is dispatched from then on comes after READY."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: len(self.live_on(shards)) >= count)

    async def gone(self, *, shards: Collection[int] | None = None, within: float = 5) -> None:
        """Wait until no session is live."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: not self.live_on(shards))

    def drop(self) -> None:
        """Break every socket without a word, as a lost network does; the sessions can be resumed."""
        for session in self.live:
            if session.socket is not None:
                self._lines[session.socket].abort()

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Break every socket and greet nobody until the block ends."""
        self._door.clear()
        self.drop()
        try:
            await self.gone()
            yield
        finally:
            self._door.set()

    async def invalidate(self) -> None:
        """Declare every session dead (op 9, not resumable): the bot has to identify again."""
        for session in self.live:
            del self.sessions[session.id]
            if session.socket is not None:
                await session.socket.send_json({"op": INVALID, "d": False})

    async def ask_to_reconnect(self) -> None:
        """Ask every connection to come back (op 7), as Discord does many times a day."""
        for session in self.live:
            if session.socket is not None:
                await session.socket.send_json({"op": RECONNECT, "d": None})

    # What the bot does

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from hello to its end."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if request.transport is not None:
            self._lines[socket] = request.transport
        await self._door.wait()
        with suppress(ConnectionResetError):
            await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
            await self._listen(socket)
        self._lines.pop(socket, None)
        self.closed_with.append(socket.close_code)
        await self._tell()
        return socket

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        session: Session | None = None
        pump: asyncio.Task[None] | None = None
        try:
            async for frame in socket:
                if frame.type is not WSMsgType.TEXT:
                    continue
                call = frame.json()
                if session is None and call["op"] in (IDENTIFY, RESUME):
                    session = await self._greet(socket, call["op"], call["d"])
                    pump = asyncio.create_task(session.pump(socket)) if session else None
                    await self._tell()
                else:
                    await self._answer(socket, session, call)
        finally:
            await self._part(socket, session, pump)

    async def _part(
        self, socket: web.WebSocketResponse, session: Session | None, pump: asyncio.Task[None] | None
    ) -> None:
        """The socket is gone: stop its pump; forget the session only if the bot said goodbye properly."""
        if pump is not None:
            pump.cancel()
            with suppress(asyncio.CancelledError, ConnectionResetError):
                await pump
        if session is not None and session.socket is socket:
            session.socket = None
            if socket.close_code in (1000, 1001):
                self.sessions.pop(session.id, None)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _greet(self, socket: web.WebSocketResponse, op: int, data: Json) -> Session | None:
        if data["token"].removeprefix("Bot ") != self.token:
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        return await (self._identify if op == IDENTIFY else self._resume)(socket, data)

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        self.identifies.append(data)
        shard, intents = tuple(data.get("shard", (0, 1))), data["intents"]
        if not 0 <= shard[0] < shard[1]:
            await socket.close(code=4010, message=b"Invalid shard.")
            return None
        if intents & PRIVILEGED:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
            return None
        session = Session(secrets.token_hex(16), shard, intents, socket)
        # Nobody comes back for a session of a process that was killed.
        left = [each.id for each in self.sessions.values() if each.shard == shard and each.socket is None]
        for each in left:
            del self.sessions[each]
        self.sessions[session.id] = session
        guilds = [each for each in self.world.guilds.values() if session.serves(each.id)]
        mine = [each for each in guilds if self.world.bot.id in each.members]
        session.add("READY", self._ready(session, [{"id": str(each.id), "unavailable": True} for each in mine]))
        for guild in mine:
            session.add("GUILD_CREATE", guild.gateway_json(self.world.bot))
        return session

    def _ready(self, session: Session, guilds: list[Json]) -> Json:
        who = {"user": self.world.bot.json(), "application": {"id": str(self.world.bot.id), "flags": 0}}
        where = {"session_id": session.id, "resume_gateway_url": self.url, "session_type": "normal"}
        rest: Json = {
            "v": 10,
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
        }
        return {**rest, **who, **where, "shard": list(session.shard), "guilds": guilds}

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        self.resumes.append(data)
        session = self.sessions.get(data["session_id"])
        if session is None or data["seq"] > session.seq or data["seq"] < session.seq - len(session.log):
            await socket.send_json({"op": INVALID, "d": False})
            return None
        session.socket, session.cursor = socket, data["seq"]
        session.add("RESUMED", {})
        return session

    async def _answer(self, socket: web.WebSocketResponse, session: Session | None, call: Json) -> None:
        if call["op"] == HEARTBEAT:
            await socket.send_json({"op": ACK})
        elif session is None:
            await socket.close(code=4003, message=b"Not authenticated.")
        elif call["op"] == MEMBERS:
            self._members(session, call["d"])
        elif call["op"] != PRESENCE:
            await socket.close(code=4001, message=b"Unknown opcode.")

    def _members(self, session: Session, data: Json) -> None:
        """Answer a request for members by id or by the beginning of a name."""
        guild = self.world.guilds[int(data["guild_id"])]
        wanted = {int(each) for each in data.get("user_ids", ())}
        begins = (data.get("query") or "").lower()
        people = guild.members.values()
        named = {each.user.id for each in people if begins and each.user.name.lower().startswith(begins)}
        fits = [each for each in people if each.user.id in wanted | named]
        missing = [str(each) for each in wanted - guild.members.keys()]
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [each.json() for each in fits],
            "not_found": missing,
        }
        session.add("GUILD_MEMBERS_CHUNK", {**chunk, "chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")})
