"""What people press on the board: here, list done, heading back, back safe, coming along; and *Start*."""

from functools import partial

from bot import ids
from bot.cards import doors as cards
from bot.cards import doors_captain
from bot.presses import press
from bot.trips import Trip
from db import doors
from db.facts.doors import BoardFacts
from db.refusals import Gone


async def read_board(begun: Trip, canvass: int) -> BoardFacts:
    """The day of one of the team's sessions. Raises Gone."""
    facts = await begun.read(partial(doors.board, canvass_id=canvass))
    if facts is None or facts.team_id != begun.team.id:
        raise Gone
    return facts


@press(ids.DOORS_START)
async def start_pressed(begun: Trip, canvass: int) -> None:
    """*Start*."""
    await start(begun, canvass)


async def start(begun: Trip, canvass: int) -> None:
    """Open the day of a session now; its board appears in the thread."""
    new = await begun.write(partial(doors.start, actor=begun.actor, canvass_id=canvass, now=begun.now))
    for kind in ("board", "canvass"):
        begun.kit.repaint.soon(kind, canvass)
    facts = await read_board(begun, canvass)
    await begun.show(doors_captain.started(facts, begun.words, new=new))


@press(ids.DOORS_HERE)
async def here(begun: Trip, canvass: int) -> None:
    """*I'm here*: whoever did not sign up is a walk-up."""
    new = await begun.write(partial(doors.arrive, actor=begun.actor, canvass_id=canvass, now=begun.now))
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.arrived(canvass, begun.words, new=new))


@press(ids.DOORS_LEAVE)
async def leave(begun: Trip, canvass: int) -> None:
    """*Not here after all*."""
    await begun.write(partial(doors.leave, actor=begun.actor, canvass_id=canvass, now=begun.now))
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.left(canvass, begun.words))


@press(ids.DOORS_FINISHED)
async def finished(begun: Trip, canvass: int, on: int) -> None:
    """*List done*, or not yet."""
    unit = partial(doors.finished, actor=begun.actor, canvass_id=canvass, now=begun.now, undo=not on)
    number = await begun.write(unit)
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.finished(canvass, number, begun.words, done=bool(on)))


@press(ids.DOORS_HEADING)
async def heading(begun: Trip, canvass: int, on: int) -> None:
    """*Heading back*, or still at the doors."""
    unit = partial(doors.heading, actor=begun.actor, canvass_id=canvass, now=begun.now, undo=not on)
    changed = await begun.write(unit)
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.heading(canvass, len(changed), begun.words, done=bool(on)))


@press(ids.DOORS_BACK)
async def back(begun: Trip, canvass: int, on: int) -> None:
    """*We're back safe*, or still out."""
    unit = partial(doors.back, actor=begun.actor, canvass_id=canvass, now=begun.now, undo=not on)
    changed = await begun.write(unit)
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.back(canvass, len(changed), begun.words, done=bool(on)))


@press(ids.DOORS_STAY)
async def stay(begun: Trip, canvass: int, on: int) -> None:
    """*I'm coming along*, or not after all: where people sit together afterwards."""
    unit = partial(doors.stay, actor=begun.actor, canvass_id=canvass, now=begun.now, undo=not on)
    said = await begun.write(unit)
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.stays(said, begun.words))
