"""Every card and form of a meeting fits Discord at its fullest, in every language and with hostile text."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from discord import ui

from bot.cards import (
    meetings,
    meetings_calendar,
    meetings_day,
    meetings_items,
    meetings_manage,
    meetings_pages,
    meetings_people,
    meetings_plan,
    meetings_review,
    meetings_room,
    meetings_sheets,
    meetings_tasks,
    meetings_written,
    nudge_answers,
)
from bot.cards.forms import Form
from bot.cards.meetings_pages import Idea, Room
from bot.words import LANGUAGES, Words, words_in
from bot.words.playbooks import load
from db.facts import Item, ItemState, NudgeKind
from db.facts.meetings import Change, Clash, MeetingFacts, MeetingState, Outcome, Section
from db.facts.playbooks import Kind
from tests.cards.limits import check_card, check_form, text_of
from tests.cards.meeting_samples import ID, NOW, SNOWFLAKE, closed, full, fullest, learned, lines, meeting, research
from tests.cards.test_kit import HOSTILE

Painted = Callable[[MeetingFacts, Words, str], ui.LayoutView]
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
BOOK = load(Kind.OFFICIAL, "es")
TOLD = [SNOWFLAKE + i for i in range(12)]
IDEAS = [Idea(f"first.{'k' * 20}{i}"[:27], "W" * 200) for i in range(10)]


def room(facts: MeetingFacts, view: str, filler: str) -> Room:
    """A page with everything on it."""
    return Room(
        facts, view, SNOWFLAKE, NOW, leads=True, ideas=IDEAS, research=research(filler), questions={"path": "W" * 100},
        agenda=BOOK.agenda * 1, learned="W" * 900, said="✅ Saved.",
    )  # fmt: skip


def page(view: str, facts: MeetingFacts, words: Words, filler: str) -> ui.LayoutView:
    """A page at its fullest."""
    return meetings_room.page(room(facts, view, filler), words)


def ended(outcome: Outcome, _: MeetingFacts, words: Words, filler: str) -> ui.LayoutView:
    """A meeting that was closed just now."""
    return meetings_review.closed(closed(filler, outcome), words)


def clashes(filler: str) -> list[Clash]:
    """Everything was written at once by two."""
    text = full(filler, 500)
    return [Clash(Change(Section.ASK, text, text, ID, 1), full(filler, 100), text, text, ID, 2)] * 5


def preview(filler: str) -> meetings_plan.Preview:
    """All that can stand around a preview."""
    return meetings_plan.Preview(
        "plan-2147483647-9223372036854775807", trouble="W" * 500, zone_name="W" * 60, hints=["W" * 120] * 3, prep=25,
        learned=learned(filler),
    )  # fmt: skip


def pocket(facts: MeetingFacts, words: Words) -> ui.LayoutView:
    """The pocket card of the longest running order."""
    agenda = (BOOK.agenda * 2)[:12]
    about = meetings_day.Pocket(agenda, {item.key: "W" * 300 for item in agenda}, SNOWFLAKE)
    return meetings_day.pocket(facts, about, words)


ANSWERED = meetings_review.Answered(ID, more_open=True)
NOTE = meetings_review.Note("W" * 3500, "español", open=True, nudge=ID)
CARDS: dict[str, Painted] = {
    "card": lambda f, w, _: meetings.card(f, w, now=NOW),
    "card held": lambda f, w, _: meetings.card(replace(f, state=MeetingState.HELD), w, now=NOW),
    "card closed": lambda _, w, x: meetings.card(closed(x), w, now=NOW),
    "card off": lambda f, w, _: meetings.card(replace(f, state=MeetingState.CANCELLED), w, now=NOW),
    "choose": lambda _, w, x: meetings.choose("evaluate", lines(x), w, head="Which?"),
    "preview": lambda f, w, x: meetings_plan.preview(f, preview(x), w, w, now=NOW),
    "posted": lambda f, w, _: meetings_plan.posted(f, SNOWFLAKE, w),
    "saved": lambda f, w, _: meetings_plan.saved(f, w, moved=True),
    "discarded": lambda _, w, __: meetings_plan.discarded(w, edits=False),
    "no_draft": lambda _, w, __: meetings_plan.no_draft(w),
    "panel": lambda f, w, _: meetings_manage.panel(f, w, begun=True),
    "panel closed": lambda _, w, x: meetings_manage.panel(closed(x), w, begun=True),
    "confirm_cancel": lambda f, w, x: meetings_manage.confirm_cancel(f, full(x, 200), w),
    "cancelled": lambda f, w, _: meetings_manage.cancelled(f, w),
    "calendar_note": lambda f, w, _: meetings_calendar.calendar_note(f, "toctoc-a.ics", w),
    **{f"page {view}": partial(page, view) for view in meetings_pages.VIEWS},
    "idea": lambda f, w, x: meetings_written.idea(f, "noes", Idea("no.politics", full(x, 100), full(x, 500)), w),
    "one_line": lambda f, w, _: meetings_written.one_line(f, "facts", f.of(Section.FACTS)[0], w),
    "person": lambda f, w, _: meetings_people.person(f, f.attendees[0], w, may_remove=True),
    "stays": lambda _, w, __: meetings_people.stays(w),
    "clash": lambda f, w, x: meetings_sheets.clash(f, "agree", clashes(x), w),
    "tasks": lambda f, w, _: meetings_tasks.tasks(f, w, now=NOW, writes=True, said="✅"),
    "task": lambda f, w, _: meetings_tasks.task(f, f.prep[1], SNOWFLAKE, w, now=NOW, writes=True),
    "pocket": lambda f, w, _: pocket(f, w),
    "none_today": lambda _, w, x: meetings_day.none_today(lines(x), w),
    "alone": lambda f, w, _: meetings_day.alone(f, w, now=NOW),
    "today": lambda f, w, _: meetings_day.today(f, TOLD, w, ID),
    "moved": lambda f, w, _: meetings_day.moved(f, TOLD, w, ID),
    "off": lambda f, w, _: meetings_day.off(f, TOLD, w, ID),
    "answered": lambda f, w, _: meetings_review.answered(f, ANSWERED, w, leads=True),
    "record": lambda _, w, x: meetings_review.record(closed(x), BOOK.review, w, leads=True),
    "record_note": lambda _, w, __: meetings_review.record_note("toctoc-a.txt", w),
    "was_held": lambda f, w, _: meetings_review.was_held(f, w),
    "reopened": lambda f, w, _: meetings_review.reopened(f, w),
    "thanks": lambda f, w, _: meetings_review.thanks(f, NOTE, w),
    "thanks_note": lambda _, w, __: meetings_review.thanks_note("toctoc-a.txt", w),
    **{f"closed {one}": partial(ended, one) for one in Outcome},
}  # fmt: skip
FORMS: list[Form] = [
    meetings_plan.PLAN_FORM, meetings_manage.CANCEL_FORM, meetings_sheets.AGREE_FORM, meetings_sheets.THEM_FORM,
    meetings_sheets.NOTES_FORM, meetings_sheets.FACT_FORM, meetings_sheets.NO_FORM, meetings_tasks.TASK_FORM,
    meetings_review.CLOSE_FORM, meetings_review.review_form(BOOK.review),
    meetings_review.review_form(BOOK.review, more=True),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_a_card_at_its_fullest_fits(name: str, language: str) -> None:
    for filler in FILLERS:
        check_card(CARDS[name](fullest(filler), words_in(language), filler))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id.code)
def test_a_form_fits_with_everything_typed(form: Form, language: str) -> None:
    values = {name: ID if kind is int else "plan-2147483647-9223372036854775807" for name, kind in form.id.args}
    typed = {one.name: str(SNOWFLAKE) if one.name == "owner" else "W" * 2000 for one in form.fields}
    check_form(form.paint(words_in(language), typed, **values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_meeting_is_shown_too(language: str) -> None:
    words, bare = words_in(language), meeting(attendees=(), prep=())
    check_card(meetings.card(bare, words, now=NOW))
    for view in meetings_pages.VIEWS:
        check_card(meetings_room.page(Room(bare, view, SNOWFLAKE, NOW), words))
    check_card(meetings_tasks.tasks(bare, words, now=NOW, writes=False))
    check_card(meetings_review.record(bare, BOOK.review, words, leads=False))
    check_card(meetings_day.pocket(bare, meetings_day.Pocket((), {}, SNOWFLAKE), words))


def test_what_stands_in_the_room_is_not_on_what_everybody_sees() -> None:
    words, facts = words_in("en"), fullest("Q")
    facts = replace(facts, prospect_name="Ruth", prep=(), attendees=(), plan=meeting().plan)
    shown = [meetings.card(facts, words, now=NOW), meetings_day.today(facts, TOLD, words, 1)]
    assert not any("QQ" in text_of(view) for view in shown)


@pytest.mark.parametrize("state", ItemState)
@pytest.mark.parametrize("kind", [NudgeKind.PREP, NudgeKind.EVALUATE, NudgeKind.CLOSE])
def test_a_matter_of_a_letter_has_words_wherever_it_stands(kind: NudgeKind, state: ItemState) -> None:
    facts = meeting(message_id=SNOWFLAKE, channel_id=SNOWFLAKE)
    item = Item(1, kind, state, meeting=facts, task=facts.prep[0], until=NOW)
    for language in LANGUAGES:
        words = words_in(language)
        assert meetings_items.title(item, words, 100)
        assert meetings_items.bare_title(item, words, 90)
        assert all(meetings_items.asking(item, words))
        assert meetings_items.over(item, words) or state not in {ItemState.OVER, ItemState.STOPPED}


@pytest.mark.parametrize("kind", [NudgeKind.PREP, NudgeKind.EVALUATE, NudgeKind.CLOSE])
def test_what_is_off_offers_nothing_to_take_back(kind: NudgeKind) -> None:
    item = Item(1, kind, ItemState.DROPPED, meeting=meeting(), task=meeting().prep[0])
    assert nudge_answers.rows(item, nudge_answers.Desk("America/Chicago"), words_in("en")) == []
