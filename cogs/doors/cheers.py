"""Cheers as messages in a session's thread, each of which leads to one's pad; and the button that makes one."""

from functools import partial

from bot import ids
from bot.cards import cheers as cards
from bot.client import TocToc
from bot.courier import Parcel
from bot.kit import Kit
from bot.presses import press
from bot.trips import Trip
from bot.words import words_in
from cogs.doors.pad import open_pad
from db import doors
from db.doors import cheered
from db.facts import DueNudge, NudgeKind


def teach(client: TocToc) -> None:
    """Let the courier know how a cheer becomes a message."""
    client.kit.courier.learn(NudgeKind.CHEER, partial(_paint, client.kit))


async def _paint(kit: Kit, nudge: DueNudge) -> Parcel | None:
    told = await kit.read(partial(cheered.told, cheer_id=int(str(nudge.values.get("cheer") or 0))))
    room = told and (told.thread_id or told.channel_id)
    if told is None or not room:
        return None
    return Parcel(room, cards.message(told.cheer, words_in(told.language), nudge.id))


@press(ids.CHEER_PAD)
async def to_pad(begun: Trip, canvass: int, nudge: int) -> None:  # noqa: ARG001 - the courier knows its message by it
    """*My pad* below a cheer."""
    await open_pad(begun, canvass)


@press(ids.CHEER_ON)
async def cheer_on(begun: Trip, canvass: int) -> None:
    """*Cheer* on the board."""
    told = await begun.write(partial(doors.cheer_on, actor=begun.actor, canvass_id=canvass, now=begun.now))
    await begun.show(cards.cheered_on(told, begun.words))
