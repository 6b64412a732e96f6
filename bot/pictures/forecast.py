"""The forecast as a picture: how many sessions it takes with how many people, on slow, usual and good days."""

from bot.pictures.sheet import (
    FAINT,
    GREEN,
    HUGE,
    INK,
    LARGE,
    LINE,
    MARGIN,
    MINE,
    SMALL,
    TEXT,
    WIDTH,
    Sheet,
    Sketch,
)
from bot.pictures.telling import decimal, sentences
from bot.words import Words
from db.facts.campaign import ForecastFacts

PACES = (("slow", 0.75), ("usual", 1.0), ("good", 1.25))
"""Days as they come: with fewer doors in an hour than usual, with as many, with more."""

_HEAD, _ROW, _FOOT = 176, 46, 40
_PEOPLE, _COLUMN = 126, (WIDTH - 2 * MARGIN - 126) / len(PACES)


def sketch(facts: ForecastFacts, words: Words) -> Sketch:
    """A table of people and sessions; the usual turnout is marked."""
    rows = facts.turnouts
    height = _HEAD + _ROW * len(rows) + _FOOT

    def draw(sheet: Sheet) -> None:
        _head(sheet, facts, words)
        for at, people in enumerate(rows):
            _turnout(sheet, _HEAD + at * _ROW, facts, people, words)
        sheet.text(MARGIN, height - _FOOT / 2 - 2, _paces(facts, words), SMALL, colour=FAINT)

    return Sketch("forecast", (words.language, facts), height, alt(facts, words), draw)


def alt(facts: ForecastFacts, words: Words) -> str:
    """What the picture says, for those who do not see it."""
    told = [words("picture.forecast.alt"), words.n("picture.forecast.left", facts.left or 0)]
    for people in facts.turnouts:
        cells = [
            words("picture.forecast.alt_cell", pace=words(f"picture.forecast.{name}"), n=sessions(facts, people, pace))
            for name, pace in PACES
        ]
        told.append(f"{words.n('picture.forecast.people', people)}: {', '.join(cells)}")
    told.append(_paces(facts, words))
    return sentences(told)


def sessions(facts: ForecastFacts, people: int, pace: float = 1.0) -> int:
    """How many sessions it takes."""
    return facts.sessions_with(people, pace=pace)


def _head(sheet: Sheet, facts: ForecastFacts, words: Words) -> None:
    sheet.text(MARGIN, 26, words("picture.forecast.title"), TEXT, colour=FAINT)
    wide = sheet.text(MARGIN, 66, words.number(facts.needed), HUGE, bold=True, colour=GREEN)
    with_people = words.n("picture.forecast.with", facts.people)
    told = words.n("picture.forecast.sessions", facts.needed, people=with_people)
    sheet.text(MARGIN + wide + 10, 66, told, LARGE, most=WIDTH - 2 * MARGIN - wide - 10)
    sheet.text(MARGIN, 100, words.n("picture.forecast.left", facts.left or 0), SMALL, colour=FAINT)
    sheet.text(MARGIN, 146, words("picture.forecast.day"), SMALL, colour=FAINT, most=_PEOPLE - 8)
    for at, (name, _) in enumerate(PACES):
        middle = MARGIN + _PEOPLE + _COLUMN * (at + 0.5)
        sheet.text(middle, 146, words(f"picture.forecast.{name}"), SMALL, bold=True, side="m", most=_COLUMN - 6)
    sheet.line([(MARGIN, 164), (WIDTH - MARGIN, 164)], LINE, 1.5)


def _turnout(sheet: Sheet, y: float, facts: ForecastFacts, people: int, words: Words) -> None:
    usual, middle = people == facts.people, y + _ROW / 2
    if usual:
        sheet.box(MARGIN - 10, y + 2, WIDTH - 2 * MARGIN + 20, _ROW - 4, MINE, round_=8)
    told = words.n("picture.forecast.people", people)
    sheet.text(MARGIN, middle, told, TEXT, bold=usual, most=_PEOPLE - 8)
    for at, (name, pace) in enumerate(PACES):
        number = words.number(sessions(facts, people, pace))
        x = MARGIN + _PEOPLE + _COLUMN * (at + 0.5)
        strong = name == "usual"
        sheet.text(x, middle, number, LARGE, bold=strong, colour=INK if strong else FAINT, side="m", most=_COLUMN - 6)


def _paces(facts: ForecastFacts, words: Words) -> str:
    whole = facts.rate >= 10
    rates = [decimal(round(facts.rate * pace) if whole else facts.rate * pace, words) for _, pace in PACES]
    return words("picture.forecast.paces", slow=rates[0], usual=rates[1], good=rates[2])
