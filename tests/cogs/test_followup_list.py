"""Promises as people look at them and answer: the list, one promise, done, later, handed over, stopped, dropped."""

import pytest
from simcord import InteractionResult, MemberActor

from tests.cogs import hands
from tests.cogs.canvassing import choose_zone, labels, make_organizer, options, press, send
from tests.cogs.promising import WHAT, greet, listed, opened, promised, row
from tests.cogs.world import World, controls_of, text_of

NOW = 1795456800  # noon in Chicago, Monday, November 23


@pytest.fixture(autouse=True)
async def chicago(world: World) -> None:
    """The team is in Chicago, and Rosa organizes."""
    await greet(world)
    await choose_zone(world, "America/Chicago")
    await make_organizer(world)


async def later(person: MemberActor, shown: InteractionResult, line: str) -> InteractionResult:
    """Choose a line of *Later*."""
    assert shown.response is not None
    [value] = [one["value"] for one in options(shown) if one["label"] == line]
    return await hands.choose(person, shown, "followup.later", value)


async def hand(person: MemberActor, shown: InteractionResult, to: MemberActor) -> InteractionResult:
    """Ask somebody to take a promise over."""
    chooser = await press(person, shown, "Hand over")
    assert chooser.response is not None
    [select] = [part for part in controls_of(chooser) if part["type"] == 5]
    return await person.select(chooser.response, [to], custom_id=select["custom_id"])


# ---- the list ----------------------------------------------------------------------------------------


async def test_an_empty_list_says_what_to_do_and_does_it(world: World) -> None:
    sam = world.team.sam
    shown = await listed(world, sam)
    assert "You have no promises to keep" in text_of(shown)
    assert shown.ephemeral
    asked = await press(sam, shown, "New promise")
    await press(sam, await send(sam, asked, what="Bring chairs", when="fri 5pm"), "Save")
    assert "Bring chairs" in text_of(await listed(world, sam))
    assert "No tienes promesas pendientes" in text_of(await listed(world, world.team.ana))


async def test_late_comes_first_and_what_is_done_comes_last(world: World) -> None:
    sam = world.team.sam
    for what, when in (("Soon", "in 2h"), ("Friday", "fri 5pm"), ("Kept", "wed 5pm")):
        await promised(world, sam, what=what, when=when)
    await sam.slash(world.team.canvass, "followup done", which="Kept")
    await world.env.advance_time(3 * 3600)
    text = text_of(await listed(world, sam))
    places = [text.index(part) for part in ("Late", "Soon", "Coming up", "Friday", "Done in the last week", "Kept")]
    assert places == sorted(places)
    assert "2 open · 1 late" in text


async def test_a_long_list_has_pages(world: World) -> None:
    sam = world.team.sam
    for number in range(10):
        await promised(world, sam, what=f"Promise {number}", when=f"in {number + 1}h")
    shown = await listed(world, sam)
    assert "page 1 of 2" in text_of(shown).lower()
    assert len(options(shown)) == 8
    second = await press(sam, shown, "▶")
    assert "Promise 9" in text_of(second)
    assert "Promise 0" not in text_of(second)


async def test_the_team_list_is_for_organizers(world: World) -> None:
    team = world.team
    await promised(world, team.sam)
    refused = await listed(world, team.malik, whose="team")
    assert "for the organizers" in text_of(refused)
    assert WHAT not in text_of(refused)
    shown = await listed(world, team.rosa, whose="team")
    assert WHAT in text_of(shown)
    assert "Sam" in text_of(shown)
    mine = await press(team.rosa, shown, "Mine")
    assert "You have no promises to keep" in text_of(mine)
    assert "What the team promised" in text_of(await press(team.rosa, mine, "The team's"))


async def test_what_one_asked_of_others_is_on_ones_list(world: World) -> None:
    team = world.team
    number = await promised(world, team.ana, who=team.sam)
    assert WHAT in text_of(await listed(world, team.ana))
    sams = await listed(world, team.sam)
    assert "You are asked" in text_of(sams)
    assert WHAT not in text_of(await listed(world, team.malik))
    shown = await opened(world, team.sam, number)
    assert "Ana asks if you could take this over." in text_of(shown)
    assert labels(shown) == ["I take it", "Pass it back", "The list"]


async def test_what_one_leads_is_on_ones_list(world: World) -> None:
    team = world.team
    asked = await team.sam.slash(team.canvass, "followup add", what=WHAT)
    await press(team.sam, await send(team.sam, asked, when="fri 5pm", lead=[team.malik]), "Save")
    assert WHAT in text_of(await listed(world, team.malik))
    [(number,)] = world.rows("SELECT id FROM followup")
    shown = await opened(world, team.malik, number)
    assert "If it stays silent, **you** are told" in text_of(shown)
    assert "Done" in labels(shown)


# ---- done --------------------------------------------------------------------------------------------


