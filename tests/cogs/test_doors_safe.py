"""Back safe: nobody is forgotten outside, and nobody is named as missing before the others."""

import pytest

from db.facts import ChannelUse
from tests.cogs.canvassing import choose_channel, labels, messages, press
from tests.cogs.dooring import board, facts
from tests.cogs.evenings import all_back, evening, pick, tap, told
from tests.cogs.world import World, controls_of, text_of

OVERDUE = "not marked back yet"


async def overdue(world: World) -> None:
    """Half an hour after the end (four hours from now)."""
    await world.pass_time(hours=4, minutes=30)


async def test_the_captain_hears_that_some_are_overdue_and_the_thread_names_nobody(world: World) -> None:
    await evening(world)
    await world.pass_time(hours=4, minutes=29)
    assert await told(world, OVERDUE) == []
    await world.pass_time(minutes=1)
    [message] = await told(world, OVERDUE)
    shown = text_of(message)
    assert f"<@{world.team.malik.id}>" in shown
    assert "2 people are not marked back yet" in shown
    assert str(world.team.sam.id) not in shown
    assert "Sam" not in shown
    assert labels(message) == ["Who is still out", "We're back safe"]
    await world.pass_time(hours=2)
    assert len(await told(world, OVERDUE)) == 1


async def test_the_captain_sees_who_is_on_the_way_also_when_they_are_overdue(world: World) -> None:
    await evening(world)
    said = await press(world.team.ana, await board(world), "Heading back")
    assert "Van de regreso, 2 personas" in text_of(said)
    again = await press(world.team.sam, await board(world), "Heading back")
    assert "The board says so already" in text_of(again)
    await overdue(world)
    [message] = await told(world, OVERDUE)
    listed = text_of(await tap(world, world.team.malik, message, "Who is still out"))
    assert "🏃 **Pair 1**" in listed
    assert "on the way back since <t:" in listed


async def test_nothing_is_said_when_everybody_is_back(world: World) -> None:
    await evening(world)
    await all_back(world, world.team.sam)
    await overdue(world)
    assert await told(world, OVERDUE) == []


async def test_one_of_a_pair_answers_for_both_below_the_question_also_after_a_restart(world: World) -> None:
    await evening(world)
    await overdue(world)
    await world.restart()
    [message] = await told(world, OVERDUE)
    shown = await tap(world, world.team.ana, message, "We're back safe")
    assert "volvieron, 2 personas" in text_of(shown)
    assert all(crew.back for crew in (await facts(world)).crews)
    again = await tap(world, world.team.ana, message, "We're back safe")
    assert "Ya" in text_of(again)
    listed = await tap(world, world.team.malik, message, "Who is still out")
    assert "Everybody is back" in text_of(listed)
    assert "Wrap up" in labels(listed)


async def test_whoever_is_out_again_after_all_is_asked_for(world: World) -> None:
    await evening(world)
    await all_back(world, world.team.sam)
    await overdue(world)
    back = await press(world.team.sam, await board(world), "We're back safe")
    await tap(world, world.team.sam, back, "Still out")
    await world.pass_time(minutes=29)
    assert await told(world, OVERDUE) == []
    await world.pass_time(minutes=1)
    assert len(await told(world, OVERDUE)) == 1


async def test_the_list_is_for_those_who_lead(world: World) -> None:
    await evening(world)
    await overdue(world)
    [message] = await told(world, OVERDUE)
    for person in (world.team.sam, world.team.stranger):
        shown = await press(person, message, "Who is still out")
        assert str(world.team.ana.id) not in text_of(shown)
        assert shown.response.ephemeral  # type: ignore[union-attr]  # it was answered
    for person in (world.team.malik, world.team.admin):
        shown = await press(person, message, "Who is still out")
        assert shown.response is not None
        assert shown.response.ephemeral
        assert f"<@{world.team.sam.id}>" in text_of(shown)


async def test_the_captain_says_that_a_pair_is_back(world: World) -> None:
    lone = world.newcomer("Kim")
    await evening(world)
    await press(lone, await board(world), "I'm here")
    await world.app.settle()
    await overdue(world)
    [message] = await told(world, OVERDUE)
    shown = await tap(world, world.team.malik, message, "Who is still out")
    [select] = [part for part in controls_of(shown) if part.get("options")]
    assert [sorted(line["label"].split(" and ")) for line in select["options"]] == [["Ana", "Sam"], ["Kim"]]
    shown = await pick(world, world.team.malik, shown, "safe.back", select["options"][0]["value"])
    assert "Marked back safe" in text_of(shown)
    assert [crew.back for crew in (await facts(world)).crews] == [True, False]
    shown = await tap(world, world.team.malik, shown, "They are all back")
    assert "Everybody is back" in text_of(shown)
    assert all(crew.back for crew in (await facts(world)).crews)


async def test_the_captain_has_them_asked_once_however_often_it_is_pressed(world: World) -> None:
    await evening(world)
    await all_back(world)
    await overdue(world)
    [message] = await told(world, OVERDUE)
    shown = await tap(world, world.team.malik, message, "Who is still out")
    shown = await tap(world, world.team.malik, shown, "Ask them in the thread")
    assert "asked in the thread" in text_of(shown)
    shown = await tap(world, world.team.malik, shown, "Ask them in the thread")
    await world.tick()
    [asked] = await told(world, "Are you back safe")
    assert all(f"<@{one.id}>" in text_of(asked) for one in (world.team.sam, world.team.ana))
    assert labels(asked) == ["We're back safe"]
    await tap(world, world.team.sam, asked, "We're back safe")
    assert all(crew.back for crew in (await facts(world)).crews)


async def test_whoever_calls_them_is_asked_again_only_while_somebody_is_out(world: World) -> None:
    await evening(world)
    await overdue(world)
    [message] = await told(world, OVERDUE)
    shown = await tap(world, world.team.malik, message, "Who is still out")
    shown = await tap(world, world.team.malik, shown, "I'm calling them")
    await tap(world, world.team.malik, shown, "I'm calling them")
    await world.pass_time(minutes=14)
    assert len(await told(world, OVERDUE)) == 1
    await world.pass_time(minutes=1)
    assert len(await told(world, OVERDUE)) == 2
    shown = await tap(world, world.team.malik, (await told(world, OVERDUE))[1], "Who is still out")
    await tap(world, world.team.malik, shown, "I'm calling them")
    await all_back(world, world.team.sam)
    await world.pass_time(hours=1)
    assert len(await told(world, OVERDUE)) == 2


async def test_it_does_not_wait_for_the_morning(world: World) -> None:
    """A session that ends at half past eight: nine in the evening is quiet, but not for this."""
    await evening(world, when="5:30pm")
    await world.pass_time(hours=9)
    assert len(await told(world, OVERDUE)) == 1


async def test_without_a_captain_the_organizers_hear_of_it(world: World) -> None:
    await choose_channel(world, ChannelUse.ORGANIZERS, world.team.organizers)
    await evening(world, captain=False)
    await overdue(world)
    assert await told(world, OVERDUE) == []
    assert [m for m in await messages(world, world.team.organizers) if OVERDUE in text_of(m)]


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_list_is_in_the_captains_language(world: World, language: str) -> None:
    world.speaks(world.team.malik, "es-419" if language == "es" else "en-US")
    await evening(world)
    await overdue(world)
    [message] = await told(world, OVERDUE)
    shown = text_of(await tap(world, world.team.malik, message, "Who is still out"))
    assert ("quién sigue afuera" in shown) is (language == "es")
