"""`/setup` as people use it: step by step, left and resumed, two at once, with bad input, by those who may."""

import pytest
from discord import Permissions
from simcord import MemberActor, SetupError

from tests.cogs.hands import Shown, choose, chosen, fill, labels, press, values_in
from tests.cogs.world import World, grant_bot, text_of

HOSTILE = '@everyone <@1> **b** =HYPERLINK("x") \u202eevil'
TIMES = "Quiet hours and reminders…"
NAMES = "Name, town, phone…"


async def opened(person: MemberActor, world: World) -> Shown:
    """The set-up as this person finds it; organizers who do not see the command come through /help."""
    channel = world.team.organizers
    if "setup" in person.available_commands(channel):
        return await person.slash(channel, "setup")
    help_ = await press(person, await person.slash(channel, "help"), "I organize")
    return await press(person, help_, "Open the set-up")


async def at(person: MemberActor, world: World, *steps: str) -> Shown:
    """The set-up after pressing these buttons."""
    shown = await opened(person, world)
    for label in steps:
        shown = await press(person, shown, label)
    return shown


async def organize(world: World) -> None:
    """Make Rosa's role the organizers'."""
    await choose(
        world.team.admin, await at(world.team.admin, world, "Next", "Next"), "setup.role", world.team.organizer_role
    )


# ---- from the first step to the last -----------------------------------------------------------


async def test_it_works_with_nothing_answered(world: World) -> None:
    admin = world.team.admin
    shown = await opened(admin, world)
    assert shown.ephemeral
    assert "step 1 of 6: Language and time zone" in text_of(shown)
    assert "Everything here works without you" in text_of(shown)
    for title in ("Channels", "Organizers", "The campaign", "Quiet hours and reminders", "Ranking, cheers, events"):
        shown = await press(admin, shown, "Next")
        assert f": {title}" in text_of(shown)
    done = await press(admin, shown, "Finish")
    assert "at a glance" in text_of(done)
    assert "Eastern Time — New York · *default*" in text_of(done)
    assert "</turf add:" in text_of(done)
    assert world.rows("select set_up_at is not null from team") == [(1,)]
    assert "at a glance" in text_of(await opened(admin, world))


async def test_each_choice_is_saved_at_once_and_said_on_the_panel(world: World) -> None:
    team, admin = world.team, world.team.admin
    shown = await opened(admin, world)
    shown = await choose(admin, shown, "setup.language", "es")
    assert "✅ Saved: public cards are in Spanish." in text_of(shown)
    shown = await choose(admin, shown, "setup.zone", "America/Chicago")
    assert "✅ Saved: times are read in Central Time — Chicago." in text_of(shown)
    assert (chosen(shown, "setup.language"), chosen(shown, "setup.zone")) == (["es"], ["America/Chicago"])
    shown = await press(admin, shown, "Next")
    shown = await choose(admin, shown, "setup.channel:canvass", team.canvass)
    assert f"Saved: Sign-up cards → <#{team.canvass.id}>" in text_of(shown)
    assert "I may do all I need there" in text_of(shown)
    shown = await choose(admin, shown, "setup.channel:organizers", team.organizers)
    shown = await choose(admin, await press(admin, shown, "Next"), "setup.role", team.organizer_role)
    assert f"organizers are those with <@&{team.organizer_role.id}>" in text_of(shown)
    shown = await press(admin, shown, "Next")
    shown = await fill(admin, shown, NAMES, campaign="Good Neighbors", town="Riverton", hotline="555-0100")
    assert "**Town:** Riverton" in text_of(shown)
    shown = await fill(admin, shown, "What it is…", about="Neighbors\n\nwho help", about_not="No party")
    assert "Neighbors\n\nwho help" in text_of(shown)
    shown = await fill(admin, await press(admin, shown, "Next"), TIMES, quiet_from="10pm", confirm_hours="36")
    assert "10:00 PM – 8:00 AM" in text_of(shown).replace("\u202f", " ")
    assert "36 hours before" in text_of(shown)
    shown = await fill(admin, shown, "Waitlist…", offer_hours="1")
    assert "held for 1 hour " in text_of(shown)
    shown = await choose(admin, await press(admin, shown, "Next"), "setup.ranking", "groups")
    shown = await press(admin, shown, "Turn events off")
    assert "**Discord events:** off" in text_of(shown)
    shown = await press(admin, shown, "Turn cheers off")
    assert "**Cheers:** off" in text_of(shown)
    done = text_of(await press(admin, shown, "Finish"))
    for told in (
        "español",
        "Central Time — Chicago",
        f"<#{team.canvass.id}>",
        "Good Neighbors",
        "Pairs and teams only",
    ):
        assert f"{told}" in done
    assert "*default*" not in done
    assert done.count("*not yet*") == 1, "only the channel for leaders was not chosen"


