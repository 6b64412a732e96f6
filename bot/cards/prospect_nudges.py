"""What is told of prospects at its time: that one is worth another try, to all; of silence, in a letter."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import tie_button
from bot.cards.prospect_words import KIND_SIGNS, STAGE_SIGNS, kind_of, name_of, stage_of
from bot.words import Words
from db.facts import Item, ItemState
from db.facts.playbooks import Playbook
from db.facts.prospects import ProspectFacts


def wakes(facts: ProspectFacts, playbook: Playbook, peer: str | None, nudge_id: int, words: Words) -> ui.LayoutView:
    """One is worth another try: `peer` has signed on, empty where that was in private; None where its day has come."""
    look = ids.PROSPECT_WOKEN(prospect=facts.id, nudge=nudge_id)
    place = kit.plain(facts.plan.place, 150)
    if peer is None:
        why = words("prospect.wake.day")
    else:
        why = words("prospect.wake.peer", name=kit.plain(peer, 150)) if peer else words("prospect.wake.somebody")
    return kit.card(
        f"### 🌅 {words('prospect.wake.title', name=name_of(facts.plan, words))}\n"
        f"{KIND_SIGNS[facts.plan.kind]} {' · '.join(one for one in (kind_of(facts.plan.kind, words), place) if one)}",
        why,
        f"> {kit.plain(playbook.refused.again, 400)}",
        words("prospect.wake.others"),
        kit.row(
            tie_button(facts.id, words),
            kit.button(words("prospect.button.look_at"), look, emoji="👀"),
        ),
        accent=kit.YELLOW,
    )


# ---- in a letter -------------------------------------------------------------------------------------


def silence_title(item: Item, words: Words, most: int) -> str:
    """Whom a word of silence is about."""
    return name_of(item.prospect, words, most) if item.prospect else words("prospect.unnamed")


def silence(item: Item, words: Words) -> list[str]:
    """That nobody did anything for long, and what could be next; never a reproach."""
    line = item.prospect
    if line is None:
        return []
    step = f"{STAGE_SIGNS[line.stage]} {stage_of(line.stage, words)}"
    since = kit.stamp(line.touched_at, "R")
    return [words("prospect.stale", step=step, since=since), words(f"prospect.stale.{line.stage}")]


def silence_over(item: Item, words: Words) -> str:
    """Where a word of silence stands that asks nothing any more, as far as it is other than with all matters."""
    if item.prospect is None or item.state not in {ItemState.DONE, ItemState.STOPPED, ItemState.ELSEWHERE}:
        return ""
    return words(f"prospect.stale.state.{item.state.value}", who=kit.plain(item.who, 60) or words("prospect.somebody"))


def log_button(item: Item, words: Words) -> ui.Button[ui.LayoutView]:
    """Something was done, and is written down from the letter itself."""
    number = item.prospect.id if item.prospect else 0
    log = ids.PROSPECT_STALE(prospect=number, nudge=item.nudge_id)
    return kit.button(words("prospect.button.log"), log, discord.ButtonStyle.success, emoji="📌")


def logged(facts: ProspectFacts, words: Words) -> ui.LayoutView:
    """A contact was written down from a letter."""
    said = words("prospect.stale.logged", name=name_of(facts.plan, words), stage=stage_of(facts.stage, words))
    return kit.note(f"📌 {said}")
