"""Whole numbers as people type them."""

import pytest

from bot.numbers import whole
from db.refusals import NotANumber


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("007", 7),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1'200", 1200),
        ("100,000", 100_000),
        ("120.0", 120),
        ("120,00", 120),
        ("１２０", 120),
        ("", None),
        (" \t ", None),
    ],
)
def test_a_number_is_read(typed: str, number: int | None) -> None:
    assert whole(typed, least=1, most=100_000) == number


@pytest.mark.parametrize(
    "typed", ["0", "100001", "-5", "12.5", "1,20", "1,2000", "about 100", "1e3", "½", "120 doors", "9" * 5000, "=1+1"]
)
def test_what_is_no_number_within_the_bounds_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        whole(typed, least=1, most=100_000)
    assert refusal.value.typed == typed
