"""The forms of the prep room: which texts each holds, and what is said where two people wrote at once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, Text
from bot.cards.meetings import named
from bot.words import Words
from db.facts.meetings import LINE_MOST, NOTES_MOST, PREP_TEXT_MOST, Change, Clash, MeetingFacts, Section
from db.facts.prospects import SOURCE_MOST

AGREE_FORM = Form(
    id=ids.MEETING_AGREE_FORM,
    title="meeting.agree_form.title",
    fields=(
        Text("ask", "meeting.agree_form.ask", most=LINE_MOST, tall=True, hint=True, like=True),
        Text("step", "meeting.agree_form.step", most=LINE_MOST, tall=True, hint=True, like=True),
        Text("first", "meeting.agree_form.first", most=LINE_MOST, tall=True, hint=True, like=True),
        Text("second", "meeting.agree_form.second", most=LINE_MOST, tall=True),
        Text("third", "meeting.agree_form.third", most=LINE_MOST, tall=True, hint=True),
    ),
)
THEM_FORM = Form(
    id=ids.MEETING_THEM_FORM,
    title="meeting.them_form.title",
    fields=(
        Text("thanks", "meeting.them_form.thanks", most=LINE_MOST, tall=True, hint=True, like=True),
        Text("source", "meeting.them_form.source", most=SOURCE_MOST, hint=True),
        Text("win", "meeting.them_form.win", most=LINE_MOST, tall=True, hint=True, like=True),
        Text("credit", "meeting.them_form.credit", most=LINE_MOST, tall=True, hint=True, like=True),
    ),
)
NOTES_FORM = Form(
    id=ids.MEETING_NOTES_FORM,
    title="meeting.notes_form.title",
    warning="meeting.warning",
    fields=(Text("notes", "meeting.notes_form.notes", most=NOTES_MOST, tall=True, hint=True),),
)
FACT_FORM = Form(
    id=ids.MEETING_FACT_FORM,
    title="meeting.fact_form.title",
    warning="meeting.warning",
    fields=(
        Text("text", "meeting.fact_form.text", most=LINE_MOST, tall=True, required=True, like=True),
        Text("more", "meeting.fact_form.more", most=SOURCE_MOST, required=True, hint=True, like=True),
    ),
)
NO_FORM = Form(
    id=ids.MEETING_NO_FORM,
    title="meeting.no_form.title",
    fields=(
        Text("text", "meeting.no_form.text", most=LINE_MOST, tall=True, required=True, like=True),
        Text("more", "meeting.no_form.more", most=LINE_MOST, tall=True, hint=True),
    ),
)
TASK_MOST = PREP_TEXT_MOST


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field of a form stands in the room: the n-th line of a section, and the field of its source."""

    section: Section
    number: int = 0
    more: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that holds several lines, each in its place."""

    what: str
    form: Form
    places: Mapping[str, Place]

    def typed(self, facts: MeetingFacts) -> dict[str, str]:
        """What the form shows, as the room stands."""
        typed = {}
        for name, place in self.places.items():
            lines = facts.of(place.section)
            line = lines[place.number] if place.number < len(lines) else None
            typed[name] = line.text if line else ""
            if place.more:
                typed[place.more] = line.more if line else ""
            typed[f"{name}#"] = f"{line.id}.{line.version}" if line else ""
        return typed

    def changes(self, seen: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, Change]:
        """What somebody wrote over what they had seen; what they left alone may be changed by others meanwhile."""
        found = {}
        for name, place in self.places.items():
            fields = [name, place.more] if place.more else [name]
            if any(typed.get(field, "").strip() != seen.get(field, "").strip() for field in fields):
                number, _, version = seen.get(f"{name}#", "").partition(".")
                more = typed.get(place.more, "") if place.more else ""
                line, seen_as = (int(number), int(version)) if number else (None, None)
                found[name] = Change(place.section, typed.get(name, ""), more, line, seen_as, place.number)
        return found

    def over(self, clashes: Sequence[Clash], changes: Mapping[str, Change]) -> dict[str, str]:
        """Of what was written, that which was not saved because somebody else was faster."""
        lost = [clash.change for clash in clashes]
        kept: dict[str, str] = {}
        for name, change in changes.items():
            if change in lost:
                kept[name] = change.text
                if more := self.places[name].more:
                    kept[more] = change.more
        return kept


def mark_of(seen: Mapping[str, str]) -> str:
    """A short name of what a form showed, by which what was seen is found again when it comes back."""
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:12]


SHEETS = {
    "agree": Sheet(
        "agree",
        AGREE_FORM,
        {
            "ask": Place(Section.ASK),
            "step": Place(Section.STEP),
            "first": Place(Section.MESSAGES),
            "second": Place(Section.MESSAGES, 1),
            "third": Place(Section.MESSAGES, 2),
        },
    ),
    "them": Sheet(
        "them",
        THEM_FORM,
        {
            "thanks": Place(Section.THANKS, more="source"),
            "win": Place(Section.WIN),
            "credit": Place(Section.CREDIT),
        },
    ),
    "notes": Sheet("notes", NOTES_FORM, {"notes": Place(Section.NOTES)}),
}


def clash(facts: MeetingFacts, what: str, clashes: Sequence[Clash], words: Words) -> ui.LayoutView:
    """Somebody else wrote at the same moment: both texts, and what can be done. Nothing of either is lost."""
    room = 2600 // max(1, 4 * len(clashes))
    mine = ids.MEETING_WRITE(meeting=facts.id, what=what)
    leave = ids.MEETING_LEAVE(meeting=facts.id, what=what)
    return kit.card(
        f"⚠️ **{words('meeting.clash')}**\n{words('meeting.clash.about')}",
        *(_both(one, room, words) for one in clashes),
        kit.row(
            kit.button(words("meeting.button.mine"), mine, discord.ButtonStyle.primary, emoji="✏️"),
            kit.button(words("meeting.button.theirs"), leave, emoji="👍"),
        ),
        accent=kit.YELLOW,
    )


def _both(one: Clash, most: int, words: Words) -> str:
    part = words(f"meeting.part.{one.change.section.value}")
    who = named(one.name, words, 30)
    theirs = _quote(one.text, one.more, most) if one.text else f"> {words('meeting.clash.gone')}"
    mine = _quote(one.change.text, one.change.more, most) if one.change.text else f"> {words('meeting.clash.emptied')}"
    there = words("meeting.clash.theirs", who=who) if one.text else words("meeting.clash.now")
    return f"**{part}**\n{there}\n{theirs}\n{words('meeting.clash.mine')}\n{mine}"


def _quote(text: str, more: str, most: int) -> str:
    shown = kit.prose(text, most).replace("\n", "\n> ")
    beside = kit.plain(more, most)
    return f"> {shown}" + (f"\n-# {beside}" if beside else "")
