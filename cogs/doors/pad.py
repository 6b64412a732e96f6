"""The pad: what everybody at the doors presses, each press one request to Discord."""

from datetime import datetime
from functools import partial

from bot import ids
from bot.cards import doors as cards
from bot.presses import press, quick
from bot.swift import Swift
from bot.trips import Trip
from db import doors
from db.doors.counting import Counts
from db.facts.doors import PadFacts
from db.refusals import Gone, WrappedUp


@quick(ids.DOORS_COUNT)
async def count(swift: Swift, canvass: int, what: str) -> None:
    """A door, five of them, or something that was taken there: counted, then shown."""
    counts: Counts | None = cards.pressed(what)
    if counts is None:
        raise Gone
    unit = partial(
        doors.count,
        team_id=swift.team_id,
        canvass_id=canvass,
        person_id=swift.person_id,
        press_id=swift.interaction.id,
        counts=counts,
        now=swift.now,
        name=swift.name,
    )
    await _done(swift, canvass, unit)


@quick(ids.DOORS_UNDO)
async def undo(swift: Swift, canvass: int) -> None:
    """The last press that stands is taken back."""
    unit = partial(
        doors.undo,
        team_id=swift.team_id,
        canvass_id=canvass,
        person_id=swift.person_id,
        press_id=swift.interaction.id,
        now=swift.now,
    )
    await _done(swift, canvass, unit)


async def _done(swift: Swift, canvass: int, unit: partial[PadFacts]) -> None:
    try:
        facts = await swift.write(unit)
    except WrappedUp:
        await _too_late(swift, canvass)
    else:
        await _shown(swift, facts)


async def _too_late(swift: Swift, canvass: int) -> None:
    """The pad is an old one: in its place, the one that adds what is missing."""
    facts = await swift.read(_mine(swift.team_id, canvass, swift.person_id, swift.now))
    words = swift.words(facts.language, facts.team_language)
    await swift.show(cards.pad(facts, words, words("doors.pad.too_late")))


def _mine(team_id: int, canvass: int, person_id: int, now: datetime) -> partial[PadFacts]:
    return partial(doors.pad, team_id=team_id, canvass_id=canvass, person_id=person_id, now=now)


async def _shown(swift: Swift, facts: PadFacts) -> None:
    swift.kit.repaint.soon("board", facts.canvass_id)
    words = swift.words(facts.language, facts.team_language)
    if swift.on_a_panel:
        await swift.paint(cards.painted(facts, words))
    else:
        await swift.show(cards.pad(facts, words))


# ---- opening it, and undoing another -------------------------------------------------------------------


@press(ids.DOORS_PAD)
async def pad_pressed(begun: Trip, canvass: int) -> None:
    """*My pad*."""
    await open_pad(begun, canvass)


async def open_pad(begun: Trip, canvass: int) -> None:
    """Show somebody their own pad; opening it says of those who signed up that they are there.

    Raises what keeps doors from being counted.
    """
    facts, new = await begun.write(partial(doors.open_pad, actor=begun.actor, canvass_id=canvass, now=begun.now))
    if not facts.live:
        facts = await begun.read(partial(doors.to_change, actor=begun.actor, canvass_id=canvass, now=begun.now))
    if new:
        begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.pad(facts, begun.words, begun.words("doors.pad.checked_in") if new else ""))


@press(ids.DOORS_OTHERS)
async def others(begun: Trip, canvass: int) -> None:
    """*Earlier…*: one's last presses."""
    facts = await _own(begun, canvass)
    if not facts.live:
        await open_pad(begun, canvass)
    else:
        await begun.show(cards.choose_undo(facts, begun.words, zone=begun.actor.zone))


async def _own(begun: Trip, canvass: int) -> PadFacts:
    return await begun.read(_mine(begun.team.id, canvass, begun.actor.person_id, begun.now))


@press(ids.DOORS_TAKE_BACK)
async def take_back(begun: Trip, canvass: int) -> None:
    """The press that was chosen is taken back."""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    unit = partial(
        doors.undo,
        team_id=begun.team.id,
        canvass_id=canvass,
        person_id=begun.actor.person_id,
        press_id=begun.interaction.id,
        undoes=int(chosen[:19]),
        now=begun.now,
    )
    try:
        facts = await begun.write(unit)
    except WrappedUp:
        await begun.show(cards.pad(await _own(begun, canvass), begun.words, begun.words("doors.pad.too_late")))
        return
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.pad(facts, begun.words))
