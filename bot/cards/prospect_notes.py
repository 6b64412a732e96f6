"""What is known of a prospect, page by page: what was found out, and every time that somebody was in touch."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass_manage import page_buttons
from bot.cards.prospect_shown import Row, Shown, back_button, enough_button, log_button
from bot.cards.prospect_words import (
    HOW_SIGNS,
    STAGE_SIGNS,
    day_stamp,
    name_of,
    person,
    subjects_of,
    what_of,
)
from bot.words import Words
from db.facts.playbooks import Question
from db.facts.prospects import Contact, ProspectFacts, Research, Stage

T = TypeVar("T")

ROOM = 2900  # characters for the entries of a page; heading, warnings and pages need the rest
OPTIONS_MOST = 25
ANYTHING = "anything"  # the line of the select for what no question asks


# ---- research ----------------------------------------------------------------------------------------


def research(shown: Shown, page: int, words: Words) -> ui.LayoutView:
    """What was found out, each with its source and the day on which it goes, and the questions to look into."""
    facts, texts = shown.facts, {question.key: question.text for question in shown.playbook.questions}
    pages = _pages(facts.research, lambda one: len(_noted(one, texts, words)))
    page = min(max(page, 0), len(pages) - 1)
    now = pages[page]
    steps = page_buttons(lambda to: ids.PROSPECT_RESEARCH(prospect=facts.id, page=to), page, len(pages))
    blocks = [_noted(one, texts, words) for one in now]
    return kit.card(
        shown.said,
        f"### {STAGE_SIGNS[Stage.RESEARCH]} {words('prospect.research.title', name=name_of(facts.plan, words))}",
        "\n\n".join(blocks) or words("prospect.research.empty"),
        f"-# {words('prospect.research.warning')}",
        _questions(shown, words),
        _erasable(facts, now, texts, words) if facts.works and now else None,
        kit.row(*steps) if steps else None,
        _after(shown, words),
        accent=kit.BLURPLE,
    )


def confirm_erase(shown: Shown, one: Research, words: Words) -> ui.LayoutView:
    """Shows what would be erased."""
    texts = {question.key: question.text for question in shown.playbook.questions}
    number = shown.facts.id
    go = ids.PROSPECT_ERASE_NOW(prospect=number, note=one.id)
    back = ids.PROSPECT_RESEARCH(prospect=number, page=0)
    return kit.card(
        words("prospect.erase.ask"),
        _noted(one, texts, words),
        kit.row(
            kit.button(words("prospect.button.erase"), go, discord.ButtonStyle.danger, emoji="🗑️"),
            kit.button(words("prospect.button.back"), back, emoji="↩️"),
        ),
        accent=kit.RED,
    )


def questions_in_order(shown: Shown) -> list[Question]:
    """The playbook's questions, those first that come first for the kind."""
    order = subjects_of(shown.facts.plan.kind)
    return sorted(shown.playbook.questions, key=lambda one: order.index(one.about))


def _questions(shown: Shown, words: Words) -> Row:
    answered = {one.question for one in shown.facts.research}
    options = [
        kit.option(
            kit.bare(one.text, 100),
            one.key,
            about=words("prospect.research.answered") if one.key in answered else "",
            emoji="✅" if one.key in answered else "❔",
        )
        for one in questions_in_order(shown)[: OPTIONS_MOST - 1]
    ]
    options.append(kit.option(words("prospect.research.anything"), ANYTHING, emoji="✏️"))
    hint = words("prospect.research.choose")
    return kit.row(kit.select(ids.PROSPECT_QUESTION(prospect=shown.facts.id), options, hint))


def _noted(one: Research, texts: dict[str, str], words: Words) -> str:
    asked = kit.plain(texts.get(one.question, ""), 150) or words("prospect.research.anything")
    note = "\n".join(f"> {line}" for line in kit.prose(one.note, 1100).split("\n"))
    goes = words("prospect.research.goes", on=day_stamp(one.goes_at))
    return f"**{asked}**\n{note}\n-# 🔗 {kit.plain(one.source, 350)} · {goes}"


def _erasable(facts: ProspectFacts, now: Sequence[Research], texts: dict[str, str], words: Words) -> Row:
    options = [
        kit.option(
            kit.bare(one.note, 100) or words("prospect.research.anything"),
            str(one.id),
            about=kit.bare(texts.get(one.question, ""), 100),
        )
        for one in now[:OPTIONS_MOST]
    ]
    return kit.row(kit.select(ids.PROSPECT_ERASE(prospect=facts.id), options, words("prospect.research.erase")))


def _after(shown: Shown, words: Words) -> Row:
    number = shown.facts.id
    back = back_button(number, words)
    if not shown.facts.works or shown.stage is not Stage.RESEARCH:
        return kit.row(back)
    style = discord.ButtonStyle.success if len(shown.facts.research) >= ENOUGH else discord.ButtonStyle.secondary
    return kit.row(enough_button(number, words, style), back)


ENOUGH = 3  # things found out after which the asking may well begin


# ---- history -----------------------------------------------------------------------------------------


def history(shown: Shown, page: int, words: Words) -> ui.LayoutView:
    """Every time that somebody was in touch, the latest first."""
    facts = shown.facts
    pages = _pages(facts.contacts, lambda one: len(_met(one, words)))
    page = min(max(page, 0), len(pages) - 1)
    steps = page_buttons(lambda to: ids.PROSPECT_HISTORY(prospect=facts.id, page=to), page, len(pages))
    return kit.card(
        shown.said,
        f"### 📖 {words('prospect.history.title', name=name_of(facts.plan, words))}",
        "\n".join(_met(one, words) for one in pages[page]) or words("prospect.history.empty"),
        None if facts.works else f"-# {words('prospect.private')}",
        kit.row(*steps) if steps else None,
        kit.row(log_button(facts.id, words), back_button(facts.id, words)),
        accent=kit.BLURPLE,
    )


def _met(one: Contact, words: Words) -> str:
    head = f"{HOW_SIGNS[one.how]} {what_of(one, words, '**')}"
    by = f"-# {day_stamp(one.at)} · {person(one.by_name, words)}"
    note = "\n".join(f"> {line}" for line in kit.prose(one.note, 700).split("\n")) if one.note else ""
    return "\n".join(part for part in (head, note, by) if part)


# ---- inside ------------------------------------------------------------------------------------------


def _pages(entries: Sequence[T], length: Callable[[T], int]) -> list[list[T]]:
    """As many entries on a page as fit; at least one page, and at least one entry on each that has any."""
    pages: list[list[T]] = [[]]
    room = ROOM
    for entry in entries:
        room -= (need := length(entry) + 2)
        if pages[-1] and room < 0:
            pages.append([])
            room = ROOM - need
        pages[-1].append(entry)
    return pages
