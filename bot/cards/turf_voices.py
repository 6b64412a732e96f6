"""Where the group would knock next, and where it knows people: the card on which everybody says so.

It stays where it was posted, so it names nobody: who knows people there is in the organizers' own list.
"""

from collections.abc import Collection, Iterator

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.turf import CHOICES, PRIORITY_KEYS, Row, doors
from bot.words import Words
from db.facts import TurfFacts, TurfSaying, TurfVoiced, TurfVoices

SHOWN = 10  # neighborhoods that the card tells of
_NAMES, _NAME = 3, 24  # people named at one neighborhood before the rest are counted, and characters of a name
_ROOM, _LINE = 3_400, 250  # characters for all of them; of one of them, without its reason
_WHY_LEAST, _WHY_MOST = 80, 600
_HINTS = {TurfSaying.WANTS: "turf.ask.wants_hint", TurfSaying.KNOWS: "turf.ask.knows_hint"}


def asking(facts: TurfVoices, words: Words) -> ui.LayoutView:
    """The card for everybody in a channel, as the voices are now."""
    title = f"### 🏘️ {words('turf.ask.title')}"
    if not facts.turfs:
        return kit.card(title, words("turf.ask.over"), accent=kit.GREEN)
    return kit.card(
        title,
        words("turf.ask.how"),
        "\n".join(_told(facts, words)),
        *_rows(facts.lines, words),
        accent=kit.BLURPLE,
    )


def asked(words: Words) -> ui.LayoutView:
    """The private answer to who asked the group."""
    return kit.note(words("turf.ask.done"), kit.row(_to_list(words)))


def nothing_to_ask(words: Words) -> ui.LayoutView:
    """The private answer while there is nothing to choose from, with what to do."""
    add = kit.button(words("turf.button.add"), ids.TURF_NEW(), discord.ButtonStyle.primary)
    return kit.note(words("turf.ask.cannot"), kit.row(add))


def beside(facts: TurfVoices, chosen: Collection[int], words: Words) -> ui.LayoutView | None:
    """What somebody has to be told in private, as the card does not show it: what was left out, and what is below."""
    here = {one.facts.id for one in facts.turfs}
    below = [one.facts for one in facts.turfs[SHOWN:] if one.facts.id in chosen]
    left_out = words("turf.ask.left_out") if set(chosen) - here else None
    if not below:
        return kit.note(left_out) if left_out else None
    noted = [line for line in facts.lines if line.id in chosen]
    names = words.all_of(kit.plain(line.name, 60) for line in noted)
    return kit.note(words("turf.ask.noted", names=names, n=SHOWN), left_out)


def in_short(one: TurfVoiced, words: Words) -> str:
    """One small line for the organizers' list; empty while nobody said anything."""
    told = []
    if one.knows:
        told.append(f"👋 {words.n('turf.ask.knows', len(one.knows), names=_names(one, words))}")
    if one.wants:
        told.append(f"🗳️ {words.n('turf.ask.wants', one.wants)}")
    return f"-# {' · '.join(told)}" if told else ""


# ---- inside ------------------------------------------------------------------------------------


def _told(facts: TurfVoices, words: Words) -> Iterator[str]:
    shown = facts.turfs[:SHOWN]
    why_most = min(max(_ROOM // len(shown) - _LINE, _WHY_LEAST), _WHY_MOST)
    for one in shown:
        yield _paragraph(one, why_most, words)
    if more := len(facts.turfs) - len(shown):
        yield words.n("turf.ask.more", more)
    known = words.n("turf.ask.known", facts.known) if facts.known else words("turf.ask.nobody")
    most = words("turf.ask.most", n=CHOICES) if len(facts.lines) > CHOICES else ""
    yield f"-# {' '.join(part for part in (known, most) if part)}"


def _paragraph(one: TurfVoiced, why_most: int, words: Words) -> str:
    head = [f"**{kit.plain(one.facts.name, 80)}**", words(PRIORITY_KEYS[one.facts.priority])]
    if one.wants:
        head.append(f"🗳️ {words.n('turf.ask.wants', one.wants)}")
    below = [kit.plain(one.facts.why, why_most)] if one.facts.why else []
    if one.knows:
        below.append(f"👋 {words.n('turf.ask.knows_count', len(one.knows))}")
    return " · ".join(head) + (f"\n-# {' · '.join(below)}" if below else "")


def _names(one: TurfVoiced, words: Words) -> str:
    names = [kit.plain(name, _NAME) or f"<@{person_id}>" for person_id, name in one.knows[:_NAMES]]
    if more := len(one.knows) - len(names):
        names.append(words.n("turf.ask.more_people", more))
    return words.all_of(names)


def _rows(lines: Collection[TurfFacts], words: Words) -> list[Row]:
    # By priority and name, and not by voices: what one is about to tap does not move while others choose.
    options = [
        kit.option(
            kit.bare(line.name), str(line.id), about=f"{words(PRIORITY_KEYS[line.priority])} · {doors(line, words)}"
        )
        for line in list(lines)[:CHOICES]
    ]
    selects = [
        kit.select(ids.TURF_SAY(what=what.value), options, words(key), least=0, most=len(options))
        for what, key in _HINTS.items()
    ]
    return [*map(kit.row, selects), kit.row(kit.button(words("turf.button.take_back"), ids.TURF_TAKE_BACK()))]


def _to_list(words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(words("turf.import.show"), ids.TURF_PAGE(page=0))
