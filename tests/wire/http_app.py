"""The application's own routes: who the bot is, where its gateway is, and its commands."""

from __future__ import annotations

from typing import Any

from tests.wire import limits_commands
from tests.wire.discord_http import Call, route
from tests.wire.refusals import refusal
from tests.wire.things import Json


@route("GET", "/users/@me")
def me(call: Call) -> Json:
    return {**call.world.bot.json(), "verified": True, "mfa_enabled": False, "flags": 0}


@route("GET", "/users/{user_id}")
def user(call: Call) -> Json:
    if (found := call.world.users.get(call.id("user_id"))) is None:
        raise refusal(10013)
    return found.json()


@route("GET", "/oauth2/applications/@me")
def application(call: Call) -> Json:
    return call.world.application


@route("GET", "/gateway/bot")
def gateway(call: Call) -> Json:
    used = len(call.gateway.identifies)
    limit = {"total": 1000, "remaining": 1000 - used, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": call.gateway.url, "shards": call.gateway.shards, "session_start_limit": limit}


@route("GET", "/applications/{application_id}/commands")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
def commands(call: Call) -> list[Json]:
    return call.world.commands.get(scope(call), [])


@route("PUT", "/applications/{application_id}/commands")
@route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
def replace_commands(call: Call) -> list[Json]:
    """Replace every command of the scope; one that was there before keeps its id."""
    limits_commands.commands(call.body)
    old = {identity(each): each["id"] for each in call.world.commands.get(scope(call), [])}
    kept = [{**complete(each), "id": old.get(identity(each)) or str(call.world.ids.next())} for each in call.body]
    home = {"application_id": call.params["application_id"], "version": str(call.world.ids.next())}
    home |= {"guild_id": call.params["guild_id"]} if scope(call) else {}
    call.world.commands[scope(call)] = [{**each, **home} for each in kept]
    return call.world.commands[scope(call)]


def scope(call: Call) -> int | None:
    """The server whose commands these are; None for the global ones."""
    return call.guild.id if "guild_id" in call.params else None


def identity(command: Json) -> tuple[Any, str]:
    return command.get("type", 1), command["name"]


def complete(command: Json) -> Json:
    """A command with what Discord fills in when it is left out."""
    filled = {"type": 1, "description": "", "default_member_permissions": None, "nsfw": False}
    return {**filled, "contexts": None, "integration_types": [0], **command}
