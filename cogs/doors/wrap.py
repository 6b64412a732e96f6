"""Wrapping up: the day is closed, every pair confirms its count, and what is left to do has an owner."""

from functools import partial

from bot import ids
from bot.cards import wrap as cards
from bot.client import TocToc
from bot.courier import Parcel
from bot.numbers import whole
from bot.presses import press, submit
from bot.trips import Trip
from bot.words import Words
from cogs.doors.captain import led
from cogs.doors.presses import read_board
from cogs.doors.room import leaders_room, matter
from db import doors
from db.doors import evening
from db.facts import CANVASS_DOORS_MOST, CanvassState, DueNudge, NudgeKind
from db.facts.doors import BoardFacts, Crew
from db.facts.wrapping import Task, WrapFacts
from db.refusals import Gone, NoPair, OnlyCaptain


def teach(client: TocToc) -> None:
    """Let the courier know how a captain is asked to wrap up."""
    client.kit.courier.learn(NudgeKind.WRAP, partial(_paint, client))


async def _paint(client: TocToc, nudge: DueNudge) -> Parcel | None:
    found = await matter(client.kit, nudge)
    if found is None or found[0].state is not CanvassState.LIVE:
        return None
    facts, team, words = found
    room = await leaders_room(client, facts, team)
    told = [facts.captain_id] if facts.captain_id else []
    return Parcel(room, cards.time_to_wrap(facts, told, words, nudge.id), told) if room else None


# ---- closing the day -------------------------------------------------------------------------------------


@press(ids.WRAP_UP)
async def wrap_pressed(begun: Trip, canvass: int, nudge: int) -> None:  # noqa: ARG001 - the courier knows it by it
    """*Wrap up*."""
    await wrap(begun, canvass)


async def wrap(begun: Trip, canvass: int) -> None:
    """Close the day; ask first where people are still out, or nothing was counted yet. Once it is closed, the panel."""
    facts = await led(begun, canvass)
    unasked = all(crew.back for crew in facts.crews) and (facts.total.doors or begun.now >= facts.ends_at)
    if facts.state is not CanvassState.LIVE or unasked:
        await close(begun, canvass)
    else:
        await begun.show(cards.ask_first(facts, begun.words))


@press(ids.WRAP_ANYWAY)
async def close(begun: Trip, canvass: int) -> None:
    """Close the day; pressed twice it is the same."""
    say = partial(_say, begun.public, (await led(begun, canvass)).name)
    unit = partial(doors.wrap, actor=begun.actor, canvass_id=canvass, now=begun.now, say=say)
    facts: WrapFacts = await begun.write(unit)
    for kind in ("board", "canvass"):
        begun.kit.repaint.soon(kind, canvass)
    await begun.show(cards.panel(facts, begun.words, plans=begun.actor.organizer))


def _say(words: Words, name: str, task: Task, n: int) -> str:
    """A task in the team's words: it may be handed to anybody."""
    return cards.task_text(task, n, name, words)


@press(ids.WRAP_LATER)
async def later(begun: Trip, canvass: int, nudge: int) -> None:  # noqa: ARG001 - the courier knows its message by it
    """*In half an hour*."""
    unit = partial(evening.wrap_later, actor=begun.actor, canvass_id=canvass, now=begun.now)
    await begun.show(cards.put_off(await begun.write(unit), begun.words))


@press(ids.WRAP_UNDO)
async def undo(begun: Trip, canvass: int) -> None:
    """*Not over yet*."""
    await led(begun, canvass)
    changed = await begun.write(partial(doors.unwrap, actor=begun.actor, canvass_id=canvass, now=begun.now))
    for kind in ("board", "canvass"):
        begun.kit.repaint.soon(kind, canvass)
    await begun.show(cards.unwrapped(await read_board(begun, canvass), begun.words, changed=changed))


# ---- a pair's own number ---------------------------------------------------------------------------------


@press(ids.WRAP_COUNT)
async def count(begun: Trip, canvass: int, number: int) -> None:
    """*Our count*: the form, with what the pads hold."""
    facts = await read_board(begun, canvass)
    crew = _crew(begun, facts, number)
    typed = await begun.kept(cards.COUNT_FORM, canvass=canvass, number=number)
    shown = typed or {"doors": str(crew.doors if crew else 0)}
    await begun.ask(cards.COUNT_FORM.paint(begun.words, shown, canvass=canvass, number=number))


def _crew(begun: Trip, facts: BoardFacts, number: int) -> Crew | None:
    """The reader's own crew, or by its number somebody else's. Raises OnlyCaptain and NoPair."""
    me = begun.actor.person_id
    own = next((crew for crew in facts.crews if any(one.person_id == me for one in crew.people)), None)
    if not number or (own and own.number == number):
        return own
    if not begun.actor.organizer and facts.captain_id != me:
        raise OnlyCaptain
    crew = next((crew for crew in facts.crews if crew.number == number), None)
    if crew is None:
        raise NoPair
    return crew


@press(ids.WRAP_COUNT_OF)
async def count_of(begun: Trip, canvass: int) -> None:
    """A pair was chosen whose count the captain knows."""
    await led(begun, canvass)
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    await count(begun, canvass, int(chosen[:9]))


@submit(cards.COUNT_FORM)
async def counted(begun: Trip, canvass: int, number: int) -> None:
    """A pair's own number was typed."""
    typed = whole(begun.typed["doors"], least=0, most=CANVASS_DOORS_MOST)
    unit = partial(
        doors.confirm_count,
        actor=begun.actor,
        canvass_id=canvass,
        press_id=begun.interaction.id,
        doors=typed or 0,
        number=number or None,
        now=begun.now,
    )
    done = await begun.save(cards.COUNT_FORM, unit, canvass=canvass, number=number)
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.confirmed(done, canvass, begun.words, own=not number))
