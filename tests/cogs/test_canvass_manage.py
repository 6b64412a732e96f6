"""What a captain and an organizer do: the panel, cancel, remind, take off, pairs and practice."""

import pytest
from simcord import InteractionResult, MemberActor

from tests.cogs.canvassing import (
    FORM,
    card,
    choose,
    labels,
    options,
    post,
    press,
    say,
    send,
    states,
    thread,
    typed_in,
)
from tests.cogs.world import World, controls_of, text_of


async def with_captain(world: World, **typed: str) -> None:
    """A session that Malik leads."""
    team = world.team
    form = await team.admin.slash(team.canvass, "canvass plan", captain=team.malik)
    await press(team.admin, await team.admin.submit_modal(form, {**FORM, **typed}), "Post")
    await world.app.settle()


async def manage(world: World, person: MemberActor) -> InteractionResult:
    """Press *Manage* on the card."""
    return await person.click(await card(world), label="Manage")


# ---- the panel -----------------------------------------------------------------------------------------


async def test_the_panel_is_for_captain_and_organizers_and_kind_to_others(world: World) -> None:
    team = world.team
    await with_captain(world)
    for_organizer, for_captain = await manage(world, team.admin), await manage(world, team.malik)
    assert {"Edit", "Roster", "Pairs", "Remind now", "Take someone off", "Cancel session"} <= set(labels(for_captain))
    assert "Copy for next week" in labels(for_organizer)
    assert "Copy for next week" not in labels(for_captain)
    refused = await manage(world, team.sam)
    assert refused.ephemeral
    assert "for the captain of the session or an organizer" in text_of(refused)
    assert "para quienes organizan" in text_of(await manage(world, team.ana))


async def test_the_panel_leads_everywhere_and_back(world: World) -> None:
    team = world.team
    await with_captain(world)
    panel = await manage(world, team.malik)
    roster = await press(team.malik, panel, "Roster")
    assert "Who comes to Library steps" in text_of(roster)
    assert "Manage Library steps" in text_of(await press(team.malik, roster, "Back"))
    pairs = await press(team.malik, panel, "Pairs")
    assert "No pairs yet" in text_of(pairs)
    panel = await press(team.malik, pairs, "Back")
    form = await press(team.malik, panel, "Edit")
    assert typed_in(form)["places"] == "2"
    shown = await send(team.malik, form, places="9")
    assert "0 of 9 places" in text_of(shown)


# ---- calling it off --------------------------------------------------------------------------------------


async def test_cancelling_names_its_effect_and_tells_those_who_signed_up(world: World) -> None:
    team = world.team
    await with_captain(world)
    await say(world, team.sam, "I'm in")
    await say(world, team.ana, "Maybe")
    await say(world, team.stranger, "Can't")
    confirm = await press(team.malik, await manage(world, team.malik), "Cancel session")
    assert "cancels it for **2 people** and tells them" in text_of(confirm)
    assert world.rows("SELECT state FROM canvass") == [("open",)]
    form = await press(team.malik, confirm, "Give a reason")
    confirm = await team.malik.submit_modal(form, {"reason": "Storm @everyone"})
    assert "> Storm" in text_of(confirm)
    done = await press(team.malik, confirm, "Cancel it")
    await world.app.settle()
    assert "2 people are being told" in text_of(done)
    off = await card(world)
    assert "🔴 **Cancelled**" in text_of(off)
    assert "Storm" in text_of(off)
    assert labels(off) == ["Calendar file", "Manage"]
    [told] = await thread(world)
    assert {user.id for user in told.mentions} == {team.sam.id, team.ana.id}
    assert not told.mention_everyone
    assert "is cancelled" in text_of(told)
    assert labels(told) == ["Stop these"]
    late = await team.sam.click(off, label="Calendar file")
    assert late.response is not None
    assert b"METHOD:CANCEL" in await late.response.attachments[0].read()


