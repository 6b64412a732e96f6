"""The week for the organizers' channel, as it arrives on a Monday at nine."""

from datetime import UTC, datetime, timedelta
from functools import partial

import discord
import pytest

from db import setup
from db.facts import Actor, ChannelUse, Step
from tests.cogs import canvassing
from tests.cogs.canvassing import choose_channel, choose_zone, deny, make_organizer, messages, press
from tests.cogs.promising import WHAT, greet, promised
from tests.cogs.world import World, text_of

MONDAY = datetime(2026, 11, 30, 15, tzinfo=UTC)  # nine in Chicago


def olga(world: World) -> Actor:
    """Who manages the server."""
    team = world.team
    return Actor(team.guild.id, team.admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)


@pytest.fixture(autouse=True)
async def ready(world: World) -> None:
    """A team that is set up, with an organizers' channel."""
    team, now = world.team, world.clock.now()
    await greet(world)
    await choose_zone(world, "America/Chicago")
    await make_organizer(world)
    await choose_channel(world, ChannelUse.ORGANIZERS, team.organizers)
    await world.app.kit.write(partial(setup.reach, actor=olga(world), step=Step.DONE, now=now))


async def until(world: World, moment: datetime) -> list[discord.Message]:
    """What stands in the organizers' channel at a moment."""
    await world.pass_time(seconds=(moment - world.clock.now()).total_seconds())
    return await messages(world, world.team.organizers)


async def test_on_monday_at_nine_the_organizers_see_their_week(world: World) -> None:
    team = world.team
    await choose_channel(world, ChannelUse.CANVASS, team.canvass)
    await canvassing.post(world, when="2026-12-05 10am", place="Elm Street")
    await promised(world, team.sam, when="wed 5pm")
    assert await until(world, MONDAY - timedelta(minutes=1)) == []
    [digest] = await until(world, MONDAY)
    text = text_of(digest)
    assert "The week at a glance" in text
    assert "[Elm Street](https://discord.com/channels/" in text
    assert "no captain yet" in text
    assert "1 promise is late" in text
    assert WHAT not in text, "what somebody promised is theirs"
    assert "Sam" not in text
    assert len(await until(world, MONDAY + timedelta(days=6))) == 1
    assert len(await until(world, MONDAY + timedelta(days=7))) == 2


async def test_it_speaks_the_teams_language(world: World) -> None:
    team = world.team
    await world.app.kit.write(partial(setup.set_language, actor=olga(world), language="es"))
    await promised(world, team.sam, when="wed 5pm")
    [digest] = await until(world, MONDAY)
    assert "La semana de un vistazo" in text_of(digest)


async def test_its_button_opens_ones_own_view_of_the_list(world: World) -> None:
    team = world.team
    await promised(world, team.sam, when="wed 5pm")
    [digest] = await until(world, MONDAY)
    await world.restart()
    shown = await press(team.rosa, digest, "Open the list")
    assert shown.ephemeral
    assert "What the team promised" in text_of(shown)
    assert WHAT in text_of(shown)
    assert "You have no promises to keep" in text_of(await press(team.malik, digest, "Open the list"))


async def test_a_week_with_nothing_to_tell_is_left_in_peace(world: World) -> None:
    assert await until(world, MONDAY) == []
    await promised(world, world.team.sam, when="fri 5pm")
    assert len(await until(world, MONDAY + timedelta(days=7))) == 1, "the next week is another"


async def test_where_it_may_not_write_that_is_noted_until_it_may(world: World) -> None:
    team = world.team
    await promised(world, team.sam, when="wed 5pm")
    deny(world, team.organizers, send_messages=True)
    assert await until(world, MONDAY) == []
    assert world.rows("SELECT thing, code FROM team_trouble") == [("digest", "missing_permissions")]
    assert "The week at a glance could not be posted" in text_of(await team.admin.slash(team.organizers, "setup"))
    deny(world, team.organizers)
    assert len(await until(world, MONDAY + timedelta(days=7))) == 1
    assert world.rows("SELECT thing FROM team_trouble") == []


async def test_a_channel_that_is_gone_is_noted(world: World) -> None:
    team = world.team
    await promised(world, team.sam, when="wed 5pm")
    world.env.backend.delete_channel(team.organizers.id)
    await world.pass_time(seconds=(MONDAY - world.clock.now()).total_seconds())
    assert world.rows("SELECT thing, code FROM team_trouble") == [("digest", "channel_gone")]
    now, use = world.clock.now(), ChannelUse.ORGANIZERS
    chosen = partial(setup.set_channel, actor=olga(world), use=use, channel_id=team.outreach.id, now=now)
    await world.app.kit.write(chosen)
    assert world.rows("SELECT thing FROM team_trouble") == [], "another channel is another chance"
