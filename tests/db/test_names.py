"""Names: what counts as one name, how they are tidied, and in which order they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.names import KEY_MOST, in_order, name_key, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Old Town", "old  town"),
        ("Old Town", "OLDTOWN"),
        ("Peñuelas", "penuelas"),
        ("San José", "san jose"),
        ("Straße", "STRASSE"),
        ("Old\u200bTown", "Old Town"),
        ("Old\u00a0Town", "Old Town"),
        ("Ｗａｒｄ　２", "ward 2"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ward 1", "Ward 11"), ("नदी", "नद"), ("East Side", "West Side"), ("🏠", "🏡"), ("ﷺ" * 79, "ﷺ" * 80)],
)
def test_two_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b\u200d", "\u0301", "\x00\x07"])
def test_a_name_that_shows_nothing_has_no_key(nothing: str) -> None:
    assert name_key(nothing) == ""


@given(st.text(max_size=100))
def test_keys_fit_their_column_and_are_stable(text: str) -> None:
    assert len(name_key(text)) <= KEY_MOST
    assert name_key(tidy(text)) == name_key(text)
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode()  # no half surrogate is left


def test_a_tidy_text_is_one_line_that_a_database_takes() -> None:
    assert tidy(" Old\n\tTown\x00\ud800\u2028East ") == "Old Town East"


def test_people_count_two_before_ten() -> None:
    names = ["Ward 10", "ward 2", "Álamo", "Ward 1", "Alameda", "3rd Street", "22nd Street"]
    assert sorted(names, key=in_order) == [
        "3rd Street",
        "22nd Street",
        "Alameda",
        "Álamo",
        "Ward 1",
        "ward 2",
        "Ward 10",
    ]
