"""The prep room as people fill it: pages, forms, ideas, roles, things to do, and two leads at once."""

from tests.cogs import meeting as play
from tests.cogs.canvassing import labels, press, send, typed_in
from tests.cogs.world import World, text_of


async def planned(world: World) -> int:
    """A meeting that Rosa leads."""
    await play.set_up(world)
    return await play.plan(world)


async def test_the_room_is_filled_until_the_meeting_is_ready(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    shown = await play.click(world, rosa, number, "Prep room")
    assert "Nothing is written yet" in text_of(shown)
    shown = await play.write(
        world, rosa, shown, "Write what we say", ask="Will you sign on?", step="A letter by Sunday",
        first="The stranger is our neighbor", second="Fear wounds us all",
    )  # fmt: skip
    assert "Saved." in text_of(shown)
    assert "Core messages** · 2 of 3" in text_of(shown)
    assert "In preparation" in text_of(await play.card(world, number))
    await play.add_person(world, rosa, number, world.team.malik, "asks", "tells")
    card = text_of(await play.card(world, number))
    assert "**Ready**" in card
    assert "Malik · tells a story and makes the ask" in card
    assert "Will you sign on?" not in card, "what stands in the room is not for the whole channel"


async def test_a_form_shows_what_stands_there_and_saves_only_what_changed(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    shown = await play.page(world, rosa, number, "them")
    await play.write(
        world, rosa, shown, "Write what is for them", thanks="You opened the hall", source="Gazette",
        win="It is what you preach",
    )  # fmt: skip
    form = await press(rosa, await play.page(world, rosa, number, "them"), "Write what is for them")
    assert typed_in(form)["thanks"] == "You opened the hall"
    shown = await send(rosa, form, credit="In the newsletter")
    assert "Source: Gazette" in text_of(shown)
    assert world.rows("SELECT version FROM prep_line ORDER BY id") == [(1,), (1,), (1,)]


async def test_two_leads_who_write_at_once_lose_nothing(world: World) -> None:
    number, rosa, malik = await planned(world), world.team.rosa, world.team.malik
    await play.add_person(world, rosa, number, malik)
    shown = await play.page(world, rosa, number, "agree")
    await play.write(world, rosa, shown, "Write what we say", ask="First ask")
    forms = [
        await press(person, await play.page(world, person, number, "agree"), "Write what we say")
        for person in (rosa, malik)
    ]
    await send(rosa, forms[0], ask="Rosa's ask")
    shown = await send(malik, forms[1], ask="Malik's ask", step="Malik's step")
    text = text_of(shown)
    assert "at the same moment" in text
    assert "Rosa's ask" in text
    assert "Malik's ask" in text
    assert "Malik's step" not in text, "what nobody else touched is saved"
    again = await press(malik, shown, "Open the form with mine")
    assert typed_in(again)["ask"] == "Malik's ask"
    assert typed_in(again)["step"] == "Malik's step"
    text = text_of(await send(malik, again, ask="Rosa's and Malik's ask"))
    assert "Rosa's and Malik's ask" in text
    assert "at the same moment" not in text


async def test_what_was_written_at_once_can_be_left_as_it_stands(world: World) -> None:
    number, rosa, malik = await planned(world), world.team.rosa, world.team.malik
    await play.add_person(world, rosa, number, malik)
    forms = [
        await press(person, await play.page(world, person, number, "notes"), "Write notes") for person in (rosa, malik)
    ]
    await send(rosa, forms[0], notes="They listened")
    shown = await send(malik, forms[1], notes="They were late")
    shown = await press(malik, shown, "Leave it as it stands")
    assert "They listened" in text_of(shown)
    form = await press(malik, shown, "Write notes")
    assert typed_in(form)["notes"] == "They listened"


async def test_an_idea_of_the_playbook_is_the_start_of_a_line(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    shown = await play.page(world, rosa, number, "noes")
    shown = await play.choose(rosa, shown, "meeting.idea", "no.politics")
    assert "How does your tradition speak about that?" in text_of(shown)
    form = await press(rosa, shown, "Begin with this")
    assert typed_in(form)["text"].startswith("“We keep politics")
    shown = await send(rosa, form, more="We back nobody. What do you fear?")
    assert "We say: We back nobody." in text_of(shown)
    shown = await play.page(world, rosa, number, "agree")
    shown = await play.choose(rosa, shown, "meeting.idea", "first.soul")
    form = await press(rosa, shown, "Begin with this")
    assert typed_in(form)["first"].startswith("Fear wounds")


async def test_a_fact_needs_a_source_and_can_be_changed_and_taken_out(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    shown = await play.page(world, rosa, number, "facts")
    shown = await play.write(world, rosa, shown, "Add a fact", text="A shop closed", more="Gazette, March 3")
    [(line,)] = world.rows("SELECT id FROM prep_line")
    one = await play.choose(rosa, shown, "meeting.line", line)
    shown = await play.write(world, rosa, one, "Change", text="Two shops closed")
    assert "Two shops closed" in text_of(shown)
    one = await play.choose(rosa, shown, "meeting.line", line)
    assert "Two shops closed" not in text_of(await press(rosa, one, "Take it out"))


async def test_only_those_who_go_and_lead_read_the_room(world: World) -> None:
    number, sam = await planned(world), world.team.sam
    for label in ("Prep room", "Pocket card", "Manage"):
        assert "Nothing was changed" in text_of(await play.click(world, sam, number, label))


async def test_whoever_does_not_go_can_take_something(world: World) -> None:
    number, sam = await planned(world), world.team.sam
    shown = await play.click(world, sam, number, "To do")
    [(task,)] = world.rows("SELECT min(id) FROM prep_task WHERE meeting_id = ? AND anyone", number)
    one = await play.choose(sam, shown, "meeting.task", task)
    shown = await press(sam, one, "I take it")
    assert "It is yours" in text_of(shown)
    await world.app.settle()
    shown = await play.click(world, sam, number, "To do")
    assert "· Sam ·" in text_of(shown)
    one = await play.choose(sam, shown, "meeting.task", task)
    assert labels(one) == ["Done", "Give it back", "Back"]
    await press(sam, one, "Done")
    assert world.rows("SELECT owner_id, done_at IS NULL FROM prep_task WHERE id = ?", task) == [(sam.id, 0)]


async def test_something_to_do_is_added_with_a_time(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    shown = await play.click(world, rosa, number, "To do")
    form = await press(rosa, shown, "Add something")
    refused = await send(rosa, form, text="Bake bread", due="some day", who=["anyone"])
    again = await press(rosa, refused, "Correct it")
    assert typed_in(again)["text"] == "Bake bread"
    assert "Bake bread" in text_of(await send(rosa, again, due="wed 6pm", who=["anyone"]))


async def test_whoever_has_read_it_says_so(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    shown = await play.page(world, rosa, number, "read")
    assert "Running order" in text_of(shown)
    shown = await press(rosa, shown, "I have read it")
    assert "You have read it" in text_of(shown)
    await world.app.settle()
    assert "Rosa 📖" in text_of(await play.card(world, number))


async def test_somebody_who_does_not_go_after_all_has_the_room_no_longer(world: World) -> None:
    number, rosa, malik = await planned(world), world.team.rosa, world.team.malik
    await play.add_person(world, rosa, number, malik, "notes")
    shown = await play.choose(malik, await play.page(world, malik, number, "people"), "meeting.who", malik.id)
    assert "You do not go" in text_of(await press(malik, shown, "Does not go"))
    assert "Nothing was changed" in text_of(await play.click(world, malik, number, "Prep room"))


async def test_the_room_speaks_the_readers_language(world: World) -> None:
    number, rosa, ana = await planned(world), world.team.rosa, world.team.ana
    await play.add_person(world, rosa, number, ana, "opens")
    shown = await play.click(world, ana, number, "Prep room")
    assert "Sala de preparación: Pastor Ruth" in text_of(shown)
    shown = await play.choose(ana, shown, "meeting.room_to", "noes")
    assert "Posibles no" in text_of(shown)
