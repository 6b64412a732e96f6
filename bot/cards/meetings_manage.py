"""What those who lead a meeting do with it: the panel, calling it off."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass_manage import trouble_text
from bot.cards.forms import Form, Text
from bot.cards.meetings import jump, look_of, name_of, when
from bot.words import Words
from db.facts import Trouble
from db.facts.meetings import MEETING_REASON_MOST, MeetingFacts, MeetingState

Row = ui.ActionRow[ui.LayoutView]

CANCEL_FORM = Form(
    id=ids.MEETING_CANCEL_FORM,
    title="meeting.cancel_form.title",
    fields=(Text("reason", "meeting.cancel_form.reason", most=MEETING_REASON_MOST, like=True, hint=True),),
)


def panel(facts: MeetingFacts, words: Words, *, begun: bool, troubles: Sequence[Trouble] = ()) -> ui.LayoutView:
    """Everything that can be done with a meeting; `begun`: its time has come."""
    look = look_of(facts.state)
    return kit.card(
        f"### {words('meeting.manage.title', name=name_of(facts, words))}",
        f"{look.sign} **{words(look.key)}**\n🗓️ {when(facts.plan, words)}",
        *(f"⚠️ {trouble_text(trouble, words)}" for trouble in troubles[:3]),
        *_rows(facts, words, begun=begun),
        accent=look.accent,
    )


def _rows(facts: MeetingFacts, words: Words, *, begun: bool) -> list[Row]:
    id_ = facts.id
    prospect = kit.button(words("meeting.button.prospect"), ids.PROSPECT_OPEN(prospect=facts.prospect_id), emoji="👤")
    again = kit.button(words("meeting.button.another"), ids.MEETING_PLAN_FOR(prospect=facts.prospect_id), emoji="🔁")
    if facts.state is MeetingState.CANCELLED:
        return [kit.row(again, prospect)]
    room = kit.button(words("meeting.button.room"), ids.MEETING_OPEN(meeting=id_), emoji="📂")
    record = kit.button(words("meeting.button.record"), ids.MEETING_RECORD(meeting=id_), emoji="📖")
    if facts.state is MeetingState.CLOSED:
        reopen = kit.button(words("meeting.button.reopen"), ids.MEETING_REOPEN(meeting=id_), emoji="↩️")
        return [kit.row(record, room, prospect), kit.row(reopen, again)]
    close = kit.button(words("meeting.button.close"), ids.MEETING_CLOSE(meeting=id_), emoji="🏁")
    if facts.state is MeetingState.HELD:
        return [kit.row(record, close, room, prospect)]
    edit = kit.button(words("canvass.button.edit"), ids.MEETING_EDIT(meeting=id_), emoji="✏️")
    people = kit.button(words("meeting.view.people"), ids.MEETING_ROOM(meeting=id_, view="people"), emoji="👥")
    cancel = kit.button(
        words("meeting.button.cancel"), ids.MEETING_CANCEL(meeting=id_), discord.ButtonStyle.danger, emoji="🛑"
    )
    after = [kit.button(words("meeting.button.held"), ids.MEETING_HELD(meeting=id_), emoji="💬")] if begun else []
    return [kit.row(edit, people, room), kit.row(*after, close, prospect, cancel)]


def back_row(id_: int, words: Words, *more: ui.Button[ui.LayoutView]) -> Row:
    """More buttons, and the way back to the panel."""
    return kit.row(*more, kit.button(words("canvass.button.back"), ids.MEETING_MANAGE(meeting=id_), emoji="↩️"))


# ---- calling it off ----------------------------------------------------------------------------------


def confirm_cancel(facts: MeetingFacts, reason: str, words: Words) -> ui.LayoutView:
    """Names what calling it off does before it is done."""
    id_ = facts.id
    now = kit.button(
        words("meeting.button.cancel_now"), ids.MEETING_CANCEL_NOW(meeting=id_), discord.ButtonStyle.danger, emoji="🛑"
    )
    why = kit.button(words("canvass.button.cancel_why"), ids.MEETING_CANCEL_WHY(meeting=id_), emoji="💬")
    shown = kit.plain(reason, 220)
    return kit.card(
        f"### {words('meeting.cancel.title', name=name_of(facts, words))}",
        f"🗓️ {when(facts.plan, words)}\n{words('meeting.cancel.about')}",
        f"> {shown}" if shown else None,
        back_row(id_, words, now, why),
        accent=kit.RED,
    )


def cancelled(facts: MeetingFacts, words: Words) -> ui.LayoutView:
    """It is off; its thread is being told."""
    again = kit.button(words("meeting.button.another"), ids.MEETING_PLAN_FOR(prospect=facts.prospect_id), emoji="🔁")
    link = jump(facts)
    return kit.note(
        words("meeting.cancel.done", name=name_of(facts, words)),
        words("meeting.to_card", link=link) if link else None,
        kit.row(again),
    )
