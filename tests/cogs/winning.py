"""Playing `/prospect` in the world: one is added by the form, opened, and looked at in the database."""

from functools import partial
from typing import Any

from simcord import InteractionResult, MemberActor

from db import setup, teams
from db.facts import Actor, ChannelUse
from tests.cogs.world import Team, World

TEXT_INPUT = 4
PASTOR = {"kind": "faith", "name": "Rev. Maria Lopez", "role": "Pastor", "place": "St. Mary's"}
OFFICIAL = {"kind": "official", "name": "Dana Ortiz", "role": "Council member", "place": "District 4"}
SHOP = {"kind": "business", "name": "Corner Bakery", "place": "Main Street"}


async def begin(world: World, team: Team | None = None) -> None:
    """A team with its organizer role and its outreach and organizers' channels."""
    at, now, write = team or world.team, world.clock.now(), world.app.kit.write
    await write(partial(teams.welcome, team_id=at.guild.id, name=at.guild.name, language="en", now=now))
    admin = Actor(at.guild.id, at.admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)
    await write(partial(setup.set_organizer_role, actor=admin, role_id=at.organizer_role.id))
    for use, channel in ((ChannelUse.OUTREACH, at.outreach), (ChannelUse.ORGANIZERS, at.organizers)):
        await write(partial(setup.set_channel, actor=admin, use=use, channel_id=channel.id, now=now))


async def added(world: World, person: MemberActor, **typed: Any) -> InteractionResult:
    """The card of a new one, added by the form."""
    form = await person.slash(world.team.canvass, "prospect add")
    return await fill(person, form, **{**PASTOR, **typed})


async def number_of(world: World, name: str = PASTOR["name"]) -> int:
    """Its id."""
    [(number,)] = world.rows("SELECT id FROM prospect WHERE name = ?", name)
    assert isinstance(number, int)
    return number


async def opened(world: World, person: MemberActor, name: str = PASTOR["name"]) -> InteractionResult:
    """Its card, found by name."""
    return await person.slash(world.team.canvass, "prospect find", who=name)


async def fill(person: MemberActor, form: InteractionResult, **typed: str) -> InteractionResult:
    """Send a form with these values in it, several choices joined by commas; what it showed else stays."""
    assert form.modal is not None
    fields = [part["component"] for part in form.modal["components"] if part.get("component")]
    return await person.submit_modal(form, {field["custom_id"]: _value(field, typed) for field in fields})


def _value(field: dict[str, Any], typed: dict[str, str]) -> Any:
    name = field["custom_id"]
    if field["type"] == TEXT_INPUT:
        return typed.get(name, field.get("value") or "")
    if name in typed:
        return [one for one in typed[name].split(",") if one]
    chosen = [one["value"] for one in field.get("options", []) if one.get("default")]
    return [*chosen, *(str(one["id"]) for one in field.get("default_values", []))]
