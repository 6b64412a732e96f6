"""The board: it opens in the thread, follows what happens, is edited seldom and never for nothing, and comes back."""

import re
from functools import partial
from typing import Any

import discord
import pytest

from db import canvass, doors
from db.facts import Naming
from db.facts.doors import Outcome
from tests.cogs.canvassing import card, deny, labels, messages, press, send
from tests.cogs.dooring import board, boards, facts, live, make_captain, pad, requests, tapped
from tests.cogs.world import World, text_of


def edits(world: World, message: discord.Message) -> int:
    """How often a message was edited."""
    return requests(world, f"/messages/{message.id}", method="PATCH")


def thread_of(world: World) -> int:
    """The thread of the last session."""
    [(thread_id,)] = world.rows("SELECT thread_id FROM canvass ORDER BY id DESC LIMIT 1")
    assert isinstance(thread_id, int)
    return thread_id


# ---- it opens -------------------------------------------------------------------------------------------


async def test_a_captain_starts_the_session_and_the_board_opens_in_the_thread(world: World) -> None:
    malik, sam = world.team.malik, world.team.sam
    await live(world, sam, started=False)
    await make_captain(world, malik)
    panel = await press(malik, await card(world), "Manage")
    told = await press(malik, panel, "Start")
    assert f"The board is in <#{thread_of(world)}>" in text_of(told)
    await world.app.settle()
    [shown] = await boards(world)
    assert shown.id == (await board(world)).id
    assert shown.channel.id == thread_of(world)
    assert "Together 0 of 20 doors (0%)" in text_of(shown)
    assert "Nobody is on the board yet" in text_of(shown)
    assert labels(shown)[:5] == ["My pad", "I'm here", "We're back safe", "Heading back", "List done"]
    assert labels(shown)[5:] == ["Script", "Rights", "Captain", "Cheer"]
    assert requests(world, f"/messages/pins/{shown.id}", method="PUT") == 1


async def test_it_opens_at_the_planned_time_with_nobody_there(world: World) -> None:
    await live(world, world.team.sam, started=False)
    await world.pass_time(minutes=59)
    assert await boards(world) == []
    await world.pass_time(minutes=2)
    assert len(await boards(world)) == 1
    assert "At the doors now" in text_of(await card(world))


async def test_a_session_whose_time_came_while_the_bot_was_down_starts_when_it_is_back(world: World) -> None:
    await live(world, started=False)
    await world.app.kit.write(lambda tx: tx.connection().exec_driver_sql("DELETE FROM nudge WHERE kind = 'start'"))
    await world.env.advance_time(70 * 60)
    await world.restart()
    await world.tick()
    assert len(await boards(world)) == 1


async def test_a_session_that_is_over_by_then_does_not_start(world: World) -> None:
    await live(world, started=False)
    await world.env.advance_time(5 * 3600)
    await world.restart()
    await world.tick()
    assert world.rows("SELECT state FROM canvass") == [("open",)]
    assert await boards(world) == []


async def test_a_change_of_time_moves_the_start(world: World) -> None:
    admin = world.team.admin
    await live(world, started=False)
    form = await admin.slash(world.team.canvass, "canvass edit", session="1")
    await press(admin, await send(admin, form, when="in 4h", until="2h"), "Save changes")
    await world.app.settle()
    await world.pass_time(hours=2)
    assert await boards(world) == []
    await world.pass_time(hours=2, minutes=1)
    assert len(await boards(world)) == 1


async def test_started_twice_there_is_one_board(world: World) -> None:
    await live(world)
    again = await world.team.admin.slash(world.team.canvass, "doors start")
    assert "had started already" in text_of(again)
    await world.pass_time(hours=2)
    assert len(await boards(world)) == 1


