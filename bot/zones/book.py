"""The names of time zones in a language, the search among them, and the reading of what somebody typed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from bot.words import DEFAULT, LANGUAGES
from bot.zones.places import FIRST, NEARBY
from db.refusals import NoSuchZone

LIST_MOST = 25  # lines in a select or an autocomplete (discord-platform.md, sections 1 and 3)
UTC_ZONE = "Etc/UTC"

# These name whatever the machine is set to, which is not a place.
_OF_THE_MACHINE = {"localtime", "Factory", "posixrules"}


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone as people choose it: its IANA id, its plain name, its country's code.

    The rest is what the search compares: whole names, and the words of its city, of what is near, and of all.
    """

    id: str
    label: str
    country: str
    exact: frozenset[str]
    city: tuple[str, ...]
    near: tuple[str, ...]
    all: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneBook:
    """All time zones in one language, likeliest first."""

    zones: tuple[Zone, ...]
    _labels: dict[str, str]

    def label(self, zone_id: str) -> str:
        """The plain name of a zone; an id that has none is its own name."""
        return self._labels.get(_known(zone_id) or zone_id, zone_id)

    def search(self, typed: str, most: int = LIST_MOST) -> list[Zone]:
        """The zones that fit what is being typed: a city, a country, a plain name or an id; the best first."""
        if not fold(typed):
            return list(self.zones[:most])
        return [zone for _, zone in self._ranked(typed)[:most]]

    def best(self, typed: str) -> list[Zone]:
        """The zones that fit best, all equally well; none where nothing fits."""
        ranked = self._ranked(typed)
        return [zone for rank, zone in ranked if rank == ranked[0][0]]

    def _ranked(self, typed: str) -> list[tuple[int, Zone]]:
        asked = fold(typed)
        ranked = [(rank, zone) for zone in self.zones if (rank := _rank(zone, asked)) is not None]
        return sorted(ranked, key=lambda pair: pair[0])

    def likely(self, locale: str, chosen: str | None = None, most: int = LIST_MOST) -> list[Zone]:
        """The zones to offer a server or a person of a Discord locale; the chosen one is always among them."""
        home, known = _country_of(locale), _known(chosen or "")
        ahead = [zone for zone in self.zones if zone.id == known]
        ahead += [zone for zone in self.zones if home not in {None, "US"} and zone.country == home]
        return list({zone.id: zone for zone in [*ahead, *self.zones]}.values())[:most]


def read_zone(typed: str) -> str:
    """The IANA id behind an id, a plain name in any of our languages, or words that one zone fits best.

    Raises NoSuchZone, also where two fit as well.
    """
    exact = _known(typed)
    # People who write "EST" mean New York; the id of that name is Panama's.
    if exact and "/" in typed:
        return exact
    for language in LANGUAGES:
        if len(best := zones_in(language).best(typed)) == 1:
            return best[0].id
    if exact:
        return exact
    raise NoSuchZone(typed)


def find_zones(typed: str, language: str) -> str | list[Zone]:
    """The IANA id where one zone fits best what was typed, else the zones to choose from.

    Raises NoSuchZone where nothing fits.
    """
    try:
        return read_zone(typed)
    except NoSuchZone:
        if several := zones_in(language).search(typed):
            return several
        raise


@cache
def zones_in(language: str) -> ZoneBook:
    """The book of a language; made once, which takes some hundredths of a second."""
    locale = Locale.parse(language if language in LANGUAGES else DEFAULT)
    order = {zone_id: place for place, zone_id in enumerate(FIRST)}
    zones = [_zone(zone_id, locale) for zone_id in _ids()]
    zones.sort(key=lambda zone: (order.get(zone.id, len(order)), fold(zone.label), zone.id))
    return ZoneBook(tuple(zones), {zone.id: zone.label for zone in zones})


