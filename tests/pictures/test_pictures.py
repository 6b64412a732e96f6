"""Pictures: their size, what they say in words, that nothing leaves its place, and that content decides the look."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from bot.pictures import ALT_MOST, WIDTH, Sketch, day, drawn, forecast, leaderboard, lettering, progress
from bot.pictures import sheet as sheets
from bot.pictures.sheet import MARGIN, SMALL, Sheet
from bot.words import LANGUAGES, Words, words_in
from db.facts.campaign import TurfProgress
from db.facts.doors import Outcome, Tally
from db.facts.ranking import RankBy, Span
from tests.pictures import samples
from tests.pictures.samples import HOSTILE, WORDY, ZONE, line, tally

HUGE = 123_456_789
Make = Callable[[Words], Sketch]

FULLEST: dict[str, Make] = {
    "day": lambda w: day.sketch(samples.board(WORDY, HUGE, tally(HUGE, HUGE, HUGE, HUGE, HUGE)), ZONE, w),
    "growth": lambda w: progress.growth(samples.progress(60, goal=HUGE), w),
    "turfs": lambda w: progress.turfs(
        samples.progress(turfs=tuple(TurfProgress(n, WORDY, HUGE, HUGE - n, n > 6) for n in range(20))), w
    ),
    "contact": lambda w: progress.contact(samples.progress(40), w),
    "sign-ons": lambda w: progress.sign_ons(samples.progress(won=HUGE), w),
    "leaderboard": lambda w: leaderboard.sketch(
        samples.ranking(
            *(line(n, WORDY, WORDY, WORDY, doors=HUGE - n, ids=(n,)) for n in range(1, 200)), by=RankBy.PAIRS,
            span=Span.SESSION, name=WORDY,
        ),
        w,
        mine=150,
    ),
    "forecast": lambda w: forecast.sketch(samples.forecast(HUGE * 10, 9_999, 0.1), w),
}  # fmt: skip

LEAST: dict[str, Make] = {
    "day": lambda w: day.sketch(samples.board("", None, tally()), ZONE, w),
    "growth": lambda w: progress.growth(samples.progress(1, goal=None), w),
    "turfs": lambda w: progress.turfs(samples.progress(turfs=(TurfProgress(1, "", None, 0, False),)), w),
    "contact": lambda w: progress.contact(samples.progress(1), w),
    "sign-ons": lambda w: progress.sign_ons(samples.progress(won=1), w),
    "leaderboard": lambda w: leaderboard.sketch(samples.ranking(line(1, "", doors=1)), w),
    "forecast": lambda w: forecast.sketch(samples.forecast(1, 1, 500.0), w),
}


def made() -> Iterator[Any]:
    """Every picture at its fullest and at its least, in every language."""
    for kind, makes in (("fullest", FULLEST), ("least", LEAST)):
        for name, make in makes.items():
            for language in LANGUAGES:
                yield pytest.param(make, words_in(language), id=f"{name}-{kind}-{language}")


@pytest.mark.parametrize(("make", "words"), list(made()))
def test_a_picture_is_a_png_as_wide_as_a_phone_shows_it_sharply(make: Make, words: Words) -> None:
    sketch = make(words)
    finished = drawn(sketch)
    image = Image.open(io.BytesIO(finished.data))
    assert image.format == "PNG"
    assert image.size == finished.size == (2 * WIDTH, 2 * sketch.height)
    assert sketch.height <= 1.1 * WIDTH, "a phone would show it smaller than it is"
    assert len(finished.data) < 120_000
    assert finished.name.endswith(".png")
    assert 0 < len(finished.alt) <= ALT_MOST


class Seen(Sheet):
    """A sheet that notes where each text stands."""

    def __init__(self, height: int) -> None:
        super().__init__(height)
        self.texts: list[tuple[float, float, float, int, str]] = []

    def text(self, x: float, y: float, text: str, size: int = sheets.TEXT, **more: Any) -> float:
        """Write, and note it."""
        wide = super().text(x, y, text, size, **more)
        left = {"l": x, "m": x - wide / 2, "r": x - wide}[more.get("side", "l")]
        self.texts.append((left, left + wide, y, size, text))
        return wide


@pytest.mark.parametrize(("make", "words"), list(made()))
def test_every_text_stands_within_the_sheet_and_none_over_another(make: Make, words: Words) -> None:
    sketch = make(words)
    sheet = Seen(sketch.height)
    sketch.draw(sheet)
    assert sheet.texts
    for left, right, y, size, text in sheet.texts:
        assert size >= SMALL, text
        assert left >= MARGIN - 14, text
        assert right <= WIDTH - MARGIN + 14, text
        assert size / 2 <= y <= sketch.height - size / 2, text
    for at, one in enumerate(sheet.texts):
        for other in sheet.texts[at + 1 :]:
            side_by_side = one[1] <= other[0] + 0.5 or other[1] <= one[0] + 0.5
            above = abs(one[2] - other[2]) >= 0.4 * (one[3] + other[3])
            assert side_by_side or above, f"{one[4]!r} over {other[4]!r}"


# Our own words are never cut; what people typed may be.
ORDINARY: dict[str, Make] = {
    "day": lambda w: day.sketch(samples.board("Elm", 1_200, tally(1_000, 100, 50, 50, 999)), ZONE, w),
    "growth": lambda w: progress.growth(samples.progress(20, goal=99_999), w),
    "turfs": lambda w: progress.turfs(samples.progress(turfs=(TurfProgress(1, "Elm", 9_999, 8_888, False),)), w),
    "contact": lambda w: progress.contact(samples.progress(9), w),
    "sign-ons": lambda w: progress.sign_ons(samples.progress(won=9_999), w),
    "leaderboard": lambda w: leaderboard.sketch(samples.ranking(line(1, "Ana", doors=9_999, ids=(7,))), w, mine=7),
    "forecast": lambda w: forecast.sketch(samples.forecast(99_999, 28), w),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ORDINARY)
def test_our_own_words_are_never_cut(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []
    fitted = lettering.fitted

    def watched(text: str, most: float, size: int, *, bold: bool = False) -> str:
        shown = fitted(text, most, size, bold=bold)
        if shown.endswith("…"):
            cut.append(text)
        return shown

    monkeypatch.setattr(lettering, "fitted", watched)
    drawn(ORDINARY[name](words_in(language)))
    assert cut == []


@pytest.mark.parametrize(("make", "words"), list(made()))
def test_a_sketch_leaves_all_work_with_letters_to_the_thread_that_draws(
    make: Make, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_font(*_: object, **__: object) -> None:
        raise AssertionError("a font was opened while others wait")

    monkeypatch.setattr(lettering, "font", no_font)
    monkeypatch.setattr(lettering, "_drawable", no_font)
    assert make(words).alt


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_can_be_drawn(name: str, language: str) -> None:
    words = words_in(language)
    turf = TurfProgress(1, name, 10, 5, False)
    for sketch in (
        day.sketch(samples.board(name), ZONE, words),
        progress.turfs(samples.progress(turfs=(turf,)), words),
        leaderboard.sketch(samples.ranking(line(1, name, name), by=RankBy.PAIRS), words),
        leaderboard.sketch(samples.ranking(line(1, "Ana"), span=Span.SESSION, name=name), words),
    ):
        assert drawn(sketch).data
        assert len(sketch.alt) <= ALT_MOST


# ---- what they say in words --------------------------------------------------------------------------------


def test_the_day_in_words() -> None:
    told = day.sketch(samples.board(), ZONE, words_in("en")).alt
    assert told == (
        "The picture of the day: Elm Street (Sat, Nov 28, 10:00\u202fAM). "
        "103 doors together. 85% of our goal of 120 doors. "
        "Nobody home: 52. Talked: 31. Supporters: 14. Moved on: 6. signs and posters: 9. for the event: 9. "
        "to stay informed: 9. Somebody opened at 50% of the doors."
    )


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [("en", "sign or poster: 1", "signs and posters: 2"), ("es", "letrero o cartel: 1", "letreros y carteles: 2")],
)
def test_one_sign_is_told_as_one(language: str, one: str, two: str) -> None:
    for n, told in ((1, one), (2, two)):
        board = samples.board(total=Tally({Outcome.TALKED: 2, Outcome.SIGN: n}))
        assert told in day.sketch(board, ZONE, words_in(language)).alt


def test_a_leaderboard_in_words_names_nobody_who_has_no_name_there() -> None:
    ranking = samples.ranking(line(1, "Ana", "", doors=9), line(2, "😀", doors=8), by=RankBy.PAIRS)
    told = leaderboard.sketch(ranking, words_in("en")).alt
    assert told == "This week: 33 doors together. 1: Ana and a neighbor, 9 doors. 2: 😀, 8 doors."


def test_of_a_pair_with_long_names_both_are_drawn() -> None:
    sheet = Seen(400)
    ranking = samples.ranking(
        line(1, "María Fernanda Núñez de la Peña", "Guadalupe Villanueva Ortiz", doors=9, ids=(7, 8)), by=RankBy.PAIRS
    )
    leaderboard.sketch(ranking, words_in("es"), mine=7).draw(sheet)
    [drawn_] = [text for *_, text in sheet.texts if "María" in text]
    assert "Guada" in drawn_


def test_names_are_told_in_the_order_in_which_they_are_read() -> None:
    ranking = samples.ranking(line(1, "דנה", doors=9))
    assert "דנה" in leaderboard.sketch(ranking, words_in("en")).alt


def test_neighborhoods_in_words() -> None:
    told = progress.turfs(samples.progress(), words_in("es")).alt
    assert "Pine Hill: 110 de 250." in told
    assert "Elm Street: listo · 300." in told


def test_leaders_in_words() -> None:
    told = progress.sign_ons(samples.progress(won=2), words_in("es")).alt
    assert told == (
        "Líderes de nuestra ciudad. 3 están con nosotros. Autoridades: 2. Líderes de fe: 1. Negocios: 0. "
        "Líderes de la comunidad: 0. Escuelas y universidades: 0. Grupos de estudiantes: 0."
    )


def test_a_goal_is_a_hundred_only_when_it_is_reached() -> None:
    almost = samples.board(goal=1_000, total=tally(999))
    assert "99%" in day.sketch(almost, ZONE, words_in("en")).alt


# ---- content decides ---------------------------------------------------------------------------------------


def test_two_sketches_of_the_same_facts_are_one_and_others_are_not() -> None:
    words = words_in("en")
    one, same = day.sketch(samples.board(), ZONE, words), day.sketch(samples.board(), ZONE, words)
    assert (one.key, one.alt) == (same.key, same.alt)
    assert drawn(one).data == drawn(same).data
    for other in (
        day.sketch(samples.board(total=tally(52, 31, 14, 7, 9)), ZONE, words),
        day.sketch(replace(samples.board(), goal=121), ZONE, words),
        day.sketch(samples.board(), ZONE, words_in("es")),
        day.sketch(samples.board(), "Asia/Tokyo", words),
    ):
        assert other.key != one.key


def test_whoever_looks_finds_their_own_line_marked_even_beyond_the_tenth() -> None:
    ranking = samples.ranking(*(line(n, f"Name {n}", doors=100 - n, ids=(n,)) for n in range(1, 30)))
    words = words_in("en")
    mine, others = leaderboard.sketch(ranking, words, mine=25), leaderboard.sketch(ranking, words)
    assert mine.height > others.height
    assert mine.key != others.key
    assert mine.alt == others.alt


@pytest.mark.parametrize("back", [(0, 0), (5, 0)])
def test_what_was_taken_back_draws_no_bar_to_the_left(back: tuple[int, int]) -> None:
    less = tally(-2, 5)
    assert drawn(day.sketch(samples.board(total=less), ZONE, words_in("en"))).data
