"""Notices about a session: each is one message that mentions those concerned, mostly in its thread."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import captain_of, jump, name_of, slots, when
from bot.cards.canvass_answers import offer_row
from bot.words import Words
from db.facts import CanvassFacts, NudgeKind, Standing

MENTIONS_MOST = 100  # people whom one message may mention (Allowed Mentions)


def mentions(people: Sequence[int], words: Words) -> str:
    """The people's mentions, and how many more there are."""
    named = " ".join(f"<@{person}>" for person in people[:MENTIONS_MOST])
    left = len(people) - MENTIONS_MOST
    return f"{named} {words.n('canvass.more', left)}" if left > 0 else named


def offer(facts: CanvassFacts, who: Standing, words: Words) -> ui.LayoutView:
    """A place is held for somebody who waited."""
    until = who.offered_until or facts.plan.starts_at
    return kit.card(
        f"<@{who.person_id}> "
        + words("nudge.offer", name=name_of(facts, words), until=f"{kit.stamp(until)} ({kit.stamp(until, 'R')})"),
        f"🗓️ {when(facts.plan, words)}",
        offer_row(facts.id, who.person_id, words),
        accent=kit.BLURPLE,
    )


def offer_taken(facts: CanvassFacts, who: Standing, words: Words) -> ui.LayoutView:
    """What an offer turns into once it is taken."""
    told = words("nudge.offer_taken", slots=slots(facts.taken, facts.plan.capacity, words))
    return kit.card(
        f"<@{who.person_id}> {told}",
        f"🗓️ {when(facts.plan, words)}",
        kit.row(kit.button(words("canvass.button.tags"), ids.CANVASS_TAGS(canvass=facts.id), emoji="🏷️")),
        accent=kit.GREEN,
    )


def offer_passed(person_id: int, words: Words) -> ui.LayoutView:
    """What an offer turns into once it is passed on."""
    return kit.card(f"<@{person_id}> {words('nudge.offer_passed')}", accent=kit.GREY)


def promoted(facts: CanvassFacts, who: Standing, words: Words) -> ui.LayoutView:
    """Somebody who waited is in, because the session is near."""
    cant = kit.button(words("canvass.button.cant"), ids.CANVASS_CANT(canvass=facts.id), emoji="✖️")
    tags = kit.button(words("canvass.button.tags"), ids.CANVASS_TAGS(canvass=facts.id), emoji="🏷️")
    return kit.card(
        f"<@{who.person_id}> {words('nudge.promoted', name=name_of(facts, words))}",
        _facts(facts, words),
        kit.row(tags, cant),
        accent=kit.GREEN,
    )


def late_drop(facts: CanvassFacts, who: str, told: Sequence[int], words: Words) -> ui.LayoutView:
    """For the captain or the organizers: somebody who was in cannot come after all."""
    waiting = len(facts.line)
    return kit.card(
        " ".join(
            part
            for part in (
                mentions(told, words),
                words("nudge.late_drop", who=kit.plain(who, 60), name=name_of(facts, words)),
            )
            if part
        ),
        f"🗓️ {when(facts.plan, words)}\n{slots(facts.taken, facts.plan.capacity, words)}"
        + (f" · {words.n('nudge.waiting', waiting)}" if waiting else ""),
        to_card(facts, words),
        accent=kit.YELLOW,
    )


def cancelled(facts: CanvassFacts, told: Sequence[int], words: Words) -> ui.LayoutView:
    """A session is off."""
    reason = kit.plain(facts.cancel_reason, 220)
    return kit.card(
        f"{mentions(told, words)}\n🔴 {words('nudge.cancelled', name=name_of(facts, words))}",
        f"🗓️ ~~{kit.stamp(facts.plan.starts_at)}~~",
        f"> {reason}" if reason else None,
        words("nudge.cancelled_next"),
        accent=kit.RED,
    )


_ASKING = {
    NudgeKind.MOVED: ("nudge.moved", kit.YELLOW),
    NudgeKind.CONFIRM: ("nudge.confirm", kit.BLURPLE),
    NudgeKind.TODAY: ("nudge.today", kit.GREEN),
    NudgeKind.REMIND: ("nudge.remind", kit.BLURPLE),
}


def asking(kind: NudgeKind, facts: CanvassFacts, told: Sequence[int], words: Words) -> ui.LayoutView:
    """A notice that is answered by *Still in* or *Can't*: moved, the day before, today, or a captain's reminder."""
    key, accent = _ASKING[kind]
    still = kit.button(
        words("canvass.button.still"), ids.CANVASS_IN(canvass=facts.id), discord.ButtonStyle.success, emoji="✋"
    )
    cant = kit.button(words("canvass.button.cant"), ids.CANVASS_CANT(canvass=facts.id), emoji="✖️")
    return kit.card(
        f"{mentions(told, words)}\n{words(key, name=name_of(facts, words))}",
        _facts(facts, words),
        to_card(facts, words),
        kit.row(still, cant),
        accent=accent,
    )


def _facts(facts: CanvassFacts, words: Words) -> str:
    lines = [f"🗓️ {when(facts.plan, words)}"]
    if place := kit.plain(facts.plan.meet_place, 150):
        lines.append(f"📍 {words('canvass.meet', place=place)}")
    if captain := captain_of(facts.plan):
        lines.append(f"🧭 {words('canvass.captain', name=captain)}")
    return "\n".join(lines)


def to_card(facts: CanvassFacts, words: Words) -> str | None:
    """A small line that leads to the card."""
    link = jump(facts)
    return f"-# {words('canvass.to_card', link=link)}" if link else None
