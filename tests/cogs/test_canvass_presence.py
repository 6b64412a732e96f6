"""What Discord shows of a session, whatever happens to it: deleted cards and channels, lost permissions, crashes."""

from datetime import timedelta

import discord
import pytest
from discord.scheduled_event import ScheduledEvent

from db.facts import ChannelUse
from tests.cogs.canvassing import (
    allow_events,
    card,
    cards,
    choose,
    choose_channel,
    deny,
    labels,
    messages,
    post,
    press,
    preview,
    say,
    send,
    thread,
    turn_events_off,
)
from tests.cogs.world import World, text_of


def troubles(world: World) -> dict[str, str]:
    """What organizers are told to mend."""
    return dict(world.rows("SELECT thing, code FROM team_trouble"))


async def events(world: World) -> list[ScheduledEvent]:
    """The server's own events."""
    guild = world.app.client.get_guild(world.team.guild.id)
    assert guild is not None
    return list(await guild.fetch_scheduled_events())


# ---- the card ------------------------------------------------------------------------------------------


async def test_a_card_deleted_by_hand_is_posted_anew_and_works(world: World) -> None:
    team = world.team
    first = await post(world)
    opened = await choose(team.sam, await team.sam.slash(team.canvass, "canvass list"), "Library steps")
    world.env.backend.delete_message(team.canvass.id, first.id)
    await press(team.sam, opened, "I'm in")
    await world.app.settle()
    [anew] = await cards(world)
    assert anew.id != first.id
    assert "**In:** Sam" in text_of(anew)
    await say(world, team.malik, "I'm in")
    assert "**In (2):** Sam · Malik" in text_of(await card(world))
    assert len(await cards(world)) == 1


async def test_a_card_that_was_sent_but_not_remembered_is_found_again(world: World) -> None:
    await post(world)
    await world.app.kit.write(
        lambda tx: tx.connection().exec_driver_sql("UPDATE canvass SET message_id = NULL, painted = 0")
    )
    await world.pass_time(minutes=10)
    assert len(await cards(world)) == 1
    assert "You're in" in await say(world, world.team.sam, "I'm in")
    assert len(await cards(world)) == 1


def die_before_painting(world: World) -> None:
    """The process dies before it paints anything more."""
    world.app.kit.repaint.soon = lambda *_: None  # type: ignore[method-assign]  # nothing else can stand in for a crash


async def test_a_session_planned_just_before_a_crash_gets_its_card_at_the_next_start(world: World) -> None:
    shown = await preview(world)
    die_before_painting(world)
    await press(world.team.admin, shown, "Post")
    assert await cards(world) == []
    await world.restart()
    await world.tick()
    assert len(await cards(world)) == 1
    assert world.rows("SELECT state FROM canvass") == [("open",)]


async def test_a_press_whose_card_was_not_painted_before_a_crash_shows_after_it(world: World) -> None:
    await post(world)
    message = await card(world)
    die_before_painting(world)
    await world.team.sam.click(message, label="I'm in")
    assert "Sam" not in text_of(await card(world))
    await world.restart()
    await world.tick()
    assert "**In:** Sam" in text_of(await card(world))


async def test_an_edit_that_discord_did_not_take_is_made_up_for(world: World) -> None:
    await post(world)
    message = await card(world)
    world.env.inject_error("PATCH", f"/channels/{message.channel.id}/messages/{message.id}", status=503, times=5)
    await world.team.sam.click(message, label="I'm in")
    await world.app.settle()
    assert "Sam" not in text_of(await card(world))
    world.mishaps.seen.clear()
    await world.tick()
    assert "**In:** Sam" in text_of(await card(world))


# ---- its channel ---------------------------------------------------------------------------------------


async def test_a_deleted_channel_is_a_trouble_and_the_session_moves_to_the_chosen_one(world: World) -> None:
    team = world.team
    await post(world)
    listed = await team.sam.slash(team.outreach, "canvass list")
    world.env.backend.delete_channel(team.canvass.id)
    opened = await choose(team.sam, listed, "Library steps")
    answer = await press(team.sam, opened, "I'm in")
    await world.app.settle()
    assert "You're in" in text_of(answer)
    assert troubles(world) == {"canvass:card": "channel_gone", "canvass:event": "refused"}
    panel = await team.admin.slash(team.outreach, "canvass roster", session="1")
    shown = await press(team.admin, panel, "Back")
    assert "The card's channel is no longer there" in text_of(shown)
    await choose_channel(world, ChannelUse.CANVASS, team.outreach)
    await world.tick()
    [moved] = await messages(world, team.outreach)
    assert "**In:** Sam" in text_of(moved)
    assert "canvass:card" not in troubles(world)


