"""What is said at the door and about rights, as people read it: filled, whole, safe, and within Discord's limits."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards import scripts, scripts_changed
from bot.cards.scripts import Reading
from bot.words import LANGUAGES, words_in
from bot.words.texts import BLANKS, check_blanks, filled, own_text
from db.facts.scripts import REVIEWER_MOST, SCRIPT_MOST, ScriptFacts, ScriptKind
from db.refusals import UnknownBlank
from tests.cards.limits import check_card, check_file_name, check_form, ids_of, labels_of, parts_of, text_of
from tests.cards.setup_samples import fresh, full
from tests.cards.test_kit import HOSTILE

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
TEAM = fresh(campaign="Safe Streets", town="Riverside", hotline="555-0100")
EN, ES = words_in("en"), words_in("es")
DOOR, RIGHTS = ScriptKind
FILLERS = ["W", "*", "ñ ", "@everyone ", "# x\n", "- y\n", "{town} ", *HOSTILE]


def script(
    kind: ScriptKind = DOOR, language: str = "en", body: str = "", version: int = 0, **more: object
) -> ScriptFacts:
    """A text, by default the one that comes with TocToc."""
    saved = {"changed_by": "Rosa", "changed_at": NOW} if version else {}
    return ScriptFacts(kind, language, version, body, **{**saved, **more})  # type: ignore[arg-type]  # by name


def reading(of: ScriptFacts, **more: object) -> Reading:
    """A text as Ana reads it, in a session on Elm Street."""
    shown = Reading(of, TEAM, "Ana", "Elm Street", 7)
    return replace(shown, **more)  # type: ignore[arg-type]  # by name


def said(of: ScriptFacts, **more: object) -> str:
    """The card's text, for somebody who reads English."""
    return text_of(scripts.card(reading(of, **more), EN))


# ---- the texts that come with it -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ScriptKind)
def test_our_own_text_is_whole_on_one_card_in_its_own_words(kind: ScriptKind, language: str) -> None:
    body = own_text(kind, language)
    check_blanks(body)
    assert len(body) <= SCRIPT_MOST, "a team can edit it in the form"
    assert language == "en" or body != own_text(kind, "en")
    view = scripts.card(reading(script(kind, language), edits=True), words_in(language))
    check_card(view)
    text = text_of(view)
    assert "…" not in text.replace("…”", "").replace("… ", ""), "cut"
    assert not re.search(r"\{|\}", text)
    for word in ("Safe Streets", "Riverside", "Ana", "Elm Street") if kind is DOOR else ("555-0100",):
        assert word in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_door_script_has_three_steps(language: str) -> None:
    headings = re.findall(r"^# (\d)\. ", own_text(DOOR, language), re.MULTILINE)
    assert headings == ["1", "2", "3"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ScriptKind)
def test_it_reads_well_where_a_team_has_set_up_nothing(kind: ScriptKind, language: str) -> None:
    view = scripts.card(reading(script(kind, language), team=fresh(), name="", place=""), EN)
    check_card(view)
    assert not re.search(r"[{}]|  |None", text_of(view))


# ---- blanks ----------------------------------------------------------------------------------------------


def test_blanks_are_understood_in_every_language_and_as_people_type_them() -> None:
    into = {name: name.upper() for name in BLANKS}
    assert (
        filled("{town} {ciudad} { Town } {TELÉFONO} {telefono} {what}", into) == "TOWN TOWN TOWN HOTLINE HOTLINE {what}"
    )
    check_blanks("{name} {nombre} {campana} { } {".replace("{ }", ""))
    for odd in ("{nmae}", "{}", "{the town}"):
        with pytest.raises(UnknownBlank) as raised:
            check_blanks(f"We are in {odd}.")
        assert raised.value.values == {"typed": odd}


def test_what_is_filled_in_does_nothing_but_stand_there() -> None:
    hostile = replace(TEAM, campaign="**@everyone** # x", town="[a](http://b)", hotline="{name}")
    text = said(script(body="{campaign}\n{town}\n{hotline}", version=1), team=hostile)
    assert "@everyone" not in text
    assert "\\[a\\]" in text
    assert "{name}" in text, "a blank in what was filled in stays as it was typed"


# ---- around the text ---------------------------------------------------------------------------------------


def test_the_rights_card_says_that_it_is_no_advice_who_reviewed_it_and_whom_to_call() -> None:
    text = said(script(RIGHTS))
    assert "not legal advice" in text
    assert "No lawyer has looked over this text yet" in text
    assert "call our line: **555-0100**" in text
    assert "TocToc's own text" in text
    seen = script(RIGHTS, body="Short", version=3, reviewed_by="Ms. Ortiz", reviewed_on=date(2026, 11, 2))
    text = said(seen)
    assert "Reviewed by Ms. Ortiz on November 2, 2026." in text
    assert "No lawyer" not in text
    assert f"Version 3, saved by Rosa on <t:{int(NOW.timestamp())}:d>" in text
    assert "555-0100" in text, "also where the team's own text leaves it out"
    assert "no phone line yet" in said(script(RIGHTS), team=fresh())


