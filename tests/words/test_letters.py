"""Letters and thank-you notes: a text for each kind in each language, whose blanks somebody can fill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.words import LANGUAGES, blanks, letters, words_in
from bot.words.blanks import BLANK, OPTIONAL, Blank, blank_words, blanks_in, fill, unknown_blanks
from bot.words.letters import (
    ThanksCase,
    letter_text,
    outreach,
    read_letter,
    read_thanks,
    thanks,
    thanks_text,
)
from bot.words.strict import Fault
from bot.words.texts import BLANKS
from db.facts.playbooks import Kind
from tests.words.reading import folders_in, longest_run, slashed, strangers, unbalanced

EVERY = [(kind, language) for kind in Kind for language in LANGUAGES]

ASKED = frozenset(
    {
        Blank.NAME,
        Blank.CAMPAIGN,
        Blank.TOWN,
        Blank.ABOUT,
        Blank.LIMITS,
        Blank.CONTACT,
        Blank.PERSON,
        Blank.MERIT,
        Blank.FACTS,
        Blank.TIMES,
        Blank.PEERS,
    }
)
"""What every letter says: who we are, why you, what happens here, when we could meet, who else is with us."""

THANKED = frozenset({Blank.PERSON, Blank.NAME, Blank.MOMENT, Blank.AGREED, Blank.NEXT})

VALUES = {
    Blank.NAME: "Rosa Medina",
    Blank.CAMPAIGN: "Neighbors First",
    Blank.TOWN: "Mill Creek",
    Blank.CONTACT: "555-0100",
    Blank.PERSON: "Imam Yusuf",
    Blank.INSTITUTION: "the Oak Street mosque",
    Blank.MERIT: "you opened the hall after the flood.",
    Blank.FACTS: "- A window was broken on Oak Street.\n- Two families stopped coming.",
    Blank.TIMES: "- Tuesday at 5\n- Thursday at 6",
    Blank.MOMENT: "the silence after the story",
}


def every_text() -> list[tuple[str, str]]:
    """Each letter and note, with its language."""
    found = [
        (language, f"{outreach(kind, language).subject}\n{outreach(kind, language).body}") for kind, language in EVERY
    ]
    return found + [(language, thanks(kind, language, case)) for kind, language in EVERY for case in ThanksCase]


def test_a_language_is_a_folder_with_every_kind() -> None:
    for folder in ("letters", "thanks"):
        here = letters.HERE / folder
        assert folders_in(here) == set(LANGUAGES)
        for language in LANGUAGES:
            assert {path.name for path in (here / language).iterdir()} == {f"{kind}.txt" for kind in Kind}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_letter_says_all_that_it_must(kind: Kind, language: str) -> None:
    letter = outreach(kind, language)
    found = blanks_in(letter.body) | blanks_in(letter.subject)
    assert ASKED - {Blank.INSTITUTION} <= found
    assert found <= ASKED | {Blank.INSTITUTION}
    assert (Blank.INSTITUTION in found) == (kind is not Kind.OFFICIAL)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_note_says_what_is_remembered_and_what_was_agreed(kind: Kind, language: str) -> None:
    for case in ThanksCase:
        found = blanks_in(thanks(kind, language, case))
        assert THANKED <= found <= THANKED | {Blank.CAMPAIGN, Blank.TOWN, Blank.INSTITUTION, Blank.CONTACT}


@pytest.mark.parametrize("kind", Kind)
def test_letters_and_notes_take_the_same_values_in_every_language(kind: Kind) -> None:
    for language in LANGUAGES:
        assert blanks_in(outreach(kind, language).body) == blanks_in(outreach(kind, "en").body)
        for case in ThanksCase:
            assert blanks_in(thanks(kind, language, case)) == blanks_in(thanks(kind, "en", case))


def test_nothing_is_left_in_another_language() -> None:
    for language, text in every_text():
        assert set(BLANK.findall(text)) <= set(blank_words(language).values())
        for line in text.splitlines():
            assert not strangers(line, language), line
            assert not unbalanced(line, language), line
            assert language != "es" or not slashed(line), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_are_not_copies_of_each_other(language: str) -> None:
    bodies = [outreach(kind, language).body for kind in Kind]
    assert max(longest_run(one, other) for at, one in enumerate(bodies) for other in bodies[:at]) < 12


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_filled_letter_has_no_braces_left(kind: Kind, language: str) -> None:
    whole = VALUES | {Blank.ABOUT: "We look after each other.", Blank.LIMITS: "We are no party.", Blank.PEERS: "Ana"}
    letter = outreach(kind, language)
    for text in (fill(letter.subject, whole), fill(letter.body, whole)):
        assert not set("{}[]") & set(text)
        assert ".." not in text, "a value's full stop is enough"
    assert len(fill(letter.body, whole)) < 4000


def test_an_unknown_language_reads_the_default() -> None:
    assert outreach(Kind.FAITH, "xx") == outreach(Kind.FAITH, "en")
    assert thanks(Kind.FAITH, "xx", ThanksCase.YES) == thanks(Kind.FAITH, "en", ThanksCase.YES)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_what_a_team_edits_is_the_whole_text(kind: Kind, language: str) -> None:
    assert read_letter(letter_text(kind, language)) == outreach(kind, language)
    for case in ThanksCase:
        assert read_thanks(thanks_text(kind, language), case) == thanks(kind, language, case)


def test_a_team_writes_its_own() -> None:
    assert read_letter("  Hola, {Town}\n\nQuerida {persona}: \n").body == "Querida {persona}:"
    assert read_thanks("[yes]\nYay\n\n[open]\nThanks, {person}", ThanksCase.OPEN) == "Thanks, {person}"


# ---- blanks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_blank_has_one_word_in_every_language(language: str) -> None:
    words = blank_words(language)
    assert list(words) == list(Blank)
    assert len(set(words.values())) == len(words)
    assert all(word == word.lower() for word in words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_and_scripts_call_a_blank_the_same(language: str) -> None:
    scripts = {name: words_in(language)(f"script.blank.{name}") for name in BLANKS}
    assert {name: blank_words(language)[Blank(name)] for name in BLANKS} == scripts


def test_a_blank_without_a_value_stays_to_be_seen() -> None:
    assert fill("Hola, {persona}: {momento}.", {Blank.PERSON: "Ana"}) == "Hola, Ana: [momento]."


def test_the_line_of_an_optional_blank_goes() -> None:
    text = "We are here.\n{about}\n{limits}\n\nWith us: {peers}\n\nBye"
    assert fill(text, {}) == "We are here.\n\nBye"
    assert fill(text, {Blank.LIMITS: "No party."}) == "We are here.\nNo party.\n\nBye"
    assert fill(text, dict.fromkeys(OPTIONAL, "x")) == "We are here.\nx\nx\n\nWith us: x\n\nBye"


def test_what_was_filled_in_is_never_read_for_blanks() -> None:
    assert fill("{person} of {town}", {Blank.PERSON: "{town}", Blank.TOWN: "Elm {name}"}) == "{town} of Elm {name}"


def test_blanks_are_understood_as_people_type_them() -> None:
    assert fill("{Town} {CIUDAD} { town }", {Blank.TOWN: "Elm"}) == "Elm Elm Elm"
    assert blanks_in("{institucion} {Institución}") == {Blank.INSTITUTION}


def test_a_word_that_is_no_blank_stays_and_is_found() -> None:
    text = "{city} {} {two words} {{ }} {town"
    assert fill(text, VALUES) == text
    assert unknown_blanks(text) == ("{city}", "{}", "{two words}", "{ }")
    assert unknown_blanks("{town} {ciudad}") == ()


def test_a_full_stop_is_not_doubled() -> None:
    assert fill("Why: {merit}.", {Blank.MERIT: "You came."}) == "Why: You came."
    assert fill("Why: {merit}.", {Blank.MERIT: "You came"}) == "Why: You came."
    assert fill("Why: {merit}.", {Blank.MERIT: "You came!"}) == "Why: You came!"


# ---- what is wrong is said -------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in place of the one with our texts; what was read before is forgotten, before and after."""
    for folder in ("letters/en", "thanks/en", "blanks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "blanks" / "en.toml").write_text((blanks.HERE / "blanks" / "en.toml").read_text(encoding="utf-8"))
    monkeypatch.setattr(letters, "HERE", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for kept in (letter_text, thanks_text, blank_words, blanks._names):
        kept.cache_clear()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "letters/en/faith.txt: there is no such file"),
        ("Only a subject", "letters/en/faith.txt: must be a subject, an empty line and the letter"),
        ("Two\nlines\n\nDear …", "letters/en/faith.txt: must be a subject, an empty line and the letter"),
        (f"{'x' * 101}\n\nDear …", "letters/en/faith.txt: subject has 101 characters, 100 are allowed"),
        (f"Hello\n\n{'x' * 3000}", "letters/en/faith.txt: has 3007 characters, 1 to 3000 are allowed"),
        (" \n", "letters/en/faith.txt: has 0 characters, 1 to 3000 are allowed"),
        ("Hello\n\nDear {friend}", "letters/en/faith.txt: has the blank {friend}, which is not known"),
    ],
)
def test_a_letter_that_does_not_fit_is_named(desk: Path, text: str | None, said: str) -> None:
    if text is not None:
        (desk / "letters/en/faith.txt").write_text(text, encoding="utf-8")
    with pytest.raises(Fault) as caught:
        outreach(Kind.FAITH, "en")
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "text", ["[yes]\nThanks", "[open]\nA\n[yes]\nB", "First\n[yes]\nA\n[open]\nB", "[yes]\n[open]\nB"]
)
def test_a_note_needs_both_cases(desk: Path, text: str) -> None:
    (desk / "thanks/en/faith.txt").write_text(text, encoding="utf-8")
    with pytest.raises(Fault, match=r"must be the cases yes, open, in this order, each once"):
        thanks(Kind.FAITH, "en", ThanksCase.YES)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("town = ", "tuwn = "), "blanks/en.toml: town, tuwn is missing, or not known"),
        (('"town"', '"my town"'), "blanks/en.toml: town must be one word of letters only"),
        (('"town"', '"name"'), "blanks/en.toml: one word stands for two blanks"),
    ],
)
def test_words_of_blanks_that_do_not_fit_are_named(
    desk: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], said: str
) -> None:
    path = desk / "blanks" / "en.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    monkeypatch.setattr(blanks, "HERE", desk)
    with pytest.raises(Fault) as caught:
        blank_words("en")
    assert str(caught.value) == said


def test_a_word_means_the_same_blank_in_every_language(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spanish = (blanks.HERE / "blanks" / "es.toml").read_text(encoding="utf-8")
    (desk / "blanks" / "es.toml").write_text(spanish.replace('"nombre"', '"Town"'), encoding="utf-8")
    monkeypatch.setattr(blanks, "HERE", desk)
    with pytest.raises(Fault, match=r"blanks/es\.toml: name is “Town”, which is another blank elsewhere"):
        unknown_blanks("{town}")
