"""Writing promises down as people do: in one line, in a form, from a message, and changing them."""

from functools import partial

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.cards import kit
from db import people
from db.facts import Actor, ChannelUse
from tests.cogs import canvassing
from tests.cogs.canvassing import choose_zone, labels, press, send, typed_in
from tests.cogs.promising import WHAT, add, greet, opened, promised, row
from tests.cogs.world import World, controls_of, text_of

FRIDAY = 1795820400  # Friday, November 27, 5 pm in Chicago
MENU = "Make a follow-up from this"


@pytest.fixture(autouse=True)
async def chicago(world: World) -> None:
    """The team is in Chicago."""
    await greet(world)
    await choose_zone(world, "America/Chicago")


def kept(world: World) -> list[tuple[str, ...]]:
    """Every promise's text."""
    return world.rows("SELECT text FROM followup ORDER BY id")


def id_of(shown: InteractionResult, code: str) -> str:
    """The id of the button with this code."""
    [found] = [part["custom_id"] for part in controls_of(shown) if f":{code}:" in part["custom_id"]]
    assert isinstance(found, str)
    return found


async def form(world: World, person: MemberActor, **options: str) -> InteractionResult:
    """The form of a new promise."""
    return await person.slash(world.team.canvass, "followup add", **options)


# ---- in one line -------------------------------------------------------------------------------------


async def test_one_line_shows_how_it_was_read_and_saves_on_a_tap(world: World) -> None:
    sam = world.team.sam
    shown = await add(world, sam)
    assert shown.ephemeral
    text = text_of(shown)
    assert f"<t:{FRIDAY}:F> (<t:{FRIDAY}:R>)" in text
    assert "You do it" in text
    assert kept(world) == []
    saved = await press(sam, shown, "Save")
    assert "I remind you when the time comes" in text_of(saved)
    [(number,)] = world.rows("SELECT id FROM followup")
    found = row(world, number, "text", "owner_id", "owner_name", "made_by_id", "zone", "wall", "state")
    assert found == (WHAT, sam.id, "Sam", sam.id, "America/Chicago", "2026-11-27T17:00", "open")


async def test_one_line_in_spanish_for_somebody_else(world: World) -> None:
    ana, sam = world.team.ana, world.team.sam
    shown = await add(world, ana, what="Llamar a la escuela", when="mañana a las 5pm", who=sam)
    assert "¿Lo entendí bien?" in text_of(shown)
    assert "Primero se le pregunta a **Sam**. Hasta que diga que sí, sigue siendo tuya." in text_of(shown)
    saved = await press(ana, shown, "Guardar")
    assert "Le pregunto a **Sam** y te cuento qué dice" in text_of(saved)
    assert labels(saved) == ["Abrirla", "La lista"]
    [(number,)] = world.rows("SELECT id FROM followup")
    found = row(world, number, "owner_id", "handed_to_id", "handed_to_name")
    assert found == (ana.id, sam.id, "Sam"), "until Sam says yes, it stays with Ana"
    asked = world.rows("SELECT person_id FROM nudge WHERE kind = 'hand_over'")
    assert asked == [(sam.id,)]


async def test_saving_twice_saves_once(world: World) -> None:
    sam = world.team.sam
    shown = await add(world, sam)
    message, save = shown.response, id_of(shown, "followup.save")
    assert message is not None
    await sam.click(message, custom_id=save)
    other = await add(world, sam, what="Another one")
    again = await press(sam, other, "Save")
    assert "Saved" in text_of(again)
    assert kept(world) == [(WHAT,), ("Another one",)]


async def test_an_old_preview_saves_what_it_shows_and_no_other(world: World) -> None:
    sam = world.team.sam
    first, second = await add(world, sam, what="First"), await add(world, sam, what="Second")
    await press(sam, first, "Save")
    await press(sam, second, "Save")
    assert kept(world) == [("First",), ("Second",)]


async def test_a_preview_is_saved_after_a_restart(world: World) -> None:
    sam = world.team.sam
    shown = await add(world, sam)
    await world.restart()
    assert "Saved" in text_of(await press(sam, shown, "Save"))
    assert kept(world) == [(WHAT,)]


async def test_nobody_elses_preview_is_saved(world: World) -> None:
    shown = await add(world, world.team.sam)
    mark = id_of(shown, "followup.save")
    message = await _public(world, mark)
    refused = await world.team.malik.click(message, label="Go")
    assert "was saved already, put away, or cleared" in text_of(refused)
    assert kept(world) == []


async def _public(world: World, custom_id: str) -> discord.Message:
    channel = world.app.client.get_channel(world.team.canvass.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=kit.note("A card", kit.row(kit.button("Go", custom_id))))


# ---- times that are not certain ------------------------------------------------------------------------