async def test_it_is_left_and_resumed_even_after_a_restart(world: World) -> None:
    admin = world.team.admin
    shown = await at(admin, world, "Next", "Next")
    await world.restart()
    again = await opened(admin, world)
    assert "step 3 of 6" in text_of(again)
    assert "You were at step 3" in text_of(again)
    on = await press(admin, shown, "Next")
    assert "step 4 of 6" in text_of(on), "a panel from before the restart works"
    back = await press(admin, on, "Back")
    assert "step 3 of 6" in text_of(back)
    end = await press(admin, back, "Skip to the end")
    assert "step 5 of 6" in text_of(await choose(admin, end, "setup.jump", "times"))


async def test_a_form_that_was_open_during_a_restart_is_saved(world: World) -> None:
    admin = world.team.admin
    form = await press(admin, await at(admin, world, "Next", "Next", "Next"), NAMES)
    await world.restart()
    shown = await admin.submit_modal(form, {"campaign": "Good Neighbors", "town": "", "hotline": ""})
    assert "**Name of the campaign:** Good Neighbors" in text_of(shown)


async def test_everything_is_in_spanish_for_those_who_read_it(world: World) -> None:
    world.speaks(world.team.admin, "es-419")
    shown = await opened(world.team.admin, world)
    assert "Configuración · paso 1 de 6: Idioma y zona horaria" in text_of(shown)
    assert "Hora oriental — Nueva York" in text_of(shown)
    for title in ("Canales", "Quiénes organizan", "La campaña", "Horas de silencio", "Clasificación"):
        shown = await press(world.team.admin, shown, "Siguiente")
        assert title in text_of(shown)
    assert "de un vistazo" in text_of(await press(world.team.admin, shown, "Terminar"))


# ---- time zones --------------------------------------------------------------------------------


async def test_a_zone_is_found_by_its_city(world: World) -> None:
    admin = world.team.admin
    shown = await fill(admin, await opened(admin, world), "Another city…", city="medellin")
    assert "Saved: times are read in Colombia Time — Bogota" in text_of(shown)
    several = await fill(admin, shown, "Another city…", city="valencia")
    assert "Several time zones fit “valencia”" in text_of(several)
    picked = await choose(admin, several, "setup.zone", "Europe/Madrid")
    assert "Central European Time — Madrid" in text_of(picked)
    refused = await fill(admin, picked, "Another city…", city="Atlantis")
    assert "There is no time zone called “Atlantis”" in text_of(refused)
    assert values_in(await press(admin, refused, "Correct it")) == {"city": "Atlantis"}
    assert world.rows("select zone from team") == [("Europe/Madrid",)]


