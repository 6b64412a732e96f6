"""One matter of a letter: what it is about, where it stands, and what can be answered to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit, meetings_items, prospect_nudges
from bot.cards.canvass import captain_of, jump, name_of, when
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts import FOLLOWUP_TEXT_MOST, FollowupFacts, HandedOutcome, Item, ItemState, NudgeKind

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]

PICK = "pick"  # the choice of a moment that is not among the proposed ones
NAME_MOST, WHO_MOST = 60, 25
TURNS = 3  # reminders of a promise, each with words of its own

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


# ---- the text ----------------------------------------------------------------------------------------

_SIGNS = {
    ItemState.DONE: "✅",
    ItemState.LATER: "⏰",
    ItemState.ASKED: "🤝",
    ItemState.ELSEWHERE: "🤝",
    ItemState.TAKEN: "💪",
    ItemState.STOPPED: "🔕",
    ItemState.DROPPED: "⚪",
    ItemState.LAPSED: "⌛",
    ItemState.COMING: "✋",
    ItemState.AWAY: "✖️",
    ItemState.OVER: "⚪",
}
_ASKING_SIGNS = {
    NudgeKind.FOLLOWUP: "📌",
    NudgeKind.HAND_OVER: "🤝",
    NudgeKind.HANDED: "↩️",
    NudgeKind.LEAD_TOLD: "🧭",
    NudgeKind.SESSION_LATER: "🚪",
    NudgeKind.STALE: "🧭",
    NudgeKind.PREP: "🙋",
    NudgeKind.EVALUATE: "📝",
    NudgeKind.CLOSE: "🏁",
}


_TOOK = {HandedOutcome.TAKEN, HandedOutcome.TAKEN_OVER}


def sign(item: Item) -> str:
    """A sign for where a matter stands."""
    if item.state is ItemState.TOLD:
        return "🎉" if item.outcome in _TOOK else _ASKING_SIGNS[item.kind]
    return _SIGNS.get(item.state) or _ASKING_SIGNS[item.kind]


def title(item: Item, words: Words, most: int = FOLLOWUP_TEXT_MOST) -> str:
    """What a matter is called: the promise, the session, or whom it is about."""
    if item.kind is NudgeKind.STALE:
        return prospect_nudges.silence_title(item, words, most)
    if item.meeting is not None:
        return meetings_items.title(item, words, most)
    if item.session is not None and item.promise is None:
        return name_of(item.session, words)
    return kit.plain(item.promise.text if item.promise else "", most) or words("nudge.unnamed")


def bare_title(item: Item, words: Words, most: int = 90) -> str:
    """The same for a line of a select."""
    if item.meeting is not None:
        return meetings_items.bare_title(item, words, most)
    if item.prospect is not None:
        return kit.bare(item.prospect.name, most) or words("nudge.unnamed")
    text = item.promise.text if item.promise else item.session.name if item.session else ""
    return kit.bare(text, most) or words("nudge.unnamed")


def text(item: Item, words: Words) -> str:
    """All that is said about a matter."""
    if not item.asks:
        own = prospect_nudges.silence_over(item, words) or meetings_items.over(item, words)
        stands = own or state_line(item, words)
        return f"{sign(item)} **{title(item, words)}**\n{stands}"
    if item.kind is NudgeKind.SESSION_LATER:
        return _session(item, words)
    if item.meeting is not None:
        return "\n".join([f"{sign(item)} **{title(item, words)}**", *meetings_items.asking(item, words)])
    told = prospect_nudges.silence(item, words) if item.kind is NudgeKind.STALE else _asking(item, words)
    lines = [f"{sign(item)} **{title(item, words)}**", *told, _small(item, words)]
    return "\n".join(line for line in lines if line)


def _asking(item: Item, words: Words) -> list[str]:
    """What is asked about a promise; never a reproach, and softer each time."""
    who, due = _who(item, words), _moment(item.promise.due_at) if item.promise else ""
    if item.kind is NudgeKind.HAND_OVER:
        until = words("nudge.hand_over_until", until=_moment(item.until), who=who) if item.until else ""
        return [words("nudge.hand_over", who=who, due=due), until]
    if item.kind is NudgeKind.LEAD_TOLD:
        return [words("nudge.lead_told", who=who, due=due)]
    if item.kind is NudgeKind.HANDED:
        return [words(f"nudge.handed.{item.outcome or HandedOutcome.LAPSED}", who=who, due=due)]
    turn = min(max(item.turn, 1), TURNS)
    lead = kit.plain(item.promise.lead_name, NAME_MOST) if item.promise and turn == TURNS else ""
    return [words(f"nudge.followup.{turn}", due=due), words("nudge.then_lead", lead=lead) if lead else ""]


def _small(item: Item, words: Words) -> str:
    """Why they are asked, and the way to where it began."""
    promise = item.promise
    if promise is None:
        return ""
    parts = []
    if item.kind in {NudgeKind.FOLLOWUP, NudgeKind.HANDED}:
        own = promise.made_by_id == promise.owner_id
        parts.append(words("nudge.why_yours" if own else "nudge.why_taken"))
    elif item.kind is NudgeKind.LEAD_TOLD:
        parts.append(words("nudge.why_lead"))
    if session := kit.plain(promise.canvass_name, NAME_MOST):
        parts.append(words("nudge.about_session", name=session))
    if link := origin(item):
        parts.append(words("nudge.origin", link=link))
    return f"-# {' · '.join(parts)}" if parts else ""


def origin(item: Item) -> str:
    """The address of the message that a promise was made from, or of its session's card; empty without either."""
    promise: FollowupFacts | None = item.promise
    if promise and promise.channel_id and promise.message_id:
        return f"https://discord.com/channels/{promise.team_id}/{promise.channel_id}/{promise.message_id}"
    return jump(item.session) if item.session else ""


