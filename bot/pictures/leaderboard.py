"""The leaderboard as a picture: the group's doors first, then those who want to be compared."""

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
from db.facts.ranking import Ranking, RankLine

SHOWN = 10
_HEAD, _ROW, _FOOT = 132, 50, 34
_PLACE = 34  # units for the number of a place


def sketch(ranking: Ranking, words: Words, *, mine: int | None = None) -> Sketch:
    """A picture with the first ten lines; the line of `mine` is marked, for a card that only they see."""
    shown = ranking.lines[:SHOWN]
    own = ranking.of(mine) if mine is not None else None
    extra = own if own is not None and own not in shown else None
    rows = len(shown) + (extra is not None)
    more = len(ranking.lines) - rows
    height = _HEAD + _ROW * rows + (_FOOT if more > 0 else 12)

    def draw(sheet: Sheet) -> None:
        _head(sheet, ranking, words)
        most = max((line.tally.doors for line in ranking.lines), default=1)
        for at, line in enumerate([*shown, *([extra] if extra else [])]):
            name = called(line, ranking.by, words)
            mark = words("picture.you") if line is own else ""
            _line(sheet, _HEAD + at * _ROW, line, name, line.tally.doors / most, own=mark, words=words)
        if more > 0:
            sheet.text(MARGIN, height - _FOOT / 2 - 4, words.n("picture.more", more), SMALL, colour=FAINT)

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
        "picture.leaderboard.alt", title=span_title(ranking, words), total=headline(ranking.total.doors, words)
    )
    return sentences([head, *lines])


def doors(line: RankLine, words: Words) -> str:
    """The doors of a line in words."""
    return words.n("picture.doors", line.tally.doors)


def _head(sheet: Sheet, ranking: Ranking, words: Words) -> None:
    sheet.text(MARGIN, 26, span_title(ranking, words), TEXT, colour=FAINT)
    wide = sheet.text(MARGIN, 66, words.number(ranking.total.doors), HUGE, bold=True, colour=GREEN)
    sheet.text(MARGIN + wide + 10, 66, words.n("picture.together", ranking.total.doors), LARGE, most=340 - wide - 10)
    sheet.text(MARGIN, 102, _beside(ranking, words), SMALL, colour=FAINT)


def _beside(ranking: Ranking, words: Words) -> str:
    total = ranking.total
    return " · ".join((words.n("picture.talks", total.talks), words.n("picture.supporters", total.supporters)))


def _line(sheet: Sheet, y: float, line: RankLine, name: str, share: float, *, own: str, words: Words) -> None:
    """A place, its name and its doors; `own` marks the line of whoever looks, in words."""
    if own:
        sheet.box(MARGIN - 10, y - 2, WIDTH - 2 * MARGIN + 20, _ROW - 4, MINE, round_=8)
    sheet.text(MARGIN + _PLACE - 10, y + 15, words.number(line.place), TEXT, bold=True, colour=FAINT, side="r", most=34)
    right = WIDTH - MARGIN
    number = sheet.text(right, y + 15, words.number(line.tally.doors), TEXT, bold=True, side="r")
    room = right - number - 12 - MARGIN - _PLACE
    if own:
        wide = sheet.text(right - number - 12, y + 15, f"◀ {own}", SMALL, bold=True, colour=INK, side="r", most=70)
        room -= wide + 8
    sheet.text(MARGIN + _PLACE, y + 15, name, TEXT, bold=bool(own), most=room)
    length = right - MARGIN - _PLACE
    sheet.box(MARGIN + _PLACE, y + 30, length, 8, TRACK, round_=4)
    sheet.box(MARGIN + _PLACE, y + 30, max(8, length * share), 8, BLUE, round_=4)
