"""What pictures and the cards around them call things, in words."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from bot.pictures.lettering import written
from bot.pictures.sheet import ALT_MOST
from bot.words import Words
from db.facts.ranking import RankBy, Ranking, RankLine, Span

_TITLES = {
    Span.SESSION: "picture.span.session",
    Span.WEEK: "picture.span.week",
    Span.CAMPAIGN: "picture.span.campaign",
}


def span_title(ranking: Ranking, words: Words, *, drawn: bool = True) -> str:
    """Which doors are compared: «This week», or a session's name."""
    name = " ".join(ranking.name.split())
    if ranking.span is Span.SESSION and (written(name) if drawn else name):
        return name
    return words(_TITLES[ranking.span])


def called(line: RankLine, by: RankBy, words: Words, *, drawn: bool = True, most: int = 100) -> str:
    """The names in a line; who has none here is a neighbor. A name that the font lacks is in the list, not drawn."""
    unnamed = words("canvass.unnamed" if by is RankBy.CREWS else "picture.neighbor")
    lacking = words("picture.unwritten")
    return words.all_of(
        (lacking if drawn and not written(name) else shortened(" ".join(name.split()), most)) or unnamed
        if name
        else unnamed
        for name in line.names
    )


def headline(doors: int, words: Words) -> str:
    """The group's doors: «412 doors together»."""
    return f"{words.number(doors)} {words.n('picture.together', doors)}"


def short_day(day: date, words: Words) -> str:
    """A day as short as it can be written: «Nov 28»."""
    return str(format_skeleton("MMMd", day, locale=words.locale))


def percent(share: float, words: Words) -> str:
    """A share: «42 %». It is 100 only when all of it is reached."""
    return words("picture.percent", n=int(share * 100 + 1e-9))


def rate(share: float, words: Words) -> str:
    """The same, rounded to the nearest."""
    return words("picture.percent", n=round(share * 100))


def decimal(number: float, words: Words) -> str:
    """A number with what matters of it: «12», but «3.5»."""
    return format_decimal(round(number, 0 if number >= 10 else 1), format="#,##0.#", locale=words.locale)


def sentences(parts: Iterable[str]) -> str:
    """What a picture says, one sentence after the other, no longer than Discord takes."""
    return shortened(" ".join(f"{part.rstrip('. ')}." for part in parts), ALT_MOST)


def shortened(text: str, most: int) -> str:
    """A text that is no longer than so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
