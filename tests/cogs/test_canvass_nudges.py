"""What a session tells people in its thread, and what they answer: still in, can't, later, stop these."""

import sqlite3
from functools import partial
from typing import Any

import discord
import pytest
from simcord import MemberActor

from bot.ids import parse
from db import canvass
from db.facts import Actor
from tests.cogs.canvassing import (
    card,
    choose_zone,
    labels,
    post,
    press,
    say,
    send,
    states,
    thread,
    typed_in,
)
from tests.cogs.world import START, ZONE, World, controls_of, text_of

NOTICE = ["Still in", "Can't", "Later", "Stop these"]
# Saturday at ten in Chicago is 118 hours after Monday noon; the day before is 94 hours away, its evening 104.
DAY_BEFORE, EVENING, TODAY = 94, 106, 116


async def play(world: World, *people: MemberActor, places: str = "", **typed: Any) -> None:
    """A session on Saturday with these people in it, on Chicago's clock."""
    await choose_zone(world, ZONE)
    await post(world, places=places, **typed)
    for person in people:
        await say(world, person, labels(await card(world))[0])


async def until(world: World, hours: float) -> None:
    """Let time pass until so many hours after the start of the world."""
    gone = (world.clock.now() - START).total_seconds() / 3600
    await world.pass_time(hours=hours - gone)


async def last(world: World) -> discord.Message:
    """What was said in the thread last."""
    return (await thread(world))[-1]


def mentioned(message: discord.Message) -> set[int]:
    """Whom a message mentions."""
    return {user.id for user in message.mentions}


async def answer(world: World, person: MemberActor, shown: Any, label: str) -> Any:
    """Press a button; the answer, which only they see, with everything done."""
    given = await press(person, shown, label)
    await world.app.settle()
    assert given.response is None or given.response.ephemeral
    return given


def told(world: World) -> set[str]:
    """Who was told of the last session."""
    query = (
        "SELECT m.name FROM signup s JOIN member m ON m.person_id = s.person_id AND m.team_id = s.team_id"
        " WHERE s.told_at IS NOT NULL"
    )
    return {name for (name,) in world.rows(query)}


# ---- what stands in the thread -------------------------------------------------------------------------------


async def test_the_day_before_and_the_day_ask_with_four_answers(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.ana)
    assert told(world) == set()
    await until(world, DAY_BEFORE)
    asked = await last(world)
    assert "is coming up" in text_of(asked)
    assert labels(asked) == NOTICE
    assert mentioned(asked) == {team.sam.id, team.ana.id}
    assert told(world) == {"Sam", "Ana"}
    await until(world, TODAY)
    assert "Today: Library steps" in text_of(await last(world))
    assert len(await thread(world)) == 2


async def test_every_notice_carries_its_nudge(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.malik, places="1")
    await say(world, team.sam, "Can't")  # Malik is offered the place
    await press(team.malik, await last(world), "Take it")
    await until(world, DAY_BEFORE)
    await say(world, team.ana, "Join waitlist")
    await until(world, TODAY - 4)
    await say(world, team.malik, "Can't")  # a late drop, and Ana is in at once
    await until(world, TODAY)
    await team.admin.slash(team.canvass, "canvass cancel", session="Library")
    world_rows = world.rows("SELECT id, message_id FROM nudge WHERE state = 'sent' ORDER BY id")
    known = {message.id: message for message in await thread(world)}
    assert len(world_rows) >= 5
    taken = [message for message in known.values() if "you're in:" in text_of(message)]
    for nudge_id, message_id in world_rows:
        if known[message_id] in taken:
            continue
        parsed = [parse(part["custom_id"]) for part in controls_of(known[message_id])]
        assert nudge_id in [values.get("nudge") for _, values in filter(None, parsed)]


