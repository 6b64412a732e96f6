"""Letters to one person: all that is due for them in a team, in one message that is painted anew at each answer.

Whatever became of its matters, a letter keeps a button with its own nudge's id: the courier knows it by that.
"""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.nudge_answers import Button, Desk, Row, rows
from bot.cards.nudge_items import bare_title, sign, text, title
from bot.words import Words
from db.facts import SHOWN_IN_FULL, Item, Letter

LINES_ROOM = 1900  # characters for the lines of a list; a matter that is opened below it needs the rest
CHOICES = 25
LINE_TITLE = 90


def letter(found: Letter, desk: Desk, words: Words, *, shown: bool = False) -> ui.LayoutView:
    """The whole message; `shown` where it stands in the server, because no DM can be sent."""
    full = len(found.items) <= SHOWN_IN_FULL
    blocks = _in_full(found.items, desk, words) if full else _list(found, desk, words)
    waiting = any(item.asks for item in found.items)
    return kit.card(
        _head(found, words, shown=shown),
        *blocks,
        kit.rule(),
        None if found.reminders else words("nudge.all_off", team=_team(found, words)),
        _foot(found, words, shown=shown),
        accent=kit.BLURPLE if waiting else kit.GREEN,
    )


def _team(found: Letter, words: Words) -> str:
    return kit.plain(found.team_name) or words("me.this_server")


def _head(found: Letter, words: Words, *, shown: bool) -> str:
    head = words("nudge.letter.head", team=_team(found, words))
    if shown:
        return f"{head}\n{words('nudge.letter.shown')}"
    return f"{head}\n{words('nudge.letter.first', team=_team(found, words))}" if found.first else head


def _foot(found: Letter, words: Words, *, shown: bool) -> Row:
    number, buttons = found.nudge_id, list[Button]()
    if not found.reminders:
        on = ids.NUDGE_ALL(nudge=number, on=1)
        buttons.append(kit.button(words("nudge.button.start_all"), on, discord.ButtonStyle.primary, emoji="🔔"))
    if shown and found.dms_closed:
        again = ids.NUDGE_DMS(nudge=number)
        buttons.append(kit.button(words("nudge.button.dms"), again, discord.ButtonStyle.primary, emoji="📬"))
    mine = ids.NUDGE_MINE_OPEN(nudge=number)
    return kit.row(*buttons, kit.button(words("nudge.button.mine"), mine, emoji="⚙️"))


def _in_full(items: Sequence[Item], desk: Desk, words: Words) -> list[kit.Block]:
    blocks: list[kit.Block] = []
    for number, item in enumerate(items):
        if number:
            blocks.append(kit.rule())
        blocks += [text(item, words), *rows(item, desk, words)]
    return blocks


def _list(found: Letter, desk: Desk, words: Words) -> list[kit.Block]:
    """Many matters: a line each, a select to choose from, and the one that was chosen."""
    items, opened = found.items, found.item(desk.open.nudge_id) if desk.open else None
    left = [item for item in items if item.asks]
    lines = (f"{sign(item)} {_line(item, words)}" for item in items)
    told = words.n("nudge.letter.many", len(left)) if left else words("nudge.letter.all_answered")
    blocks: list[kit.Block] = [told, fitted(lines, len(items), words, LINES_ROOM, "\n")]
    # What asks comes first, so that nothing that asks is ever out of reach.
    offered = sorted(items, key=lambda item: not item.asks)[:CHOICES]
    blocks.append(kit.row(kit.select(ids.NUDGE_CHOOSE(nudge=found.nudge_id), _choices(offered, opened, words),
                                     words("nudge.choose"))))  # fmt: skip
    if opened is not None:
        blocks += [kit.rule(), text(opened, words), *rows(opened, desk, words)]
    return blocks


def _line(item: Item, words: Words) -> str:
    name = title(item, words, LINE_TITLE)
    if item.asks:
        moment = item.promise.due_at if item.promise else item.session.plan.starts_at if item.session else None
        return f"**{name}** · {kit.stamp(moment, 'R')}" if moment else f"**{name}**"
    return name


def _choices(items: Sequence[Item], opened: Item | None, words: Words) -> list[discord.SelectOption]:
    return [
        kit.option(
            bare_title(item, words),
            str(item.nudge_id),
            about="" if item.asks else words(f"nudge.short.{item.state.value}"),
            chosen=opened is not None and opened.nudge_id == item.nudge_id,
            emoji=sign(item),
        )
        for item in items
    ]


# ---- around letters ----------------------------------------------------------------------------------


def answered(item: Item, words: Words) -> ui.LayoutView:
    """What became of an answer that was given elsewhere than on the letter: in a form that came back."""
    return kit.note(text(item, words))


def waiting(person_id: int, nudge_id: int, words: Words) -> ui.LayoutView:
    """A mention where the team can see it: something waits, and not a word about what."""
    show = ids.NUDGE_WAITING(nudge=nudge_id)
    return kit.card(
        words("nudge.waiting_for_you", who=f"<@{person_id}>"),
        kit.row(
            kit.button(words("nudge.button.show"), show, discord.ButtonStyle.primary, emoji="👀"),
            kit.button(words("nudge.button.dms"), ids.NUDGE_DMS(nudge=nudge_id), emoji="📬"),
        ),
        accent=kit.GREY,
    )


def nothing_waits(words: Words) -> ui.LayoutView:
    """Somebody asks to see what waits, and nothing does any more."""
    return kit.note(words("nudge.nothing_waits"))


def dms_open(team: str, words: Words) -> ui.LayoutView:
    """DMs work again, said where they were tried from."""
    return kit.note(words("nudge.dms_open", team=kit.plain(team) or words("me.this_server")))


def dms_closed(nudge_id: int, words: Words) -> ui.LayoutView:
    """DMs do not work yet, and what to do about it."""
    again = kit.button(
        words("nudge.button.dms"), ids.NUDGE_DMS(nudge=nudge_id), discord.ButtonStyle.primary, emoji="📬"
    )
    return kit.note(words("nudge.dms_closed"), kit.row(again))


def hello_again(team: str, words: Words) -> ui.LayoutView:
    """The DM that shows that DMs work again."""
    return kit.note(words("nudge.hello_again", team=kit.plain(team) or words("me.this_server")))
