"""The pad as volunteers use it: two taps, one thumb, and every press counts once."""

from tests.cogs.canvassing import press
from tests.cogs.dooring import board, live, pad
from tests.cogs.world import World, text_of


async def test_the_pad_is_one_tap_from_the_board_and_opening_it_checks_in(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    await world.app.settle()
    assert shown.response.ephemeral
    assert "You are checked in" in text_of(shown)
    assert "🚪 Sam" in text_of(await board(world))
    pressed = await press(sam, shown, "Talked")
    assert "**+1 talked** · 1 door" in text_of(pressed)
    await world.app.settle()
    assert "Together 1 of 20 doors (5 %)" in text_of(await board(world))
