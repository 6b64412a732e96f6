"""What a captain or an organizer does with a session: the panel, calling it off, taking somebody off."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import (
    bare_person,
    look_of,
    name_of,
    person,
    slots,
    when,
)
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts import CANVASS_REASON_MOST, CanvassFacts, CanvassState, Reminding, SignupState, Standing, Trouble

TROUBLES = {"channel_gone", "missing_permissions", "refused"}
STARTS_EARLY = timedelta(hours=12)  # before its planned time a session is not started (db/doors/day.py)
PAGE = 25  # lines in one select (Component Reference)
COMING = (SignupState.IN, SignupState.OFFERED, SignupState.WAITING, SignupState.MAYBE)
REMINDED = (SignupState.IN, SignupState.OFFERED, SignupState.MAYBE)

CANCEL_FORM = Form(
    id=ids.CANVASS_CANCEL_FORM,
    title="canvass.cancel_form.title",
    fields=(Text("reason", "canvass.cancel_form.reason", most=CANVASS_REASON_MOST, like=True, hint=True),),
)


def panel(
    facts: CanvassFacts, words: Words, *, now: datetime, plans: bool, troubles: Sequence[Trouble] = ()
) -> ui.LayoutView:
    """Everything that the captain can do with a session, and, with `plans`, the organizers."""
    look = look_of(facts, now)
    return kit.card(
        f"### {words('canvass.manage.title', name=name_of(facts, words))}",
        f"{look.sign} **{words(look.key)}** · {slots(facts.taken, facts.plan.capacity, words)}\n"
        f"🗓️ {when(facts.plan, words)}",
        *(f"⚠️ {trouble_text(trouble, words)}" for trouble in troubles[:3]),
        *_doors_row(facts, words, now=now),
        *_panel_rows(facts.id, words, plans=plans, closed=look.closed),
        accent=look.accent,
    )


def trouble_text(trouble: Trouble, words: Words) -> str:
    """What an organizer should mend about a session's card, thread or event."""
    code = trouble.code if trouble.code in TROUBLES else "refused"
    channel = trouble.values.get("channel_id")
    missing = trouble.values.get("missing")
    names = [str(name) for name in missing] if isinstance(missing, list) else []
    return words(
        f"canvass.trouble.{code}",
        channel=f"<#{channel}>" if channel else "#…",
        missing=words.all_of(words(f"permission.{name}") for name in names),
    )


def _doors_row(facts: CanvassFacts, words: Words, *, now: datetime) -> list[ui.ActionRow[ui.LayoutView]]:
    """The way to the doors: it starts the session on its day, and then shows who is out."""
    if facts.state is CanvassState.LIVE:
        view = ids.DOORS_CAPTAIN(canvass=facts.id, page=0)
        return [kit.row(kit.button(words("doors.button.at_doors"), view, emoji="🧭"))]
    if facts.over or not facts.plan.starts_at - STARTS_EARLY <= now < facts.plan.ends_at:
        return []
    start = ids.DOORS_START(canvass=facts.id)
    return [kit.row(kit.button(words("doors.button.start"), start, discord.ButtonStyle.success, emoji="🚪"))]


def _panel_rows(id_: int, words: Words, *, plans: bool, closed: bool) -> list[ui.ActionRow[ui.LayoutView]]:
    roster = kit.button(words("canvass.button.roster"), ids.CANVASS_ROSTER(canvass=id_, page=0), emoji="📋")
    pairs = kit.button(words("canvass.button.pairs"), ids.CANVASS_PAIRS(canvass=id_, page=0), emoji="👯")
    again = [again_button(id_, words)] if plans else []
    if closed:
        return [kit.row(roster, pairs, *again)]
    edit = kit.button(words("canvass.button.edit"), ids.CANVASS_EDIT(canvass=id_), emoji="✏️")
    remind = kit.button(words("canvass.button.remind"), ids.CANVASS_REMIND(canvass=id_), emoji="🔔")
    off = kit.button(words("canvass.button.off"), ids.CANVASS_OFF(canvass=id_, page=0), emoji="➖")
    cancel = kit.button(
        words("canvass.button.cancel"), ids.CANVASS_CANCEL(canvass=id_), discord.ButtonStyle.danger, emoji="🛑"
    )
    return [kit.row(edit, roster, pairs), kit.row(remind, off, *again, cancel)]


def back_row(id_: int, words: Words, *more: ui.Button[ui.LayoutView]) -> ui.ActionRow[ui.LayoutView]:
    """More buttons, and the way back to the panel."""
    back = kit.button(words("canvass.button.back"), ids.CANVASS_MANAGE(canvass=id_), emoji="↩️")
    return kit.row(*more, back)


# ---- calling a session off ---------------------------------------------------------------------------


