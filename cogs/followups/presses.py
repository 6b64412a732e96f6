"""Promises as people press them: the list, one promise, and every answer to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import followup_list, followup_plan
from bot.cards import followups as cards
from bot.cards.canvass import jump
from bot.members import called
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_time
from cogs.followups.rules import acts, check_acts, drops
from db import canvass, followups, later
from db.facts import FollowupFacts
from db.later import Later
from db.refusals import Gone, NotYours

# ---- the list ----------------------------------------------------------------------------------------


@press(ids.FOLLOWUP_LIST)
async def list_page(begun: Trip, whose: str, page: int) -> None:
    """A page of one's own promises, or of the team's. Raises OnlyOrganizers for the latter."""
    if whose not in {followup_list.MINE, followup_list.TEAM}:
        raise Gone
    read = followups.mine if whose == followup_list.MINE else followups.of_team
    found = await begun.read(partial(read, actor=begun.actor, page=page, now=begun.now))
    shown = followup_list.Listed(
        whose=whose,
        promises=found.lines,
        reader_id=begun.actor.person_id,
        now=begun.now,
        zone=begun.actor.zone,
        page=found.page,
        pages=found.pages,
        open=found.open,
        late=found.late,
        both=begun.actor.organizer,
    )
    await begun.show(followup_list.listing(shown, begun.words))


@press(ids.FOLLOWUP_SHOW)
async def show_chosen(begun: Trip) -> None:
    """One that was chosen from the list."""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    await open_one(begun, int(chosen[:18]))


@press(ids.FOLLOWUP_OPEN)
async def open_one(begun: Trip, followup: int) -> None:
    """One promise, with all that can be answered."""
    await _show(begun, await _facts(begun, followup))


async def _facts(begun: Trip, followup_id: int) -> FollowupFacts:
    """A promise that this person may see. Raises Gone and NotYours."""
    return await begun.read(partial(followups.look, actor=begun.actor, followup_id=followup_id))


async def _show(begun: Trip, facts: FollowupFacts, said: str = "") -> None:
    session = None
    if facts.canvass_id is not None:
        session = await begun.read(partial(canvass.find, canvass_id=facts.canvass_id))
    shown = cards.Shown(
        facts,
        begun.actor.person_id,
        begun.now,
        begun.actor.zone,
        acts=acts(begun.actor, facts),
        leads=drops(begun.actor, facts),
        laters=_laters(begun),
        session_url=jump(session) if session else None,
        said=said,
    )
    await begun.show(cards.card(shown, begun.words))


def _laters(begun: Trip) -> list[tuple[str, datetime]]:
    zone = begun.actor.zone
    quiet = later.hours_of(begun.team, zone)
    return [(one.value, later.moment(one, now=begun.now, zone=zone, quiet=quiet)) for one in Later]


# ---- answers -----------------------------------------------------------------------------------------


async def _answer(begun: Trip, unit: Callable[..., FollowupFacts], followup_id: int, said: str, **more: object) -> None:
    """Save an answer, and show the promise as it is now; given twice it is the same."""
    do = partial(unit, actor=begun.actor, followup_id=followup_id, now=begun.now, **more)
    await _show(begun, await begun.write(do), said)


@press(ids.FOLLOWUP_DONE)
async def done(begun: Trip, followup: int) -> None:
    """*Done*."""
    await _answer(begun, followups.done, followup, f"✅ {begun.words('followup.said.done')}")


@press(ids.FOLLOWUP_REOPEN)
async def reopen(begun: Trip, followup: int) -> None:
    """*Not done yet after all*."""
    await _answer(begun, followups.reopen, followup, f"↩️ {begun.words('followup.said.reopened')}")


@press(ids.FOLLOWUP_MUTE)
async def mute(begun: Trip, followup: int, on: int) -> None:
    """*Stop reminders*, *Remind me again*."""
    if on:
        await _answer(begun, followups.stop, followup, f"🔕 {begun.words('followup.said.muted')}")
    else:
        await _answer(begun, followups.resume, followup, f"🔔 {begun.words('followup.said.resumed')}")


@press(ids.FOLLOWUP_AGAIN)
async def again(begun: Trip, followup: int) -> None:
    """*Remind them*, of those to whom it was promised."""
    await _answer(begun, followups.remind_again, followup, f"🔔 {begun.words('followup.said.again')}")


@press(ids.FOLLOWUP_TAKE_OVER)
async def take_over(begun: Trip, followup: int) -> None:
    """*I do it*, of those to whom it was promised."""
    await _answer(begun, followups.take_over, followup, f"💪 {begun.words('followup.said.taken')}")


@press(ids.FOLLOWUP_TAKE)
async def take(begun: Trip, followup: int) -> None:
    """*I take it*, of somebody who was asked."""
    await _answer(begun, followups.take, followup, f"💪 {begun.words('followup.said.taken')}")


@press(ids.FOLLOWUP_PASS)
async def pass_back(begun: Trip, followup: int) -> None:
    """*Pass it back*; whoever may not see it any more is only thanked."""
    await begun.write(partial(followups.pass_back, actor=begun.actor, followup_id=followup, now=begun.now))
    await begun.show(followup_plan.passed(begun.words))


# ---- later -------------------------------------------------------------------------------------------


@press(ids.FOLLOWUP_PICK)
async def pick(begun: Trip, followup: int) -> None:
    """*Pick a time…*."""
    check_acts(begun.actor, await _facts(begun, followup))
    typed = await begun.kept(cards.LATER_FORM, followup=followup)
    await begun.ask(cards.LATER_FORM.paint(begun.words, typed, followup=followup))


@press(ids.FOLLOWUP_LATER)
async def put_off(begun: Trip, followup: int) -> None:
    """*Later*: at the moment that the chosen line said."""
    _, _, seconds = begun.typed["values"].rpartition(".")
    if not seconds.isdecimal() or len(seconds) > 10:
        raise Gone
    until = datetime.fromtimestamp(int(seconds), UTC)
    if until <= begun.now:  # the card has been open for longer than that
        fresh = await _facts(begun, followup)
        await _show(begun, fresh, begun.words("followup.said.choose_again"))
    else:
        await _later(begun, followup, until, asked=False)


@submit(cards.LATER_FORM)
async def read_later(begun: Trip, followup: int) -> None:
    """At a moment of the person's own."""
    until = read_time(begun.typed["when"], zone=ZoneInfo(begun.actor.zone), now=begun.now)
    await _later(begun, followup, until, asked=True)