def _session(item: Item, words: Words) -> str:
    facts = item.session
    if facts is None:
        return ""
    lines = [f"{sign(item)} **{name_of(facts, words)}**", f"🗓️ {when(facts.plan, words)}"]
    if place := kit.plain(facts.plan.meet_place, 150):
        lines.append(f"📍 {words('canvass.meet', place=place)}")
    if captain := captain_of(facts.plan):
        lines.append(f"🧭 {words('canvass.captain', name=captain)}")
    why = [words("nudge.why_session")]
    if link := jump(facts):
        why.append(words("nudge.session_card", link=link))
    return "\n".join([*lines, f"-# {' · '.join(why)}"])


def state_line(item: Item, words: Words) -> str:
    """Where a matter stands, in a sentence."""
    if item.state is ItemState.TOLD:
        return words(f"nudge.told.{item.outcome or 'moved_on'}", who=_who(item, words))
    if item.state is ItemState.LATER and item.kind is NudgeKind.LEAD_TOLD:
        return words("nudge.state.reminded", who=_who(item, words))
    if item.state is ItemState.STOPPED:
        return words("nudge.state.stopped" if item.promise else "nudge.state.stopped_session")
    if item.state in {ItemState.LATER, ItemState.TAKEN}:
        return words(f"nudge.state.{item.state.value}", when=_moment(_next(item)))
    if item.state in {ItemState.ASKED, ItemState.ELSEWHERE, ItemState.LAPSED}:
        return words(f"nudge.state.{item.state.value}", who=_who(item, words))
    return words(f"nudge.state.{item.state.value}")


def _next(item: Item) -> datetime | None:
    """When they are reminded next; what they took over late is not due in the past again."""
    if item.state is ItemState.LATER or item.promise is None:
        return item.until
    return item.promise.nudge_at or item.promise.due_at


def _who(item: Item, words: Words) -> str:
    return kit.plain(item.who, NAME_MOST) or words("nudge.somebody")


def _moment(moment: datetime | None) -> str:
    return f"{kit.stamp(moment)} ({kit.stamp(moment, 'R')})" if moment else "…"


# ---- what can be answered --------------------------------------------------------------------------


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
