"""Two leads in one prep room: both texts are shown, neither is lost, and nobody takes out what they did not see."""

import asyncio
from functools import partial
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from bot.cards.meetings_sheets import SHEETS
from db import meetings
from db.facts.meetings import LINES_MOST
from tests.cogs import meeting as play
from tests.cogs import raw
from tests.cogs.canvassing import press, send, typed_in
from tests.cogs.world import World, text_of

AT_ONCE = "at the same moment"


@pytest.fixture
async def room(world: World) -> int:
    """A meeting that Rosa leads, and to which Malik goes."""
    await play.set_up(world)
    number = await play.plan(world)
    await play.add_person(world, world.team.rosa, number, world.team.malik)
    return number


async def agree(world: World, number: int, person: MemberActor) -> InteractionResult:
    """The form of what is said and asked for, as it stands now."""
    return await press(person, await play.page(world, person, number, "agree"), "Write what we say")


async def written(world: World, number: int, **typed: str) -> None:
    """What stands in it from the beginning."""
    await send(world.team.rosa, await agree(world, number, world.team.rosa), **typed)


async def both_open(world: World, number: int) -> tuple[InteractionResult, InteractionResult]:
    """Rosa's form and Malik's, with the same in them."""
    return await agree(world, number, world.team.rosa), await agree(world, number, world.team.malik)


async def lines(world: World, number: int) -> dict[str, str]:
    """What stands there now, by the fields of the form."""
    facts = await world.app.kit.read(partial(meetings.look, meeting_id=number))
    assert facts is not None
    return SHEETS["agree"].typed(facts)


