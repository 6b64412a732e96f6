"""Coming and going: the welcome, a bot that is removed and comes back, and what goes by itself as time passes."""

from typing import Any

import discord
from discord import Permissions
from simcord import ChannelHandle, GuildHandle
from simcord.backend import serializers

from tests.cogs.hands import choose, press
from tests.cogs.world import World, grant_bot, text_of


async def invite(world: World, guild: GuildHandle) -> None:
    """The bot is added to a server that it does not know: unlike SimCord, Discord says so by leaving a key out."""
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    payload: dict[str, Any] = dict(serializers.guild_create_payload(backend, backend.get_guild(guild.id)))
    payload.pop("unavailable")
    backend.emit("GUILD_CREATE", payload)
    await world.env.settle()


def found_server(world: World, *channels: str, **changed: Any) -> tuple[GuildHandle, list[ChannelHandle]]:
    """A server with text channels."""
    guild = world.env.create_guild("Vecinas")
    places = [guild.create_text_channel(name) for name in channels]
    if changed:
        world.env.backend.edit_guild(guild.id, changed)
    return guild, places


def posts(channel: ChannelHandle) -> list[str]:
    """What stands in a channel."""
    return [text_of(message) for message in channel.history()]


def teams(world: World) -> list[tuple[Any, ...]]:
    """The teams that the database knows, and whether the bot was removed from them."""
    return world.rows("select name, language, left_at is not null from team order by name")


# ---- the welcome -------------------------------------------------------------------------------


async def test_one_card_says_what_this_is_where_to_begin_and_what_is_kept(world: World) -> None:
    guild, [general, other] = found_server(world, "general", "other")
    await invite(world, guild)
    [text] = posts(general)
    assert posts(other) == []
    for told in ("TocToc is here", "</setup:", "</help:", "</me:", "Forget me", "after 30 days"):
        assert told in text
    assert teams(world) == [("Vecinas", "en", 0)]


async def test_it_speaks_the_servers_language_in_the_servers_place_for_greetings(world: World) -> None:
    guild, [general, hello] = found_server(world, "general", "hello", preferred_locale="es-ES")
    world.env.backend.edit_guild(guild.id, {"system_channel_id": hello.id})
    await invite(world, guild)
    [text] = posts(hello)
    assert "Llegó TocToc" in text
    assert posts(general) == []
    assert teams(world) == [("Vecinas", "es", 0)]


async def test_it_writes_where_it_may_and_stays_silent_where_it_may_nowhere(world: World) -> None:
    silence = discord.PermissionOverwrite(send_messages=False)
    for open_too in (True, False):
        guild, _ = found_server(world)
        locked = guild.create_text_channel("rules", overwrites={guild.default_role: silence})
        grant_bot(world.env, guild, Permissions(view_channel=True))
        channel = guild.create_text_channel("general") if open_too else None
        await invite(world, guild)
        assert posts(locked) == []
        assert channel is None or len(posts(channel)) == 1
    assert len(teams(world)) == 2


async def test_a_welcome_that_discord_refuses_hurts_nobody(world: World) -> None:
    guild, [general] = found_server(world, "general")
    world.env.inject_error("POST", f"/channels/{general.id}/messages", status=403)
    await invite(world, guild)
    assert posts(general) == []
    assert teams(world) == [("Vecinas", "en", 0)]


# ---- going and coming back ---------------------------------------------------------------------


async def test_a_team_that_comes_back_in_time_finds_everything_as_it_was(world: World) -> None:
    team, admin = world.team, world.team.admin
    shown = await admin.slash(team.organizers, "setup")
    await choose(admin, shown, "setup.zone", "America/Denver")
    world.env.backend.emit("GUILD_DELETE", {"id": str(team.guild.id)})
    await world.env.settle()
    assert teams(world) == [("Barrio Unido", "en", 1)]
    await world.pass_time(days=29)
    await invite(world, team.guild)
    assert teams(world) == [("Barrio Unido", "en", 0)]
    [text] = posts(team.canvass)
    assert "TocToc is back" in text
    await world.pass_time(days=5)
    assert world.rows("select zone from team") == [("America/Denver",)]


async def test_a_team_that_stays_away_is_purged_and_begins_anew_later(world: World) -> None:
    team, admin = world.team, world.team.admin
    await choose(admin, await admin.slash(team.organizers, "me"), "me.naming", "out")
    world.env.backend.emit("GUILD_DELETE", {"id": str(team.guild.id)})
    await world.env.settle()
    await world.pass_time(days=30, hours=1)
    assert teams(world) == []
    assert world.rows("select count(*) from member") == [(0,)]
    await invite(world, team.guild)
    assert "TocToc is here" in posts(team.canvass)[0]
    assert "step 1 of 6" in text_of(await admin.slash(team.organizers, "setup"))


async def test_a_server_that_was_left_while_the_bot_was_away_is_noticed_at_the_next_start(world: World) -> None:
    for team in (world.team, world.other):
        await team.admin.slash(team.organizers, "setup")
    assert [left for _, _, left in teams(world)] == [0, 0]
    del world.env.backend.guilds[world.other.guild.id]
    await world.restart()
    await world.env.settle()
    assert teams(world) == [("Barrio Unido", "en", 0), ("Otra Parte", "en", 1)]
    await world.restart()
    assert teams(world) == [("Barrio Unido", "en", 0), ("Otra Parte", "en", 1)]


# ---- as time passes ----------------------------------------------------------------------------


async def test_what_is_kept_long_enough_goes_as_time_passes(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    await press(sam, await sam.slash(world.team.canvass, "me"), "Turn reminders off")
    await press(admin, await admin.slash(world.team.organizers, "setup"), "Next")
    await world.pass_time(days=29)
    assert world.rows("select count(*) from setup_step") == [(1,)]
    await world.pass_time(days=2)
    assert world.rows("select count(*) from setup_step") == [(0,)]
    await world.pass_time(days=400)
    assert world.rows("select count(*) from member") == [(0,)]


async def test_a_sweep_happens_at_most_once_an_hour(world: World) -> None:
    def last() -> str:
        return str(world.rows("select value from remembered where key = 'retention.swept'")[0][0])

    await world.tick()
    first = last()
    await world.pass_time(minutes=59)
    assert last() == first
    await world.pass_time(minutes=2)
    assert last() != first
