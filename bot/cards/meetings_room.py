"""The prep room, as those who go and those who lead see it: page by page, each with what can be written there."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.meetings import look_of, name_of, named, people, progress, roles_of, when
from bot.cards.meetings_pages import (
    AGREE,
    FACTS,
    HOME,
    LINES_OF,
    NOES,
    PARTS_OF,
    PEOPLE,
    READ,
    SIGNS,
    THEM,
    VIEWS,
    Room,
    page_head,
)
from bot.cards.meetings_written import lines_page, parts_page, write_button
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import Words
from db.facts.meetings import Attendee, MeetingFacts, Section
from db.facts.playbooks import AgendaItem, Role
from db.facts.prospects import Research

Row = ui.ActionRow[ui.LayoutView]

SPEAKERS = 2  # by name, of those who have the same role
AT_HOME = 170  # characters of a text on the first page


def page(room: Room, words: Words) -> ui.LayoutView:
    """One page, with the way to the others."""
    facts, look = room.facts, look_of(room.facts.state)
    head = f"### {KIND_SIGNS[facts.kind]} {words('meeting.room.title', name=name_of(facts, words))}"
    state = f"{look.sign} **{words(look.key)}** · 🗓️ {when(facts.plan, words)}"
    pages = {HOME: _home, FACTS: lines_page, NOES: lines_page, PEOPLE: _people, READ: _read}
    return kit.card(
        room.said,
        f"{head}\n{state}",
        kit.rule(),
        *pages.get(room.view, parts_page)(room, words),
        _ways(room, words),
        accent=look.accent,
    )


def _ways(room: Room, words: Words) -> Row:
    """The way to every page, with how full it is."""
    options = [
        kit.option(
            words(f"meeting.view.{view}"),
            view,
            about=_how_full(room.facts, view, words),
            emoji=SIGNS[view],
            chosen=view == room.view,
        )
        for view in VIEWS
    ]
    return kit.row(kit.select(ids.MEETING_ROOM_TO(meeting=room.facts.id), options, words("meeting.room.to")))


def _how_full(facts: MeetingFacts, view: str, words: Words) -> str:
    if view in PARTS_OF:
        parts = [words(f"meeting.part.{part.value}") for part in PARTS_OF[view] if not facts.of(part)]
        return words("meeting.room.left", parts=words.all_of(parts)) if parts else words("meeting.room.written")
    if view in LINES_OF:
        return words.n(f"meeting.count.{view}", len(facts.of(LINES_OF[view])))
    return words(f"meeting.view.{view}.about")


# ---- the first page: all at a glance -------------------------------------------------------------------


def _home(room: Room, words: Words) -> Iterator[kit.Block]:
    facts = room.facts
    if facts.ahead:
        yield progress(facts, words)
    glance = "\n".join(_glance(facts, words))
    yield glance or words("meeting.room.empty")
    yield room.learned[:900] or None
    if room.open:
        agree, them = write_button(facts.id, AGREE, words, primary=True), write_button(facts.id, THEM, words)
        yield kit.row(agree, them, _tasks(facts, words))
    else:
        yield kit.row(_tasks(facts, words))


def _glance(facts: MeetingFacts, words: Words) -> Iterator[str]:
    for section in (Section.THANKS, Section.MESSAGES, Section.ASK, Section.STEP, Section.WIN, Section.CREDIT):
        if lines := facts.of(section):
            told = " / ".join(kit.plain(line.text, AT_HOME) for line in lines)
            yield f"**{words(f'meeting.part.{section.value}')}:** {told}"


def _tasks(facts: MeetingFacts, words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(words("meeting.button.tasks"), ids.MEETING_TASKS(meeting=facts.id), emoji="🙋")


# ---- who goes ------------------------------------------------------------------------------------------


def _people(room: Room, words: Words) -> Iterator[kit.Block]:
    facts = room.facts
    yield page_head(PEOPLE, words)
    yield people(facts, words, head=False)
    if not facts.ahead:
        return
    if facts.attendees:
        options = [
            kit.option(
                kit.bare(one.name, 80) or words("canvass.somebody"), str(one.person_id), about=_doing(one, words)
            )
            for one in facts.attendees[:25]
        ]
        yield kit.row(kit.select(ids.MEETING_WHO(meeting=facts.id), options, words("meeting.people.who")))
    if room.leads:
        yield kit.row(
            ui.UserSelect(custom_id=ids.MEETING_GO(meeting=facts.id), placeholder=words("meeting.people.add")[:150])
        )


def _doing(one: Attendee, words: Words) -> str:
    return roles_of(one, words) or words("meeting.people.no_role")


# ---- what was found out, and the running order -----------------------------------------------------------


def _read(room: Room, words: Words) -> Iterator[kit.Block]:
    yield page_head(READ, words)
    found = [_found(one, room.questions, words) for one in room.research]
    yield fitted(found, len(found), words, 1700, "\n") if found else f"-# {words('meeting.read.nothing')}"
    yield f"**{words('meeting.read.order')}**\n" + "\n".join(_agenda(room.facts, room.agenda, words))
    if room.me is not None and room.open:
        if room.me.read:
            yield f"📖 {words('meeting.read.done')}"
        else:
            read = ids.MEETING_READ_IT(meeting=room.facts.id)
            yield kit.row(kit.button(words("meeting.button.read"), read, discord.ButtonStyle.success, emoji="📖"))


def _found(one: Research, questions: dict[str, str], words: Words) -> str:
    asked = kit.plain(questions.get(one.question, ""), 110)
    head = f"**{asked}**\n" if asked else ""
    source = f"\n-# {words('meeting.room.source', source=kit.plain(one.source, 200))}" if one.source else ""
    return f"{head}{kit.plain(one.note, 400)}{source}"


def _agenda(facts: MeetingFacts, agenda: Sequence[AgendaItem], words: Words) -> Iterator[str]:
    for number, item in enumerate(agenda, 1):
        yield words(
            "meeting.read.item", number=number, minutes=item.minutes, who=speaker(facts, item.role, words),
            text=kit.plain(item.text, 90),
        )  # fmt: skip


def speaker(facts: MeetingFacts, role: Role, words: Words) -> str:
    """Who does this, by name; else that somebody is needed who does."""
    names = [named(one.name, words, 25) for one in facts.who(role)]
    if len(names) > SPEAKERS:
        return fitted(names[:SPEAKERS], len(names), words, 100, ", ")
    return words.all_of(names) if names else words(f"meeting.needs.{role.value}")
