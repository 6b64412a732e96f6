"""Cheers as people hear them: in the session's thread, one a minute at most, with the way to their pad."""

from functools import partial

import discord
import pytest
from simcord import InteractionResult, MemberActor
from sqlmodel import Session

from bot.words import words_in
from db import people, setup
from db.facts import Actor, Naming
from tests.cogs.canvassing import labels, press
from tests.cogs.dooring import board, live, pad
from tests.cogs.world import World, controls_of, text_of


async def heard(world: World) -> list[discord.Message]:
    """The cheers in the thread of the last session, the oldest first."""
    [(thread_id,)] = world.rows("SELECT thread_id FROM canvass ORDER BY id DESC LIMIT 1")
    room = world.app.client.get_channel(thread_id)
    assert isinstance(room, discord.Thread)
    found = [message async for message in room.history(limit=100, oldest_first=True) if message.components]
    return [m for m in found if any(":cheer.pad:" in part.get("custom_id", "") for part in controls_of(m))]


async def texts(world: World) -> list[str]:
    """What was told, the oldest first."""
    return [text_of(message).strip() for message in await heard(world)]


async def knock(world: World, person: MemberActor, *buttons: str) -> InteractionResult:
    """Open the pad and press these."""
    shown = await pad(world, person)
    for label in buttons:
        shown = await press(person, shown, label)
        await world.app.settle()
    return shown


def told(key: str, lines: int, language: str = "en", **values: object) -> set[str]:
    """Every text of a cause."""
    words = words_in(language)
    named = ".named" if "name" in values else ""
    return {words(f"cheers.{key}.{number}{named}", **values) for number in range(1, lines + 1)}


async def set_cheers(world: World, *, on: bool) -> None:
    """Turn them on or off, as /setup does."""
    admin = Actor(world.team.guild.id, world.team.admin.id, "Olga", "en", "UTC", organizer=True, admin=True)
    await world.app.kit.write(partial(setup.set_cheers, actor=admin, on=on))


async def test_the_first_door_is_cheered_at_once_and_its_button_opens_the_pad(world: World) -> None:
    sam, ana = world.team.sam, world.team.ana
    await live(world, sam, ana)
    await knock(world, sam, "Nobody home")
    [first] = await heard(world)
    assert text_of(first).strip() in told("first_door", 4)
    assert labels(first) == ["My pad"]
    assert not first.mentions
    shown = await press(ana, first, "My pad")
    assert shown.ephemeral
    assert "No hay nadie" in labels(shown), "in her own language"


