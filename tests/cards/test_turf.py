"""Cards of neighborhoods: at their fullest in every language, empty, hostile, and what their buttons say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from discord import ui

from bot import ids
from bot.cards import faults, kit
from bot.cards import turf as cards
from bot.cards import turf_import as import_cards
from bot.cards.faults import Fault
from bot.cards.turf import Deed
from bot.ids import parse
from bot.words import LANGUAGES, Words, words_in
from db.facts import (
    TURF_DOORS_MOST,
    TURF_NAME_MOST,
    TURF_WHY_MOST,
    Priority,
    TurfChange,
    TurfEdited,
    TurfFacts,
    TurfFinished,
    TurfImport,
    TurfRow,
)
from tests.cards.limits import check_card, check_file_name, check_form, ids_of, labels_of, text_of

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
HOSTILE = "@everyone **b** `c` <@1> [x](http://y) # h\n> =1+1 \u202e"
FILLS = {"long": "x", "escaped": "*", "wide": "🏠", "marks": "_~|`", "hostile": HOSTILE, "words": "Ave "}
OLD = TurfFacts(7, "Old Town", 1200, Priority.FIRST, "Many tenants", None)
ENGLISH = words_in("en")


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """Each language in turn."""
    return words_in(request.param)


def fullest(fill: str, number: int = 0, **changed: object) -> TurfFacts:
    """A neighborhood whose texts are as long as they may be."""
    name, why = (fill * TURF_WHY_MOST)[:TURF_NAME_MOST], (fill * TURF_WHY_MOST)[:TURF_WHY_MOST]
    fact = TurfFacts(10**9 + number, name, TURF_DOORS_MOST, list(Priority)[number % 3], why, None)
    return replace(fact, **changed)  # type: ignore[arg-type]  # the tests name the fields they mean


def many(fill: str, count: int = 200) -> list[TurfFacts]:
    """As many as a team may have, a third of them finished, in the order of the list."""
    ended = NOW if count > 2 else None
    facts = [fullest(fill, n, finished_at=ended if n >= count * 2 // 3 else None) for n in range(count)]
    return sorted(facts, key=lambda fact: (fact.finished_at is not None, list(Priority).index(fact.priority)))


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_every_card_fits_at_its_fullest(words: Words, fill: str) -> None:
    fact = fullest(fill)
    replaced = {"name": fact.name, "doors": TURF_DOORS_MOST, "priority": Priority.LATER, "why": fact.why}
    for view in (
        cards.added(fact, words),
        cards.edited(TurfEdited(fact, replaced), words),
        cards.finished(TurfFinished(replace(fact, finished_at=NOW), 99), words),
        cards.reopened(fact, words),
    ):
        check_card(view)
    lines = many(fill)
    for page in (-1, 0, 7, 19, 20, 10**9):
        check_card(cards.page_of(lines, page, words, organizer=True))
        for deed in Deed:
            check_card(cards.choice(lines, deed, page, words))
    for form in (
        cards.ADD.paint(words, cards.typed_of(fact)),
        cards.EDIT.paint(words, cards.typed_of(fact), turf_id=1),
    ):
        check_form(form)


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_every_card_of_an_import_fits_at_its_fullest(words: Words, fill: str) -> None:
    fact = fullest(fill)
    row = TurfRow(fact.name, fact.doors, fact.priority, fact.why)
    change = TurfChange(replace(fact, doors=None, priority=Priority.LATER, why=""), fact)
    found = TurfImport((row,) * 200, (change,) * 200, 200)
    wrong = [Fault(n, "turf.fault.priority", {"typed": fill * 1_000}) for n in range(1000)]
    for view in (
        import_cards.how_to(words, words("turf.sheet.file"), own=True),
        import_cards.how_to(words, words("turf.sheet.file"), own=False),
        import_cards.preview(found, "f" * 16, [fill * 1000] * 50, words),
        import_cards.preview(TurfImport((), (), 3), "f", [fill], words),
        import_cards.imported(found, words),
        import_cards.left(words),
        import_cards.faulty(wrong, words, words("turf.sheet.report")),
    ):
        check_card(view)
    assert len(faults.report(wrong, words)) < 1024 * 1024


def test_file_names_reach_people_as_they_are(words: Words) -> None:
    for key in ("turf.sheet.file", "turf.sheet.report"):
        check_file_name(words(key))


def test_hostile_text_never_pings_and_draws_nothing() -> None:
    fact = fullest(HOSTILE)
    for view in (cards.added(fact, ENGLISH), cards.page_of([fact], 0, ENGLISH, organizer=False)):
        text = text_of(view)
        assert "@everyone" not in text
        assert "<@1>" not in text
        assert "[x](" not in text
        assert "\u202e" not in text
        assert "**b**" not in text


def test_the_list_goes_by_priority_with_totals_and_finished_ones_apart() -> None:
    lines = [
        OLD,
        replace(OLD, id=8, name="Ward 2", doors=None, priority=Priority.NEXT, why=""),
        replace(OLD, id=9, name="Done", doors=1, finished_at=NOW),
    ]
    assert text_of(cards.page_of(lines, 0, ENGLISH, organizer=False)).split("\n") == [
        "## Neighborhoods",
        "2 to knock · 1,200 doors · 1 finished",
        "### Go first",
        "**Old Town** · 1,200 doors",
        "-# Many tenants",
        "### Next",
        "**Ward 2** · no door goal",
        "### Finished",
        f"**Done** · 1 door · finished {kit.stamp(NOW, 'D')}",
    ]


def test_pages_turn_and_one_that_is_gone_is_the_last() -> None:
    lines = [replace(OLD, id=n, name=f"Ward {n}") for n in range(25)]
    first, middle, last = (cards.page_of(lines, page, ENGLISH, organizer=False) for page in (0, 1, 99))
    assert labels_of(first) == ["Next ▶"]
    assert labels_of(middle) == ["◀ Back", "Next ▶"]
    assert labels_of(last) == ["◀ Back"]
    assert "Ward 24" in text_of(last)
    assert "**Ward 9**" in text_of(first)
    assert "**Ward 10**" not in text_of(first)


def test_an_empty_list_says_what_to_do_next(words: Words) -> None:
    organizer, volunteer = (cards.page_of([], 0, words, organizer=who) for who in (True, False))
    assert ids_of(organizer) == [ids.TURF_NEW()]
    assert ids_of(volunteer) == []
    for view in (organizer, volunteer, cards.choice([], Deed.EDIT, 0, words), cards.choice([], Deed.FINISH, 0, words)):
        check_card(view)
        assert "`/" in text_of(view)


def test_volunteers_see_the_list_without_its_buttons() -> None:
    assert ids_of(cards.page_of([OLD], 0, ENGLISH, organizer=False)) == []
    assert labels_of(cards.page_of([OLD], 0, ENGLISH, organizer=True)) == [
        "Add one",
        "Edit",
        "Finish",
        "Ask the group",
    ]


def test_a_finish_has_its_way_back_and_names_the_sessions_left() -> None:
    done = replace(OLD, finished_at=NOW)
    assert labels_of(cards.finished(TurfFinished(done, 0), ENGLISH)) == ["Undo: open it again"]
    assert "⚠️" not in text_of(cards.finished(TurfFinished(done, 0), ENGLISH))
    assert "One session is still planned there" in text_of(cards.finished(TurfFinished(done, 1), ENGLISH))


def test_an_edit_names_what_it_replaced() -> None:
    replaced = {"doors": 1500, "why": "", "priority": Priority.LATER}
    text = text_of(cards.edited(TurfEdited(OLD, replaced), ENGLISH))
    assert "somebody else" in text
    assert "-# Doors: 1,500\n-# Why here: none\n-# Priority: Later" in text
    assert "somebody else" not in text_of(cards.edited(TurfEdited(OLD), ENGLISH))


def test_suggestions_are_names_that_discord_takes() -> None:
    offered = cards.suggestions(many("ﷺ"))
    assert len(offered) == 25
    assert all(1 <= len(one.name) <= 100 and 1 <= len(str(one.value)) <= 100 for one in offered)


def test_a_preview_tells_what_is_new_what_changes_and_what_is_left_out() -> None:
    found = TurfImport((TurfRow("New Town"),), (TurfChange(OLD, replace(OLD, doors=None, why="x")),), 2)
    view = import_cards.preview(found, "abc", ["address"], ENGLISH)
    text = text_of(view)
    assert "1 new · 1 changed · 2 stay as they are" in text
    assert "**New:** New Town" in text
    assert "- **Old Town**: doors 1,200 → none · another reason" in text
    assert "Left out, as it is not used here: *address*." in text
    assert labels_of(view) == ["Import 2", "Do not import"]
    assert [parse(one) for one in ids_of(view)] == [
        (ids.TURF_IMPORT, {"mark": "abc"}),
        (ids.TURF_LEAVE, {"mark": "abc"}),
    ]


def test_a_file_that_changes_nothing_has_nothing_to_press() -> None:
    assert ids_of(import_cards.preview(TurfImport((), (), 3), "abc", [], ENGLISH)) == []


def test_bad_lines_are_told_with_what_mends_them(words: Words) -> None:
    wrong = [
        Fault(1, "sheet.fault.empty"),
        Fault(2, "sheet.fault.heads"),
        Fault(3, "sheet.fault.twice", {"head": "name"}),
        Fault(4, "sheet.fault.cells", {"columns": 4}),
        Fault(5, "sheet.fault.quote"),
        Fault(6, "sheet.fault.too_many", {"most": 200}),
        Fault(7, "turf.fault.no_name"),
        Fault(8, "turf.fault.doors", {"typed": "**twelve**", "most": 100_000}),
        Fault(9, "turf.fault.priority", {"typed": "soon"}),
        Fault(10, "turf.fault.repeated", {"name": "A", "before": 3}),
        Fault(11, "turf.fault.long_name", {"length": 99, "most": 80}),
        Fault(12, "turf.fault.long_why", {"length": 999, "most": 300}),
    ]
    view = import_cards.faulty(wrong, words, "lines.txt")
    text, report = text_of(view), faults.report(wrong, words).decode("utf-8-sig")
    assert isinstance(view, ui.LayoutView)
    assert "**twelve**" not in text
    assert text.count("**") == 2 * faults.SHOWN
    assert len(report.split("\r\n")) == len(wrong)
    assert "**twelve**" in report
    assert "“{" not in report
