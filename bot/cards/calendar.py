"""A session as a calendar file: `.ics`, which every phone and calendar can take in."""

import re
import unicodedata
from datetime import UTC, datetime

from icalendar import Calendar, Event

from bot.cards import kit
from bot.cards.canvass import bare_name, jump, told_elsewhere
from bot.words import Words
from db.facts import CanvassFacts, CanvassState


def calendar_file(facts: CanvassFacts, words: Words, *, now: datetime) -> bytes:
    """The session as one event; a later file takes the place of an earlier one, that of a cancelled session removes it.

    Times are in UTC, so that every calendar shows them in its own zone, whatever the session's.
    """
    cancelled = facts.state is CanvassState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//TocToc//canvass//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(_event(facts, words, now, cancelled=cancelled))
    return bytes(calendar.to_ical())


def _event(facts: CanvassFacts, words: Words, now: datetime, *, cancelled: bool) -> Event:
    event = Event()
    event.add("uid", f"canvass-{facts.team_id}-{facts.id}@toctoc")
    event.add("sequence", facts.version + cancelled)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", facts.plan.starts_at.astimezone(UTC))
    event.add("dtend", facts.plan.ends_at.astimezone(UTC))
    event.add("summary", bare_name(facts.name, words))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if place := kit.bare(facts.plan.meet_place, 150):
        event.add("location", place)
    event.add("description", "\n".join(told_elsewhere(facts, words)))
    if link := jump(facts):
        event.add("url", link)
    return event


def file_name(facts: CanvassFacts) -> str:
    """A name for the file that every system takes: plain letters, no blanks."""
    letters = unicodedata.normalize("NFKD", facts.name.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    return f"toctoc-{slug or 'canvass'}.ics"
