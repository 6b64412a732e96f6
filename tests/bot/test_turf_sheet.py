"""Neighborhoods as a sheet: in words of every language, with every mistake told, there and back."""

import pytest

from bot.turf_sheet import read_turfs, write_template, write_turfs
from bot.words import LANGUAGES, words_in
from db.facts import TURF_NAME_MOST, TURF_WHY_MOST, Priority, TurfFacts, TurfRow

ENGLISH = "Name,Doors,Priority,Why\nOld Town,120,first,Many tenants\n"
SPANISH = "por qué;PRIORIDAD;Puertas;vecindario\nMany tenants;Primero;120;Old Town\n"


@pytest.mark.parametrize("text", [ENGLISH, SPANISH])
def test_heads_and_words_of_each_language_mean_the_same(text: str) -> None:
    sheet = read_turfs(text.encode())
    assert sheet.rows == (TurfRow("Old Town", 120, Priority.FIRST, "Many tenants"),)
    assert sheet.faults == ()


@pytest.mark.parametrize(
    ("said", "priority"),
    [
        ("", None),
        ("FIRST", Priority.FIRST),
        ("alta", Priority.FIRST),
        ("1", Priority.FIRST),
        ("Go first", Priority.FIRST),
        ("después", Priority.NEXT),
        ("Despues", Priority.NEXT),
        ("más tarde", Priority.LATER),
        ("low", Priority.LATER),
    ],
)
def test_priorities_in_peoples_words(said: str, priority: Priority | None) -> None:
    assert read_turfs(f"name,priority\nA,{said}\n".encode()).rows == (TurfRow("A", None, priority, None),)


def test_empty_cells_and_missing_columns_leave_what_is_there() -> None:
    assert read_turfs(b"name,doors,why\nA,,\n").rows == read_turfs(b"name\nA\n").rows == (TurfRow("A"),)


def test_every_bad_line_is_told_in_the_order_of_the_lines() -> None:
    lines = [
        "name,doors,priority,why",
        ",12,first,",
        "A,twelve,first,",
        "B,0,soon,",
        f"{'x' * (TURF_NAME_MOST + 1)},1,,{'y' * (TURF_WHY_MOST + 1)}",
        "C,1,,,not,quoted",
        "Ward 1,5,,",
        "WARD  1,6,,",
        "\u200b,1,,",
    ]
    found = read_turfs("\n".join(lines).encode()).faults
    assert [(fault.line, fault.key) for fault in found] == [
        (2, "turf.fault.no_name"),
        (3, "turf.fault.doors"),
        (4, "turf.fault.doors"),
        (4, "turf.fault.priority"),
        (5, "turf.fault.long_name"),
        (5, "turf.fault.long_why"),
        (6, "sheet.fault.cells"),
        (8, "turf.fault.repeated"),
        (9, "turf.fault.no_name"),
    ]
    assert found[7].values == {"name": "WARD 1", "before": 7}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_handed_out_can_be_sent_back(language: str) -> None:
    words = words_in(language)
    facts = [
        TurfFacts(1, "=HYPERLINK(1)", 1200, Priority.FIRST, "a, b; “c”\t", None),
        TurfFacts(2, "Peñón", None, Priority.LATER, "", None),
    ]
    sheet = read_turfs(write_turfs(words, facts))
    assert sheet.faults == ()
    assert sheet.ignored == ()
    assert sheet.rows == (
        TurfRow("=HYPERLINK(1)", 1200, Priority.FIRST, "a, b; “c”"),
        TurfRow("Peñón", None, Priority.LATER, None),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_shows_how_it_is_done(language: str) -> None:
    sheet = read_turfs(write_template(words_in(language)))
    assert sheet.faults == ()
    assert [row.doors for row in sheet.rows] == [120, 80]
    assert sheet.rows[0].priority is Priority.FIRST
    assert sheet.rows[0].why


def test_no_word_means_two_things() -> None:
    for keys in (("name", "doors", "priority", "why"), ("first", "next", "later")):
        said = [
            {
                word.strip().lower()
                for language in LANGUAGES
                for word in words_in(language)(f"turf.sheet.{k}").split(",")
            }
            for k in keys
        ]
        assert len(set().union(*said)) == sum(map(len, said))
