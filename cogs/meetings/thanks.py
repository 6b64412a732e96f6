"""The note of thanks: its promise, made the moment a meeting was held, and a draft in the language of those thanked."""

import io
from collections.abc import Callable
from functools import partial

import discord

from bot import ids
from bot.cards import kit as bricks
from bot.cards import meetings_review as cards
from bot.cards.meetings import bare_name
from bot.cards.meetings_calendar import file_name
from bot.playbooks import team_thanks
from bot.presses import press
from bot.trips import Trip
from bot.words import Words, words_in
from bot.words.blanks import Blank, blank_words, fill
from bot.words.letters import ThanksCase
from cogs.meetings.rules import read_room
from db import prospects
from db.facts.meetings import MeetingFacts, Outcome, Section
from db.facts.prospects import ProspectFacts

_YES = {Outcome.YES, Outcome.PARTLY}


def promise_of(words: Words) -> Callable[[MeetingFacts], str]:
    """What is promised, in the team's words."""

    def say(facts: MeetingFacts) -> str:
        return words("meeting.thanks.promise", name=bare_name(facts.prospect_name, words))

    return say


@press(ids.MEETING_THANKS)
async def draft(begun: Trip, meeting: int, nudge: int) -> None:
    """*Draft of the note*, from what was written down."""
    facts = await read_room(begun, meeting)
    note = await _note(begun, facts, nudge)
    await begun.say(cards.thanks(facts, note, begun.words))


@press(ids.MEETING_THANKS_FILE)
async def as_file(begun: Trip, meeting: int, nudge: int) -> None:
    """The draft as a file."""
    facts = await read_room(begun, meeting)
    note = await _note(begun, facts, nudge)
    name = file_name(facts, "txt")
    await begun.say(cards.thanks_note(name, begun.words), discord.File(io.BytesIO(note.text.encode()), name))


async def _note(begun: Trip, facts: MeetingFacts, nudge: int) -> cards.Note:
    language = facts.language or begun.team.language
    closing = facts.closing
    yes = closing is not None and closing.outcome in _YES
    case = ThanksCase.YES if yes else ThanksCase.OPEN
    text = await team_thanks(begun.kit, begun.team.id, facts.kind, language, case)
    found = partial(prospects.prospect, actor=begun.actor, prospect_id=facts.prospect_id, now=begun.now)
    filled = fill(text, _values(begun, facts, await begun.read(found), words_in(language)))
    unfilled = [word for word in blank_words(language).values() if f"[{word}]" in filled]
    return cards.Note(filled, begun.words.name_of(language), open=bool(unfilled), nudge=nudge)


def _values(begun: Trip, facts: MeetingFacts, prospect: ProspectFacts, words: Words) -> dict[Blank, str]:
    """What the team knows; what it does not stays open, so that nobody sends it unseen."""
    team, closing = begun.team, facts.closing
    notes = facts.of(Section.NOTES)
    values = {
        Blank.NAME: begun.actor.name,
        Blank.CAMPAIGN: team.campaign,
        Blank.TOWN: team.town,
        Blank.HOTLINE: team.hotline,
        Blank.PERSON: facts.prospect_name,
        Blank.INSTITUTION: prospect.plan.place or facts.prospect_name,
        Blank.PLACE: facts.plan.place,
        Blank.MOMENT: bricks.bare(notes[0].text, 300) if notes else "",
    }
    agreed = closing is not None and closing.outcome in _YES
    if agreed and (steps := facts.of(Section.STEP)):
        values[Blank.AGREED] = bricks.bare(steps[0].text, 300)
    if closing is not None and closing.next_step and closing.due_on is not None:
        values[Blank.NEXT] = f"{bricks.bare(closing.next_step, 300)} ({words.long_date(closing.due_on)})"
    return values
