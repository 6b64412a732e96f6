"""Wrapping up: the day is closed once, everybody sees what was done together, and what is left has an owner."""

from bot import ids
from db.facts.doors import Outcome
from tests.cogs import hands, raw
from tests.cogs.canvassing import card, labels, press
from tests.cogs.dooring import board, boards, facts, live, make_captain, tapped
from tests.cogs.evenings import all_back, evening, pick, tap, told, wrap, wrapped
from tests.cogs.world import World, text_of


async def test_the_board_becomes_the_card_that_stays(world: World) -> None:
    await wrapped(world)
    [wrapped_card] = await boards(world)
    shown = text_of(wrapped_card)
    assert "Library steps: done!" in shown
    assert "4 of 20 doors (20%)" in shown
    assert "2 nobody home · 💬 1 talked · 💚 1 supporter" in shown
    assert "Somebody opened at 50% of the doors" in shown
    assert "Pair 1" in shown
    assert "Thank you, all 2 of you" in shown
    assert labels(wrapped_card) == ["Thank someone", "How was it?", "Our count", "Captain"]
    [picture] = wrapped_card.attachments
    assert picture.filename.endswith(".png")
    assert "4 doors" in (picture.description or "")


async def test_the_sign_up_card_says_that_it_is_over(world: World) -> None:
    await wrapped(world)
    assert world.rows("SELECT state FROM canvass") == [("wrapped",)]


async def test_it_is_asked_first_while_people_are_out(world: World) -> None:
    await evening(world)
    shown = await wrap(world)
    assert "2 people are still out" in text_of(shown)
    assert labels(shown) == ["Who is still out", "Wrap up anyway"]
    assert world.rows("SELECT state FROM canvass") == [("live",)]
    listed = await tap(world, world.team.malik, shown, "Who is still out")
    assert "Marked back safe" in text_of(await tap(world, world.team.malik, listed, "They are all back"))
    assert "To do" in text_of(await wrap(world))
    assert world.rows("SELECT state FROM canvass") == [("wrapped",)]


async def test_it_is_asked_first_before_anything_was_counted(world: World) -> None:
    await live(world)
    await make_captain(world, world.team.malik)
    shown = await wrap(world)
    assert "Nothing was counted yet" in text_of(shown)
    assert world.rows("SELECT state FROM canvass") == [("live",)]
    assert "done!" in text_of(await tap(world, world.team.malik, shown, "Wrap up anyway"))
    assert world.rows("SELECT state FROM canvass") == [("wrapped",)]


async def test_who_is_still_out_is_not_forgotten_when_it_is_wrapped_up_anyway(world: World) -> None:
    await evening(world)
    await tap(world, world.team.malik, await wrap(world), "Wrap up anyway")
    await world.pass_time(hours=5)
    assert len(await told(world, "not marked back yet")) == 1


async def test_wrapping_up_twice_is_the_same(world: World) -> None:
    await wrapped(world)
    await world.restart()
    shown = await wrap(world)
    assert "To do" in text_of(shown)
    assert "in ten minutes" not in text_of(shown)
    assert len(world.rows("SELECT 1 FROM followup")) == 3
    assert len(await boards(world)) == 1


async def test_what_was_collected_becomes_the_captains_promises(world: World) -> None:
    shown = await wrapped(world)
    malik = world.team.malik
    assert sorted(world.rows("SELECT text, owner_id FROM followup")) == [
        ("Call 1 person who wants to come to an event (Library steps)", malik.id),
        ("Deliver 1 sign or poster (Library steps)", malik.id),
        ("Load the data of 4 doors into our lists (Library steps)", malik.id),
    ]
    text = text_of(shown)
    assert f"Deliver 1 sign or poster (Library steps) · <@{malik.id}>" in text


async def test_a_task_is_handed_over_and_the_panel_says_so(world: World) -> None:
    shown = await wrapped(world)
    malik, sam = world.team.malik, world.team.sam
    [(number,)] = world.rows("SELECT id FROM followup WHERE text LIKE 'Deliver%'")
    promise = await pick(world, malik, shown, "followup.show", number)
    chooser = await tap(world, malik, promise, "Hand over")
    await hands.choose(malik, chooser, "followup.hand_to", sam)
    assert "Sam was asked" in text_of(await wrap(world))