async def _later(begun: Trip, followup_id: int, until: datetime, *, asked: bool) -> None:
    said = f"⏰ {begun.words('followup.said.later', when=followup_plan.when(until))}"
    unit = partial(followups.later, actor=begun.actor, followup_id=followup_id, until=until, asked=asked, now=begun.now)
    await _show(begun, await begun.save(cards.LATER_FORM, unit, followup=followup_id), said)


# ---- handing over, and giving up ---------------------------------------------------------------------


@press(ids.FOLLOWUP_HAND)
async def hand(begun: Trip, followup: int) -> None:
    """*Hand over*: to whom?"""
    facts = await _facts(begun, followup)
    check_acts(begun.actor, facts)
    await begun.show(cards.choose_person(facts, begun.words))


@press(ids.FOLLOWUP_HAND_TO)
async def hand_to(begun: Trip, followup: int) -> None:
    """Ask the person who was chosen."""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    to_id = int(chosen[:19])
    name = await called(begun, to_id)
    shown = followup_plan.named(name, begun.words)
    said = f"🤝 {begun.words('followup.said.asked', name=shown)}"
    await _answer(begun, followups.hand_over, followup, said, to_id=to_id, to_name=name)


@press(ids.FOLLOWUP_DROP)
async def drop(begun: Trip, followup: int) -> None:
    """*No longer needed*: really?"""
    facts = await _facts(begun, followup)
    if not drops(begun.actor, facts):
        raise NotYours
    await begun.show(cards.confirm_drop(facts, begun.words))


@press(ids.FOLLOWUP_DROP_NOW)
async def drop_now(begun: Trip, followup: int) -> None:
    """*Yes, take it off*."""
    await _answer(begun, followups.drop, followup, f"⚪ {begun.words('followup.said.dropped')}")
