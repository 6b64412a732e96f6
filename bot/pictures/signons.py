"""Who stands with the campaign, as a picture for a flyer or a post: only those who agreed to be named."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.signons_flyer import Flyer
from bot.pictures import lettering
from bot.pictures.sheet import DRAWN, FAINT, GREEN, HUGE, INK, LARGE, MARGIN, SMALL, TEXT, TRACK, WIDTH, Sheet, Sketch
from bot.pictures.telling import sentences
from bot.words import Words

SHOWN = 40
"""Names in one picture; the rest is told as a number, and stands in the text."""

_HEAD, _KIND, _LINE, _FOOT = 124, 40, 24, 40


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    y: float
    head: bool = False


def sketch(flyer: Flyer, words: Words) -> Sketch:
    """A picture with the names by kind."""
    rows, height = _laid_out(flyer, words)
    more = flyer.total - SHOWN

    def draw(sheet: Sheet) -> None:
        sheet.text(MARGIN, 28, flyer.campaign or words("signon.flyer.us"), LARGE, bold=True, most=WIDTH - 2 * MARGIN)
        wide = sheet.text(MARGIN, 72, words.number(flyer.total), HUGE, bold=True, colour=GREEN)
        sheet.text(MARGIN + wide + 10, 72, words.n("signon.flyer.stand", flyer.total), TEXT, most=340 - wide)
        sheet.box(MARGIN, 100, WIDTH - 2 * MARGIN, 2, TRACK, round_=1)
        for row in rows:
            colour, size = (FAINT, SMALL) if row.head else (INK, TEXT)
            sheet.text(MARGIN, row.y, row.text, size, bold=row.head, colour=colour, most=WIDTH - 2 * MARGIN)
        if more > 0:
            sheet.text(MARGIN, height - _FOOT / 2, words.n("picture.more", more), SMALL, colour=FAINT)

    return Sketch("sign-ons", ("sign-ons", words.language, flyer), height, alt(flyer, words), draw)


def alt(flyer: Flyer, words: Words) -> str:
    """What the picture says, for those who do not see it."""
    head = f"{words.number(flyer.total)} {words.n('signon.flyer.stand', flyer.total)}"
    return sentences([head, *(f"{words(f'kind.{kind}')}: {words.all_of(names)}" for kind, names in flyer.groups)])


def _laid_out(flyer: Flyer, words: Words) -> tuple[list[_Row], int]:
    """Where each line stands, and how high that makes the picture."""
    rows: list[_Row] = []
    y, left = float(_HEAD), SHOWN
    for kind, names in flyer.groups:
        if left <= 0:
            break
        rows.append(_Row(words(f"kind.{kind}"), y, head=True))
        y += _KIND - 14
        for name in names[:left]:
            for line in _lines(name):
                rows.append(_Row(line, y))
                y += _LINE
        left -= len(names)
        y += 14
    return rows, round(y + (_FOOT if flyer.total > SHOWN else 0))


def _lines(name: str) -> Sequence[str]:
    """A name in two rows where one is too short; a row that is still too long is cut as it is drawn."""
    words, most = name.split(), (WIDTH - 2 * MARGIN) * DRAWN
    fits = [n for n in range(1, len(words) + 1) if _wide(" ".join(words[:n])) <= most]
    first = fits[-1] if fits else len(words)
    return [" ".join(part) for part in (words[:first], words[first:]) if part]


def _wide(text: str) -> float:
    return lettering.width(lettering.written(text), TEXT * DRAWN)
