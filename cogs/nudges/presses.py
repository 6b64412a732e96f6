"""Answers to letters: each press saves, and paints the same message anew with every matter as it is now.

A button may be as old as it likes, pressed twice, or overtaken by what happened elsewhere: then the message simply
shows how things stand.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import nudges as cards
from bot.cards.forms import Form
from bot.cards.nudge_answers import NAME_FORM, PICK, WHEN_FORM, Desk, Open
from bot.postman import carries
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_time
from db import people
from db.facts import Item, Letter
from db.later import Later, hours_of, moment
from db.nudges import answers, letters
from db.refusals import (
    CanvassCancelled,
    CanvassOver,
    FollowupOver,
    Gone,
    HandOverOver,
    MeetingClosed,
    MeetingHeld,
    MeetingOff,
    NotAttending,
    NotSignedUp,
    NotYours,
    OnlyLead,
    OnlyMeetingLeads,
    TaskTaken,
)

# What is said against an answer because something happened elsewhere meanwhile.
MOVED_ON = (
    FollowupOver, HandOverOver, NotYours, CanvassOver, CanvassCancelled, NotSignedUp,
    MeetingOff, MeetingHeld, MeetingClosed, TaskTaken, NotAttending, OnlyMeetingLeads, OnlyLead,
)  # fmt: skip
SAID_FOR = timedelta(days=8)  # how far ahead a line of *Later* can have said that it leads


async def read_letter(begun: Trip, nudge_id: int) -> Letter:
    """The letter that a person's own nudge stands in. Raises Gone, and NotYours for somebody else's."""
    return await begun.read(
        lambda tx: letters.answered_by(
            tx, team_id=begun.team.id, person_id=begun.actor.person_id, nudge_id=nudge_id, now=begun.now
        )
    )


async def show(begun: Trip, nudge_id: int, choosing: str = "", chosen: int | None = None) -> Item:
    """Paint the letter anew; `choosing` a time or a person for a matter.

    From elsewhere, as from a form that came back, say what became of the matter and paint the letter where it is.
    Returns how the matter stands.
    """
    found = await read_letter(begun, nudge_id)
    item = found.item(chosen or nudge_id)
    if item is None:
        raise Gone
    message = begun.interaction.message
    if message is not None and carries(message, frozenset(one.nudge_id for one in found.items)):
        known = await begun.read(partial(people.known, actor=begun.actor)) if choosing == "hand" else ()
        desk = Desk(begun.actor.zone, Open(item.nudge_id, choosing, known))
        await begun.redraw(cards.letter(found, desk, begun.words, shown=begun.interaction.guild_id is not None))
        return item
    await begun.show(cards.answered(item, begun.words))
    begun.kit.repaint.soon("letter", nudge_id)
    return item


async def _answer(
    begun: Trip, unit: Callable[..., Any], nudge_id: int, *, form: Form | None = None, **more: Any
) -> Any:
    """Save an answer and show how things stand; where they stand otherwise by now, that is the whole answer."""
    do = partial(unit, actor=begun.actor, nudge_id=nudge_id, now=begun.now, **more)
    result = None
    try:
        result = await (begun.save(form, do, nudge=nudge_id) if form else begun.write(do))
    except MOVED_ON:
        there = (await read_letter(begun, nudge_id)).item(nudge_id)
        if there is None or there.asks:
            raise
    item = await show(begun, nudge_id)
    if item.meeting is not None:  # what was to be done before it stands on its card
        begun.kit.repaint.soon("meeting", item.meeting.id)
    return result


# ---- one tap -----------------------------------------------------------------------------------------


@press(ids.NUDGE_DONE)
async def done(begun: Trip, nudge: int) -> None:
    """*Done*."""
    await _answer(begun, answers.done, nudge)


@press(ids.NUDGE_STOP)
async def stop(begun: Trip, nudge: int) -> None:
    """*Stop these*."""
    await _answer(begun, answers.stop, nudge)


@press(ids.NUDGE_UNDO)
async def undo(begun: Trip, nudge: int) -> None:
    """*Undo*."""
    await _answer(begun, answers.undo, nudge)


@press(ids.NUDGE_TAKE)
async def take(begun: Trip, nudge: int) -> None:
    """*I'll take it*, of somebody who was asked."""
    await _answer(begun, answers.take, nudge)


@press(ids.NUDGE_PASS)
async def pass_back(begun: Trip, nudge: int) -> None:
    """*Pass it back*."""
    await _answer(begun, answers.pass_back, nudge)


@press(ids.NUDGE_AGAIN)
async def remind_again(begun: Trip, nudge: int) -> None:
    """*Remind again*, of a lead."""
    await _answer(begun, answers.remind_again, nudge)


@press(ids.NUDGE_TAKE_OVER)
async def take_over(begun: Trip, nudge: int) -> None:
    """*I'll take it*, of a lead."""
    await _answer(begun, answers.take_over, nudge)