async def test_the_thread_hears_one_a_minute_and_names_who_wants_to_be_named(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    await live(world, sam, malik)
    await knock(world, sam, "Talked")
    await knock(world, malik, "Talked")
    assert len(await heard(world)) == 1
    await world.pass_time(seconds=58)
    assert len(await heard(world)) == 1
    await world.pass_time(seconds=3)
    assert len(await heard(world)) == 2
    for _ in range(4):
        await world.pass_time(seconds=61)
    ever = [told("first_ever", 4, name=name) for name in ("Sam", "Malik")]
    heard_texts = await texts(world)
    assert [sum(text in those for text in heard_texts) for those in ever] == [1, 1]
    assert len(heard_texts) == 4, "and a tenth of the goal"


async def test_the_board_shows_what_was_reached(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await knock(world, sam, *["+5 doors"] * 2)
    shown = text_of(await board(world))
    assert any(text in shown for text in told("goal50", 4))
    await world.pass_time(seconds=61)
    assert any(text in told("goal50", 4) for text in await texts(world))


@pytest.mark.parametrize("naming", [Naming.UNNAMED, Naming.OUT])
async def test_who_would_rather_not_be_named_is_not(world: World, naming: Naming) -> None:
    sam = world.team.sam
    await live(world, sam)
    me = Actor(world.team.guild.id, sam.id, "Sam", "en", "UTC")
    await world.app.kit.write(partial(people.set_naming, actor=me, naming=naming, now=world.clock.now()))
    await knock(world, sam, "Talked")
    for _ in range(3):
        await world.pass_time(seconds=61)
    heard_texts = await texts(world)
    assert any(text in told("first_ever", 4) for text in heard_texts)
    assert not any("Sam" in text for text in heard_texts)


async def test_a_team_that_turned_them_off_hears_none_and_sees_none(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await knock(world, sam, "Talked")
    assert len(await heard(world)) == 1
    await set_cheers(world, on=False)
    await knock(world, sam, *["+5 doors"] * 4)
    for _ in range(3):
        await world.pass_time(seconds=61)
    assert len(await heard(world)) == 1
    shown = text_of(await board(world))
    assert not any(text in shown for text in told("first_door", 4) | told("goal100", 5))


async def test_what_waited_through_a_standstill_is_dropped_when_it_is_stale(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    await live(world, sam, malik)
    await knock(world, sam, "Talked")
    assert len(await heard(world)) == 1
    await world.pass_time(minutes=16)
    await world.pass_time(minutes=2)
    assert len(await heard(world)) == 1
    states = world.rows("SELECT DISTINCT state FROM nudge WHERE kind = 'cheer'")
    assert sorted(states) == [("expired",), ("sent",)]


async def test_a_team_that_speaks_spanish_is_cheered_in_spanish(world: World) -> None:
    sam = world.team.sam
    admin = Actor(world.team.guild.id, world.team.admin.id, "Olga", "en", "UTC", organizer=True, admin=True)
    await live(world, sam)
    await world.app.kit.write(partial(setup.set_language, actor=admin, language="es"))
    await knock(world, sam, "Nobody home")
    [first] = await heard(world)
    assert text_of(first).strip() in told("first_door", 4, "es")
    assert labels(first) == ["Mi contador"]


async def test_they_are_remembered_after_a_restart(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await knock(world, sam, "Talked")
    [first] = await heard(world)
    await world.restart()
    await world.pass_time(seconds=61)
    assert len(await heard(world)) == 2
    assert (await press(sam, first, "My pad")).ephemeral


async def test_in_quiet_hours_they_make_no_sound(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await world.app.kit.write(quiet_all_day)
    await knock(world, sam, "Talked")
    [first] = await heard(world)
    assert first.flags.suppress_notifications


def quiet_all_day(tx: Session) -> None:
    """Quiet hours from morning to night, in which every session falls."""
    tx.connection().exec_driver_sql("UPDATE team SET quiet_from = '00:10:00.000000', quiet_until = '23:50:00.000000'")


async def test_no_text_is_told_twice_in_a_session(world: World) -> None:
    people_there = [world.newcomer(name) for name in ("Abe", "Bea", "Cleo", "Eli")]
    await live(world, *people_there)
    for person in people_there:
        await knock(world, person, "Talked", "Supporter", "+5 doors", "Sign/poster")
        await world.pass_time(seconds=61)
    for _ in range(12):
        await world.pass_time(seconds=61)
    heard_texts = await texts(world)
    assert len(heard_texts) >= 10
    assert len(set(heard_texts)) == len(heard_texts)
    rows = world.rows("SELECT substr(cause, 1, instr(cause || ':', ':') - 1), line FROM cheer")
    assert len(set(rows)) == len(rows), "of one cause, no text twice before all were used"


# ---- cheering each other on --------------------------------------------------------------------------------------


async def clap(world: World, person: MemberActor) -> InteractionResult:
    """Press the button on the board, in the board's language."""
    shown = await board(world)
    [label] = {"Cheer", "Dar ánimos"} & set(labels(shown))
    said = await press(person, shown, label)
    await world.app.settle()
    return said


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_cheer_is_told_in_the_thread_at_once_in_the_teams_language(world: World, language: str) -> None:
    await live_in(world, language)
    said = await clap(world, world.team.ana)
    assert said.ephemeral
    assert "👏 Va para todo el equipo, en el hilo." in text_of(said), "in her own language"
    [first] = await heard(world)
    assert text_of(first).strip() in told("hand", 6, language, name="Ana")
    assert not first.mentions
    assert labels(first) == [words_in(language)("doors.button.pad")]


async def live_in(world: World, language: str) -> None:
    """A session whose board, and whatever else everybody reads, is in this language."""
    sam = world.team.sam
    await live(world, sam)
    admin = Actor(world.team.guild.id, world.team.admin.id, "Olga", "en", "UTC", organizer=True, admin=True)
    await world.app.kit.write(partial(setup.set_language, actor=admin, language=language))
    await press(sam, await board(world), "I'm here")
    await world.app.settle()
    assert words_in(language)("cheers.button.on") in labels(await board(world))


async def test_a_second_press_is_answered_kindly_and_tells_nothing(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await clap(world, sam)
    await world.pass_time(minutes=9)
    said = await clap(world, sam)
    assert said.ephemeral
    assert "still in the air" in text_of(said)
    assert f"<t:{int(world.clock.now().timestamp()) + 60}:R>" in text_of(said)
    await world.pass_time(seconds=61)
    assert len(await heard(world)) == 1
    assert "goes to everyone" in text_of(await clap(world, sam))
    assert len(await heard(world)) == 2


@pytest.mark.parametrize("language", ["en", "es"])
async def test_of_five_within_a_minute_the_thread_hears_one_message_a_minute(world: World, language: str) -> None:
    everyone = [world.newcomer(name) for name in ("Abe", "Bea", "Cleo", "Dov", "Eli")]
    await live_in(world, language)
    for person in everyone:
        assert "goes to everyone" in text_of(await clap(world, person))
        await world.pass_time(seconds=10)
    assert len(await heard(world)) == 1
    await world.pass_time(seconds=11)
    for _ in range(3):
        await world.pass_time(seconds=61)
    first, second = await heard(world)
    assert (second.created_at - first.created_at).total_seconds() >= 60
    assert text_of(first).strip() in told("hand", 6, language, name="Abe")
    rest = {"en": "Bea, Cleo, Dov, and 1 more of us", "es": "Bea, Cleo, Dov y 1 persona más"}[language]
    assert text_of(second).strip() in told("hand", 6, language, name=rest)


async def test_who_would_rather_not_be_named_cheers_all_the_same(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    me = Actor(world.team.guild.id, sam.id, "Sam", "en", "UTC")
    await world.app.kit.write(partial(people.set_naming, actor=me, naming=Naming.UNNAMED, now=world.clock.now()))
    await clap(world, sam)
    [text] = await texts(world)
    assert text in told("hand", 6)


async def test_an_old_button_says_that_the_day_is_over_or_that_cheers_are_off(world: World) -> None:
    sam, ana = world.team.sam, world.team.ana
    await live(world, sam)
    await set_cheers(world, on=False)
    assert "turned cheers off" in text_of(await clap(world, sam))
    assert "desactivó los ánimos" in text_of(await clap(world, ana))
    await set_cheers(world, on=True)
    await world.app.kit.write(lambda tx: tx.connection().exec_driver_sql("UPDATE canvass SET state = 'wrapped'"))
    assert "session is over" in text_of(await clap(world, sam))
    assert "ya terminó" in text_of(await clap(world, ana))
    assert await heard(world) == []


async def test_a_board_of_a_team_that_wants_no_cheers_has_no_button(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    assert "Cheer" in labels(await board(world))
    await set_cheers(world, on=False)
    await knock(world, sam, "Talked")
    assert "Cheer" not in labels(await board(world))


async def test_a_cheer_that_waits_is_told_after_a_restart(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    await live(world, sam)
    await clap(world, sam)
    await clap(world, malik)
    await world.restart()
    await world.pass_time(seconds=61)
    assert [text in told("hand", 6, name="Malik") for text in await texts(world)] == [False, True]
