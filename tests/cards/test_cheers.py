"""Cheers as one line: every text in every language, short, warm in its form, and never about who has more."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import board, cheers
from bot.words import LANGUAGES, words_in
from db.facts.cheers import LINES, OF_PEOPLE, Cause, CheeredOn
from db.facts.doors import CheerFacts
from tests.cards.doors_samples import day, fullest_day
from tests.cards.limits import check_card, labels_of, text_of
from tests.cards.test_kit import HOSTILE

NOW = datetime(2026, 11, 28, 17, tzinfo=UTC)
EN, ES = words_in("en"), words_in("es")
LINE_MOST = 160  # characters: it stays readable on a phone, in passing
# What would make a cheer a ranking, or shame somebody.
RANK = re.compile(
    r"\b(rank|first place|winner|win|lead(s|er|ing)?|beat|behind others|slow(er|est)|fastest|only \d+|missing|"
    r"primer lugar|ganador\w*|ganan?|venc\w+|gan[oó]|lidera\w*|falta\w*|último lugar|solo \d+)\b",
    re.IGNORECASE,
)


def cheer(cause: Cause, line: int = 1, n: int = 25, names: tuple[str, ...] = ()) -> CheerFacts:
    """A cheer of a cause."""
    return CheerFacts(1, 7, cause, line, None, {"n": n, "names": names}, NOW)


def every(language: str, names: tuple[str, ...] = ()) -> list[str]:
    """Every text of a language, as it is told."""
    words = words_in(language)
    return [
        cheers.line(cheer(cause, line, names=names), words)
        for cause, lines in LINES.items()
        if not names or cause in OF_PEOPLE
        for line in range(1, lines + 1)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_many_and_each_is_another(language: str) -> None:
    texts = every(language) + every(language, ("Ana",))
    assert len(every(language)) >= 40
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    begins = Counter(" ".join(text.split()[:3]) for text in every(language))
    assert max(begins.values()) <= 3, begins.most_common(3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_short_and_speak_of_no_rank(language: str) -> None:
    for text in every(language) + every(language, ("Ana", "Ben")):
        assert len(text) <= LINE_MOST, text
        assert not RANK.search(text), text
        assert "{" not in text


def test_whose_it_is_may_be_named_or_not() -> None:
    assert "Ana and Ben" in cheers.line(cheer(Cause.PAIR, names=("Ana", "Ben")), EN)
    assert "Ana y Ben" in cheers.line(cheer(Cause.PAIR, names=("Ana", "Ben")), ES)
    assert "Ana" not in cheers.line(cheer(Cause.GOAL_50, names=("Ana",)), EN)


@pytest.mark.parametrize("name", ["W" * 100, *HOSTILE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_with_any_names_fits_and_pings_nobody(language: str, name: str) -> None:
    words = words_in(language)
    for cause, lines in LINES.items():
        for line in range(1, lines + 1):
            told = cheer(cause, line, n=10**6, names=(name, name, name))
            view = cheers.message(told, words, nudge=10**6)
            check_card(view)
            assert labels_of(view) == [words("doors.button.pad")]
            assert not re.search(r"@(everyone|here)", text_of(view))
            assert "\n" not in cheers.line(told, words)


# ---- cheering each other on --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "n", "en", "es"),
    [
        (("Ana",), 1, "from Ana for", "de Ana para"),
        (("Ana", "Ben"), 2, "from Ana and Ben for", "de Ana y Ben para"),
        (("Ana",), 2, "from Ana and 1 more of us for", "de Ana y 1 persona más para"),
        (("Ana", "Ben", "Cleo"), 3, "from Ana, Ben, and Cleo for", "de Ana, Ben y Cleo para"),
        (("Ana", "Ben", "Cleo", "Dan"), 9, "Cleo, and 6 more of us for", "Cleo y 6 personas más para"),
    ],
)
def test_who_cheers_is_named_and_how_many_more_there_are(names: tuple[str, ...], n: int, en: str, es: str) -> None:
    told = cheer(Cause.HAND, n=n, names=names)
    assert en in cheers.line(told, EN)
    assert es in cheers.line(told, ES)


@pytest.mark.parametrize("n", [1, 9])
def test_where_nobody_wants_to_be_named_no_number_gives_them_away(n: int) -> None:
    for line in range(1, LINES[Cause.HAND] + 1):
        told = cheers.line(cheer(Cause.HAND, line, n=n), EN)
        assert told == EN(f"cheers.hand.{line}")
        assert str(n) not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_short_and_says_when_again(language: str) -> None:
    words = words_in(language)
    told = [cheers.cheered_on(CheeredOn(new, NOW + timedelta(minutes=10)), words) for new in (True, False)]
    for view in told:
        check_card(view)
        assert f"<t:{int(NOW.timestamp()) + 600}:R>" in text_of(view)
        assert len(text_of(view)) < 120
    assert text_of(told[0]) != text_of(told[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_has_the_button_where_the_team_wants_cheers(language: str) -> None:
    words = words_in(language)
    label = words("cheers.button.on")
    assert label in labels_of(board.board(day(), words))
    assert label not in labels_of(board.board(day(cheering=False), words))
    check_card(board.board(replace(fullest_day("W"), cheering=True), words))