async def test_lost_permissions_are_named_and_the_card_catches_up_once_they_are_back(world: World) -> None:
    team = world.team
    await post(world)
    message = await card(world)
    deny(world, team.canvass, view_channel=True)
    answer = await team.sam.click(message, label="I'm in")
    await world.app.settle()
    assert "You're in" in text_of(answer)
    assert troubles(world)["canvass:card"] == "missing_permissions"
    deny(world, team.canvass)
    panel = await team.admin.click(message, label="Manage")
    assert "I lack: **View Channel**" in text_of(panel)
    await world.tick()
    assert "**In:** Sam" in text_of(await card(world))
    assert "canvass:card" not in troubles(world)


async def test_a_thread_that_cannot_be_made_keeps_nobody_from_signing_up(world: World) -> None:
    team = world.team
    shown = await preview(world)
    world.env.inject_error("POST", f"/channels/{team.canvass.id}/messages/*/threads", status=400)
    await press(team.admin, shown, "Post")
    await world.app.settle()
    assert troubles(world)["canvass:thread"] == "refused"
    answer = await team.sam.click(await card(world), label="I'm in")
    assert "You're in" in text_of(answer)
    await world.app.settle()
    assert "canvass:thread" not in troubles(world)
    assert await thread(world) == []


async def test_a_thread_deleted_by_hand_sends_notices_to_the_channel(world: World) -> None:
    team = world.team
    await post(world)
    await say(world, team.sam, "I'm in")
    [(thread_id,)] = world.rows("SELECT thread_id FROM canvass")
    world.env.backend.delete_channel(thread_id)
    await team.admin.slash(team.canvass, "canvass remind", session="1")
    await world.app.settle()
    told = [text_of(m) for m in await messages(world, team.canvass)]
    assert any("because you signed up" in text for text in told)


# ---- the server's own event --------------------------------------------------------------------------------


async def test_the_event_is_made_stepped_along_and_ended(world: World) -> None:
    team = world.team
    allow_events(world)
    await post(world)
    [event] = await events(world)
    assert (event.name, event.location) == ("Library steps", "Library steps")
    assert "discord.com/channels" in (event.description or "")
    form = await team.admin.slash(team.canvass, "canvass edit", session="1")
    await press(team.admin, await send(team.admin, form, when="sun 11am", place="Park gate"), "Save changes")
    await world.app.settle()
    [event] = await events(world)
    assert event.location == "Park gate"
    assert event.start_time.isoformat() == "2026-11-29T16:00:00+00:00"
    confirm = await team.admin.slash(team.canvass, "canvass cancel", session="1")
    await press(team.admin, confirm, "Cancel it")
    await world.app.settle()
    assert [e for e in await events(world) if e.status is discord.EventStatus.scheduled] == []


async def test_a_team_that_wants_no_events_gets_none(world: World) -> None:
    allow_events(world)
    await turn_events_off(world)
    await post(world)
    assert await events(world) == []


async def test_an_event_deleted_by_hand_comes_back_with_the_next_change(world: World) -> None:
    team = world.team
    allow_events(world)
    await post(world)
    [event] = await events(world)
    await event.delete()
    form = await team.admin.slash(team.canvass, "canvass edit", session="1")
    await press(team.admin, await send(team.admin, form, place="Park gate"), "Save changes")
    await world.app.settle()
    assert [e.location for e in await events(world)] == ["Park gate"]


async def test_an_event_that_discord_refuses_is_tried_at_the_next_change_and_not_at_every_press(world: World) -> None:
    await post(world)
    assert troubles(world) == {"canvass:event": "refused"}
    tries = _tries(world)
    await say(world, world.team.sam, "I'm in")
    await say(world, world.team.malik, "I'm in")
    assert _tries(world) == tries


def _tries(world: World) -> int:
    return sum("/scheduled-events" in str(request) for request in world.env.http_requests)


# ---- nudges of the day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "told"), [("24h", "coming up"), ("2h", "Today")])
async def test_the_day_before_and_the_day_itself_ask_in_the_thread(world: World, before: str, told: str) -> None:
    team = world.team
    await post(world)
    await say(world, team.sam, "I'm in")
    hours = {"24h": 24, "2h": 2}[before]
    start = timedelta(days=4, hours=21)  # Saturday 10 in New York, from Monday 13 o'clock
    await world.pass_time(hours=(start - timedelta(hours=hours)).total_seconds() / 3600, minutes=1)
    texts = [text_of(m) for m in await thread(world)]
    assert any(told in text and f"<@{team.sam.id}>" in text for text in texts)
    assert labels((await thread(world))[-1]) == ["Still in", "Can't", "Later", "Stop these"]


async def test_nobody_signed_up_and_nobody_is_asked(world: World) -> None:
    await post(world)
    await world.pass_time(days=4, hours=20)
    assert await thread(world) == []
