"""The day of a meeting: the pocket card, and what its thread is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.canvass_nudges import mentions
from bot.cards.meetings import (
    card,
    jump,
    line_text,
    name_of,
    people,
    pocket_button,
    when,
    where,
)
from bot.cards.meetings_room import speaker
from bot.words import Words
from db.facts.meetings import Line, MeetingFacts, MeetingLine, MeetingState, Section
from db.facts.playbooks import AgendaItem

ORDER_ROOM, NOES_ROOM = 1400, 600  # characters
NEXT_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Pocket:
    """What a pocket card needs beside the meeting."""

    agenda: Sequence[AgendaItem]
    texts: Mapping[str, str]  # of the running order, filled from the campaign, by key
    reader_id: int


# ---- the pocket card -----------------------------------------------------------------------------------


def pocket(facts: MeetingFacts, about: Pocket, words: Words) -> ui.LayoutView:
    """All that one needs in the room, on one screen or two: who, what, in which order, and what if they say no."""
    notes = ids.MEETING_WRITE(meeting=facts.id, what="notes")
    room = kit.button(words("meeting.button.room"), ids.MEETING_OPEN(meeting=facts.id), emoji="📂")
    calendar = kit.button(words("canvass.button.calendar"), ids.MEETING_CALENDAR(meeting=facts.id), emoji="📅")
    return kit.card(
        f"## 🎒 {name_of(facts, words)}\n"
        + "\n".join([_mine(facts, about, words), f"🗓️ {when(facts.plan, words)}", *where(facts.plan, words)]),
        kit.rule(),
        "\n".join(_heart(facts, words)),
        kit.rule(),
        _order(facts, about, words),
        _noes(facts, words),
        kit.row(kit.button(words("meeting.button.notes"), notes, emoji="🗒️"), room, calendar),
        accent=kit.GREEN,
    )


def _mine(facts: MeetingFacts, about: Pocket, words: Words) -> str:
    me = facts.attendee(about.reader_id)
    if me is None:
        return words("meeting.pocket.not_going")
    if not me.roles:
        return words("meeting.pocket.no_role")
    roles = words.all_of(words(f"meeting.you.{role.value}") for role in me.roles)
    return words("meeting.pocket.you", roles=roles)


def _heart(facts: MeetingFacts, words: Words) -> Iterator[str]:
    """What is said: thanks, the two or three messages, the ask, the step."""
    for line in facts.of(Section.THANKS):
        yield f"🌷 {kit.plain(line.text, 160)}"
    for number, line in enumerate(facts.of(Section.MESSAGES), 1):
        yield f"**{number}.** {kit.plain(line.text, 220)}"
    yield _said("🎯", Section.ASK, facts, words)
    yield _said("👣", Section.STEP, facts, words)


def _said(sign: str, section: Section, facts: MeetingFacts, words: Words) -> str:
    part, lines = words(f"meeting.part.{section.value}"), facts.of(section)
    if not lines:
        return f"{sign} **{part}:** {words('meeting.pocket.open')}"
    return f"{sign} **{part}:** {kit.plain(lines[0].text, 260)}"


def _order(facts: MeetingFacts, about: Pocket, words: Words) -> str:
    whole = words("meeting.pocket.minutes", n=sum(item.minutes for item in about.agenda))
    most = max(60, ORDER_ROOM // max(1, len(about.agenda)) - 50)  # beside who speaks, and for how long
    lines = [
        words(
            "meeting.read.item", number=number, minutes=item.minutes, who=speaker(facts, item.role, words),
            text=kit.plain(about.texts.get(item.key, item.text), most),
        )
        for number, item in enumerate(about.agenda, 1)
    ]  # fmt: skip
    return f"**{words('meeting.read.order')}** · {whole}\n{fitted(lines, len(lines), words, ORDER_ROOM, NEXT_LINE)}"


def _noes(facts: MeetingFacts, words: Words) -> str:
    noes: Sequence[Line] = facts.of(Section.NOES)
    lines = (f"- {kit.plain(line.text, 90)}{_answer(line)}" for line in noes)
    return (
        f"**{words('meeting.pocket.noes')}**\n{fitted(lines, len(noes), words, NOES_ROOM, NEXT_LINE)}" if noes else ""
    )


def _answer(line: Line) -> str:
    return f" → {kit.plain(line.more, 130)}" if line.more else ""


# ---- /meeting today --------------------------------------------------------------------------------------


def none_today(coming: Sequence[MeetingLine], words: Words) -> ui.LayoutView:
    """Nothing today; what comes next."""
    lines = "\n".join(line_text(line, words) for line in coming[:5])
    return kit.note(words("meeting.today.none"), f"**{words('meeting.today.next')}**\n{lines}" if lines else None)


def alone(facts: MeetingFacts, words: Words, *, now: datetime) -> ui.LayoutView:
    """A meeting of today as somebody sees it who does not go: its public card."""
    return card(facts, words, now=now)


# ---- what the thread is told ---------------------------------------------------------------------------


def today(facts: MeetingFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """It is soon: where and when, who does what, and the pocket card one tap away."""
    open_ = facts.state is not MeetingState.READY
    return kit.card(
        f"{mentions(told)}\n{words('meeting.told.today', name=name_of(facts, words))}".strip(),
        "\n".join([f"🗓️ {when(facts.plan, words)}", *where(facts.plan, words)]),
        people(facts, words),
        f"⚠️ {words('meeting.told.not_ready')}" if open_ else None,
        _to_card(facts, words),
        kit.row(
            pocket_button(facts.id, words, nudge=nudge),
            kit.button(words("meeting.button.room"), ids.MEETING_OPEN(meeting=facts.id), emoji="📂"),
        ),
        accent=kit.GREEN,
    )


def moved(facts: MeetingFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """It is at another time, or in another place."""
    return kit.card(
        f"{mentions(told)}\n{words('meeting.told.moved', name=name_of(facts, words))}".strip(),
        "\n".join([f"🗓️ {when(facts.plan, words)}", *where(facts.plan, words)]),
        f"-# {words('meeting.told.moved_next')}",
        _to_card(facts, words),
        kit.row(
            pocket_button(facts.id, words, nudge=nudge),
            kit.button(words("canvass.button.calendar"), ids.MEETING_CALENDAR(meeting=facts.id), emoji="📅"),
        ),
        accent=kit.YELLOW,
    )


def off(facts: MeetingFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """It is called off."""
    reason = kit.plain(facts.reason, 220)
    return kit.card(
        f"{mentions(told)}\n🔴 {words('meeting.told.off', name=name_of(facts, words))}".strip(),
        f"🗓️ ~~{kit.stamp(facts.plan.starts_at)}~~",
        f"> {reason}" if reason else None,
        words("meeting.told.off_next"),
        kit.row(pocket_button(facts.id, words, nudge=nudge)),
        accent=kit.RED,
    )


def _to_card(facts: MeetingFacts, words: Words) -> str | None:
    link = jump(facts)
    return f"-# {words('meeting.to_card', link=link)}" if link else None
