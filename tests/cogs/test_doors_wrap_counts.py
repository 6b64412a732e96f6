"""Each pair's own count: one number, settled by a rule where one can, and said in plain words what it changed."""

import pytest

from db import doors
from db.facts.doors import Outcome
from tests.cogs import hands, raw
from tests.cogs.canvassing import card, choose, labels, options, press, send, typed_in
from tests.cogs.dooring import board, boards, facts, pad, tapped
from tests.cogs.evenings import all_back, evening, pick, tap, wrap, wrapped
from tests.cogs.world import World, text_of


@pytest.mark.parametrize(
    ("typed", "said", "nobody", "total"),
    [
        ("4", ["4 doors. Thank you"], 2, 4),
        ("7", ["7 doors", "The pads had 4: 3 were added as *nobody home*"], 5, 7),
        ("3", ["3 doors", "The pads had 4: 1 *nobody home* was taken away"], 1, 3),
        ("1", ["1 door.", "2 *nobody home* were taken away", "1 more stands in the pads"], 0, 2),
    ],
)
async def test_a_pair_confirms_its_count(world: World, typed: str, said: list[str], nobody: int, total: int) -> None:
    await wrapped(world)
    form = await press(world.team.sam, await board(world), "Our count")
    assert typed_in(form) == {"doors": "4"}
    shown = await world.team.sam.submit_modal(form, {"doors": typed})
    await world.app.settle()
    assert shown.response is not None
    assert shown.response.ephemeral
    for part in said:
        assert part in text_of(shown)
    assert ("Correct…" in labels(shown)) is (typed == "1")
    day = await facts(world)
    assert (day.total.of(Outcome.NOBODY), day.total.doors) == (nobody, total)
    assert "count confirmed" in text_of(await board(world))
    assert len(await boards(world)) == 1
    assert await world.app.kit.read(lambda tx: doors.mismatches(tx, team_id=world.team.guild.id)) == ()


async def test_a_pair_that_is_back_confirms_before_the_day_is_wrapped_up(world: World) -> None:
    await evening(world)
    back = await tap(world, world.team.sam, await board(world), "We're back safe")
    form = await press(world.team.sam, back, "Our count")
    done = await world.team.sam.submit_modal(form, {"doors": "8"})
    await world.app.settle()
    assert "8 doors" in text_of(done)
    assert "8 by its own count" in text_of(await wrap(world))


async def test_confirming_again_changes_it(world: World) -> None:
    await wrapped(world)
    for typed in ("10", "6"):
        form = await press(world.team.sam, await board(world), "Our count")
        await world.team.sam.submit_modal(form, {"doors": typed})
        await world.app.settle()
    assert (await facts(world)).total.doors == 6
    shown = await wrap(world)
    assert "Counts confirmed by 1 of 1 pairs" in text_of(shown)
    assert "6 by its own count" in text_of(shown)


async def test_what_is_no_number_comes_back_to_be_corrected_in_spanish(world: World) -> None:
    await wrapped(world)
    ana = world.team.ana
    form = await press(ana, await board(world), "Our count")
    shown = await ana.submit_modal(form, {"doors": "doce"})
    assert "doce" in text_of(shown)
    again = await tap(world, ana, shown, labels(shown)[0])
    assert typed_in(again) == {"doors": "doce"}
    done = await ana.submit_modal(again, {"doors": "12"})
    assert "12 puertas" in text_of(done)
    assert "Se habían contado 4: se agregaron 8 como *no hay nadie*" in text_of(done)


async def test_the_captain_confirms_what_a_pair_told_them(world: World) -> None:
    shown = await wrapped(world)
    malik = world.team.malik
    form = await pick(world, malik, shown, "wrap.count_of", 1)
    assert typed_in(form) == {"doors": "4"}
    done = await malik.submit_modal(form, {"doors": "9"})
    await world.app.settle()
    assert "**Pair 1** · ✅ 9 doors" in text_of(done)
    panel = await tap(world, malik, done, "To the wrap-up")
    assert "9 by its own count" in text_of(panel)