def test_all_around_a_spanish_text_is_spanish_and_the_buttons_are_the_readers() -> None:
    view = scripts.card(reading(script(RIGHTS, "es"), edits=True), EN)
    assert "no asesoría legal" in text_of(view)
    assert "legal advice" not in text_of(view)
    assert labels_of(view) == ["English", "Script", "As a file", "Edit…", "Reviewed…", "Versions"]
    assert labels_of(scripts.card(reading(script(RIGHTS)), ES)) == ["Español", "Guion", "Como archivo"]


def test_headings_are_bold_points_are_points_and_all_else_is_as_it_was_typed() -> None:
    text = said(script(body="# One\nHello *there*\n- a\n- b\n\n# Two\n> c\n-# d", version=1))
    assert "**One**\nHello \\*there\\*\n- a\n- b" in text
    assert "**Two**\n\\> c\n\\-# d" in text


# ---- limits --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ScriptKind)
def test_at_its_fullest_it_fits(kind: ScriptKind, language: str, filler: str) -> None:
    words = words_in(language)
    long = (filler * SCRIPT_MOST)[:SCRIPT_MOST]
    by = (filler * REVIEWER_MOST)[:REVIEWER_MOST]
    of = script(kind, language, long, 10**6, changed_by=by, reviewed_by=by, reviewed_on=date(2026, 9, 30))
    shown = reading(of, team=full(filler), name=by, place=by, edits=True)
    shown = replace(shown, said=scripts_changed.saved(False, replace(of, version=10**6 - 1), 10**6, words))
    check_card(scripts.card(shown, words))
    check_card(scripts_changed.version(shown, words, now=True))
    check_card(scripts_changed.version(shown, words, now=False))
    check_card(scripts_changed.versions([replace(of, version=number) for number in range(200, -1, -1)], 1, words))
    check_form(scripts_changed.FORM.paint(words, {"body": long}, kind=kind, language=language, version=10**6))
    typed = {"by": by, "on": "2026-11-23"}
    check_form(scripts_changed.REVIEW_FORM.paint(words, typed, kind=kind, language=language, version=10**6))


def test_a_text_too_long_for_a_card_is_whole_in_its_file() -> None:
    body = "\n".join(f"- *point* {number}" for number in range(210))
    shown = reading(script(body=body, version=1))
    text = text_of(scripts.card(shown, EN))
    assert text.count("\n…") == 1
    assert "• *point* 209" in scripts.document(shown)


# ---- versions and file ---------------------------------------------------------------------------------------


def test_versions_are_listed_newest_first_and_the_one_in_use_cannot_be_gone_back_to() -> None:
    found = [
        script(body="b", version=2, reviewed_by="Ms. Ortiz", reviewed_on=date(2026, 11, 2)),
        script(body="a", version=1),
        script(),
    ]
    view = scripts_changed.versions(found, 0, EN)
    lines = [line for line in text_of(view).split("\n") if line.startswith("- ")]
    assert [line[:15] for line in lines] == ["- Version 2, sa", "- Version 1, sa", "- TocToc's own "]
    assert "✅ Ms. Ortiz · **in use now**" in lines[0]
    [select] = [part for part in parts_of(view) if part["type"] == 3]
    assert [option["value"] for option in select["options"]] == ["2", "1", "0"]
    assert "Go back to this one" in labels_of(scripts_changed.version(reading(found[1]), EN, now=False))
    assert "Go back to this one" not in labels_of(scripts_changed.version(reading(found[0]), EN, now=True))


def test_pages_of_versions_lead_to_each_other() -> None:
    found = [script(body="b", version=number) for number in range(25, 0, -1)]
    for page, steps in ((0, ["▶"]), (1, ["◀", "▶"]), (2, ["◀"]), (99, ["◀"])):
        labels = labels_of(scripts_changed.versions(found, page, EN))
        assert [label for label in labels if label in "◀▶"] == steps
    assert len(set(ids_of(scripts_changed.versions(found, 1, EN)))) == 4


def test_what_somebody_else_saved_meanwhile_is_told() -> None:
    told = scripts_changed.saved(False, script(version=2), 3, EN)
    assert "Saved as version 3" in told
    assert "Rosa saved version 2 while you were writing" in told
    assert "Nothing was changed" in scripts_changed.saved(True, None, 3, EN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ScriptKind)
def test_the_file_has_no_marks_and_a_name_that_stays(kind: ScriptKind, language: str) -> None:
    shown = reading(script(kind, language))
    check_file_name(scripts.file(shown).filename)
    check_card(scripts.sent(words_in(language)))
    whole = scripts.document(shown)
    assert not re.search(r"^#|\*\*|[{}]", whole, re.MULTILINE)
    if kind is RIGHTS:
        assert words_in(language)("script.not_advice") in whole
        assert "555-0100" in whole


def test_both_are_one_tap_away_for_a_row_on_other_cards() -> None:
    row = scripts.script_row(EN, 7).to_component_dict()
    assert [part["label"] for part in row["components"]] == ["Script", "Rights"]
    assert [part["custom_id"] for part in row["components"]] == ["t1:script.open:door:7", "t1:script.open:rights:7"]