def fold(text: str) -> str:
    """A text as the search compares it: lower case, without accents, words apart by one blank."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in bare if not unicodedata.combining(c))))


# ---- inside ------------------------------------------------------------------------------------


@cache
def _ids() -> tuple[str, ...]:
    """The ids that lists show: one a zone, with a place on earth, and UTC."""
    territories = get_global("zone_territories")
    placed = {zone for zone in available_timezones() if territories.get(zone, "001") not in {"001", "ZZ"}}
    return (*sorted(placed), UTC_ZONE)


@cache
def _spellings() -> dict[str, str]:
    """Every id that zoneinfo knows, by its folded spelling; older names lead to the one that lists show."""
    aliases, listed = get_global("zone_aliases"), set(_ids())
    spellings = {}
    for zone_id in sorted(available_timezones() - _OF_THE_MACHINE):
        newer = aliases.get(zone_id, zone_id)
        spellings[_spelling(zone_id)] = newer if newer in listed else zone_id
    return spellings


def _known(zone_id: str) -> str | None:
    return _spellings().get(_spelling(zone_id))


def _spelling(zone_id: str) -> str:
    return "_".join(zone_id.casefold().split())


def _zone(zone_id: str, locale: Locale) -> Zone:
    territory = get_global("zone_territories").get(zone_id, "001")
    label = _label(zone_id, territory, locale)
    every = [locale, *(Locale.parse(language) for language in LANGUAGES)]
    cities = [_city(zone_id, one) for one in every]
    countries = [str(one.territories.get(territory, "")) for one in every] + _nicknames(territory)
    labels = [_label(zone_id, territory, one) for one in every]
    near = [*cities, NEARBY.get(zone_id, "")]
    return Zone(
        zone_id,
        label,
        territory,
        frozenset(fold(name) for name in [*cities, *labels, zone_id]),
        _words_of(cities),
        _words_of(near),
        _words_of([*near, *labels, *countries, zone_id]),
    )


def _label(zone_id: str, territory: str, locale: Locale) -> str:
    name, city = _name(zone_id, territory, locale), _city(zone_id, locale)
    return name if fold(city) in fold(name) else f"{name} — {city}"


def _name(zone_id: str, territory: str, locale: Locale) -> str:
    """«Eastern Time»; where a zone has no name of its own, its country's: «Belize Time»."""
    if zone_id == UTC_ZONE:
        return "UTC"
    names: Any = locale.meta_zones.get(_meta_zones().get(zone_id), {}).get("long", {})
    country = locale.territories.get(territory, territory)
    name = names.get("generic") or names.get("standard") or locale.zone_formats["region"] % country
    return str(name[:1].upper() + name[1:])


@cache
def _meta_zones() -> dict[str, str]:
    """The CLDR name of what zones have in common, "America_Eastern"; CLDR files some under an older id."""
    named: dict[str, str] = dict(get_global("meta_zones"))
    return {newer: named[older] for older, newer in get_global("zone_aliases").items() if older in named} | named


def _city(zone_id: str, locale: Locale) -> str:
    city = locale.time_zones.get(zone_id, {}).get("city")
    return str(city or zone_id.rsplit("/", 1)[-1].replace("_", " "))


def _nicknames(territory: str) -> list[str]:
    return {"US": ["USA EEUU EE UU"], "GB": ["UK England Inglaterra"]}.get(territory, [])


def _words_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in texts for word in fold(text).split()))


def _rank(zone: Zone, asked: str) -> int | None:
    """How well a zone fits, 0 best; None where a word that was typed begins none of its words."""
    words = asked.split()
    if not words or not _all_begin(words, zone.all):
        return None
    if zone.id not in FIRST:
        return 3 if asked in zone.exact else 5
    tries = (asked in zone.exact, _all_begin(words, zone.city), _all_begin(words, zone.near))
    return tries.index(True) if any(tries) else 4


def _all_begin(words: Sequence[str], known: Sequence[str]) -> bool:
    return all(any(one.startswith(word) for one in known) for word in words)


def _country_of(locale: str) -> str | None:
    """The country of a Discord locale: "es-ES" → ES, "de" → DE; "es-419" has none."""
    language, _, region = locale.partition("-")
    if not region:
        _, _, region = str(get_global("likely_subtags").get(language, "")).rpartition("_")
    return region.upper() if re.fullmatch(r"[A-Za-z]{2}", region) else None
