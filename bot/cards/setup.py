"""The set-up as organizers see it: one private panel, a step at a time, painted anew after each choice."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit, setup_done, setup_steps
from bot.cards.setup_shown import STEPS, TITLES, Setup
from bot.words import Words
from db.facts import Step


def panel(shown: Setup, words: Words) -> ui.LayoutView:
    """The panel at a step, with what was just saved on top."""
    if shown.step is Step.DONE:
        return setup_done.panel(shown, words)
    place = STEPS.index(shown.step)
    head = words("setup.head", n=place + 1, count=len(STEPS), title=words(TITLES[shown.step]))
    blocks = setup_steps.blocks_of(shown, words)
    return kit.card(head, shown.saved, *blocks, kit.rule(), _ways(place, words), accent=kit.BLURPLE)


def _ways(place: int, words: Words) -> ui.ActionRow[ui.LayoutView]:
    """Back, on, and to the end."""
    on = Step.DONE if place + 1 == len(STEPS) else STEPS[place + 1]
    label = words("setup.button.finish" if on is Step.DONE else "setup.button.next")
    buttons = [kit.button(label, ids.SETUP_STEP(step=on), discord.ButtonStyle.primary)]
    if place:
        buttons.insert(0, kit.button(words("setup.button.back"), ids.SETUP_STEP(step=STEPS[place - 1])))
    if on is not Step.DONE:
        buttons.append(kit.button(words("setup.button.skip"), ids.SETUP_STEP(step=Step.DONE)))
    return kit.row(*buttons)
