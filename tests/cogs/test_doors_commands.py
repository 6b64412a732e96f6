"""`/doors` as people type it: the session of today is meant unless another is named."""

from tests.cogs.canvassing import labels, press, send, typed_in
from tests.cogs.dooring import board, facts, live, make_captain, tapped
from tests.cogs.world import World, text_of


async def test_without_a_session_named_the_one_of_today_is_meant(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await sam.slash(world.team.canvass, "doors pad")
    assert "You are checked in" in text_of(shown)
    assert shown.ephemeral
    await world.app.settle()
    assert "🚪 Sam" in text_of(await board(world))


async def test_with_none_today_it_says_so(world: World) -> None:
    sam = world.team.sam
    for name in ("doors pad", "doors add", "doors fix", "doors out", "doors start"):
        assert "No session of your team is at the doors today" in text_of(await sam.slash(world.team.canvass, name)), (
            name
        )


async def test_sessions_of_today_are_suggested_by_name(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await live(world, started=False, when="sat 10am")
    found = await sam.autocomplete(world.team.canvass, "doors pad", "session", "lib")
    assert [choice["value"] for choice in found] == ["1"], "the one in five days is not at the doors"
    assert await sam.autocomplete(world.team.canvass, "doors pad", "session", "nowhere") == []
    foreign = await world.other.sam.autocomplete(world.other.canvass, "doors pad", "session", "")
    assert foreign == []


async def test_doors_are_added_after_the_end_up_to_two_days(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await world.pass_time(hours=20)
    form = await sam.slash(world.team.canvass, "doors add")
    shown = await send(sam, form, nobody="12", talked="3")
    assert "Added: 12 nobody home and 3 talked" in text_of(shown)
    assert (await facts(world)).total.doors == 15
    await world.pass_time(hours=40)
    assert "This session ended" in text_of(await sam.slash(world.team.canvass, "doors add", session="1"))


async def test_ones_own_totals_are_put_right(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    await tapped(world, sam, "+5 doors", "Talked")
    form = await sam.slash(world.team.canvass, "doors fix")
    assert typed_in(form)["nobody"] == "5"
    shown = await send(sam, form, nobody="2")
    assert "🏠 Nobody home: 5 → **2**" in text_of(shown)
    await world.app.settle()
    assert "Together 3 of 20 doors" in text_of(await board(world))
    assert "Back to my pad" in labels(shown)
    assert "**3 doors**" in text_of(await press(sam, shown, "Back to my pad"))


async def test_only_those_who_lead_add_for_others(world: World) -> None:
    sam, malik, ana = world.team.sam, world.team.malik, world.team.ana
    await live(world, sam, malik)
    await make_captain(world, malik)
    refused = await sam.slash(world.team.canvass, "doors add", person=ana)
    assert refused.modal is None
    assert "captain" in text_of(refused).lower()
    form = await malik.slash(world.team.canvass, "doors add", person=ana)
    shown = await send(malik, form, talked="4")
    assert "Added: 4 talked" in text_of(shown)
    await world.app.settle()
    assert world.rows("SELECT person_id, by_id, n FROM knock") == [(ana.id, malik.id, 4)]
    own = await malik.slash(world.team.canvass, "doors add", person=malik)
    await send(malik, own, talked="1")
    assert world.rows("SELECT person_id FROM knock ORDER BY at") == [(ana.id,), (malik.id,)]


async def test_the_way_to_who_is_out_is_for_those_who_lead(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    await live(world, sam)
    assert "captain" in text_of(await sam.slash(world.team.canvass, "doors out")).lower()
    assert "for the captain" in text_of(await admin.slash(world.team.canvass, "doors out"))


async def test_commands_are_spanish_for_spanish_people(world: World) -> None:
    ana = world.team.ana
    await live(world, ana)
    assert "Ya figuras como presente" in text_of(await ana.slash(world.team.canvass, "doors pad"))
    form = await ana.slash(world.team.canvass, "doors add")
    assert form.modal is not None
    assert form.modal["title"] == "Agregar puertas"
    shown = await send(ana, form, nobody="2", supporter="1")
    assert "Se agregó: 2 sin nadie en casa y 1 que apoya" in text_of(shown)


async def test_another_session_starts_on_the_day_on_which_one_was_wrapped_up(world: World) -> None:
    admin, sam = world.team.admin, world.team.sam
    await live(world, sam)
    await tapped(world, sam, "Talked")
    await press(sam, await board(world), "We're back safe")
    await world.app.settle()
    await admin.slash(world.team.canvass, "doors wrap")
    await world.app.settle()
    await live(world, sam, started=False, when="in 2h")
    shown = await admin.slash(world.team.canvass, "doors start")
    assert "has started" in text_of(shown)
    assert world.rows("SELECT state FROM canvass ORDER BY id") == [("wrapped",), ("live",)]
