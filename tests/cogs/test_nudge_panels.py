"""`/nudges mine` and `/nudges team`; a session's reminder by DM."""

from datetime import timedelta
from functools import partial

import pytest

from bot.words import words_in
from db import canvass
from db.facts import Actor, ChannelUse
from tests.cogs import raw
from tests.cogs.canvassing import choose_channel, labels, make_organizer, post, press, say, states
from tests.cogs.nudging import act, choose, click, close_dms, due, letter, letters
from tests.cogs.promising import promised
from tests.cogs.world import World, controls_of, text_of

EN, ES = words_in("en"), words_in("es")


# ---- mine ----------------------------------------------------------------------------------------------


async def test_mine_says_what_comes_and_what_to_do_where_nothing_does(world: World) -> None:
    sam, team = world.team.sam, world.team
    empty = await sam.slash(team.canvass, "nudges mine")
    assert EN("nudge.mine.none_coming") in text_of(empty)
    await promised(world, sam, what="Thank Pastor Ruiz", when="fri 5pm")
    await post(world)
    await say(world, sam, "I'm in")
    shown = text_of(await sam.slash(team.canvass, "nudges mine"))
    assert "Promise: **Thank Pastor Ruiz**" in shown
    assert "Day before" in shown
    assert "in the session's thread" in shown
    assert "come as direct messages" in shown


async def test_mine_says_what_came_and_how_it_was_answered(world: World) -> None:
    sam, team = world.team.sam, world.team
    await due(world, sam, "One")
    await choose(world, sam, "nudge.later", "tomorrow")
    shown = await sam.slash(team.canvass, "nudges mine")
    lately = await press(sam, shown, "What came")
    assert "**One**" in text_of(lately)
    assert "you put it off" in text_of(lately)
    back = await press(sam, lately, "What's coming")
    assert "Promise: **One**" in text_of(back)


async def test_mine_opens_from_a_letter_without_taking_its_place(world: World) -> None:
    sam = world.team.sam
    await due(world, sam, "Thank Pastor Ruiz")
    panel = await click(world, sam, "My reminders")
    assert panel.response is not None
    assert panel.response.ephemeral
    assert EN("nudge.mine.coming") in text_of(panel)
    assert "Done" in labels(letter(sam))
    off = await click(world, sam, "Stop all reminders", panel)
    assert EN("nudge.mine.off") in text_of(off)
    on = await click(world, sam, "Turn reminders on", off)
    assert EN("nudge.mine.open") in text_of(on)
    lately = await click(world, sam, "What came", on)
    assert "Thank Pastor Ruiz" in text_of(lately)


async def test_mine_says_that_dms_are_closed_and_in_ones_own_language(world: World) -> None:
    ana, team = world.team.ana, world.team
    await choose_channel(world, ChannelUse.CANVASS, team.canvass)
    close_dms(world, ana)
    await due(world, ana, "Agradecer al pastor")
    shown = await ana.slash(team.canvass, "nudges mine")
    assert "Tus mensajes directos están cerrados" in text_of(shown)
    assert labels(shown)[:3] == ["Muéstrame", "Probar mensajes directos", "Lo que llegó"]
    assert "Agradecer al pastor" in text_of(await press(ana, shown, "Muéstrame"))


async def test_long_lists_have_pages(world: World) -> None:
    sam, team = world.team.sam, world.team
    for number in range(10):
        await promised(world, sam, what=f"Thing {number}", when="fri 5pm")
    shown = await sam.slash(team.canvass, "nudges mine")
    assert "Thing 9" not in text_of(shown)
    more = await press(sam, shown, "▶")
    assert "Thing 9" in text_of(more)


# ---- the team ------------------------------------------------------------------------------------------


async def test_team_is_for_organizers(world: World) -> None:
    await make_organizer(world)
    assert EN("refusal.only_organizers") in text_of(await world.team.sam.slash(world.team.canvass, "nudges team"))
    assert EN("nudge.team.none") in text_of(await world.team.rosa.slash(world.team.canvass, "nudges team"))


async def test_team_shows_where_everything_stands_without_private_words(world: World) -> None:
    sam, rosa, team = world.team.sam, world.team.rosa, world.team
    await make_organizer(world)
    await choose_channel(world, ChannelUse.CANVASS, team.canvass)
    await due(world, sam, "A private word")
    await promised(world, sam, what="A third one", when="fri 5pm")
    close_dms(world, sam)
    await due(world, sam, "Another private word")
    shown = await rosa.slash(team.canvass, "nudges team")
    told = text_of(shown)
    assert "waits until the person does something here" in told
    assert "their direct messages are closed" in told
    assert "Promise · Sam" in told
    [select] = [part for part in controls_of(shown) if "nudge.team_view" in part["custom_id"]]
    assert [one["value"] for one in select["options"]] == ["coming", "closed", "sent"]
    for view in ("coming", "sent"):
        assert shown.response is not None
        shown = await rosa.select(shown.response, [view], custom_id=select["custom_id"])
        told += text_of(shown)
        assert "Sam" in text_of(shown)
    assert "private word" not in told
    assert "third one" not in told


