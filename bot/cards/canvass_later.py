"""A person's own reminders of a session: when they want to hear of it again, or that they want no more of them."""

from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import name_of
from bot.cards.canvass_nudges import Button
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts import CanvassFacts, Later, LaterChoice, SignupState

WHEN_FORM = Form(
    id=ids.CANVASS_LATER_FORM,
    title="canvass.later.form.title",
    fields=(Text("when", "canvass.later.form.when", required=True, like=True, hint=True),),
    own_clock=True,
)
_CHOICES = {
    LaterChoice.HOUR: "canvass.later.hour",
    LaterChoice.EVENING: "canvass.later.evening",
    LaterChoice.MORNING: "canvass.later.morning",
}


# ---- later -----------------------------------------------------------------------------------------------


def choose(found: Later, person_id: int, nudge: int, words: Words, *, said: str = "") -> ui.LayoutView:
    """When to be reminded, each choice with the moment that it leads to; and the way out of the session."""
    facts = found.facts
    lines = [
        words("canvass.later.moment", choice=words(_CHOICES[choice]), when=kit.stamp(moment, "f"))
        for choice, moment in found.moments.items()
    ]
    return kit.note(
        f"{words('canvass.later.head', name=name_of(facts, words))}\n{said}".strip(),
        "\n".join(f"- {line}" for line in lines) or words("canvass.later.none_left"),
        words("canvass.later.now", when=_moment(found.due_at)) if found.due_at else None,
        kit.row(*_moments(found, nudge, words)),
        None if found.reminders else words("canvass.later.closed"),
        None if found.reminders else kit.row(_reminders(facts, nudge, words)),
        _out(facts, person_id, words),
        kit.row(kit.button(words("canvass.later.button.cant"), ids.CANVASS_CANT(canvass=facts.id), emoji="✖️")),
    )


def _moments(found: Later, nudge: int, words: Words) -> list[Button]:
    id_, buttons = found.facts.id, list[Button]()
    for choice, moment in found.moments.items():
        at = ids.CANVASS_LATER_AT(canvass=id_, nudge=nudge, moment=int(moment.timestamp()))
        buttons.append(kit.button(words(_CHOICES[choice]), at, discord.ButtonStyle.primary))
    pick = ids.CANVASS_LATER_PICK(canvass=id_, nudge=nudge)
    buttons.append(kit.button(words("nudge.later.pick"), pick, emoji="⌨️"))
    if found.due_at:
        none = ids.CANVASS_LATER_AT(canvass=id_, nudge=nudge, moment=0)
        buttons.append(kit.button(words("canvass.later.none"), none))
    return buttons


def _out(facts: CanvassFacts, person_id: int, words: Words) -> str | None:
    """What becomes of the place: nobody hands theirs to somebody of their choice, the first in line is first."""
    mine = facts.of(person_id)
    state = mine.state if mine else None
    if state is SignupState.WAITING:
        return f"-# {words('canvass.later.cant_line')}"
    has_place = state in {SignupState.IN, SignupState.OFFERED}
    return f"-# {words('canvass.later.cant')}" if has_place else None


def kept(found: Later, nudge: int, words: Words) -> ui.LayoutView:
    """When they will be reminded."""
    facts = found.facts
    return kit.note(
        words("canvass.later.kept", name=name_of(facts, words), when=_moment(found.due_at)),
        None if found.reminders else words("canvass.later.closed"),
        kit.row(
            kit.button(words("nudge.button.change"), ids.CANVASS_LATER(canvass=facts.id, nudge=nudge), emoji="⏰"),
            kit.button(
                words("nudge.button.undo"), ids.CANVASS_LATER_AT(canvass=facts.id, nudge=nudge, moment=0), emoji="↩️"
            ),
            *([] if found.reminders else [_reminders(facts, nudge, words)]),
        ),
    )


def taken_back(found: Later, nudge: int, words: Words) -> ui.LayoutView:
    """No reminder of their own any more."""
    again = ids.CANVASS_LATER(canvass=found.facts.id, nudge=nudge)
    return kit.note(words("canvass.later.taken_back"), kit.row(kit.button(words("nudge.later"), again, emoji="⏰")))


def _moment(moment: datetime | None) -> str:
    return f"{kit.stamp(moment)} ({kit.stamp(moment, 'R')})" if moment else "…"


# ---- stop ------------------------------------------------------------------------------------------------


def stop(facts: CanvassFacts, person_id: int, nudge: int, words: Words, *, reminders: bool) -> ui.LayoutView:
    """What can be stopped: the reminders of this session, where they get any, or all of the team's."""
    mine = facts.of(person_id)
    session = mine is not None and mine.state is not SignupState.CANT and not mine.muted and not facts.over
    mute = ids.CANVASS_MUTE(canvass=facts.id, nudge=nudge, on=1)
    buttons = [kit.button(words("canvass.stop.session"), mute, discord.ButtonStyle.primary)] if session else []
    if mine is not None and mine.muted:
        buttons.append(_unmute(facts, nudge, words))
    buttons.append(_no_reminders(facts, nudge, words) if reminders else _reminders(facts, nudge, words))
    told = [words("canvass.stop.session_about", name=name_of(facts, words))] if session else []
    if mine is not None and mine.muted:
        told.append(words("canvass.stop.muted", name=name_of(facts, words)))
    told.append(words("canvass.stop.all_about") if reminders else words("canvass.stop.all_off"))
    if facts.plan.captain_id == person_id:
        told.append(words("canvass.stop.captain"))
    return kit.note(words("canvass.stop.head"), "\n".join(told), kit.row(*buttons))


def muted(facts: CanvassFacts, nudge: int, words: Words, *, on: bool) -> ui.LayoutView:
    """No more reminders of this session, or reminders again."""
    name = name_of(facts, words)
    if not on:
        return kit.note(words("canvass.stop.unmuted", name=name))
    row = kit.row(_unmute(facts, nudge, words), _no_reminders(facts, nudge, words))
    return kit.note(words("canvass.stop.muted", name=name), row)


def reminders_set(facts: CanvassFacts, nudge: int, words: Words, *, on: bool) -> ui.LayoutView:
    """All reminders of the team are on, or off."""
    if on:
        return kit.note(words("canvass.stop.all_on"))
    return kit.note(words("canvass.stop.all_off"), kit.row(_reminders(facts, nudge, words)))


def _unmute(facts: CanvassFacts, nudge: int, words: Words) -> Button:
    off = ids.CANVASS_MUTE(canvass=facts.id, nudge=nudge, on=0)
    return kit.button(words("nudge.button.undo"), off, emoji="↩️")


def _no_reminders(facts: CanvassFacts, nudge: int, words: Words) -> Button:
    off = ids.CANVASS_REMINDERS(canvass=facts.id, nudge=nudge, on=0)
    return kit.button(words("canvass.stop.all"), off, emoji="🔕")


def _reminders(facts: CanvassFacts, nudge: int, words: Words) -> Button:
    on = ids.CANVASS_REMINDERS(canvass=facts.id, nudge=nudge, on=1)
    return kit.button(words("canvass.stop.on_again"), on, discord.ButtonStyle.primary, emoji="🔔")
