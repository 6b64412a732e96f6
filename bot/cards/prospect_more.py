"""What is needed more seldom of a prospect, and how it ends: they said no for good, or it is erased."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import Shown, back_button, board_button
from bot.cards.prospect_words import NAME_MOST, title_of
from bot.words import Words
from db.facts.playbooks import Kind
from db.facts.prospects import Stage


def more(shown: Shown, words: Words) -> ui.LayoutView:
    """What is needed more seldom."""
    facts, number = shown.facts, shown.facts.id
    sign = "prospect.button.commit" if facts.stage is Stage.SIGNED_ON else "prospect.button.sign_on"
    first = [
        kit.button(words("prospect.button.edit"), ids.PROSPECT_EDIT(prospect=number), emoji="✏️"),
        kit.button(words("prospect.button.people"), ids.PROSPECT_PEOPLE(prospect=number), emoji="👥"),
        kit.button(words("prospect.button.letter"), ids.LETTER_OPEN(prospect=number), emoji="✉️"),
        kit.button(words(sign), ids.SIGNON_OPEN(prospect=number), emoji="✍️"),
    ]
    if facts.plan.kind is Kind.STUDENT:
        first.insert(1, kit.button(words("prospect.button.term"), ids.PROSPECT_TERM(prospect=number), emoji="🗓️"))
    second = [kit.button(words("prospect.button.advice"), ids.PROSPECT_REFUSED(prospect=number), emoji="🚪")]
    if facts.stage not in {Stage.DECLINED, Stage.SIGNED_ON}:
        decline = ids.PROSPECT_DECLINE(prospect=number)
        second.append(kit.button(words("prospect.button.decline"), decline, emoji="⚪"))
    if facts.leads:
        second.append(kit.button(words("prospect.button.remove"), ids.PROSPECT_REMOVE(prospect=number), emoji="🗑️"))
    return kit.card(
        title_of(facts.plan, words),
        words("prospect.more"),
        kit.row(*first),
        kit.row(*second, back_button(number, words)),
        accent=kit.BLURPLE,
    )


def confirm_decline(shown: Shown, words: Words) -> ui.LayoutView:
    """Names what it does before it is done."""
    number = shown.facts.id
    go = ids.PROSPECT_DECLINE_NOW(prospect=number)
    return kit.card(
        title_of(shown.facts.plan, words),
        words("prospect.decline.ask"),
        kit.row(
            kit.button(words("prospect.button.decline_now"), go, discord.ButtonStyle.danger, emoji="⚪"),
            kit.button(words("prospect.button.park"), ids.PROSPECT_PARK(prospect=number), emoji="🌙"),
            back_button(number, words),
        ),
        accent=kit.RED,
    )


def confirm_remove(shown: Shown, words: Words) -> ui.LayoutView:
    """Names what erasing takes away."""
    number = shown.facts.id
    go = ids.PROSPECT_REMOVE_NOW(prospect=number)
    return kit.card(
        title_of(shown.facts.plan, words),
        words("prospect.remove.ask"),
        kit.row(
            kit.button(words("prospect.button.remove_now"), go, discord.ButtonStyle.danger, emoji="🗑️"),
            back_button(number, words),
        ),
        accent=kit.RED,
    )


def removed(name: str, words: Words) -> ui.LayoutView:
    """It is gone."""
    return kit.note(words("prospect.removed", name=kit.plain(name, NAME_MOST)), kit.row(board_button(words)))
