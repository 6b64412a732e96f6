"""Playbooks as people read and change them: whole, filled, safe, within Discord's limits, and never out of shape."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.cards import playbooks, playbooks_changed, playbooks_edit
from bot.cards.playbooks import TEXTS, Part, Reading, fitted, what_of
from bot.playbooks import body_of, is_broken, own_text, playbook_in, text_in
from bot.words import LANGUAGES, words_in
from bot.words.playbooks import editing, load
from bot.words.playbooks.editing import FIXED, LISTS, SINGLE, Section
from db.facts.adapted import LETTER_MOST, AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind, Playbook, Way
from db.refusals import (
    GentleWayNeeded,
    Gone,
    NotANumber,
    PlaybookBlank,
    RoleNeeded,
    SectionTooLong,
    TextMissing,
    TooFew,
    TooLong,
    TooManyParts,
)
from tests.cards.limits import check_card, check_file_name, check_form, labels_of, parts_of, text_of
from tests.cards.setup_samples import fresh, full
from tests.cards.test_kit import HOSTILE

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
EN, ES = words_in("en"), words_in("es")
TEAM = fresh(campaign="Safe Streets", town="Riverside")
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
BOTH = [(kind, language) for kind in Kind for language in LANGUAGES]


def text(kind: Kind, language: str, what: AdaptedWhat = AdaptedWhat.PLAYBOOK, version: int = 0) -> AdaptedText:
    """A version, by default TocToc's own."""
    by: dict[str, Any] = {"changed_by_id": 1, "changed_by": "Rosa", "changed_at": NOW} if version else {}
    return AdaptedText(what, kind, language, version, **by)


def reading(kind: Kind, language: str, part: Part = Part.OVERVIEW, **more: Any) -> Reading:
    """A part as an organizer reads it."""
    of = text(kind, language, what_of(part))
    body = text_in(of) if part in TEXTS else ""
    return replace(Reading(load(kind, language), of, TEAM, part, body, edits=True), **more)


def swollen(playbook: Playbook, filler: str) -> Playbook:
    """A playbook with every text at its bound, as far as a section may be long; not one that could be saved."""
    for section in Section:
        for item in editing.items(playbook, section):
            typed = {
                name: (filler * 500)[: min(editing.most(section, name), 200)]
                for name in ("text", "title", "why", "who", "reply", "done", "hint", "again")
                if hasattr(item, name) and isinstance(getattr(item, name), str)
            }
            playbook = _placed(playbook, section, item, replace(item, **typed))
    return playbook


def _placed(playbook: Playbook, section: Section, item: Any, after: Any) -> Playbook:
    if section is Section.HEAD:
        return after  # type: ignore[no-any-return]  # the playbook itself
    if section is Section.REFUSED:
        return replace(playbook, refused=after)
    parts: dict[str, Any] = {
        section.value: tuple(after if one is item else one for one in editing.items(playbook, section))
    }
    if section is Section.WAYS:
        return replace(playbook, refused=replace(playbook.refused, **parts))
    return replace(playbook, **parts)


# ---- reading -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), BOTH)
def test_every_part_of_ours_is_whole_on_its_card_and_filled(kind: Kind, language: str) -> None:
    words = words_in(language)
    for part in Part:
        view = playbooks.card(reading(kind, language, part), words)
        check_card(view)
        told = text_of(view)
        assert not told.endswith("\n…")
        assert "\n…\n" not in told, part
        assert part in TEXTS or "{" not in told
    check_card(playbooks.kinds({one: load(one, language) for one in Kind}, language, words))


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize(("kind", "language"), BOTH[:4])
def test_at_its_fullest_every_card_fits(kind: Kind, language: str, filler: str) -> None:
    words, big = words_in(language), swollen(load(kind, language), filler)
    of = replace(text(kind, language, version=10**6), changed_by=(filler * 40)[:100])
    shown = reading(kind, language, playbook=big, team=full(filler), broken=True, elsewhere=("en", "es"))
    shown = replace(shown, text=of, said=playbooks_changed.saved(10**6, of, words))
    for part in Part:
        body = (filler * LETTER_MOST)[:LETTER_MOST] if part in TEXTS else ""
        page = replace(shown, part=part, body=body)
        check_card(playbooks.card(page, words))
        if part in playbooks_edit.SECTIONS:
            check_card(playbooks_edit.edit(page, words))
        for section in playbooks_edit.SECTIONS.get(part, ()):
            for thing in editing.items(big, section)[:2]:
                check_card(playbooks_edit.item(page, section, thing, words))
    check_card(playbooks.kinds(dict.fromkeys(Kind, big), language, words))
    check_card(playbooks_changed.version(shown, load(kind, language), text(kind, language), words))
    body = (filler * LETTER_MOST)[:LETTER_MOST]
    letter = replace(shown, text=replace(of, what=AdaptedWhat.LETTER), body=body)
    check_card(playbooks_changed.version(letter, big, text(kind, language, AdaptedWhat.LETTER), words))
    found = [replace(of, version=number) for number in range(200, -1, -1)]
    check_card(playbooks_changed.versions(found, 1, words))