@press(ids.NUDGE_DROP)
async def drop(begun: Trip, nudge: int) -> None:
    """*No longer needed*, of a lead."""
    await _answer(begun, answers.drop, nudge)


@press(ids.NUDGE_STILL)
async def come(begun: Trip, nudge: int) -> None:
    """*Still in*."""
    await _session(begun, answers.come, nudge)


@press(ids.NUDGE_CANT)
async def stay_away(begun: Trip, nudge: int) -> None:
    """*Can't*."""
    await _session(begun, answers.stay_away, nudge)


async def _session(begun: Trip, unit: Callable[..., int], nudge_id: int) -> None:
    canvass_id = await _answer(begun, unit, nudge_id)
    if canvass_id is not None:
        begun.kit.repaint.soon("canvass", canvass_id)


@press(ids.NUDGE_ALL)
async def switch_all(begun: Trip, nudge: int, on: int) -> None:
    """*Stop all reminders*, and *Turn reminders on*, of this team."""
    await read_letter(begun, nudge)
    await begun.write(partial(people.set_reminders, actor=begun.actor, on=bool(on), now=begun.now))
    await show(begun, nudge)


# ---- what is looked at ---------------------------------------------------------------------------------


@press(ids.NUDGE_CHOOSE)
async def choose(begun: Trip, nudge: int) -> None:
    """Open one of many."""
    await show(begun, nudge, chosen=_number(begun.typed["values"]))


@press(ids.NUDGE_SHOW)
async def show_again(begun: Trip, nudge: int) -> None:
    """*Back*."""
    await show(begun, nudge)


@press(ids.NUDGE_CHANGE)
async def change(begun: Trip, nudge: int) -> None:
    """*Change*: until when?"""
    await show(begun, nudge, "later")


def _number(chosen: str) -> int:
    if not chosen.isascii() or not chosen.isdigit():
        raise Gone
    return int(chosen[:19])


# ---- later -------------------------------------------------------------------------------------------


@press(ids.NUDGE_LATER)
async def put_off(begun: Trip, nudge: int) -> None:
    """*Later*: to the moment that the chosen line said, or to one that is typed."""
    chosen = begun.typed["values"]
    if chosen == PICK:
        await read_letter(begun, nudge)
        typed = await begun.kept(WHEN_FORM, nudge=nudge)
        await begun.ask(WHEN_FORM.paint(begun.words, typed, nudge=nudge))
        # Discord does not let a line be chosen twice until the message is painted: whoever closes the form needs that.
        begun.kit.repaint.soon("letter", nudge)
        return
    await _answer(begun, answers.later, nudge, until=_until(begun, chosen), asked=False)


def _until(begun: Trip, chosen: str) -> datetime:
    """What the line said; where that moment is over, the same choice from now."""
    choice, _, seconds = chosen.partition(".")
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > 11:
        raise Gone
    said = datetime.fromtimestamp(int(seconds), UTC)
    if begun.now < said <= begun.now + SAID_FOR:
        return said
    if choice not in set(Later):
        raise Gone
    quiet = hours_of(begun.team, begun.actor.zone)
    return moment(Later(choice), now=begun.now, zone=begun.actor.zone, quiet=quiet)


@submit(WHEN_FORM)
async def picked(begun: Trip, nudge: int) -> None:
    """To a moment of their own, kept to the minute."""
    typed = begun.typed["when"]
    until = read_time(typed, zone=ZoneInfo(begun.actor.zone), now=begun.now)
    await _answer(begun, answers.later, nudge, form=WHEN_FORM, until=until, asked=True, typed=typed)


# ---- handing over --------------------------------------------------------------------------------------


@press(ids.NUDGE_HAND)
async def hand(begun: Trip, nudge: int) -> None:
    """*Hand over*: to whom?"""
    await show(begun, nudge, "hand")


@press(ids.NUDGE_HAND_TO)
async def hand_to(begun: Trip, nudge: int) -> None:
    """Ask the person who was chosen."""
    await read_letter(begun, nudge)
    number = _number(begun.typed["values"])
    name = await begun.read(partial(people.name_of, actor=begun.actor, person_id=number))
    await _answer(begun, answers.hand_over, nudge, to_id=number, to_name=name)


@press(ids.NUDGE_HAND_TYPE)
async def type_name(begun: Trip, nudge: int) -> None:
    """*Type a name*, for somebody who is not among those proposed."""
    await read_letter(begun, nudge)
    typed = await begun.kept(NAME_FORM, nudge=nudge)
    await begun.ask(NAME_FORM.paint(begun.words, typed, nudge=nudge))


@submit(NAME_FORM)
async def named(begun: Trip, nudge: int) -> None:
    """Ask the person whose name was typed."""
    await read_letter(begun, nudge)
    number, name = await begun.read(partial(people.named, actor=begun.actor, typed=begun.typed["name"]))
    await _answer(begun, answers.hand_over, nudge, form=NAME_FORM, to_id=number, to_name=name)
