"""Cheers as one line: every text in every language, short, warm in its form, and never about who has more."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.cards import cheers
from bot.words import LANGUAGES, words_in
from db.facts.cheers import LINES, OF_PEOPLE, Cause
from db.facts.doors import CheerFacts
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
