"""Planning a meeting: the form, the preview with what was learned before, and what is said once it is planned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, Text
from bot.cards.meetings import frame, jump, name_of, when
from bot.words import Words
from db.facts.meetings import MEETING_PLACE_MOST, Learned, MeetingFacts

LEARNED_SHOWN = 180  # characters of what was learned once

PLAN_FORM = Form(
    id=ids.MEETING_PLAN_FORM,
    title="meeting.plan.title",
    fields=(
        Text("when", "meeting.plan.when", required=True, like=True, hint=True),
        Text("until", "meeting.plan.until", required=True, like=True, hint=True),
        Text("place", "meeting.plan.place", most=MEETING_PLACE_MOST, like=True, hint=True),
        Text("coffee", "meeting.plan.coffee", most=MEETING_PLACE_MOST, like=True, hint=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands around a previewed card: where it goes, how times were read, what to think of, what was learned."""

    slot: str
    channel_id: int | None = None
    trouble: str = ""
    zone_name: str | None = None  # the zone that was assumed, where the team has chosen none
    hints: Sequence[str] = ()
    prep: int = 0  # things to do that come from the playbook
    learned: Sequence[Learned] = field(default=())
    edits: bool = False


def preview(facts: MeetingFacts, about: Preview, words: Words, public: Words, *, now: datetime) -> ui.LayoutView:
    """The card as it will look, in the team's words, with what will happen on *Post* or *Save*."""
    learned = learned_text(facts, about.learned, words)
    return kit.sealed(
        ui.TextDisplay("\n".join(_above(facts, about, words))),
        frame(facts, public, now=now, sample=True),
        *([ui.TextDisplay(learned)] if learned else []),
        _controls(about, words),
    )


def learned_text(facts: MeetingFacts, learned: Sequence[Learned], words: Words) -> str:
    """What was learned in the last meetings with this kind; without anybody's name. Empty where nothing was."""
    if not learned:
        return ""
    head = words("meeting.learned", kind=words(f"kind.{facts.kind.value}"))
    lines = [f"- {kit.plain(one.text, LEARNED_SHOWN)} · {kit.stamp(one.at, 'd')}" for one in learned]
    return "\n".join([f"💡 **{head}**", *lines])


def _above(facts: MeetingFacts, about: Preview, words: Words) -> list[str]:
    lines = [words("canvass.preview.edit" if about.edits else "canvass.preview.head")]
    lines.append(f"🗓️ {words('canvass.preview.read', when=when(facts.plan, words))}")
    if about.zone_name:
        lines.append(f"🌐 {words('canvass.preview.zone', zone=about.zone_name)}")
    if about.trouble:
        lines.append(f"⚠️ {about.trouble}")
    elif about.channel_id is not None:
        lines.append(f"📣 {words('canvass.preview.channel', channel=f'<#{about.channel_id}>')}")
    if about.prep:
        lines.append(f"📋 {words.n('meeting.preview.prep', about.prep)}")
    return [*lines, *(f"💭 {hint}" for hint in about.hints)]


def _controls(about: Preview, words: Words) -> ui.ActionRow[ui.LayoutView]:
    slot = about.slot
    save = "canvass.button.save" if about.edits else "canvass.button.post"
    return kit.row(
        kit.button(words(save), ids.MEETING_SAVE(slot=slot), discord.ButtonStyle.success, emoji="✅"),
        kit.button(words("canvass.button.edit"), ids.MEETING_REWRITE(slot=slot), emoji="✏️"),
        kit.button(words("canvass.button.discard"), ids.MEETING_DISCARD(slot=slot), emoji="🗑️"),
    )


def posted(facts: MeetingFacts, channel_id: int, words: Words) -> ui.LayoutView:
    """A meeting is planned; its card appears in the channel in a moment, and the room can be filled at once."""
    told = words("meeting.plan.posted", name=name_of(facts, words), channel=f"<#{channel_id}>")
    room = kit.button(
        words("meeting.button.room"), ids.MEETING_OPEN(meeting=facts.id), discord.ButtonStyle.primary, emoji="📂"
    )
    return kit.note(f"✅ {told}", words("meeting.plan.posted_next"), kit.row(room))


def saved(facts: MeetingFacts, words: Words, *, moved: bool) -> ui.LayoutView:
    """A change is saved, and whom it concerns."""
    lines = [f"✅ {words('meeting.plan.saved', name=name_of(facts, words))}"]
    if moved:
        lines.append(f"🔔 {words('meeting.plan.moved')}")
    if link := jump(facts):
        lines.append(words("meeting.to_card", link=link))
    return kit.note("\n".join(lines))


def discarded(words: Words, *, edits: bool) -> ui.LayoutView:
    """The plan was put away; nothing was posted or changed."""
    return kit.note(words("meeting.plan.kept_as_was" if edits else "meeting.plan.discarded"))


def no_draft(words: Words) -> ui.LayoutView:
    """The plan behind a preview is not there any more."""
    return kit.note(words("meeting.plan.no_draft"))
