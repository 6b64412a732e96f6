"""Asking the group where to knock next and who knows people there, and what people choose on that card."""

import asyncio
from functools import partial
from weakref import WeakValueDictionary

from bot import ids
from bot.cards import turf_voices as cards
from bot.presses import press
from bot.trips import Trip
from db import turf as rules
from db.refusals import Gone

_PENS: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # by message


@press(ids.TURF_ASK)
async def ask(begun: Trip) -> None:
    """Put the question where everybody in this channel sees it."""
    rules.check_organizer(begun.actor)
    facts = await begun.read(partial(rules.voices, team_id=begun.team.id))
    if not facts.turfs:
        await begun.show(cards.nothing_to_ask(begun.words))
        return
    await begun.show(cards.asked(begun.words))
    await begun.tell(cards.asking(facts, begun.public))


@press(ids.TURF_SAY)
async def say(begun: Trip, what: str) -> None:
    """Keep what somebody chose; the card itself is the answer."""
    chosen = _chosen(begun.typed["values"])
    unit = partial(rules.say, actor=begun.actor, what=what, turf_ids=chosen, now=begun.now)
    try:
        facts = await begun.write(unit)
    except Gone:
        await _paint(begun)  # so that what is gone cannot be chosen again
        raise
    await _paint(begun)
    if note := cards.beside(facts, chosen, begun.words):
        await begun.say(note)


@press(ids.TURF_TAKE_BACK)
async def take_back(begun: Trip) -> None:
    """Take back all that somebody said, whatever their app shows as chosen."""
    await begun.write(partial(rules.take_back, actor=begun.actor))
    await _paint(begun)


def _chosen(values: str) -> set[int]:
    """The neighborhoods in a list of ids. Raises Gone for what no list of ours holds."""
    parts = [part for part in values.split(",") if part]
    if not all(part.isdecimal() for part in parts):
        raise Gone
    return {int(part[:18]) for part in parts}


async def _paint(begun: Trip) -> None:
    """Answer with the card as it is in the database now.

    One at a time on a message: of several who choose at once, whoever is painted last has read last.
    """
    message = begun.interaction.message
    async with _PENS.setdefault(message.id if message else 0, asyncio.Lock()):
        facts = await begun.read(partial(rules.voices, team_id=begun.team.id))
        await begun.redraw(cards.asking(facts, begun.public))
