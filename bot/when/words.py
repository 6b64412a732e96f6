"""The words with which people say times, English and Spanish; a third language is a few more words in each table.

Everything is written as `line.py` leaves it: small letters, no accents, no dots after letters. A phrase may be several
words; the longest one wins, so "por la manana" is a part of the day although "manana" alone is tomorrow. A phrase that
stands in two tables means both, and the grammar tries both ("mar" is March and martes).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum, auto

DAY, WEEK = 24 * 60, 7 * 24 * 60
"""The units that count days, in minutes."""

NEXT_DAY = 24
"""The hour that ends a day: midnight of "Saturday night at 12" is Saturday's hour 24, Sunday's hour 0."""


class Kind(Enum):
    """What a word can be in the grammar; the comment says what its value is."""

    NUMBER = auto()  # the number
    COUNT = auto()  # the number: "an hour", "a couple of hours"; never an hour of the clock
    FIRST = auto()  # 1: the day of a month
    ORDINAL = auto()  # 0: the ending of 28th
    WEEKDAY = auto()  # 0 is Monday
    MONTH = auto()  # 1 is January
    SHIFT = auto()  # days from today
    WHICH = auto()  # a Which
    WEEK_OF = auto()  # weeks from this one
    PART = auto()  # a Part
    TODAYS = auto()  # a Part: "tonight" is a part of today
    HALF_DAY = auto()  # am or pm
    NOON = auto()
    MIDNIGHT = auto()
    UNIT = auto()  # minutes
    HALF = auto()
    QUARTER = auto()
    AND = auto()
    PLUS = auto()  # the "y" of "5 y media"
    MINUS = auto()
    PAST = auto()
    TO = auto()  # the "to" of "quarter to six"
    SHORT_OF = auto()  # the "para las" of "10 para las 6"
    IN = auto()
    FROM_NOW = auto()
    AT = auto()
    ON = auto()
    THE = auto()
    OF = auto()
    EXACTLY = auto()
    UNTIL = auto()
    FOR = auto()


class Which(Enum):
    """Which of the coming weekdays of that name is meant."""

    COMING = 0  # "saturday"
    THIS = 1  # "this saturday": this one even when its hour is over
    AFTER_TODAY = 2  # "el próximo sábado": the coming one, never today
    NEXT = 3  # "next saturday": English does not agree with itself, see days.py


class Part(Enum):
    """A part of the day; its value is the first and the last hour that people give to it."""

    AM = (0, 11)
    PM = (12, 23)
    DAWN = (0, 6)
    MORNING = (0, 12)
    MIDDAY = (9, 15)
    AFTERNOON = (12, 20)
    EVENING = (16, 23)
    NIGHT = (18, NEXT_DAY)

    def has(self, hour: int) -> bool:
        """Whether people call this hour (0 to 24) so."""
        first, last = self.value
        return bool(first <= hour <= last)


NUMBERS = {
    1: "one/una", 2: "two/dos", 3: "three/tres", 4: "four/cuatro", 5: "five/cinco", 6: "six/seis",
    7: "seven/siete", 8: "eight/ocho", 9: "nine/nueve", 10: "ten/diez", 11: "eleven/once", 12: "twelve/doce",
    15: "fifteen/quince", 20: "twenty/veinte", 24: "twenty four/veinticuatro", 25: "twenty five/veinticinco",
    30: "thirty/treinta", 35: "thirty five/treinta y cinco", 40: "forty/cuarenta",
    45: "forty five/cuarenta y cinco", 50: "fifty/cincuenta", 55: "fifty five/cincuenta y cinco", 90: "ninety/noventa",
}  # fmt: skip

COUNTS = {1: "a/an/un", 2: "couple/couple of/a couple/a couple of/un par de"}

WEEKDAYS = (
    "monday mon lunes lun",
    "tuesday tue tues martes mar",
    "wednesday wed weds miercoles mie mier",
    "thursday thu thur thurs jueves jue",
    "friday fri viernes vie",
    "saturday sat sabado sab",
    "sunday sun domingo dom",
)

MONTHS = (
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sep sept septiembre setiembre",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
)

PARTS = {
    Part.DAWN: "de la madrugada/en la madrugada/por la madrugada",
    Part.MORNING: "morning/in the morning/de la manana/por la manana/en la manana/a la manana",
    Part.MIDDAY: "del mediodia/del medio dia/de mediodia/del dia",
    Part.AFTERNOON: "afternoon/in the afternoon/de la tarde/por la tarde/en la tarde/a la tarde",
    Part.EVENING: "evening/in the evening",
    Part.NIGHT: "night/at night/de la noche/por la noche/en la noche/a la noche",
}

TODAYS_PARTS = {
    Part.MORNING: "this morning/esta manana",
    Part.AFTERNOON: "this afternoon/esta tarde",
    Part.EVENING: "this evening",
    Part.NIGHT: "tonight/tonite/this night/esta noche",
}

SHIFTS = {
    -2: "anteayer/antier",
    -1: "yesterday/ayer",
    0: "today/hoy",
    1: "tomorrow/tmrw/tmr/tomorow/tommorow/tommorrow/manana",
    2: "day after tomorrow/the day after tomorrow/pasado manana",
    7: "a week from today/one week from today/de hoy en ocho/de hoy en 8",
}

WHICHES = {
    Which.THIS: "this/este",
    Which.AFTER_TODAY: "coming/this coming/upcoming/proximo/este proximo/que viene/que entra",
    Which.NEXT: "next",
}

WEEKS = {
    0: "this week/esta semana",
    1: "next week/proxima semana/la proxima semana/la semana proxima/semana que viene/la semana que viene",
}

UNITS = {
    1: "m/min/mins/minute/minutes/minuto/minutos",
    60: "h/hs/hr/hrs/hour/hours/hora/horas",
    DAY: "day/days/dia/dias",
    WEEK: "week/weeks/semana/semanas",
}

HALVES = {Part.AM: "am/a m", Part.PM: "pm/p m/p"}

PLAIN = {
    Kind.FIRST: "first/primero",
    Kind.ORDINAL: "st/nd/rd/th/o/ro/ero/do/to",
    Kind.NOON: "noon/midday/mid day/mediodia/medio dia/al mediodia/al medio dia/el mediodia/a mediodia/a medio dia",
    Kind.MIDNIGHT: "midnight/medianoche/media noche/a medianoche/a media noche/a la medianoche/la medianoche",
    Kind.HALF: "half/a half/media",
    Kind.QUARTER: "quarter/quarters/cuarto/cuartos",
    Kind.AND: "and/y",
    Kind.MINUS: "menos",
    Kind.PAST: "past/after",
    Kind.PLUS: "y",
    Kind.TO: "to/before",
    Kind.SHORT_OF: "para las/para la",
    Kind.IN: "in/en/dentro de",
    Kind.FROM_NOW: "from now",
    Kind.AT: "at/@/a las/a la/alas/las/la/para las/para la",
    Kind.ON: "on/el/para el/for",
    Kind.THE: "the/el/el dia/para el dia",
    Kind.OF: "of/de/del",
    Kind.EXACTLY: "oclock/o clock/sharp/en punto",
    Kind.UNTIL: "until/til/till/to/hasta/ends/ending/termina",
    Kind.FOR: "for/por/durante",
}


Meaning = int | Part | Which


def _phrases() -> Iterator[tuple[str, Kind, Meaning]]:
    """Every phrase of the tables with one thing that it can be."""
    yield from ((name, Kind.WEEKDAY, n) for n, row in enumerate(WEEKDAYS) for name in row.split())
    yield from ((name, Kind.MONTH, n) for n, row in enumerate(MONTHS, 1) for name in row.split())
    yield from ((phrase, kind, 1) for kind, row in PLAIN.items() for phrase in row.split("/"))
    tables: dict[Kind, Mapping[int, str] | Mapping[Part, str] | Mapping[Which, str]] = {
        Kind.NUMBER: NUMBERS,
        Kind.COUNT: COUNTS,
        Kind.PART: PARTS,
        Kind.TODAYS: TODAYS_PARTS,
        Kind.HALF_DAY: HALVES,
        Kind.SHIFT: SHIFTS,
        Kind.WHICH: WHICHES,
        Kind.WEEK_OF: WEEKS,
        Kind.UNIT: UNITS,
    }
    for kind, table in tables.items():
        yield from ((phrase, kind, value) for value, row in table.items() for phrase in row.split("/"))


def _vocabulary() -> Mapping[str, Mapping[Kind, Meaning]]:
    """Every phrase with all that it can be."""
    words: dict[str, dict[Kind, Meaning]] = defaultdict(dict)
    for phrase, kind, value in _phrases():
        words[phrase][kind] = value
    return dict(words)


VOCABULARY = _vocabulary()
LONGEST_PHRASE = max(len(phrase.split()) for phrase in VOCABULARY)
