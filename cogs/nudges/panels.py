"""What people look at: `/nudges mine`, `/nudges team`, what waits because DMs are closed, and opening them again."""

from functools import partial

import discord
from discord import ui

from bot import ids
from bot.cards import nudge_lists
from bot.cards import nudges as cards
from bot.postman import DMS_CLOSED
from bot.presses import press
from bot.trips import Trip
from bot.waiting import show_waiting
from db import people
from db.facts import Delivery
from db.nudges import answers, listing, reading
from db.refusals import Gone, NotYours

VIEWS = {nudge_lists.COMING, nudge_lists.LATELY}


# ---- mine --------------------------------------------------------------------------------------------


@press(ids.NUDGE_MINE_OPEN)
async def open_mine(begun: Trip, nudge: int = 0) -> None:
    """`/nudges mine`, and *My reminders* on a letter, which keeps standing."""
    await begun.say(await _mine(begun, nudge, nudge_lists.COMING, 0))


@press(ids.NUDGE_MINE)
async def mine(begun: Trip, nudge: int, view: str, page: int) -> None:
    """What comes to a person, or what came."""
    if view not in VIEWS:
        raise Gone
    await begun.show(await _mine(begun, nudge, view, page))


async def _mine(begun: Trip, nudge_id: int, view: str, page: int) -> ui.LayoutView:
    found = await begun.read(partial(listing.mine, actor=begun.actor, now=begun.now))
    in_dm = begun.interaction.guild_id is None
    return nudge_lists.mine(found, begun.words, view=view, page=page, nudge_id=nudge_id, in_dm=in_dm)


@press(ids.NUDGE_MINE_ALL)
async def switch_all(begun: Trip, nudge: int, on: int) -> None:
    """All reminders of this team off, or on."""
    await begun.write(partial(people.set_reminders, actor=begun.actor, on=bool(on), now=begun.now))
    await begun.show(await _mine(begun, nudge, nudge_lists.COMING, 0))


# ---- what waits ----------------------------------------------------------------------------------------


@press(ids.NUDGE_WAITING)
async def show_me(begun: Trip, nudge: int) -> None:
    """*Show me*: what could not be sent, for the one whom the mention named."""
    await _check_theirs(begun, nudge)
    if not await show_waiting(begun, again=True):
        await begun.say(cards.nothing_waits(begun.words))


@press(ids.NUDGE_DMS)
async def try_dms(begun: Trip, nudge: int) -> None:
    """*Try DMs again*: write to them at once, so that they know; what waits is shown right after."""
    await _check_theirs(begun, nudge)
    try:
        channel = await begun.interaction.client.create_dm(discord.Object(begun.actor.person_id))
        await channel.send(view=cards.hello_again(begun.team.name, begun.words))
    except discord.HTTPException as error:
        if error.code not in DMS_CLOSED:
            raise
        await begun.say(cards.dms_closed(nudge, begun.words))
        return
    opened = partial(answers.open_dms, actor=begun.actor, channel_id=channel.id, now=begun.now)
    await begun.write(opened)
    await begun.say(cards.dms_open(begun.team.name, begun.words))


async def _check_theirs(begun: Trip, nudge_id: int) -> None:
    """Raises NotYours where a nudge is somebody else's; 0 is whoever presses."""
    unit = partial(reading.team_of, nudge_id=nudge_id, person_id=begun.actor.person_id)
    if nudge_id and await begun.read(unit) != begun.team.id:
        raise NotYours


# ---- the team ------------------------------------------------------------------------------------------


async def team(begun: Trip, view: Delivery | None = None, page: int = 0) -> None:
    """Where the team's nudges stand. Raises OnlyOrganizers."""
    unit = partial(listing.of_team, actor=begun.actor, view=view, page=page, now=begun.now)
    await begun.show(nudge_lists.team(await begun.read(unit), begun.words))


@press(ids.NUDGE_TEAM)
async def turn(begun: Trip, view: str, page: int) -> None:
    """Another page of one group."""
    await team(begun, _view(view), page)


@press(ids.NUDGE_TEAM_VIEW)
async def look(begun: Trip) -> None:
    """Another group."""
    await team(begun, _view(begun.typed["values"]))


def _view(chosen: str) -> Delivery:
    if chosen not in set(Delivery):
        raise Gone
    return Delivery(chosen)
