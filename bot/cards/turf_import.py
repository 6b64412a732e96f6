"""Importing neighborhoods as people see it: how it goes, what a file would do, what is wrong with it."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import faults, kit
from bot.cards.faults import Fault
from bot.cards.turf import PRIORITY_KEYS
from bot.words import Words
from db.facts import TurfChange, TurfImport

NAMES = 15  # names of new neighborhoods that a preview tells; the rest is a number
CHANGES = 8  # the same for changed ones


def how_to(words: Words, file: str, *, own: bool) -> ui.LayoutView:
    """How an import goes, with a sheet to begin with: the team's own neighborhoods, or examples."""
    return kit.card(
        f"## {words('turf.import.title')}",
        words("turf.import.how"),
        words("turf.import.own" if own else "turf.import.examples"),
        ui.File(f"attachment://{file}"),
        accent=kit.BLURPLE,
    )


def preview(found: TurfImport, mark: str, ignored: Sequence[str], words: Words) -> ui.LayoutView:
    """What a file would do, and the button that does it."""
    count = len(found.new) + len(found.changed)
    if not count:
        return kit.card(words("turf.import.nothing"), _ignored(ignored, words), accent=kit.GREY)
    go = kit.button(words.n("turf.import.go", count), ids.TURF_IMPORT(mark=mark), discord.ButtonStyle.success)
    leave = kit.button(words("turf.import.leave"), ids.TURF_LEAVE(mark=mark))
    return kit.card(
        f"## {words('turf.import.look')}\n{_figures(found, words)}",
        _new(found, words),
        _changed(found.changed, words),
        _ignored(ignored, words),
        words("turf.import.not_yet"),
        kit.row(go, leave),
        accent=kit.YELLOW,
    )


def imported(done: TurfImport, words: Words) -> ui.LayoutView:
    """The answer to an import."""
    show = kit.button(words("turf.import.show"), ids.TURF_PAGE(page=0), discord.ButtonStyle.primary)
    return kit.card(f"## {words('turf.import.done')}\n{_figures(done, words)}", kit.row(show), accent=kit.GREEN)


def left(words: Words) -> ui.LayoutView:
    """The answer when a preview is not imported."""
    return kit.note(words("turf.import.left"))


def faulty(found: Sequence[Fault], words: Words, file: str | None) -> ui.LayoutView:
    """What is wrong in a file, line by line; with a file that tells all of it where this is only the begin."""
    return kit.card(
        f"## {words('turf.import.not_imported')}\n{words.n('turf.import.faults', len(found))}",
        faults.shown(found, words),
        ui.File(f"attachment://{file}") if file else None,
        words("turf.import.again"),
        accent=kit.RED,
    )


# ---- inside ------------------------------------------------------------------------------------


def _figures(found: TurfImport, words: Words) -> str:
    counts = {
        "turf.import.new": len(found.new),
        "turf.import.changed": len(found.changed),
        "turf.import.unchanged": found.unchanged,
    }
    return " · ".join(words.n(key, n) for key, n in counts.items() if n)


def _new(found: TurfImport, words: Words) -> str | None:
    if not found.new:
        return None
    names = [kit.plain(row.name) for row in found.new[:NAMES]]
    if more := len(found.new) - len(names):
        names.append(words.n("turf.import.more", more))
    return words("turf.import.new_ones", names=words.all_of(names))


def _changed(changes: Sequence[TurfChange], words: Words) -> str | None:
    if not changes:
        return None
    lines = [words("turf.import.changed_ones"), *(_change(change, words) for change in changes[:CHANGES])]
    if more := len(changes) - CHANGES:
        lines += [words.n("turf.import.more", more)] if more > 0 else []
    return "\n".join(lines)


def _change(change: TurfChange, words: Words) -> str:
    before, after = change.before, change.after
    told = []
    if before.doors != after.doors:
        told.append(words("turf.import.doors", before=_number(before.doors, words), after=_number(after.doors, words)))
    if before.priority is not after.priority:
        was, will = words(PRIORITY_KEYS[before.priority]), words(PRIORITY_KEYS[after.priority])
        told.append(words("turf.import.priority", before=was, after=will))
    if before.why != after.why:
        told.append(words("turf.import.why"))
    return f"- **{kit.plain(after.name)}**: {' · '.join(told)}"


def _number(number: int | None, words: Words) -> str:
    return words("turf.nothing") if number is None else words.number(number)


def _ignored(ignored: Sequence[str], words: Words) -> str | None:
    """The columns that are left out; addresses among them are meant to be."""
    if not ignored:
        return None
    names = [f"*{kit.plain(name[:100], 30)}*" for name in ignored[:5]]
    if more := len(ignored) - len(names):
        names.append(words.n("turf.import.more", more))
    return f"-# {words('turf.import.ignored', names=words.all_of(names))}"
