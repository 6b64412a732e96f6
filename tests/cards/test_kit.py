"""Whatever people type is shown safely: no markdown, no mention, nothing unseen, and never too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import kit

HOSTILE = [
    "@everyone @here <@1> <@&2> <#3> </canvass plan:4> <t:0:F> <:a:5>",
    "**bold** _it_ ~~no~~ ||spoiler|| `code` ```block``` # head\n-# small\n> quote\n- list\n1. one",
    "[masked](https://example.org)",
    "\u202eabc\u202c\u2066x\u2069\ufeff\u200b",
    "Z" + "\u0336\u0322" * 300,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 50,
    "'; DROP TABLE signup; --",
    "=HYPERLINK(\"x\")",
    "a" * 10_000,
    "*" * 10_000,
    "\x00\x1b[31m\r\n\t",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda text: text[:12].encode("unicode_escape").decode())
def test_hostile_text_is_shown_within_its_bounds(typed: str) -> None:
    shown = kit.plain(typed, 80)
    assert len(shown) <= 80
    assert "\n" not in shown
    assert "@everyone" not in shown
    assert not any(mark in shown for mark in ("\u202e", "\u2066", "\u200d\u200d", "\x1b", "\x00"))
    assert "<" not in shown.replace("\\<", "")


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("María José Núñez", "Zoë", "李小龍", "نور", "O'Brien", "Bà Nguyễn", "👩‍👧 Joy"):
        assert kit.plain(name) == name


def test_a_cut_never_leaves_half_an_escape() -> None:
    for most in range(2, 20):
        shown = kit.plain("_" * 30, most)
        assert len(shown) <= most
        assert shown.rstrip("…").replace("\\_", "") == ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[a](http://x) **b** [c](http://y)", "\\[a\\](http://x) \\*\\*b\\*\\* \\[c\\](http://y)"),
        ("a\\*b", "a\\\\\\*b"),
        ("https://x.org/a_b_c see _this_", "https://x.org/a_b_c see \\_this\\_"),
        ("# head", "\\# head"),
        ("-# small", "\\-# small"),
        ("- list", "\\- list"),
        (">>> quote", "\\>>> quote"),
        ("12. list", "12\\. list"),
        ("5th & Main #2 - 3 > 1 (old)", "5th & Main #2 - 3 > 1 (old)"),
    ],
)
def test_every_mark_is_guarded_by_itself(typed: str, shown: str) -> None:
    assert kit.plain(typed) == shown


@given(st.text(max_size=300), st.integers(min_value=2, max_value=200))
def test_no_text_grows_past_its_bound(typed: str, most: int) -> None:
    assert len(kit.plain(typed, most)) <= most
    assert len(kit.prose(typed, most)) <= most


def test_paragraphs_keep_their_lines() -> None:
    assert kit.prose("one\n\n\n\n two \nthree") == "one\n\ntwo\nthree"


async def test_a_card_is_stopped_before_it_is_sent() -> None:
    view = kit.card("hello", kit.row(kit.button("Go", "t1:x.y")), accent=kit.GREEN)
    assert view.is_finished()
    assert view.to_components()[0]["accent_color"] == kit.GREEN  # type: ignore[no-untyped-call]  # untyped in discord.py
