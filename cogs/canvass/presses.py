"""What people press on a sign-up card: their answers, their tags, the calendar file; and the list of sessions."""

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import discord

from bot import ids
from bot.cards import canvass_answers as cards
from bot.cards import canvass_nudges, canvass_roster
from bot.cards.calendar import calendar_file, file_name
from bot.cards.canvass import signup_card
from bot.commands import mentions
from bot.presses import press, submit
from bot.trips import Trip
from cogs.canvass.rules import check_on, leads
from db import canvass as rules
from db.canvass.reading import COMING
from db.facts import Answered, CanvassFacts, SignupState
from db.refusals import CanvassCancelled, CanvassOver, Gone, NotSignedUp

LIST_MOST = 100  # sessions in the list


async def read_facts(begun: Trip, canvass_id: int) -> CanvassFacts:
    """A session of the team. Raises Gone."""
    return await begun.read(partial(rules.facts, team_id=begun.team.id, canvass_id=canvass_id))


# ---- in, maybe, can't --------------------------------------------------------------------------------


@press(ids.CANVASS_IN)
async def come(begun: Trip, canvass: int) -> None:
    """*I'm in*, *Join waitlist*, *Still in*."""
    await _answer(begun, canvass, rules.join)


@press(ids.CANVASS_MAYBE)
async def maybe(begun: Trip, canvass: int) -> None:
    """*Maybe*."""
    await _answer(begun, canvass, rules.maybe)


@press(ids.CANVASS_CANT)
async def cant(begun: Trip, canvass: int) -> None:
    """*Can't*, *Leave the line*."""
    await _answer(begun, canvass, rules.cant)


async def _answer(begun: Trip, canvass_id: int, unit: Callable[..., Answered]) -> None:
    done = await _do(begun, canvass_id, partial(unit, actor=begun.actor, canvass_id=canvass_id, now=begun.now))
    left = done.before is SignupState.IN and done.mine is not None and done.mine.state is not SignupState.IN
    late = left and done.facts.plan.starts_at - begun.now <= timedelta(hours=begun.team.late_hours)
    await begun.show(cards.answered(done.facts, done.mine, done.before, begun.words, late=late))


async def _do(begun: Trip, canvass_id: int, unit: Callable[..., Answered]) -> Answered:
    """Save an answer and paint the card; one that is pressed after the end is painted as over."""
    try:
        done = await begun.write(unit)
    except (CanvassOver, CanvassCancelled):
        begun.kit.repaint.soon("canvass", canvass_id)
        raise
    begun.kit.repaint.soon("canvass", canvass_id)
    return done


# ---- an offered place --------------------------------------------------------------------------------


@press(ids.CANVASS_TAKE)
async def take(begun: Trip, canvass: int, person: int) -> None:
    """Take the place; what asked says from now on that it is taken."""
    unit = partial(rules.take, actor=begun.actor, canvass_id=canvass, person_id=person, now=begun.now)
    done = await _do(begun, canvass, unit)
    if done.mine is None:
        raise Gone
    await begun.redraw(canvass_nudges.offer_taken(done.facts, done.mine, begun.words))


@press(ids.CANVASS_PASS)
async def pass_on(begun: Trip, canvass: int, person: int) -> None:
    """Let the next in line have the place."""
    unit = partial(rules.pass_on, actor=begun.actor, canvass_id=canvass, person_id=person, now=begun.now)
    done = await _do(begun, canvass, unit)
    if done.mine is not None and done.mine.state is SignupState.IN:
        # Taken before: the place is not given up by an old button.
        await begun.redraw(canvass_nudges.offer_taken(done.facts, done.mine, begun.words))
        return
    await begun.redraw(canvass_nudges.offer_passed(person, begun.words))


# ---- tags and note -----------------------------------------------------------------------------------


@press(ids.CANVASS_TAGS)
async def tags(begun: Trip, canvass: int) -> None:
    """The form, with what is kept."""
    facts = await read_facts(begun, canvass)
    check_on(facts, begun.now)
    mine = facts.of(begun.actor.person_id)
    if mine is None or mine.state not in COMING:
        raise NotSignedUp
    typed = await begun.kept(cards.TAGS_FORM, canvass=canvass) or cards.tags_typed(mine)
    await begun.ask(cards.TAGS_FORM.paint(begun.words, typed, canvass=canvass))


@submit(cards.TAGS_FORM)
async def tagged(begun: Trip, canvass: int) -> None:
    """Keep them."""
    chosen = set(begun.typed.get("tags", "").split(","))
    unit = partial(
        rules.tag,
        actor=begun.actor,
        canvass_id=canvass,
        driver="driver" in chosen,
        first_time="first" in chosen,
        languages=begun.typed.get("languages", ""),
        note=begun.typed.get("note", ""),
        now=begun.now,
    )
    done = await begun.save(cards.TAGS_FORM, unit, canvass=canvass)
    begun.kit.repaint.soon("canvass", canvass)
    if done.mine is not None:
        await begun.show(cards.tagged(done.facts, done.mine, begun.words))


# ---- the calendar file -------------------------------------------------------------------------------


@press(ids.CANVASS_CALENDAR)
async def calendar(begun: Trip, canvass: int) -> None:
    """The session as a file for any calendar."""
    facts = await read_facts(begun, canvass)
    name = file_name(facts)
    file = discord.File(io.BytesIO(calendar_file(facts, begun.words, now=begun.now)), name)
    await begun.say(cards.calendar_note(facts, name, begun.words), file)


# ---- the list and the roster -------------------------------------------------------------------------


@press(ids.CANVASS_LIST)
async def list_page(begun: Trip, page: int) -> None:
    """A page of the list of coming sessions, or what to do where there is none."""
    lines = await begun.read(partial(rules.lines, actor=begun.actor, now=begun.now, most=LIST_MOST))
    if lines:
        await begun.show(canvass_roster.sessions(lines, page, begun.words))
        return
    named = await mentions(begun.kit.store, begun.interaction.application_id)
    organizer, channel = begun.actor.organizer, begun.team.canvass_channel_id
    await begun.show(canvass_roster.no_sessions(begun.words, named, organizer=organizer, channel_id=channel))


@press(ids.CANVASS_SHOW)
async def show_session(begun: Trip) -> None:
    """A session that was chosen from the list: its card, for this person alone."""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    facts = await read_facts(begun, int(chosen[:19]))
    await begun.say(signup_card(facts, begun.words, now=begun.now))


@press(ids.CANVASS_ROSTER)
async def roster(begun: Trip, canvass: int, page: int) -> None:
    """Who comes, page by page."""
    facts = await read_facts(begun, canvass)
    shown = canvass_roster.roster(facts, page, begun.words, now=begun.now, leads=leads(begun.actor, facts))
    await begun.show(shown)
