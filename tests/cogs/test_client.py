"""The bot as Discord sees it: commands given once, few intents, nobody pinged by accident."""

import discord
from discord import app_commands

from bot.cards import kit as bricks
from bot.client import TocToc
from bot.commands import sync_if_changed
from tests.cogs.world import World


def syncs(world: World) -> int:
    """How often the commands were given to Discord."""
    return sum(entry.method == "PUT" and entry.path.endswith("/commands") for entry in world.env.http_requests)


async def test_commands_are_given_to_discord_only_when_they_changed(world: World) -> None:
    assert syncs(world) == 1
    await world.restart()
    assert syncs(world) == 1

    @app_commands.command(name="more", description="One more")
    async def more(interaction: discord.Interaction) -> None:
        """A command of the next release."""

    client = world.app.client
    client.tree.add_command(more)
    assert await sync_if_changed(client.tree, world.app.kit.store, client.application_id or 0)
    assert not await sync_if_changed(client.tree, world.app.kit.store, client.application_id or 0)
    assert syncs(world) == 2


async def test_the_bot_asks_for_the_least() -> None:
    client = TocToc(shard_count=1)
    assert client.intents.value == discord.Intents(guilds=True).value
    mentions = client.allowed_mentions
    assert mentions is not None
    assert not any((mentions.everyone, mentions.users, mentions.roles, mentions.replied_user))


async def test_a_card_is_edited_only_when_it_looks_different_and_never_pings(world: World) -> None:
    channel = world.app.client.get_partial_messageable(world.team.canvass.id)
    message = await channel.send(view=bricks.note("one"))
    partial = channel.get_partial_message(message.id)
    for text in ("two @everyone", "two @everyone", "three"):
        await world.app.kit.repaint.edit(partial, bricks.note(text))
    edits = [entry for entry in world.env.http_requests if entry.method == "PATCH"]
    assert len(edits) == 2
    assert all((entry.json or {})["allowed_mentions"] == {"parse": []} for entry in edits)


async def test_a_hundred_changes_at_once_are_painted_at_most_twice(world: World) -> None:
    painted: list[int] = []

    async def paint(thing_id: int) -> None:
        painted.append(thing_id)

    async def none_overdue() -> list[int]:
        return []

    repaint = world.app.kit.repaint
    repaint.learn("trial", paint, none_overdue)
    for _ in range(100):
        repaint.soon("trial", 1)
        repaint.soon("trial", 2)
    await repaint.drain()
    assert sorted(painted) == [1, 2]


async def test_a_change_while_painting_is_painted_afterwards(world: World) -> None:
    painted: list[int] = []
    repaint = world.app.kit.repaint

    async def paint(thing_id: int) -> None:
        painted.append(thing_id)
        if len(painted) == 1:
            repaint.soon("trial", thing_id)

    async def overdue() -> list[int]:
        return [7]

    repaint.learn("trial", paint, overdue)
    await repaint.catch_up()
    await repaint.drain()
    assert painted == [7, 7]


async def test_a_card_that_cannot_be_painted_is_tried_again_at_the_next_change(world: World) -> None:
    painted: list[int] = []

    async def paint(thing_id: int) -> None:
        painted.append(thing_id)
        if len(painted) == 1:
            raise ZeroDivisionError

    async def overdue() -> list[int]:
        return [7]

    repaint = world.app.kit.repaint
    repaint.learn("trial", paint, overdue)
    for _ in range(2):
        await repaint.catch_up()
        await repaint.drain()
    assert painted == [7, 7]
    assert len(world.mishaps.seen) == 1
    world.mishaps.seen.clear()
