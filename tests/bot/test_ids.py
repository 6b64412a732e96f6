"""The grammar of button ids: what was posted last year is still understood, what was guessed is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import CANVASS_IN, CANVASS_TAKE, DECLARED, declare, parse


def test_an_id_carries_its_values() -> None:
    assert CANVASS_TAKE(canvass=42, person=7) == "t1:canvass.take:42:7"
    assert parse("t1:canvass.take:42:7") == (CANVASS_TAKE, {"canvass": 42, "person": 7})


@pytest.mark.parametrize(
    "odd",
    ["", "t1", "t1:", "t0:canvass.in:1", "t1:canvass.in", "t1:canvass.in:", "t1:canvass.in:1:2", "t1:canvass.in:x",
     "t1:canvass.in:1 OR 1=1", "canvass.in:1", "t1:no.such:1", "t1:canvass.in:" + "9" * 90],
)  # fmt: skip
def test_what_is_not_ours_is_nothing(odd: str) -> None:
    assert parse(odd) is None


@given(st.text(max_size=120))
def test_no_text_upsets_the_grammar(text: str) -> None:
    parse(text)
    parse(f"t1:canvass.in:{text}")


def test_a_missing_or_odd_value_is_our_mistake() -> None:
    with pytest.raises(ValueError, match=r"canvass\.in takes"):
        CANVASS_IN()
    with pytest.raises(ValueError, match="not an id"):
        DECLARED["form.again"](form="a b", args="")


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="taken"):
        declare("canvass.in", canvass=int)
