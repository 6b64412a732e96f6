"""The board: the public card in a session's thread, on which everybody sees how the day goes.

The bar is text, and the same stands beside it in words: it looks alike on every phone and is read aloud whole.
"""

from collections.abc import Callable, Iterator

import discord
from discord import ui

from bot import ids
from bot.cards import cheers, kit
from bot.cards.canvass import fitted
from bot.cards.doors import SIGNS, goal_bar, together
from bot.cards.scripts import script_row
from bot.words import Words
from db.facts.doors import ASKS, BoardFacts, Crew, Knocker, Tally

OUT, BACK, WENT = "🚪", "✅", "🚶"
NAME_MOST = 30
ALONE_MOST = 6  # people without a pair who each have a line
NO_BREAK = "\u00a0"
ALONE_ROOM = 500
CREWS_ROOM = 1400  # characters for all who are out or back


def board(facts: BoardFacts, words: Words) -> ui.LayoutView:
    """The board while people are at the doors; for what it ends in see bot/cards/wrap.py."""
    here = [crew for crew in facts.crews if crew.people]
    return kit.card(
        f"### 🚪 {title(facts, words)}",
        totals(facts, words),
        kit.rule(),
        crew_list(here, words) or words("doors.board.nobody"),
        *_cheers(facts, words),
        *_rows(facts.canvass_id, words, *cheers.cheer_button(facts, words)),
        accent=kit.GREEN,
    )


def called_off(facts: BoardFacts, words: Words) -> ui.LayoutView:
    """The board of a session that was called off while people were at its doors."""
    here = [crew for crew in facts.crews if crew.people]
    back = kit.button(words("doors.button.back"), ids.DOORS_BACK(canvass=facts.canvass_id, on=1), emoji="✅")
    return kit.card(
        f"### 🚪 {title(facts, words)}",
        words("doors.board.cancelled"),
        totals(facts, words),
        crew_list(here, words),
        kit.row(back, captain_button(facts.canvass_id, words)),
        accent=kit.RED,
    )


def title(facts: BoardFacts, words: Words) -> str:
    """What the session is called."""
    return kit.plain(facts.name, 80) or words("canvass.unnamed")


def totals(facts: BoardFacts, words: Words) -> str:
    """The group's goal first, then what was counted together."""
    tally, doors = facts.total, facts.total.doors
    lines = [f"**{together(doors, facts.goal, words)}**", goal_bar(doors, facts.goal)]
    lines.append(
        f"💬 {words.n('doors.board.talks', tally.talks)} · 💚 {words.n('doors.board.supporters', tally.supporters)}"
    )
    lines.append(_asks(tally, words))
    return "\n".join(line for line in lines if line)


def _asks(tally: Tally, words: Words) -> str:
    told = f"🤝 {words.n('doors.board.asks', tally.asks)}"
    taken = [f"{SIGNS[ask]} {tally.of(ask)}" for ask in ASKS if tally.of(ask)]
    return f"{told} ({' · '.join(taken)})" if taken else told


# ---- who is out ----------------------------------------------------------------------------------------


def crew_line(crew: Crew, words: Words) -> str:
    """A pair, or one person by themselves: out or back, and their doors where everybody wants that told."""
    return f"{sign(crew)} {crew_told(crew, words)}"


def crew_told(crew: Crew, words: Words) -> str:
    """The same without whether they are back."""
    names = words.all_of(_name(knocker) for knocker in crew.people)
    who = f"**{words('doors.board.pair', number=crew.number)}** {names}" if crew.number is not None else names
    parts = [who]
    if crew.doors and all(knocker.named for knocker in crew.people):
        parts.append(words.n("doors.doors", crew.doors))
    if crew.finished:
        parts.append(words("doors.board.finished"))
    return " · ".join(parts)


def _name(knocker: Knocker) -> str:
    return kit.plain(knocker.name, NAME_MOST) or f"<@{knocker.person_id}>"


def sign(crew: Crew) -> str:
    """Out or back."""
    return BACK if crew.back else OUT


def crew_list(
    crews: list[Crew],
    words: Words,
    told: Callable[[Crew, Words], str] = crew_line,
    signed: Callable[[Crew], str] = sign,
) -> str:
    """Each crew on a line of its own; where many knock by themselves, they share one, each with their doors."""
    alone = [crew for crew in crews if crew.number is None]
    listed = [crew for crew in crews if crew.number is not None] if len(alone) > ALONE_MOST else crews
    lines = [fitted((told(crew, words) for crew in listed), len(listed), words, CREWS_ROOM, joint="\n")]
    for mark in (OUT, BACK, WENT) if listed is not crews else ():
        if group := [crew for crew in alone if signed(crew) == mark]:
            names = fitted(map(_short, group), len(group), words, ALONE_ROOM, joint=f"{NO_BREAK}· ")
            lines.append(f"{mark} **{words.n('doors.board.alone', len(group))}** {names}")
    return "\n".join(line for line in lines if line)


def _short(crew: Crew) -> str:
    [knocker] = crew.people
    return f"{_name(knocker)}{NO_BREAK}{crew.doors}" if crew.doors and knocker.named else _name(knocker)


def _cheers(facts: BoardFacts, words: Words) -> Iterator[ui.Item[ui.LayoutView] | str]:
    if facts.cheers:
        yield kit.rule()
        yield "\n".join(f"- {cheers.line(cheer, words)}" for cheer in facts.cheers)


# ---- its buttons -----------------------------------------------------------------------------------------


def _rows(id_: int, words: Words, *more: ui.Button[ui.LayoutView]) -> list[ui.ActionRow[ui.LayoutView]]:
    pad = kit.button(words("doors.button.pad"), ids.DOORS_PAD(canvass=id_), discord.ButtonStyle.success, emoji="🔢")
    here = kit.button(words("doors.button.here"), ids.DOORS_HERE(canvass=id_), emoji="👋")
    done = kit.button(words("doors.button.finished"), ids.DOORS_FINISHED(canvass=id_, on=1), emoji="🏁")
    back = kit.button(words("doors.button.back"), ids.DOORS_BACK(canvass=id_, on=1), emoji="✅")
    return [kit.row(pad, here), kit.row(back, done), script_row(words, id_), kit.row(captain_button(id_, words), *more)]


def captain_button(id_: int, words: Words) -> ui.Button[ui.LayoutView]:
    """The way to the captain's view."""
    return kit.button(words("doors.button.captain"), board_id(id_), emoji="🧭")


def board_id(canvass_id: int) -> str:
    """The id of a button that stands on a board however it looks, by which it is found again."""
    return ids.DOORS_CAPTAIN(canvass=canvass_id, page=0)
