"""The private answers to the buttons of a sign-up card, and the form for tags and a note."""

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import DRIVER, FIRST_TIME, SPEAKS, TONGUES, name_of, slots, tongues, when
from bot.cards.forms import Boxes, Choice, Form, Text
from bot.words import Words
from db.facts import SIGNUP_NOTE_MOST, CanvassFacts, SignupState, Standing

TAGS_FORM = Form(
    id=ids.CANVASS_TAGS_FORM,
    title="canvass.tags.title",
    warning="canvass.tags.warning",
    fields=(
        Boxes("tags", "canvass.tags.tags", (("driver", "canvass.tags.driver"), ("first", "canvass.tags.first_time"))),
        Choice(
            "languages",
            "canvass.tags.languages",
            tuple((code, f"canvass.language.{code}") for code in TONGUES),
            least=0,
            most=len(TONGUES),
            hint=True,
        ),
        Text("note", "canvass.tags.note", most=SIGNUP_NOTE_MOST, like=True, hint=True),
    ),
)


def tags_typed(mine: Standing) -> dict[str, str]:
    """What the form shows of a person's tags so far."""
    tags = ["driver"] * mine.driver + ["first"] * mine.first_time
    return {"tags": ",".join(tags), "languages": mine.languages, "note": mine.note}


def answered(
    facts: CanvassFacts, mine: Standing | None, before: SignupState | None, words: Words, *, late: bool
) -> ui.LayoutView:
    """Where a person stands after a press; `late` says that a place was given up so late that somebody is told."""
    if mine is None:
        return kit.note(words("canvass.answer.cant"))
    if mine.state is SignupState.OFFERED:
        return offered(facts, mine, words)
    if mine.state is SignupState.IN:
        return _in(facts, mine, before, words)
    if mine.state is SignupState.WAITING:
        turn = next((i for i, s in enumerate(facts.line, 1) if s.person_id == mine.person_id), len(facts.line))
        again = "_already" if before is SignupState.WAITING else ""
        return kit.note(words(f"canvass.answer.waiting{again}", turn=turn), _leave_row(facts, words))
    had_place = before in {SignupState.IN, SignupState.OFFERED}
    # Without a captain, or where it is the captain who cannot come, the organizers are told.
    captain = facts.plan.captain_id not in {None, mine.person_id}
    how = ("_late" if captain else "_late_team") if late else "_left" if had_place else ""
    return kit.note(words(f"canvass.answer.{mine.state.value}{how}"))


def _in(facts: CanvassFacts, mine: Standing, before: SignupState | None, words: Words) -> ui.LayoutView:
    again = "_already" if before is SignupState.IN else ""
    state = words(f"canvass.answer.in{again}", slots=slots(facts.taken, facts.plan.capacity, words))
    told = told_tags(mine, words)
    return kit.note(
        f"{state}\n{when(facts.plan, words)}",
        told or words("canvass.answer.tags_hint"),
        kit.row(
            kit.button(words("canvass.button.tags"), ids.CANVASS_TAGS(canvass=facts.id), emoji="🏷️"),
            kit.button(words("canvass.button.calendar"), ids.CANVASS_CALENDAR(canvass=facts.id), emoji="📅"),
            kit.button(words("canvass.button.cant"), ids.CANVASS_CANT(canvass=facts.id), emoji="✖️"),
        ),
    )


def _leave_row(facts: CanvassFacts, words: Words) -> ui.ActionRow[ui.LayoutView]:
    leave = kit.button(words("canvass.button.leave_line"), ids.CANVASS_CANT(canvass=facts.id), emoji="✖️")
    tags = kit.button(words("canvass.button.tags"), ids.CANVASS_TAGS(canvass=facts.id), emoji="🏷️")
    return kit.row(tags, leave)


def offered(facts: CanvassFacts, mine: Standing, words: Words) -> ui.LayoutView:
    """A place is held for this person: take it or pass it on."""
    until = mine.offered_until
    return kit.note(
        words("canvass.answer.offered", until=f"{kit.stamp(until)} ({kit.stamp(until, 'R')})" if until else "…"),
        offer_row(facts.id, mine.person_id, words),
    )


def offer_row(
    canvass_id: int, person_id: int, words: Words, *more: ui.Button[ui.LayoutView]
) -> ui.ActionRow[ui.LayoutView]:
    """The two answers to an offered place, and more buttons."""
    take = ids.CANVASS_TAKE(canvass=canvass_id, person=person_id)
    pass_on = ids.CANVASS_PASS(canvass=canvass_id, person=person_id)
    return kit.row(
        kit.button(words("canvass.button.take"), take, discord.ButtonStyle.success, emoji="✋"),
        kit.button(words("canvass.button.pass"), pass_on, emoji="➡️"),
        *more,
    )


def tagged(facts: CanvassFacts, mine: Standing, words: Words) -> ui.LayoutView:
    """What is kept about a person after the form."""
    told = told_tags(mine, words) or words("canvass.answer.no_tags")
    note = kit.plain(mine.note, SIGNUP_NOTE_MOST)
    return kit.note(
        words("canvass.answer.tagged", name=name_of(facts, words), tags=told),
        f"> {note}" if note else None,
        words("canvass.answer.note_seen") if note else None,
    )


def told_tags(mine: Standing, words: Words) -> str:
    """A person's tags in words."""
    parts = []
    if mine.driver:
        parts.append(f"{DRIVER} {words('canvass.tag.driver')}")
    if mine.first_time:
        parts.append(f"{FIRST_TIME} {words('canvass.tag.first_time')}")
    if spoken := tongues(mine, words):
        parts.append(f"{SPEAKS} {', '.join(spoken)}")
    return " · ".join(parts)


def calendar_note(facts: CanvassFacts, filename: str, words: Words) -> ui.LayoutView:
    """The calendar file, and what to do with it."""
    file: ui.File[ui.LayoutView] = ui.File(f"attachment://{filename}")
    return kit.note(words("canvass.calendar.here", name=name_of(facts, words)), file)