async def test_a_notice_whose_process_died_before_it_was_marked_is_found_and_not_repeated(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    [asked] = await thread(world)
    with_database = "UPDATE nudge SET state = 'held', sent_at = NULL, message_id = NULL WHERE kind = 'confirm'"
    _execute(world, with_database, "UPDATE signup SET told_at = NULL")
    await world.restart()
    await world.pass_time(minutes=5)
    assert [message.id for message in await thread(world)] == [asked.id]
    assert world.rows("SELECT state, message_id FROM nudge WHERE kind = 'confirm'") == [("sent", asked.id)]
    assert told(world) == {"Sam"}


def _execute(world: World, *statements: str) -> None:
    """Change the database beside the bot."""
    path = world.settings.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


async def test_cant_in_the_notice_gives_the_place_to_the_first_in_line(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.malik, places="1")
    await until(world, DAY_BEFORE)
    given = await answer(world, team.sam, await last(world), "Can't")
    assert "your place is free" in text_of(given)
    assert states(world) == {"Malik": "offered", "Sam": "cant"}


# ---- late sign-ups -------------------------------------------------------------------------------------------


async def test_who_signs_up_after_the_reminder_reads_at_once_what_they_need(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    for person in (team.ana, team.malik):
        await say(world, person, "I'm in")
    await world.pass_time(seconds=20)
    late = await last(world)
    assert mentioned(late) == {team.ana.id, team.malik.id}
    text = text_of(late)
    assert "You're in for Library steps" in text
    assert "Library steps" in text.split("📍")[1]
    assert labels(late) == NOTICE
    await world.pass_time(minutes=5)
    assert len(await thread(world)) == 2, "once, and nobody else"
    assert told(world) == {"Sam", "Ana", "Malik"}


async def test_who_leaves_again_is_not_told(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    await say(world, team.ana, "I'm in")
    await say(world, team.ana, "Can't")
    await world.pass_time(minutes=5)
    assert not [message for message in await thread(world) if "You're in for" in text_of(message)]


# ---- later ---------------------------------------------------------------------------------------------------


async def test_later_is_asked_and_answered_in_private(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.ana)
    await until(world, DAY_BEFORE)
    asked = await last(world)
    panel = await answer(world, team.sam, asked, "Later")
    assert "Remind me of Library steps" in text_of(panel)
    assert labels(panel) == ["In 1 hour", "This evening", "Tomorrow morning", "Pick a time", "I can't come"]
    kept = await answer(world, team.sam, panel, "In 1 hour")
    assert "I'll remind you of **Library steps** in a private message" in text_of(kept)
    [(person, after, asked_for)] = world.rows(
        "SELECT person_id, after_id, asked FROM nudge WHERE kind = 'session_later' AND state = 'pending'"
    )
    [(confirm,)] = world.rows("SELECT id FROM nudge WHERE kind = 'confirm'")
    assert (person, after, asked_for) == (team.sam.id, confirm, 0)
    again = await answer(world, team.sam, asked, "Later")
    assert "So far:" in text_of(again)
    assert "No reminder" in labels(again)
    spanish = await answer(world, team.ana, asked, "Later")
    assert "Recordarme Library steps" in text_of(spanish)
    assert "Hoy en la tarde" in labels(spanish)


async def test_the_reminder_comes_by_dm_when_it_was_wanted_and_only_to_them(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.malik)
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Later")
    await answer(world, team.sam, panel, "In 1 hour")
    await world.pass_time(minutes=59)
    state = "SELECT state FROM nudge WHERE kind = 'session_later'"
    assert world.rows(state) == [("pending",)]
    await world.pass_time(minutes=1)
    assert world.rows(state) == [("sent",)]
    [letter] = team.sam.user.dm_channel.history()
    assert "Library steps" in text_of(letter)
    assert len(await thread(world)) == 1


async def test_another_choice_replaces_the_first_and_it_can_be_taken_back(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Later")
    for label in ("In 1 hour", "This evening"):
        kept = await answer(world, team.sam, panel, label)
        panel = await answer(world, team.sam, kept, "Change")
    pending = "SELECT count(*) FROM nudge WHERE kind = 'session_later' AND state = 'pending'"
    assert world.rows(pending) == [(1,)]
    none = await answer(world, team.sam, panel, "No reminder")
    assert "taken back" in text_of(none)
    assert world.rows(pending) == [(0,)]


async def test_a_moment_can_be_typed_and_what_cannot_be_is_kept(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Later")
    form = await press(team.sam, panel, "Pick a time")
    late = await send(team.sam, form, when="sun 6pm")
    assert "is not before the session" in text_of(late)
    corrected = await press(team.sam, late, "Correct it")
    assert typed_in(corrected) == {"when": "sun 6pm"}
    kept = await send(team.sam, corrected, when="today 11:45pm")
    assert "I'll remind you" in text_of(kept)
    assert world.rows("SELECT asked FROM nudge WHERE kind = 'session_later' AND state = 'pending'") == [(1,)]


async def test_a_moment_that_is_over_by_now_offers_others(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Later")
    await world.pass_time(hours=2)
    again = await answer(world, team.sam, panel, "In 1 hour")
    assert "That moment is over" in text_of(again)
    assert "In 1 hour" in labels(again)


async def test_later_is_for_those_who_signed_up(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    shown = await answer(world, team.stranger, await last(world), "Later")
    assert "for those who are in" in text_of(shown)


async def test_the_way_out_stands_beside_it(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.malik, places="1")
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Later")
    assert "gives your place to the first in line" in text_of(panel)
    await answer(world, team.sam, panel, "I can't come")
    assert states(world) == {"Malik": "offered", "Sam": "cant"}


# ---- stop these ----------------------------------------------------------------------------------------------


async def test_one_session_can_be_muted_and_unmuted_and_a_cancel_is_told_all_the_same(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.malik)
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Stop these")
    assert labels(panel) == ["Of this session", "All reminders"]
    muted = await answer(world, team.sam, panel, "Of this session")
    assert "You stay signed up" in text_of(muted)
    await until(world, TODAY)
    assert mentioned(await last(world)) == {team.malik.id}
    undone = await answer(world, team.sam, muted, "Undo")
    assert "reminded of Library steps again" in text_of(undone)
    await answer(world, team.sam, await answer(world, team.sam, await last(world), "Stop these"), "Of this session")
    shown = await team.admin.slash(team.canvass, "canvass cancel", session="Library")
    await press(team.admin, shown, "Cancel it")
    await world.app.settle()
    assert mentioned(await last(world)) == {team.sam.id, team.malik.id}


async def test_all_reminders_can_be_turned_off_and_on_from_a_notice(world: World) -> None:
    team = world.team
    await play(world, team.sam, team.malik)
    await until(world, DAY_BEFORE)
    panel = await answer(world, team.sam, await last(world), "Stop these")
    off = await answer(world, team.sam, panel, "All reminders")
    assert "All your reminders of this team are off" in text_of(off)
    await until(world, TODAY)
    assert mentioned(await last(world)) == {team.malik.id}
    later = await answer(world, team.sam, await last(world), "Later")
    assert "nothing would arrive" in text_of(later)
    on = await answer(world, team.sam, off, "Reminders on")
    assert "on again" in text_of(on)
    assert world.rows("SELECT reminders FROM member WHERE name = 'Sam'") == [(1,)]


async def test_the_answers_work_after_a_restart(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, DAY_BEFORE)
    asked = await last(world)
    await world.restart()
    panel = await answer(world, team.sam, asked, "Later")
    await world.restart()
    kept = await answer(world, team.sam, panel, "In 1 hour")
    assert "I'll remind you" in text_of(kept)
    assert "Fewer reminders" in text_of(await answer(world, team.sam, asked, "Stop these"))


# ---- at night, and under other settings ----------------------------------------------------------------------


async def test_a_captain_who_reminds_at_night_reads_when_it_goes_out(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    await until(world, EVENING)  # ten in the evening
    before = len(await thread(world))
    shown = await team.admin.slash(team.canvass, "canvass remind", session="Library")
    morning = int(START.timestamp()) + 116 * 3600
    assert f"when the quiet hours are over: <t:{morning}:F>" in text_of(shown)
    again = await team.admin.slash(team.canvass, "canvass remind", session="Library")
    assert f"<t:{morning}:F>" in text_of(again)
    await world.app.settle()
    assert len(await thread(world)) == before
    await until(world, TODAY)
    said = (await thread(world))[before:]
    assert [("A reminder of" in text_of(message)) for message in said] == [True]
    await world.pass_time(minutes=2)
    assert len(await thread(world)) == before + 1, "told a minute ago, nobody is told again that it is today"


async def test_a_renamed_neighborhood_shows_on_the_card_and_in_what_is_told(world: World) -> None:
    team = world.team
    await choose_zone(world, ZONE)
    form = await team.admin.slash(team.organizers, "turf add")
    await send(team.admin, form, name="Old Town")
    form = await team.admin.slash(team.canvass, "canvass plan", turf="Old Town")
    await press(team.admin, await send(team.admin, form, when="sat 10am", until="3h"), "Post")
    await world.app.settle()
    await say(world, team.sam, "I'm in")
    assert "Old Town" in text_of(await card(world))
    form = await team.admin.slash(team.organizers, "turf edit", name="Old Town")
    await send(team.admin, form, name="New Town")
    await world.app.settle()
    assert "New Town" in text_of(await card(world))
    await until(world, DAY_BEFORE)
    assert "New Town is coming up" in text_of(await last(world))


@pytest.mark.timeout(120)
async def test_more_people_than_a_message_may_mention_are_told_by_two(world: World) -> None:
    team = world.team
    await play(world, team.sam)
    [(number,)] = world.rows("SELECT max(id) FROM canvass")
    now = world.clock.now()
    crowd = [Actor(team.guild.id, 10_000 + one, f"V{one}", "en", ZONE) for one in range(104)]
    for person in crowd:
        await world.app.kit.store.write(partial(canvass.join, actor=person, canvass_id=number, now=now))
    await until(world, DAY_BEFORE)
    await world.app.settle()
    first, second = await thread(world)
    assert (text_of(first).count("<@"), text_of(second).count("<@")) == (100, 5)
    assert len(told(world)) == 105
