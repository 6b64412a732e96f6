"""The day of a meeting and after it: pocket card, the six questions, closing, the note of thanks, what was learned."""

from typing import Any

from simcord import InteractionResult, MemberActor

from db.facts.playbooks import Kind
from tests.cogs import meeting as play
from tests.cogs.canvassing import labels, press, typed_in
from tests.cogs.nudging import click, letter, letters
from tests.cogs.world import World, controls_of, text_of

SAID = {"plan": "Yes", "reached": "She leaned forward", "next": "The council", "learned": "Pray first"}


async def planned(world: World, **more: Any) -> int:
    """A meeting on Thursday at 4pm that Rosa leads, and to which Malik goes along."""
    await play.set_up(world, **more)
    number = await play.plan(world)
    await play.add_person(world, world.team.rosa, number, world.team.malik, "asks")
    return number


async def ended(world: World, **more: Any) -> int:
    """The same on Thursday evening."""
    number = await planned(world, **more)
    await world.pass_time(hours=3 * 24 + 5)
    return number


async def closed(world: World, person: MemberActor, outcome: str, **typed: str) -> InteractionResult:
    """Close the meeting."""
    form = await person.slash(world.team.outreach, "meeting close", which="Ruth")
    values = {"outcome": [outcome], "step": "Write to the council", "owner": [person], "day": "dec 4", **typed}
    shown = await person.submit_modal(form, values)
    await world.app.settle()
    return shown


async def test_the_thread_is_told_and_everybody_who_goes_has_a_pocket_card(world: World) -> None:
    number, rosa, malik = await planned(world), world.team.rosa, world.team.malik
    shown = await play.page(world, rosa, number, "agree")
    await play.write(world, rosa, shown, "Write what we say", ask="Will you sign on?", step="A letter", first="One")
    await world.pass_time(hours=3 * 24 + 2)
    [told] = await play.thread(world, number)
    assert f"<@{malik.id}>" in text_of(told)
    assert "Will you sign on?" not in text_of(told)
    pocket = text_of(await press(malik, told, "Pocket card"))
    assert "**You make the ask.**" in pocket
    assert "Will you sign on?" in pocket
    assert "Running order" in pocket
    again = await malik.slash(world.team.outreach, "meeting today")
    assert text_of(again) == pocket
    stranger = await world.team.sam.slash(world.team.outreach, "meeting today")
    assert "Meeting with Pastor Ruth" in text_of(stranger)
    assert "Will you sign on?" not in text_of(stranger)


async def test_nothing_today_shows_what_comes(world: World) -> None:
    await planned(world)
    assert "Pastor Ruth" in text_of(await world.team.sam.slash(world.team.outreach, "meeting today"))


async def test_the_six_questions_are_answered_in_the_letter(world: World) -> None:
    number, malik = await planned(world), world.team.malik
    await press(malik, await play.page(world, malik, number, "read"), "I have read it")
    await world.pass_time(hours=3 * 24 + 5)
    assert world.rows("SELECT state FROM meeting") == [("held",)]
    assert "How was the meeting with Pastor Ruth?" in text_of(letter(malik))
    form = await click(world, malik, "How did it go?")
    assert form.modal is not None
    assert [*typed_in(form)] == ["plan", "reached", "next", "learned"]
    shown = await malik.user.submit_modal(form, SAID)
    await world.app.settle()
    form = await click(world, malik, "Two more", shown)
    assert [*typed_in(form)] == ["again", "effect"]
    shown = await malik.user.submit_modal(form, {"again": "Yes", "effect": "It helped"})
    await world.app.settle()
    assert "That was all of it" in text_of(shown)
    assert "You have said how it was" in text_of(letter(malik))
    record = text_of(await play.click(world, world.team.rosa, number, "What we said"))
    assert "Malik: She leaned forward" in record
    assert "Malik: It helped" in record


async def test_what_two_people_say_is_one_record(world: World) -> None:
    number, rosa, malik = await ended(world), world.team.rosa, world.team.malik
    for person, text in ((rosa, "We talked too much"), (malik, "She listened")):
        form = await person.slash(world.team.outreach, "meeting evaluate", which="Ruth")
        await person.submit_modal(form, {**SAID, "reached": text})
    await world.app.settle()
    record = text_of(await play.click(world, rosa, number, "What we said"))
    assert "Rosa: We talked too much" in record
    assert "Malik: She listened" in record
    assert "Nothing was changed" in text_of(await play.click(world, world.team.sam, number, "What we said"))


