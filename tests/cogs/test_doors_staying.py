"""Who comes along afterwards: a tap on the board or the card that stays, seen by all, taken back with another."""

from datetime import timedelta

import discord
from simcord import MemberActor

from bot import ids
from db.doors import staying
from tests.cogs import raw
from tests.cogs.canvassing import allow_events, card, labels, press, preview
from tests.cogs.dooring import HERE, board, boards, live, requests
from tests.cogs.evenings import tap, wrap
from tests.cogs.world import World, text_of

NOBODY = "🍽️ Afterwards: **Café Luna** · Who is coming along?"


async def with_a_place(world: World, *people: MemberActor) -> discord.Message:
    """A live session after which people sit together, led by an organizer; its board."""
    admin = world.team.admin
    allow_events(world)
    form = await press(admin, await preview(world, admin, world.team, **HERE), "More")
    shown = await admin.submit_modal(form, {"title": "", "debrief": "Café Luna", "captain": [], "note": ""})
    await tap(world, admin, shown, "Post")
    for person in people:
        await tap(world, person, await card(world), "I'm in")
    await admin.slash(world.team.canvass, "doors start")
    await world.app.settle()
    return await board(world)


async def line(world: World) -> str:
    """What the board says of afterwards."""
    [found] = [line for line in text_of(await board(world)).split("\n") if line.startswith("🍽️")]
    return found


async def test_a_tap_says_so_and_another_takes_it_back(world: World) -> None:
    sam, quinn = world.team.sam, world.team.stranger
    shown = await with_a_place(world, sam)
    assert await line(world) == NOBODY
    told = await tap(world, quinn, shown, "I'm coming along")
    assert "You're coming along to **Café Luna**" in text_of(told)
    assert told.ephemeral, "the others read it on the board"
    assert labels(told) == ["I can't after all"]
    assert await line(world) == "🍽️ Afterwards: **Café Luna** · Quinn comes along"
    await world.env.advance_time(60)
    await tap(world, sam, await board(world), "I'm coming along")
    assert await line(world) == "🍽️ Afterwards: **Café Luna** · Quinn and Sam come along"
    told = await tap(world, quinn, told, "I can't after all")
    assert "You're not coming along to **Café Luna** after all" in text_of(told)
    assert await line(world) == "🍽️ Afterwards: **Café Luna** · Sam comes along"
    await world.env.advance_time(60)
    await tap(world, quinn, told, "I'm coming along")
    assert await line(world) == "🍽️ Afterwards: **Café Luna** · Sam and Quinn come along"


async def test_twice_is_harmless_says_so_and_edits_nothing(world: World) -> None:
    sam = world.team.sam
    shown = await with_a_place(world, sam)
    first = await tap(world, sam, shown, "I'm coming along")
    before = requests(world, f"/messages/{shown.id}", method="PATCH")
    again = await tap(world, sam, await board(world), "I'm coming along")
    assert "You had said already" in text_of(again)
    assert requests(world, f"/messages/{shown.id}", method="PATCH") == before
    assert world.rows("SELECT count(*) FROM staying") == [(1,)]
    await tap(world, sam, first, "I can't after all")
    assert "You're not among those who come along" in text_of(await tap(world, sam, again, "I can't after all"))


async def test_after_the_wrap_up_the_card_that_stays_asks_too_also_after_a_restart(world: World) -> None:
    sam, ana = world.team.sam, world.team.ana
    shown = await with_a_place(world, sam)
    await tap(world, sam, shown, "I'm coming along")
    await tap(world, world.team.admin, await wrap(world, world.team.admin), "Wrap up anyway")
    [stays] = await boards(world)
    assert labels(stays) == ["I'm coming along", "Thank someone", "How was it?", "Our count", "Captain"]
    assert await line(world) == "🍽️ Afterwards: **Café Luna** · Sam comes along"
    await world.restart()
    await world.env.advance_time(60)
    told = await tap(world, ana, stays, "I'm coming along")
    assert "Vas con el equipo a **Café Luna**" in text_of(told), "Ana reads Spanish"
    assert labels(told) == ["Al final no puedo"]
    assert "Sam and Ana come along" in await line(world)


async def test_too_late_it_is_over_and_who_is_named_can_still_go(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    shown = await with_a_place(world, sam)
    told = await tap(world, sam, shown, "I'm coming along")
    await world.pass_time(hours=4 + staying.UNTIL / timedelta(hours=1))
    assert "This session is over" in text_of(await tap(world, malik, await board(world), "I'm coming along"))
    await tap(world, sam, told, "I can't after all")
    assert await line(world) == NOBODY


async def test_called_off_nobody_goes_anywhere(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    shown = await with_a_place(world, sam)
    told = await tap(world, sam, shown, "I'm coming along")
    await press(admin, await admin.slash(world.team.canvass, "canvass cancel", session="1"), "Cancel it")
    await world.app.settle()
    assert "Café Luna" not in text_of(await board(world))
    assert "was cancelled" in text_of(await tap(world, sam, told, "I can't after all"))


async def test_without_a_place_no_card_asks_and_an_old_button_says_that_there_is_nothing(world: World) -> None:
    sam, team = world.team.sam, world.team
    shown = await live(world, sam)
    assert "🍽️" not in text_of(shown)
    assert "I'm coming along" not in labels(shown)
    pressed = await raw.press(sam, await card(world), team.canvass, ids.DOORS_STAY(canvass=1, on=1))
    assert "This is no longer there" in text_of(pressed)
    assert world.rows("SELECT 1 FROM staying") == []


async def test_forgotten_they_are_off_the_card(world: World) -> None:
    sam, quinn = world.team.sam, world.team.stranger
    shown = await with_a_place(world, sam)
    for person in (quinn, sam):
        await tap(world, person, shown, "I'm coming along")
    me = await quinn.slash(world.team.canvass, "me")
    await tap(world, quinn, await press(quinn, me, "Forget me…"), "Yes, forget me")
    assert await line(world) == "🍽️ Afterwards: **Café Luna** · Sam comes along"


async def test_names_neither_ping_nor_break_the_line(world: World) -> None:
    people = [world.newcomer(name) for name in ("@everyone", "**Bo** <@1>", "\u202eevil", "W" * 32)]
    shown = await with_a_place(world)
    for person in people:
        await tap(world, person, shown, "I'm coming along")
    told, now = await line(world), await board(world)
    assert "@everyone" not in told
    assert "<@1>" not in told.replace("\\<@", "")
    assert "\u202e" not in told
    assert "W" * 29 + "…" in told
    assert not now.mentions
    assert not now.mention_everyone
