"""Playing `/canvass` in the world: plan a session, press its card, look at what everybody sees."""

from functools import partial
from typing import Any

import discord
from discord import Permissions
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from db import setup
from db.facts import Actor, ChannelUse
from tests.cogs.world import BOT_MAY, Team, World, controls_of, grant_bot, text_of

FORM = {"when": "sat 10am", "until": "3h", "place": "Library steps", "places": "2", "goal": "120"}
# SimCord still asks for what Discord asked for before 2026-02-23 (discord-platform.md, section 7).
# And for renaming one's own thread it asks for what Discord does not (section 8).
ALLOWED = Permissions(BOT_MAY.value | Permissions(manage_events=True, manage_channels=True).value)


def allow_events(world: World, team: Team | None = None) -> None:
    """Let the bot make events and rename its threads, as Discord lets it."""
    grant_bot(world.env, (team or world.team).guild, ALLOWED)


def deny(world: World, channel: ChannelHandle, **permissions: bool) -> None:
    """Deny the bot these permissions in a channel; none of them ends the denial."""
    bot = world.app.client.user
    assert bot is not None
    denied = Permissions(**permissions).value
    world.env.backend.set_overwrite(channel.id, Overwrite(bot.id, OverwriteType.MEMBER, 0, denied))


def labels(shown: Any) -> list[str]:
    """The labels of buttons that can be pressed."""
    return [part["label"] for part in controls_of(shown) if part.get("label") and not part.get("disabled")]


def options(shown: Any) -> list[dict[str, Any]]:
    """The lines of the select in an answer."""
    [select] = [part for part in controls_of(shown) if part["type"] == 3]
    lines: list[dict[str, Any]] = select["options"]
    return lines


def typed_in(shown: InteractionResult) -> dict[str, Any]:
    """What a form shows."""
    assert shown.modal is not None
    typed: dict[str, Any] = {}
    for part in shown.modal["components"]:
        field = part.get("component")
        if field and field["type"] == 4:
            typed[field["custom_id"]] = field.get("value") or ""
        elif field and field["type"] in {3, 22}:
            typed[field["custom_id"]] = [o["value"] for o in field["options"] if o.get("default")]
    return typed


async def press(person: MemberActor, shown: Any, label: str) -> InteractionResult:
    """Press a button of an answer or a message."""
    message = getattr(shown, "response", shown)
    assert message is not None
    return await person.click(message, label=label)


async def choose(person: MemberActor, shown: InteractionResult, label: str) -> InteractionResult:
    """Choose the line with this label in the select of an answer."""
    assert shown.response is not None
    [value] = [line["value"] for line in options(shown) if line["label"] == label]
    return await person.select(shown.response, [value])


async def send(person: MemberActor, form: InteractionResult, **typed: Any) -> InteractionResult:
    """Send a form with what it shows, but for what is typed over it."""
    return await person.submit_modal(form, {**typed_in(form), **typed})


async def preview(
    world: World, person: MemberActor | None = None, team: Team | None = None, **typed: Any
) -> InteractionResult:
    """Fill the form of a new session."""
    team = team or world.team
    person = person or team.admin
    form = await person.slash(team.canvass, "canvass plan")
    return await person.submit_modal(form, {**FORM, **typed})


async def post(
    world: World, person: MemberActor | None = None, team: Team | None = None, **typed: Any
) -> discord.Message:
    """Plan a session and post it; returns its card."""
    team = team or world.team
    person = person or team.admin
    shown = await preview(world, person, team, **typed)
    await press(person, shown, "Post")
    await world.app.settle()
    return await card(world, team)


async def card(world: World, team: Team | None = None, canvass_id: int | None = None) -> discord.Message:
    """The card of the last session, or of this one, as it is now."""
    team = team or world.team
    which = canvass_id or world.rows("SELECT max(id) FROM canvass WHERE team_id = ?", team.guild.id)[0][0]
    [(channel_id, message_id)] = world.rows("SELECT channel_id, message_id FROM canvass WHERE id = ?", which)
    channel = world.app.client.get_channel(channel_id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.fetch_message(message_id)


async def messages(world: World, channel: ChannelHandle) -> list[discord.Message]:
    """The cards in a channel or thread that everybody sees, oldest first."""
    room = world.app.client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel | discord.Thread)
    found = [message async for message in room.history(limit=50, oldest_first=True)]
    return [message for message in found if message.components and not message.flags.ephemeral]


async def cards(world: World, team: Team | None = None) -> list[discord.Message]:
    """Every sign-up card in the channel for sessions."""
    found = await messages(world, (team or world.team).canvass)
    return [m for m in found if any(":canvass.manage:" in part.get("custom_id", "") for part in controls_of(m))]


async def thread(world: World, team: Team | None = None) -> list[discord.Message]:
    """What stands in the thread of the last session, oldest first."""
    team = team or world.team
    query = "SELECT thread_id FROM canvass WHERE team_id = ? ORDER BY id DESC LIMIT 1"
    room = world.app.client.get_channel(world.rows(query, team.guild.id)[0][0])
    assert isinstance(room, discord.Thread)
    return [message async for message in room.history(limit=50, oldest_first=True) if message.components]


async def say(world: World, person: MemberActor, label: str) -> str:
    """Press a button of the last session's card as it is now; returns the answer's text, with everything done."""
    answer = await person.click(await card(world), label=label)
    await world.app.settle()
    assert answer.response is None or answer.response.ephemeral
    return text_of(answer)


def states(world: World) -> dict[str, str]:
    """Who stands where in the last session, by name."""
    return dict(
        world.rows(
            "SELECT m.name, s.state FROM signup s JOIN member m ON m.person_id = s.person_id AND m.team_id = s.team_id"
            " WHERE s.canvass_id = (SELECT max(id) FROM canvass) ORDER BY s.place"
        )
    )


# ---- what `/setup` sets ----------------------------------------------------------------------------------


async def choose_channel(world: World, use: ChannelUse, channel: ChannelHandle) -> None:
    """Choose one of the team's channels."""
    unit = partial(setup.set_channel, actor=await _admin(world), use=use, channel_id=channel.id, now=world.clock.now())
    await world.app.kit.write(unit)


async def choose_zone(world: World, zone: str) -> None:
    """Choose the team's time zone."""
    unit = partial(setup.set_zone, actor=await _admin(world), zone=zone, now=world.clock.now())
    await world.app.kit.write(unit)


async def make_organizer(world: World) -> None:
    """Choose the role that Rosa has as that of organizers."""
    unit = partial(setup.set_organizer_role, actor=await _admin(world), role_id=world.team.organizer_role.id)
    await world.app.kit.write(unit)


async def turn_events_off(world: World) -> None:
    """Want no events of the server's own."""
    await world.app.kit.write(partial(setup.set_events, actor=await _admin(world), on=False))


async def _admin(world: World) -> Actor:
    team = world.team
    await team.admin.slash(team.organizers, "canvass list")  # the first act makes the team's row
    return Actor(team.guild.id, team.admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)
