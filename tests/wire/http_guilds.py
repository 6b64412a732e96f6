"""A server's own routes: itself, its members, and its scheduled events."""

from __future__ import annotations

from tests.wire import limits_commands
from tests.wire.discord_http import Call, route
from tests.wire.permissions import bit, in_guild
from tests.wire.refusals import refusal
from tests.wire.things import Json

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
NEXT = {SCHEDULED: (SCHEDULED, ACTIVE, CANCELLED), ACTIVE: (ACTIVE, COMPLETED)}


@route("GET", "/guilds/{guild_id}")
def read(call: Call) -> Json:
    return call.guild.json()


@route("GET", "/guilds/{guild_id}/channels")
def channels(call: Call) -> list[Json]:
    return [each.json() for each in call.guild.channels.values() if not each.is_thread]


@route("GET", "/guilds/{guild_id}/roles")
def roles(call: Call) -> list[Json]:
    return [each.json() for each in call.guild.roles.values()]


@route("GET", "/guilds/{guild_id}/threads/active")
def active_threads(call: Call) -> Json:
    threads = [each for each in call.guild.channels.values() if each.is_thread and not each.archived]
    return {"threads": [each.json() for each in threads], "members": []}


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> Json:
    if (found := call.guild.members.get(call.id("user_id"))) is None:
        raise refusal(10007)
    return found.json()


@route("GET", "/guilds/{guild_id}/scheduled-events")
def events(call: Call) -> list[Json]:
    return list(call.guild.events.values())


@route("GET", "/guilds/{guild_id}/scheduled-events/{event_id}")
def event(call: Call) -> Json:
    if (found := call.guild.events.get(call.id("event_id"))) is None:
        raise refusal(10070)
    return found


@route("POST", "/guilds/{guild_id}/scheduled-events")
def create_event(call: Call) -> Json:
    demand(call, "create_events")
    open_ones = [each for each in call.guild.events.values() if each["status"] in NEXT]
    if len(open_ones) >= 100:
        raise refusal(30038)
    limits_commands.event(call.body)
    event_id, creator = call.world.ids.next(), call.world.bot
    core = {"id": str(event_id), "guild_id": str(call.guild.id), "creator_id": str(creator.id), "status": SCHEDULED}
    blank = {"channel_id": None, "description": None, "entity_id": None, "image": None, "user_count": 0}
    blank |= {"scheduled_end_time": None, "entity_metadata": None, "recurrence_rule": None}
    new = call.guild.events[event_id] = {**blank, **(call.body or {}), **core, "creator": creator.json()}
    tell(call, "CREATE", new)
    return new


@route("PATCH", "/guilds/{guild_id}/scheduled-events/{event_id}")
def change_event(call: Call) -> Json:
    """Change an event that is not over; its status goes only forwards."""
    found = mine(call)
    if found["status"] not in NEXT:
        raise refusal(180000)
    changed = {**found, **(call.body or {})}
    limits_commands.event(changed)
    if changed["status"] not in NEXT[found["status"]]:
        raise refusal(180000)
    found.update(changed)
    tell(call, "UPDATE", found)
    return found


@route("DELETE", "/guilds/{guild_id}/scheduled-events/{event_id}")
def delete_event(call: Call) -> None:
    gone = mine(call)
    del call.guild.events[int(gone["id"])]
    tell(call, "DELETE", gone)


def mine(call: Call) -> Json:
    """The event in the path, which the bot may change if it made it or manages events."""
    found = event(call)
    assert isinstance(found, dict)
    demand(call, "create_events" if found["creator_id"] == str(call.world.bot.id) else "manage_events")
    return found


def demand(call: Call, name: str) -> None:
    if not in_guild(call.guild, call.world.bot) & bit(name):
        raise refusal(50013)


def tell(call: Call, what: str, told: Json) -> None:
    call.gateway.dispatch(f"GUILD_SCHEDULED_EVENT_{what}", told, call.guild.id)
