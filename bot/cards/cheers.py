"""Cheers as one line: in the session's thread, and on its board."""

from collections.abc import Iterator

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.words import Words
from db.facts.cheers import OF_PEOPLE, Cause, CheeredOn
from db.facts.doors import BoardFacts, CheerFacts

NAME_MOST = 40  # characters of a name: the line stays one line
NAMES_MOST = 3  # of those who cheer the others on; how many more there are is said


def line(cheer: CheerFacts, words: Words) -> str:
    """What is told; with the names of those whose it is, if they may be named."""
    names = cheer.values.get("names") if cheer.cause in OF_PEOPLE else None
    key = f"cheers.{cheer.cause}.{cheer.line}"
    n = cheer.values.get("n", 0)
    if isinstance(names, tuple | list) and names:
        return words(f"{key}.named", n=n, name=_who(cheer, [str(name) for name in names], words))
    return words(key, n=n)


def _who(cheer: CheerFacts, names: list[str], words: Words) -> str:
    if cheer.cause != Cause.HAND:
        return words.all_of(kit.plain(name, NAME_MOST) for name in names)
    people = int(str(cheer.values.get("n", 0)))
    told = [kit.plain(name, NAME_MOST) for name in names[:NAMES_MOST]]
    others = [words.n("cheers.hand.others", people - len(told))] if people > len(told) else []
    return words.all_of([*told, *others])


def message(cheer: CheerFacts, words: Words, nudge: int) -> ui.LayoutView:
    """A cheer in the thread. Its button leads to the pad; by it the courier knows its own message."""
    pad = ids.CHEER_PAD(canvass=cheer.canvass_id, nudge=nudge)
    button = kit.button(words("doors.button.pad"), pad, discord.ButtonStyle.secondary, emoji="🔢")
    return kit.card(line(cheer, words), kit.row(button), accent=kit.GREEN)


def cheer_button(facts: BoardFacts, words: Words) -> Iterator[ui.Button[ui.LayoutView]]:
    """By which people cheer each other on, below the board; none where the team wants no cheers."""
    if facts.cheering:
        yield kit.button(words("cheers.button.on"), ids.CHEER_ON(canvass=facts.canvass_id), emoji="👏")


def cheered_on(told: CheeredOn, words: Words) -> ui.LayoutView:
    """What whoever cheers the others on is answered."""
    again = kit.stamp(told.again_at, "R")
    return kit.note(words("cheers.on.told" if told.new else "cheers.on.lately", when=again))
