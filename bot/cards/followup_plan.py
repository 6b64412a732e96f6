"""Writing a promise down: the forms, the preview, and what is said once it is saved or put away."""

from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, PersonField, Text
from bot.words import Words
from db.facts import FOLLOWUP_TEXT_MOST, FollowupFacts, FollowupPlan

TEXT_SHOWN = 2 * FOLLOWUP_TEXT_MOST  # characters, after escaping

_WHAT = Text("what", "followup.form.what", most=FOLLOWUP_TEXT_MOST, required=True, tall=True, like=True)
_WHEN = Text("when", "followup.form.when", required=True, like=True, hint=True)

FORM = Form(
    id=ids.FOLLOWUP_FORM,
    title="followup.form.title",
    warning="followup.form.warning",
    fields=(
        _WHAT,
        _WHEN,
        PersonField("who", "followup.form.who", hint=True),
        PersonField("lead", "followup.form.lead", hint=True),
    ),
    own_clock=True,
)

CHANGE_FORM = Form(
    id=ids.FOLLOWUP_CHANGE_FORM,
    title="followup.form.change",
    warning="followup.form.warning",
    fields=(_WHAT, _WHEN),
    own_clock=True,
)


def when(moment: datetime) -> str:
    """A moment, and how far away it is."""
    return f"{kit.stamp(moment)} ({kit.stamp(moment, 'R')})"


def named(name: str, words: Words) -> str:
    """What somebody is called, safe to show."""
    return kit.plain(name, 60) or words("followup.somebody")


def source(team_id: int, channel_id: int | None, message_id: int | None) -> str | None:
    """The way to the message that a promise came from."""
    if channel_id is None or message_id is None:
        return None
    return f"https://discord.com/channels/{team_id}/{channel_id}/{message_id}"


# ---- the preview -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preview:
    """A promise before it is saved: which slip it is on, who writes it, and in which zone its time was read."""

    mark: str
    plan: FollowupPlan
    team_id: int
    writer_id: int
    zone_name: str | None = None  # where nobody has chosen one
    edits: bool = False
    reminders: bool = True


def preview(shown: Preview, words: Words) -> ui.LayoutView:
    """What was understood, and what will happen on *Save*."""
    plan = shown.plan
    lines = [f"🗓️ {when(plan.due_at)}"]
    if not shown.edits:
        lines += [_who(shown, words), _silent(shown, words)]
    if shown.zone_name:
        lines.append(f"🌐 {words('followup.preview.zone', zone=shown.zone_name)}")
    if url := source(shown.team_id, plan.channel_id, plan.message_id):
        lines.append(f"🔗 {words('followup.source', url=url)}")
    return kit.card(
        f"### {words('followup.preview.change' if shown.edits else 'followup.preview.title')}",
        f"> **{kit.plain(plan.text, TEXT_SHOWN)}**",
        "\n".join(lines),
        f"-# {words('followup.preview.unsaved')}",
        _controls(shown.mark, words),
        accent=kit.BLURPLE,
    )


def _who(shown: Preview, words: Words) -> str:
    plan = shown.plan
    if plan.owner_id != shown.writer_id:
        return f"🤝 {words('followup.preview.asked', name=named(plan.owner_name, words))}"
    return f"🙋 {words('followup.preview.mine' if shown.reminders else 'followup.preview.mine_off')}"


def _silent(shown: Preview, words: Words) -> str:
    """Who hears of it when nobody answers: who was chosen, else who wrote it, but never its owner."""
    plan = shown.plan
    if plan.lead_id not in {None, plan.owner_id, shown.writer_id}:
        return f"👀 {words('followup.silent.lead', name=named(plan.lead_name, words))}"
    return f"👀 {words('followup.silent.organizers' if plan.owner_id == shown.writer_id else 'followup.silent.you')}"


def _controls(mark: str, words: Words) -> ui.ActionRow[ui.LayoutView]:
    return kit.row(
        kit.button(
            words("followup.button.save"), ids.FOLLOWUP_SAVE(mark=mark), discord.ButtonStyle.success, emoji="✅"
        ),
        kit.button(words("followup.button.change"), ids.FOLLOWUP_REWRITE(mark=mark), emoji="✏️"),
        kit.button(words("followup.button.discard"), ids.FOLLOWUP_DISCARD(mark=mark), emoji="🗑️"),
    )


# ---- the end of it -----------------------------------------------------------------------------------


def saved(facts: FollowupFacts, words: Words, *, edits: bool) -> ui.LayoutView:
    """It is saved: when the reminder comes, or who is being asked."""
    if edits:
        told = words("followup.saved.change")
    elif facts.handed_to_id is not None:
        told = words("followup.saved.asked", name=named(facts.handed_to_name, words))
    else:
        told = words("followup.saved.mine")
    return kit.card(
        f"✅ {told}",
        f"**{kit.plain(facts.text, TEXT_SHOWN)}**\n🗓️ {when(facts.due_at)}",
        kit.row(
            kit.button(words("followup.button.open"), ids.FOLLOWUP_OPEN(followup=facts.id), emoji="📌"),
            kit.button(words("followup.button.list"), ids.FOLLOWUP_LIST(whose="mine", page=0), emoji="📋"),
        ),
        accent=kit.GREEN,
    )


def discarded(words: Words, *, edits: bool) -> ui.LayoutView:
    """The slip was put away; nothing was saved or changed."""
    return kit.note(words("followup.kept_as_was" if edits else "followup.discarded"), to_list(words))


def no_slip(words: Words) -> ui.LayoutView:
    """What was previewed is saved already, put away, or cleared."""
    return kit.note(words("followup.no_slip"), to_list(words))


def passed(words: Words) -> ui.LayoutView:
    """Somebody who was asked to take a promise over passed it back."""
    return kit.note(f"↩️ {words('followup.said.passed')}", to_list(words))


def to_list(words: Words) -> ui.ActionRow[ui.LayoutView]:
    """The way to one's own list, and to a new promise."""
    return kit.row(
        kit.button(words("followup.button.list"), ids.FOLLOWUP_LIST(whose="mine", page=0), emoji="📋"),
        new_button(words),
    )


def new_button(words: Words) -> ui.Button[ui.LayoutView]:
    """Write a new promise down."""
    return kit.button(words("followup.button.new"), ids.FOLLOWUP_NEW(), emoji="➕")
