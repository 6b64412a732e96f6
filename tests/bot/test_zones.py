"""Time zones by plain names: what people see, what they type, and what is read from it."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.words import LANGUAGES
from bot.zones import find_zones, read_zone, zones_in
from db.refusals import NoSuchZone

OF_THE_MACHINE = {"localtime", "Factory", "posixrules"}


@pytest.mark.parametrize(
    ("language", "zone", "label"),
    [
        ("en", "America/New_York", "Eastern Time — New York"),
        ("es", "America/New_York", "Hora oriental — Nueva York"),
        ("en", "America/Argentina/Buenos_Aires", "Argentina Time — Buenos Aires"),
        ("es", "America/Mexico_City", "Hora central — Ciudad de México"),
        ("en", "America/Indiana/Indianapolis", "Eastern Time — Indianapolis"),
        ("en", "US/Pacific", "Pacific Time — Los Angeles"),
        ("en", "Asia/Calcutta", "India Standard Time — Kolkata"),
        ("es", "Etc/UTC", "UTC"),
        ("en", "Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_zones_have_plain_names(language: str, zone: str, label: str) -> None:
    assert zones_in(language).label(zone) == label


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_tell_zones_apart_and_fit_a_list(language: str) -> None:
    labels = [zone.label for zone in zones_in(language).zones]
    assert len(set(labels)) == len(labels) > 400
    assert max(map(len, labels)) <= 100


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("new york", "America/New_York"),
        ("NUEVA YORK", "America/New_York"),
        ("miami", "America/New_York"),
        ("mia", "America/New_York"),
        ("florida", "America/New_York"),
        ("hora del este", "America/New_York"),
        ("eastern", "America/New_York"),
        ("texas", "America/Chicago"),
        ("san francisco", "America/Los_Angeles"),
        ("mexico", "America/Mexico_City"),
        ("méxico", "America/Mexico_City"),
        ("bogota", "America/Bogota"),
        ("san juan", "America/Puerto_Rico"),
        ("argentina", "America/Argentina/Buenos_Aires"),
        ("españa", "Europe/Madrid"),
        ("spain", "Europe/Madrid"),
        ("EEUU", "America/New_York"),
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("alemania", "Europe/Berlin"),
        ("tokyo", "Asia/Tokyo"),
        ("utc", "Etc/UTC"),
        ("", "America/New_York"),
        ("  ", "America/New_York"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_likeliest_zone_comes_first_in_both_languages(language: str, typed: str, first: str) -> None:
    assert zones_in(language).search(typed)[0].id == first


@pytest.mark.parametrize("typed", ["zzz", "🙂", "' OR 1=1 --", "x" * 10_000, "\u202e", "@everyone"])
def test_nothing_fits_nonsense(typed: str) -> None:
    assert zones_in("en").search(typed) in ([], list(zones_in("en").zones[:25]))
    with pytest.raises(NoSuchZone) as refused:
        read_zone(typed)
    assert refused.value.typed == typed


def test_a_search_finds_no_more_than_discord_shows() -> None:
    book = zones_in("es")
    typed = ["n", "nueva", "america/", "hora de la montaña", "zzz"]
    for one in typed:
        assert len(book.search(one)) <= 25


def test_every_zone_that_python_knows_is_accepted() -> None:
    for zone in available_timezones() - OF_THE_MACHINE:
        assert ZoneInfo(read_zone(zone)).key
        if "/" in zone:
            now_and_then = [(2026, 1, 15), (2026, 7, 15)]
            assert all(_offset(read_zone(zone), day) == _offset(zone, day) for day in now_and_then), zone


def _offset(zone: str, day: tuple[int, int, int]) -> object:
    return datetime(*day, 12, tzinfo=ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize("zone", sorted(OF_THE_MACHINE))
def test_the_hosts_own_setting_is_no_zone(zone: str) -> None:
    with pytest.raises(NoSuchZone):
        read_zone(zone)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("america/new york", "America/New_York"),
        (" America/Chicago ", "America/Chicago"),
        ("US/Eastern", "America/New_York"),
        ("Hora oriental — Nueva York", "America/New_York"),
        ("Eastern Time — New York", "America/New_York"),
        ("chicago", "America/Chicago"),
        ("EST", "America/New_York"),
        ("Cuba", "America/Havana"),
    ],
)
def test_a_zone_is_read_from_a_name_that_means_only_one(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


def test_a_city_that_two_zones_share_is_asked_about() -> None:
    found = find_zones("valencia", "es")
    assert not isinstance(found, str)
    assert {zone.id for zone in found} >= {"America/Caracas", "Europe/Madrid"}
    assert find_zones("Madrid", "es") == "Europe/Madrid"
    with pytest.raises(NoSuchZone):
        find_zones("Atlantis", "es")


def test_what_is_likely_depends_on_the_server_and_keeps_what_was_chosen() -> None:
    book = zones_in("en")
    assert [zone.id for zone in book.likely("en-US")][:2] == ["America/New_York", "America/Chicago"]
    assert book.likely("es-ES")[0].id == "Europe/Madrid"
    assert book.likely("de")[0].id == "Europe/Berlin"
    assert book.likely("pt-BR")[0].country == "BR"
    assert book.likely("es-419")[0].id == "America/New_York"
    assert book.likely("nonsense")[0].id == "America/New_York"
    chosen = book.likely("en-US", "Europe/Kyiv")
    assert chosen[0].id == "Europe/Kyiv"
    assert len(chosen) == len({zone.id for zone in chosen}) == 25
