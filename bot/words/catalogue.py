"""Reading the catalogues and filling a text with values."""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

HERE = Path(__file__).parent
DEFAULT = "en"
LANGUAGES = tuple(sorted(path.stem for path in HERE.glob("*.po")))


def read_catalogue(language: str) -> Catalog:
    """The catalogue file of a language; its header `Language` says whose way of writing numbers and dates is used."""
    with (HERE / f"{language}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def _translations(catalogue: Catalog) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class MissingWords(LookupError):
    """A key that no catalogue has: a mistake of ours, which a test finds first."""


@dataclass(frozen=True)
class Words:
    """The texts of one language: `words("canvass.card.place", place=…)`."""

    language: str
    locale: str = field(compare=False)
    _texts: gettext.GNUTranslations = field(repr=False, compare=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with its {placeholders} filled; numbers are written as the language writes them."""
        text = self._texts.gettext(key)
        if text == key:
            raise MissingWords(f"{self.language}: {key}")
        return text.format(**self._written(values)) if values else text

    def n(self, key: str, n: int, **values: object) -> str:
        """The text of a key for a count, which it may mention as {n}."""
        text = self._texts.ngettext(key, key, n)
        if text == key:
            raise MissingWords(f"{self.language}: {key} (counted)")
        return text.format(**self._written({"n": n, **values}))

    def _written(self, values: dict[str, object]) -> dict[str, object]:
        return {name: self.number(value) if type(value) is int else value for name, value in values.items()}

    def number(self, number: int) -> str:
        """A whole number as people write it: 1,200, or 1.200 elsewhere."""
        return _decimal(number, self.locale)

    def all_of(self, things: Iterable[str]) -> str:
        """Several things in one phrase: «a, b and c»."""
        several = list(things)
        return several[0] if len(several) == 1 else format_list(several, locale=self.locale)

    def day(self, moment: datetime, zone: str) -> str:
        """A short date and hour for places where Discord shows no timestamp: «Sat, Nov 28, 10:00 AM»."""
        local = moment.astimezone(ZoneInfo(zone))
        on = format_skeleton("MMMEd", local, locale=self.locale)
        return f"{on}, {format_time(local.time(), format='short', locale=self.locale)}"

    def long_date(self, day: date) -> str:
        """A day with its year: «November 28, 2026»."""
        return format_date(day, format="long", locale=self.locale)

    def clock(self, moment: time) -> str:
        """A time of day: «9:00 PM»."""
        return format_time(moment, format="short", locale=self.locale)

    def weekday(self, moment: datetime, zone: str) -> str:
        """The name of the day: «Saturday»."""
        return format_datetime(moment.astimezone(ZoneInfo(zone)), "EEEE", locale=self.locale)

    @property
    def own_name(self) -> str:
        """What the language calls itself: «español»."""
        return self.name_of(self.language)

    def name_of(self, language: str) -> str:
        """What another language is called in this one: «inglés»."""
        return Locale.parse(language).get_display_name(self.language) or language


def _decimal(number: int, locale: str) -> str:
    # Babel reads its pattern anew each time, and a pad shows ten numbers after every press. Of a whole number that
    # it writes, the last three signs are its last three digits, so what stands before them is kept.
    thousands, rest = divmod(number, 1000)
    if thousands < 0:
        return format_decimal(number, locale=locale)
    return f"{_before(thousands, locale)}{rest:03}" if thousands else str(rest)


@lru_cache(maxsize=4096)
def _before(thousands: int, locale: str) -> str:
    return format_decimal(thousands * 1000, locale=locale)[:-3]


@cache
def words_in(language: str) -> Words:
    """The words of a language, or of the default where there is no such catalogue."""
    chosen = language if language in LANGUAGES else DEFAULT
    catalogue = read_catalogue(chosen)
    return Words(chosen, str(catalogue.locale or chosen), _translations(catalogue))


@lru_cache(maxsize=256)  # every press asks, and every command in each of Discord's locales at the start
def language_of(locale: object) -> str | None:
    """The catalogue that fits a Discord locale ("es-419" → "es"), or None where none does."""
    language = str(locale or "").split("-", 1)[0].lower()
    return language if language in LANGUAGES else None
