"""The sign-up card as people press it: in, maybe, can't, the line, tags, the calendar file, two languages."""

import icalendar
import pytest

from bot import ids
from db.facts import ChannelUse
from tests.cogs import raw
from tests.cogs.canvassing import (
    card,
    cards,
    choose,
    choose_channel,
    labels,
    messages,
    post,
    press,
    say,
    send,
    states,
    thread,
    typed_in,
)
from tests.cogs.world import World, text_of


async def test_one_press_and_a_person_is_in_and_told_so(world: World) -> None:
    await post(world)
    answer = await say(world, world.team.sam, "I'm in")
    assert "You're in:** 1 of 2 places" in answer
    assert "Tags & note" in answer
    shown = text_of(await card(world))
    assert "**In:** Sam" in shown
    assert "1 of 2 places" in shown


async def test_pressing_ten_times_is_harmless(world: World) -> None:
    await post(world)
    for _ in range(10):
        answer = await say(world, world.team.sam, "I'm in")
    assert "Nothing changed" in answer
    assert states(world) == {"Sam": "in"}
    for _ in range(3):
        await say(world, world.team.sam, "Maybe")
    assert states(world) == {"Sam": "maybe"}


async def test_a_spanish_reader_on_an_english_team_reads_spanish_and_the_card_stays_english(world: World) -> None:
    await post(world)
    answer = await say(world, world.team.ana, "I'm in")
    assert "¡Vas!** 1 de 2 lugares" in answer
    assert "Detalles y nota" in answer
    assert "I'm in" in labels(await card(world))
    listed = await world.team.ana.slash(world.team.canvass, "canvass list")
    assert "✋ Vas" in text_of(listed)


async def test_full_means_join_waitlist_and_a_place_that_frees_goes_to_the_first_in_line(world: World) -> None:
    team = world.team
    await post(world)
    await say(world, team.sam, "I'm in")
    await say(world, team.malik, "I'm in")
    full = await card(world)
    assert "Full, waitlist open" in text_of(full)
    assert labels(full)[0] == "Join waitlist"
    assert "número 1 de la fila" in await say(world, team.ana, "Join waitlist")
    assert "number 2 in line" in await say(world, team.stranger, "Join waitlist")
    assert "1. Ana · 2. Quinn" in text_of(await card(world))
    assert "your place is free" in await say(world, team.sam, "Can't")
    assert states(world) == {"Malik": "in", "Ana": "offered", "Quinn": "waiting", "Sam": "cant"}
    [offer] = await thread(world)
    assert f"<@{team.ana.id}>" in text_of(offer)
    assert [user.id for user in offer.mentions] == [team.ana.id]
    assert "Place held for:** Ana" in text_of(await card(world))


async def test_an_offer_is_taken_by_the_one_it_is_for(world: World) -> None:
    team = world.team
    await post(world, places="1")
    await say(world, team.sam, "I'm in")
    await say(world, team.malik, "Join waitlist")
    await say(world, team.sam, "Can't")
    [offer] = await thread(world)
    wrong = await press(team.stranger, offer, "Take it")
    assert "somebody else" in text_of(wrong)
    assert wrong.ephemeral
    await press(team.malik, offer, "Take it")
    await world.app.settle()
    assert states(world) == {"Malik": "in", "Sam": "cant"}
    [taken] = await thread(world)
    assert "you're in: 1 of 1 place" in text_of(taken)
    assert labels(taken) == ["Tags & note"]


async def test_an_offer_that_is_passed_goes_to_the_next(world: World) -> None:
    team = world.team
    await post(world, places="1")
    for person in (team.sam, team.malik, team.stranger):
        await say(world, person, labels(await card(world))[0])
    await say(world, team.sam, "Can't")
    [offer] = await thread(world)
    await press(team.malik, offer, "Pass")
    await world.app.settle()
    assert states(world) == {"Malik": "cant", "Quinn": "offered", "Sam": "cant"}
    passed, second = await thread(world)
    assert "passed the place on" in text_of(passed)
    assert f"<@{team.stranger.id}>" in text_of(second)


async def test_an_offer_whose_time_is_over_goes_to_the_next(world: World) -> None:
    team = world.team
    await post(world, places="1")
    for person in (team.sam, team.malik, team.stranger):
        await say(world, person, labels(await card(world))[0])
    await say(world, team.sam, "Can't")
    await world.pass_time(hours=4, minutes=1)
    assert states(world) == {"Malik": "maybe", "Quinn": "offered", "Sam": "cant"}
    late, _ = await thread(world)
    assert "went on to the next person" in text_of(await press(team.malik, late, "Take it"))


async def test_near_the_start_a_place_is_theirs_at_once_and_the_captain_hears_of_the_drop(
    world: World,
) -> None:
    team = world.team
    form = await team.admin.slash(team.canvass, "canvass plan", captain=team.malik)
    shown = await send(team.admin, form, when="tomorrow 7am", places="1", place="Elm")
    await press(team.admin, shown, "Post")
    await world.app.settle()
    await say(world, team.sam, "I'm in")
    await say(world, team.stranger, "Join waitlist")
    await world.pass_time(hours=8)
    before = len(await thread(world))
    assert "the captain knows" in await say(world, team.sam, "Can't")
    assert states(world) == {"Quinn": "in", "Sam": "cant"}
    told = (await thread(world))[before:]
    texts = [text_of(message) for message in told]
    assert any(f"<@{team.malik.id}>" in text and "Sam cannot come" in text for text in texts)
    assert any(f"<@{team.stranger.id}>" in text and "you're in" in text for text in texts)