async def test_only_those_who_lead_it_start_it_and_not_a_day_before(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    await live(world, sam, started=False)
    assert "captain" in text_of(await sam.slash(world.team.canvass, "doors start")).lower()
    await live(world, started=False, when="in 30h")
    assert "too early to start" in text_of(await admin.slash(world.team.canvass, "doors start", session="2"))
    assert world.rows("SELECT state FROM canvass ORDER BY id") == [("open",), ("open",)]


# ---- it follows -----------------------------------------------------------------------------------------


async def test_everything_that_happens_shows_on_it(world: World) -> None:
    admin, sam, malik = world.team.admin, world.team.sam, world.team.malik
    await live(world, sam, malik, started=False)
    panel = await admin.slash(world.team.canvass, "canvass pairs", session="1")
    await press(admin, panel, "Make pairs")
    await admin.slash(world.team.canvass, "doors start")
    await world.app.settle()
    await tapped(world, sam, "Talked", "Supporter", "Sign/poster", "+5 doors")
    await press(malik, await board(world), "I'm here")
    await world.app.settle()
    text = text_of(await board(world))
    assert "Together 7 of 20 doors (35%)" in text
    assert "💬 2 conversations · 💚 1 supporter" in text
    assert "🤝 1 ask taken (🪧 1)" in text
    assert "🚪 **Pair 1** Malik and Sam · 7 doors" in text
    told = await press(sam, await board(world), "List done")
    told = await press(sam, told, "Heading back")
    assert "on your way back, all 2 of you" in text_of(told)
    await world.app.settle()
    shown = text_of(await board(world))
    assert re.search(
        r"🏃 \*\*Pair 1\*\* Malik and Sam · 7 doors · 🏁 list done · on the way back since <t:\d+:t>", shown
    )
    await press(sam, told, "Still knocking")
    await world.app.settle()
    assert "🚪 **Pair 1** Malik and Sam · 7 doors" in text_of(await board(world))
    await press(malik, await board(world), "Heading back")
    told = await press(malik, await board(world), "We're back safe")
    assert "Good that you are back, all 2 of you" in text_of(told)
    await world.app.settle()
    assert "✅ **Pair 1** Malik and Sam · 7 doors · 🏁 list done" in text_of(await board(world))
    await press(malik, told, "Still out")
    await world.app.settle()
    assert "🚪 **Pair 1**" in text_of(await board(world))


async def test_the_latest_cheers_stand_on_it(world: World) -> None:
    await live(world, world.team.sam)
    await tapped(world, world.team.sam, "Talked")
    [cheer] = (await facts(world)).cheers[-1:]
    assert cheer.canvass_id == 1
    shown = text_of(await board(world))
    assert len(shown.strip().split("\n")) > 6, shown


async def test_walk_ups_are_welcome_and_can_leave_until_they_count(world: World) -> None:
    quinn = world.team.stranger
    await live(world)
    told = await press(quinn, await board(world), "I'm here")
    assert "Good to have you here" in text_of(told)
    await world.app.settle()
    assert "🚪 Quinn" in text_of(await board(world))
    assert world.rows("SELECT walk_up FROM attendance") == [(1,)]
    await press(quinn, told, "Not here after all")
    await world.app.settle()
    assert "Quinn" not in text_of(await board(world))
    told = await press(quinn, await board(world), "I'm here")
    await tapped(world, quinn, "Talked")
    assert "check-in stays" in text_of(await press(quinn, told, "Not here after all"))


async def test_people_without_a_pair_are_told_that_a_list_is_for_pairs(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    assert "for people who knock in a pair" in text_of(await press(sam, await board(world), "List done"))


@pytest.mark.parametrize("naming", [Naming.UNNAMED, Naming.OUT])
async def test_whoever_wants_no_ranking_is_known_to_be_out_without_a_number(world: World, naming: Naming) -> None:
    sam = world.team.sam
    await live(world, sam)
    await tapped(world, sam, "+5 doors")
    assert "🚪 Sam · 5 doors" in text_of(await board(world))
    await world.app.kit.write(
        lambda tx: tx.connection().exec_driver_sql(
            f"UPDATE member SET naming = '{naming.value}' WHERE person_id = {sam.id}"  # noqa: S608 - numbers of our own
        )
    )
    await tapped(world, sam, "Talked")
    line = next(line for line in text_of(await board(world)).split("\n") if "Sam" in line)
    assert line == "🚪 Sam"


async def test_names_never_ping_and_stay_within_the_card(world: World) -> None:
    people = [world.newcomer(name) for name in ("@everyone", "**Bo** <@1>", "\u202eevil", "W" * 32)]
    await live(world)
    for person in people:
        await press(person, await board(world), "I'm here")
    await world.app.settle()
    text = text_of(await board(world))
    assert "@everyone" not in text
    assert "<@1>" not in text.replace("\\<@", "")
    assert "\u202e" not in text
    assert not (await board(world)).mentions


# ---- it is edited seldom ----------------------------------------------------------------------------------


async def test_nothing_is_edited_when_nothing_changed(world: World) -> None:
    sam = world.team.sam
    shown = await live(world, sam)
    await tapped(world, sam, "Talked")
    before = edits(world, shown)
    for _ in range(3):
        await world.tick()
        world.app.kit.repaint.soon("board", 1)
        await world.app.settle()
    await pad(world, sam)
    await press(sam, await board(world), "I'm here")
    await world.app.settle()
    assert edits(world, shown) == before


async def test_presses_that_come_together_share_an_edit(world: World) -> None:
    shown = await live(world, world.team.sam)
    before = edits(world, shown)
    repaint, counts = world.app.kit.repaint, {Outcome.TALKED: 1}
    whose: dict[str, Any] = {
        "team_id": world.team.guild.id,
        "canvass_id": 1,
        "person_id": world.team.sam.id,
        "now": world.clock.now(),
    }
    repaint._pause = 0.3
    for number in range(1, 51):
        await world.app.kit.write(partial(doors.count, press_id=number, counts=counts, **whose))
        repaint.soon("board", 1)
    await world.app.settle()
    assert edits(world, shown) - before < 10
    assert "Together 50 of 20" in text_of(await board(world))


# ---- it comes back ----------------------------------------------------------------------------------------


async def test_deleted_it_is_posted_anew_with_the_next_press(world: World) -> None:
    sam = world.team.sam
    shown = await live(world, sam)
    panel = await pad(world, sam)
    await shown.delete()
    await press(sam, panel, "Talked")
    await world.app.settle()
    [new] = await boards(world)
    assert new.id != shown.id
    assert "Together 1 of 20 doors" in text_of(new)
    await tapped(world, sam, "Talked")
    assert [m.id for m in await boards(world)] == [new.id]


async def test_a_deleted_thread_begins_anew_with_the_board_in_it(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await press(sam, await card(world), "My pad")
    await world.app.settle()
    world.env.backend.delete_channel(thread_of(world))
    assert "1 door" in text_of(await press(sam, shown, "Talked"))
    await world.app.settle()
    await world.tick()
    assert "Together 1 of 20 doors" in text_of(await board(world))


async def test_a_thread_that_fell_asleep_is_opened_for_the_board(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    room = world.app.client.get_channel(thread_of(world))
    assert isinstance(room, discord.Thread)
    await room.edit(archived=True)
    world.env.inject_error("PATCH", f"/channels/{room.id}/messages/*", status=400, code=50083, message="Archived")
    await press(sam, shown, "Talked")
    await world.app.settle()
    assert "Together 1 of 20 doors" in text_of(await board(world))


async def test_restarted_between_post_and_remembering_there_is_still_one(world: World) -> None:
    await live(world, world.team.sam)
    await world.app.kit.write(lambda tx: tx.connection().exec_driver_sql("UPDATE canvass SET board_message_id = NULL"))
    await world.restart()
    await world.tick()
    assert len(await boards(world)) == 1
    await tapped(world, world.team.sam, "Talked")
    assert len(await boards(world)) == 1


async def test_every_button_works_after_a_restart(world: World) -> None:
    sam = world.team.sam
    shown = await live(world, sam)
    await world.restart()
    for label in ("My pad", "I'm here", "We're back safe"):
        assert (await press(sam, shown, label)).response is not None, label
    assert "for the captain" in text_of(await press(world.team.admin, shown, "Captain"))
    await world.app.settle()


async def test_without_a_thread_it_stands_in_the_channel(world: World) -> None:
    team = world.team
    await live(world, started=False)
    world.env.backend.delete_channel(thread_of(world))
    await world.app.kit.write(partial(canvass.remember_thread, canvass_id=1, thread_id=None))
    deny(world, team.canvass, create_public_threads=True)
    await team.admin.slash(team.canvass, "doors start")
    await world.app.settle()
    found = [m for m in await messages(world, team.canvass) if "Captain" in labels(m)]
    assert len(found) == 1
    pressed = await press(team.sam, await press(team.sam, found[0], "My pad"), "Talked")
    assert "1 door" in text_of(pressed)


async def test_where_the_bot_may_not_write_the_presses_count_and_organizers_are_told(world: World) -> None:
    sam, team = world.team.sam, world.team
    await live(world, sam)
    shown = await pad(world, sam)
    await world.app.settle()
    deny(world, team.canvass, send_messages_in_threads=True)
    before = requests(world, "/messages/", method="PATCH")
    assert "1 door" in text_of(await press(sam, shown, "Talked"))
    await world.app.settle()
    assert requests(world, "/messages/", method="PATCH") == before, "asking in vain is counted against the bot"
    assert ("canvass:board", "missing_permissions") in world.rows("SELECT thing, code FROM team_trouble")
    panel = await press(team.admin, await card(world), "Manage")
    assert "⚠️" in text_of(panel)


async def test_called_off_on_the_way_the_board_says_so(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    await live(world, sam)
    await tapped(world, sam, "Talked")
    await press(admin, await admin.slash(world.team.canvass, "canvass cancel", session="1"), "Cancel it")
    await world.app.settle()
    shown = await board(world)
    assert "called off" in text_of(shown)
    assert labels(shown) == ["We're back safe", "Captain"]
    assert "Good that you are back" in text_of(await press(sam, shown, "We're back safe"))
    await world.app.settle()
    assert "✅ Sam" in text_of(await board(world))


async def test_what_did_not_reach_discord_is_painted_again(world: World) -> None:
    sam = world.team.sam
    shown = await live(world, sam)
    panel = await pad(world, sam)
    await world.app.settle()
    world.env.inject_error("PATCH", f"/channels/{thread_of(world)}/messages/{shown.id}", status=503, times=2)
    await press(sam, panel, "Talked")
    await world.app.settle()
    assert "Together 1 of 20 doors" in text_of(await board(world))
