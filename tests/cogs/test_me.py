"""`/me` as people use it: their own settings, sign-ups and data, and being forgotten."""

import json
from typing import Any

import pytest
from simcord import MemberActor

from bot.cards import kit
from tests.cogs.hands import Shown, choose, chosen, fill, labels, press, values_in
from tests.cogs.nudging import click, due
from tests.cogs.world import World, text_of


async def mine(person: MemberActor, world: World) -> Shown:
    """The person's page."""
    shown = await person.slash(world.team.canvass, "me")
    assert shown.ephemeral
    return shown


async def document(person: MemberActor, shown: Shown) -> dict[str, Any]:
    """The file with the person's data."""
    given = await press(person, await press(person, shown, "My data"), "Give me the file")
    assert given.ephemeral
    assert given.response is not None
    [file] = given.response.attachments
    assert file.filename == "toctoc-my-data.json"
    read: dict[str, Any] = json.loads(await file.read())
    return read


# ---- settings ----------------------------------------------------------------------------------


async def test_the_page_shows_defaults_and_keeps_nothing_until_something_is_chosen(world: World) -> None:
    shown = await mine(world.team.sam, world)
    assert "You in Barrio Unido" in text_of(shown)
    assert "**Reminders:** on" in text_of(shown)
    assert chosen(shown, "me.language") + chosen(shown, "me.zone") + chosen(shown, "me.naming") == [
        "discord",
        "team",
        "named",
    ]
    assert world.rows("select * from member") == []


async def test_the_language_changes_the_page_at_once_and_every_answer_after_it(world: World) -> None:
    sam = world.team.sam
    shown = await choose(sam, await mine(sam, world), "me.language", "es")
    assert "Tú en Barrio Unido" in text_of(shown)
    assert "✅ Guardado: las respuestas privadas van en español." in text_of(shown)
    assert "¿Qué te trae por aquí?" in text_of(await sam.slash(world.team.canvass, "help"))
    back = await choose(sam, await mine(sam, world), "me.language", "discord")
    assert "You in Barrio Unido" in text_of(back)
    ana = await mine(world.team.ana, world)
    assert "Tú en Barrio Unido" in text_of(ana), "without a choice it is the language of one's Discord"


async def test_the_zone_is_ones_own_or_the_teams(world: World) -> None:
    sam = world.team.sam
    shown = await choose(sam, await mine(sam, world), "me.zone", "America/Denver")
    assert "read in **Mountain Time — Denver**" in text_of(shown)
    shown = await fill(sam, shown, "Another city…", city="tokyo")
    assert "Saved: your times are read in Japan Time — Tokyo" in text_of(shown)
    assert chosen(shown, "me.zone") == ["Asia/Tokyo"]
    several = await fill(sam, shown, "Another city…", city="valencia")
    assert "Several time zones fit" in text_of(several)
    back = await choose(sam, await mine(sam, world), "me.zone", "team")
    assert "Eastern Time — New York" in text_of(back)
    refused = await fill(sam, back, "Another city…", city="@everyone **x**")
    assert "There is no time zone" in text_of(refused)
    assert "@everyone" not in text_of(refused)
    assert values_in(await press(sam, refused, "Correct it")) == {"city": "@everyone **x**"}


async def test_the_zone_is_suggested_while_typing(world: World) -> None:
    offered = await world.team.ana.autocomplete(world.team.canvass, "me", "time-zone", "bogota")
    assert [choice["name"] for choice in offered] == ["Hora de Colombia — Bogotá"]
    shown = await world.team.ana.slash(world.team.canvass, "me", **{"time-zone": "America/Bogota"})
    assert "tus horas se leen en Hora de Colombia — Bogotá" in text_of(shown)


async def test_reminders_and_ranking_are_ones_own_choice(world: World) -> None:
    sam = world.team.sam
    shown = await press(sam, await mine(sam, world), "Turn reminders off")
    assert "**Reminders:** off" in text_of(shown)
    shown = await choose(sam, shown, "me.naming", "out")
    assert "in rankings: Not in rankings" in text_of(shown)
    assert world.rows("select name, reminders, naming from member") == [("Sam", 0, "out")]
    shown = await press(sam, shown, "Turn reminders on")
    assert "**Reminders:** on" in text_of(shown)