async def test_what_waits_says_why(world: World) -> None:
    sam, rosa, team = world.team.sam, world.team.rosa, world.team
    await make_organizer(world)
    await promised(world, sam, what="One", when="in 1h")
    await world.pass_time(hours=10)  # eleven in the evening
    assert letters(sam) == []
    assert EN("nudge.line.quiet") in text_of(await rosa.slash(team.canvass, "nudges team"))
    assert EN("nudge.line.quiet") in text_of(await sam.slash(team.canvass, "nudges mine"))
    await world.pass_time(hours=12)
    assert len(letters(sam)) == 1
    await promised(world, sam, what="Two", when="in 1h")
    world.env.inject_error("POST", f"/channels/{sam.user.dm_channel.id}/messages", status=500, times=None)
    await world.pass_time(hours=1)
    assert EN("nudge.trouble.discord_down") in text_of(await rosa.slash(team.canvass, "nudges team"))
    assert EN("nudge.line.trouble") in text_of(await sam.slash(team.canvass, "nudges mine"))


async def test_a_failure_is_said_in_plain_words(world: World) -> None:
    sam, rosa, team = world.team.sam, world.team.rosa, world.team
    await make_organizer(world)
    await promised(world, sam, what="One", when="in 1h")
    path = f"/channels/{sam.user.dm_channel.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50001, times=None)
    for _ in range(12):
        await world.pass_time(hours=2)
    shown = text_of(await rosa.slash(team.canvass, "nudges team"))
    assert EN("nudge.trouble.no_access") in shown


# ---- a session's reminder by DM ------------------------------------------------------------------------


async def later_on(world: World) -> None:
    """Sam is in a session, and asked to be reminded of it in an hour."""
    sam, now = world.team.sam, world.clock.now()
    await post(world)
    await say(world, sam, "I'm in")
    me = Actor(world.team.guild.id, sam.id, "Sam", "en", "America/New_York")
    at = now + timedelta(hours=1)
    await world.app.kit.write(partial(canvass.remind_me, actor=me, canvass_id=1, at=at, asked=True, now=now))
    await world.pass_time(hours=1)


@pytest.mark.parametrize(("label", "state"), [("Still in", "in"), ("Can't", "cant")])
async def test_a_session_comes_up_again_by_dm_and_is_answered_there(world: World, label: str, state: str) -> None:
    sam = world.team.sam
    await later_on(world)
    shown = text_of(letter(sam))
    assert "You asked me to remind you" in shown
    assert "Library steps" in shown
    assert "discord.com/channels" in shown
    await click(world, sam, label)
    assert states(world)["Sam"] == state
    other = "Can't" if label == "Still in" else "Still in"
    assert labels(letter(sam)) == [other, "My reminders"]
    await click(world, sam, other)
    assert states(world)["Sam"] != state


async def test_a_session_can_be_put_off_and_stopped(world: World) -> None:
    sam = world.team.sam
    await later_on(world)
    await choose(world, sam, "nudge.later", "hour")
    assert "I'll ask again" in text_of(letter(sam))
    await click(world, sam, "Undo")
    assert labels(letter(sam)) == ["Still in", "Can't", "Stop these", "My reminders"]
    await choose(world, sam, "nudge.later", "hour")
    await world.pass_time(hours=1)
    assert len(letters(sam)) == 2
    await click(world, sam, "Stop these")
    assert "won't bring this session up" in text_of(letter(sam))
    assert world.rows("SELECT muted FROM signup WHERE person_id = ?", sam.id) == [(1,)]
    await click(world, sam, "Undo")
    assert world.rows("SELECT muted FROM signup WHERE person_id = ?", sam.id) == [(0,)]


async def test_a_session_that_is_called_off_needs_no_letter(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    await post(world)
    await say(world, sam, "I'm in")
    now = world.clock.now()
    me = Actor(world.team.guild.id, sam.id, "Sam", "en", "America/New_York")
    later = now + timedelta(hours=1)
    await world.app.kit.write(partial(canvass.remind_me, actor=me, canvass_id=1, at=later, asked=True, now=now))
    sure = await admin.slash(world.team.canvass, "canvass cancel", session="1")
    await press(admin, sure, next(label for label in labels(sure) if "ancel" in label))
    await world.pass_time(hours=1)
    assert letters(sam) == []


async def test_a_forged_view_is_no_error(world: World) -> None:
    sam = world.team.sam
    await act(world, sam)
    [message] = [m for m in world.team.canvass.history(viewer=sam) if m.flags.ephemeral][-1:]
    for custom_id in ("t1:nudge.mine:0:what:0", "t1:nudge.team:what:0", "t1:nudge.done:0", "t1:nudge.later:5"):
        answer = await raw.press(sam, message, world.team.canvass, custom_id, ["x"] if "later" in custom_id else [])
        assert "no longer there" in text_of(answer)
