"""All prospects: the board by kind and stage, and lists from which one is opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass_manage import page_buttons
from bot.cards.prospect_shown import Button, Row
from bot.cards.prospect_words import (
    KIND_SIGNS,
    STAGE_SIGNS,
    bare_name,
    kinds_of,
    line_of,
    option_about,
    stage_of,
)
from bot.words import Words
from db.facts.playbooks import Kind, Playbook
from db.facts.prospects import OPEN_STAGES, BoardCell, Pipeline, ProspectLine, ProspectPage, Stage

ALL: Final = "all"
EVERY, MINE, STUCK, OPEN, REST = "every", "mine", "stuck", "open", "rest"
VIEWS = {EVERY: "🗂️", OPEN: "🧭", MINE: "🙋", STUCK: "⏳", REST: "🌙"}
STUCK_SHOWN = 5  # with their names; the list of the stuck has all


# ---- the board ---------------------------------------------------------------------------------------


def board(found: Pipeline, suggested: Playbook | None, words: Words, *, organizer: bool) -> ui.LayoutView:
    """How many of each kind are where, what is stuck, and whom nobody has thought of."""
    if not found.cells:
        return _empty(words, organizer=organizer)
    lines = [_kind_line(kind, found, words) for kind in Kind]
    return kit.card(
        f"### 🗺️ {words('prospect.board.title')}\n{_head(found, words)}",
        "\n".join(lines),
        f"-# {_legend(found, words)}",
        _stuck(found, words),
        _suggestion(found.neglected, suggested, words),
        kit.row(kit.select(ids.PROSPECT_LIST_KIND(), _kinds(found, words), words("prospect.board.choose"))),
        kit.row(*_views(words, MINE, STUCK, REST)),
        _below(words, found.neglected),
        accent=kit.YELLOW if found.stuck else kit.BLURPLE,
    )


def _counts(cells: Sequence[BoardCell]) -> dict[Stage, int]:
    counts: dict[Stage, int] = {}
    for cell in cells:
        counts[cell.stage] = counts.get(cell.stage, 0) + cell.n
    return counts


def _head(found: Pipeline, words: Words) -> str:
    counts = _counts(found.cells)
    won, under_way = counts.get(Stage.SIGNED_ON, 0), sum(counts.get(stage, 0) for stage in OPEN_STAGES)
    return f"{words.n('prospect.board.under_way', under_way)} · {words.n('prospect.board.won', won)}"


def _kind_line(kind: Kind, found: Pipeline, words: Words) -> str:
    counts = _counts([cell for cell in found.cells if cell.kind is kind])
    stuck = sum(cell.stuck for cell in found.cells if cell.kind is kind)
    told = "  ".join(f"{STAGE_SIGNS[stage]} {words.number(counts[stage])}" for stage in Stage if stage in counts)
    late = f"  ⏳ {words.number(stuck)}" if stuck else ""
    return f"**{kinds_of(kind, words)}**\n{told or words('prospect.board.none')}{late}"


def _legend(found: Pipeline, words: Words) -> str:
    """What the signs mean that stand on the board."""
    there = _counts(found.cells)
    told = [f"{STAGE_SIGNS[stage]} {stage_of(stage, words)}" for stage in Stage if stage in there]
    return " · ".join([*told, f"⏳ {words('prospect.board.stuck_sign')}"] if found.stuck else told)


def _stuck(found: Pipeline, words: Words) -> str | None:
    if not found.stuck:
        return None
    lines = [f"**⏳ {words('prospect.board.stuck')}**", *(line_of(one, words) for one in found.stuck[:STUCK_SHOWN])]
    return "\n".join(lines)


def _suggestion(kind: Kind | None, playbook: Playbook | None, words: Words) -> str | None:
    """The kind that nobody has thought of, and where to begin."""
    if kind is None or playbook is None:
        return None
    opener = kit.plain(playbook.askers[0].text, 120)
    told = words("prospect.board.neglected", kinds=kinds_of(kind, words), tie=opener)
    return f"💡 {told}\n-# {kit.plain(playbook.who, 400)}"


def _kinds(found: Pipeline, words: Words) -> list[discord.SelectOption]:
    counts = {kind: sum(cell.n for cell in found.cells if cell.kind is kind) for kind in Kind}
    lines = [
        kit.option(words(f"prospect.kinds.{kind}"), kind, about=_count(n, words), emoji=KIND_SIGNS[kind])
        for kind, n in counts.items()
    ]
    return [*lines, kit.option(words("prospect.board.everybody"), ALL, emoji="🗂️")]


def _views(words: Words, *views: str) -> list[Button]:
    return [
        kit.button(words(f"prospect.view.{view}"), ids.PROSPECT_LIST(kind=ALL, view=view, page=0), emoji=VIEWS[view])
        for view in views
    ]


def _below(words: Words, neglected: Kind | None) -> Row:
    style = discord.ButtonStyle.success
    new = kit.button(words("prospect.button.new"), ids.PROSPECT_NEW(kind=neglected or "any"), style, emoji="➕")
    return kit.row(new)


def _empty(words: Words, *, organizer: bool) -> ui.LayoutView:
    """Nobody yet: what this is for, and how to begin."""
    hint = words("prospect.board.empty_import") if organizer else None
    return kit.card(
        f"### 🗺️ {words('prospect.board.title')}",
        words("prospect.board.empty"),
        hint,
        _below(words, None),
        accent=kit.BLURPLE,
    )


# ---- lists -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: of which kind (or ALL), and in which view."""

    kind: str
    view: str
    found: ProspectPage


