"""Cards and forms of prospects: what they say to whom, and that at their fullest they fit Discord in every language."""

from dataclasses import replace

import pytest

from bot.cards import prospect_added, prospect_more, prospect_steps
from bot.cards import prospect_board as board
from bot.cards import prospect_forms as forms
from bot.cards import prospect_import as imports
from bot.cards import prospect_notes as notes
from bot.cards import prospect_nudges as nudges
from bot.cards import prospect_people as people
from bot.cards import prospect_refused as refused
from bot.cards import prospects as cards
from bot.cards.prospect_shown import Shown
from bot.words import LANGUAGES, words_in
from bot.words.playbooks import load
from db.facts.playbooks import Kind, MeetingStep
from db.facts.prospects import ProspectFacts, ProspectImport, ProspectPage, Stage, TieAnswer
from tests.cards.limits import check_card, check_form, labels_of, parts_of, text_of
from tests.cards.prospect_samples import ME, NOW, SAM, fullest, line, longest, pipeline, prospect
from tests.cards.test_kit import HOSTILE

EN = words_in("en")
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]


def shown(facts: ProspectFacts, reader: int = ME, *, organizer: bool = False, said: str = "") -> Shown:
    """A prospect as somebody sees it."""
    return Shown(facts, load(facts.plan.kind, "en"), reader, NOW, said, organizer)


# ---- what they say -----------------------------------------------------------------------------------


def test_the_card_leads_with_what_is_next() -> None:
    first = {
        Stage.RESEARCH: "Research",
        Stage.ASK: "Who should ask?",
        Stage.PREPARE: "Plan a meeting",
        Stage.HELD: "Plan a meeting",
        Stage.EVALUATED: "They sign on",
        Stage.FOLLOWED_UP: "They sign on",
        Stage.SIGNED_ON: "Sign-on and asks",
        Stage.PARKED: "Try again now",
        Stage.DECLINED: "Log a contact",
    }
    for stage, label in first.items():
        assert labels_of(cards.card(shown(prospect(stage=stage)), EN))[0] == label
    assert labels_of(cards.card(shown(prospect(stage=Stage.PREPARE, meeting_id=3)), EN))[0] == "Prep room"


def test_others_see_where_it_stands_and_can_help() -> None:
    facts = prospect(reads=False, works=False, leads=False)
    view = cards.card(shown(facts, SAM), EN)
    assert "Research and notes are for those" in text_of(view)
    assert labels_of(view) == ["I know them", "Log a contact", "History", "Board"]
    nobodys = cards.card(shown(replace(facts, owner_id=None), SAM), EN)
    assert "Who" in labels_of(nobodys), "what nobody looks after can be taken"


def test_only_an_organizer_approves_pressing_and_only_of_officials() -> None:
    official = prospect(plan=replace(prospect().plan, kind=Kind.OFFICIAL), refused=True)
    assert "Ask an organizer to allow it" in labels_of(refused.advice(shown(official), EN))
    assert "Approve pressing" in labels_of(refused.advice(shown(official, organizer=True), EN))
    pastor = refused.advice(shown(prospect(refused=True), organizer=True), EN)
    assert "Nobody but officials is ever pressed" in text_of(pastor)
    assert "Approve pressing" not in labels_of(pastor)


def test_the_public_card_holds_no_answer() -> None:
    facts = fullest("Secret ", stage=Stage.ASK)
    open_ = people.question(replace(facts, owner_name="Ana", plan=prospect().plan), load(Kind.FAITH, "en"), EN)
    assert "Secret" not in text_of(open_)
    assert "only a yes is seen, by Ana" in text_of(open_)