async def test_a_drop_without_a_captain_is_told_to_the_organizers(world: World) -> None:
    team = world.team
    await choose_channel(world, ChannelUse.ORGANIZERS, team.organizers)
    await post(world, when="tomorrow 7am", places="")
    await say(world, team.sam, "I'm in")
    await say(world, team.sam, "Can't")
    assert await thread(world) == []
    [told] = await messages(world, team.organizers)
    assert "Sam cannot come" in text_of(told)
    assert told.mentions == []


async def test_tags_and_a_note_are_kept_and_only_the_tags_are_public(world: World) -> None:
    team = world.team
    await post(world)
    refused = await team.sam.click(await card(world), label="Tags & note")
    assert "for those who are in" in text_of(refused)
    await say(world, team.sam, "I'm in")
    form = await team.sam.click(await card(world), label="Tags & note")
    assert "not end-to-end encrypted" in str(form.modal)
    saved = await team.sam.submit_modal(
        form, {"tags": ["driver", "first"], "languages": ["en", "es"], "note": "15 minutes late"}
    )
    await world.app.settle()
    assert saved.ephemeral
    assert "🚗" in text_of(saved)
    shown = text_of(await card(world))
    assert "Sam 🚗🌱" in shown
    assert "15 minutes" not in shown
    again = await team.sam.click(await card(world), label="Tags & note")
    assert typed_in(again) == {"tags": ["driver", "first"], "languages": ["en", "es"], "note": "15 minutes late"}
    mine = await team.admin.slash(team.canvass, "canvass roster", session="Library")
    assert "15 minutes late" in text_of(mine)
    theirs = await team.stranger.slash(team.canvass, "canvass roster", session="Library")
    assert "Sam" in text_of(theirs)
    assert "15 minutes" not in text_of(theirs)


@pytest.mark.parametrize("locale", ["en-US", "es-ES"])
async def test_the_calendar_file_is_whole_and_in_the_persons_language(world: World, locale: str) -> None:
    team = world.team
    world.speaks(team.sam, locale)
    await post(world)
    answer = await team.sam.click(await card(world), label="Calendar file")
    assert answer.ephemeral
    assert answer.response is not None
    [file] = answer.response.attachments
    assert file.filename == "toctoc-library-steps.ics"
    assert any(part.get("file", {}).get("url") for part in answer.response.components)
    event = icalendar.Calendar.from_ical(await file.read()).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Library steps"
    assert ("Nuestra meta" if locale == "es-ES" else "Our goal") in str(event["DESCRIPTION"])
    assert event.decoded("DTSTART").isoformat() == "2026-11-28T15:00:00+00:00"


async def test_the_list_shows_where_one_stands_and_opens_a_card(world: World) -> None:
    team = world.team
    await post(world)
    await say(world, team.sam, "I'm in")
    listed = await team.sam.slash(team.outreach, "canvass list")
    assert "Library steps" in text_of(listed)
    assert "You're in" in text_of(listed)
    shown = await choose(team.sam, listed, "Library steps")
    assert shown.ephemeral
    assert "1 of 2 places" in text_of(shown)
    gone = await press(team.sam, shown, "Can't")
    await world.app.settle()
    assert "See you next time" in text_of(gone)
    assert "Nobody yet" in text_of(await card(world))


async def test_an_empty_list_says_what_to_do(world: World) -> None:
    team = world.team
    assert "/canvass plan" in text_of(await team.admin.slash(team.canvass, "canvass list"))
    assert "recorridos nuevos aparecen" in text_of(await team.ana.slash(team.canvass, "canvass list"))


async def test_a_press_after_the_end_is_answered_and_the_card_says_over(world: World) -> None:
    await post(world)
    old = await card(world)
    await world.pass_time(days=8)
    answer = await world.team.sam.click(old, label="I'm in")
    await world.app.settle()
    assert "This session is over" in text_of(answer)
    shown = await card(world)
    assert "Over" in text_of(shown)
    assert labels(shown) == ["Calendar file", "Manage"]


async def test_the_card_says_over_by_itself_soon_after_the_end(world: World) -> None:
    await post(world, when="in 2h", until="1h")
    await world.pass_time(hours=3, minutes=5)
    assert "Over" in text_of(await card(world))


async def test_a_button_works_after_a_restart(world: World) -> None:
    await post(world)
    old = await card(world)
    await world.restart()
    answer = await world.team.sam.click(old, custom_id=ids.CANVASS_IN(canvass=1))
    await world.app.settle()
    assert "You're in" in text_of(answer)
    assert "**In:** Sam" in text_of(await card(world))
    assert len(await cards(world)) == 1


async def test_a_form_that_was_open_during_a_restart_is_answered(world: World) -> None:
    await post(world)
    await say(world, world.team.sam, "I'm in")
    form = await world.team.sam.click(await card(world), label="Tags & note")
    await world.restart()
    saved = await world.team.sam.submit_modal(form, {"tags": ["driver"], "languages": [], "note": ""})
    assert "🚗" in text_of(saved)


async def test_a_made_up_id_and_another_teams_session_are_both_gone(world: World) -> None:
    await post(world, team=world.other)
    mine = await post(world)
    for custom_id in (ids.CANVASS_IN(canvass=1), ids.CANVASS_MANAGE(canvass=999), ids.CANVASS_IN(canvass=2**63 - 1)):
        answer = await raw.press(world.team.sam, mine, world.team.canvass, custom_id)
        assert "no longer there" in text_of(answer)
    assert world.rows("SELECT count(*) FROM signup") == [(0,)]
    offered = await world.team.sam.autocomplete(world.team.canvass, "canvass roster", "session", "")
    assert [choice["value"] for choice in offered] == ["2"]
    assert offered[0]["name"] == "Library steps · Sat, Nov 28, 10:00\u202fAM"