def test_pressing_is_told_for_officials_alone() -> None:
    for kind in Kind:
        told = text_of(playbooks.card(reading(kind, "en", Part.REFUSED), EN))
        assert ("With pressure" in told) == (kind is Kind.OFFICIAL)


def test_the_text_is_in_its_own_language_and_the_buttons_in_the_readers() -> None:
    view = playbooks.card(reading(Kind.FAITH, "es", Part.ASKERS), EN)
    assert "Who should ask?" not in text_of(view)
    assert {"As a file", "English", "All playbooks", "Edit…", "Versions"} <= set(labels_of(view))
    assert "Edit…" not in labels_of(playbooks.card(reading(Kind.FAITH, "es", edits=False), EN))


def test_a_team_is_told_where_it_has_its_own_words_and_where_they_cannot_be_read() -> None:
    told = text_of(playbooks.card(reading(Kind.CIVIC, "en", broken=True, elsewhere=("es",)), EN))
    assert "its own version in Spanish" in told
    assert "cannot be read" in told


@pytest.mark.parametrize(("kind", "language"), BOTH)
def test_the_file_has_everything_without_marks(kind: Kind, language: str) -> None:
    shown = reading(kind, language)
    texts = {part: text_in(text(kind, language, what)) for part, what in TEXTS.items()}
    check_file_name(playbooks.file(shown, texts).filename)
    check_card(playbooks.sent(words_in(language)))
    whole = playbooks.document(shown, texts)
    assert "**" not in whole
    for section in LISTS:
        for item in editing.items(shown.playbook, section):
            first = (getattr(item, "text", "")).split("{")[0][:40]
            assert first in whole


def test_lines_that_do_not_fit_are_cut_whole() -> None:
    assert fitted(["aaaa", "bbbb", "cccc"], 11) == ["aaaa", "bbbb", "…"]


# ---- forms ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", Section)
def test_every_form_fits_and_gives_back_what_it_shows(section: Section, language: str) -> None:
    for kind in Kind:
        form = playbooks_edit.form_of(section, kind)
        playbook = load(kind, language)
        for item in editing.items(playbook, section):
            typed = playbooks_edit.typed_of(item)
            where: dict[str, Any] = {"kind": kind, "language": language, "key": "k" * 20, "version": 10**6}
            check_form(form.paint(words_in(language), typed, **where))
            names = {field.name for field in form.fields}
            kept = {name: value for name, value in typed.items() if name in names}
            assert editing.changed(playbook, section, editing.key_of(item), kept) == playbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_a_letter_holds_the_longest(language: str) -> None:
    where: dict[str, Any] = {"what": "letter", "kind": "business", "language": language, "version": 10**6}
    check_form(playbooks_changed.LETTER_FORM.paint(words_in(language), {"body": "W" * LETTER_MOST}, **where))


def test_only_the_forms_of_officials_ask_whether_something_is_pressing() -> None:
    for kind in Kind:
        names = {field.name for field in playbooks_edit.form_of(Section.WAYS, kind).fields}
        assert ("pressing" in names) == (kind is Kind.OFFICIAL)


# ---- changing ------------------------------------------------------------------------------------------

SHOP = load(Kind.BUSINESS, "en")
MESSAGE = {"text": "Our own words for {town}."}


def test_one_thing_changes_and_all_else_stays() -> None:
    after = editing.changed(SHOP, Section.MESSAGES, "leader", {"text": "  We\n stand  together. "})
    assert after.messages[0].text == "We stand together."
    assert replace(after, messages=SHOP.messages) == SHOP


