"""Planning a session: the forms, the preview, and what is said once it is posted, saved or put away."""

from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import jump, name_of, signup_frame, when
from bot.cards.forms import Form, PersonField, Text
from bot.words import Words
from db.facts import CANVASS_NOTE_MOST, CANVASS_PLACE_MOST, CANVASS_TITLE_MOST, CanvassFacts

PLAN_FORM = Form(
    id=ids.CANVASS_PLAN_FORM,
    title="canvass.plan.title",
    fields=(
        Text("when", "canvass.plan.when", required=True, like=True, hint=True),
        Text("until", "canvass.plan.until", required=True, like=True, hint=True),
        Text("place", "canvass.plan.place", most=CANVASS_PLACE_MOST, like=True, hint=True),
        Text("places", "canvass.plan.places", most=20, like=True, hint=True),
        Text("goal", "canvass.plan.goal", most=20, like=True, hint=True),
    ),
)

MORE_FORM = Form(
    id=ids.CANVASS_MORE_FORM,
    title="canvass.more_form.title",
    warning="canvass.more_form.warning",
    fields=(
        Text("title", "canvass.more_form.name", most=CANVASS_TITLE_MOST, like=True, hint=True),
        Text("debrief", "canvass.more_form.debrief", most=CANVASS_PLACE_MOST, like=True, hint=True),
        PersonField("captain", "canvass.more_form.captain", hint=True),
        Text("note", "canvass.more_form.note", most=CANVASS_NOTE_MOST, tall=True, like=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands above a previewed card: where it will go, how times were read, and what is in the way."""

    slot: str
    channel_id: int | None = None
    trouble: str = ""  # why it cannot be posted as things are
    zone_name: str | None = None  # the zone that was assumed, where the team has chosen none
    asked_again: int = 0  # people who will be asked again because the time changes
    edits: bool = False


def preview(facts: CanvassFacts, about: Preview, words: Words, public: Words, *, now: datetime) -> ui.LayoutView:
    """The card exactly as it will look, in the team's words, with what will happen on *Post* or *Save*."""
    return kit.sealed(
        ui.TextDisplay("\n".join(_above(facts, about, words))),
        signup_frame(facts, public, now=now, sample=True),
        _controls(about, words),
    )


def _above(facts: CanvassFacts, about: Preview, words: Words) -> list[str]:
    lines = [words("canvass.preview.edit" if about.edits else "canvass.preview.head")]
    lines.append(f"🗓️ {words('canvass.preview.read', when=when(facts.plan, words))}")
    if about.zone_name:
        lines.append(f"🌐 {words('canvass.preview.zone', zone=about.zone_name)}")
    if about.trouble:
        lines.append(f"⚠️ {about.trouble}")
    elif about.channel_id is not None:
        lines.append(f"📣 {words('canvass.preview.channel', channel=f'<#{about.channel_id}>')}")
    if about.asked_again:
        lines.append(f"🔔 {words.n('canvass.preview.asked_again', about.asked_again)}")
    return lines


def _controls(about: Preview, words: Words) -> ui.ActionRow[ui.LayoutView]:
    slot = about.slot
    save = "canvass.button.save" if about.edits else "canvass.button.post"
    return kit.row(
        kit.button(words(save), ids.CANVASS_SAVE(slot=slot), discord.ButtonStyle.success, emoji="✅"),
        kit.button(words("canvass.button.edit"), ids.CANVASS_REWRITE(slot=slot), emoji="✏️"),
        kit.button(words("canvass.button.more"), ids.CANVASS_MORE(slot=slot), emoji="➕"),
        kit.button(words("canvass.button.discard"), ids.CANVASS_DISCARD(slot=slot), emoji="🗑️"),
    )


def unfinished(facts: CanvassFacts, words: Words, *, turf: int, captain: int) -> ui.LayoutView:
    """There is a plan that was not posted: go on with it, or begin afresh."""
    resume = ids.CANVASS_RESUME(slot="plan")
    return kit.note(
        words("canvass.plan.unfinished", name=name_of(facts, words), when=when(facts.plan, words)),
        kit.row(
            kit.button(words("canvass.button.resume"), resume, discord.ButtonStyle.primary, emoji="▶️"),
            kit.button(words("canvass.button.afresh"), ids.CANVASS_AFRESH(turf=turf, captain=captain), emoji="🆕"),
        ),
    )


def posted(facts: CanvassFacts, channel_id: int, words: Words) -> ui.LayoutView:
    """A session is planned; its card appears in the channel in a moment."""
    text = words("canvass.plan.posted", name=name_of(facts, words), channel=f"<#{channel_id}>")
    return kit.note(f"✅ {text}", words("canvass.plan.posted_next"))


def saved(facts: CanvassFacts, words: Words, *, asked_again: int, promoted: int) -> ui.LayoutView:
    """An edit is saved, and whom it concerns."""
    lines = [f"✅ {words('canvass.plan.saved', name=name_of(facts, words))}"]
    if asked_again:
        lines.append(f"🔔 {words.n('canvass.plan.asked_again', asked_again)}")
    if promoted:
        lines.append(f"✋ {words.n('canvass.plan.promoted', promoted)}")
    if link := jump(facts):
        lines.append(words("canvass.to_card", link=link))
    return kit.note("\n".join(lines))


def discarded(words: Words, *, edits: bool) -> ui.LayoutView:
    """The plan was put away; nothing was posted or changed."""
    return kit.note(words("canvass.plan.kept_as_was" if edits else "canvass.plan.discarded"))


def no_draft(words: Words) -> ui.LayoutView:
    """The plan behind a preview is not there any more."""
    return kit.note(words("canvass.plan.no_draft"))