async def test_the_commands_option_suggests_zones_as_one_types(world: World) -> None:
    admin, channel = world.team.admin, world.team.organizers
    offered = await admin.autocomplete(channel, "setup", "time-zone", "mia")
    assert [choice["name"] for choice in offered] == ["Eastern Time — New York"]
    world.speaks(admin, "es-ES")
    assert len(await admin.autocomplete(channel, "setup", "time-zone", "")) == 25
    offered = await admin.autocomplete(channel, "setup", "time-zone", "nueva y")
    assert offered[0]["name"] == "Hora oriental — Nueva York"
    shown = await admin.slash(channel, "setup", **{"time-zone": "America/Los_Angeles"})
    assert "Hora del Pacífico — Los Ángeles" in text_of(shown)
    refused = await admin.slash(channel, "setup", **{"time-zone": "Atlántida"})
    assert "«Atlántida»" in text_of(refused)


# ---- what Discord lacks ------------------------------------------------------------------------


async def test_missing_permissions_are_named_and_looked_at_again(world: World) -> None:
    team, admin = world.team, world.team.admin
    may = Permissions(view_channel=True, send_messages=True, read_message_history=True)
    everyone = Permissions(view_channel=True, use_application_commands=True)
    world.env.backend.edit_role(team.guild.id, team.guild.id, {"permissions": everyone.value})
    grant_bot(world.env, team.guild, may)
    shown = await choose(admin, await at(admin, world, "Next"), "setup.channel:canvass", team.canvass)
    assert "**Attach Files, Create Public Threads, and Send Messages in Threads**" in text_of(shown)
    assert "channel settings → Permissions" in text_of(shown)
    shown = await press(admin, shown, "Check again")
    assert "**Attach Files" in text_of(shown)
    end = await press(admin, shown, "Skip to the end")
    assert "⚠️ There I lack" in text_of(end)
    assert "**Create Events**" in text_of(end)
    may.update(attach_files=True, create_public_threads=True, send_messages_in_threads=True, create_events=True)
    grant_bot(world.env, team.guild, may)
    fine = await press(admin, await choose(admin, end, "setup.jump", "channels"), "Back")
    fine = await press(admin, fine, "Next")
    assert "I may do all I need there" in text_of(fine)


async def test_a_channel_and_a_role_that_are_gone_are_said_to_be(world: World) -> None:
    team, admin = world.team, world.team.admin
    await organize(world)
    shown = await choose(admin, await at(admin, world, "Back"), "setup.channel:canvass", team.canvass)
    world.env.backend.delete_channel(team.canvass.id)
    world.env.backend.delete_role(team.guild.id, team.organizer_role.id)
    await world.env.settle()
    shown = await press(admin, shown, "Next")
    assert "The organizer role is no longer there" in text_of(shown)
    shown = await press(admin, shown, "Back")
    assert "That channel is no longer there" in text_of(shown)
    assert chosen(shown, "setup.channel:canvass") == []
    cleared = await choose(admin, shown, "setup.channel:canvass")
    assert "Sign-up cards → no channel" in text_of(cleared)
    assert "no longer there" not in text_of(cleared)


# ---- who may -----------------------------------------------------------------------------------


async def test_organizers_do_all_of_it_but_choose_the_role(world: World) -> None:
    team = world.team
    assert "setup" not in team.rosa.available_commands(team.organizers)
    await organize(world)
    shown = await at(team.rosa, world, "Next")
    shown = await choose(team.rosa, shown, "setup.channel:canvass", team.canvass)
    assert "Saved" in text_of(shown)
    role = await press(team.rosa, shown, "Next")
    assert "Only those who manage the server choose this role" in text_of(role)
    end = await press(team.rosa, role, "Skip to the end")
    assert "at a glance" in text_of(end)


async def test_others_are_refused_also_when_they_press_what_is_not_theirs(world: World) -> None:
    team = world.team
    with pytest.raises(SetupError):
        await team.sam.slash(team.organizers, "setup")
    sams = await press(team.sam, await team.sam.slash(team.organizers, "help"), "I organize")
    assert "Open the set-up" not in labels(sams)
    await organize(world)
    shown = await opened(team.rosa, world)
    world.env.backend.remove_member_role(team.guild.id, team.rosa.id, team.organizer_role.id)
    for label in ("Next", "Another city…", "Skip to the end"):
        assert "This is for the organizers" in text_of(await press(team.rosa, shown, label))
    refused = await choose(team.rosa, shown, "setup.zone", "America/Chicago")
    assert "This is for the organizers" in text_of(refused)
    assert world.rows("select zone from team") == [(None,)]


