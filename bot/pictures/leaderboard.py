"""The leaderboard as a picture: the group's doors first, then those who want to be compared."""

from bot.pictures.lettering import width, written
from bot.pictures.sheet import (
    BLUE,
    FAINT,
    GREEN,
    HUGE,
    INK,
    LARGE,
    MARGIN,
    MINE,
    SMALL,
    TEXT,
    TRACK,
    WIDTH,
    Sheet,
    Sketch,
)
from bot.pictures.telling import called, headline, sentences, span_title
from bot.words import Words
from db.facts.ranking import RankBy, Ranking, RankLine

SHOWN = 8  # so that a phone shows it as wide as it is
_HEAD, _ROW, _FOOT = 112, 33, 30
_PLACE, _BAR, _NUMBER = 34, 120, 42  # units for the number of a place, for the bar with its doors, for these


def sketch(ranking: Ranking, words: Words, *, mine: int | None = None) -> Sketch:
    """A picture with the first lines; the line of `mine` is marked, for a card that only they see."""
    shown = ranking.lines[:SHOWN]
    own = ranking.of(mine) if mine is not None else None
    extra = own if own is not None and own not in shown else None
    rows = len(shown) + (extra is not None)
    more = len(ranking.lines) + ranking.others - rows
    height = _HEAD + _ROW * rows + (_FOOT if more > 0 else 12)

    def draw(sheet: Sheet) -> None:
        _head(sheet, ranking, words)
        most = max((line.tally.doors for line in ranking.lines), default=1)
        for at, line in enumerate([*shown, *([extra] if extra else [])]):
            mark = words("picture.you") if line is own else ""
            _line(sheet, _HEAD + at * _ROW, line, ranking.by, line.tally.doors / most, own=mark, words=words)
        if more > 0:
            sheet.text(MARGIN, height - _FOOT / 2 - 2, words.n("picture.more", more), SMALL, colour=FAINT)

    key = ("leaderboard", words.language, ranking, mine if own else None)
    return Sketch("leaderboard", key, height, alt(ranking, words), draw)


def alt(ranking: Ranking, words: Words) -> str:
    """What the picture says, for those who do not see it; nobody is marked in it."""
    lines = [
        words(
            "picture.leaderboard.alt_line",
            place=line.place,
            name=called(line, ranking.by, words, drawn=False),
            doors=doors(line, words),
        )
        for line in ranking.lines[:SHOWN]
    ]
    head = words(
        "picture.leaderboard.alt",
        title=span_title(ranking, words, drawn=False),
        total=headline(ranking.total.doors, words),
    )
    return sentences([head, *lines])


def doors(line: RankLine, words: Words) -> str:
    """The doors of a line in words."""
    return words.n("picture.doors", line.tally.doors)


def _head(sheet: Sheet, ranking: Ranking, words: Words) -> None:
    sheet.text(MARGIN, 24, span_title(ranking, words), TEXT, colour=FAINT)
    wide = sheet.text(MARGIN, 60, words.number(ranking.total.doors), HUGE, bold=True, colour=GREEN)
    together = words.n("picture.together", ranking.total.doors)
    sheet.text(MARGIN + wide + 10, 60, together, LARGE, most=WIDTH - 2 * MARGIN - wide - 10)
    sheet.text(MARGIN, 90, _beside(ranking, words), SMALL, colour=FAINT)


def _beside(ranking: Ranking, words: Words) -> str:
    total = ranking.total
    return " · ".join((words.n("picture.talks", total.talks), words.n("picture.supporters", total.supporters)))


def _line(sheet: Sheet, y: float, line: RankLine, by: RankBy, share: float, *, own: str, words: Words) -> None:
    """A place, its name and its doors; `own` marks the line of whoever looks, in words."""
    middle, right = y + _ROW / 2, WIDTH - MARGIN
    if own:
        sheet.box(MARGIN - 10, y + 1, WIDTH - 2 * MARGIN + 20, _ROW - 2, MINE, round_=8)
    sheet.text(MARGIN + _PLACE - 10, middle, words.number(line.place), TEXT, bold=True, colour=FAINT, side="r", most=30)
    room: float = right - _BAR - MARGIN - _PLACE - 10
    if own:
        wide = sheet.text(right - _BAR - 8, middle, f"◀ {own}", SMALL, bold=True, colour=INK, side="r", most=70)
        room -= wide + 8
    name = _fitting(line, by, words, room, bold=bool(own))
    sheet.text(MARGIN + _PLACE, middle, name, TEXT, bold=bool(own), most=room)
    number = sheet.text(right, middle, words.number(line.tally.doors), TEXT, bold=True, side="r", most=_BAR - 20)
    length = _BAR - max(number, _NUMBER) - 8
    if length > 20:
        sheet.box(right - _BAR, middle - 4, length, 8, TRACK, round_=4)
        sheet.box(right - _BAR, middle - 4, max(8, length * share), 8, BLUE, round_=4)


def _fitting(line: RankLine, by: RankBy, words: Words, room: float, *, bold: bool) -> str:
    """The names of a line; where they are too long together, each is shortened, so that none is left out."""
    told = called(line, by, words)
    for most in (26, 23, 20, 16, 13, 11, 9, 7):
        if width(written(told), TEXT, bold=bold) <= room:
            break
        told = called(line, by, words, most=most)
    return told
