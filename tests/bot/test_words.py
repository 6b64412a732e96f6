"""Texts are picked and filled; numbers, dates and lists read as the language writes them."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from babel.numbers import format_decimal

from bot.words import language_of, words_in
from bot.words.catalogue import MissingWords

SATURDAY = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    english = words_in("en")("refusal.not_a_number", typed="x", least=1, most=12000)
    spanish = words_in("es")("refusal.not_a_number", typed="x", least=1, most=12000)
    assert "12,000" in english
    assert "12,000" in spanish, "as Spanish is written in the United States and Mexico"


@pytest.mark.parametrize("locale", ["en", "es", "es_MX", "pt", "de_CH", "hi", "fr", "vi", "zh"])
def test_a_number_is_written_as_babel_writes_it(locale: str) -> None:
    words = replace(words_in("en"), locale=locale)
    for number in (0, 7, 42, 999, 1000, 1001, 1234, 9999, 10_000, 10_070, 123_456, 1_000_000, 12_345_678, -1, -1001):
        assert words.number(number) == format_decimal(number, locale=locale)


def test_days_and_lists_read_as_people_say_them() -> None:
    assert (
        words_in("es").day(SATURDAY, "America/Chicago").replace("\u202f", " ").replace("\xa0", " ")
        == "sáb, 28 de nov, 10:00 a.m."
    )
    assert words_in("en").day(SATURDAY, "America/Chicago").replace("\u202f", " ") == "Sat, Nov 28, 10:00 AM"
    assert words_in("es").all_of(["Ana", "Malik", "Rosa"]) == "Ana, Malik y Rosa"
    assert [words_in("es").all_of(names) for names in ([], ["Ana"], ["Ana", "Malik"])] == ["", "Ana", "Ana y Malik"]
    assert words_in("en").clock(time(21)).replace("\u202f", " ") == "9:00 PM"


def test_what_people_typed_is_never_read_as_a_placeholder() -> None:
    assert "{secret}" in words_in("en")("refusal.not_a_time", typed="{secret}")


def test_an_unknown_language_reads_the_default() -> None:
    assert words_in("xx").language == "en"
    assert [language_of(locale) for locale in ("es-419", "es-ES", "en-GB", "pt-BR", None)] == [
        "es",
        "es",
        "en",
        None,
        None,
    ]


def test_a_missing_key_is_our_mistake() -> None:
    with pytest.raises(MissingWords):
        words_in("en")("no.such.key")


def test_a_language_is_called_as_the_readers_language_calls_it() -> None:
    english, spanish = words_in("en"), words_in("es")
    assert (english.own_name, spanish.own_name) == ("English", "español")
    assert (english.name_of("es"), spanish.name_of("en")) == ("Spanish", "inglés")
