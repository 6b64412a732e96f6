"""A small Discord on this machine's loopback, for what needs real sockets: several presses at once, a killed process, a
lost connection, late answers, rate limits.

    stand_in = StandIn()
    await stand_in.start()                      # 127.0.0.1, a port of its own
    team = stand_in.team("Elm Street")          # a server with channels, an organizer and volunteers
    bot = BotProcess(stand_in, folder)          # the real, unmodified bot (launch.py)
    await bot.start()
    answer = await team.organizer.slash("help") # what people do (player.py)

It speaks Discord's HTTP API (http_*.py) and its gateway (gateway.py) and refuses what Discord would (limits.py,
permissions.py, interactions.py). A route that it does not know answers 404, and `check()` then fails.
"""

from __future__ import annotations

import secrets

from aiohttp import web

from tests.wire import http_app, http_channels, http_guilds, http_interactions, http_messages
from tests.wire.discord_http import PREFIX, Api
from tests.wire.gateway import Gateway
from tests.wire.player import Person
from tests.wire.team import Team
from tests.wire.things import Attachment, Channel, Guild, Message, User
from tests.wire.world import World

ROOMS = (http_app, http_channels, http_guilds, http_interactions, http_messages)  # each declares its routes


class StandIn:
    """The stand-in for Discord: a world, an HTTP API and a gateway on one port."""

    def __init__(self, *, nonce_life: float = 180.0) -> None:
        self.token = secrets.token_urlsafe(32)
        self.world = World(nonce_life)
        self.gateway = Gateway(self.world, self.token)
        self.api = Api(self.world, self.gateway, self.token)
        self.interactions, self.record = self.api.interactions, self.api.record
        self.rates, self.trouble = self.api.rates, self.api.trouble
        self.unknown, self.broken = self.api.unknown, self.api.broken
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on 127.0.0.1; `url` is then the address without a path."""
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/files/{id}/{name}", self._file)
        self.api.add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.gateway.url, self.world.files_at = f"ws://{host}:{port}/gateway/", f"{self.url}/files"

    async def close(self) -> None:
        """Break what is still connected and stop listening."""
        self.trouble.over.set()
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What `discord.http.Route.BASE` has to be."""
        return self.url + PREFIX

    def check(self) -> None:
        """Fail if the bot asked for a route that is not here, or the stand-in itself broke."""
        assert not self.unknown, f"routes that the stand-in does not have: {sorted(set(self.unknown))}"
        assert not self.broken, f"errors in the stand-in: {self.broken}"

    def team(self, name: str, *, locale: str = "en-US") -> Team:
        """A new server with its channels and an organizer; the bot is on it."""
        organizer = self.world.user("Olga Organizer", locale=locale)
        guild = self.world.guild(name, organizer, locale=locale)
        rooms = {each: self.world.channel(guild, each) for each in ("general", "canvass", "outreach", "organizers")}
        new = Team(self, guild, rooms, self.person(guild, organizer))
        self.gateway.dispatch("GUILD_CREATE", guild.gateway_json(self.world.bot), guild.id)
        return new

    def person(self, guild: Guild | None, user: User) -> Person:
        """Somebody who can act: on a server, or in their DM with the bot."""
        return Person(self.world, self.gateway, self.interactions, user, guild)

    # What happens to a server without the bot's doing

    def delete_message(self, message: Message) -> None:
        """Somebody with the right to deletes a message by hand."""
        message.deleted = True
        del message.channel.messages[message.id]

    def delete_channel(self, channel: Channel) -> None:
        """An admin deletes a channel and the threads in it."""
        self.world.forget(channel)
        if channel.guild is not None:
            self.gateway.dispatch("CHANNEL_DELETE", channel.json(), channel.guild.id)

    def remove_bot(self, guild: Guild) -> None:
        """An admin removes the bot from the server."""
        del guild.members[self.world.bot.id]
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild.id)

    async def _file(self, request: web.Request) -> web.Response:
        file: Attachment | None = self.world.attachments.get(int(request.match_info["id"]))
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.kind.partition(";")[0])
