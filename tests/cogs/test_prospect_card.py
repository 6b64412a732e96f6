"""A prospect from the form to its card: what people see, who sees what, and that nothing typed is lost."""

import pytest

from tests.cogs.hands import choose, labels, press
from tests.cogs.winning import OFFICIAL, PASTOR, added, begin, fill, number_of, opened
from tests.cogs.world import World, text_of


@pytest.fixture(autouse=True)
async def team(world: World) -> None:
    """A team with its channels."""
    await begin(world)


async def test_one_is_added_by_one_form_and_its_card_says_what_is_next(world: World) -> None:
    shown = await added(world, world.team.sam)
    text = text_of(shown)
    assert shown.ephemeral
    assert "First: what can one read about them?" in text
    assert "Rev. Maria Lopez" in text
    assert "step 1 of 5" in text
    assert "**You** look after this" in text
    assert labels(shown)[0] == "Research"
    assert world.rows("SELECT kind, name, place, role, stage, owner_id FROM prospect") == [
        ("faith", PASTOR["name"], PASTOR["place"], PASTOR["role"], "research", world.team.sam.id)
    ]


async def test_the_form_offers_each_kind_with_whom_it_is_for(world: World) -> None:
    form = await world.team.sam.slash(world.team.canvass, "prospect add", name="Dana")
    assert form.modal is not None
    kind = form.modal["components"][0]["component"]
    assert [one["value"] for one in kind["options"]] == ["official", "faith", "business", "civic", "school", "student"]
    assert kind["options"][0]["description"].startswith("Council members")
    assert form.modal["components"][1]["component"]["value"] == "Dana"


async def test_the_same_name_is_asked_about_and_nothing_is_lost(world: World) -> None:
    await added(world, world.team.sam)
    shown = await added(world, world.team.malik, role="Priest")
    assert "is on the list already" in text_of(shown)
    assert labels(shown) == ["Open it", "It is another one", "Correct it"]
    other = await press(world.team.malik, shown, "It is another one")
    assert "Priest" in text_of(other)
    assert world.rows("SELECT count(*) FROM prospect") == [(2,)]


async def test_what_was_refused_comes_back(world: World) -> None:
    sam = world.team.sam
    refused = await added(world, sam, name="\u200b")
    form = await press(sam, refused, "Correct it")
    assert form.modal is not None
    assert "St. Mary's" in str(form.modal)


