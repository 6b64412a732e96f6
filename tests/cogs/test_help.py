"""`/help` as people use it: by situation, in their language, and from what waits for them."""

from functools import partial

from simcord import MemberActor

from bot.cards.help import COMMANDS
from db import setup, teams
from db.facts import Actor, Step
from tests.cogs.hands import Shown, labels, press
from tests.cogs.world import World, text_of

SITUATIONS = {
    "I'm new": "Welcome!",
    "I'm going to knock": "Going out to knock",
    "I organize": "Organizing",
    "I host TocToc": "Hosting TocToc",
    "What can I do?": "What you can do now",
}
SITUACIONES = {
    "Vengo por primera vez": "¡Te damos la bienvenida!",
    "Voy a tocar puertas": "Salir a tocar puertas",
    "Organizo": "## Organizar",
    "Alojo TocToc": "## Alojar TocToc",
    "¿Qué puedo hacer?": "Lo que puedes hacer ahora",
}


async def helped(person: MemberActor, world: World, *buttons: str) -> Shown:
    """The help after pressing these buttons."""
    shown = await person.slash(world.team.canvass, "help")
    assert shown.ephemeral
    for label in buttons:
        shown = await press(person, shown, label)
    return shown


async def test_every_situation_is_one_tap_from_every_other(world: World) -> None:
    for person, situations in ((world.team.sam, SITUATIONS), (world.team.ana, SITUACIONES)):
        shown = await helped(person, world)
        for label, title in situations.items():
            shown = await press(person, shown, label)
            assert title in text_of(shown)
            assert label not in labels(shown) or label in {"What can I do?", "¿Qué puedo hacer?"}
            assert set(situations) - {label} <= set(labels(shown))


async def test_it_names_only_commands_that_are_there_and_they_open_on_a_tap(world: World) -> None:
    available = {command.qualified_name.replace(" ", "_") for command in world.app.client.tree.walk_commands()}
    assert set(COMMANDS) <= available
    assert "</me:" in text_of(await helped(world.team.sam, world, "I'm new"))
    ids = dict(world.rows("select key, value from remembered where key like 'command:%'"))
    text = text_of(await helped(world.team.sam, world, "I organize"))
    number = ids[f"command:{world.app.client.application_id}:turf"]
    assert f"</turf import:{number}>" in text


async def test_from_the_first_name_to_the_sign_on_a_meeting_has_its_commands_in_the_help(world: World) -> None:
    told = text_of(await helped(world.team.sam, world, "I have a meeting"))
    meeting = "plan prep today evaluate close"
    groups = {"prospect": "add board letter park", "meeting": meeting, "signon": "add list flyer"}
    for group, names in groups.items():
        for name in names.split():
            assert f"</{group} {name}:" in told, (group, name)
    organizing = text_of(await helped(world.team.admin, world, "I organize"))
    for command in ("prospect board", "prospect import", "playbook edit"):
        assert f"</{command}:" in organizing


async def test_commands_stay_tappable_after_a_restart_without_a_sync(world: World) -> None:
    before = text_of(await helped(world.team.sam, world, "I organize"))
    await world.restart()
    assert text_of(await helped(world.team.sam, world, "I organize")) == before


async def test_what_waits_is_shown_to_those_for_whom_it_waits(world: World) -> None:
    team = world.team
    shown = await helped(team.admin, world, "What can I do?")
    assert "**The set-up** is not finished" in text_of(shown)
    opened = await press(team.admin, shown, "Open the set-up")
    assert "step 1 of 6" in text_of(opened)
    assert "Nothing waits for you" in text_of(await helped(team.sam, world, "What can I do?"))
    olga = Actor(team.guild.id, team.admin.id, "Olga", "en", "UTC", organizer=True)
    now = world.clock.now()
    note = partial(
        teams.note_trouble, team_id=olga.team_id, thing="canvass.channel", code="forbidden", details={}, now=now
    )
    await world.app.kit.write(partial(setup.reach, actor=olga, step=Step.DONE, now=now))
    await world.app.kit.write(note)
    assert "**1 thing** needs mending" in text_of(await helped(team.admin, world, "What can I do?"))
    assert "Nothing waits for you" in text_of(await helped(team.sam, world, "What can I do?"))


async def test_another_teams_needs_are_not_shown(world: World) -> None:
    other = world.other
    now = world.clock.now()
    await other.admin.slash(other.canvass, "help")
    trouble = partial(
        teams.note_trouble, team_id=other.guild.id, thing="canvass.channel", code="forbidden", details={}, now=now
    )
    await world.app.kit.write(trouble)
    assert "mending" not in text_of(await helped(world.team.admin, world, "What can I do?"))
