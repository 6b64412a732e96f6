"""What is written in a prep room: texts for the parts of a meeting, local facts and likely no's, and ideas for them."""

from collections.abc import Iterator

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.meetings import named, tick
from bot.cards.meetings_pages import FACTS, LINES_OF, NOTES, PARTS_OF, Idea, Room, page_head
from bot.words import Words
from db.facts.meetings import LINES_MOST, Line, MeetingFacts, Section
from db.facts.playbooks import MESSAGES_MOST

Row = ui.ActionRow[ui.LayoutView]

ROOM = 2900  # characters of a page's own texts


def write_button(id_: int, what: str, words: Words, *, primary: bool = False) -> ui.Button[ui.LayoutView]:
    """To the form for what is written there."""
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return kit.button(words(f"meeting.button.{what}"), ids.MEETING_WRITE(meeting=id_, what=what), style, emoji="✏️")


# ---- pages of parts ------------------------------------------------------------------------------------


def parts_page(room: Room, words: Words) -> Iterator[kit.Block]:
    """Texts of several parts, and ideas for them."""
    facts, view = room.facts, room.view
    parts = PARTS_OF[view]
    yield page_head(view, words)
    share = min(800, ROOM // max(1, sum(max(1, len(facts.of(part))) for part in parts)))
    yield "\n".join(_part(facts, part, share, words) for part in parts)
    if room.open:
        yield kit.row(write_button(facts.id, view, words, primary=True))
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


def lines_page(room: Room, words: Words) -> Iterator[kit.Block]:
    """Local facts, or likely no's, each with what belongs to it."""
    facts, view = room.facts, room.view
    section = LINES_OF[view]
    lines = facts.of(section)
    yield page_head(view, words)
    share = min(500, ROOM // max(1, len(lines)))
    shown = (_line(line, number, share, words) for number, line in enumerate(lines, 1))
    yield fitted(shown, len(lines), words, ROOM, "\n") if lines else f"-# {words('meeting.room.nothing')}"
    if not room.open:
        return
    if len(lines) < LINES_MOST:
        yield kit.row(write_button(facts.id, f"{view}.0", words, primary=True))
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
        page_head(view, words),
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