async def test_a_bad_time_comes_back_with_what_was_typed(world: World) -> None:
    sam = world.team.sam
    shown = await add(world, sam, when="when pigs fly")
    assert "“when pigs fly” could not be read as a time" in text_of(shown)
    again = await press(sam, shown, "Correct it")
    assert typed_in(again) == {"what": WHAT, "when": "when pigs fly"}
    preview = await send(sam, again, when="fri 5pm")
    assert f"<t:{FRIDAY}:F>" in text_of(preview)
    await press(sam, preview, "Save")
    assert kept(world) == [(WHAT,)]
    assert world.rows("SELECT kind FROM draft") == [], "what was typed is not kept longer than needed"


async def test_a_doubtful_time_is_settled_by_a_tap_on_ones_own_clock(world: World) -> None:
    sam = world.team.sam
    me = Actor(world.team.guild.id, sam.id, "Sam", "en", "America/Chicago")
    await world.app.kit.write(partial(people.set_zone, actor=me, zone="America/Denver", now=world.clock.now()))
    shown = await add(world, sam, when="fri at 8")
    assert labels(shown) == ["Fri, Nov 27, 8:00\u202fAM", "Fri, Nov 27, 8:00\u202fPM", "Correct it"]
    preview = await press(sam, shown, "Fri, Nov 27, 8:00\u202fPM")
    evening = FRIDAY + 4 * 3600
    assert f"<t:{evening}:F>" in text_of(preview)
    assert typed_in(await press(sam, preview, "Change"))["when"] == "2026-11-27 20:00"
    await press(sam, preview, "Save")
    assert world.rows("SELECT wall, zone FROM followup") == [("2026-11-27T20:00", "America/Denver")]


async def test_a_time_that_is_over_is_refused(world: World) -> None:
    shown = await add(world, world.team.sam, when="2026-11-01 10:00")
    assert "which is over" in text_of(shown)


async def test_a_preview_that_was_left_until_its_time_is_over_saves_nothing(world: World) -> None:
    sam = world.team.sam
    shown = await add(world, sam, when="in 2h")
    await world.pass_time(hours=3)
    refused = await press(sam, shown, "Save")
    assert "which is over" in text_of(refused)
    assert kept(world) == []


async def test_the_zone_that_was_assumed_is_named(world: World) -> None:
    there = world.other
    shown = await there.sam.slash(there.canvass, "followup add", what=WHAT, when="fri 5pm")
    assert "Read in Eastern Time" in text_of(shown)
    assert "Read in" not in text_of(await add(world, world.team.sam))


# ---- in the form ---------------------------------------------------------------------------------------


async def test_the_form_warns_and_begins_with_what_the_command_said(world: World) -> None:
    sam = world.team.sam
    asked = await form(world, sam, what="Bring chairs")
    assert "not end-to-end encrypted" in str(asked.modal)
    assert typed_in(asked) == {"what": "Bring chairs", "when": ""}
    shown = await send(sam, asked, when="fri 5pm", who=[world.team.malik], lead=[world.team.rosa])
    text = text_of(shown)
    assert "Bring chairs" in text
    assert "**Malik** is asked first" in text
    assert "**Rosa** is told" in text
    await press(sam, shown, "Save")
    [(number,)] = world.rows("SELECT id FROM followup")
    assert row(world, number, "lead_id", "lead_name") == (world.team.rosa.id, "Rosa")


async def test_change_brings_the_form_back_as_it_was(world: World) -> None:
    sam = world.team.sam
    shown = await send(sam, await form(world, sam), what="Bring chairs", when="fri 5pm", who=[world.team.malik])
    await world.pass_time(hours=20)
    again = await press(sam, shown, "Change")
    assert typed_in(again) == {"what": "Bring chairs", "when": "fri 5pm"}
    preview = await send(sam, again, what="Bring twenty chairs", who=[world.team.malik])
    assert f"<t:{FRIDAY}:F>" in text_of(preview), "what was typed once means the day that it meant then"
    assert "**Malik** is asked first" in text_of(preview)
    await press(sam, preview, "Save")
    assert kept(world) == [("Bring twenty chairs",)]


async def test_discarding_saves_nothing(world: World) -> None:
    sam = world.team.sam
    shown = await add(world, sam)
    assert "nothing was saved" in text_of(await press(sam, shown, "Discard"))
    assert kept(world) == []
    assert world.rows("SELECT kind FROM draft") == []


async def test_bots_are_not_asked(world: World) -> None:
    robot = world.team.guild.add_member(world.env.create_user("robot", bot=True))
    sam = world.team.sam
    shown = await send(sam, await form(world, sam), what="Bring chairs", when="fri 5pm", who=[robot])
    assert "Only people on this server can be chosen" in text_of(shown)
    assert "Correct it" in labels(shown)


async def test_oneself_is_not_asked(world: World) -> None:
    sam = world.team.sam
    assert "You do it" in text_of(await add(world, sam, who=sam))


