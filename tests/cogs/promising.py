"""Playing `/followup` in the world: write a promise down, look at it, and what the database then holds."""

from functools import partial
from typing import Any

from simcord import InteractionResult, MemberActor

from db import teams
from tests.cogs.canvassing import press
from tests.cogs.world import Team, World, controls_of

WHAT, WHEN = "Send the thank-you note", "fri 5pm"


async def add(world: World, person: MemberActor, team: Team | None = None, **options: Any) -> InteractionResult:
    """The preview, with everything said in the command."""
    said = {"what": WHAT, "when": WHEN, **options}
    return await person.slash((team or world.team).canvass, "followup add", **said)


async def promised(world: World, person: MemberActor, team: Team | None = None, **options: Any) -> int:
    """A promise that is saved; returns its id."""
    shown = await add(world, person, team, **options)
    await press(person, shown, "Guardar" if "Guardar" in str(controls_of(shown)) else "Save")
    await world.app.settle()
    [(number,)] = world.rows("SELECT max(id) FROM followup WHERE team_id = ?", (team or world.team).guild.id)
    assert isinstance(number, int)
    return number


async def listed(world: World, person: MemberActor, **options: Any) -> InteractionResult:
    """The list."""
    return await person.slash(world.team.canvass, "followup list", **options)


async def opened(world: World, person: MemberActor, followup_id: int, **options: Any) -> InteractionResult:
    """One promise, chosen from the list."""
    shown = await listed(world, person, **options)
    assert shown.response is not None
    [select] = [part for part in controls_of(shown) if part["type"] == 3]
    return await person.select(shown.response, [str(followup_id)], custom_id=select["custom_id"])


async def greet(world: World) -> None:
    """Make the team's row, as the first act of anybody does."""
    team, now = world.team, world.clock.now()
    welcome = partial(teams.welcome, team_id=team.guild.id, name=team.guild.name, language="en", now=now)
    await world.app.kit.write(welcome)


def row(world: World, followup_id: int, *columns: str) -> tuple[Any, ...]:
    """What the database holds of a promise."""
    [found] = world.rows(f"SELECT {', '.join(columns)} FROM followup WHERE id = ?", followup_id)  # noqa: S608 - our own names
    return found
