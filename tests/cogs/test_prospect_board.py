"""The board, the lists and the import, in both languages."""

import pytest

from tests.cogs.hands import choose, press
from tests.cogs.winning import OFFICIAL, PASTOR, SHOP, added, begin, fill, number_of, opened
from tests.cogs.world import World, text_of


@pytest.fixture(autouse=True)
async def team(world: World) -> None:
    """A team with its channels."""
    await begin(world)


async def test_an_empty_board_says_what_it_is_for(world: World) -> None:
    shown = await world.team.ana.slash(world.team.canvass, "prospect board")
    assert shown.ephemeral
    assert "Todavía no hay nadie" in text_of(shown)
    assert "importar" not in text_of(shown)
    form = await press(world.team.ana, shown, "Agregar")
    assert form.modal is not None
    assert "/prospect import" in text_of(await world.team.rosa.slash(world.team.canvass, "prospect board"))


async def test_the_board_counts_by_kind_and_stage_and_suggests_whom_nobody_thought_of(world: World) -> None:
    sam = world.team.sam
    await added(world, sam)
    await added(world, sam, **OFFICIAL)
    await fill(sam, await sam.slash(world.team.canvass, "prospect log", who="Dana"), how="call", result="granted")
    await world.pass_time(days=15)
    text = text_of(await sam.slash(world.team.canvass, "prospect board"))
    assert "2 under way · 0 signed on" in text
    assert "🏛️ Officials**\n📝 1" in text
    assert "Waiting longest" in text
    assert "What about **🏪 Businesses**" in text


async def test_a_kind_is_opened_and_one_of_it(world: World) -> None:
    sam = world.team.sam
    await added(world, sam)
    await added(world, sam, **SHOP)
    board = await sam.slash(world.team.canvass, "prospect board")
    faith = await choose(sam, board, "prospect.list_kind", "faith")
    assert PASTOR["name"] in text_of(faith)
    assert SHOP["name"] not in text_of(faith)
    one = await choose(sam, faith, "prospect.chosen", str(await number_of(world)))
    assert "step 1 of 5" in text_of(one)
    board = await press(sam, one, "Board")
    everybody = await choose(sam, board, "prospect.list_kind", "all")
    assert SHOP["name"] in text_of(everybody)
    assert "Nobody here" in text_of(await press(sam, everybody, "Resting"))
    mine = await press(world.team.malik, await world.team.malik.slash(world.team.canvass, "prospect board"), "Mine")
    assert "Nobody here" in text_of(mine)


async def test_a_name_that_fits_several_is_asked_about(world: World) -> None:
    sam = world.team.sam
    await added(world, sam)
    await added(world, sam, name="Maria Stein", kind="school", place="")
    several = await opened(world, sam, "Maria")
    assert "Which one?" in text_of(several)
    assert "No single leader" in text_of(await opened(world, sam, "Nobody"))
    choices = await sam.autocomplete(world.team.canvass, "prospect find", "who", "st. mary")
    assert [choice["name"] for choice in choices] == ["Rev. Maria Lopez · Getting to know them · St. Mary's"]
    foreign = await world.other.sam.autocomplete(world.other.canvass, "prospect find", "who", "maria")
    assert foreign == []


async def test_many_come_from_a_sheet_after_a_look_at_it(world: World) -> None:
    rosa = world.team.rosa
    await added(world, world.team.sam)
    how = await rosa.slash(world.team.canvass, "prospect import")
    assert "Public roles only" in text_of(how)
    sheet = "Name;Tipo;Phone\nRev. Maria Lopez;fe;1\nNorth High;school;2\nPanadería;negocio;3\n".encode()
    file = ("leaders.csv", sheet)
    shown = await rosa.slash(world.team.canvass, "prospect import", file=file)
    assert "2 new · 1 on the list already" in text_of(shown)
    assert "Left out, as it is not used here: *Phone*" in text_of(shown)
    assert world.rows("SELECT count(*) FROM prospect") == [(1,)]
    assert "Imported" in text_of(await press(rosa, shown, "Import 2"))
    assert world.rows("SELECT kind, name FROM prospect ORDER BY id")[1:] == [
        ("school", "North High"),
        ("business", "Panadería"),
    ]


async def test_what_is_wrong_in_a_sheet_is_told_line_by_line(world: World) -> None:
    rosa = world.team.rosa
    sheet = f"name,kind\nSomebody,alien\n,faith\n{'W' * 101},school\nTwice,civic\nTwice,civic\n".encode()
    shown = text_of(await rosa.slash(world.team.canvass, "prospect import", file=("a.csv", sheet)))
    for told in ("“alien” is none of", "the name is missing", "101 characters", "is in line 5 already"):
        assert told in shown
    sam = world.team.sam
    assert "organizers" in text_of(await sam.slash(world.team.canvass, "prospect import"))
    assert world.rows("SELECT count(*) FROM prospect") == [(0,)]
