"""What a person wants to hear of a session from now on: once more later, or no more; only they see it."""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import canvass_later as cards
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_time
from cogs.canvass.presses import read_facts
from db import canvass as rules
from db import people
from db.facts import CanvassFacts, Later
from db.refusals import AfterStart, PastTime


@press(ids.CANVASS_LATER)
async def later(begun: Trip, canvass: int, nudge: int) -> None:
    """*Later*: when to be reminded again."""
    await _choose(begun, canvass, nudge)


async def _choose(begun: Trip, canvass_id: int, nudge: int, said: str = "") -> None:
    unit = partial(rules.when_again, actor=begun.actor, canvass_id=canvass_id, now=begun.now)
    found = await begun.write(unit)
    await begun.show(cards.choose(found, begun.actor.person_id, nudge, begun.words, said=said))


@press(ids.CANVASS_LATER_AT)
async def at_moment(begun: Trip, canvass: int, nudge: int, moment: int) -> None:
    """A moment that was offered; 0 takes the reminder back, and one that is over by now offers others."""
    if moment == 0:
        unit = partial(rules.forget_reminder, actor=begun.actor, canvass_id=canvass, now=begun.now)
        await begun.show(cards.taken_back(await begun.write(unit), nudge, begun.words))
        return
    at = datetime.fromtimestamp(min(max(moment, 0), 2**34), UTC)  # whatever a forged button says
    try:
        found = await _remind(begun, canvass, nudge, at)
    except (PastTime, AfterStart):
        await _choose(begun, canvass, nudge, begun.words("canvass.later.over"))
        return
    await begun.show(cards.kept(found, nudge, begun.words))


@press(ids.CANVASS_LATER_PICK)
async def pick(begun: Trip, canvass: int, nudge: int) -> None:
    """*Pick a time*: the form, with what was refused before."""
    await begun.write(partial(rules.when_again, actor=begun.actor, canvass_id=canvass, now=begun.now))
    typed = await begun.kept(cards.WHEN_FORM, canvass=canvass, nudge=nudge)
    await begun.ask(cards.WHEN_FORM.paint(begun.words, typed, canvass=canvass, nudge=nudge))


@submit(cards.WHEN_FORM)
async def picked(begun: Trip, canvass: int, nudge: int) -> None:
    """A moment of their own, kept to the minute, also in quiet hours."""
    typed = begun.typed["when"]
    at = read_time(typed, zone=ZoneInfo(begun.actor.zone), now=begun.now)
    unit = partial(rules.remind_me, actor=begun.actor, canvass_id=canvass, at=at, now=begun.now, asked=True)
    whole = partial(unit, after_id=nudge, typed=typed)
    found = await begun.save(cards.WHEN_FORM, whole, canvass=canvass, nudge=nudge)
    await begun.show(cards.kept(found, nudge, begun.words))


async def _remind(begun: Trip, canvass_id: int, nudge: int, at: datetime) -> Later:
    unit = partial(rules.remind_me, actor=begun.actor, canvass_id=canvass_id, at=at, now=begun.now, asked=False)
    return await begun.write(partial(unit, after_id=nudge))


# ---- stop --------------------------------------------------------------------------------------------


@press(ids.CANVASS_STOP)
async def stop(begun: Trip, canvass: int, nudge: int) -> None:
    """*Stop these*: of this session, or all."""
    facts = await read_facts(begun, canvass)
    mine = await begun.read(partial(people.mine, actor=begun.actor))
    reminders = mine is None or mine.reminders
    await begun.show(cards.stop(facts, begun.actor.person_id, nudge, begun.words, reminders=reminders))


@press(ids.CANVASS_MUTE)
async def mute(begun: Trip, canvass: int, nudge: int, on: int) -> None:
    """No more reminders of this session, or reminders again."""
    unit = partial(rules.mute, actor=begun.actor, canvass_id=canvass, on=bool(on), now=begun.now)
    await begun.show(cards.muted(await begun.write(unit), nudge, begun.words, on=bool(on)))


@press(ids.CANVASS_REMINDERS)
async def set_reminders(begun: Trip, canvass: int, nudge: int, on: int) -> None:
    """All reminders of the team, off or on."""
    facts: CanvassFacts = await read_facts(begun, canvass)
    await begun.write(partial(people.set_reminders, actor=begun.actor, on=bool(on), now=begun.now))
    await begun.show(cards.reminders_set(facts, nudge, begun.words, on=bool(on)))
