"""Back safe: the captain hears who is overdue, and says that they are back, asks them, or calls them."""

from functools import partial

from bot import ids
from bot.cards import doors as pads
from bot.cards import safe as cards
from bot.cards.canvass_nudges import mentions
from bot.cards.kit import stamp
from bot.client import TocToc
from bot.courier import Parcel
from bot.presses import press
from bot.trips import Trip
from cogs.doors.captain import led
from cogs.doors.room import leaders_room, matter, room_of
from db import doors
from db.doors import evening
from db.facts import DueNudge, NudgeKind
from db.refusals import Gone


def teach(client: TocToc) -> None:
    """Let the courier know how it is told that some are not back."""
    client.kit.courier.learn(NudgeKind.NOT_BACK, partial(_paint, client))


async def _paint(client: TocToc, nudge: DueNudge) -> Parcel | None:
    """To the captain, or to those who are out if the captain wants them asked; nobody where all are back."""
    found = await matter(client.kit, nudge)
    if found is None or not (out := cards.people_out(found[0])):
        return None
    facts, team, words = found
    if nudge.values.get(evening.THOSE_OUT):
        room, told = await room_of(client, facts), out
        view = cards.asked(facts, told, words, nudge.id)
    else:
        room = await leaders_room(client, facts, team)
        told = [facts.captain_id] if facts.captain_id else []
        view = cards.overdue(facts, told, words, nudge.id)
    return Parcel(room, view, told) if room else None


@press(ids.SAFE_VIEW)
async def view(begun: Trip, canvass: int, nudge: int) -> None:
    """*Who is still out*."""
    await _show(begun, canvass, nudge=nudge)


async def _show(begun: Trip, canvass: int, said: str = "", nudge: int = 0) -> None:
    await begun.show(cards.view(await led(begun, canvass), begun.words, nudge=nudge, said=said))


@press(ids.SAFE_HERE)
async def here(begun: Trip, canvass: int, nudge: int) -> None:  # noqa: ARG001 - the courier knows its message by it
    """*We're back safe*, below what was asked."""
    changed = await begun.write(partial(doors.back, actor=begun.actor, canvass_id=canvass, now=begun.now))
    begun.kit.repaint.soon("board", canvass)
    await begun.show(pads.back(canvass, len(changed), begun.words, done=True))


@press(ids.SAFE_BACK)
async def crew_back(begun: Trip, canvass: int) -> None:
    """A crew was chosen: they are back."""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    await led(begun, canvass)
    unit = partial(doors.back, actor=begun.actor, canvass_id=canvass, person_id=int(chosen[:19]), now=begun.now)
    await _marked(begun, canvass, await begun.write(unit))


@press(ids.SAFE_ALL)
async def all_back(begun: Trip, canvass: int) -> None:
    """*They are all back*."""
    unit = partial(evening.all_back, actor=begun.actor, canvass_id=canvass, now=begun.now)
    await _marked(begun, canvass, await begun.write(unit))


async def _marked(begun: Trip, canvass: int, changed: tuple[int, ...]) -> None:
    begun.kit.repaint.soon("board", canvass)
    words = begun.words
    await _show(begun, canvass, f"✅ {words.n('safe.marked', len(changed), who=mentions(changed))}" if changed else "")


@press(ids.SAFE_ASK)
async def ask(begun: Trip, canvass: int) -> None:
    """*Ask them in the thread*."""
    unit = partial(evening.ask_those_out, actor=begun.actor, canvass_id=canvass, now=begun.now)
    asked = await begun.write(unit)
    await _show(begun, canvass, f"👋 {begun.words('safe.asking')}" if asked else "")


@press(ids.SAFE_CALL)
async def call(begun: Trip, canvass: int, nudge: int) -> None:
    """*I'm calling them*."""
    unit = partial(evening.call, actor=begun.actor, canvass_id=canvass, now=begun.now)
    again_at = await begun.write(unit)
    said = f"📞 {begun.words('safe.calling', when=stamp(again_at, 't'))}" if again_at else ""
    await _show(begun, canvass, said, nudge)
