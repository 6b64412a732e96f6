"""Cheers as one line: in the session's thread, and on its board."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.words import Words
from db.facts.cheers import OF_PEOPLE
from db.facts.doors import CheerFacts

NAME_MOST = 40  # characters of a name: the line stays one line


def line(cheer: CheerFacts, words: Words) -> str:
    """What is told; with the names of those whose it is, if they may be named."""
    names = cheer.values.get("names") if cheer.cause in OF_PEOPLE else None
    key = f"cheers.{cheer.cause}.{cheer.line}"
    n = cheer.values.get("n", 0)
    if isinstance(names, tuple | list) and names:
        return words(f"{key}.named", n=n, name=words.all_of(kit.plain(str(name), NAME_MOST) for name in names))
    return words(key, n=n)


def message(cheer: CheerFacts, words: Words, nudge: int) -> ui.LayoutView:
    """A cheer in the thread. Its button leads to the pad; by it the courier knows its own message."""
    pad = ids.CHEER_PAD(canvass=cheer.canvass_id, nudge=nudge)
    button = kit.button(words("doors.button.pad"), pad, discord.ButtonStyle.secondary, emoji="🔢")
    return kit.card(line(cheer, words), kit.row(button), accent=kit.GREEN)
