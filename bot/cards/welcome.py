"""What a server reads when the bot joins it."""

from discord import ui

from bot.cards import kit
from bot.cards.mentions import Mentions
from bot.words import Words


def card(mentions: Mentions, words: Words, *, back: bool, grace_days: int) -> ui.LayoutView:
    """What this is, the first step, what is kept and how to be forgotten; less, where it is known already."""
    named = {name: mentions(name, words) for name in ("setup", "help", "me")}
    if back:
        return kit.card(words("welcome.back", setup=named["setup"], help=named["help"]), accent=kit.GREEN)
    return kit.card(words("welcome.new", **named), words.n("welcome.left", grace_days), accent=kit.GREEN)
