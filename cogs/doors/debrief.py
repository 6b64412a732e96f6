"""How it was: those who came are asked once, answer in one form, and the captain reads it without names."""

import io
from functools import partial

import discord
from discord import ui

from bot import ids
from bot.cards import debrief as cards
from bot.client import TocToc
from bot.courier import Parcel
from bot.messages import own_among, post
from bot.presses import press, submit
from bot.trips import Trip
from cogs.doors.captain import led
from cogs.doors.presses import read_board
from cogs.doors.room import IN_THREAD, matter, room_of
from db import doors
from db.doors import evening
from db.facts import CanvassState, DueNudge, NudgeKind
from db.facts.wrapping import Compiled, DebriefAnswers
from db.refusals import MissingPermissions


def teach(client: TocToc) -> None:
    """Let the courier know how those who came are asked."""
    client.kit.courier.learn(NudgeKind.DEBRIEF, partial(_paint, client))


async def _paint(client: TocToc, nudge: DueNudge) -> Parcel | None:
    """In the thread, to those who have not answered yet; nothing where all have, or the day goes on after all."""
    found = await matter(client.kit, nudge)
    if found is None or found[0].state is not CanvassState.WRAPPED:
        return None
    facts, team, words = found
    told = await client.kit.read(partial(evening.to_debrief, team_id=team.id, canvass_id=facts.canvass_id))
    room = await room_of(client, facts)
    return Parcel(room, cards.invitation(facts, told, words, nudge.id), told) if room and told else None


# ---- answering -------------------------------------------------------------------------------------------


@press(ids.DEBRIEF_OPEN)
async def say_pressed(begun: Trip, canvass: int, nudge: int) -> None:  # noqa: ARG001 - the courier knows it by it
    """*How was it?*."""
    await say(begun, canvass)


@press(ids.DEBRIEF_ADD)
async def say(begun: Trip, canvass: int) -> None:
    """The form, with what one typed or answered before."""
    await read_board(begun, canvass)
    typed = await begun.kept(cards.DEBRIEF_FORM, canvass=canvass)
    if typed is None:
        mine = await begun.read(partial(doors.my_debrief, actor=begun.actor, canvass_id=canvass))
        typed = cards.typed(mine) if mine else {}
    await begun.ask(cards.DEBRIEF_FORM.paint(begun.words, typed, canvass=canvass))


@submit(cards.DEBRIEF_FORM)
async def answered(begun: Trip, canvass: int) -> None:
    """The three answers, or some of them."""
    typed = begun.typed
    answers = DebriefAnswers(typed["good"], typed["hard"], typed["next_time"])
    unit = partial(doors.debrief, actor=begun.actor, canvass_id=canvass, answers=answers, now=begun.now)
    await begun.save(cards.DEBRIEF_FORM, unit, canvass=canvass)
    read = partial(doors.thanks, team_id=begun.team.id, canvass_id=canvass, to_id=begun.actor.person_id)
    await begun.show(cards.kept(canvass, len(await begun.read(read)), begun.words))


# ---- reading and sharing ---------------------------------------------------------------------------------


async def _compiled(begun: Trip, canvass: int) -> Compiled:
    """What people said, for whoever leads the session. Raises Gone and OnlyCaptain."""
    await led(begun, canvass)
    return await begun.read(partial(doors.compiled, team_id=begun.team.id, canvass_id=canvass))


@press(ids.DEBRIEF_READ)
async def read(begun: Trip, canvass: int) -> None:
    """*What people said*."""
    await begun.show(cards.compiled(await _compiled(begun, canvass), begun.words))


@press(ids.DEBRIEF_FILE)
async def file(begun: Trip, canvass: int) -> None:
    """*All of it as a file*."""
    found = await _compiled(begun, canvass)
    text, name = io.BytesIO(cards.document(found, begun.words).encode()), f"{begun.words('debrief.file_name')}.txt"
    await begun.say(cards.attached(name, begun.words), discord.File(text, name))


@press(ids.DEBRIEF_SHARE)
async def share(begun: Trip, canvass: int) -> None:
    """*Post it in the thread*: one message, brought up to date when it is shared again. Raises MissingPermissions."""
    found = await _compiled(begun, canvass)
    if not found.people:
        await begun.show(cards.compiled(found, begun.words))
        return
    client: discord.Client = begun.interaction.client
    board = await read_board(begun, canvass)
    number = await room_of(client, board)
    if number is None:
        raise MissingPermissions(channel_id=board.thread_id or board.card_channel_id or 0, missing=IN_THREAD)
    await _posted(begun, client, number, cards.shared(found, begun.public), canvass)
    await begun.show(cards.shared_told(number, begun.words))


async def _posted(begun: Trip, client: discord.Client, number: int, view: ui.LayoutView, canvass: int) -> None:
    room, bot = client.get_partial_messageable(number), client.user
    there = await own_among(room, bot, ids.DEBRIEF_ADD(canvass=canvass)) if bot else None
    if there is None:
        # The same for a second press at once: Discord returns the first message.
        await post(room, view, nonce=f"d{canvass}")
    else:
        await begun.kit.repaint.edit(room.get_partial_message(there.id), view)
