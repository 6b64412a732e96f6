"""Letters: nothing is drawn that the font lacks, names keep their order, and no text is wider than its room."""

import pytest

from bot.pictures.lettering import fitted, font, width, written
from tests.pictures.samples import HOSTILE

LACKING = "\U0010fffe"


def box_of(letter: str) -> tuple[tuple[int, int], bytes]:
    """How a letter looks."""
    mask = font(20).getmask(letter)
    return mask.size, bytes(mask)


def test_what_both_languages_need_is_there() -> None:
    missing = box_of(LACKING)
    for letter in "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”’…·–—%÷×→◀ºª€":
        assert box_of(letter) != missing, letter


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_drawn_with_a_box_for_a_missing_letter(name: str) -> None:
    missing = box_of(LACKING)
    shown = written(name)
    assert [letter for letter in shown if letter != " " and box_of(letter) == missing] == []
    assert "\n" not in shown
    assert shown == shown.strip()


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("most", [20, 90, 300])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_wider_than_its_room(name: str, most: int, bold: bool) -> None:
    assert width(fitted(name, most, 20, bold=bold), 20, bold=bold) <= most


def test_a_name_that_fits_stays_whole_and_one_that_does_not_says_so() -> None:
    assert fitted("María Núñez", 300, 20) == "María Núñez"
    assert fitted("María Fernanda Núñez de la Peña", 120, 20).endswith("…")


def test_emoji_and_letters_that_the_font_lacks_are_left_out() -> None:
    assert written("Ana 😀 王 López") == "Ana López"
    assert written("😀王") == ""


def test_names_from_right_to_left_are_drawn_in_the_order_of_the_eye() -> None:
    assert written("דנה") == "הנד"
    assert written("Ana דנה") == "Ana הנד"
    # Joined forms: the last letter of the name stands on the left.
    assert [ord(letter) for letter in written("محمد")] == [0xFEAA, 0xFEE4, 0xFEA4, 0xFEE3]


def test_towers_of_accents_are_cut_down() -> None:
    assert len(written("a" + "\u0301" * 40)) <= 4