async def test_a_cancelled_session_can_be_copied_but_not_cancelled_twice(world: World) -> None:
    team = world.team
    await with_captain(world)
    confirm = await team.admin.slash(team.canvass, "canvass cancel", session="Library", reason="Rain")
    assert "Nobody has signed up" in text_of(confirm)
    assert "> Rain" in text_of(confirm)
    await press(team.admin, confirm, "Cancel it")
    again = await press(team.admin, confirm, "Copy for next week")
    assert "Preview" in text_of(again)
    shown = await manage(world, team.admin)
    assert "Cancel session" not in labels(shown)
    assert "is cancelled" in text_of(await team.admin.slash(team.canvass, "canvass cancel", session="1"))


async def test_back_leaves_it_on(world: World) -> None:
    team = world.team
    await with_captain(world)
    confirm = await press(team.malik, await manage(world, team.malik), "Cancel session")
    await press(team.malik, confirm, "Back")
    assert world.rows("SELECT state FROM canvass") == [("open",)]


# ---- reminding -------------------------------------------------------------------------------------------


async def test_a_reminder_goes_to_the_thread_at_most_once_an_hour(world: World) -> None:
    team = world.team
    await with_captain(world)
    nobody = await team.malik.slash(team.canvass, "canvass remind", session="Library")
    assert "nobody to remind" in text_of(nobody)
    await say(world, team.sam, "I'm in")
    done = await press(team.malik, await manage(world, team.malik), "Remind now")
    await world.app.settle()
    assert "A reminder goes to 1 person" in text_of(done)
    [told] = await thread(world)
    assert [user.id for user in told.mentions] == [team.sam.id]
    assert "because you signed up" in text_of(told)
    assert labels(told) == ["Still in", "Can't", "Later", "Stop these"]
    again = await team.malik.slash(team.canvass, "canvass remind", session="Library")
    assert "A reminder went out a short while ago" in text_of(again)


async def test_who_turned_reminders_off_is_not_mentioned(world: World) -> None:
    team = world.team
    await with_captain(world)
    await say(world, team.sam, "I'm in")
    await say(world, team.ana, "I'm in")
    me = await team.sam.slash(team.canvass, "me")
    [off] = [part for part in controls_of(me) if part.get("custom_id", "").startswith("t1:me.reminders")]
    assert me.response is not None
    await team.sam.click(me.response, custom_id=off["custom_id"])
    await team.malik.slash(team.canvass, "canvass remind", session="Library")
    await world.app.settle()
    [told] = await thread(world)
    assert [user.id for user in told.mentions] == [team.ana.id]


# ---- taking somebody off -----------------------------------------------------------------------------------


async def test_taking_somebody_off_asks_first_and_moves_the_line_up(world: World) -> None:
    team = world.team
    await with_captain(world, places="1")
    await say(world, team.sam, "I'm in")
    await say(world, team.stranger, "Join waitlist")
    chooser = await press(team.malik, await manage(world, team.malik), "Take someone off")
    assert [line["label"] for line in options(chooser)] == ["Sam", "Quinn"]
    confirm = await choose(team.malik, chooser, "Sam")
    assert "Take **Sam** off" in text_of(confirm)
    assert "goes to **Quinn**" in text_of(confirm)
    assert states(world)["Sam"] == "in"
    done = await press(team.malik, confirm, "Take off")
    await world.app.settle()
    assert "Please let them know yourself" in text_of(done)
    assert states(world) == {"Sam": "cant", "Quinn": "offered"}


# ---- pairs -------------------------------------------------------------------------------------------------


async def four(world: World) -> None:
    """A session with four people in."""
    team = world.team
    await with_captain(world, places="8")
    for person in (team.sam, team.ana, team.stranger, team.malik):
        await say(world, person, "I'm in")


async def test_pairs_are_made_changed_and_shown_in_the_thread(world: World) -> None:
    team = world.team
    await four(world)
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    panel = await press(team.malik, panel, "Make pairs")
    assert "2 pairs are made" in text_of(panel)
    assert sorted(line["label"] for line in options(panel)) == ["Ana", "Malik", "Quinn", "Sam"]
    where = await choose(team.malik, panel, "Sam")
    assert "Where should **Sam** go?" in text_of(where)
    panel = await choose(team.malik, where, "A new pair")
    assert "**Sam** knocks in pair 3" in text_of(panel)
    panel = await press(team.malik, panel, "Show in the thread")
    await world.app.settle()
    [shown] = await thread(world)
    assert {user.id for user in shown.mentions} == {team.sam.id, team.ana.id, team.stranger.id, team.malik.id}
    assert f"**3** <@{team.sam.id}>" in text_of(shown)
    assert "Show in the thread" not in labels(panel)


