"""The five steps of a meeting: the way to each, and what the playbook says for one of them."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import Row, Shown, back_button
from bot.cards.prospect_words import STAGE_OF, guidance_of, name_of
from bot.words import Words
from db.facts.playbooks import MeetingStep

STEPS = tuple(MeetingStep)

# What of the playbook helps in which step (the names of its parts).
_PARTS = {
    MeetingStep.RESEARCH: "questions",
    MeetingStep.ASK: "askers",
    MeetingStep.PREPARE: "agenda",
    MeetingStep.EVALUATE: "review",
    MeetingStep.FOLLOW_UP: "asks",
}


def steps(shown: Shown, words: Words) -> Row:
    """The five steps; each tells what the playbook says for it."""
    blue, grey = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    return kit.row(
        *(
            kit.button(
                f"{number} {words(f'prospect.step.{one}')}",
                ids.PROSPECT_STEP(prospect=shown.facts.id, step=one),
                blue if one is shown.step else grey,
            )
            for number, one in enumerate(STEPS, 1)
        )
    )


def step(shown: Shown, chosen: MeetingStep, words: Words) -> ui.LayoutView:
    """What the playbook says for a step, and the button that moves the prospect there."""
    told, number = guidance_of(shown.playbook, chosen), shown.facts.id
    after = shown.playbook.after_why if chosen is MeetingStep.ASK and shown.playbook.after else None
    buttons = []
    if shown.step is not chosen and shown.facts.works:
        here = ids.PROSPECT_MOVE(prospect=number, stage=STAGE_OF[chosen])
        buttons.append(kit.button(words("prospect.button.here"), here, discord.ButtonStyle.success, emoji="📍"))
    playbook = ids.PLAYBOOK_OPEN(kind=shown.facts.plan.kind, part=_PARTS[chosen])
    return kit.card(
        f"### {STEPS.index(chosen) + 1} · {kit.plain(told.title, 100)}\n{name_of(shown.facts.plan, words)}",
        kit.plain(told.text, 1200),
        f"💡 {kit.plain(after, 700)}" if after else None,
        words("prospect.step.here") if shown.step is chosen else None,
        _steps_of(shown, chosen, words),
        kit.row(
            *buttons,
            kit.button(words("prospect.button.playbook"), playbook, emoji="📗"),
            back_button(number, words),
        ),
        accent=kit.BLURPLE,
    )


def _steps_of(shown: Shown, chosen: MeetingStep, words: Words) -> Row:
    """The other steps, to turn to."""
    buttons = [
        kit.button(f"{number} {words(f'prospect.step.{one}')}", ids.PROSPECT_STEP(prospect=shown.facts.id, step=one))
        for number, one in enumerate(STEPS, 1)
        if one is not chosen
    ]
    return kit.row(*buttons)
