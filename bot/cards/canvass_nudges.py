"""Notices about a session: each is one message that mentions those concerned, mostly in its thread.

Every one carries its nudge's id on a button: by that the courier knows a message that it is not sure to have sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import captain_of, fitted, jump, name_of, person, slots, when
from bot.cards.canvass_answers import offer_row
from bot.words import Words
from db.facts import NAMED_MOST, CanvassFacts, DueNudge, NudgeKind, PairFacts, Standing

PAIRS_ROOM = 600  # characters for who knocks with whom; the mentions above may need the rest

Button = ui.Button[ui.LayoutView]


def mentions(people: Sequence[int]) -> str:
    """The people's mentions, as many as one message may have."""
    return " ".join(f"<@{person_id}>" for person_id in people[:NAMED_MOST])


# ---- the answers to what was told ----------------------------------------------------------------------


def still_button(facts: CanvassFacts, words: Words) -> Button:
    """*Still in*: whoever presses it is in, if there is a place."""
    style = discord.ButtonStyle.success
    return kit.button(words("canvass.button.still"), ids.CANVASS_IN(canvass=facts.id), style, emoji="✋")


def cant_button(facts: CanvassFacts, words: Words) -> Button:
    """*Can't*: the place goes to the first in line."""
    return kit.button(words("canvass.button.cant"), ids.CANVASS_CANT(canvass=facts.id), emoji="✖️")


def later_button(facts: CanvassFacts, words: Words, nudge: int) -> Button:
    """*Later*: a reminder for oneself."""
    return kit.button(words("nudge.later"), ids.CANVASS_LATER(canvass=facts.id, nudge=nudge), emoji="⏰")


def stop_button(facts: CanvassFacts, words: Words, nudge: int) -> Button:
    """*Stop these*: no more reminders for oneself."""
    return kit.button(words("nudge.button.stop"), ids.CANVASS_STOP(canvass=facts.id, nudge=nudge), emoji="🔕")


# ---- to one person ---------------------------------------------------------------------------------------


def offer(facts: CanvassFacts, who: Standing, words: Words, nudge: int) -> ui.LayoutView:
    """A place is held for somebody who waited."""
    until = who.offered_until or facts.plan.starts_at
    return kit.card(
        f"<@{who.person_id}> "
        + words("nudge.offer", name=name_of(facts, words), until=f"{kit.stamp(until)} ({kit.stamp(until, 'R')})"),
        f"🗓️ {when(facts.plan, words)}",
        offer_row(facts.id, who.person_id, words, stop_button(facts, words, nudge)),
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


def promoted(facts: CanvassFacts, who: Standing, words: Words, nudge: int) -> ui.LayoutView:
    """Somebody who waited is in, because the session is near."""
    tags = kit.button(words("canvass.button.tags"), ids.CANVASS_TAGS(canvass=facts.id), emoji="🏷️")
    return kit.card(
        f"<@{who.person_id}> {words('nudge.promoted', name=name_of(facts, words))}",
        _facts(facts, words),
        to_card(facts, words),
        kit.row(tags, cant_button(facts, words), later_button(facts, words, nudge), stop_button(facts, words, nudge)),
        accent=kit.GREEN,
    )


def late_drop(facts: CanvassFacts, who: str, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """For the captain or the organizers: somebody who was in cannot come after all."""
    waiting = len(facts.line)
    dropped = words("nudge.late_drop", who=kit.plain(who, 60), name=name_of(facts, words))
    return kit.card(
        f"{mentions(told)} {dropped}".strip(),
        f"🗓️ {when(facts.plan, words)}\n{slots(facts.taken, facts.plan.capacity, words)}"
        + (f" · {words.n('nudge.waiting', waiting)}" if waiting else ""),
        to_card(facts, words),
        kit.row(stop_button(facts, words, nudge)),
        accent=kit.YELLOW,
    )


# ---- to everyone concerned -------------------------------------------------------------------------------


def cancelled(facts: CanvassFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """A session is off."""
    reason = kit.plain(facts.cancel_reason, 220)
    return kit.card(
        f"{mentions(told)}\n🔴 {words('nudge.cancelled', name=name_of(facts, words))}",
        f"🗓️ ~~{kit.stamp(facts.plan.starts_at)}~~",
        f"> {reason}" if reason else None,
        words("nudge.cancelled_next"),
        kit.row(stop_button(facts, words, nudge)),
        accent=kit.RED,
    )


_ASKING = {
    NudgeKind.MOVED: ("nudge.moved", kit.YELLOW),
    NudgeKind.CONFIRM: ("nudge.confirm", kit.BLURPLE),
    NudgeKind.TODAY: ("nudge.today", kit.GREEN),
    NudgeKind.REMIND: ("nudge.remind", kit.BLURPLE),
    NudgeKind.LATE_SIGNUP: ("nudge.late_signup", kit.GREEN),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A notice that is answered by *Still in* or *Can't*, put off or stopped; it names the pairs of those told."""

    nudge: DueNudge
    facts: CanvassFacts
    told: Sequence[int]
    pairs: Sequence[PairFacts]
    now: datetime

    @property
    def look(self) -> tuple[str, int]:
        """The key of its words, and its colour. Early in the morning, *today* is said the evening before."""
        zone, starts_at = ZoneInfo(self.facts.zone), self.facts.plan.starts_at
        early = self.now.astimezone(zone).date() < starts_at.astimezone(zone).date()
        if self.nudge.kind is NudgeKind.TODAY and early:
            return "nudge.tomorrow", kit.GREEN
        return _ASKING[self.nudge.kind]


def asking(notice: Asking, words: Words) -> ui.LayoutView:
    """It is about another time, the day before, today, a captain's reminder, or for those who signed up late."""
    facts, nudge = notice.facts, notice.nudge.id
    key, accent = notice.look
    return kit.card(
        f"{mentions(notice.told)}\n{words(key, name=name_of(facts, words))}",
        "\n".join(part for part in (_facts(facts, words), _partners(notice, words)) if part),
        to_card(facts, words),
        kit.row(
            still_button(facts, words),
            cant_button(facts, words),
            later_button(facts, words, nudge),
            stop_button(facts, words, nudge),
        ),
        accent=accent,
    )


def _partners(notice: Asking, words: Words) -> str:
    """Who knocks with whom, for the pairs of those who are told."""
    told = set(notice.told)
    theirs = [pair for pair in notice.pairs if len(pair.people) > 1 and any(s.person_id in told for s in pair.people)]
    lines = (words("nudge.pair", names=words.all_of(person(one) for one in pair.people)) for pair in theirs)
    return fitted(lines, len(theirs), words, PAIRS_ROOM, "\n")


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
