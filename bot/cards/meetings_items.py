"""What a letter says about meetings: something to prepare, how it went, to close it, the draft of the thanks."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.meetings import jump, name_of, review_button, when
from bot.words import Words
from db.facts import Item, ItemState, NudgeKind

Button = ui.Button[ui.LayoutView]
# What a matter about the whole of a meeting is called.
_ABOUT = {NudgeKind.EVALUATE: "meeting.letter.how", NudgeKind.CLOSE: "meeting.letter.to_close"}
_DONE = {NudgeKind.EVALUATE: "meeting.letter.said", NudgeKind.CLOSE: "meeting.letter.closed"}


def title(item: Item, words: Words, most: int) -> str:
    """What has to be done, or which meeting it was, made safe."""
    if item.meeting is None:
        return words("nudge.unnamed")
    if item.kind in _ABOUT:
        return words(_ABOUT[item.kind], name=name_of(item.meeting, words))
    return kit.plain(item.task.text if item.task else "", most) or words("meeting.unnamed_task")


def bare_title(item: Item, words: Words, most: int) -> str:
    """The same for a line of a select."""
    if item.kind in _ABOUT and item.meeting is not None:
        return kit.bare(words(_ABOUT[item.kind], name=item.meeting.prospect_name), most)
    return kit.bare(item.task.text if item.task else "", most) or words("meeting.unnamed_task")


def asking(item: Item, words: Words) -> list[str]:
    """What is asked, for when, and the way to the meeting's card."""
    facts = item.meeting
    if facts is None:
        return []
    name, link = name_of(facts, words), jump(facts)
    if item.kind is NudgeKind.EVALUATE:
        lines = [words("meeting.letter.six")]
        why = [words("meeting.letter.why_there")]
    elif item.kind is NudgeKind.CLOSE:
        said = sum(one.evaluated for one in facts.attendees)
        lines = [words.n("meeting.letter.close", said) if said else words("meeting.letter.close.unsaid")]
        why = [words("meeting.letter.why_lead")]
    else:
        due = f"{kit.stamp(item.task.due_at)} ({kit.stamp(item.task.due_at, 'R')})" if item.task else ""
        lines = [words("meeting.letter.prep", name=name, due=due), f"🗓️ {when(facts.plan, words)}"]
        why = [words("meeting.letter.why_taken")]
    if link:
        why.append(words("meeting.to_card", link=link))
    return [*lines, f"-# {' · '.join(why)}"]


def over(item: Item, words: Words) -> str:
    """Where it stands, where that is said in other words than about a promise; empty for the rest."""
    if item.meeting is None:
        return ""
    if item.state is ItemState.ELSEWHERE and not item.who:
        return words("meeting.letter.free")
    if item.state is ItemState.STOPPED:
        return words("meeting.letter.stopped")
    if item.state in {ItemState.OVER, ItemState.DROPPED, ItemState.AWAY}:
        return words("meeting.letter.over")
    if item.kind in _DONE and item.state is ItemState.DONE:
        return words(_DONE[item.kind])
    return ""


def answers(item: Item, words: Words) -> list[Button]:
    """What can be answered: the six questions, or that it is done, or that somebody else should."""
    number = item.nudge_id
    if item.kind is NudgeKind.EVALUATE and item.meeting is not None:
        return [review_button(item.meeting.id, words, nudge=number)]
    if item.kind is NudgeKind.CLOSE:
        # Closed on the card: its form asks for a person, and a DM would offer nobody.
        return [card_button(item, words)] if item.meeting is not None and jump(item.meeting) else []
    done = ids.NUDGE_DONE(nudge=number)
    return [
        kit.button(words("nudge.button.done"), done, discord.ButtonStyle.success, emoji="✅"),
        kit.button(words("meeting.task.back"), ids.NUDGE_PASS(nudge=number), emoji="🙋"),
    ]


def card_button(item: Item, words: Words) -> Button:
    """The way to the meeting's card."""
    link = jump(item.meeting) if item.meeting else ""
    return ui.Button(label=words("meeting.button.card")[:80], url=link, emoji="🏁")


def change_button(item: Item, words: Words) -> Button:
    """*Change*, of what was said already."""
    number = item.meeting.id if item.meeting else 0
    return kit.button(
        words("meeting.button.change"), ids.MEETING_REVIEW(meeting=number, nudge=item.nudge_id), emoji="✏️"
    )


def draft(item: Item, words: Words) -> list[Button]:
    """*Draft of the thank-you*, on the promise to write one."""
    promise = item.promise
    if promise is None or not promise.thanks or promise.meeting_id is None:
        return []
    thanks = ids.MEETING_THANKS(meeting=promise.meeting_id, nudge=item.nudge_id)
    return [kit.button(words("meeting.button.thanks"), thanks, emoji="💌")]