@pytest.mark.parametrize("what", ["\u200b\u200b", "   "])
async def test_a_text_in_which_nothing_is_seen_comes_back(world: World, what: str) -> None:
    sam = world.team.sam
    shown = await send(sam, await form(world, sam), what=what, when="fri 5pm")
    assert "Correct it" in labels(shown)
    assert kept(world) == []


@pytest.mark.parametrize("what", ["@everyone **now** <@1>", "x" * 300, "'; DROP TABLE followup; --", "نور \u202e abc"])
async def test_whatever_is_typed_is_shown_safely(world: World, what: str) -> None:
    sam = world.team.sam
    shown = await add(world, sam, what=what)
    assert "@everyone" not in text_of(shown)
    saved = await press(sam, shown, "Save")
    assert "@everyone" not in text_of(saved)
    [(number,)] = world.rows("SELECT id FROM followup")
    assert "@everyone" not in text_of(await opened(world, sam, number))


async def test_who_turned_reminders_off_is_told_what_that_means(world: World) -> None:
    sam = world.team.sam
    me = Actor(world.team.guild.id, sam.id, "Sam", "en", "America/Chicago")
    await world.app.kit.write(partial(people.set_reminders, actor=me, on=False, now=world.clock.now()))
    assert "Your reminders are off" in text_of(await add(world, sam))


# ---- from a message, and in a thread -------------------------------------------------------------------


async def test_a_message_becomes_a_promise_that_leads_back_to_it(world: World) -> None:
    team = world.team
    said = await team.malik.send(team.canvass, f"I'll get Father Luis the flyers {'and more ' * 60}")
    asked = await team.sam.context_menu(team.canvass, MENU, said)
    begins = typed_in(asked)["what"]
    assert begins.startswith("I'll get Father Luis the flyers and more")
    assert len(begins) <= 300
    shown = await send(team.sam, asked, what="Flyers to Father Luis", when="fri 5pm")
    link = f"https://discord.com/channels/{team.guild.id}/{team.canvass.id}/{said.id}"
    assert link in text_of(shown)
    await press(team.sam, shown, "Save")
    [(number,)] = world.rows("SELECT id FROM followup")
    assert row(world, number, "channel_id", "message_id") == (team.canvass.id, said.id)
    assert link in text_of(await opened(world, team.sam, number))


async def test_the_way_back_survives_a_bad_time(world: World) -> None:
    team = world.team
    said = await team.malik.send(team.canvass, "Flyers!")
    shown = await send(team.sam, await team.sam.context_menu(team.canvass, MENU, said), when="some day")
    preview = await send(team.sam, await press(team.sam, shown, "Correct it"), when="fri 5pm")
    assert f"/{said.id})" in text_of(preview)


async def test_in_the_thread_of_a_session_it_comes_from_that_session(world: World) -> None:
    team = world.team
    await canvassing.choose_channel(world, ChannelUse.CANVASS, team.canvass)
    await canvassing.post(world, place="Elm Street")
    [(thread_id, session)] = world.rows("SELECT thread_id, id FROM canvass")
    room = ChannelHandle(world.env, team.guild, world.env.backend.get_channel(thread_id))
    shown = await team.sam.slash(room, "followup add", what=WHAT, when="fri 5pm")
    await press(team.sam, shown, "Save")
    [(number,)] = world.rows("SELECT id FROM followup")
    assert row(world, number, "canvass_id") == (session,)
    assert "From the session [Elm Street](https://discord.com/channels/" in text_of(
        await opened(world, team.sam, number)
    )


# ---- changing one --------------------------------------------------------------------------------------


async def test_a_change_is_previewed_before_it_is_saved(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    asked = await press(sam, await opened(world, sam, number), "Change")
    assert typed_in(asked) == {"what": WHAT, "when": "2026-11-27 17:00"}
    shown = await send(sam, asked, when="sat 10am")
    assert "Is this how it should be?" in text_of(shown)
    assert row(world, number, "wall") == ("2026-11-27T17:00",)
    assert "Saved as it stands here" in text_of(await press(sam, shown, "Save"))
    assert row(world, number, "wall", "text") == ("2026-11-28T10:00", WHAT)


async def test_the_text_of_what_is_late_can_be_changed(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    await world.pass_time(days=6)
    asked = await press(sam, await opened(world, sam, number), "Change")
    shown = await send(sam, asked, what="Send two notes")
    await press(sam, shown, "Save")
    assert row(world, number, "text", "wall") == ("Send two notes", "2026-11-27T17:00")


async def test_a_change_that_is_discarded_changes_nothing(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    asked = await press(sam, await opened(world, sam, number), "Change")
    shown = await send(sam, asked, what="Something else")
    assert "stays as it was" in text_of(await press(sam, shown, "Discard"))
    assert row(world, number, "text") == (WHAT,)