def confirm_cancel(facts: CanvassFacts, reason: str, words: Words) -> ui.LayoutView:
    """Names what cancelling does before it is done."""
    told = len(facts.those(*COMING))
    now = kit.button(
        words("canvass.button.cancel_now"),
        ids.CANVASS_CANCEL_NOW(canvass=facts.id),
        discord.ButtonStyle.danger,
        emoji="🛑",
    )
    why = kit.button(words("canvass.button.cancel_why"), ids.CANVASS_CANCEL_WHY(canvass=facts.id), emoji="💬")
    about = words.n("canvass.cancel.told", told) if told else words("canvass.cancel.nobody")
    shown = kit.plain(reason, 220)
    return kit.card(
        f"### {words('canvass.cancel.title', name=name_of(facts, words))}",
        f"🗓️ {when(facts.plan, words)}\n{about}",
        f"> {shown}" if shown else None,
        back_row(facts.id, words, now, why),
        accent=kit.RED,
    )


def cancelled(facts: CanvassFacts, words: Words, *, plans: bool) -> ui.LayoutView:
    """The session is off; those concerned are being told."""
    told = len(facts.those(*COMING))
    about = words.n("canvass.cancel.done_told", told) if told else words("canvass.cancel.done_nobody")
    done = f"{words('canvass.cancel.done', name=name_of(facts, words))} {about}"
    return kit.note(done, kit.row(again_button(facts.id, words)) if plans else None)


def again_button(id_: int, words: Words) -> ui.Button[ui.LayoutView]:
    """The same again next week."""
    return kit.button(words("canvass.button.again"), ids.CANVASS_AGAIN(canvass=id_), emoji="🔁")


# ---- taking somebody off -----------------------------------------------------------------------------


def choose_off(facts: CanvassFacts, page: int, words: Words) -> ui.LayoutView:
    """Whom to take off the list."""
    people = facts.those(*COMING)
    if not people:
        return kit.note(words("canvass.off.nobody"), back_row(facts.id, words))
    pages = (len(people) + PAGE - 1) // PAGE
    page = min(max(page, 0), pages - 1)
    shown = people[page * PAGE : (page + 1) * PAGE]
    options = [
        kit.option(bare_person(s, words), str(s.person_id), about=words(f"canvass.standing.{s.state.value}"))
        for s in shown
    ]
    chooser = kit.select(ids.CANVASS_OFF_WHO(canvass=facts.id), options, words("canvass.off.who"))
    return kit.card(
        words("canvass.off.ask", name=name_of(facts, words)),
        kit.row(chooser),
        back_row(facts.id, words, *page_buttons(lambda to: ids.CANVASS_OFF(canvass=facts.id, page=to), page, pages)),
    )


def page_buttons(id_of: Callable[[int], str], page: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    """A step back and a step on, where there is more than one page."""
    if pages < 2:
        return []
    back, on = max(page - 1, 0), min(page + 1, pages - 1)
    # Two buttons with the same id are refused: at an end, the step that leads nowhere has an id of its own.
    return [
        kit.button("◀", id_of(back if page else pages + 1), off=page == 0),
        kit.button("▶", id_of(on if page < pages - 1 else pages + 2), off=page == pages - 1),
    ]


def confirm_off(facts: CanvassFacts, who: Standing, words: Words) -> ui.LayoutView:
    """Names what taking somebody off does before it is done."""
    frees = who.state in {SignupState.IN, SignupState.OFFERED} and facts.line
    effect = words("canvass.off.next", name=person(facts.line[0])) if frees else ""
    take = kit.button(
        words("canvass.button.off_now"),
        ids.CANVASS_OFF_NOW(canvass=facts.id, person=who.person_id),
        discord.ButtonStyle.danger,
        emoji="➖",
    )
    return kit.card(
        words("canvass.off.confirm", name=person(who), session=name_of(facts, words)),
        effect,
        back_row(facts.id, words, take),
        accent=kit.RED,
    )


def taken_off(facts: CanvassFacts, who: str, words: Words) -> ui.LayoutView:
    """Somebody is off the list; telling them is left to a person."""
    return kit.note(
        words("canvass.off.done", name=kit.plain(who, 60), session=name_of(facts, words)),
        back_row(facts.id, words),
    )


def reminded(reminding: Reminding, words: Words, *, now: datetime) -> ui.LayoutView:
    """A reminder is on its way, or waits for the end of the quiet hours."""
    facts, goes_at = reminding.facts, reminding.goes_at
    place = f"<#{facts.thread_id}>" if facts.thread_id else f"<#{facts.channel_id}>"
    if goes_at > now:
        said = f"{kit.stamp(goes_at)} ({kit.stamp(goes_at, 'R')})"
        told = words.n("canvass.remind.waits", reminding.told, thread=place, when=said)
    else:
        told = words.n("canvass.remind.done", reminding.told, thread=place)
    return kit.note(told, back_row(facts.id, words))