async def test_who_empties_a_line_does_not_take_out_what_stands_beside_it_by_now(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    await written(world, room, first="One")
    hers, his = await both_open(world, room)
    await send(malik, his, first="One of his", second="Two of his")
    shown = await send(rosa, hers, first="")
    assert AT_ONCE in text_of(shown)
    again = await press(rosa, shown, "Open the form with mine")
    assert (typed_in(again)["first"], typed_in(again)["second"]) == ("", "Two of his")
    await send(rosa, again)
    assert (await lines(world, room))["first"] == "Two of his"


async def test_the_last_place_is_taken_and_both_texts_are_shown(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    await written(world, room, first="One", second="Two")
    hers, his = await both_open(world, room)
    await send(malik, his, third="Three of his")
    shown = await send(rosa, hers, third="Three of hers", step="A letter")
    text = text_of(shown)
    assert AT_ONCE in text
    assert "Three of his" in text
    assert "Three of hers" in text
    assert (await lines(world, room))["step"] == "A letter", "what nobody else touched is saved"
    again = await press(rosa, shown, "Open the form with mine")
    assert typed_in(again)["third"] == "Three of hers"
    await send(rosa, again, third="Three of both")
    assert (await lines(world, room))["third"] == "Three of both"


async def test_two_who_begin_an_empty_room_both_find_their_messages(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    hers, his = await both_open(world, room)
    await send(malik, his, first="Of his", ask="His ask")
    shown = await send(rosa, hers, first="Of hers", ask="Her ask")
    assert "His ask" in text_of(shown)
    now = await lines(world, room)
    assert [now[name] for name in ("first", "second", "third")] == ["Of his", "Of hers", ""]
    again = await press(rosa, shown, "Open the form with mine")
    assert typed_in(again)["ask"] == "Her ask"
    assert [typed_in(again)[name] for name in ("first", "second", "third")] == ["Of his", "Of hers", ""]


async def test_one_takes_out_what_the_other_writes_over(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    await written(world, room, ask="First ask", step="A step")
    hers, his = await both_open(world, room)
    await send(malik, his, ask="")
    shown = await send(rosa, hers, ask="Her ask")
    assert AT_ONCE in text_of(shown)
    assert "Her ask" in text_of(shown)
    again = await press(rosa, shown, "Open the form with mine")
    await send(rosa, again)
    assert (await lines(world, room))["ask"] == "Her ask"


async def test_a_fact_that_is_taken_out_while_another_writes_it_comes_back(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    shown = await play.page(world, rosa, room, "facts")
    await play.write(world, rosa, shown, "Add a fact", text="A shop closed", more="Gazette")
    [(line,)] = world.rows("SELECT id FROM prep_line")
    hers, his = [
        await play.choose(who, await play.page(world, who, room, "facts"), "meeting.line", line)
        for who in (rosa, malik)
    ]
    form = await press(rosa, hers, "Change")
    await press(malik, his, "Take it out")
    shown = await send(rosa, form, text="Two shops closed")
    assert "Two shops closed" in text_of(shown)
    assert world.rows("SELECT count(*) FROM prep_line") == [(0,)]
    again = await press(rosa, shown, "Open the form with mine")
    assert typed_in(again) == {"text": "Two shops closed", "more": "Gazette"}
    assert "Two shops closed" in text_of(await send(rosa, again))


async def test_what_was_changed_meanwhile_is_not_taken_out_unseen(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    shown = await play.page(world, rosa, room, "noes")
    await play.write(world, rosa, shown, "Add a likely no", text="No politics", more="What do you fear?")
    [(line,)] = world.rows("SELECT id FROM prep_line")
    hers, his = [
        await play.choose(who, await play.page(world, who, room, "noes"), "meeting.line", line) for who in (rosa, malik)
    ]
    await play.write(world, malik, his, "Change", more="We back nobody")
    shown = await press(rosa, hers, "Take it out")
    assert "We back nobody" in text_of(shown)
    assert world.rows("SELECT count(*) FROM prep_line") == [(1,)]


async def test_a_form_that_was_put_away_comes_back_with_what_was_typed(world: World, room: int) -> None:
    rosa, malik = world.team.rosa, world.team.malik
    await written(world, room, ask="First ask")
    hers, his = await both_open(world, room)
    await send(malik, his, ask="His ask")
    shown = await send(rosa, hers, ask="Her long ask")
    for _ in "ab":  # opened, put away unsent, and opened again
        again = await press(rosa, shown, "Open the form with mine")
        assert typed_in(again)["ask"] == "Her long ask"
    again = await agree(world, room, rosa)  # and by the way on which it was opened first
    assert typed_in(again)["ask"] == "Her long ask"
    await send(rosa, again)
    assert (await lines(world, room))["ask"] == "Her long ask"


async def test_the_same_form_twice_is_one_text(world: World, room: int) -> None:
    rosa = world.team.rosa
    typed = {"ask": "An ask", "first": "One", "second": "Two"}
    form = await agree(world, room, rosa)
    shown = await sent_at_once(world, (rosa, form, typed), (rosa, form, typed))
    shown += await sent_at_once(world, (rosa, form, typed))
    fact = await press(rosa, await play.page(world, rosa, room, "facts"), "Add a fact")
    typed = {"text": "A shop closed", "more": "Gazette"}
    shown += await sent_at_once(world, (rosa, fact, typed), (rosa, fact, typed))
    assert [AT_ONCE in text_of(one) for one in shown] == [False] * 5
    assert world.rows("SELECT section, count(*) FROM prep_line GROUP BY section ORDER BY section") == [
        ("ask", 1), ("facts", 1), ("messages", 2),
    ]  # fmt: skip


# ---- truly at once -------------------------------------------------------------------------------------


async def sent_at_once(world: World, *forms: tuple[MemberActor, InteractionResult, dict[str, str]]) -> list[Any]:
    """Forms that arrive in the same moment."""
    sends = []
    for person, form, typed in forms:
        assert form.modal is not None
        whole = {**typed_in(form), **typed}
        sends.append(raw.send_form(person, world.team.outreach, form.modal["custom_id"], whole))
    shown = await asyncio.gather(*sends)
    await world.app.settle()
    return shown


async def test_forms_that_arrive_in_one_moment_lose_nothing(world: World, room: int) -> None:
    people = [world.team.rosa, world.team.malik]
    for name in ("Tom", "Uma", "Vic"):
        people.append(person := world.newcomer(name))
        await play.add_person(world, world.team.rosa, room, person)
    await written(world, room, ask="First ask", first="One", second="Two")
    forms = [
        (who, await agree(world, room, who), {"ask": f"Ask of {who.name}", "third": f"Third of {who.name}"})
        for who in people
    ]
    shown = await sent_at_once(world, *forms)
    now = await lines(world, room)
    for who, answer in zip(people, shown, strict=True):
        text = text_of(answer)
        if AT_ONCE in text:
            assert f"Ask of {who.name}" in text
            assert now["ask"] in text
            assert f"Third of {who.name}" in text
            assert typed_in(await press(who, answer, "Open the form with mine"))["ask"] == f"Ask of {who.name}"
        else:
            assert (now["ask"], now["third"]) == (f"Ask of {who.name}", f"Third of {who.name}")
    assert sum(AT_ONCE in text_of(answer) for answer in shown) == len(people) - 1


async def test_of_two_who_add_the_last_fact_one_gets_the_text_back(world: World, room: int) -> None:
    people = [world.team.rosa, world.team.malik]
    page = await play.page(world, world.team.rosa, room, "facts")
    for number in range(LINES_MOST - 1):
        page = await play.write(world, world.team.rosa, page, "Add a fact", text=f"Fact {number}", more="Gazette")
    forms = [
        (who, await press(who, await play.page(world, who, room, "facts"), "Add a fact"), {"text": f"Of {who.name}"})
        for who in people
    ]
    shown = await sent_at_once(world, *((who, form, {**typed, "more": "Post"}) for who, form, typed in forms))
    [(count,)] = world.rows("SELECT count(*) FROM prep_line WHERE section = 'facts'")
    assert count == LINES_MOST
    [who] = [who for who, answer in zip(people, shown, strict=True) if "fit here" in text_of(answer)]
    again = await press(who, shown[people.index(who)], "Correct it")
    assert typed_in(again) == {"text": f"Of {who.name}", "more": "Post"}