async def test_done_is_a_tap_and_can_be_taken_back(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    shown = await opened(world, sam, number)
    done = await press(sam, shown, "Done")
    assert "Thank you for keeping your word" in text_of(done)
    assert row(world, number, "state") == ("done",)
    again = await press(sam, done, "Not done yet after all")
    assert "It is open again" in text_of(again)
    assert row(world, number, "state") == ("open",)


async def test_done_twice_is_harmless(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    first, second = await opened(world, sam, number), await opened(world, sam, number)
    await press(sam, first, "Done")
    before = row(world, number, "done_at", "done_by_id")
    await world.env.advance_time(60)
    assert "Thank you" in text_of(await press(sam, second, "Done"))
    assert row(world, number, "done_at", "done_by_id") == before


async def test_done_by_command_suggests_by_text_and_date(world: World) -> None:
    sam, ana = world.team.sam, world.team.ana
    number = await promised(world, sam)
    await promised(world, sam, what="Bring chairs", when="sat 10am")
    [choice] = await sam.autocomplete(world.team.canvass, "followup done", "which", "THANK")
    assert choice == {"name": f"{WHAT} · Fri, Nov 27, 5:00\u202fPM", "value": str(number)}
    assert await ana.autocomplete(world.team.canvass, "followup done", "which", "") == []
    done = await sam.slash(world.team.canvass, "followup done", which=choice["value"])
    assert WHAT in text_of(done)
    assert row(world, number, "state") == ("done",)
    reopened = await press(sam, done, "Not done yet after all")
    assert "It is open again" in text_of(reopened)


async def test_done_of_what_is_not_there_says_so(world: World) -> None:
    shown = await world.team.sam.slash(world.team.canvass, "followup done", which="Nothing of the kind")
    assert "Nothing of the kind" in text_of(shown)


# ---- later -------------------------------------------------------------------------------------------


async def test_later_today_is_in_three_hours_and_says_so(world: World) -> None:
    sam = world.team.sam
    shown = await opened(world, sam, await promised(world, sam))
    put_off = await later(sam, shown, "Later today")
    assert f"the next reminder comes <t:{NOW + 3 * 3600}:F>" in text_of(put_off)
    assert f"Next reminder: <t:{NOW + 3 * 3600}:F>" in text_of(put_off)


async def test_a_time_of_ones_own_is_typed_and_corrected(world: World) -> None:
    sam = world.team.sam
    shown = await opened(world, sam, await promised(world, sam))
    asked = await press(sam, shown, "Pick a time…")
    wrong = await send(sam, asked, when="later or never")
    assert "could not be read as a time" in text_of(wrong)
    put_off = await send(sam, await press(sam, wrong, "Correct it"), when="thu 11pm")
    assert "the next reminder comes <t:" in text_of(put_off)
    [(due_at, by_choice)] = world.rows("SELECT due_at, asked FROM nudge WHERE kind = 'followup' AND state = 'pending'")
    assert (due_at[:16], by_choice) == ("2026-11-27 05:00", 1), "a moment that was picked is kept, quiet hours or not"


async def test_a_line_whose_moment_is_over_is_offered_anew(world: World) -> None:
    sam = world.team.sam
    shown = await opened(world, sam, await promised(world, sam))
    await world.env.advance_time(4 * 3600)
    assert "please choose again" in text_of(await later(sam, shown, "Later today"))


async def test_in_spanish_the_moments_are_said_in_spanish(world: World) -> None:
    ana = world.team.ana
    shown = await opened(world, ana, await promised(world, ana))
    told = {line["label"]: line["description"] for line in options(shown)}
    assert told["Mañana"].startswith("mar, 24 de nov, 9:00")
    assert "De acuerdo" in text_of(await later(ana, shown, "La próxima semana"))


# ---- handed over -------------------------------------------------------------------------------------


async def test_a_promise_is_handed_over_and_taken(world: World) -> None:
    team = world.team
    number = await promised(world, team.sam)
    asked = await hand(team.sam, await opened(world, team.sam, number), team.malik)
    assert "**Malik** is being asked" in text_of(asked)
    assert "has not answered yet" in text_of(asked)
    assert row(world, number, "owner_id", "handed_to_id") == (team.sam.id, team.malik.id)
    taken = await press(team.malik, await opened(world, team.malik, number), "I take it")
    assert "It is yours now" in text_of(taken)
    assert row(world, number, "owner_id", "handed_to_id") == (team.malik.id, None)


async def test_a_promise_is_passed_back(world: World) -> None:
    team = world.team
    number = await promised(world, team.sam)
    await hand(team.sam, await opened(world, team.sam, number), team.malik)
    shown = await opened(world, team.malik, number)
    assert "Passed back" in text_of(await press(team.malik, shown, "Pass it back"))
    assert row(world, number, "owner_id", "handed_to_id") == (team.sam.id, None)


async def test_handing_to_a_bot_or_to_oneself_is_refused(world: World) -> None:
    team = world.team
    number = await promised(world, team.sam)
    robot = team.guild.add_member(world.env.create_user("robot", bot=True))
    shown = await hand(team.sam, await opened(world, team.sam, number), robot)
    assert "Only people on this server" in text_of(shown)
    await hand(team.sam, await opened(world, team.sam, number), team.sam)
    assert row(world, number, "handed_to_id") == (None,)


# ---- stopped, dropped, asked after ---------------------------------------------------------------------


async def test_reminders_stop_and_come_back(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    stopped = await press(sam, await opened(world, sam, number), "Stop reminders")
    assert "No more reminders of this one" in text_of(stopped)
    assert "no reminders" in text_of(await listed(world, sam))
    resumed = await press(sam, stopped, "Remind me again")
    assert "on again" in text_of(resumed)
    assert "A reminder comes then" in text_of(resumed)


async def test_what_is_no_longer_needed_is_asked_about_first(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    asked = await press(sam, await opened(world, sam, number), "No longer needed")
    assert row(world, number, "state") == ("open",)
    assert "Done" in text_of(asked)
    back = await press(sam, asked, "Back")
    assert WHAT in text_of(back)
    await press(sam, await press(sam, back, "No longer needed"), "Yes, take it off")
    assert row(world, number, "state") == ("dropped",)


async def test_an_organizer_asks_after_it_or_does_it(world: World) -> None:
    team = world.team
    number = await promised(world, team.sam)
    shown = await opened(world, team.rosa, number, whose="team")
    assert labels(shown) == ["Done", "Hand over", "Change", "Remind them", "I do it", "No longer needed", "The list"]
    assert "**Sam** does it" in text_of(shown)
    taken = await press(team.rosa, shown, "I do it")
    assert "It is yours now" in text_of(taken)
    assert row(world, number, "owner_id") == (team.rosa.id,)


async def test_an_owner_is_reminded_because_somebody_asked(world: World) -> None:
    team = world.team
    number = await promised(world, team.sam)
    shown = await press(team.rosa, await opened(world, team.rosa, number, whose="team"), "Remind them")
    assert "A reminder is on its way" in text_of(shown)
    due = world.rows("SELECT count(*) FROM nudge WHERE kind = 'followup' AND due_at <= ?", "2026-11-23 18:00:00.000000")
    assert due == [(1,)]


# ---- who sees what -------------------------------------------------------------------------------------


async def test_strangers_and_other_teams_see_nothing(world: World) -> None:
    team, other = world.team, world.other
    number = await promised(world, team.sam)
    refused = await team.stranger.slash(team.canvass, "followup done", which=str(number))
    assert "for somebody else" in text_of(refused)
    gone = await other.admin.slash(other.canvass, "followup done", which=str(number))
    assert WHAT not in text_of(gone)
    assert row(world, number, "state") == ("open",)
    assert WHAT not in text_of(await other.rosa.slash(other.canvass, "followup list"))


async def test_everything_works_after_a_restart(world: World) -> None:
    sam = world.team.sam
    number = await promised(world, sam)
    shown = await opened(world, sam, number)
    await world.restart()
    assert "Thank you" in text_of(await press(sam, shown, "Done"))


# ---- on other pages ------------------------------------------------------------------------------------


async def test_my_page_and_help_show_what_is_to_be_done(world: World) -> None:
    team = world.team
    await promised(world, team.sam, when="in 3h")
    await promised(world, team.rosa, what="Bring chairs", who=team.sam)
    mine = await press(team.sam, await team.sam.slash(team.canvass, "me"), "My to-dos")
    assert WHAT in text_of(mine)
    assert "Bring chairs" in text_of(mine)
    assert "You in" in text_of(await press(team.sam, mine, "Back"))
    needs = await press(team.sam, await team.sam.slash(team.canvass, "help"), "What can I do?")
    assert f"**You promised:**\n- {WHAT}" in text_of(needs)
    assert "**Could you take this over?** Both answers are fine.\n- Bring chairs" in text_of(needs)
    assert WHAT in text_of(await press(team.sam, needs, "The list"))


async def test_organizers_are_told_of_late_promises_as_a_count(world: World) -> None:
    team = world.team
    await promised(world, team.sam, when="in 1h")
    await world.env.advance_time(2 * 3600)
    needs = await press(team.rosa, await team.rosa.slash(team.canvass, "help"), "What can I do?")
    assert "**1 promise** of the team is late" in text_of(needs)
    assert WHAT not in text_of(needs)
    sams = await press(team.malik, await team.malik.slash(team.canvass, "help"), "What can I do?")
    assert "late" not in text_of(sams)


async def test_help_explains_promises(world: World) -> None:
    sam = world.team.sam
    shown = await press(sam, await sam.slash(world.team.canvass, "help"), "I promised something")
    assert "</followup add:" in text_of(shown)
    asked = await press(sam, shown, "New promise")
    assert asked.modal is not None