async def test_a_page_works_after_a_restart(world: World) -> None:
    sam = world.team.sam
    shown = await mine(sam, world)
    await world.restart()
    assert "nothing" not in text_of(await press(sam, shown, "Turn reminders off"))
    assert world.rows("select reminders from member") == [(0,)]


async def test_settings_in_one_team_say_nothing_about_another(world: World) -> None:
    sam, other = world.team.sam, world.other
    await choose(sam, await mine(sam, world), "me.language", "es")
    there = other.guild.add_member(sam.user)
    shown = await there.slash(other.canvass, "me")
    assert "You in Otra Parte" in text_of(shown)
    assert chosen(shown, "me.language") == ["discord"]


# ---- my sign-ups, my data, forget me -----------------------------------------------------------


async def test_without_anything_kept_everything_says_so(world: World) -> None:
    sam = world.team.sam
    shown = await mine(sam, world)
    empty = await press(sam, shown, "My sign-ups")
    assert "You have not answered any coming session" in text_of(empty)
    data = await press(sam, await press(sam, empty, "Back"), "My data")
    assert "your answers to a session: 180 days after it" in text_of(data)
    assert "everything goes after 30 days" in text_of(data)
    forget = await press(sam, await press(sam, data, "Back"), "Forget me…")
    assert "Nothing is kept about you" in text_of(forget)
    assert labels(forget) == ["Back"]


async def test_my_data_is_a_file_in_my_words(world: World) -> None:
    sam = world.team.sam
    shown = await choose(sam, await mine(sam, world), "me.naming", "unnamed")
    read = await document(sam, shown)
    assert read["team"] == "Barrio Unido"
    [settings] = read["your settings"]["entries"]
    assert settings["name"] == "Sam"
    assert settings["in rankings"] == "Counted, without my name"
    assert read["your settings"]["kept until"] == "your settings: 365 days after you last did something"
    assert str(sam.id) not in json.dumps(read)


async def test_my_data_says_what_i_was_told_and_what_i_answered(world: World) -> None:
    ana = world.team.ana
    await due(world, ana, "Uno")
    await click(world, ana, "Hecho")
    shown = await press(ana, await press(ana, await mine(ana, world), "Mis datos"), "Dame el archivo")
    assert shown.response is not None
    [file] = shown.response.attachments
    read: dict[str, Any] = json.loads(await file.read())
    [told] = [row for row in read["mensajes para ti"]["entradas"] if row["tu respuesta"]]
    assert told["tu respuesta"] == "hecho"
    assert told["respondido"].startswith("2026-11-2")


async def test_forgetting_is_confirmed_done_and_harmless_twice(world: World) -> None:
    sam = world.team.sam
    shown = await choose(sam, await mine(sam, world), "me.naming", "out")
    confirm = await press(sam, shown, "Forget me…")
    assert "Erases your settings" in text_of(confirm)
    assert world.rows("select count(*) from member") == [(1,)]
    done = await press(sam, confirm, "Yes, forget me")
    assert "You are forgotten here" in text_of(done)
    assert world.rows("select count(*) from member") == [(0,)]
    message = await _public(world, "t1:me.forget")
    twice = await sam.click(message, label="Go")
    assert "You are forgotten here" in text_of(twice)
    assert twice.ephemeral, "a public card is never painted over with what is private"


@pytest.mark.parametrize("custom_id", ["t1:me.page:nowhere", "t1:help.page:nowhere", "t1:setup.step:nowhere"])
async def test_a_page_that_does_not_exist_is_gone(world: World, custom_id: str) -> None:
    message = await _public(world, custom_id)
    assert "This is no longer there" in text_of(await world.team.admin.click(message, label="Go"))


async def _public(world: World, custom_id: str) -> Any:
    """A public message with one button, as a forger would press it."""
    channel: Any = world.app.client.get_channel(world.team.canvass.id)
    return await channel.send(view=kit.note("A card", kit.row(kit.button("Go", custom_id))))
