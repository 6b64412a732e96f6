"""The board: the public card in a session's thread, on which everybody sees how the day goes.

The bar is text, and the same stands beside it in words: it looks alike on every phone and is read aloud whole.
"""

from collections.abc import Callable, Iterator

import discord
from discord import ui

from bot import ids
from bot.cards import cheers, kit
from bot.cards.canvass import fitted
from bot.cards.doors import HEADING, PLACE_MOST, SIGNS, goal_bar, heading_button, stay_button, together
from bot.cards.scripts import script_row
from bot.words import Words
from db.facts.doors import ASKS, BoardFacts, Crew, Knocker, Stayer, Tally

OUT, BACK, WENT = "🚪", "✅", "🚶"
NAME_MOST = 30
ALONE_MOST = 6  # people without a pair who each have a line
NO_BREAK = "\u00a0"
ALONE_ROOM = 500
CREWS_ROOM = 1400  # characters for all who are out or back
STAYING_ROOM = 240  # characters for those who come along afterwards


def board(facts: BoardFacts, words: Words) -> ui.LayoutView:
    """The board while people are at the doors; for what it ends in see bot/cards/wrap.py."""
    here = [crew for crew in facts.crews if crew.people]
    return kit.card(
        f"### 🚪 {title(facts, words)}",
        totals(facts, words),
        kit.rule(),
        crew_list(here, words) or words("doors.board.nobody"),
        *_cheers(facts, words),
        afterwards(facts, words),
        *_rows(facts, words),
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
    """A pair, or one person by themselves: out, on the way or back, and their doors where everybody wants that told."""
    line = f"{sign(crew)} {crew_told(crew, words)}"
    if crew.heading_at is None:
        return line
    return f"{line} · {words('doors.board.heading', when=kit.stamp(crew.heading_at, 't'))}"


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


def _name(one: Knocker | Stayer) -> str:
    return kit.plain(one.name, NAME_MOST) or f"<@{one.person_id}>"


def sign(crew: Crew) -> str:
    """Out, on the way back, or back."""
    if crew.back:
        return BACK
    return OUT if crew.heading_at is None else HEADING


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
    for mark in (OUT, HEADING, BACK, WENT) if listed is not crews else ():
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


# ---- where they sit together afterwards ------------------------------------------------------------------


def afterwards(facts: BoardFacts, words: Words) -> str:
    """The place, and who comes along: «Afterwards: Café Luna · Ana, Ben, and 3 more come along»; empty without one."""
    place = kit.plain(facts.debrief_place, PLACE_MOST)
    if not place:
        return ""
    if not facts.staying:
        return f"🍽️ {words('doors.stay.nobody', place=place)}"
    names = words.all_of(_those(facts.staying, words))
    return f"🍽️ {words.n('doors.stay.who', len(facts.staying), place=place, names=names)}"


def _those(staying: tuple[Stayer, ...], words: Words) -> Iterator[str]:
    """The names for which there is room, then how many more there are."""
    room, left = STAYING_ROOM, len(staying)
    for name in map(_name, staying):
        room -= len(name) + 2
        if room < 0:
            break
        left -= 1
        yield name
    if left:
        yield words.n("doors.stay.more", left)


# ---- its buttons -----------------------------------------------------------------------------------------


def _rows(facts: BoardFacts, words: Words) -> list[ui.ActionRow[ui.LayoutView]]:
    id_ = facts.canvass_id
    pad = kit.button(words("doors.button.pad"), ids.DOORS_PAD(canvass=id_), discord.ButtonStyle.success, emoji="🔢")
    here = kit.button(words("doors.button.here"), ids.DOORS_HERE(canvass=id_), emoji="👋")
    done = kit.button(words("doors.button.finished"), ids.DOORS_FINISHED(canvass=id_, on=1), emoji="🏁")
    back = kit.button(words("doors.button.back"), ids.DOORS_BACK(canvass=id_, on=1), emoji="✅")
    home = kit.row(back, heading_button(id_, words), done)
    stay = [stay_button(id_, words)] if facts.debrief_place else []
    last = kit.row(captain_button(id_, words), *cheers.cheer_button(facts, words), *stay)
    return [kit.row(pad, here), home, script_row(words, id_), last]


def captain_button(id_: int, words: Words) -> ui.Button[ui.LayoutView]:
    """The way to the captain's view."""
    return kit.button(words("doors.button.captain"), board_id(id_), emoji="🧭")


def board_id(canvass_id: int) -> str:
    """The id of a button that stands on a board however it looks, by which it is found again."""
    return ids.DOORS_CAPTAIN(canvass=canvass_id, page=0)
