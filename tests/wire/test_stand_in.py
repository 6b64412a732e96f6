"""The stand-in behaves as Discord is documented to: otherwise what passes on it proves nothing.

Here an unmodified discord.py is logged in without the bot, so that each rule is met alone.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import aiohttp
import discord
import pytest
from discord import ui
from discord.http import Route

from tests.wire.server import StandIn
from tests.wire.team import Team
from tests.wire.things import Overwrite


def layout(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """A view that is only looked at."""
    view = ui.LayoutView()
    for item in items:
        view.add_item(item)
    return view


async def test_a_repeated_nonce_makes_no_second_message(room: discord.PartialMessageable, team: Team) -> None:
    first = await room.send("knock", nonce="n1")
    again = await room.send("knock knock", nonce="n1")
    other = await room.send("who is there", nonce="n2")
    assert (again.id, again.content) == (first.id, "knock")
    assert list(team.rooms["canvass"].messages) == [first.id, other.id]


async def test_history_pages_as_discord_pages(room: discord.PartialMessageable) -> None:
    sent = [(await room.send(str(number))).id for number in range(5)]
    assert [each.id async for each in room.history(limit=2)] == sent[:2:-1]
    assert [each.id async for each in room.history(before=discord.Object(sent[2]))] == [sent[1], sent[0]]
    assert [each.id async for each in room.history(after=discord.Object(sent[2]))] == sent[3:]
    assert [each.id async for each in room.history(around=discord.Object(sent[2]), limit=3)] == sent[3:0:-1]


@pytest.mark.parametrize(
    "view",
    [
        layout(ui.TextDisplay("x" * 3000), ui.TextDisplay("y" * 1001)),
        layout(ui.ActionRow(ui.Button(label="x" * 81, custom_id="a"))),
        layout(ui.ActionRow(ui.Button(label="x", custom_id="c" * 101))),
        layout(ui.ActionRow(ui.Button(label="1", custom_id="a"), ui.Button(label="2", custom_id="a"))),
        layout(ui.MediaGallery(discord.MediaGalleryItem("attachment://nowhere.png"))),
    ],
    ids=["4,001 characters", "long label", "long id", "one id twice", "file that is not there"],
)
async def test_cards_beyond_the_limits_are_refused(room: discord.PartialMessageable, view: ui.LayoutView) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await room.send(view=view)
    assert (caught.value.status, caught.value.code) == (400, 50035)


async def test_a_card_has_forty_parts_at_most(client: discord.Client, team: Team) -> None:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=team.rooms["canvass"].id)

    async def send(count: int) -> None:
        inside = [{"type": 10, "content": "x"}] * (count - 1)
        await client.http.request(route, json={"flags": 1 << 15, "components": [{"type": 17, "components": inside}]})

    await send(40)
    with pytest.raises(discord.HTTPException) as caught:
        await send(41)
    assert caught.value.code == 50035


async def test_texts_beyond_the_limits_are_refused(room: discord.PartialMessageable) -> None:
    await room.send("x" * 2000)
    for text, code in (("x" * 2001, 50035), ("", 50006)):
        with pytest.raises(discord.HTTPException) as caught:
            await room.send(text)
        assert caught.value.code == code


async def test_a_card_of_the_new_kind_takes_no_plain_text(room: discord.PartialMessageable) -> None:
    message = await room.send(view=layout(ui.TextDisplay("new")))
    with pytest.raises(discord.HTTPException) as caught:
        await message.edit(content="old")
    assert caught.value.code == 50035


async def test_what_is_gone_is_unknown(stand_in: StandIn, room: discord.PartialMessageable, team: Team) -> None:
    message = await room.send("here", nonce="n1")
    stand_in.delete_message(team.rooms["canvass"].messages[message.id])
    for attempt in (message.edit(content="still"), room.fetch_message(message.id), room.send("here", nonce="n1")):
        with pytest.raises(discord.NotFound) as caught:
            await attempt
        assert caught.value.code == 10008
    stand_in.delete_channel(team.rooms["canvass"])
    with pytest.raises(discord.NotFound) as caught:
        await room.send("anybody")
    assert caught.value.code == 10003


@pytest.mark.parametrize(
    ("denied", "code"), [("view_channel", 50001), ("send_messages", 50013), ("attach_files", 0)], ids=str
)
async def test_a_channel_may_shut_the_bot_out(
    room: discord.PartialMessageable, team: Team, denied: str, code: int
) -> None:
    bits = discord.Permissions(**{denied: True}).value
    team.rooms["canvass"].overwrites.append(Overwrite(team.guild.id, deny=bits))
    if code == 0:
        await room.send("text goes through")
        return
    with pytest.raises(discord.Forbidden) as caught:
        await room.send("hello")
    assert caught.value.code == code


async def test_closed_dms_open_but_refuse(client: discord.Client, team: Team) -> None:
    volunteer = team.join("Ana")
    volunteer.user.dms_open = False
    account = await client.fetch_user(volunteer.user.id)
    with pytest.raises(discord.Forbidden) as caught:
        await account.send("hello")
    assert caught.value.code == 50007
    volunteer.user.dms_open = True
    await account.send("hello again")
    assert [each.content for each in volunteer.dm.messages.values()] == ["hello again"]


async def test_a_thread_stands_under_its_message_once(client: discord.Client, team: Team) -> None:
    room = await client.fetch_channel(team.rooms["canvass"].id)
    assert isinstance(room, discord.TextChannel)
    message = await room.send("card")
    thread = await message.create_thread(name="Saturday")
    assert thread.id == message.id
    with pytest.raises(discord.HTTPException) as caught:
        await message.create_thread(name="Again")
    assert caught.value.code == 160004
    await thread.send("in the thread")
    await thread.edit(archived=True)
    posted = next(iter(team.guild.channels[thread.id].messages.values()))
    with pytest.raises(discord.HTTPException) as caught:
        await thread.get_partial_message(posted.id).edit(content="changed")
    assert caught.value.code == 50083


async def test_scheduled_events_lie_in_the_future(client: discord.Client, team: Team) -> None:
    guild, now = await client.fetch_guild(team.guild.id), discord.utils.utcnow()

    async def plan(start: timedelta) -> discord.ScheduledEvent:
        return await guild.create_scheduled_event(
            name="Knocking",
            start_time=now + start,
            end_time=now + start + timedelta(hours=2),
            location="The park",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
        )

    event = await plan(timedelta(days=1))
    assert (await event.edit(name="More knocking")).name == "More knocking"
    with pytest.raises(discord.HTTPException) as caught:
        await plan(timedelta(days=-1))
    assert caught.value.code == 50035
    await event.cancel()
    with pytest.raises(discord.HTTPException) as caught:
        await event.edit(name="Too late")
    assert caught.value.code == 180000


async def test_commands_keep_their_ids_and_obey_their_limits(client: discord.Client, stand_in: StandIn) -> None:
    def command(name: str, description: str = "x") -> dict[str, object]:
        return {"name": name, "type": 1, "description": description}

    app = stand_in.world.bot.id
    first = await client.http.bulk_upsert_global_commands(app, [command("a"), command("b")])
    second = await client.http.bulk_upsert_global_commands(app, [command("b", "changed"), command("c")])
    assert first[1]["id"] == second[0]["id"]
    for bad in ([command("Upper")], [command("a"), command("a")], [command("a", "x" * 101)]):
        with pytest.raises(discord.HTTPException) as caught:
            await client.http.bulk_upsert_global_commands(app, bad)
        assert caught.value.code == 50035


async def test_too_many_requests_wait_their_turn(stand_in: StandIn, room: discord.PartialMessageable) -> None:
    route = "/channels/{channel_id}/messages"
    stand_in.rates.limit("POST", route, 5, seconds=0.5)
    began = time.monotonic()
    await asyncio.gather(*(room.send(str(number)) for number in range(12)))
    assert 1.0 <= time.monotonic() - began < 3
    assert len([each for each in stand_in.record.of("POST", route) if each.status == 200]) == 12


async def test_beyond_fifty_a_second_everything_is_refused(stand_in: StandIn, team: Team) -> None:
    stand_in.rates.strict()
    headers = {"Authorization": f"Bot {stand_in.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        asked = (session.get(f"{stand_in.api_url}/guilds/{team.guild.id}") for _ in range(51))
        answers = sorted(await asyncio.gather(*asked), key=lambda answer: answer.status)
        assert [each.status for each in answers] == [200] * 50 + [429]
        told = await answers[-1].json()
    assert told["global"] is True
    assert 0 < told["retry_after"] <= 1
    assert answers[-1].headers["Via"]


async def test_ordered_trouble_strikes_once(stand_in: StandIn, room: discord.PartialMessageable, team: Team) -> None:
    stand_in.trouble.next("POST", "/channels/*/messages", status=503)
    with pytest.raises(discord.DiscordServerError):
        await room.send("lost")
    stand_in.trouble.hang_up("POST", "/channels/*/messages", after=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await room.send("done, but the bot does not know", nonce="n1")
    known = await room.send("done, but the bot does not know", nonce="n1")
    assert list(team.rooms["canvass"].messages) == [known.id]


async def test_an_unknown_route_is_loud(stand_in: StandIn, client: discord.Client) -> None:
    with pytest.raises(discord.NotFound) as caught:
        await client.http.request(Route("GET", "/voice/regions"))
    assert caught.value.code == 0
    with pytest.raises(AssertionError, match="GET /api/v10/voice/regions"):
        stand_in.check()


async def test_a_wrong_token_gets_nowhere(stand_in: StandIn, client: discord.Client) -> None:
    async with discord.Client(intents=discord.Intents.none()) as stranger:
        with pytest.raises(discord.LoginFailure):
            await stranger.login("not the token")


async def test_intents_that_were_not_approved_end_the_session(stand_in: StandIn, client: discord.Client) -> None:
    async with discord.Client(intents=discord.Intents.all()) as greedy:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await greedy.start(stand_in.token)
