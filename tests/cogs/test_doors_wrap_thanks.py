"""Thanks: one person each, to everybody's eyes only where both want that, and told once."""

import pytest
from simcord import InteractionResult, MemberActor

from tests.cogs.canvassing import labels, press, thread, typed_in
from tests.cogs.dooring import board
from tests.cogs.evenings import pick, tap, told, wrapped
from tests.cogs.hands import choose
from tests.cogs.world import World, text_of

KIND = "You stayed calm at the dog's door"


async def thank(
    world: World, giver: MemberActor, other: MemberActor, text: str = KIND, public: str = "yes"
) -> InteractionResult:
    """On the wrapped card: *Thank someone*, whom, what for."""
    shown = await press(giver, await board(world), "Thank someone")
    form = await pick(world, giver, shown, "thanks.who", other.id)
    done = await giver.submit_modal(form, {**typed_in(form), "text": text, "public": [public]})
    await world.app.settle()
    return done


async def test_thanks_are_told_in_the_thread_once(world: World) -> None:
    await wrapped(world)
    sam, ana = world.team.sam, world.team.ana
    done = await thank(world, sam, ana)
    assert "Your thanks to Ana are in the thread" in text_of(done)
    [message] = await told(world, "thanks <@")
    assert f"**Sam** thanks <@{ana.id}>:\n> You stayed calm at the dog's door" in text_of(message)
    await world.restart()
    await world.tick()
    assert len(await told(world, "thanks <@")) == 1
    opened = await press(ana, message, "I'd like to thank someone too")
    assert opened.response is not None
    assert opened.response.ephemeral
    assert "Alguien te da las gracias" in text_of(opened)
    assert KIND in text_of(opened)


async def test_thanks_for_one_person_are_read_by_that_person_only(world: World) -> None:
    await wrapped(world)
    sam, ana = world.team.sam, world.team.ana
    done = await thank(world, sam, ana, public="no")
    assert "Only Ana reads it" in text_of(done)
    assert not any(KIND in text_of(message) for message in await thread(world))
    for person in (world.team.malik, world.team.admin, world.team.stranger):
        assert KIND not in text_of(await press(person, await board(world), "Thank someone"))
    assert KIND in text_of(await press(ana, await board(world), "Thank someone"))
    me = await ana.slash(world.team.canvass, "me")
    mine = await tap(world, ana, me, "Gracias para mí")
    assert f"**Sam** (Library steps): {KIND}" in text_of(mine)
    assert "Todavía" not in text_of(mine)
    others = await tap(world, sam, await sam.slash(world.team.canvass, "me"), "Thanks for me")
    assert "Nothing here yet" in text_of(others)
    form = await press(ana, await board(world), "How was it?")
    answered = await ana.submit_modal(form, {"good": "Todo", "hard": "", "next_time": ""})
    assert "Alguien te da las gracias" in text_of(answered)


async def _forgotten(world: World) -> None:
    await world.app.kit.write(lambda tx: tx.connection().exec_driver_sql("UPDATE appreciation SET message_id = NULL"))


async def test_thanks_that_a_crash_left_untold_are_told_and_those_told_are_not_told_again(world: World) -> None:
    await wrapped(world)
    await thank(world, world.team.sam, world.team.ana)
    # The process died after sending, before it could remember that.
    await _forgotten(world)
    await world.restart()
    await world.tick()
    [message] = await told(world, "thanks <@")
    assert world.rows("SELECT message_id FROM appreciation") == [(message.id,)]
    # It died before sending.
    await message.delete()
    await _forgotten(world)
    await world.restart()
    await world.tick()
    assert len(await told(world, "thanks <@")) == 1


async def test_whoever_does_not_go_by_name_is_not_praised_before_everyone(world: World) -> None:
    await wrapped(world)
    sam, ana = world.team.sam, world.team.ana
    me = await ana.slash(world.team.canvass, "me")
    await choose(ana, me, "me.naming", "unnamed")
    done = await thank(world, sam, ana)
    assert "not posted in the thread" in text_of(done)
    assert not any(KIND in text_of(message) for message in await thread(world))


async def test_thanks_can_be_changed_until_they_are_posted(world: World) -> None:
    await wrapped(world)
    sam, ana, malik = world.team.sam, world.team.ana, world.team.malik
    await thank(world, sam, ana, "For the ride", "no")
    shown = await press(sam, await board(world), "Thank someone")
    assert "You thank **Ana**" in text_of(shown)
    form = await pick(world, sam, shown, "thanks.who", ana.id)
    assert typed_in(form)["text"] == "For the ride"
    await thank(world, sam, ana, "For the ride and the songs", "yes")
    [message] = await told(world, "thanks <@")
    assert "the songs" in text_of(message)
    shown = await press(sam, await board(world), "Thank someone")
    assert "You thanked **Ana** in the thread" in text_of(shown)
    assert len(world.rows("SELECT 1 FROM appreciation")) == 1
    assert malik.id


async def test_what_is_too_long_or_empty_comes_back(world: World) -> None:
    await wrapped(world)
    done = await thank(world, world.team.sam, world.team.ana, "   ")
    assert world.rows("SELECT 1 FROM appreciation") == []
    again = await tap(world, world.team.sam, done, labels(done)[0])
    sent = await world.team.sam.submit_modal(again, {"text": KIND, "public": ["no"]})
    assert "Only Ana reads it" in text_of(sent)


@pytest.mark.parametrize("who", ["stranger", "malik"])
async def test_who_did_not_come_thanks_nobody_but_the_captain_may(world: World, who: str) -> None:
    await wrapped(world)
    person = getattr(world.team, who)
    await thank(world, person, world.team.ana, public="no")
    assert len(world.rows("SELECT 1 FROM appreciation")) == (who == "malik")


async def test_what_was_typed_pings_nobody(world: World) -> None:
    await wrapped(world)
    await thank(world, world.team.sam, world.team.ana, "@everyone **look** <@1>")
    [message] = await told(world, "thanks <@")
    assert "@everyone" not in text_of(message)
    assert not message.mention_everyone
