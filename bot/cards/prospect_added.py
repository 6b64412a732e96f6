"""What is said of a prospect that was just written down, and of one that the team may have already."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import Shown
from bot.cards.prospect_words import NAME_MOST
from bot.words import Words


def known(name: str, prospect_id: int, words: Words) -> ui.LayoutView:
    """The team has one of that name: open it, or say that it is another one."""
    return kit.card(
        words("prospect.known", name=kit.plain(name, NAME_MOST)),
        kit.row(
            kit.button(
                words("prospect.button.open"),
                ids.PROSPECT_OPEN(prospect=prospect_id),
                discord.ButtonStyle.primary,
                emoji="📂",
            ),
            kit.button(words("prospect.button.another"), ids.PROSPECT_ADD_AGAIN(), emoji="➕"),
            kit.button(words("form.correct"), ids.FORM_AGAIN(form=ids.PROSPECT_ADD_FORM.code, args=""), emoji="✏️"),
        ),
        accent=kit.YELLOW,
    )


def added(shown: Shown, words: Words) -> str:
    """What is said once a prospect is saved, above its card."""
    said = f"✅ {words('prospect.added')}"
    if shown.playbook.after is not None and shown.playbook.after_why and shown.facts.part_of is None:
        said += f"\n💡 {kit.plain(shown.playbook.after_why, 700)}"
    return said
