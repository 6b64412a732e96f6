"""After a meeting: the six questions in two short forms, the record that they make, and how it is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.forms import Choice, Form, PersonField, Text, Written
from bot.cards.meetings import jump, look_of, name_of, named, review_button, when
from bot.words import Words
from db.facts.meetings import ANSWER_MOST, NEXT_STEP_MOST, MeetingFacts, MeetingState, Outcome, Section
from db.facts.playbooks import Review, ReviewQuestion

FIRST = (Review.PLAN, Review.REACHED, Review.NEXT, Review.LEARNED)
MORE = (Review.AGAIN, Review.EFFECT)
ROOM = 3000  # characters of the record on a card; the file has all of it

CLOSE_FORM = Form(
    id=ids.MEETING_CLOSE_FORM,
    title="meeting.close_form.title",
    fields=(
        Choice(
            "outcome",
            "meeting.close_form.outcome",
            options=tuple((one.value, f"meeting.outcome.{one.value}") for one in Outcome),
        ),
        Text("step", "meeting.close_form.step", most=NEXT_STEP_MOST, tall=True, required=True, like=True, hint=True),
        PersonField("owner", "meeting.close_form.owner", required=True, hint=True),
        Text("day", "meeting.close_form.day", required=True, like=True, hint=True),
    ),
)


def review_form(questions: Sequence[ReviewQuestion], *, more: bool = False) -> Form:
    """The form with these of the six questions, as the team's playbook asks them."""
    asked = [one for one in questions if one.key in (MORE if more else FIRST)]
    return Form(
        id=ids.MEETING_REVIEW_MORE_FORM if more else ids.MEETING_REVIEW_FORM,
        title="meeting.review.title",
        fields=[
            Text(one.key.value, Written(one.text), most=ANSWER_MOST, tall=True, hint=Written(one.hint)) for one in asked
        ],
        warning="meeting.review.warning",
    )


# ---- answering ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody has said so far: how many of the two last questions are open."""

    nudge: int
    more_open: bool


def answered(facts: MeetingFacts, about: Answered, words: Words, *, leads: bool) -> ui.LayoutView:
    """Thanks for the answers; two questions more, for those who want to; then the record."""
    nudge, in_dm = about.nudge, bool(about.nudge)
    buttons = []
    if about.more_open:
        more = ids.MEETING_REVIEW_MORE(meeting=facts.id, nudge=nudge)
        buttons.append(kit.button(words("meeting.button.two_more"), more, discord.ButtonStyle.primary, emoji="📝"))
    else:
        review = ids.MEETING_REVIEW(meeting=facts.id, nudge=nudge)
        buttons.append(kit.button(words("meeting.button.change"), review, emoji="✏️"))
    if not in_dm:
        record = ids.MEETING_RECORD(meeting=facts.id)
        buttons.append(kit.button(words("meeting.button.record"), record, emoji="📖"))
        if leads and facts.state is not MeetingState.CLOSED:
            close = ids.MEETING_CLOSE(meeting=facts.id)
            buttons.append(kit.button(words("meeting.button.close"), close, emoji="🏁"))
    told = words("meeting.review.two_more" if about.more_open else "meeting.review.all")
    return kit.card(
        f"✅ **{words('meeting.review.saved', name=name_of(facts, words))}**\n{told}",
        kit.row(*buttons),
        accent=kit.GREEN,
    )


# ---- the record --------------------------------------------------------------------------------------


def record(facts: MeetingFacts, questions: Sequence[ReviewQuestion], words: Words, *, leads: bool) -> ui.LayoutView:
    """What everybody said, question by question, and what came of it."""
    look = look_of(facts.state)
    blocks = list(_answers(facts, questions, words, 200))
    return kit.card(
        f"### 📖 {words('meeting.record.title', name=name_of(facts, words))}\n{look.sign} **{words(look.key)}** · "
        f"🗓️ {when(facts.plan, words)}",
        outcome(facts, words),
        fitted(blocks, len(blocks), words, ROOM - 800, "\n") if blocks else words("meeting.said_none"),
        _who(facts, words),
        kit.row(*_record_buttons(facts, words, leads=leads)),
        accent=look.accent,
    )


def _record_buttons(facts: MeetingFacts, words: Words, *, leads: bool) -> list[ui.Button[ui.LayoutView]]:
    id_, buttons = facts.id, [review_button(facts.id, words)]
    if facts.evaluations or facts.of(Section.NOTES):
        buttons.append(kit.button(words("meeting.button.file"), ids.MEETING_RECORD_FILE(meeting=id_), emoji="📄"))
    if leads and facts.state is MeetingState.HELD:
        buttons.append(kit.button(words("meeting.button.close"), ids.MEETING_CLOSE(meeting=id_), emoji="🏁"))
    return [*buttons, kit.button(words("meeting.button.room"), ids.MEETING_OPEN(meeting=id_), emoji="📂")]


def _answers(facts: MeetingFacts, questions: Sequence[ReviewQuestion], words: Words, most: int) -> Iterator[str]:
    for question in questions:
        if said := facts.merged(question.key):
            yield f"**{kit.plain(question.text, 60)}**"
            for one in said:
                yield f"- {named(one.name, words, 30)}: {kit.plain(one.answers[question.key], most)}"


