"""The bricks of every card: text made safe, buttons with our ids, and a view that nothing listens to.

A card is painted once, sent, and painted anew from the database when something changed. It is stopped before
it is sent, so discord.py keeps nothing of it in memory; presses are found by their ids (bot/presses.py).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

import discord
from discord import ui

GREEN, GREY, RED, YELLOW, BLURPLE = 0x3BA55D, 0x80848E, 0xD83C3E, 0xF0B232, 0x5865F2
TEXT_MOST = 4000  # characters in all text of one message (discord-platform.md, section 3)

# Characters that show nothing but move, hide or join what stands around them.
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}
_JOINER = "\u200d"  # but for this one, which holds emoji together
# What Discord reads as more than text. Each mark is guarded by itself: a pattern for a whole masked link (as in
# discord.utils.escape_markdown) swallows all marks up to the last bracket. Links that stand bare stay whole.
_MARKS = re.compile(
    r"(?P<link>https?://[^\s<>\[\]()*~|`\\]+)|[\\*_~|`\[\]<]|^(?:#{1,3}|-#?|\+|>|>>>)(?=\s)|^(?P<number>\d+)(?=\.)",
    re.MULTILINE,
)
_MARKS_MOST = 3  # accents on one letter; some names need two, towers of them cover other lines


def plain(text: str, most: int = 100) -> str:
    """What a person typed, on one line: no markdown, no mention, nothing unseen; at most `most` characters.

    The limit counts characters after escaping, because that is what Discord counts.
    """
    return _fitted(" ".join(_seen(text).split()), most)


def prose(text: str, most: int = 1000) -> str:
    """The same for texts of several lines; at most one empty line in a row."""
    lines = (" ".join(line.split()) for line in _seen(text, keep="\n").split("\n"))
    return _fitted(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), most)


def bare(text: str, most: int = 100) -> str:
    """The same on one line for places where Discord reads no markdown: labels, options, names of threads and files."""
    seen = " ".join(_seen(text).split())
    return seen if len(seen) <= most else seen[: most - 1].rstrip() + "…"


def _seen(text: str, keep: str = "") -> str:
    if text.isascii() and text.isprintable():
        return text  # as nearly everything that is typed: nothing in it is hidden
    kept, marks = [], 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        if character.isspace() and character not in keep:
            kept.append(" ")
        elif marks <= _MARKS_MOST and (category not in _UNSEEN or character in keep + _JOINER):
            kept.append(character)
    return "".join(kept)


def _fitted(text: str, most: int) -> str:
    if len(whole := _escaped(text)) <= most:
        return whole
    # Cut what was typed, not what was escaped: half an escape would let the rest through.
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(_escaped(text[:middle].rstrip())) < most else (low, middle - 1)
    return _escaped(text[:low].rstrip()) + "…"


def _escaped(text: str) -> str:
    return _MARKS.sub(_guard, text).replace("@", "@\u200b")


def _guard(found: re.Match[str]) -> str:
    if found["link"]:
        return found["link"]
    return f"{found['number']}\\" if found["number"] else f"\\{found[0]}"


def stamp(moment: datetime, style: str = "F") -> str:
    """A moment that Discord shows in each reader's own zone and language."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def button(
    label: str,
    custom_id: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    emoji: str | None = None,
    off: bool = False,
) -> ui.Button[ui.LayoutView]:
    """A button with one of our ids; a label too long for Discord's 80 characters is cut."""
    return ui.Button(label=label[:80], custom_id=custom_id, style=style, emoji=emoji, disabled=off)


def row(*items: ui.Item[ui.LayoutView]) -> ui.ActionRow[ui.LayoutView]:
    """Up to five buttons, or one select."""
    return ui.ActionRow(*items)


def option(
    label: str, value: str, *, about: str = "", chosen: bool = False, emoji: str | None = None
) -> discord.SelectOption:
    """One line of a select; texts are cut to Discord's 100 characters."""
    return discord.SelectOption(
        label=label[:100], value=value, description=about[:100] or None, default=chosen, emoji=emoji
    )


def select(
    custom_id: str, options: Sequence[discord.SelectOption], hint: str, *, least: int = 1, most: int = 1
) -> ui.Select[ui.LayoutView]:
    """A select with up to 25 lines; the hint shows while nothing is chosen."""
    return ui.Select(
        custom_id=custom_id, options=list(options), placeholder=hint[:150], min_values=least, max_values=most
    )


Block = ui.Item[ui.LayoutView] | str | None


def card(*blocks: Block, accent: int | None = None, below: Iterable[ui.ActionRow[ui.LayoutView]] = ()) -> ui.LayoutView:
    """A card: blocks in a frame with a coloured edge, rows of buttons inside or below it."""
    return sealed(frame(*blocks, accent=accent), *below)


def frame(*blocks: Block, accent: int | None = None) -> ui.Container[ui.LayoutView]:
    """A frame with a coloured edge around blocks. Strings become text; None is left out."""
    around: ui.Container[ui.LayoutView] = ui.Container(accent_colour=accent)
    for block in blocks:
        if block is not None and block != "":
            around.add_item(ui.TextDisplay(block) if isinstance(block, str) else block)
    return around


def note(*blocks: Block) -> ui.LayoutView:
    """A short answer without a frame."""
    return sealed(*(ui.TextDisplay(b) if isinstance(b, str) else b for b in blocks if b is not None and b != ""))


def sealed(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """A view of these items that nothing waits for."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def rule(*, wide: bool = False) -> ui.Separator[ui.LayoutView]:
    """A thin line between two parts of a card."""
    return ui.Separator(spacing=discord.SeparatorSpacing.large if wide else discord.SeparatorSpacing.small)
