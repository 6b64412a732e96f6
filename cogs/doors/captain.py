"""The captain's view, the pad that a captain holds for somebody else, and forms with numbers."""

from functools import partial
from typing import Any

from bot import ids
from bot.cards import doors as pads
from bot.cards import doors_captain as cards
from bot.cards import kit
from bot.cards.forms import Form
from bot.numbers import whole
from bot.presses import press, submit
from bot.trips import Trip
from cogs.doors.presses import read_board
from db import doors
from db.facts.doors import COUNT_MOST, BoardFacts, Outcome, PadFacts
from db.refusals import Gone, NotHere, OnlyCaptain, WrappedUp


async def led(begun: Trip, canvass: int) -> BoardFacts:
    """The day of a session that this person leads. Raises Gone and OnlyCaptain."""
    facts = await read_board(begun, canvass)
    if not begun.actor.organizer and facts.captain_id != begun.actor.person_id:
        raise OnlyCaptain
    return facts


@press(ids.DOORS_CAPTAIN)
async def view(begun: Trip, canvass: int, page: int) -> None:
    """Who is still out, and what can be done for them."""
    await begun.show(cards.captain_view(await led(begun, canvass), begun.words, page=page))


@press(ids.DOORS_WHO)
async def who(begun: Trip, canvass: int) -> None:
    """Somebody was chosen among those who came."""
    await person(begun, canvass, _chosen(begun))


@press(ids.DOORS_CHECK_IN)
async def check_in(begun: Trip, canvass: int) -> None:
    """Somebody was chosen from the server: they are there."""
    await led(begun, canvass)
    whose = _chosen(begun)
    name = _name_chosen(begun, whose)
    unit = partial(doors.arrive, actor=begun.actor, canvass_id=canvass, person_id=whose, name=name, now=begun.now)
    new = await begun.write(unit)
    begun.kit.repaint.soon("board", canvass)
    told = begun.words("doors.captain.checked_in" if new else "doors.captain.there", name=kit.plain(name, 60))
    await begun.show(cards.captain_view(await led(begun, canvass), begun.words, before=told))


@press(ids.DOORS_PERSON)
async def person(begun: Trip, canvass: int, person: int) -> None:
    """The pad held for somebody."""
    await led(begun, canvass)
    await _show_pad(begun, canvass, person)


async def _show_pad(begun: Trip, canvass: int, whose: int, before: str = "") -> None:
    facts = await begun.read(
        partial(
            doors.pad,
            team_id=begun.team.id,
            canvass_id=canvass,
            person_id=whose,
            by_id=begun.actor.person_id,
            now=begun.now,
        )
    )
    await begun.show(cards.person_pad(facts, await _name(begun, whose), begun.words, before=before))


@press(ids.DOORS_ENTER)
async def enter(begun: Trip, canvass: int, person: int, what: str) -> None:
    """Count for somebody."""
    counts = pads.pressed(what)
    if counts is None:
        raise Gone
    unit = partial(
        doors.enter,
        actor=begun.actor,
        canvass_id=canvass,
        person_id=person,
        press_id=begun.interaction.id,
        counts=counts,
        now=begun.now,
    )
    await _done(begun, canvass, person, unit)


@press(ids.DOORS_ENTER_UNDO)
async def enter_undo(begun: Trip, canvass: int, person: int) -> None:
    """Take back what one entered last for somebody."""
    await led(begun, canvass)
    unit = partial(
        doors.undo,
        team_id=begun.team.id,
        canvass_id=canvass,
        person_id=person,
        press_id=begun.interaction.id,
        by_id=begun.actor.person_id,
        now=begun.now,
    )
    await _done(begun, canvass, person, unit)


async def _done(begun: Trip, canvass: int, whose: int, unit: partial[PadFacts]) -> None:
    try:
        facts = await begun.write(unit)
    except WrappedUp:  # the pad is an old one
        await _show_pad(begun, canvass, whose, begun.words("doors.pad.too_late"))
        return
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.person_pad(facts, await _name(begun, whose), begun.words))


@press(ids.DOORS_PERSON_BACK)
async def person_back(begun: Trip, canvass: int, person: int, on: int) -> None:
    """Somebody is back with their pair, or out again."""
    unit = partial(doors.back, actor=begun.actor, canvass_id=canvass, person_id=person, now=begun.now, undo=not on)
    changed = await begun.write(unit)
    begun.kit.repaint.soon("board", canvass)
    words = begun.words
    told = words.n("doors.captain.safe", len(changed)) if on and changed else ""
    await _show_pad(begun, canvass, person, told if on else words("doors.captain.out_again"))


@press(ids.DOORS_PERSON_LEAVE)
async def person_leave(begun: Trip, canvass: int, person: int) -> None:
    """Somebody was checked in and is not there."""
    await begun.write(partial(doors.leave, actor=begun.actor, canvass_id=canvass, person_id=person, now=begun.now))
    begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.not_there(canvass, await _name(begun, person), begun.words))


def _chosen(begun: Trip) -> int:
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    return int(chosen[:19])


