"""The picture of the day: what a session did together."""

from bot.pictures.lettering import written
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
_ROW = 44
_NUMBER = 62


def sketch(board: BoardFacts, zone: str, words: Words) -> Sketch:
    """A session's totals: doors beside the goal, outcomes, what was taken at the doors, contact rate."""
    goal = 40 if board.goal else 0
    asked = [ask for ask in ASKS if board.total.of(ask)]
    height = 124 + goal + _ROW * len(DOORS) + 34 + (40 + 28 * len(asked) if asked else 0) + 14

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
    told += [words("picture.alt_pair", what=_label(one, words), n=total.of(one)) for one in (*DOORS, *ASKS)]
    told.append(_rate(board, words))
    return sentences(told)


def _name(board: BoardFacts, words: Words) -> str:
    return board.name if written(board.name) else words("canvass.unnamed")


def _label(outcome: Outcome, words: Words) -> str:
    return words(f"picture.outcome.{outcome.value}")


def _goal(board: BoardFacts, words: Words) -> str:
    return words("picture.goal", percent=percent(board.share or 0, words), goal=board.goal or 0)


def _rate(board: BoardFacts, words: Words) -> str:
    share = board.total.contact_rate
    return words("picture.rate", percent=rate(share, words)) if share is not None else words("picture.no_doors")


def _head(sheet: Sheet, board: BoardFacts, zone: str, words: Words) -> float:
    sheet.text(MARGIN, 26, _name(board, words), LARGE, bold=True)
    sheet.text(MARGIN, 50, words.day(board.starts_at, zone), SMALL, colour=FAINT)
    wide = sheet.text(MARGIN, 90, words.number(board.total.doors), HUGE, bold=True, colour=GREEN)
    sheet.text(MARGIN + wide + 10, 90, words.n("picture.together", board.total.doors), LARGE, most=340 - wide - 10)
    if board.share is None:
        return 124
    sheet.bar(114, board.share, high=16)
    sheet.text(MARGIN, 144, _goal(board, words), SMALL, colour=FAINT)
    return 164


def _outcomes(sheet: Sheet, y: float, board: BoardFacts, words: Words) -> float:
    most = max([board.total.of(one) for one in DOORS] + [1])
    length = WIDTH - 2 * MARGIN - _NUMBER
    for outcome in DOORS:
        n = board.total.of(outcome)
        sheet.text(MARGIN, y + 12, _label(outcome, words), TEXT, most=length)
        sheet.box(MARGIN, y + 25, length, 10, TRACK, round_=5)
        if n > 0:
            sheet.box(MARGIN, y + 25, max(10, length * n / most), 10, _COLOURS[outcome], round_=5)
        sheet.text(WIDTH - MARGIN, y + 22, words.number(n), LARGE, bold=True, side="r", most=_NUMBER - 8)
        y += _ROW
    sheet.text(MARGIN, y + 12, _rate(board, words), SMALL, colour=FAINT)
    return y + 34


def _taken(sheet: Sheet, y: float, board: BoardFacts, asked: list[Outcome], words: Words) -> None:
    if not asked:
        return
    sheet.line([(MARGIN, y + 2), (WIDTH - MARGIN, y + 2)], LINE, 1)
    sheet.text(MARGIN, y + 22, words("picture.taken"), TEXT, bold=True)
    for at, ask in enumerate(asked):
        sheet.text(MARGIN, y + 50 + 28 * at, _label(ask, words), TEXT, most=280)
        number = words.number(board.total.of(ask))
        sheet.text(WIDTH - MARGIN, y + 50 + 28 * at, number, LARGE, bold=True, side="r", most=80)
