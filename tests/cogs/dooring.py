"""Playing the day at the doors in the world: a session that is live, its board, people and their pads."""

from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from db import doors
from db.facts.doors import BoardFacts
from tests.cogs.canvassing import allow_events, card, post, press
from tests.cogs.world import Team, World, controls_of

HERE = {"when": "in 1h", "until": "3h", "places": "10", "goal": "20"}


async def live(world: World, *people: MemberActor, started: bool = True, **typed: Any) -> discord.Message:
    """A session of today, an hour from now, for which people signed up, started by an organizer; its board.

    Not `started`: its card.
    """
    allow_events(world)
    await post(world, **{**HERE, **typed})
    for person in people:
        await person.click(await card(world), label="I'm in")
        await world.app.settle()
    if not started:
        return await card(world)
    await world.team.admin.slash(world.team.canvass, "doors start")
    await world.app.settle()
    return await board(world)


async def board(world: World) -> discord.Message:
    """The board of the last session, as it is now."""
    [(thread_id, message_id)] = world.rows("SELECT thread_id, board_message_id FROM canvass ORDER BY id DESC LIMIT 1")
    room = world.app.client.get_channel(thread_id)
    assert isinstance(room, discord.Thread)
    return await room.fetch_message(message_id)


async def boards(world: World) -> list[discord.Message]:
    """Every board in the thread of the last session."""
    [(thread_id,)] = world.rows("SELECT thread_id FROM canvass ORDER BY id DESC LIMIT 1")
    room = world.app.client.get_channel(thread_id)
    assert isinstance(room, discord.Thread)
    found = [message async for message in room.history(limit=50, oldest_first=True) if message.components]
    return [m for m in found if any(":doors.captain:" in part.get("custom_id", "") for part in controls_of(m))]


async def pad(world: World, person: MemberActor) -> InteractionResult:
    """One tap on the board."""
    return await press(person, await board(world), "My pad")


async def tapped(world: World, person: MemberActor, *labels: str) -> InteractionResult:
    """The pad after these presses, one after the other."""
    shown = await pad(world, person)
    for label in labels:
        shown = await press(person, shown, label)
    await world.app.settle()
    return shown


def requests(world: World, *paths: str, method: str = "") -> int:
    """How many requests the bot made to these paths of Discord's."""
    calls = world.env.http_requests
    return sum(call.method.startswith(method) and any(path in call.path for path in paths) for call in calls)


async def facts(world: World) -> BoardFacts:
    """The day as the database has it."""
    [(canvass_id,)] = world.rows("SELECT max(id) FROM canvass")
    found = await world.app.kit.read(lambda tx: doors.board(tx, canvass_id=canvass_id))
    assert found is not None
    return found


async def make_captain(world: World, person: MemberActor, team: Team | None = None) -> None:
    """Make somebody the captain of the last session."""
    [(canvass_id,)] = world.rows("SELECT max(id) FROM canvass")
    await world.app.kit.write(
        lambda tx: tx.connection().exec_driver_sql(
            f"UPDATE canvass SET captain_id = {person.id}, captain_name = 'Malik' WHERE id = {canvass_id}"  # noqa: S608 - numbers of our own
        )
    )
