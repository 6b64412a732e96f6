"""A meeting as a calendar file: `.ics`, which every phone and calendar can take in."""

import re
import unicodedata
from datetime import UTC, datetime

from discord import ui
from icalendar import Calendar, Event

from bot.cards import kit
from bot.cards.meetings import bare_name, jump, name_of, told_elsewhere
from bot.words import Words
from db.facts.meetings import MeetingFacts, MeetingState


def calendar_file(facts: MeetingFacts, words: Words, *, now: datetime) -> bytes:
    """The meeting as one event; a later file takes the place of an earlier one, that of one called off removes it.

    Times are in UTC, so that every calendar shows them in its own zone.
    """
    off = facts.state is MeetingState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//TocToc//meeting//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if off else "PUBLISH")
    calendar.add_component(_event(facts, words, now, off=off))
    return bytes(calendar.to_ical())


def _event(facts: MeetingFacts, words: Words, now: datetime, *, off: bool) -> Event:
    event = Event()
    event.add("uid", f"meeting-{facts.team_id}-{facts.id}@toctoc")
    event.add("sequence", facts.version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", facts.plan.starts_at.astimezone(UTC))
    event.add("dtend", facts.plan.ends_at.astimezone(UTC))
    event.add("summary", words("meeting.title", name=bare_name(facts.prospect_name, words)))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    if place := kit.bare(facts.plan.place, 150):
        event.add("location", place)
    event.add("description", "\n".join(told_elsewhere(facts, words)))
    if link := jump(facts):
        event.add("url", link)
    return event


def file_name(facts: MeetingFacts, end: str = "ics") -> str:
    """A name for a file that every system takes: plain letters, no blanks."""
    letters = unicodedata.normalize("NFKD", facts.prospect_name.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    return f"toctoc-{slug or 'meeting'}.{end}"


def calendar_note(facts: MeetingFacts, file: str, words: Words) -> ui.LayoutView:
    """The file, and what to do with it."""
    holder: ui.File[ui.LayoutView] = ui.File(f"attachment://{file}")
    return kit.note(words("canvass.calendar.here", name=name_of(facts, words)), holder)
