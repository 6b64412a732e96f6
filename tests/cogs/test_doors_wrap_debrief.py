"""How it was: asked once, answered in one form, read without names; sharing it is the captain's choice."""

from simcord import InteractionResult, MemberActor

from tests.cogs import raw
from tests.cogs.canvassing import labels, press, thread, typed_in
from tests.cogs.dooring import board
from tests.cogs.evenings import tap, told, wrap, wrapped
from tests.cogs.world import World, text_of

ANSWERS = {"good": "The songs", "hard": "Many gates", "next_time": "More signs"}
ASKED = "How was **Library steps** for you?"


async def say(world: World, person: MemberActor, **typed: str) -> InteractionResult:
    """On the wrapped card: *How was it?*, and the answers."""
    form = await press(person, await board(world), "How was it?")
    done = await person.submit_modal(form, {**typed_in(form), **(typed or ANSWERS)})
    await world.app.settle()
    return done


async def test_those_who_came_are_asked_ten_minutes_later(world: World) -> None:
    await wrapped(world)
    await say(world, world.team.sam)
    await world.pass_time(minutes=9)
    assert await told(world, ASKED) == []
    await world.pass_time(minutes=1)
    [message] = await told(world, ASKED)
    assert f"<@{world.team.ana.id}>" in text_of(message)
    assert f"<@{world.team.sam.id}>" not in text_of(message)
    assert labels(message) == ["How was it?", "Thank someone", "Our count"]
    await world.restart()
    form = await press(world.team.ana, message, "How was it?")
    done = await world.team.ana.submit_modal(form, ANSWERS)
    assert "Queda guardado sin tu nombre" in text_of(done)
    await world.pass_time(hours=5)
    assert len(await told(world, ASKED)) == 1


async def test_nobody_is_asked_when_all_have_answered(world: World) -> None:
    await wrapped(world)
    for person in (world.team.sam, world.team.ana):
        await say(world, person)
    await world.pass_time(minutes=11)
    assert await told(world, ASKED) == []


async def test_answers_can_be_changed_and_sent_twice(world: World) -> None:
    await wrapped(world)
    sam = world.team.sam
    await say(world, sam)
    form = await press(sam, await board(world), "How was it?")
    assert typed_in(form) == ANSWERS
    await sam.submit_modal(form, {**ANSWERS, "hard": ""})
    number = world.rows("SELECT max(id) FROM canvass")[0][0]
    await raw.send_form(sam, world.team.canvass, f"t1:debrief.form:{number}", {**ANSWERS, "hard": ""})
    assert world.rows("SELECT good, hard FROM debrief") == [("The songs", "")]


async def test_an_empty_form_comes_back_kindly(world: World) -> None:
    await wrapped(world)
    done = await say(world, world.team.sam, good=" ", hard="", next_time="")
    assert world.rows("SELECT 1 FROM debrief") == []
    again = await tap(world, world.team.sam, done, labels(done)[0])
    await world.team.sam.submit_modal(again, ANSWERS)
    assert len(world.rows("SELECT 1 FROM debrief")) == 1


async def test_the_captain_reads_it_without_names_and_shares_it(world: World) -> None:
    await wrapped(world)
    await say(world, world.team.sam)
    await say(world, world.team.ana, good="La gente", hard="", next_time="")
    shown = await tap(world, world.team.malik, await wrap(world), "What people said")
    text = text_of(shown)
    assert "2 of 2 people said how it was" in text
    assert "> La gente\n> The songs" in text
    assert "Sam" not in text
    assert "Ana" not in text
    assert not any("The songs" in text_of(message) for message in await thread(world))
    shared = await tap(world, world.team.malik, shown, "Post in the thread")
    assert "It stands in" in text_of(shared)
    [message] = await told(world, "The songs")
    assert labels(message) == ["Add mine"]
    again = await tap(world, world.team.malik, await wrap(world), "What people said")
    await tap(world, world.team.malik, again, "Post in the thread")
    assert len(await told(world, "The songs")) == 1


async def test_sharing_again_brings_the_message_up_to_date(world: World) -> None:
    await wrapped(world)
    await say(world, world.team.sam)
    for _ in range(2):
        shown = await tap(world, world.team.malik, await wrap(world), "What people said")
        await tap(world, world.team.malik, shown, "Post in the thread")
        [message] = await told(world, "The songs")
        form = await press(world.team.ana, message, "Add mine")
        await world.team.ana.submit_modal(form, {"good": "El mate", "hard": "", "next_time": ""})
    [message] = await told(world, "The songs")
    assert "> El mate" in text_of(message)


async def test_all_of_it_comes_as_a_file(world: World) -> None:
    await wrapped(world)
    await say(world, world.team.sam)
    shown = await tap(world, world.team.malik, await wrap(world), "What people said")
    file = await tap(world, world.team.malik, shown, "All of it as a file")
    assert file.response is not None
    assert file.response.ephemeral
    [attached] = file.response.attachments
    assert attached.filename == "how-it-was.txt"
    assert b"- The songs" in await attached.read()


async def test_a_volunteer_reads_only_their_own_answers(world: World) -> None:
    await wrapped(world)
    await say(world, world.team.sam)
    form = await press(world.team.ana, await board(world), "How was it?")
    assert "The songs" not in str(form.modal)


async def test_who_was_not_there_is_told_so_and_nothing_is_kept(world: World) -> None:
    await wrapped(world)
    done = await say(world, world.team.stranger)
    assert world.rows("SELECT 1 FROM debrief") == []
    assert done.response is not None
    assert done.response.ephemeral
