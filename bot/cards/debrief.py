"""How a day at the doors was: three questions to those who came, and what they said, without names."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.board import title
from bot.cards.canvass import fitted
from bot.cards.canvass_nudges import mentions
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts.doors import DEBRIEF_MOST, BoardFacts
from db.facts.wrapping import Compiled, DebriefAnswers

ROOM = 1050  # characters for the answers to one question
ANSWER_MOST = 520  # … for one of them, its marks guarded

QUESTIONS = {"good": "👍", "hard": "🤔", "next_time": "💡"}
_KEYS = {"good": "debrief.form.good", "hard": "debrief.form.hard", "next_time": "debrief.form.next_time"}

DEBRIEF_FORM = Form(
    id=ids.DEBRIEF_FORM,
    title="debrief.form.title",
    fields=tuple(Text(name, key, most=DEBRIEF_MOST, tall=True, like=True) for name, key in _KEYS.items()),
    warning="debrief.form.how",
)


def typed(answers: DebriefAnswers) -> dict[str, str]:
    """What a form shows of earlier answers."""
    return {"good": answers.good, "hard": answers.hard, "next_time": answers.next_time}


def invitation(facts: BoardFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """For those who came: how was it?"""
    id_ = facts.canvass_id
    say = kit.button(
        words("debrief.button.open"),
        ids.DEBRIEF_OPEN(canvass=id_, nudge=nudge),
        discord.ButtonStyle.success,
        emoji="📝",
    )
    thank = kit.button(words("thanks.button.open"), ids.THANKS_OPEN(canvass=id_, page=0), emoji="💛")
    count = kit.button(words("wrap.button.count"), ids.WRAP_COUNT(canvass=id_, number=0), emoji="🔢")
    return kit.card(
        f"{mentions(told)}\n📝 {words('debrief.asked', name=title(facts, words))}".strip(),
        f"-# {words('debrief.asked_hint')}",
        kit.row(say, thank, count),
        accent=kit.BLURPLE,
    )


def kept(canvass_id: int, thanked: int, words: Words) -> ui.LayoutView:
    """Somebody said how it was; and if somebody thanked them, that they did."""
    again = kit.button(words("debrief.button.change"), ids.DEBRIEF_OPEN(canvass=canvass_id, nudge=0), emoji="✏️")
    thank = kit.button(words("thanks.button.open"), ids.THANKS_OPEN(canvass=canvass_id, page=0), emoji="💛")
    waits = f"💛 {words.n('thanks.waits', thanked)}" if thanked else None
    return kit.note(words("debrief.kept"), waits, kit.row(thank, again))


# ---- what people said ------------------------------------------------------------------------------------


def compiled(facts: Compiled, words: Words) -> ui.LayoutView:
    """For the captain and the organizers: everything, question by question; sharing it is their choice."""
    id_ = facts.canvass_id
    panel = kit.button(words("wrap.button.panel"), ids.WRAP_UP(canvass=id_, nudge=0), emoji="🎉")
    if not facts.people:
        return kit.card(*_head(facts, words), words("debrief.none"), kit.row(panel), accent=kit.BLURPLE)
    whole = kit.button(words("debrief.button.file"), ids.DEBRIEF_FILE(canvass=id_), emoji="📄")
    share = kit.button(
        words("debrief.button.share"), ids.DEBRIEF_SHARE(canvass=id_), discord.ButtonStyle.primary, emoji="📣"
    )
    return kit.card(
        *_head(facts, words),
        *_answers(facts, words),
        f"-# {words('debrief.share_hint')}",
        kit.row(share, whole, panel),
        accent=kit.BLURPLE,
    )


def shared(facts: Compiled, words: Words) -> ui.LayoutView:
    """The same for everybody, in the thread."""
    add = kit.button(
        words("debrief.button.add"), ids.DEBRIEF_ADD(canvass=facts.canvass_id), discord.ButtonStyle.success, emoji="📝"
    )
    return kit.card(*_head(facts, words), *_answers(facts, words), kit.row(add), accent=kit.BLURPLE)


def _head(facts: Compiled, words: Words) -> tuple[str, str]:
    name = kit.plain(facts.name, 80) or words("canvass.unnamed")
    return f"### 📝 {words('debrief.title', name=name)}", words.n("debrief.people", facts.people, came=facts.came)


def _by_question(facts: Compiled) -> dict[str, tuple[str, ...]]:
    return {"good": facts.good, "hard": facts.hard, "next_time": facts.next_time}


def _answers(facts: Compiled, words: Words) -> list[str]:
    return [
        f"**{QUESTIONS[name]} {words(_KEYS[name])}**\n{_quoted(answers, words)}"
        for name, answers in _by_question(facts).items()
        if answers
    ]


def _quoted(answers: Sequence[str], words: Words) -> str:
    lines = (f"> {kit.plain(answer, ANSWER_MOST)}" for answer in answers)
    return fitted(lines, len(answers), words, ROOM, joint="\n")


def document(facts: Compiled, words: Words) -> str:
    """All that people said, as a text file."""
    parts = [words("debrief.title", name=facts.name or words("canvass.unnamed"))]
    parts.append(words.n("debrief.people", facts.people, came=facts.came))
    for name, answers in _by_question(facts).items():
        if answers:
            parts.append("\n".join([words(_KEYS[name]), *(f"- {' '.join(answer.split())}" for answer in answers)]))
    return "\n\n".join(parts) + "\n"


def attached(name: str, words: Words) -> ui.LayoutView:
    """The message that carries the file."""
    file: ui.File[ui.LayoutView] = ui.File(f"attachment://{name}")
    return kit.note(words("debrief.file"), file)


def shared_told(room_id: int, words: Words) -> ui.LayoutView:
    """It stands in the thread."""
    return kit.note(words("debrief.shared", room=f"<#{room_id}>"))