async def test_a_role_that_everyone_has_is_refused(world: World) -> None:
    admin = world.team.admin
    shown = await at(admin, world, "Next", "Next")
    refused = await choose(admin, shown, "setup.role", world.team.guild.default_role)
    assert "would make everybody in the server an organizer" in text_of(refused)


# ---- bad input, and two at once ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"quiet_from": "9"}, "“9” can mean 9:00 AM or 9:00 PM"),
        ({"quiet_until": "soon"}, "“soon” could not be read as a time of day"),
        ({"confirm_hours": "0"}, "“0” is not a whole number from 1 to 168"),
        ({"confirm_hours": "999999"}, "“999999” is not a whole number"),
        ({"today_hours": "two"}, "“two” is not a whole number from 1 to 24"),
    ],
)
async def test_bad_hours_are_refused_and_what_was_typed_is_kept(world: World, typed: dict[str, str], told: str) -> None:
    admin = world.team.admin
    panel = await at(admin, world, "Next", "Next", "Next", "Next")
    refused = await fill(admin, panel, TIMES, **typed)
    assert told in text_of(refused).replace("\u202f", " ")
    again = values_in(await press(admin, refused, "Correct it"))
    assert (
        again == {"quiet_from": "9:00 pm", "quiet_until": "8:00 am", "confirm_hours": "24", "today_hours": "2"} | typed
    )
    assert values_in(await press(admin, panel, TIMES)) == again
    assert world.rows("select confirm_hours, today_hours from team") == [(24, 2)]
    good = {"quiet_from": "21:00", "quiet_until": "7am", "confirm_hours": "24", "today_hours": "2"}
    saved = await admin.submit_modal(await press(admin, refused, "Correct it"), good)
    assert "9:00 PM – 7:00 AM" in text_of(saved).replace("\u202f", " ")
    assert values_in(await press(admin, panel, TIMES))["quiet_until"] == "7:00 am"


async def test_hostile_texts_are_shown_safely(world: World) -> None:
    admin = world.team.admin
    shown = await at(admin, world, "Next", "Next", "Next")
    shown = await fill(admin, shown, NAMES, campaign=HOSTILE, town=HOSTILE, hotline="1" * 40)
    shown = await fill(admin, shown, "What it is…", about=HOSTILE * 10, about_not=f"# x\n{HOSTILE}")
    end = await press(admin, shown, "Skip to the end")
    for text in (text_of(shown), text_of(end)):
        assert "@everyone" not in text
        assert "\u202e" not in text
        assert "\\*\\*b\\*\\*" in text
    assert world.rows("select campaign from team") == [(HOSTILE,)]


async def test_two_organizers_at_once_lose_nothing(world: World) -> None:
    team = world.team
    await organize(world)
    olga, rosa = await at(team.admin, world, "Back", "Back"), await opened(team.rosa, world)
    await choose(team.admin, olga, "setup.zone", "America/Denver")
    shown = await choose(team.rosa, rosa, "setup.language", "es")
    assert "Mountain Time — Denver" in text_of(shown), "each choice shows what the others chose meanwhile"
    assert world.rows("select language, zone from team") == [("es", "America/Denver")]


async def test_the_other_team_has_its_own(world: World) -> None:
    await choose(world.team.admin, await opened(world.team.admin, world), "setup.language", "es")
    other = world.other
    theirs = await other.admin.slash(other.organizers, "setup")
    assert chosen(theirs, "setup.language") == ["en"]
    assert "Everything here works without you" in text_of(theirs)
    await choose(other.admin, theirs, "setup.zone", "America/Bogota")
    assert sorted(world.rows("select language, zone from team")) == [("en", "America/Bogota"), ("es", None)]
