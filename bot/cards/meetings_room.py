"""The prep room, as those who go and those who lead see it: page by page, each with what can be written there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.meetings import look_of, name_of, named, people, progress, roles_of, tick, when
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import Words
from db.facts.meetings import LINES_MOST, Attendee, Line, MeetingFacts, Section
from db.facts.playbooks import MESSAGES_MOST, AgendaItem, Role
from db.facts.prospects import Research

Row = ui.ActionRow[ui.LayoutView]

HOME, AGREE, THEM, FACTS, NOES, PEOPLE, NOTES, READ = (
    "home", "agree", "them", "facts", "noes", "people", "notes", "read",
)  # fmt: skip
VIEWS = (HOME, AGREE, THEM, FACTS, NOES, PEOPLE, NOTES, READ)
_SIGNS = {
    HOME: "📂", AGREE: "🎯", THEM: "🌷", FACTS: "📍", NOES: "🛡️", PEOPLE: "👥", NOTES: "🗒️", READ: "🔎",
}  # fmt: skip
LINES_OF = {FACTS: Section.FACTS, NOES: Section.NOES}
PARTS_OF = {
    AGREE: (Section.MESSAGES, Section.ASK, Section.STEP),
    THEM: (Section.THANKS, Section.WIN, Section.CREDIT),
    NOTES: (Section.NOTES,),
}
ROOM = 2900  # characters of a page's own texts
SPEAKERS = 2  # by name, of those who have the same role
AT_HOME = 170  # characters of a text on the first page


@dataclass(frozen=True, slots=True)
class Idea:
    """A text of the playbook to begin from: its key, what it is, and for a likely no the answer."""

    key: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A page of the room for its reader. said is what was done just now."""

    facts: MeetingFacts
    view: str
    reader_id: int
    now: datetime
    leads: bool = False
    ideas: Sequence[Idea] = ()
    research: Sequence[Research] = ()
    questions: dict[str, str] = field(default_factory=dict)
    agenda: Sequence[AgendaItem] = ()
    learned: str = ""
    said: str = ""

    @property
    def me(self) -> Attendee | None:
        """The reader, if they go."""
        return self.facts.attendee(self.reader_id)

    @property
    def open(self) -> bool:
        """Whether anything can still be written."""
        return not self.facts.over