async def test_a_meeting_closes_with_outcome_step_owner_and_day(world: World) -> None:
    number, rosa = await ended(world), world.team.rosa
    form = await rosa.slash(world.team.outreach, "meeting close", which="Ruth")
    refused = await rosa.submit_modal(
        form, {"outcome": ["yes"], "step": "Write to the council", "owner": [rosa], "day": "one of these days"}
    )
    again = await press(rosa, refused, "Correct it")
    assert typed_in(again)["step"] == "Write to the council"
    assert typed_in(again)["outcome"] == ["yes"]
    shown = await rosa.submit_modal(
        again, {"outcome": ["yes"], "step": "Write to the council", "owner": [rosa], "day": "dec 4"}
    )
    await world.app.settle()
    assert "A yes!" in text_of(shown)
    assert labels(shown)[:2] == ["Write down the sign-on", "Draft of the thank-you"]
    assert "They said yes" in text_of(await play.card(world, number))
    texts = [text for (text,) in world.rows("SELECT text FROM followup ORDER BY id")]
    assert texts == ["Write Pastor Ruth a note of thanks for the meeting", "Write to the council"]


async def test_a_closed_meeting_is_opened_again(world: World) -> None:
    number, rosa = await ended(world), world.team.rosa
    await closed(world, rosa, "later")
    shown = await press(rosa, await play.click(world, rosa, number, "Manage"), "Open it again")
    assert "is open again" in text_of(shown)
    assert world.rows("SELECT state FROM meeting WHERE id = ?", number) == [("held",)]


async def test_the_note_of_thanks_is_drafted_in_their_language(world: World) -> None:
    number, rosa = await ended(world, language="es"), world.team.rosa
    shown = await play.page(world, rosa, number, "notes")
    await play.write(world, rosa, shown, "Write notes", notes="Nos contó de su abuela")
    await closed(world, rosa, "later")
    await world.pass_time(hours=25)
    told = letters(rosa)[-1]
    assert "a note of thanks" in text_of(told)
    draft = text_of(await click(world, rosa, "Draft of the thank-you"))
    assert "Nos contó de su abuela" in draft
    assert "A draft in Spanish" in draft
    assert "Write to the council" in draft


async def test_what_was_learned_is_there_when_the_next_of_the_kind_is_planned(world: World) -> None:
    await ended(world)
    malik = world.team.malik
    form = await malik.slash(world.team.outreach, "meeting evaluate", which="Ruth")
    await malik.submit_modal(form, SAID)
    await world.app.settle()
    await play.set_up(world, Kind.FAITH, "Rabbi Noa")
    preview = text_of(await play.preview(world, who="Noa", when="wed 4pm"))
    assert "What we learned" in preview
    assert "Pray first" in preview
    assert "Malik" not in preview


async def test_something_to_prepare_is_reminded_of_and_done_in_the_letter(world: World) -> None:
    await play.set_up(world)
    number, sam = await play.plan(world, when="dec 10 4pm"), world.team.sam
    [(task,)] = world.rows("SELECT id FROM prep_task WHERE key = 'copies'")
    one = await play.choose(sam, await play.click(world, sam, number, "To do"), "meeting.task", task)
    await press(sam, one, "I take it")
    await world.pass_time(hours=12 * 24 + 7)
    assert "Copy the page about us" in text_of(letter(sam))
    await click(world, sam, "Give it back")
    assert "It waits for somebody else now" in text_of(letter(sam))
    assert world.rows("SELECT owner_id FROM prep_task WHERE id = ?", task) == [(None,)]


async def test_a_meeting_that_ended_early_is_said_to_be_held(world: World) -> None:
    number, rosa = await planned(world), world.team.rosa
    await world.pass_time(hours=3 * 24 + 4, minutes=20)
    shown = await press(rosa, await play.click(world, rosa, number, "Manage"), "It took place")
    assert "six short questions" in text_of(shown)
    assert world.rows("SELECT state FROM meeting WHERE id = ?", number) == [("held",)]


