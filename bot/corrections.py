"""What was typed and refused: it is kept, and comes back to be corrected, by one tap where that is enough."""

from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.cards import kit as bricks
from bot.cards.forms import Form
from bot.errors import refusal_text
from bot.ids import FORM_AGAIN, FORM_PICK, Value, carried
from bot.presses import FORMS, Filled, press
from bot.trips import Trip
from bot.words import Words
from db import drafts
from db.refusals import AmbiguousClock, AmbiguousTime, DraftGone, Refusal

READ_AS = "read as "  # before the number of a reading, among what is kept of a form
DOUBTFUL = "doubtful"


async def offer_correction(begun: Trip, form: Form, values: dict[str, Value], refusal: Refusal) -> None:
    """Say what is wrong, keep what was typed, and give it back; where it can mean two things, offer both."""
    zone = begun.actor.zone if form.own_clock else begun.team.clock_zone
    readings = _readings(refusal, zone, begun.words)
    doubt = {f"{READ_AS}{number}": text for number, (_, text) in enumerate(readings)}
    field = next((name for name, text in begun.typed.items() if text == refusal.values.get("typed")), "")
    kept = {**begun.typed, DOUBTFUL: field, **doubt} if field and readings else begun.typed
    await begun.write(
        lambda tx: drafts.keep(
            tx,
            team_id=begun.actor.team_id,
            person_id=begun.actor.person_id,
            kind=form.kept_as(**values),
            typed=kept,
            now=begun.now,
        )
    )
    buttons = _buttons(begun, form, values, [label for label, _ in readings] if field else [])
    await begun.say(bricks.note(refusal_text(refusal, begun.words), bricks.row(*buttons)))


def _buttons(begun: Trip, form: Form, values: dict[str, Value], labels: list[str]) -> list[ui.Button[ui.LayoutView]]:
    args = ".".join(str(value) for value in values.values())
    style = discord.ButtonStyle.secondary if labels else discord.ButtonStyle.primary
    return [
        *(
            bricks.button(label, FORM_PICK(form=form.id.code, args=args, which=which), discord.ButtonStyle.primary)
            for which, label in enumerate(labels)
        ),
        bricks.button(begun.words("form.correct"), FORM_AGAIN(form=form.id.code, args=args), style),
    ]


def _readings(refusal: Refusal, zone: str, words: Words) -> list[tuple[str, str]]:
    """What a doubtful text can mean: (label, the same said without doubt)."""
    if isinstance(refusal, AmbiguousClock):
        return [(words.clock(moment), f"{moment:%H:%M}") for moment in (refusal.first, refusal.second)]
    if not isinstance(refusal, AmbiguousTime):
        return []
    moments = (refusal.first_at, refusal.second_at)
    labels = [words.day(moment, zone) for moment in moments]
    if labels[0] == labels[1]:  # the hour that comes twice when summer time ends
        there = ZoneInfo(zone)
        labels = [f"{label} {at.astimezone(there).tzname()}" for label, at in zip(labels, moments, strict=True)]
    return [(label, bricks.stamp(at)) for label, at in zip(labels, moments, strict=True)]


@press(FORM_AGAIN)
async def correct_form(begun: Trip, form: str, args: str) -> None:
    """Open a form again, with what was typed in it."""
    filled, values, typed = await _kept(begun, form, args)
    shown = await filled.paints(begun, **values) if filled.paints else filled.form
    await begun.ask(shown.paint(begun.words, typed, **values))


@press(FORM_PICK)
async def pick_reading(begun: Trip, form: str, args: str, which: int) -> None:
    """Send a form again with one of the two readings in place of the doubtful text."""
    filled, values, typed = await _kept(begun, form, args)
    reading, field = typed.get(f"{READ_AS}{which}"), typed.get(DOUBTFUL)
    if reading is None or field is None:
        raise DraftGone
    names = {one.name for one in filled.form.fields}
    begun.typed = {name: text for name, text in typed.items() if name in names} | {field: reading}
    try:
        await filled.handler(begun, **values)
    except Refusal as refusal:
        await offer_correction(begun, filled.form, values, refusal)


async def _kept(begun: Trip, form: str, args: str) -> tuple[Filled, dict[str, Value], dict[str, str]]:
    filled, found = FORMS.get(form), carried({"form": form, "args": args})
    values = found[1] if found else None
    typed = await begun.kept(filled.form, **values) if filled and values is not None else None
    if filled is None or values is None or typed is None:
        raise DraftGone
    return filled, values, typed
