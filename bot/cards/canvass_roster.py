"""Who comes to a session, page by page, and the list of sessions."""

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import bare_name, look_of, look_of_line, name_of, person, slots, when
from bot.cards.canvass_answers import told_tags
from bot.cards.canvass_manage import back_row, page_buttons
from bot.cards.mentions import Mentions
from bot.words import Words
from db.facts import CanvassFacts, CanvassLine, SignupState, Standing

ROSTER_ROOM = 3200  # characters for the people on one page
LIST_PAGE = 10

ORDER = (SignupState.IN, SignupState.OFFERED, SignupState.WAITING, SignupState.MAYBE, SignupState.CANT)
# What everyone may see of a session is what its card shows: names, and how many cannot come.
PUBLIC = ORDER[:4]


# ---- the roster --------------------------------------------------------------------------------------


def roster(facts: CanvassFacts, page: int, words: Words, *, now: datetime, leads: bool) -> ui.LayoutView:
    """One page of a session's people by state; notes, who was told, and who cannot come, only for those who lead it."""
    pages = roster_pages(facts, words, leads=leads)
    page = min(max(page, 0), len(pages) - 1)
    look = look_of(facts, now)
    head = (
        f"### {words('canvass.roster.title', name=name_of(facts, words))}\n"
        f"{look.sign} **{words(look.key)}** · {slots(facts.taken, facts.plan.capacity, words)}\n"
        f"🗓️ {when(facts.plan, words)}"
    )
    steps = page_buttons(lambda to: ids.CANVASS_ROSTER(canvass=facts.id, page=to), page, len(pages))
    number = words("canvass.page", page=page + 1, pages=len(pages)) if len(pages) > 1 else None
    rows = [back_row(facts.id, words, *steps)] if leads else [kit.row(*steps)] if steps else []
    return kit.card(head, kit.rule(), pages[page], f"-# {number}" if number else None, *rows, accent=look.accent)


def roster_pages(facts: CanvassFacts, words: Words, *, leads: bool) -> list[str]:
    """The people's lines, cut into pages that fit; each page begins with the heading that goes on there."""
    pages: list[list[str]] = [[]]
    room = ROSTER_ROOM
    for state in ORDER if leads else PUBLIC:
        people = facts.those(state)
        heading = words.n(f"canvass.roster.{state.value}", len(people))
        for turn, standing in enumerate(people, 1):
            text = _line(standing, turn, words, leads=leads)
            # 400 characters hold any heading; a page never ends with one.
            if room < len(text) + 400:
                pages.append([])
                room = ROSTER_ROOM
            if turn == 1 or not pages[-1]:
                pages[-1].append(f"\n{heading}" if pages[-1] else heading)
                room -= len(heading) + 2
            pages[-1].append(text)
            room -= len(text) + 1
    return ["\n".join(lines) for lines in pages if lines] or [words("canvass.people.none")]


def _line(standing: Standing, turn: int, words: Words, *, leads: bool) -> str:
    number = f"{turn}\\. " if standing.state is SignupState.WAITING else "• "
    parts = [f"{number}**{person(standing)}**"]
    if told := told_tags(standing, words):
        parts.append(told)
    if standing.state is SignupState.OFFERED and standing.offered_until:
        parts.append(words("canvass.roster.until", until=kit.stamp(standing.offered_until, "R")))
    if standing.confirm:
        parts.append(words("canvass.roster.asked_again"))
    if leads and standing.told_at is not None:
        parts.append(words("canvass.roster.told"))
    if leads and (note := kit.plain(standing.note, 210)):
        parts.append(words("canvass.roster.note", note=note))
    return " · ".join(parts)


# ---- the list ----------------------------------------------------------------------------------------


def sessions(lines: Sequence[CanvassLine], page: int, words: Words) -> ui.LayoutView:
    """Coming sessions with their state and the reader's own standing; one can be opened."""
    pages = (len(lines) + LIST_PAGE - 1) // LIST_PAGE
    page = min(max(page, 0), pages - 1)
    shown = lines[page * LIST_PAGE : (page + 1) * LIST_PAGE]
    options = [
        kit.option(bare_name(one.name, words), str(one.id), about=words.day(one.starts_at, one.zone)) for one in shown
    ]
    chooser = kit.select(ids.CANVASS_SHOW(), options, words("canvass.list.open"))
    steps = page_buttons(lambda to: ids.CANVASS_LIST(page=to), page, pages)
    number = f"-# {words('canvass.page', page=page + 1, pages=pages)}" if pages > 1 else None
    return kit.card(
        f"### {words('canvass.list.title')}",
        "\n".join(_entry(one, words) for one in shown),
        number,
        kit.row(chooser),
        kit.row(*steps) if steps else None,
        accent=kit.GREEN,
    )


def _entry(one: CanvassLine, words: Words) -> str:
    name = kit.plain(one.name, 90) or words("canvass.unnamed")
    mine = words(f"canvass.mine.{one.mine.value}") if one.mine else words("canvass.mine.none")
    look, start, relative = look_of_line(one), kit.stamp(one.starts_at), kit.stamp(one.starts_at, "R")
    state = f"{look.sign} {words(look.key)} · {slots(one.taken, one.capacity, words)}"
    return f"**{name}** · {state}\n{start} ({relative})\n-# {mine}"


def no_sessions(words: Words, mentions: Mentions, *, organizer: bool, channel_id: int | None) -> ui.LayoutView:
    """Nothing is planned, and what to do next."""
    if organizer:
        return kit.note(words("canvass.list.empty_organizer", plan=mentions("canvass_plan", words)))
    where = f"<#{channel_id}>" if channel_id else words("canvass.list.here")
    return kit.note(words("canvass.list.empty", channel=where))