def page(room: Room, words: Words) -> ui.LayoutView:
    """One page, with the way to the others."""
    facts, look = room.facts, look_of(room.facts.state)
    head = f"### {KIND_SIGNS[facts.kind]} {words('meeting.room.title', name=name_of(facts, words))}"
    state = f"{look.sign} **{words(look.key)}** · 🗓️ {when(facts.plan, words)}"
    painted = {HOME: _home, FACTS: _lines, NOES: _lines, PEOPLE: _people, READ: _read}.get(room.view, _parts)
    return kit.card(
        room.said,
        f"{head}\n{state}",
        kit.rule(),
        *painted(room, words),
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
            emoji=_SIGNS[view],
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


def _head(view: str, words: Words) -> str:
    return f"**{_SIGNS[view]} {words(f'meeting.view.{view}')}**\n-# {words(f'meeting.view.{view}.about')}"


# ---- the first page: all at a glance -------------------------------------------------------------------


def _home(room: Room, words: Words) -> Iterator[kit.Block]:
    facts = room.facts
    if facts.ahead:
        yield progress(facts, words)
    glance = "\n".join(_glance(facts, words))
    yield glance or words("meeting.room.empty")
    yield room.learned[:900] or None
    if room.open:
        yield kit.row(_write(facts.id, AGREE, words, primary=True), _write(facts.id, THEM, words), _tasks(facts, words))
    else:
        yield kit.row(_tasks(facts, words))


def _glance(facts: MeetingFacts, words: Words) -> Iterator[str]:
    for section in (Section.THANKS, Section.MESSAGES, Section.ASK, Section.STEP, Section.WIN, Section.CREDIT):
        if lines := facts.of(section):
            told = " / ".join(kit.plain(line.text, AT_HOME) for line in lines)
            yield f"**{words(f'meeting.part.{section.value}')}:** {told}"


def _tasks(facts: MeetingFacts, words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(words("meeting.button.tasks"), ids.MEETING_TASKS(meeting=facts.id), emoji="🙋")


def _write(id_: int, what: str, words: Words, *, primary: bool = False) -> ui.Button[ui.LayoutView]:
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return kit.button(words(f"meeting.button.{what}"), ids.MEETING_WRITE(meeting=id_, what=what), style, emoji="✏️")


# ---- pages of parts ------------------------------------------------------------------------------------


def _parts(room: Room, words: Words) -> Iterator[kit.Block]:
    facts, view = room.facts, room.view
    parts = PARTS_OF[view]
    yield _head(view, words)
    share = min(800, ROOM // max(1, sum(max(1, len(facts.of(part))) for part in parts)))
    yield "\n".join(_part(facts, part, share, words) for part in parts)
    if room.open:
        yield kit.row(_write(facts.id, view, words, primary=True))
        if room.ideas and view != NOTES:
            yield _ideas(room, words)


def _part(facts: MeetingFacts, section: Section, most: int, words: Words) -> str:
    lines, head = facts.of(section), f"**{words(f'meeting.part.{section.value}')}**"
    if section is Section.MESSAGES:
        head += f" · {words('meeting.room.of_most', n=len(lines), most=MESSAGES_MOST)}"
    if not lines:
        needed = section in {*facts.missing}
        return f"{tick(False)} {head}\n-# {words('meeting.room.needed' if needed else 'meeting.room.nothing')}"
    several = len(lines) > 1
    told = (_quoted(line, most, words, number if several else 0) for number, line in enumerate(lines, 1))
    return f"{tick(section not in facts.missing)} {head}\n" + "\n".join(told)


def _quoted(line: Line, most: int, words: Words, number: int = 0) -> str:
    text = (f"**{number}.** " if number else "") + kit.prose(line.text, most).replace("\n", "\n> ")
    more = kit.plain(line.more, 220) if line.section is Section.THANKS else ""
    by = f" · {named(line.by_name, words, 30)}" if line.by_name else ""
    source = f"\n-# {words('meeting.room.source', source=more)}{by}" if more else ""
    return f"> {text}{source}"


def _ideas(room: Room, words: Words) -> Row:
    options = [kit.option(kit.bare(idea.text, 95), idea.key) for idea in room.ideas[:25]]
    chooser = ids.MEETING_IDEA(meeting=room.facts.id, view=room.view)
    return kit.row(kit.select(chooser, options, words("meeting.room.ideas")))


def idea(facts: MeetingFacts, view: str, shown: Idea, words: Words) -> ui.LayoutView:
    """A text of the playbook in full, to be used as a start."""
    use = ids.MEETING_USE(meeting=facts.id, view=view, key=shown.key)
    back = ids.MEETING_ROOM(meeting=facts.id, view=view)
    answer = kit.prose(shown.more, 1200)
    return kit.card(
        f"💡 **{words('meeting.room.idea')}**",
        f"> {kit.prose(shown.text, 600)}",
        f"**{words('meeting.room.answer')}**\n> {answer}" if answer else None,
        f"-# {words('meeting.room.own_words')}",
        kit.row(
            kit.button(words("meeting.button.use"), use, discord.ButtonStyle.primary, emoji="✏️"),
            kit.button(words("canvass.button.back"), back, emoji="↩️"),
        ),
        accent=kit.BLURPLE,
    )


# ---- pages of lines: local facts, likely no's ----------------------------------------------------------


def _lines(room: Room, words: Words) -> Iterator[kit.Block]:
    facts, view = room.facts, room.view
    section = LINES_OF[view]
    lines = facts.of(section)
    yield _head(view, words)
    share = min(500, ROOM // max(1, len(lines)))
    shown = (_line(line, number, share, words) for number, line in enumerate(lines, 1))
    yield fitted(shown, len(lines), words, ROOM, "\n") if lines else f"-# {words('meeting.room.nothing')}"
    if not room.open:
        return
    if len(lines) < LINES_MOST:
        yield kit.row(_write(facts.id, f"{view}.0", words, primary=True))
    if lines:
        options = [kit.option(f"{n}. {kit.bare(line.text, 90)}", str(line.id)) for n, line in enumerate(lines, 1)]
        chooser = ids.MEETING_LINE(meeting=facts.id, section=view)
        yield kit.row(kit.select(chooser, options, words("meeting.room.change_line")))
    if room.ideas and len(lines) < LINES_MOST:
        yield _ideas(room, words)


def _line(line: Line, number: int, most: int, words: Words) -> str:
    half = max(40, most // 2)
    key = "meeting.room.source" if line.section is Section.FACTS else "meeting.room.we_say"
    more = kit.plain(line.more, half)
    told = f"**{number}.** {kit.plain(line.text, half)}"
    return f"{told}\n-# {words(key, source=more)}" if more else told


def one_line(facts: MeetingFacts, view: str, line: Line, words: Words) -> ui.LayoutView:
    """One local fact, or one likely no: change it or take it out."""
    off = ids.MEETING_LINE_OFF(meeting=facts.id, line=line.id, version=line.version)
    write = ids.MEETING_WRITE(meeting=facts.id, what=f"{view}.{line.id}")
    return kit.card(
        _head(view, words),
        f"> {kit.prose(line.text, 1200)}",
        f"{words('meeting.room.source' if view == FACTS else 'meeting.room.we_say', source=kit.prose(line.more, 1200))}"
        if line.more
        else None,
        kit.row(
            kit.button(words("meeting.button.change"), write, discord.ButtonStyle.primary, emoji="✏️"),
            kit.button(words("meeting.button.off"), off, emoji="🗑️"),
            kit.button(words("canvass.button.back"), ids.MEETING_ROOM(meeting=facts.id, view=view), emoji="↩️"),
        ),
        accent=kit.BLURPLE,
    )


# ---- who goes ------------------------------------------------------------------------------------------


def _people(room: Room, words: Words) -> Iterator[kit.Block]:
    facts = room.facts
    yield _head(PEOPLE, words)
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


def _bare(one: Attendee, words: Words) -> str:
    return kit.bare(one.name, 80) or words("canvass.somebody")


def _doing(one: Attendee, words: Words) -> str:
    return roles_of(one, words) or words("meeting.people.no_role")


# ---- what was found out, and the running order -----------------------------------------------------------


def _read(room: Room, words: Words) -> Iterator[kit.Block]:
    yield _head(READ, words)
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
