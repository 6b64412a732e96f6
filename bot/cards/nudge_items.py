"""One matter of a letter: what it is about, and where it stands."""

from datetime import datetime

from bot.cards import kit, meetings_items, prospect_nudges
from bot.cards.canvass import captain_of, jump, name_of, when
from bot.words import Words
from db.facts import FOLLOWUP_TEXT_MOST, FollowupFacts, HandedOutcome, Item, ItemState, NudgeKind

NAME_MOST = 60
TURNS = 3  # reminders of a promise, each with words of its own

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