async def test_research_is_for_those_who_work_on_it(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    shown = await added(world, sam)
    page = await press(sam, shown, "Research")
    form = await choose(sam, page, "prospect.question", "history")
    assert form.modal is not None
    assert "children" in str(form.modal)
    assert "not end-to-end encrypted" in str(form.modal)
    noted = await fill(sam, form, note="They fed forty families", source="https://example.org/news")
    assert "They fed forty families" in text_of(noted)
    assert "https://example.org/news" in text_of(noted)
    theirs = await opened(world, malik)
    assert "They fed" not in text_of(theirs)
    assert "Research and notes are for those" in text_of(theirs)
    assert "Research" not in labels(theirs)


async def test_a_note_without_a_source_comes_back(world: World) -> None:
    sam = world.team.sam
    page = await press(sam, await added(world, sam), "Research")
    form = await choose(sam, page, "prospect.question", "anything")
    refused = await fill(sam, form, note="I heard it", source="\u200b")
    assert "public source is needed" in text_of(refused)
    again = await press(sam, refused, "Correct it")
    assert "I heard it" in str(again.modal)


async def test_a_note_can_be_erased_after_a_look_at_it(world: World) -> None:
    sam = world.team.sam
    page = await press(sam, await added(world, sam), "Research")
    form = await choose(sam, page, "prospect.question", "anything")
    noted = await fill(sam, form, note="A note", source="The paper, May 3")
    [(note,)] = world.rows("SELECT id FROM research_note")
    sure = await choose(sam, noted, "prospect.erase", str(note))
    assert "A note" in text_of(sure)
    assert "Erased" in text_of(await press(sam, sure, "Yes, erase it"))
    assert world.rows("SELECT count(*) FROM research_note") == [(0,)]


async def test_a_contact_moves_the_stage_and_shows_in_the_history(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    await added(world, sam)
    theirs = await opened(world, malik)
    form = await press(malik, theirs, "Log a contact")
    logged = await fill(malik, form, how="call", result="granted", note="Tuesdays are good", at="yesterday 5pm")
    assert "A meeting!" in text_of(logged)
    assert world.rows("SELECT stage FROM prospect") == [("prepare",)]
    page = await press(sam, await opened(world, sam), "History")
    assert "Phone call" in text_of(page)
    assert "Tuesdays are good" in text_of(page)
    rosas = await press(world.team.ana, await opened(world, world.team.ana), "Historial")
    assert "Tuesdays are good" not in text_of(rosas)


async def test_a_contact_that_is_still_to_come_is_given_back(world: World) -> None:
    sam = world.team.sam
    form = await press(sam, await added(world, sam), "Log a contact")
    refused = await fill(sam, form, how="letter", result="none", note="Sent", at="tomorrow 5pm")
    again = await press(sam, refused, "Correct it")
    assert "tomorrow 5pm" in str(again.modal)
    assert "Pressed" not in str(again.modal)


async def test_the_five_steps_say_what_the_playbook_says_and_move_it(world: World) -> None:
    sam = world.team.sam
    shown = await added(world, sam)
    step = await press(sam, shown, "3 Prepare")
    assert "Prepare" in text_of(step)
    moved = await press(sam, step, "We are here now")
    assert "step 3 of 5" in text_of(moved)
    assert world.rows("SELECT stage FROM prospect") == [("prepare",)]


async def test_it_is_changed_and_who_was_faster_is_told(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    await added(world, sam)
    mine = await press(sam, await press(sam, await opened(world, sam), "More"), "Edit")
    hers = await press(rosa, await press(rosa, await opened(world, rosa), "More"), "Edit")
    assert "Changed" in text_of(await fill(rosa, hers, kind="faith", language="en", role="Bishop"))
    overtaken = await fill(sam, mine, kind="faith", language="es", role="Deacon")
    assert "Somebody else changed this meanwhile" in text_of(overtaken)
    again = await press(sam, overtaken, "Correct it")
    assert "Deacon" in str(again.modal)
    await fill(sam, again, kind="faith", language="es")
    assert world.rows("SELECT role, language FROM prospect") == [("Deacon", "es")]


async def test_a_student_group_has_a_school_and_a_term(world: World) -> None:
    sam = world.team.sam
    await added(world, sam, name="North High", kind="school")
    club = await added(world, sam, name="Debate Club", kind="student")
    assert "Ask the school" in text_of(club)
    form = await press(sam, await press(sam, club, "More"), "School and term")
    school = await number_of(world, "North High")
    shown = await fill(sam, form, part_of=str(school), until="June 15")
    assert "Part of North High" in text_of(shown)
    assert "June 15, 2027" in text_of(shown)


async def test_it_is_declined_and_erased_only_after_a_look(world: World) -> None:
    sam = world.team.sam
    more = await press(sam, await added(world, sam), "More")
    sure = await press(sam, more, "Said no for good")
    assert "Said no" in text_of(await press(sam, sure, "Yes, for good"))
    gone = await press(
        sam, await press(sam, await press(sam, await opened(world, sam), "More"), "Erase"), "Yes, erase it all"
    )
    assert "is erased" in text_of(gone)
    assert world.rows("SELECT count(*) FROM prospect") == [(0,)]


async def test_a_forged_button_of_somebody_elses_changes_nothing(world: World) -> None:
    await added(world, world.team.sam, **OFFICIAL)
    theirs = await world.team.malik.slash(world.team.canvass, "prospect edit", who=OFFICIAL["name"])
    assert "whoever looks after this leader" in text_of(theirs)
    assert "whoever looks after" in text_of(
        await world.team.malik.slash(world.team.canvass, "prospect park", who="Dana")
    )
