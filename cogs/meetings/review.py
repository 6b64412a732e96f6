"""After a meeting: it was held, the six questions, the record, and how it is closed."""

import io
from collections.abc import Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import discord

from bot import ids
from bot.cards import meetings_review as cards
from bot.cards.forms import Form
from bot.cards.meetings_calendar import file_name
from bot.members import called
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_day
from bot.words.playbooks import load
from cogs.meetings.manage import led
from cogs.meetings.room import playbook_of
from cogs.meetings.rules import check_on, leads, read_room
from cogs.meetings.thanks import promise_of
from db import meetings
from db.facts import NudgeKind
from db.facts.meetings import Closing, MeetingFacts, MeetingState, Outcome
from db.facts.playbooks import Kind, Review, ReviewQuestion
from db.nudges import letters
from db.refusals import MeetingAhead, MeetingOff, OnlyAttendees

# What the forms are known by; what they ask is painted from the team's playbook.
_REVIEW = load(Kind.FAITH, "en").review
REVIEW_FORM, MORE_FORM = cards.review_form(_REVIEW), cards.review_form(_REVIEW, more=True)


@press(ids.MEETING_HELD)
async def held(begun: Trip, meeting: int) -> None:
    """*It took place*."""
    say = promise_of(begun.public)
    unit = partial(meetings.held, actor=begun.actor, meeting_id=meeting, say=say, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    await begun.show(cards.was_held(facts, begun.words))


# ---- the six questions -----------------------------------------------------------------------------------


async def _mine(begun: Trip, meeting_id: int) -> MeetingFacts:
    """A meeting to which this person went. Raises Gone, OnlyAttendees, MeetingOff, and MeetingAhead before it began."""
    facts = await read_room(begun, meeting_id)
    if facts.attendee(begun.actor.person_id) is None:
        raise OnlyAttendees
    if facts.state is MeetingState.CANCELLED:
        raise MeetingOff
    if facts.ahead and facts.plan.starts_at > begun.now:
        raise MeetingAhead(starts_at=facts.plan.starts_at)
    return facts


async def _form(begun: Trip, meeting: int, *, more: bool) -> Form:
    facts = await _mine(begun, meeting)
    return cards.review_form((await playbook_of(begun, facts)).review, more=more)


async def _first(begun: Trip, meeting: int, nudge: int) -> Form:  # noqa: ARG001 - the values of the form's id
    return await _form(begun, meeting, more=False)


async def _second(begun: Trip, meeting: int, nudge: int) -> Form:  # noqa: ARG001 - the values of the form's id
    return await _form(begun, meeting, more=True)


def _said(facts: MeetingFacts, person_id: int) -> dict[str, str]:
    """What somebody answered before."""
    mine = next((one for one in facts.evaluations if one.person_id == person_id), None)
    return {key.value: text for key, text in mine.answers.items()} if mine else {}


@press(ids.MEETING_REVIEW)
async def ask(begun: Trip, meeting: int, nudge: int) -> None:
    """*How did it go?*: the first four questions."""
    await _ask(begun, meeting, nudge, more=False)


@press(ids.MEETING_REVIEW_MORE)
async def ask_more(begun: Trip, meeting: int, nudge: int) -> None:
    """The last two."""
    await _ask(begun, meeting, nudge, more=True)


async def _ask(begun: Trip, meeting: int, nudge: int, *, more: bool) -> None:
    facts, form = await _mine(begun, meeting), await _form(begun, meeting, more=more)
    kept = await begun.kept(form, meeting=meeting, nudge=nudge)
    typed = kept or _said(facts, begun.actor.person_id)
    await begun.ask(form.paint(begun.words, typed, meeting=meeting, nudge=nudge))


@submit(REVIEW_FORM, paints=_first)
async def said(begun: Trip, meeting: int, nudge: int) -> None:
    """The first four answers."""
    await _keep(begun, meeting, nudge, REVIEW_FORM, cards.FIRST)


@submit(MORE_FORM, paints=_second)
async def said_more(begun: Trip, meeting: int, nudge: int) -> None:
    """The last two."""
    await _keep(begun, meeting, nudge, MORE_FORM, cards.MORE)


async def _keep(begun: Trip, meeting_id: int, nudge: int, form: Form, keys: Sequence[Review]) -> None:
    answers = {key: begun.typed.get(key.value, "") for key in keys}
    unit = partial(meetings.evaluate, actor=begun.actor, meeting_id=meeting_id, answers=answers, now=begun.now)
    facts = await begun.save(form, unit, meeting=meeting_id, nudge=nudge)
    begun.kit.repaint.soon("meeting", meeting_id)
    mine = _said(facts, begun.actor.person_id)
    about = cards.Answered(nudge, not any(mine.get(key.value) for key in cards.MORE))
    await begun.show(cards.answered(facts, about, begun.words, leads=leads(begun.actor, facts)))
    await _bring_letters_in_line(begun, meeting_id, NudgeKind.EVALUATE, begun.actor.person_id)


async def _bring_letters_in_line(begun: Trip, meeting_id: int, kind: NudgeKind, person_id: int | None = None) -> None:
    """What a letter asked for was done, here or on the meeting's card: it says so too."""
    unit = partial(letters.sent_about, meeting_id=meeting_id, kinds=[kind], person_id=person_id)
    for nudge_id in await begun.read(unit):
        begun.kit.repaint.soon("letter", nudge_id)


# ---- the record --------------------------------------------------------------------------------------------


@press(ids.MEETING_RECORD)
async def record(begun: Trip, meeting: int) -> None:
    """What everybody said, for those who went and those who lead."""
    facts = await read_room(begun, meeting)
    await begun.show(cards.record(facts, await _questions(begun, facts), begun.words, leads=leads(begun.actor, facts)))


@press(ids.MEETING_RECORD_FILE)
async def record_file(begun: Trip, meeting: int) -> None:
    """All of it as a file."""
    facts = await read_room(begun, meeting)
    text = cards.record_file(facts, await _questions(begun, facts), begun.words)
    name = file_name(facts, "txt")
    await begun.say(cards.record_note(name, begun.words), discord.File(io.BytesIO(text.encode()), name))


async def _questions(begun: Trip, facts: MeetingFacts) -> Sequence[ReviewQuestion]:
    return (await playbook_of(begun, facts)).review


# ---- closing -----------------------------------------------------------------------------------------------


@press(ids.MEETING_CLOSE)
async def close(begun: Trip, meeting: int) -> None:
    """*Close it*: outcome, next step, whose it is and by when, in one form."""
    facts = await led(begun, meeting)
    check_on(facts)
    typed = await begun.kept(cards.CLOSE_FORM, meeting=meeting) or {"owner": str(begun.actor.person_id)}
    await begun.ask(cards.CLOSE_FORM.paint(begun.words, typed, meeting=meeting))


@submit(cards.CLOSE_FORM)
async def closing(begun: Trip, meeting: int) -> None:
    """Close it; what is missing is said by its name."""
    facts = await led(begun, meeting)
    typed = begun.typed
    owner = int(typed["owner"]) if typed["owner"].isdecimal() else None
    zone = ZoneInfo(facts.plan.zone)
    what = Closing(
        Outcome(typed["outcome"]) if typed["outcome"] in set(Outcome) else None,
        typed["step"],
        owner,
        await called(begun, owner) if owner else "",
        read_day(typed["day"], zone=zone, now=begun.now) if typed["day"].strip() else None,
    )
    of_it: dict[str, Any] = {"actor": begun.actor, "meeting_id": meeting, "now": begun.now}
    unit = partial(meetings.close, closing=what, say=promise_of(begun.public), **of_it)
    facts = await begun.save(cards.CLOSE_FORM, unit, meeting=meeting)
    begun.kit.repaint.soon("meeting", meeting)
    await begun.show(cards.closed(facts, begun.words))
    await _bring_letters_in_line(begun, meeting, NudgeKind.CLOSE)


@press(ids.MEETING_REOPEN)
async def reopen(begun: Trip, meeting: int) -> None:
    """*Open it again*."""
    unit = partial(meetings.reopen, actor=begun.actor, meeting_id=meeting, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    await begun.show(cards.reopened(facts, begun.words))
    await _bring_letters_in_line(begun, meeting, NudgeKind.CLOSE)