async def test_questions_before_the_meeting_are_not_asked(world: World) -> None:
    await planned(world)
    shown = await world.team.rosa.slash(world.team.outreach, "meeting evaluate", which="Ruth")
    assert shown.modal is None
    assert "after that you can say how it went" in text_of(shown)


async def test_whoever_leads_it_is_asked_to_close_it_and_finds_its_card(world: World) -> None:
    number, rosa = await ended(world), world.team.rosa
    form = await rosa.slash(world.team.outreach, "meeting evaluate", which="Ruth")
    await rosa.submit_modal(form, SAID)
    await world.pass_time(days=3)
    told = letter(rosa)
    assert "The meeting with Pastor Ruth: what came of it?" in text_of(told)
    assert "1 person has said how it went. Now close it" in text_of(told)
    card = await play.card(world, number)
    assert card.jump_url in [part.get("url") for part in controls_of(told)]
    await closed(world, rosa, "later")
    assert "It is closed. Thank you!" in text_of(letter(rosa))
    await press(rosa, await play.click(world, rosa, number, "Manage"), "Open it again")
    await world.app.settle()
    assert "Now close it" in text_of(letter(rosa))


async def test_who_answers_on_the_card_finds_it_in_the_letter_too(world: World) -> None:
    number, malik = await planned(world), world.team.malik
    await press(malik, await play.page(world, malik, number, "read"), "I have read it")
    await world.pass_time(hours=3 * 24 + 5)
    assert "How was the meeting" in text_of(letter(malik))
    form = await malik.slash(world.team.outreach, "meeting evaluate", which="Ruth")
    await malik.submit_modal(form, SAID)
    await world.app.settle()
    assert "You have said how it was" in text_of(letter(malik))


async def test_a_meeting_that_is_over_asks_nobody_to_take_something_on(world: World) -> None:
    await planned(world)
    await play.plan(world, when="thu 8pm")
    before = text_of(await world.team.rosa.slash(world.team.outreach, "meeting today"))
    assert before.count("wait for somebody") == 2
    await world.pass_time(hours=3 * 24 + 5)
    told = text_of(await world.team.rosa.slash(world.team.outreach, "meeting today"))
    assert "Today's meetings" in told
    assert told.count("wait for somebody") == 1, "only for the one that is still to come"


async def test_a_day_that_can_mean_two_is_asked_back_with_both(world: World) -> None:
    await ended(world)
    told = text_of(await closed(world, world.team.rosa, "later", day="next friday"))
    assert "“next friday” can mean November 27, 2026 or December 4, 2026" in told
    assert "Your text is kept" in told


async def test_a_letter_about_a_meeting_that_is_off_says_so_when_it_is_pressed(world: World) -> None:
    await play.set_up(world)
    number, sam = await play.plan(world, when="dec 10 4pm"), world.team.sam
    [(task,)] = world.rows("SELECT id FROM prep_task WHERE key = 'copies'")
    one = await play.choose(sam, await play.click(world, sam, number, "To do"), "meeting.task", task)
    await press(sam, one, "I take it")
    await world.pass_time(days=12, hours=7)
    assert "Copy the page about us" in text_of(letter(sam))
    shown = await world.team.rosa.slash(world.team.outreach, "meeting cancel", which="Ruth")
    await press(world.team.rosa, shown, "Yes, call it off")
    await world.app.settle()
    await click(world, sam, "Done")
    assert "This is over: nothing is left to do." in text_of(letter(sam))


async def test_the_leaders_card_leads_on_from_a_meeting_that_was_held(world: World) -> None:
    number = await ended(world)
    for person in (world.team.rosa, world.team.malik):
        card = await person.slash(world.team.outreach, "prospect find", who="Ruth")
        assert labels(card)[0] == "What we said"
        assert "Meeting · no answer yet" not in text_of(card)
        record = await press(person, card, "What we said")
        assert "How did it go?" in labels(record)
    await closed(world, world.team.rosa, "yes")
    card = await world.team.rosa.slash(world.team.outreach, "prospect find", who="Ruth")
    assert "What we said" not in labels(card)
    assert world.rows("SELECT state FROM meeting WHERE id = ?", number) == [("closed",)]
