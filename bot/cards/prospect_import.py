"""Importing prospects as people see it: how it goes, what a file would do, what is wrong with it."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import faults, kit
from bot.cards.faults import Fault
from bot.cards.prospect_words import KIND_SIGNS, name_of
from bot.words import Words
from db.facts.prospects import ProspectImport

NAMES = 15  # names that a preview tells; the rest is a number


def how_to(words: Words, file: str) -> ui.LayoutView:
    """How an import goes, with a sheet to begin with."""
    return kit.card(
        f"## {words('prospect.import.title')}",
        words("prospect.import.how"),
        ui.File(f"attachment://{file}"),
        accent=kit.BLURPLE,
    )


def preview(found: ProspectImport, mark: str, ignored: Sequence[str], words: Words) -> ui.LayoutView:
    """What a file would do, and the button that does it."""
    if not found.new:
        return kit.card(words("prospect.import.nothing"), _ignored(ignored, words), accent=kit.GREY)
    go = kit.button(
        words.n("prospect.import.go", len(found.new)), ids.PROSPECT_IMPORT(mark=mark), discord.ButtonStyle.success
    )
    leave = kit.button(words("prospect.import.leave"), ids.PROSPECT_LEAVE(mark=mark))
    return kit.card(
        f"## {words('prospect.import.look')}\n{_figures(found, words)}",
        _new(found, words),
        _known(found, words),
        _ignored(ignored, words),
        words("prospect.import.not_yet"),
        kit.row(go, leave),
        accent=kit.YELLOW,
    )


def imported(done: ProspectImport, words: Words) -> ui.LayoutView:
    """The answer to an import."""
    show = kit.button(words("prospect.button.board"), ids.PROSPECT_BOARD(), discord.ButtonStyle.primary, emoji="🗺️")
    return kit.card(f"## {words('prospect.import.done')}\n{_figures(done, words)}", kit.row(show), accent=kit.GREEN)


def left(words: Words) -> ui.LayoutView:
    """The answer when a preview is not imported."""
    return kit.note(words("prospect.import.left"))


def faulty(found: Sequence[Fault], words: Words, file: str | None) -> ui.LayoutView:
    """What is wrong in a file, line by line; with a file that tells all of it where this is only the begin."""
    return kit.card(
        f"## {words('prospect.import.not_imported')}\n{words.n('prospect.import.faults', len(found))}",
        faults.shown(found, words),
        ui.File(f"attachment://{file}") if file else None,
        words("prospect.import.again"),
        accent=kit.RED,
    )


# ---- inside ------------------------------------------------------------------------------------------


def _figures(found: ProspectImport, words: Words) -> str:
    counts = {"prospect.import.new": len(found.new), "prospect.import.known": len(found.known)}
    return " · ".join(words.n(key, n) for key, n in counts.items() if n)


def _new(found: ProspectImport, words: Words) -> str:
    names = [f"{KIND_SIGNS[plan.kind]} {name_of(plan, words, 100)}" for plan in found.new[:NAMES]]
    if (more := len(found.new) - NAMES) > 0:
        names.append(words.n("prospect.import.more", more))
    return "\n".join(names)


def _known(found: ProspectImport, words: Words) -> str | None:
    if not found.known:
        return None
    names = [kit.plain(name, 60) for name in found.known[:5]]
    if (more := len(found.known) - 5) > 0:
        names.append(words.n("prospect.import.more", more))
    return words("prospect.import.known_ones", names=words.all_of(names))


def _ignored(ignored: Sequence[str], words: Words) -> str | None:
    """The columns that are left out; addresses among them are meant to be."""
    if not ignored:
        return None
    names = [f"*{kit.plain(name[:100], 30)}*" for name in ignored[:5]]
    if (more := len(ignored) - 5) > 0:
        names.append(words.n("prospect.import.more", more))
    return f"-# {words('prospect.import.ignored', names=words.all_of(names))}"