async def test_nobody_else_confirms_for_a_pair(world: World) -> None:
    lone = world.newcomer("Kim")
    await evening(world)
    await tapped(world, lone, "Talked")
    number = world.rows("SELECT max(id) FROM canvass")[0][0]
    for typed_id, chosen in ((f"t1:wrap.count:{number}:1", ()), (f"t1:wrap.count_of:{number}", ("1",))):
        shown = await raw.press(lone, await card(world), world.team.canvass, typed_id, chosen)
        assert shown.modal is None
    await raw.send_form(lone, world.team.canvass, f"t1:wrap.count_form:{number}:1", {"doors": "500"})
    assert (await facts(world)).total.doors == 5
    assert world.rows("SELECT counted FROM pair") == [(None,)]


async def test_a_stranger_adds_no_doors_by_confirming(world: World) -> None:
    await wrapped(world)
    form = await press(world.team.stranger, await board(world), "Our count")
    await world.team.stranger.submit_modal(form, {"doors": "500"})
    assert (await facts(world)).total.doors == 4


async def test_whoever_knocked_alone_confirms_for_themselves(world: World) -> None:
    lone = world.newcomer("Kim")
    await evening(world)
    await tapped(world, lone, "Talked")
    await all_back(world, lone, world.team.sam)
    await wrap(world)
    form = await press(lone, await board(world), "Our count")
    assert typed_in(form) == {"doors": "1"}
    shown = await lone.submit_modal(form, {"doors": "3"})
    assert "2 were added" in text_of(shown)
    assert (await facts(world)).total.doors == 7


# ---- pads that are open still --------------------------------------------------------------------------------


async def test_an_old_pad_turns_into_one_that_adds(world: World) -> None:
    sam = world.team.sam
    await evening(world)
    old = await pad(world, sam)
    await all_back(world, sam, world.team.ana)
    await wrap(world)
    shown = await press(sam, old, "Talked")
    assert shown.response is not None
    assert "**This press changed nothing: the session is wrapped up** · 4 doors" in text_of(shown)
    assert "can still be added" in text_of(shown)
    assert labels(shown) == ["Add several…", "Correct…"]
    assert (await facts(world)).total.doors == 4
    added = await send(sam, await press(sam, shown, "Add several…"), talked="2")
    assert "Added: 2 talked" in text_of(added)


async def test_nothing_is_taken_back_from_an_old_pad(world: World) -> None:
    sam = world.team.sam
    await evening(world)
    olds = [await pad(world, sam) for _ in range(2)]
    chooser = await press(sam, await pad(world, sam), "Earlier…")
    await all_back(world, sam, world.team.ana)
    await wrap(world)
    for shown in (
        await press(sam, olds[0], "Undo"),
        await press(sam, olds[1], "Earlier…"),
        await choose(sam, chooser, options(chooser)[0]["label"]),
    ):
        assert "The count of this session is closed" in text_of(shown)
        assert labels(shown) == ["Add several…", "Correct…"]
    assert (await facts(world)).total.doors == 4


async def test_an_old_pad_held_for_somebody_adds_too(world: World) -> None:
    malik, sam = world.team.malik, world.team.sam
    view = await press(malik, await evening(world), "Captain")
    olds = [await hands.choose(malik, view, "doors.who", str(sam.id))]
    view = await press(malik, await board(world), "Captain")
    olds.append(await hands.choose(malik, view, "doors.who", str(sam.id)))
    await all_back(world, sam, world.team.ana)
    await wrap(world)
    for old, label in zip(olds, ("Talked", "Undo"), strict=True):
        shown = await press(malik, old, label)
        assert "**This press changed nothing: the session is wrapped up** · 4 doors" in text_of(shown)
        assert labels(shown) == ["Add several…", "Correct…", "Still out", "To the overview"]


async def test_an_old_press_on_a_public_card_answers_privately(world: World) -> None:
    sam = world.team.sam
    await wrapped(world)
    public = await card(world)
    shown = await raw.press(sam, public, world.team.canvass, "t1:doors.count:1:talked")
    assert shown.response is not None
    assert shown.response.ephemeral
    assert labels(shown) == ["Add several…", "Correct…"]