def listing(shown: Listed, words: Words) -> ui.LayoutView:
    """A page of prospects; one is opened by choosing it."""
    found = shown.found
    steps = page_buttons(
        lambda to: ids.PROSPECT_LIST(kind=shown.kind, view=shown.view, page=to), found.page, found.pages
    )
    of = words("prospect.board.everybody") if shown.kind == ALL else kinds_of(Kind(shown.kind), words)
    return kit.card(
        f"### {VIEWS[shown.view]} {words(f'prospect.view.{shown.view}')}\n{of} · {_count(found.total, words)}",
        "\n".join(line_of(line, words) for line in found.lines) or words("prospect.list.empty"),
        f"-# {words('canvass.page', page=found.page + 1, pages=found.pages)}" if found.pages > 1 else None,
        chooser(found.lines, words) if found.lines else None,
        kit.row(*steps) if steps else None,
        kit.row(*_others(shown, words)),
        kit.row(kit.button(words("prospect.button.board"), ids.PROSPECT_BOARD(), emoji="🗺️")),
        accent=kit.BLURPLE,
    )


def _count(n: int, words: Words) -> str:
    return words.n("prospect.board.count", n)


def _others(shown: Listed, words: Words) -> Iterator[Button]:
    for view, sign in VIEWS.items():
        if view != shown.view:
            yield kit.button(
                words(f"prospect.view.{view}"), ids.PROSPECT_LIST(kind=shown.kind, view=view, page=0), emoji=sign
            )


def chooser(lines: Sequence[ProspectLine], words: Words) -> Row:
    """A select that opens the chosen one."""
    options = [
        kit.option(name, str(line.id), about=option_about(line, words), emoji=KIND_SIGNS[line.kind])
        for line in lines[:25]
        for name in [bare_name(line, words, 100)]
    ]
    return kit.row(kit.select(ids.PROSPECT_CHOSEN(), options, words("prospect.list.choose")))


def choose(lines: Sequence[ProspectLine], words: Words) -> ui.LayoutView:
    """Several fit what was typed: which one?"""
    return kit.card(words("prospect.find.several"), chooser(lines, words), accent=kit.BLURPLE)