def _name_chosen(begun: Trip, whose: int) -> str:
    """What Discord says that somebody is called who was chosen from the server. Raises NotHere for a bot."""
    data: Any = begun.interaction.data or {}
    resolved = data.get("resolved") or {}
    user = (resolved.get("users") or {}).get(str(whose)) or {}
    if user.get("bot"):
        raise NotHere
    member = (resolved.get("members") or {}).get(str(whose)) or {}
    return str(member.get("nick") or user.get("global_name") or user.get("username") or "")[:100]


async def _name(begun: Trip, whose: int) -> str:
    return await begun.read(partial(doors.name_known, team_id=begun.team.id, person_id=whose))


# ---- forms with numbers: one's own, or by the captain for somebody else -----------------------------------


@press(ids.DOORS_ADD)
async def add_pressed(begun: Trip, canvass: int, person: int, asks: int) -> None:
    """*Add several…*."""
    await ask_add(begun, canvass, person, asks=bool(asks))


async def ask_add(begun: Trip, canvass: int, person: int = 0, *, asks: bool = False) -> None:
    """The form to add; who may not is told before they type."""
    await _own_or_led(begun, canvass, person)
    form = cards.ADD_ASKS_FORM if asks else cards.ADD_FORM
    typed = await begun.kept(form, canvass=canvass, person=person)
    await begun.ask(form.paint(begun.words, typed, canvass=canvass, person=person))


@press(ids.DOORS_FIX)
async def fix_pressed(begun: Trip, canvass: int, person: int, asks: int) -> None:
    """*Correct…*."""
    await ask_fix(begun, canvass, person, asks=bool(asks))


async def ask_fix(begun: Trip, canvass: int, person: int = 0, *, asks: bool = False) -> None:
    """The form to put totals right, filled with those that stand."""
    facts = await _own_or_led(begun, canvass, person)
    form = cards.FIX_ASKS_FORM if asks else cards.FIX_FORM
    typed = await begun.kept(form, canvass=canvass, person=person) or cards.totals_typed(facts.mine)
    await begun.ask(form.paint(begun.words, typed, canvass=canvass, person=person))


async def _own_or_led(begun: Trip, canvass: int, whose: int) -> PadFacts:
    """The day of whoever is meant, 0 being oneself. Raises Gone, OnlyCaptain and what keeps doors from being added."""
    unit = partial(doors.to_change, actor=begun.actor, canvass_id=canvass, person_id=whose or None, now=begun.now)
    return await begun.read(unit)


@submit(cards.ADD_FORM)
async def add_doors(begun: Trip, canvass: int, person: int) -> None:
    """Add what was typed of the doors."""
    await _add(begun, cards.ADD_FORM, canvass, person)


@submit(cards.ADD_ASKS_FORM)
async def add_asks(begun: Trip, canvass: int, person: int) -> None:
    """Add what was typed of what was taken."""
    await _add(begun, cards.ADD_ASKS_FORM, canvass, person)


async def _add(begun: Trip, form: Form, canvass: int, person: int) -> None:
    counts = {outcome: n for outcome, n in _numbers(begun).items() if n}
    if not counts:
        facts = await _own_or_led(begun, canvass, person)
    else:
        unit = partial(
            doors.add,
            actor=begun.actor,
            canvass_id=canvass,
            person_id=person or None,
            press_id=begun.interaction.id,
            counts=counts,
            now=begun.now,
        )
        facts = await begun.save(form, unit, canvass=canvass, person=person)
        begun.kit.repaint.soon("board", canvass)
    await begun.show(cards.added(facts, begun.words, person=person, name=await _name(begun, person)))


@submit(cards.FIX_FORM)
async def fix_doors(begun: Trip, canvass: int, person: int) -> None:
    """Put right what was typed of the doors."""
    await _fix(begun, cards.FIX_FORM, canvass, person)


@submit(cards.FIX_ASKS_FORM)
async def fix_asks(begun: Trip, canvass: int, person: int) -> None:
    """Put right what was typed of what was taken."""
    await _fix(begun, cards.FIX_ASKS_FORM, canvass, person)


async def _fix(begun: Trip, form: Form, canvass: int, person: int) -> None:
    totals = _numbers(begun)
    before = await _own_or_led(begun, canvass, person)
    unit = partial(
        doors.fix,
        actor=begun.actor,
        canvass_id=canvass,
        person_id=person or None,
        press_id=begun.interaction.id,
        totals=totals,
        now=begun.now,
    )
    facts = await begun.save(form, unit, canvass=canvass, person=person)
    begun.kit.repaint.soon("board", canvass)
    shown = cards.fixed(facts, before.mine, begun.words, person=person, name=await _name(begun, person))
    await begun.show(shown)


def _numbers(begun: Trip) -> dict[Outcome, int]:
    """What was typed, by outcome; a field that was left empty is left out. Raises NotANumber."""
    typed = {one: begun.typed[one.value] for one in Outcome if one.value in begun.typed}
    found = {one: whole(text, least=0, most=COUNT_MOST) for one, text in typed.items()}
    return {one: n for one, n in found.items() if n is not None}