async def test_a_day_wrapped_up_by_mistake_goes_on(world: World) -> None:
    shown = await wrapped(world)
    undone = await tap(world, world.team.malik, shown, "Not over yet")
    assert "open again" in text_of(undone)
    [live_board] = await boards(world)
    assert "My pad" in labels(live_board)
    await tapped(world, world.team.sam, "Talked")
    assert (await facts(world)).total.of(Outcome.TALKED) == 2
    unwrap = ids.WRAP_UNDO(canvass=world.rows("SELECT max(id) FROM canvass")[0][0])
    again = await raw.press(world.team.malik, await card(world), world.team.canvass, unwrap)
    assert "doors count as before" in text_of(again)
    await wrap(world)
    await world.pass_time(minutes=11)
    assert len(await told(world, "How was")) == 1
    assert len(world.rows("SELECT 1 FROM followup")) == 3


async def test_after_two_days_it_stays_wrapped_up(world: World) -> None:
    shown = await wrapped(world)
    await world.pass_time(hours=53)
    assert "48 hours" in text_of(await tap(world, world.team.malik, shown, "Not over yet"))


async def test_only_those_who_lead_wrap_up(world: World) -> None:
    await evening(world)
    for person in (world.team.sam, world.team.stranger):
        shown = await wrap(world, person)
        assert shown.response is not None
        assert shown.response.ephemeral
        assert world.rows("SELECT state FROM canvass") == [("live",)]
    overview = await press(world.team.malik, await board(world), "Captain")
    assert labels(overview)[-2:] == ["Who is still out", "Wrap up"]
    await all_back(world, world.team.sam)
    assert "done!" in text_of(await tap(world, world.team.malik, overview, "Wrap up"))
    assert world.rows("SELECT state FROM canvass") == [("wrapped",)]


async def test_a_session_that_never_began_is_not_wrapped_up(world: World) -> None:
    await live(world, world.team.sam, started=False)
    await make_captain(world, world.team.malik)
    shown = await wrap(world)
    assert world.rows("SELECT state FROM canvass") == [("open",)]
    assert "done!" not in text_of(shown)


async def test_the_captain_is_asked_to_wrap_up_and_can_put_it_off(world: World) -> None:
    await evening(world)
    await all_back(world, world.team.sam)
    await world.pass_time(hours=4, minutes=44)
    assert await told(world, "Time to wrap up") == []
    await world.pass_time(minutes=1)
    [message] = await told(world, "Time to wrap up")
    assert f"<@{world.team.malik.id}>" in text_of(message)
    assert "4 doors so far" in text_of(message)
    assert (await press(world.team.sam, message, "In half an hour")).response is not None
    shown = await tap(world, world.team.malik, message, "In half an hour")
    assert "I ask you again at" in text_of(shown)
    await tap(world, world.team.malik, message, "In half an hour")
    await world.pass_time(minutes=30)
    messages = await told(world, "Time to wrap up")
    assert len(messages) == 2
    await world.restart()
    assert "To do" in text_of(await tap(world, world.team.malik, messages[0], "Wrap up"))
    assert "To do" in text_of(await tap(world, world.team.malik, messages[1], "Wrap up"))
    await world.pass_time(hours=2)
    assert len(await told(world, "Time to wrap up")) == 2


async def test_nobody_is_asked_to_wrap_up_what_is_wrapped_up(world: World) -> None:
    await wrapped(world)
    await world.pass_time(hours=6)
    assert await told(world, "Time to wrap up") == []


async def test_the_next_session_is_one_tap_away_for_organizers(world: World) -> None:
    await wrapped(world)
    shown = await wrap(world, world.team.admin)
    assert "Next: the same again on <t:" in text_of(shown)
    preview = await tap(world, world.team.admin, shown, "Same again next week")
    assert "Post" in labels(preview)
    await tap(world, world.team.admin, preview, "Post")
    assert len(world.rows("SELECT 1 FROM canvass")) == 2
    captains = await wrap(world)
    assert "Same again next week" not in labels(captains)


async def test_everything_is_said_in_spanish(world: World) -> None:
    world.speaks(world.team.malik, "es-419")
    shown = await wrapped(world)
    text = text_of(shown)
    for words in ("¡listo!", "Por hacer", "Cuentas confirmadas por 0 de 1 parejas", "Lo que sigue"):
        assert words in text
    assert "Repetir en una semana" not in labels(shown)
    assert "El día está abierto" in text_of(await tap(world, world.team.malik, shown, "Todavía no termina"))