async def test_the_shared_card_follows_changes_without_pinging_again(world: World) -> None:
    team = world.team
    await four(world)
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    panel = await press(team.malik, panel, "Make pairs")
    panel = await press(team.malik, panel, "Show in the thread")
    await world.app.settle()
    confirm = await press(team.malik, panel, "Make afresh")
    assert "The 2 pairs that are there go" in text_of(confirm)
    await press(team.malik, confirm, "Make afresh")
    await say(world, team.sam, "Can't")
    [shown] = await thread(world)
    assert str(team.sam.id) not in text_of(shown)


async def test_the_shared_card_names_nobody_once_everybody_has_left(world: World) -> None:
    team = world.team
    await four(world)
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    await press(team.malik, await press(team.malik, panel, "Make pairs"), "Show in the thread")
    await world.app.settle()
    assert len(await thread(world)) == 1
    for person in (team.sam, team.ana, team.stranger, team.malik):
        await say(world, person, "Can't")
    await world.app.settle()
    assert [text_of(shown) for shown in await thread(world) if "Pair" in text_of(shown)] == []
    for person in (team.sam, team.stranger):
        await say(world, person, "I'm in")
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    await press(team.malik, await press(team.malik, panel, "Make pairs"), "Show in the thread")
    await world.app.settle()
    assert len([shown for shown in await thread(world) if "Pair" in text_of(shown)]) == 1


async def test_a_pair_practises_and_ticks_it(world: World) -> None:
    team = world.team
    await four(world)
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    await press(team.malik, await press(team.malik, panel, "Make pairs"), "Show in the thread")
    await world.app.settle()
    [shown] = await thread(world)
    mine = await press(team.ana, shown, "My practice card")
    assert mine.ephemeral
    assert "Saluda y pregunta" in text_of(mine)
    assert "Cambien de papel" in text_of(mine)
    ticked = await press(team.ana, mine, "Ya practicamos")
    await world.app.settle()
    assert labels(ticked) == ["Todavía no", "Guion", "Derechos"]
    [shown] = await thread(world)
    assert "practised" in text_of(shown)
    outsider = world.newcomer("Noor")
    assert "for those who are in" in text_of(await press(outsider, shown, "My practice card"))


async def test_who_joins_later_is_shown_without_a_pair_and_can_be_paired(world: World) -> None:
    team = world.team
    await four(world)
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    await press(team.malik, panel, "Make pairs")
    late = world.newcomer("Noor")
    await say(world, late, "I'm in")
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    assert "Not in a pair yet: Noor" in text_of(panel)
    panel = await press(team.malik, panel, "Pair the others")
    assert "Not in a pair" not in text_of(panel)
    assert "Noor" in text_of(panel)


async def test_one_person_cannot_be_paired(world: World) -> None:
    team = world.team
    await with_captain(world)
    await say(world, team.sam, "I'm in")
    panel = await team.malik.slash(team.canvass, "canvass pairs", session="Library")
    assert "at least two people" in text_of(await press(team.malik, panel, "Make pairs"))


@pytest.mark.parametrize("command", ["edit", "cancel", "pairs", "remind"])
async def test_a_volunteer_is_told_kindly_whom_it_is_for(world: World, command: str) -> None:
    await post(world)
    refused = await world.team.sam.slash(world.team.canvass, f"canvass {command}", session="Library")
    assert refused.ephemeral
    assert "for the captain of the session or an organizer" in text_of(refused)


async def test_an_unknown_session_is_said_so(world: World) -> None:
    refused = await world.team.admin.slash(world.team.canvass, "canvass roster", session="Nowhere")
    assert "no session called “Nowhere”" in text_of(refused)