def _who(facts: MeetingFacts, words: Words) -> str | None:
    """Who has said how it went; who has not is nobody's business."""
    names = [named(one.name, words, 30) for one in facts.attendees if one.evaluated]
    return f"-# {words('meeting.record.from', names=words.all_of(names))}" if names else None


def outcome(facts: MeetingFacts, words: Words) -> str | None:
    """What came of it, once it is closed."""
    closing = facts.closing
    if closing is None or closing.outcome is None:
        return None
    lines = [f"🏁 **{words(f'meeting.outcome.{closing.outcome.value}')}**"]
    if closing.next_step:
        step = kit.plain(closing.next_step, 320)
        who = named(closing.owner_name, words) if closing.owner_id else words("meeting.nobody_yet")
        day = words.long_date(closing.due_on) if closing.due_on else ""
        lines.append(words("meeting.record.next", step=step, who=who, day=day))
    return "\n".join(lines)


def record_file(facts: MeetingFacts, questions: Sequence[ReviewQuestion], words: Words) -> str:
    """All of the record as text, for those who want to keep it."""
    parts = [
        words("meeting.title", name=kit.bare(facts.prospect_name, 100)),
        words.day(facts.plan.starts_at, facts.plan.zone),
    ]
    for line in facts.of(Section.NOTES):
        parts += ["", words("meeting.part.notes"), line.text]
    for question in questions:
        if said := facts.merged(question.key):
            parts += ["", question.text, *(f"- {one.name}: {one.answers[question.key]}" for one in said)]
    return "\n".join(parts) + "\n"


def record_note(file: str, words: Words) -> ui.LayoutView:
    """The file, and where not to put it."""
    holder: ui.File[ui.LayoutView] = ui.File(f"attachment://{file}")
    return kit.note(words("meeting.record.file"), holder)


# ---- closing -------------------------------------------------------------------------------------------


def closed(facts: MeetingFacts, words: Words) -> ui.LayoutView:
    """It is closed; what comes next: the sign-on, the note of thanks."""
    closing, buttons = facts.closing, []
    if closing is not None and closing.outcome in {Outcome.YES, Outcome.PARTLY}:
        sign_on = ids.SIGNON_OPEN(prospect=facts.prospect_id)
        buttons.append(kit.button(words("meeting.button.sign_on"), sign_on, discord.ButtonStyle.success, emoji="✍️"))
    if closing is not None and closing.outcome is not Outcome.NOT_HELD:
        thanks = ids.MEETING_THANKS(meeting=facts.id, nudge=0)
        buttons.append(kit.button(words("meeting.button.thanks"), thanks, emoji="💌"))
    prospect = ids.PROSPECT_OPEN(prospect=facts.prospect_id)
    buttons.append(kit.button(words("meeting.button.prospect"), prospect, emoji="👤"))
    told = closing.outcome.value if closing and closing.outcome else "later"
    link = jump(facts)
    return kit.card(
        f"🏁 **{words('meeting.closed', name=name_of(facts, words))}**",
        outcome(facts, words),
        words(f"meeting.closed.{told}"),
        f"-# {words('meeting.to_card', link=link)}" if link else None,
        kit.row(*buttons),
        accent=kit.GREEN,
    )


def was_held(facts: MeetingFacts, words: Words) -> ui.LayoutView:
    """It took place: the six questions come first, then the thanks."""
    return kit.card(
        f"💬 **{words('meeting.was_held', name=name_of(facts, words))}**",
        words("meeting.was_held_next"),
        kit.row(
            review_button(facts.id, words),
            kit.button(words("meeting.button.thanks"), ids.MEETING_THANKS(meeting=facts.id, nudge=0), emoji="💌"),
        ),
        accent=kit.GREEN,
    )


def reopened(facts: MeetingFacts, words: Words) -> ui.LayoutView:
    """It is open again; what was promised as its next step is not."""
    close = kit.button(words("meeting.button.close"), ids.MEETING_CLOSE(meeting=facts.id), emoji="🏁")
    return kit.note(words("meeting.reopened", name=name_of(facts, words)), kit.row(close))


# ---- the note of thanks --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """A draft of the note of thanks: its text, in which language, and what is still to be filled in."""

    text: str
    language_name: str
    open: bool = False
    nudge: int = 0


def thanks(facts: MeetingFacts, note: Note, words: Words) -> ui.LayoutView:
    """The draft, to be copied and made one's own."""
    shown = kit.prose(note.text, 3000)
    file = ids.MEETING_THANKS_FILE(meeting=facts.id, nudge=note.nudge)
    return kit.card(
        f"### 💌 {words('meeting.thanks.title', name=name_of(facts, words))}",
        f"-# {words('meeting.thanks.language', language=note.language_name)}",
        shown,
        f"✏️ {words('meeting.thanks.open')}" if note.open else None,
        kit.row(kit.button(words("meeting.button.file"), file, emoji="📄")),
        accent=kit.GREEN,
    )


def thanks_note(file: str, words: Words) -> ui.LayoutView:
    """The draft as a file."""
    holder: ui.File[ui.LayoutView] = ui.File(f"attachment://{file}")
    return kit.note(words("meeting.thanks.file"), holder)
