"""The day of a meeting: the pocket card, the calendar file, and what is on today."""

import io
from functools import partial

import discord

from bot import ids
from bot.cards import meetings as cards
from bot.cards import meetings_day as day
from bot.cards.meetings_calendar import calendar_file, calendar_note, file_name
from bot.presses import follow, press
from bot.trips import Trip
from bot.words.blanks import Blank, fill
from cogs.meetings.room import playbook_of
from cogs.meetings.rules import read_facts, read_room
from db import meetings
from db.facts.meetings import MeetingFacts
from db.refusals import Gone, MeetingOff

# What a chosen meeting is chosen for.
_DEEDS = {
    "prep": ids.MEETING_OPEN,
    "evaluate": ids.MEETING_REVIEW,
    "close": ids.MEETING_CLOSE,
    "today": ids.MEETING_POCKET,
}
_OF_A_NUDGE = {"evaluate", "today"}


@press(ids.MEETING_POCKET)
async def pocket(begun: Trip, meeting: int, nudge: int = 0) -> None:  # noqa: ARG001 - the courier's mark
    """*Pocket card*: all of it for those who go and lead; Discord shows it to them alone."""
    facts = await read_room(begun, meeting)
    if facts.reason or (facts.over and not facts.held_at):
        raise MeetingOff
    book = await playbook_of(begun, facts)
    values = {Blank.CAMPAIGN: begun.team.campaign, Blank.TOWN: begun.team.town}
    texts = {item.key: fill(item.text, values) for item in book.agenda}
    about = day.Pocket(book.agenda, texts, begun.actor.person_id)
    await begun.show(day.pocket(facts, about, begun.words))


@press(ids.MEETING_CALENDAR)
async def calendar(begun: Trip, meeting: int) -> None:
    """The meeting as a file for any calendar."""
    facts = await read_facts(begun, meeting)
    name = file_name(facts)
    file = discord.File(io.BytesIO(calendar_file(facts, begun.words, now=begun.now)), name)
    await begun.say(calendar_note(facts, name, begun.words), file)


@press(ids.MEETING_DAY)
async def today(begun: Trip) -> None:
    """`/meeting today`: one's own pocket card; of several meetings, which; of none, what comes next."""
    lines = await begun.read(partial(meetings.today, actor=begun.actor, now=begun.now))
    mine = [line for line in lines if line.mine]
    if not lines:
        coming = await begun.read(partial(meetings.coming, actor=begun.actor))
        ahead = [line for line in coming if line.starts_at > begun.now]
        await begun.show(day.none_today(ahead, begun.words))
    elif len(lines) == 1 or len(mine) == 1:
        await _one(begun, (mine or lines)[0].id)
    else:
        await begun.show(cards.choose("today", lines, begun.words, head=begun.words("meeting.today")))


async def _one(begun: Trip, meeting_id: int) -> None:
    facts: MeetingFacts = await read_facts(begun, meeting_id)
    if facts.private:
        await pocket(begun, meeting_id, 0)
    else:
        await begun.show(day.alone(facts, begun.words, now=begun.now))


@press(ids.MEETING_WHICH)
async def which(begun: Trip, deed: str) -> None:
    """One that was chosen from several."""
    chosen = begun.typed["values"]
    if deed not in _DEEDS or not chosen.isdecimal():
        raise Gone
    number = int(chosen[:10])
    if deed == "today":
        await _one(begun, number)
        return
    more = {"nudge": 0} if deed in _OF_A_NUDGE else {}
    await follow(begun, _DEEDS[deed], meeting=number, **more)
