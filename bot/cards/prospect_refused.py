"""When they will not meet: the playbook's advice; and pressing, for officials only, with an organizer's word."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import Button, Shown, back_button
from bot.cards.prospect_words import name_of
from bot.words import Words
from db.facts.playbooks import Kind


def advice(shown: Shown, words: Words) -> ui.LayoutView:
    """What to do after a refusal: the gentle ways, the pressing ones with who may allow them, and when to come back."""
    facts, told = shown.facts, shown.playbook.refused
    gentle = "\n".join(f"- {kit.plain(way.text, 350)}" for way in told.ways if not way.pressing)
    return kit.card(
        shown.said,
        f"### 🚪 {words('prospect.advice.title', name=name_of(facts.plan, words))}",
        kit.plain(told.text, 600),
        f"**{words('prospect.advice.ways')}**\n{gentle}",
        *_pressing(shown, words),
        f"🌅 {kit.plain(told.again, 400)}",
        kit.row(*_buttons(shown, words)),
        kit.row(*_presses(shown, words), back_button(facts.id, words)),
        accent=kit.YELLOW,
    )


def _may_press(shown: Shown) -> bool:
    """Only officials work for the public; whatever a team's own playbook says, nobody else is pressed."""
    return shown.facts.plan.kind is Kind.OFFICIAL and shown.playbook.refused.can_press


def _pressing(shown: Shown, words: Words) -> list[str]:
    if not _may_press(shown):
        return [f"🚫 {words('prospect.press.never')}"]
    ways = "\n".join(f"- {kit.plain(way.text, 350)}" for way in shown.playbook.refused.ways if way.pressing)
    if shown.facts.press_allowed:
        head = f"✅ {words('prospect.press.allowed')}"
    elif shown.facts.press_asked:
        head = f"⏳ {words('prospect.press.asked')}"
    else:
        head = f"🔒 {words('prospect.press.locked')}"
    return [f"{head}\n{ways}"]


def _buttons(shown: Shown, words: Words) -> list[Button]:
    number, refused = shown.facts.id, shown.facts.refused
    said_no = ids.PROSPECT_LOG(prospect=number, result="refused")
    style = discord.ButtonStyle.secondary if refused else discord.ButtonStyle.primary
    log = kit.button(words("prospect.button.refused_log"), said_no, style, emoji="📌")
    rest = ids.PROSPECT_PARK(prospect=number)
    style = discord.ButtonStyle.primary if refused else discord.ButtonStyle.secondary
    return [log, kit.button(words("prospect.button.park"), rest, style, emoji="🌙")]


def _presses(shown: Shown, words: Words) -> list[Button]:
    """Asking for the word of an organizer, and giving it."""
    facts, number = shown.facts, shown.facts.id
    if not _may_press(shown) or not facts.refused:
        return []
    allow = ids.PROSPECT_PRESS_ALLOW(prospect=number, on=1)
    if facts.press_allowed:
        off = ids.PROSPECT_PRESS_ALLOW(prospect=number, on=0)
        return [kit.button(words("prospect.button.disallow"), off, emoji="↩️")] if shown.organizer else []
    if shown.organizer:
        return [kit.button(words("prospect.button.allow"), allow, discord.ButtonStyle.success, emoji="✅")]
    if facts.press_asked:
        return []
    return [kit.button(words("prospect.button.press_ask"), ids.PROSPECT_PRESS_ASK(prospect=number), emoji="🔓")]


def asked(shown: Shown, by: str, words: Words) -> ui.LayoutView:
    """For the organizers' channel: somebody asks for their word."""
    look = ids.PROSPECT_REFUSED(prospect=shown.facts.id)
    return kit.card(
        words("prospect.press.ask_them", name=kit.plain(by, 60), whom=name_of(shown.facts.plan, words)),
        kit.row(kit.button(words("prospect.button.look_at"), look, discord.ButtonStyle.primary, emoji="👀")),
        accent=kit.YELLOW,
    )