# ---- limits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS)
def test_the_fullest_prospect_fits(filler: str, language: str) -> None:
    words, book = words_in(language), longest(Kind.OFFICIAL, language)
    for stage in Stage:
        facts = fullest(filler, stage=stage)
        for organizer in (True, False):
            full = Shown(facts, book, SAM, NOW, "W" * 200, organizer)
            check_card(cards.card(full, words))
            check_card(refused.advice(full, words))
        theirs = replace(facts, works=False, reads=False, leads=False)
        check_card(cards.card(Shown(theirs, book, SAM, NOW), words))
    full = Shown(fullest(filler), book, ME, NOW, "W" * 200)
    for step in MeetingStep:
        check_card(prospect_steps.step(full, step, words))
    views = [
        prospect_more.more(full, words), prospect_more.removed(facts.plan.name, words),
        prospect_more.confirm_decline(full, words), prospect_more.confirm_remove(full, words),
        prospect_added.known(facts.plan.name, 7, words),
        people.people(full, words), people.question(facts, book, words), refused.asked(full, facts.owner_name, words),
        people.question(replace(facts, asking_until=None), book, words),
        people.answered(facts, TieAnswer(True), words), nudges.logged(facts, words),
        nudges.wakes(facts, book, facts.plan.name, 2**31, words), nudges.wakes(facts, book, None, 1, words),
        notes.confirm_erase(full, facts.research[0], words),
    ]  # fmt: skip
    for view in views:
        check_card(view)
    check_card(cards.card(replace(full, said=prospect_added.added(full, words)), words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS)
def test_every_page_fits(filler: str, language: str) -> None:
    words, book = words_in(language), longest(Kind.OFFICIAL, language)
    full = Shown(fullest(filler), book, ME, NOW, "W" * 200)
    for page in (0, 9, 99):
        check_card(notes.research(full, page, words))
        check_card(notes.history(full, page, words))
    check_card(board.board(pipeline(filler), book, words, organizer=True))
    found = ProspectPage(tuple(line(n, filler) for n in range(8)), 1, 9, 70)
    for kind in (board.ALL, *Kind):
        check_card(board.listing(board.Listed(kind, board.OPEN, found), words))
    check_card(board.choose([line(n, filler) for n in range(25)], words))
    import_ = ProspectImport(
        tuple(full.facts.plan for _ in range(200)), tuple(full.facts.plan.name for _ in range(200))
    )
    check_card(imports.preview(import_, "x" * 16, [filler * 100] * 9, words))
    check_card(imports.imported(import_, words))


def test_every_note_and_contact_is_on_a_page() -> None:
    full = shown(fullest("Wort "))
    few = replace(full, facts=replace(full.facts, research=full.facts.research[:7], contacts=full.facts.contacts[:9]))
    pages = {text_of(notes.research(few, page, EN)) for page in range(7)}
    assert sum(text.count("🔗") for text in pages) == 7
    pages = {text_of(notes.history(few, page, EN)) for page in range(9)}
    assert sum(text.count("✉️") for text in pages) == 9


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_forms_fit(kind: Kind, language: str) -> None:
    words, facts = words_in(language), fullest("W", kind)
    books = {one: longest(one, language) for one in Kind}
    typed = forms.shown_as(facts, "en")
    of_it = {"prospect": 2**31}
    peers = [line(n, "W") for n in range(40)]
    for form, values in (
        (forms.kinds(books, forms.ADD, words), {}),
        (forms.kinds(books, forms.EDIT, words, languages=True), {**of_it, "seen": 2**31}),
        (forms.term(peers, words), {**of_it, "seen": 2**31}),
        (forms.term([], words), {**of_it, "seen": 1}),
        (forms.note(books[kind].questions[0], NOW.date(), words), {**of_it, "question": "q" * 20}),
        (forms.note(None, NOW.date(), words), {**of_it, "question": "-"}),
        (forms.log(replace(facts, press_allowed=True)), of_it),
        (forms.log(facts, forms.STALE), {**of_it, "nudge": 2**31}),
        (forms.park(peers, words), of_it),
        (forms.park([], words), of_it),
        (forms.tie(books[kind]), of_it),
    ):
        check_form(form.paint(words, typed, **values))


def test_the_form_of_ties_shows_what_was_answered() -> None:
    modal = forms.tie(load(Kind.FAITH, "en")).paint(EN, {"willing": "yes", "ties": "member,neighbor"}, prospect=7)
    ticked = [one["value"] for part in parts_of(modal) for one in part.get("options", []) if one.get("default")]
    assert ticked == ["yes", "member", "neighbor"]


def test_pressing_is_offered_only_where_it_was_allowed() -> None:
    def ways(facts: ProspectFacts) -> list[str]:
        modal = forms.log(facts).paint(EN, {}, prospect=7)
        return [one["value"] for part in parts_of(modal) for one in part.get("options", [])]

    assert "press" not in ways(prospect())
    assert "press" in ways(prospect(press_allowed=True))
