"""The captain in the street: who is out, doors and check-ins for others, corrections."""

from tests.cogs.canvassing import labels, options, press, send, typed_in
from tests.cogs.dooring import board, facts, live, make_captain, tapped
from tests.cogs.hands import choose
from tests.cogs.world import World, controls_of, text_of


async def test_the_captain_sees_who_is_out_and_who_is_back(world: World) -> None:
    malik, sam = world.team.malik, world.team.sam
    await live(world, sam)
    await make_captain(world, malik)
    shown = await press(malik, await board(world), "Captain")
    assert shown.ephemeral
    assert "Nobody is out" in text_of(shown)
    await tapped(world, sam, "+5 doors")
    shown = await press(malik, shown, "Look again")
    assert "**Still out (1)**\n🚪 Sam · 5 doors" in text_of(shown)
    await press(sam, await board(world), "We're back safe")
    shown = await press(malik, shown, "Look again")
    assert "Nobody is out" in text_of(shown)
    assert "**Back safe (1)**\n✅ Sam · 5 doors" in text_of(shown)


async def test_the_view_is_for_those_who_lead(world: World) -> None:
    sam, rosa = world.team.sam, world.team.admin
    await live(world, sam)
    assert "captain" in text_of(await press(sam, await board(world), "Captain")).lower()
    assert "for the captain" in text_of(await press(rosa, await board(world), "Captain"))


async def test_a_captain_counts_for_somebody_and_takes_it_back(world: World) -> None:
    malik, sam = world.team.malik, world.team.sam
    await live(world, sam)
    await make_captain(world, malik)
    await tapped(world, sam, "Talked")
    view = await press(malik, await board(world), "Captain")
    shown = await choose(malik, view, "doors.who", str(sam.id))
    assert "You are entering for **Sam**." in text_of(shown)
    shown = await press(malik, shown, "+5 doors")
    assert "**+5 nobody home** · 6 doors" in text_of(shown)
    shown = await press(malik, shown, "Undo")
    assert "**Undone: 5 nobody home** · 1 door" in text_of(shown)
    refused = await press(malik, shown, "Undo")
    assert "nothing to take back" in text_of(refused), "what Sam pressed is Sam's"
    await world.app.settle()
    assert (await facts(world)).total.doors == 1
    assert "Sam · 1 door" in text_of(await board(world))


async def test_a_captain_marks_somebody_back_and_out_again(world: World) -> None:
    malik, sam = world.team.malik, world.team.sam
    await live(world, sam)
    await make_captain(world, malik)
    await tapped(world, sam, "Talked")
    shown = await choose(malik, await press(malik, await board(world), "Captain"), "doors.who", str(sam.id))
    shown = await press(malik, shown, "Back safe")
    assert "Marked back safe" in text_of(shown)
    assert "You are marked" not in text_of(shown)
    await world.app.settle()
    assert "✅ Sam" in text_of(await board(world))
    shown = await press(malik, shown, "Still out")
    assert "Out again" in text_of(shown)
    await world.app.settle()
    assert "🚪 Sam" in text_of(await board(world))


async def test_a_captain_checks_in_anybody_of_the_server(world: World) -> None:
    malik, quinn = world.team.malik, world.team.stranger
    await live(world)
    await make_captain(world, malik)
    view = await press(malik, await board(world), "Captain")
    shown = await choose(malik, view, "doors.check_in", quinn)
    assert "👋 Checked in: Quinn" in text_of(shown)
    await world.app.settle()
    assert "🚪 Quinn" in text_of(await board(world))
    again = await choose(malik, shown, "doors.check_in", quinn)
    assert "Quinn was checked in already" in text_of(again)
    assert [line["description"] for line in options(again)] == ["0 doors · walk-up"]
    person = await choose(malik, again, "doors.who", str(quinn.id))
    assert "Not here after all" in labels(person)
    gone = await press(malik, person, "Not here after all")
    assert "Quinn is not on the board any more" in text_of(gone)
    await world.app.settle()
    assert "Quinn" not in text_of(await board(world))


async def test_a_bot_is_not_checked_in(world: World) -> None:
    malik = world.team.malik
    await live(world)
    await make_captain(world, malik)
    view = await press(malik, await board(world), "Captain")
    robot = world.team.guild.add_member(world.env.create_user("robot", bot=True))
    shown = await choose(malik, view, "doors.check_in", robot)
    assert "for people who came" in text_of(shown)
    assert world.rows("SELECT * FROM attendance") == []


async def test_a_captain_corrects_somebodys_totals_and_sees_before_and_after(world: World) -> None:
    malik, sam = world.team.malik, world.team.sam
    await live(world, sam)
    await make_captain(world, malik)
    await tapped(world, sam, "+5 doors", "Talked", "Sign/poster")
    shown = await choose(malik, await press(malik, await board(world), "Captain"), "doors.who", str(sam.id))
    form = await press(malik, shown, "Correct…")
    assert typed_in(form) == {"nobody": "5", "talked": "1", "supporter": "0", "moved_on": "0"}
    shown = await send(malik, form, nobody="3", supporter="2", talked="")
    text = text_of(shown)
    assert "🏠 Nobody home: 5 → **3**" in text
    assert "💚 Supporter: 0 → **2**" in text
    assert "Talked:" not in text, "what was left empty stays"
    form = await press(malik, shown, "Signs, event, informed…")
    assert typed_in(form) == {"sign": "1", "event": "0", "informed": "0"}
    shown = await send(malik, form, sign="1")
    assert "nothing changed" in text_of(shown)
    await world.app.settle()
    assert (await facts(world)).total.doors == 6
    assert world.rows("SELECT sum(n) FROM knock WHERE outcome = 'nobody'") == [(3,)]
    assert world.rows("SELECT count(*) FROM knock WHERE outcome = 'nobody'") == [(2,)], "nothing is overwritten"


async def test_the_captains_cards_speak_spanish(world: World) -> None:
    ana = world.team.ana
    await live(world, ana)
    await make_captain(world, ana)
    await tapped(world, world.team.sam, "Talked")
    view = await press(ana, await board(world), "Captain")
    assert "para la capitanía" in text_of(view)
    shown = await choose(ana, view, "doors.who", str(world.team.sam.id))
    assert "Estás anotando por **Sam**." in text_of(shown)
    assert "Volvió bien" in labels(shown)


async def test_with_a_crowd_the_people_are_on_pages(world: World) -> None:
    admin = world.team.admin
    await live(world, places="")
    people = [world.newcomer(f"P{number:02}") for number in range(27)]
    for person in people:
        await press(person, await board(world), "I'm here")
    shown = await press(admin, await board(world), "Captain")
    assert len(options(shown)) == 25
    shown = await press(admin, shown, "▶")
    assert len(options(shown)) == 2
    shown = await choose(admin, shown, "doors.who", options(shown)[0]["value"])
    assert "You are entering for **P25**." in text_of(shown)
    assert {"Talked", "Supporter"} <= {part.get("label") for part in controls_of(shown)}
