"""The picture of the day: what a session did together."""

from bot.pictures.lettering import lines, written
from bot.pictures.sheet import (
    AMBER,
    BLUE,
    FAINT,
    GREEN,
    GREY,
    HUGE,
    LARGE,
    LINE,
    MARGIN,
    SMALL,
    TEXT,
    TRACK,
    WIDTH,
    Sheet,
    Sketch,
)
from bot.pictures.telling import headline, percent, rate, sentences
from bot.words import Words
from db.facts.doors import ASKS, DOORS, BoardFacts, Outcome

_COLOURS = {Outcome.NOBODY: GREY, Outcome.TALKED: BLUE, Outcome.SUPPORTER: GREEN, Outcome.MOVED_ON: AMBER}
_GOAL, _ROW, _RATE, _TAKEN = 38, 32, 30, 80  # units from top to bottom
_LABEL, _NUMBER = 150, 64  # units from left to right


def sketch(board: BoardFacts, zone: str, words: Words) -> Sketch:
    """A session's totals: doors beside the goal, outcomes, what was taken at the doors, contact rate."""
    asked = [ask for ask in ASKS if board.total.of(ask)]
    height = 112 + (_GOAL if board.goal else 0) + _ROW * len(DOORS) + _RATE + (_TAKEN if asked else 6)

    def draw(sheet: Sheet) -> None:
        y = _head(sheet, board, zone, words)
        y = _outcomes(sheet, y, board, words)
        _taken(sheet, y, board, asked, words)

    key = (
        "day",
        words.language,
        board.name,
        board.starts_at,
        zone,
        board.goal,
        tuple(sorted(board.total.counts.items())),
    )
    return Sketch("day", key, height, alt(board, zone, words), draw)


def alt(board: BoardFacts, zone: str, words: Words) -> str:
    """What the picture says, for those who do not see it."""
    total = board.total
    name = " ".join(board.name.split()) or words("canvass.unnamed")
    told = [words("picture.day.alt", name=name, day=words.day(board.starts_at, zone))]
    told.append(headline(total.doors, words))
    if board.share is not None:
        told.append(_goal(board, words))
    counted = [(one, total.of(one)) for one in (*DOORS, *ASKS)]
    told += [words("picture.alt_pair", what=_label(one, n, words), n=n) for one, n in counted]
    told.append(_rate(board, words))
    return sentences(told)


def _name(board: BoardFacts, words: Words) -> str:
    return board.name if written(board.name) else words("canvass.unnamed")


def _label(outcome: Outcome, n: int, words: Words) -> str:
    key = f"picture.outcome.{outcome.value}"
    return words.n(key, n) if outcome in ASKS else words(key)


def _goal(board: BoardFacts, words: Words) -> str:
    return words("picture.goal", percent=percent(board.share or 0, words), goal=board.goal or 0)


def _rate(board: BoardFacts, words: Words) -> str:
    share = board.total.contact_rate
    return words("picture.rate", percent=rate(share, words)) if share is not None else words("picture.no_doors")


def _head(sheet: Sheet, board: BoardFacts, zone: str, words: Words) -> float:
    sheet.text(MARGIN, 24, _name(board, words), LARGE, bold=True)
    sheet.text(MARGIN, 46, words.day(board.starts_at, zone), SMALL, colour=FAINT)
    wide = sheet.text(MARGIN, 84, words.number(board.total.doors), HUGE, bold=True, colour=GREEN)
    together = words.n("picture.together", board.total.doors)
    sheet.text(MARGIN + wide + 10, 84, together, LARGE, most=WIDTH - 2 * MARGIN - wide - 10)
    if board.share is None:
        return 112
    sheet.bar(106, board.share, high=14)
    sheet.text(MARGIN, 134, _goal(board, words), SMALL, colour=FAINT)
    return 112 + _GOAL


def _outcomes(sheet: Sheet, y: float, board: BoardFacts, words: Words) -> float:
    most = max([board.total.of(one) for one in DOORS] + [1])
    start, length = MARGIN + _LABEL, WIDTH - 2 * MARGIN - _LABEL - _NUMBER
    for outcome in DOORS:
        n, middle = board.total.of(outcome), y + _ROW / 2
        sheet.text(MARGIN, middle, _label(outcome, n, words), TEXT, most=_LABEL - 10)
        sheet.box(start, middle - 5, length, 10, TRACK, round_=5)
        if n > 0:
            sheet.box(start, middle - 5, max(10, length * n / most), 10, _COLOURS[outcome], round_=5)
        sheet.text(WIDTH - MARGIN, middle, words.number(n), LARGE, bold=True, side="r", most=_NUMBER - 8)
        y += _ROW
    sheet.text(MARGIN, y + 12, _rate(board, words), SMALL, colour=FAINT)
    return y + _RATE


def _taken(sheet: Sheet, y: float, board: BoardFacts, asked: list[Outcome], words: Words) -> None:
    """What was taken, side by side: the number, and below it what it is."""
    if not asked:
        return
    sheet.line([(MARGIN, y + 4), (WIDTH - MARGIN, y + 4)], LINE, 1)
    room = (WIDTH - 2 * MARGIN) / len(ASKS)
    for at, ask in enumerate(asked):
        x, n = MARGIN + room * at, board.total.of(ask)
        sheet.text(x, y + 26, words.number(n), LARGE, bold=True, most=room - 10)
        for row, told in enumerate(lines(_label(ask, n, words), room - 10, SMALL)):
            sheet.text(x, y + 48 + 17 * row, told, SMALL, colour=FAINT, most=room - 10)
