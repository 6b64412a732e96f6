"""Planning as organizers do it: the form, bad input, the preview, drafts that survive, edit, and the same again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from bot import ids
from db.facts import ChannelUse
from tests.cards.test_kit import HOSTILE
from tests.cogs import raw
from tests.cogs.canvassing import (
    FORM,
    allow_events,
    card,
    cards,
    choose_channel,
    choose_zone,
    deny,
    labels,
    make_organizer,
    post,
    press,
    preview,
    say,
    send,
    thread,
    typed_in,
)
from tests.cogs.world import World, text_of

SATURDAY = "2026-11-28 15:00:00"  # 10 in the morning in New York, the default


def planned(world: World) -> list[tuple[Any, ...]]:
    """What is planned: when, until, where, places, goal."""
    return world.rows("SELECT starts_at, ends_at, meet_place, capacity, door_goal FROM canvass ORDER BY id")


# ---- the form and the preview --------------------------------------------------------------------------


async def test_the_preview_is_the_card_as_it_will_look(world: World) -> None:
    shown = await preview(world)
    assert shown.ephemeral
    text = text_of(shown)
    assert "I read the time as: <t:1795878000:F> (<t:1795878000:R>), until <t:1795888800:t>" in text
    assert f"*Post* puts it into <#{world.team.canvass.id}>" in text
    assert "Eastern Time — New York" in text
    assert labels(shown) == ["Post", "Edit", "More", "Discard"]
    assert planned(world) == []
    posted = await press(world.team.admin, shown, "Post")
    await world.app.settle()
    assert "is planned" in text_of(posted)
    assert text_of(await card(world)) in text
    [(starts, ends, *rest)] = planned(world)
    assert starts.startswith(SATURDAY)
    assert ends.startswith("2026-11-28 18:00:00")
    assert rest == ["Library steps", 2, 120]


async def test_a_chosen_zone_is_used_and_needs_no_word(world: World) -> None:
    await choose_zone(world, "America/Chicago")
    shown = await preview(world)
    assert "time zone" not in text_of(shown)
    assert "<t:1795881600:F>" in text_of(shown)


async def test_the_next_form_begins_with_the_last_settings_but_no_time(world: World) -> None:
    first = await world.team.admin.slash(world.team.canvass, "canvass plan")
    assert typed_in(first) == {"when": "", "until": "3h", "place": "", "places": "", "goal": ""}
    await post(world, until="12:30pm")
    second = await world.team.admin.slash(world.team.canvass, "canvass plan")
    assert typed_in(second) == {**FORM, "when": "", "until": "2h30"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"when": "yesterday 10am"}, "which is over"),
        ({"when": "soonish"}, "could not be read as a time"),
        ({"when": "saturday"}, "says the day but not the hour"),
        ({"until": "9am"}, "would end before it starts"),
        ({"until": "many"}, "could not be read as an end or a length"),
        ({"places": "0"}, "is not a whole number from 1 to 500"),
        ({"places": "1000000000"}, "is not a whole number from 1 to 500"),
        ({"places": "a few"}, "is not a whole number from 1 to 500"),
        ({"goal": "-3"}, "is not a whole number from 1 to 100,000"),
    ],
)
async def test_bad_input_is_told_and_what_was_typed_comes_back(world: World, typed: dict[str, Any], told: str) -> None:
    refused = await preview(world, **typed)
    assert told in text_of(refused)
    assert planned(world) == []
    again = await press(world.team.admin, refused, "Correct it")
    assert typed_in(again) == {**FORM, **typed}
    mended = await world.team.admin.submit_modal(again, FORM)
    assert "Preview" in text_of(mended)


async def test_a_doubtful_hour_is_settled_by_one_tap_and_can_be_read_afterwards(world: World) -> None:
    refused = await preview(world, when="sat 8")
    first, second, correct = labels(refused)
    assert ("8:00" in first, "8:00" in second, correct) == (True, True, "Correct it")
    shown = await press(world.team.admin, refused, second)
    assert "Preview" in text_of(shown)
    form = await press(world.team.admin, shown, "Edit")
    assert typed_in(form)["when"] == "2026-11-28 20:00"


async def test_a_spanish_speaking_organizer_plans_in_spanish_for_an_english_team(world: World) -> None:
    world.speaks(world.team.admin, "es-ES")
    shown = await preview(world, when="el sábado a las 10 de la mañana", until="dos horas y media", places="")
    assert "Vista previa" in text_of(shown)
    assert labels(shown) == ["Publicar", "Editar", "Más", "Descartar"]
    assert "Meet at **Library steps**" in text_of(shown)
    await press(world.team.admin, shown, "Publicar")
    [(starts, ends, _, capacity, _)] = planned(world)
    assert (starts[:19], ends[:19], capacity) == (SATURDAY, "2026-11-28 17:30:00", None)


async def test_only_organizers_plan(world: World) -> None:
    refused = await world.team.sam.slash(world.team.canvass, "canvass plan")
    assert "for the organizers" in text_of(refused)
    await preview(world)
    for custom_id in (ids.CANVASS_SAVE(slot="plan"), ids.CANVASS_REWRITE(slot="plan"), ids.CANVASS_AGAIN(canvass=1)):
        channel = world.app.client.get_channel(world.team.canvass.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send("A message")
        answer = await raw.press(world.team.sam, message, world.team.canvass, custom_id)
        assert "for the organizers" in text_of(answer)
    assert planned(world) == []


# ---- more, discard, drafts -------------------------------------------------------------------------------


async def more(world: World, shown: InteractionResult, **typed: Any) -> InteractionResult:
    """Fill the second form."""
    form = await press(world.team.admin, shown, "More")
    return await world.team.admin.submit_modal(form, {"title": "", "debrief": "", "captain": [], "note": "", **typed})


async def test_more_adds_title_debrief_captain_and_note(world: World) -> None:
    shown = await preview(world)
    shown = await more(
        world, shown, title="Saturday knock", debrief="Café Luna", captain=[world.team.malik], note="Water\nShoes"
    )
    text = text_of(shown)
    for part in ("## Saturday knock", "Afterwards: Café Luna", "Captain: Malik", "> Water\n> Shoes"):
        assert part in text
    form = await press(world.team.admin, shown, "More")
    assert typed_in(form) == {"title": "Saturday knock", "debrief": "Café Luna", "note": "Water\nShoes"}
    shown = await world.team.admin.submit_modal(form, {"title": "", "debrief": "", "captain": [], "note": ""})
    assert "Captain" not in text_of(shown)


async def test_a_captain_and_a_neighborhood_come_from_the_command(world: World) -> None:
    team = world.team
    form = await team.admin.slash(team.canvass, "turf add")
    await team.admin.submit_modal(form, {"name": "Old Town", "doors": "100", "priority": ["next"], "why": ""})
    assert [c["value"] for c in await team.admin.autocomplete(team.canvass, "canvass plan", "turf", "old")] == [
        "Old Town"
    ]
    form = await team.admin.slash(team.canvass, "canvass plan", turf="old town", captain=team.malik)
    shown = await team.admin.submit_modal(form, FORM)
    assert "## Old Town" in text_of(shown)
    assert "Captain: Malik" in text_of(shown)
    wrong = await team.admin.slash(team.canvass, "canvass plan", turf="Nowhere")
    assert "no neighborhood called “Nowhere”" in text_of(wrong)


async def test_a_plan_left_half_way_is_offered_again_and_survives_a_restart(world: World) -> None:
    team = world.team
    shown = await preview(world)
    await world.restart()
    offered = await team.admin.slash(team.canvass, "canvass plan")
    assert "You began to plan **Library steps**" in text_of(offered)
    again = await press(team.admin, offered, "Go on with it")
    assert text_of(again) == text_of(shown)
    await press(team.admin, shown, "Post")
    await world.app.settle()
    assert len(planned(world)) == 1
    stale = await press(team.admin, again, "Post")
    assert "posted, put away, or cleared" in text_of(stale)
    assert len(planned(world)) == 1
    assert len(await cards(world)) == 1


async def test_starting_afresh_puts_the_old_plan_away(world: World) -> None:
    team = world.team
    await preview(world, place="Old place")
    offered = await team.admin.slash(team.canvass, "canvass plan")
    form = await press(team.admin, offered, "Start afresh")
    assert typed_in(form)["place"] == ""
    shown = await team.admin.submit_modal(form, FORM)
    assert "Old place" not in text_of(shown)


async def test_tomorrow_stays_the_day_it_was_meant_when_the_plan_is_edited_later(world: World) -> None:
    shown = await preview(world, when="tomorrow 10am")
    await world.pass_time(hours=14)
    form = await press(world.team.admin, shown, "Edit")
    assert typed_in(form)["when"] == "tomorrow 10am"
    shown = await send(world.team.admin, form, places="5")
    await press(world.team.admin, shown, "Post")
    [(starts, *_)] = planned(world)
    assert starts.startswith("2026-11-24 15:00")


async def test_a_plan_whose_time_has_passed_is_refused_and_kept(world: World) -> None:
    shown = await preview(world, when="in 1h")
    await world.pass_time(hours=2)
    refused = await press(world.team.admin, shown, "Post")
    assert "which is over" in text_of(refused)
    form = await press(world.team.admin, shown, "Edit")
    shown = await send(world.team.admin, form, when="in 1h ", until="2h")
    await press(world.team.admin, shown, "Post")
    assert len(planned(world)) == 1


async def test_discarding_leaves_nothing(world: World) -> None:
    shown = await preview(world)
    gone = await press(world.team.admin, shown, "Discard")
    assert "nothing was posted" in text_of(gone)
    assert world.rows("SELECT * FROM draft") == []
    form = await world.team.admin.slash(world.team.canvass, "canvass plan")
    assert form.modal is not None


# ---- where it goes ---------------------------------------------------------------------------------------


async def test_missing_permissions_are_named_and_nothing_is_lost(world: World) -> None:
    team = world.team
    deny(world, team.canvass, create_public_threads=True, attach_files=True)
    shown = await preview(world)
    assert "I lack: **Attach Files and Create Public Threads**" in text_of(shown)
    refused = await press(team.admin, shown, "Post")
    assert "I lack: **Attach Files and Create Public Threads**" in text_of(refused)
    assert planned(world) == []
    deny(world, team.canvass)
    await press(team.admin, shown, "Post")
    assert len(planned(world)) == 1


async def test_a_chosen_channel_that_is_gone_is_said_so(world: World) -> None:
    team = world.team
    await choose_channel(world, ChannelUse.CANVASS, team.outreach)
    shown = await preview(world)
    assert f"<#{team.outreach.id}>" in text_of(shown)
    world.env.backend.delete_channel(team.outreach.id)
    refused = await press(team.admin, shown, "Post")
    assert "no longer there" in text_of(refused)
    assert planned(world) == []


async def test_in_a_thread_the_channel_around_it_is_meant(world: World) -> None:
    team = world.team
    await post(world)
    [room] = team.canvass.threads
    form = await team.admin.slash(room, "canvass plan")
    shown = await team.admin.submit_modal(form, FORM)
    assert f"*Post* puts it into <#{team.canvass.id}>" in text_of(shown)


async def test_where_no_card_can_stand_the_person_is_told_to_choose(world: World) -> None:
    team = world.team
    voice = team.guild.create_voice_channel("talking")
    form = await team.admin.slash(voice, "canvass plan")
    shown = await team.admin.submit_modal(form, FORM)
    assert "No channel for door-knocking sessions is chosen yet" in text_of(shown)
    refused = await press(team.admin, shown, "Post")
    assert "No channel for door-knocking sessions is chosen yet" in text_of(refused)
    assert planned(world) == []


# ---- editing -----------------------------------------------------------------------------------------------


async def edited(world: World, **typed: Any) -> InteractionResult:
    """Open the form of the session and send it with this over it; the preview."""
    form = await world.team.admin.slash(world.team.canvass, "canvass edit", session="Library")
    return await send(world.team.admin, form, **typed)


async def test_another_time_asks_everyone_again_in_the_thread(world: World) -> None:
    team = world.team
    allow_events(world)
    await post(world)
    await say(world, team.sam, "I'm in")
    shown = await edited(world, when="sun 11am")
    assert "The time changes: 1 person will be told and asked again" in text_of(shown)
    saved = await press(team.admin, shown, "Save changes")
    await world.app.settle()
    assert "1 person is told" in text_of(saved)
    assert "<t:1795968000:F>" in text_of(await card(world))
    [told] = await thread(world)
    assert f"<@{team.sam.id}>" in text_of(told)
    assert "The time of Library steps changed" in text_of(told)
    assert world.rows("SELECT confirm FROM signup") == [(1,)]
    still = await press(team.sam, told, "Still in")
    assert "You're in" in text_of(still)
    assert world.rows("SELECT confirm FROM signup") == [(0,)]
    room = world.app.client.get_channel(told.channel.id)
    assert isinstance(room, discord.Thread)
    assert "Nov 29" in room.name


async def test_other_changes_ask_nobody(world: World) -> None:
    await post(world)
    await say(world, world.team.sam, "I'm in")
    shown = await edited(world, place="Park gate")
    assert "asked again" not in text_of(shown)
    await press(world.team.admin, shown, "Save changes")
    await world.app.settle()
    assert "Park gate" in text_of(await card(world))
    assert await thread(world) == []


async def test_more_places_promote_the_line(world: World) -> None:
    team = world.team
    await post(world, places="1")
    await say(world, team.sam, "I'm in")
    await say(world, team.malik, "Join waitlist")
    saved = await press(team.admin, await edited(world, places="2"), "Save changes")
    await world.app.settle()
    assert "1 person from the waitlist got a place" in text_of(saved)
    [offer] = await thread(world)
    assert f"<@{team.malik.id}>" in text_of(offer)


async def test_two_who_edit_at_once_keep_each_others_changes(world: World) -> None:
    team = world.team
    await post(world)
    await make_organizer(world)
    first = await team.admin.slash(team.canvass, "canvass edit", session="Library")
    second = await team.rosa.slash(team.canvass, "canvass edit", session="Library")
    await press(team.rosa, await send(team.rosa, second, place="Park gate"), "Save changes")
    shown = await send(team.admin, first, places="7")
    assert "Park gate" in text_of(shown)
    await press(team.admin, shown, "Save changes")
    [(_, _, place, capacity, _)] = planned(world)
    assert (place, capacity) == ("Park gate", 7)


async def test_the_captain_edits_and_a_volunteer_may_not(world: World) -> None:
    team = world.team
    form = await team.admin.slash(team.canvass, "canvass plan", captain=team.malik)
    await press(team.admin, await team.admin.submit_modal(form, FORM), "Post")
    await world.app.settle()
    form = await team.malik.slash(team.canvass, "canvass edit", session="1")
    await press(team.malik, await send(team.malik, form, goal="50"), "Save changes")
    assert planned(world)[0][4] == 50
    assert "for the captain" in text_of(await team.sam.slash(team.canvass, "canvass edit", session="1"))
    assert [c["value"] for c in await team.malik.autocomplete(team.canvass, "canvass edit", "session", "")] == ["1"]
    assert await team.sam.autocomplete(team.canvass, "canvass edit", "session", "") == []


async def test_a_session_that_has_begun_is_not_edited(world: World) -> None:
    await post(world, when="in 1h")
    await world.pass_time(hours=2)
    refused = await world.team.admin.slash(world.team.canvass, "canvass edit", session="1")
    assert "has begun" in text_of(refused)


# ---- the same again ------------------------------------------------------------------------------------------


async def test_the_same_again_copies_settings_but_nobody(world: World) -> None:
    team = world.team
    await post(world)
    await say(world, team.sam, "I'm in")
    shown = await team.admin.slash(team.canvass, "canvass again", session="Library")
    assert "0 of 2 places" in text_of(shown)
    assert "Sam" not in text_of(shown)
    await press(team.admin, shown, "Post")
    await world.app.settle()
    first, second = planned(world)
    assert second[0].startswith("2026-12-05 15:00")
    assert second[2:] == first[2:]
    assert len(await cards(world)) == 2


async def test_the_same_again_keeps_the_hour_on_the_clock_when_summer_time_begins(world: World) -> None:
    await choose_zone(world, "America/Chicago")
    await post(world, when="2027-03-13 10:00")
    shown = await world.team.admin.slash(world.team.canvass, "canvass again", session="1")
    await press(world.team.admin, shown, "Post")
    first, second = (datetime.fromisoformat(row[0]).replace(tzinfo=UTC) for row in planned(world))
    assert second - first == timedelta(days=7, hours=-1)


async def test_of_a_session_long_ago_the_next_same_day_is_taken(world: World) -> None:
    await post(world, when="in 2h")
    await world.pass_time(days=30)
    offered = await world.team.admin.autocomplete(world.team.canvass, "canvass again", "session", "")
    assert [choice["value"] for choice in offered] == ["1"]
    shown = await world.team.admin.slash(world.team.canvass, "canvass again", session="1")
    await press(world.team.admin, shown, "Post")
    first, second = (datetime.fromisoformat(row[0]) for row in planned(world))
    assert second - first == timedelta(weeks=5)


# ---- hostile text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_in_every_field_is_shown_safely_and_pings_nobody(world: World, typed: str) -> None:
    # A client takes no more than a field holds; Discord trims.
    shown = await preview(world, place=typed[:120].strip())
    shown = await more(world, shown, title=typed[:80].strip(), debrief=typed[:120].strip(), note=typed[:500].strip())
    await press(world.team.admin, shown, "Post")
    await world.app.settle()
    message = await card(world)
    assert not message.mention_everyone
    assert message.mentions == message.role_mentions == []
    assert "@everyone" not in text_of(message)
    assert "Open" in text_of(message)
    await world.team.sam.click(message, label="Calendar file")
    listed = await world.team.sam.slash(world.team.canvass, "canvass list")
    assert "Open" in text_of(listed)
    assert len(await world.team.sam.autocomplete(world.team.canvass, "canvass roster", "session", "")) == 1
