"""What can be answered to one matter of a letter, for where it stands and what its reader is choosing."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot import ids
from bot.cards import kit, meetings_items, prospect_nudges
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts import Item, ItemState, NudgeKind

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]

PICK = "pick"  # the choice of a moment that is not among the proposed ones
WHO_MOST = 25

WHEN_FORM = Form(
    id=ids.NUDGE_WHEN,
    title="nudge.when.title",
    fields=(Text("when", "nudge.when.when", most=100, required=True, like=True, hint=True),),
    own_clock=True,
)
NAME_FORM = Form(
    id=ids.NUDGE_HAND_NAME,
    title="nudge.hand_name.title",
    fields=(Text("name", "nudge.hand_name.name", most=100, required=True, hint=True),),
)


@dataclass(frozen=True, slots=True)
class Open:
    """The matter that the reader is busy with, and what they are choosing for it: nothing, a time, or a person."""

    nudge_id: int
    choosing: str = ""
    people: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What painting needs beside the letter: the reader's time zone, and what they are busy with."""

    zone: str = "UTC"
    open: Open | None = None

    def choosing(self, item: Item) -> str:
        """What is being chosen for a matter."""
        return self.open.choosing if self.open and self.open.nudge_id == item.nudge_id else ""


def rows(item: Item, desk: Desk, words: Words) -> Sequence[kit.Block]:
    """The select and the buttons of a matter, for where it stands and what is being chosen."""
    choosing = desk.choosing(item)
    if choosing == "hand" and item.asks:
        return _hand(item, desk.open.people if desk.open else (), words)
    if choosing == "later" and item.state is ItemState.LATER:
        return [_later(item, desk, words), kit.row(_back(item, words))]
    if item.asks:
        return _answers(item, desk, words)
    return _after(item, words)


def _answers(item: Item, desk: Desk, words: Words) -> list[Row]:
    number, green = item.nudge_id, discord.ButtonStyle.success
    if item.kind is NudgeKind.HAND_OVER:
        take = kit.button(words("nudge.button.take"), ids.NUDGE_TAKE(nudge=number), green, emoji="💪")
        return [kit.row(take, kit.button(words("nudge.button.pass"), ids.NUDGE_PASS(nudge=number), emoji="↩️"))]
    if item.kind is NudgeKind.LEAD_TOLD:
        return [kit.row(*_lead(number, words))]
    stop = kit.button(words("nudge.button.stop"), ids.NUDGE_STOP(nudge=number), emoji="🔕")
    if item.kind is NudgeKind.SESSION_LATER:
        return [_later(item, desk, words), kit.row(_still(number, words), _cant(number, words), stop)]
    if item.kind is NudgeKind.STALE:
        return [_later(item, desk, words), kit.row(prospect_nudges.log_button(item, words), stop)]
    if item.meeting is not None:
        return [_later(item, desk, words), kit.row(*meetings_items.answers(item, words), stop)]
    done = kit.button(words("nudge.button.done"), ids.NUDGE_DONE(nudge=number), green, emoji="✅")
    hand = kit.button(words("nudge.button.hand"), ids.NUDGE_HAND(nudge=number), emoji="🤝")
    return [_later(item, desk, words), kit.row(done, hand, *meetings_items.draft(item, words), stop)]


def _lead(number: int, words: Words) -> list[Button]:
    return [
        kit.button(words("nudge.button.again"), ids.NUDGE_AGAIN(nudge=number), discord.ButtonStyle.primary, emoji="🔔"),
        kit.button(words("nudge.button.take_over"), ids.NUDGE_TAKE_OVER(nudge=number), emoji="💪"),
        kit.button(words("nudge.button.done"), ids.NUDGE_DONE(nudge=number), emoji="✅"),
        kit.button(words("nudge.button.drop"), ids.NUDGE_DROP(nudge=number), emoji="⚪"),
    ]


def _still(number: int, words: Words) -> Button:
    style = discord.ButtonStyle.success
    return kit.button(words("canvass.button.still"), ids.NUDGE_STILL(nudge=number), style, emoji="✋")


def _cant(number: int, words: Words) -> Button:
    return kit.button(words("canvass.button.cant"), ids.NUDGE_CANT(nudge=number), emoji="✖️")


def _later(item: Item, desk: Desk, words: Words) -> Row:
    """*Later*: each choice says the moment that it leads to, and carries it, so that it means what it said."""
    options = [
        kit.option(
            words(f"nudge.later.{choice}"),
            f"{choice}.{int(moment.timestamp())}",
            about=words.day(moment, desk.zone),
        )
        for choice, moment in item.laters
    ]
    options.append(kit.option(words("nudge.later.pick"), PICK, about=words("nudge.later.pick.about")))
    return kit.row(kit.select(ids.NUDGE_LATER(nudge=item.nudge_id), options, words("nudge.later")))


def _hand(item: Item, people: Sequence[tuple[int, str]], words: Words) -> Sequence[kit.Block]:
    """Whom to ask; in a DM Discord's own list would offer nobody."""
    if not people:
        return [words("nudge.hand_nobody"), kit.row(_back(item, words))]
    options = [
        kit.option(kit.bare(name, 80) or words("nudge.somebody"), str(number)) for number, name in people[:WHO_MOST]
    ]
    chooser = kit.select(ids.NUDGE_HAND_TO(nudge=item.nudge_id), options, words("nudge.hand_to"))
    typed = kit.button(words("nudge.button.type"), ids.NUDGE_HAND_TYPE(nudge=item.nudge_id), emoji="⌨️")
    return [kit.row(chooser), kit.row(typed, _back(item, words))]


def _back(item: Item, words: Words) -> Button:
    return kit.button(words("nudge.button.back"), ids.NUDGE_SHOW(nudge=item.nudge_id), emoji="↩️")


def _after(item: Item, words: Words) -> list[Row]:
    """What is still possible once a matter was answered."""
    if item.kind is NudgeKind.EVALUATE and item.state is ItemState.DONE:
        return [kit.row(meetings_items.change_button(item, words))]
    if item.kind is NudgeKind.CLOSE and item.state is ItemState.DONE:
        return []  # opened again it is on the meeting's card
    number, buttons = item.nudge_id, list[Button]()
    dropped = item.state is ItemState.DROPPED and item.promise is not None  # a meeting that is off stays off
    undone = (item.state in {ItemState.DONE, ItemState.STOPPED} or dropped) and item.mine
    if undone or (item.state is ItemState.LATER and item.kind is not NudgeKind.LEAD_TOLD):
        buttons.append(kit.button(words("nudge.button.undo"), ids.NUDGE_UNDO(nudge=number), emoji="↩️"))
    if item.state is ItemState.LATER and item.kind is not NudgeKind.LEAD_TOLD:
        buttons.append(kit.button(words("nudge.button.change"), ids.NUDGE_CHANGE(nudge=number), emoji="⏰"))
    elif item.state is ItemState.STOPPED:
        buttons.append(kit.button(words("nudge.button.stop_all"), ids.NUDGE_ALL(nudge=number, on=0), emoji="🔕"))
    elif item.state is ItemState.TAKEN:
        buttons.append(kit.button(words("nudge.button.done"), ids.NUDGE_DONE(nudge=number), emoji="✅"))
    elif item.state is ItemState.COMING:
        buttons.append(_cant(number, words))
    elif item.state is ItemState.AWAY:
        buttons.append(_still(number, words))
    return [kit.row(*buttons)] if buttons else []
