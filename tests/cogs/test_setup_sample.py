"""The test session of the set-up, and "forget me" with sessions: what Discord shows follows the database."""

from typing import Any

import discord
from discord import Permissions

from bot.cards import kit
from tests.cogs.hands import Shown, choose, press
from tests.cogs.world import BOT_MAY, World, grant_bot, text_of


async def done(world: World) -> Shown:
    """The end of the set-up."""
    admin = world.team.admin
    shown = await choose(admin, await admin.slash(world.team.organizers, "setup"), "setup.language", "es")
    shown = await choose(admin, await press(admin, shown, "Next"), "setup.channel:canvass", world.team.canvass)
    return await press(admin, shown, "Skip to the end")


def cards(world: World) -> list[discord.Message]:
    """The cards in the channel for sessions."""
    return [message for message in world.team.canvass.history() if message.components]


async def posted(world: World) -> Shown:
    """The end of the set-up, with the test session posted."""
    shown = await press(world.team.admin, await done(world), "Post a test session")
    await world.app.settle()
    return await press(world.team.admin, await choose(world.team.admin, shown, "setup.jump", "extras"), "Finish")


# ---- the test session --------------------------------------------------------------------------


async def test_a_test_session_is_like_any_other_and_goes_without_a_trace(world: World) -> None:
    # SimCord asks for this even to put a bot's own thread away, which Discord does not.
    grant_bot(world.env, world.team.guild, BOT_MAY | Permissions(manage_channels=True))
    shown = await posted(world)
    assert "The test session is in <#" in text_of(shown)
    [card] = cards(world)
    assert "Recorrido de prueba" in text_of(card), "it is in the team's language"
    joined = await world.team.sam.click(card, label="Voy")
    assert joined.ephemeral
    await world.app.settle()
    [card] = cards(world)
    assert "Sam" in text_of(card)
    gone = await press(world.team.admin, shown, "Remove the test session")
    assert "Saved: the test session is gone" in text_of(gone)
    assert "Post a test session" in str(gone.response.components if gone.response else "")
    assert cards(world) == []
    for table in ("canvass", "signup", "nudge"):
        assert world.rows(f"select count(*) from {table}") == [(0,)], table  # noqa: S608 - names of ours
    assert not _guild(world).scheduled_events
    assert not _guild(world).threads
    await world.pass_time(days=3)
    assert cards(world) == []


async def test_what_is_copied_from_a_test_session_does_not_call_itself_one(world: World) -> None:
    admin = world.team.admin
    await posted(world)
    shown = await admin.slash(world.team.canvass, "canvass again", session="1")
    assert "solo una prueba" in text_of(cards(world)[0])
    assert "prueba" not in text_of(shown)
    await press(admin, shown, "Post")
    await world.app.settle()
    assert world.rows("SELECT title, note FROM canvass WHERE id = 2") == [("", "")]


async def test_ten_presses_post_one(world: World) -> None:
    channel: Any = world.app.client.get_channel(world.team.outreach.id)
    await done(world)
    button = await channel.send(view=kit.note("A card", kit.row(kit.button("Go", "t1:setup.sample:1"))))
    for _ in range(10):
        await world.team.admin.click(button, label="Go")
    await world.app.settle()
    assert len(cards(world)) == 1
    assert world.rows("select count(*) from canvass") == [(1,)]


async def test_what_is_missing_in_the_channel_is_named_before_anything_is_planned(world: World) -> None:
    shown = await done(world)
    everyone = Permissions(view_channel=True, send_messages=True, use_application_commands=True)
    world.env.backend.edit_role(world.team.guild.id, world.team.guild.id, {"permissions": everyone.value})
    grant_bot(world.env, world.team.guild, Permissions(view_channel=True, send_messages=True))
    refused = await press(world.team.admin, shown, "Post a test session")
    assert "**Attach Files, Read Message History, Create Public Threads" in text_of(refused)
    world.env.backend.delete_channel(world.team.canvass.id)
    await world.env.settle()
    gone = await press(world.team.admin, shown, "Post a test session")
    assert "is no longer there. Choose another with `/setup`" in text_of(gone)
    assert world.rows("select count(*) from canvass") == [(0,)]


async def test_a_card_that_was_deleted_by_hand_does_not_keep_the_rest_from_going(world: World) -> None:
    shown = await posted(world)
    [card] = cards(world)
    world.env.backend.delete_message(world.team.canvass.id, card.id)
    gone = await press(world.team.admin, shown, "Remove the test session")
    assert "the test session is gone" in text_of(gone)
    assert world.rows("select count(*) from canvass") == [(0,)]


async def test_only_organizers_remove_it(world: World) -> None:
    await posted(world)
    channel: Any = world.app.client.get_channel(world.team.outreach.id)
    forged = await channel.send(view=kit.note("A card", kit.row(kit.button("Go", "t1:setup.sample:0"))))
    assert "This is for the organizers" in text_of(await world.team.sam.click(forged, label="Go"))
    assert world.rows("select count(*) from canvass") == [(1,)]


# ---- forget me, with sessions ------------------------------------------------------------------


async def test_being_forgotten_gives_the_place_on_and_paints_the_card_anew(world: World) -> None:
    team = world.team
    await posted(world)
    [card] = cards(world)
    await team.sam.click(card, label="Voy")
    await team.malik.click(card, label="Voy")
    await world.app.settle()
    mine = await team.sam.slash(team.canvass, "me")
    signups = await press(team.sam, mine, "My sign-ups")
    assert "You're in" in text_of(signups)
    assert f"/{team.canvass.id}/{card.id}" in text_of(signups)
    confirm = await press(team.sam, await press(team.sam, signups, "Back"), "Forget me…")
    assert "Takes you out of 1 coming session: Recorrido de prueba" in text_of(confirm)
    assert "forgotten here" in text_of(await press(team.sam, confirm, "Yes, forget me"))
    await world.app.settle()
    [card] = cards(world)
    assert "Malik" in text_of(card)
    assert "Sam" not in text_of(card)
    everything = [str(row) for table in _tables(world) for row in world.rows(f"select * from {table}")]  # noqa: S608 - names of ours
    assert not [row for row in everything if str(team.sam.id) in row or "'Sam'" in row]


async def test_names_go_from_old_cards_with_the_rows(world: World) -> None:
    await posted(world)
    [card] = cards(world)
    await world.team.sam.click(card, label="Voy")
    await world.app.settle()
    await world.pass_time(days=30)
    assert "Sam" in text_of(cards(world)[0])
    await world.pass_time(days=160)
    assert "Sam" not in text_of(cards(world)[0])
    assert world.rows("select count(*) from signup") == [(0,)]


def _guild(world: World) -> discord.Guild:
    guild = world.app.client.get_guild(world.team.guild.id)
    assert guild is not None
    return guild


def _tables(world: World) -> list[str]:
    return [name for (name,) in world.rows("select name from sqlite_master where type = 'table'")]
