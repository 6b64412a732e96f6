"""The pad on which a volunteer counts doors, and the short answers beside it.

A press on the pad is answered with the same card in which only a few numbers differ: `painted` fills them into a
frame that is kept ready.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.scripts import script_row
from bot.words import Words, words_in
from db.facts.doors import ASKS, DOORS, Outcome, PadFacts, PressFacts, Stay, Tally

SIGNS = {
    Outcome.NOBODY: "🏠",
    Outcome.TALKED: "💬",
    Outcome.SUPPORTER: "💚",
    Outcome.MOVED_ON: "👣",
    Outcome.SIGN: "🪧",
    Outcome.EVENT: "📅",
    Outcome.INFORMED: "✉️",
}
HEADING = "🏃"  # on the way back
FIVE = "five"  # doors where nobody was home, in one press

_PRESSED: dict[str, dict[Outcome, int]] = {**{outcome: {outcome: 1} for outcome in Outcome}, FIVE: {Outcome.NOBODY: 5}}
_ORDER = (*DOORS, *ASKS)
WIDTH = 10  # signs in a bar
_STAYS = {  # whether they come along, and whether that was new
    (True, True): "doors.stay.coming",
    (True, False): "doors.stay.coming_already",
    (False, True): "doors.stay.not",
    (False, False): "doors.stay.not_already",
}
PLACE_MOST = 120  # characters of the place where people sit together afterwards

Row = ui.ActionRow[ui.LayoutView]
IdOf = Callable[[str], str]


def pressed(what: str) -> dict[Outcome, int] | None:
    """What a counting button counts; None for one that there is not."""
    return _PRESSED.get(what)


# ---- what stands on it -----------------------------------------------------------------------------------


def goal_bar(doors: int, goal: int | None) -> str:
    """A bar of text for the group's goal; empty without one. The first door shows; it is full only at the goal."""
    if not goal:
        return ""
    filled = min(WIDTH, max(doors * WIDTH // goal, int(doors > 0)))
    return "▰" * filled + "▱" * (WIDTH - filled)


def together(doors: int, goal: int | None, words: Words) -> str:
    """The group's doors, beside its goal in words and as a share."""
    if not goal:
        return words.n("doors.together", doors)
    return words("doors.together_goal", doors=doors, goal=goal, percent=doors * 100 // goal)


def counted(tally: Tally, words: Words) -> str:
    """What was counted, by outcome: «🏠 4 nobody home · 💬 1 talked»."""
    return " · ".join(
        f"{SIGNS[outcome]} {words.n(f'doors.said.{outcome.value}', n)}"
        for outcome in _ORDER
        if (n := tally.of(outcome))
    )


def said(counts: Sequence[tuple[Outcome, int]], words: Words) -> str:
    """What a press did: «+1 talked», or «Undone: 1 talked»."""
    if not counts:
        return ""
    told = listed(counts, words)
    return words("doors.undone", what=told) if counts[0][1] < 0 else f"+{told}"


def listed(counts: Sequence[tuple[Outcome, int]], words: Words) -> str:
    """What was counted or undone in one go: «4 nobody home and 1 talked»."""
    ordered = sorted(counts, key=lambda one: _ORDER.index(one[0]))
    return words.all_of(words.n(f"doors.said.{outcome.value}", abs(n)) for outcome, n in ordered)


def pad_text(facts: PadFacts, words: Words, before: str = "", *, own: bool = True) -> str:
    """All that changes on a pad, one's own or somebody's; `before` is said in place of what the last press did."""
    doors = words.n("doors.doors", facts.mine.doors)
    told = before or said(facts.said, words)
    lines = [
        f"### 🚪 {kit.plain(facts.name, 80) or words('canvass.unnamed')}",
        f"**{told}** · {doors}" if told else f"**{doors}**",
        counted(facts.mine, words) or words("doors.pad.how"),
    ]
    if facts.back:
        lines.append(words("doors.pad.back" if own else "doors.captain.is_back"))
    group = together(facts.all_doors, facts.goal, words)
    lines.append(f"-# {goal_bar(facts.all_doors, facts.goal)} {group}".replace("  ", " "))
    return "\n".join(lines)


# ---- the pad ---------------------------------------------------------------------------------------------


def pad(facts: PadFacts, words: Words, before: str = "") -> ui.LayoutView:
    """A volunteer's own pad."""
    rows = _own_rows(facts.canvass_id, words) if facts.live else _closed_rows(facts.canvass_id, words)
    text = pad_text(facts, words, before)
    return kit.card(
        text if facts.live else f"{text}\n{words('doors.pad.closed')}", *rows, accent=kit.GREEN if facts.live else None
    )


def painted(facts: PadFacts, words: Words) -> list[Any]:
    """The same as what Discord is sent, for a press."""
    frame = _frame(facts.canvass_id, words.language)
    text, *rest = frame["components"]
    return [{**frame, "components": [{**text, "content": pad_text(facts, words)}, *rest]}]


@lru_cache(maxsize=512)
def _frame(canvass_id: int, language: str) -> dict[str, Any]:
    view = kit.card("…", *_own_rows(canvass_id, words_in(language)), accent=kit.GREEN)
    frames: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types
    return frames[0]


def _own_rows(canvass_id: int, words: Words) -> list[Row]:
    undo = kit.button(words("doors.button.undo"), ids.DOORS_UNDO(canvass=canvass_id), emoji="↩️")
    others = kit.button(words("doors.button.others"), ids.DOORS_OTHERS(canvass=canvass_id), emoji="🕘")
    more = kit.button(words("doors.button.several"), ids.DOORS_ADD(canvass=canvass_id, person=0, asks=0), emoji="➕")
    return [
        *counting_rows(lambda what: ids.DOORS_COUNT(canvass=canvass_id, what=what), more, words),
        kit.row(undo, others),
        script_row(words, canvass_id),
    ]


def counting_rows(id_of: IdOf, beside: ui.Button[ui.LayoutView], words: Words) -> list[Row]:
    """The buttons that count: two in a row, wide enough for a thumb; then what was taken at the door.

    `beside` is what stands beside the five doors.
    """

    def count(what: Outcome, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> ui.Button[ui.LayoutView]:
        return kit.button(words(f"doors.outcome.{what.value}"), id_of(what.value), style, emoji=SIGNS[what])

    five = kit.button(words("doors.button.five"), id_of(FIVE), emoji="⏩")
    return [
        kit.row(count(Outcome.NOBODY), count(Outcome.TALKED, discord.ButtonStyle.primary)),
        kit.row(count(Outcome.SUPPORTER, discord.ButtonStyle.success), count(Outcome.MOVED_ON)),
        kit.row(five, beside),
        kit.row(*map(count, ASKS)),
    ]


def _closed_rows(canvass_id: int, words: Words) -> list[Row]:
    add = kit.button(words("doors.button.add"), ids.DOORS_ADD(canvass=canvass_id, person=0, asks=0), emoji="➕")
    fix = kit.button(words("doors.button.fix"), ids.DOORS_FIX(canvass=canvass_id, person=0, asks=0), emoji="🔧")
    return [kit.row(add, fix)]


# ---- undoing one of the last presses ------------------------------------------------------------------------


def choose_undo(facts: PadFacts, words: Words, *, zone: str) -> ui.LayoutView:
    """Which of one's last presses to take back; the hours in `zone`."""
    back = kit.button(words("doors.button.to_pad"), ids.DOORS_PAD(canvass=facts.canvass_id), emoji="🔢")
    standing = [press for press in facts.last if not press.undone]
    if not standing:
        return kit.note(words("doors.undo.none"), kit.row(back))
    chooser = kit.select(
        ids.DOORS_TAKE_BACK(canvass=facts.canvass_id),
        [_press_option(press, words, zone) for press in standing],
        words("doors.undo.which"),
    )
    lines = "\n".join(f"{kit.stamp(press.at, 'T')} · {_what(press, words)}" for press in standing)
    return kit.card(f"{words('doors.undo.ask')}\n{lines}", kit.row(chooser), kit.row(back))


def _press_option(press: PressFacts, words: Words, zone: str) -> discord.SelectOption:
    # Options show no timestamps: the hour is written out.
    at = words.clock(press.at.astimezone(ZoneInfo(zone)).time())
    return kit.option(f"{at} · {_what(press, words)}", str(press.press_id))


def _what(press: PressFacts, words: Words) -> str:
    return f"{'−' if press.counts and press.counts[0][1] < 0 else '+'}{listed(press.counts, words)}"


# ---- short answers ------------------------------------------------------------------------------------------


def arrived(canvass_id: int, words: Words, *, new: bool) -> ui.LayoutView:
    """Somebody is there."""
    pad_button = kit.button(
        words("doors.button.pad"), ids.DOORS_PAD(canvass=canvass_id), discord.ButtonStyle.success, emoji="🔢"
    )
    leave = kit.button(words("doors.button.leave"), ids.DOORS_LEAVE(canvass=canvass_id), emoji="↩️")
    told = words("doors.here.new" if new else "doors.here.already")
    return kit.note(told, kit.row(pad_button, leave))


def left(canvass_id: int, words: Words) -> ui.LayoutView:
    """A check-in is taken back."""
    here = kit.button(words("doors.button.here"), ids.DOORS_HERE(canvass=canvass_id), emoji="👋")
    return kit.note(words("doors.here.left"), kit.row(here))


def finished(canvass_id: int, number: int, words: Words, *, done: bool) -> ui.LayoutView:
    """A pair's list is done, or is not after all."""
    other = kit.button(
        words("doors.button.not_finished" if done else "doors.button.finished"),
        ids.DOORS_FINISHED(canvass=canvass_id, on=0 if done else 1),
        emoji="↩️" if done else "🏁",
    )
    key = "doors.finished.done" if done else "doors.finished.undone"
    home = [heading_button(canvass_id, words), _back_button(canvass_id, words)] if done else []
    return kit.note(words(key, number=number), kit.row(*home, other))


def heading(canvass_id: int, changed: int, words: Words, *, done: bool) -> ui.LayoutView:
    """A crew is on its way back, or at the doors again."""
    if not done:
        return kit.note(words("doors.heading.undone"), kit.row(heading_button(canvass_id, words)))
    undo = kit.button(words("doors.button.not_heading"), ids.DOORS_HEADING(canvass=canvass_id, on=0), emoji="↩️")
    told = words.n("doors.heading.done", changed) if changed else words("doors.heading.already")
    return kit.note(told, kit.row(_back_button(canvass_id, words), undo))


def heading_button(canvass_id: int, words: Words) -> ui.Button[ui.LayoutView]:
    """On the way back."""
    return kit.button(words("doors.button.heading"), ids.DOORS_HEADING(canvass=canvass_id, on=1), emoji=HEADING)


def back(canvass_id: int, changed: int, words: Words, *, done: bool) -> ui.LayoutView:
    """A crew is back, or is out again."""
    if not done:
        return kit.note(words("doors.back.undone"), kit.row(_back_button(canvass_id, words)))
    undo = kit.button(words("doors.button.not_back"), ids.DOORS_BACK(canvass=canvass_id, on=0), emoji="↩️")
    add = kit.button(words("doors.button.add"), ids.DOORS_ADD(canvass=canvass_id, person=0, asks=0), emoji="➕")
    count = kit.button(words("wrap.button.count"), ids.WRAP_COUNT(canvass=canvass_id, number=0), emoji="🔢")
    told = words.n("doors.back.done", changed) if changed else words("doors.back.already")
    return kit.note(told, kit.row(count, add, undo))


def _back_button(canvass_id: int, words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(
        words("doors.button.back"), ids.DOORS_BACK(canvass=canvass_id, on=1), discord.ButtonStyle.success, emoji="✅"
    )


def stays(said: Stay, words: Words) -> ui.LayoutView:
    """Somebody comes along afterwards, or does not after all."""
    told = words(_STAYS[said.coming, said.new], place=kit.plain(said.place, PLACE_MOST))
    return kit.note(f"🍽️ {told}", kit.row(stay_button(said.canvass_id, words, on=not said.coming)))


def stay_button(canvass_id: int, words: Words, *, on: bool = True) -> ui.Button[ui.LayoutView]:
    """Coming along afterwards; not `on`, not after all."""
    label = words("doors.button.stay" if on else "doors.button.not_stay")
    return kit.button(label, ids.DOORS_STAY(canvass=canvass_id, on=int(on)), emoji="🍽️" if on else "↩️")