def test_things_are_added_moved_and_taken_out() -> None:
    more = editing.added(SHOP, Section.MESSAGES, "own1", MESSAGE)
    assert more.messages[-1].key == "own1"
    up = editing.moved(more, Section.MESSAGES, "own1", up=True)
    assert [one.key for one in up.messages][-2:] == ["own1", SHOP.messages[-1].key]
    assert editing.moved(SHOP, Section.MESSAGES, SHOP.messages[0].key, up=True) == SHOP
    assert editing.removed(more, Section.MESSAGES, "own1") == SHOP


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"text": " "}, TextMissing),
        ({"text": "W" * 201}, TooLong),
        ({"text": "Dear {nobody}"}, PlaybookBlank),
        ({"text": "Dear {person}"}, PlaybookBlank),
    ],
)
def test_what_could_not_be_shown_is_refused(typed: dict[str, str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        editing.changed(SHOP, Section.MESSAGES, "leader", typed)


def test_a_playbook_keeps_its_shape() -> None:
    lean = SHOP
    for one in SHOP.wins[2:]:
        lean = editing.removed(lean, Section.WINS, one.key)
    with pytest.raises(TooFew):
        editing.removed(lean, Section.WINS, SHOP.wins[0].key)
    crowd = SHOP
    for number in range(10 - len(SHOP.messages)):
        crowd = editing.added(crowd, Section.MESSAGES, f"own{number}", MESSAGE)
    with pytest.raises(TooManyParts):
        editing.added(crowd, Section.MESSAGES, "own10", MESSAGE)
    with pytest.raises(RoleNeeded):
        editing.removed(SHOP, Section.AGENDA, "story")
    with pytest.raises(NotANumber):
        editing.changed(SHOP, Section.AGENDA, "story", {"text": "A", "role": "tells", "minutes": "99"})
    long, reply = SHOP, {"text": "W" * 100, "reply": "W" * 500, "offer": "-"}
    for number in range(3):
        long = editing.added(long, Section.OBJECTIONS, f"own{number}", reply)
    with pytest.raises(SectionTooLong):
        editing.added(long, Section.OBJECTIONS, "own3", reply)
    with pytest.raises(Gone):
        editing.changed(SHOP, Section.MESSAGES, "nothing", MESSAGE)
    for section in FIXED - SINGLE:
        with pytest.raises(Gone):
            editing.added(SHOP, section, "own1", {"text": "A", "title": "B", "hint": "C"})


def test_nobody_but_officials_is_pressed_whatever_is_typed() -> None:
    typed = {"text": "Tell the press", "pressing": "yes"}
    for kind in Kind:
        after = editing.added(load(kind, "en"), Section.WAYS, "own1", typed)
        assert after.refused.ways[-1].pressing == (kind is Kind.OFFICIAL)
        assert after.refused.can_press == (kind is Kind.OFFICIAL)
    mayor = load(Kind.OFFICIAL, "en")
    calm = mayor
    for way in mayor.refused.ways:
        if way.pressing:
            calm = editing.changed(calm, Section.WAYS, way.key, {"text": way.text, "pressing": "no"})
    assert not calm.refused.can_press
    hard, last = mayor, next(way for way in mayor.refused.ways if not way.pressing)
    for way in mayor.refused.ways:
        if way is last:
            continue
        hard = editing.changed(hard, Section.WAYS, way.key, {"text": way.text, "pressing": "yes"})
    with pytest.raises(GentleWayNeeded):
        editing.changed(hard, Section.WAYS, last.key, {"text": last.text, "pressing": "yes"})


def test_what_others_point_to_cannot_be_typed() -> None:
    forged = {"title": "Shops", "who": "All", "kind": "official", "after": "official", "can_press": "yes", "key": "x"}
    after = editing.changed(SHOP, Section.HEAD, "", forged)
    assert (after.kind, after.after, after.refused) == (Kind.BUSINESS, None, SHOP.refused)
    student = load(Kind.STUDENT, "en")
    freed = editing.changed(student, Section.HEAD, "", {"title": "S", "who": "W", "after_why": ""})
    assert (freed.after, freed.after_why) == (None, None)


# ---- what is stored --------------------------------------------------------------------------------------


def test_a_stored_playbook_comes_back_and_a_broken_one_never_stops_the_team() -> None:
    after = editing.changed(SHOP, Section.MESSAGES, "leader", MESSAGE)
    own = text(Kind.BUSINESS, "en", version=1)
    assert playbook_in(replace(own, body=body_of(after))) == after
    pressed = json.loads(body_of(SHOP))
    pressed["refused"]["can_press"] = True
    pressed["refused"]["ways"].append({"key": "press", "pressing": True, "text": "Press them"})
    for body in ("{", "[]", json.dumps(pressed), body_of(load(Kind.FAITH, "en"))):
        broken = replace(own, body=body)
        assert is_broken(broken)
        assert playbook_in(broken) == SHOP
    assert not is_broken(own)
    assert is_broken(replace(own, what=AdaptedWhat.LETTER, body="no subject"))
    assert is_broken(replace(own, what=AdaptedWhat.THANKS, body="[yes]\nThanks"))
    assert own_text(AdaptedWhat.THANKS, Kind.FAITH, "es").startswith("[yes]")


def test_a_version_says_where_it_is_another_than_todays() -> None:
    after = editing.changed(SHOP, Section.MESSAGES, "leader", MESSAGE)
    shown = reading(Kind.BUSINESS, "en", playbook=after)
    old = replace(shown, text=text(Kind.BUSINESS, "en", version=1))
    told = text_of(playbooks_changed.version(old, SHOP, text(Kind.BUSINESS, "en", version=2), EN))
    assert "Core messages" in told
    assert "- Our own words for {town}." in told
    assert f"~~{SHOP.messages[0].text[:30]}" in told
    same = text_of(playbooks_changed.version(replace(old, playbook=SHOP), SHOP, shown.text, EN))
    assert "says the same" in same


def test_pages_of_versions_lead_to_each_other() -> None:
    found = [text(Kind.FAITH, "es", AdaptedWhat.LETTER, number) for number in range(25, 0, -1)]
    for page, steps in ((0, ["▶"]), (1, ["◀", "▶"]), (2, ["◀"]), (99, ["◀"])):
        labels = labels_of(playbooks_changed.versions(found, page, ES))
        assert [label for label in labels if label in "◀▶"] == steps
    [select] = [part for part in parts_of(playbooks_changed.versions(found, 0, ES)) if part["type"] == 3]
    assert [option["value"] for option in select["options"]] == [str(number) for number in range(25, 15, -1)]


def test_ways_are_ways() -> None:
    assert all(isinstance(way, Way) for way in editing.items(SHOP, Section.WAYS))
