"""The campaign as pictures: doors over time against the goal, neighborhoods, doors that open, leaders who sign on."""

from datetime import date

from bot.pictures.lettering import written
from bot.pictures.sheet import (
    AMBER,
    BLUE,
    FAINT,
    GREEN,
    HUGE,
    LARGE,
    LINE,
    MARGIN,
    SMALL,
    TEXT,
    TRACK,
    WIDTH,
    Colour,
    Sheet,
    Side,
    Sketch,
)
from bot.pictures.telling import headline, percent, rate, sentences, short_day
from bot.words import Words
from db.facts.campaign import DayProgress, ProgressFacts, TurfProgress

TURFS_SHOWN = 6  # so that a phone shows them as wide as they are
DAYS_SHOWN = 7  # columns whose numbers stand beside each other without touching
_FILL: Colour = (205, 228, 214)
_TOP, _HIGH = 128, 190  # where the drawing of doors over time begins, and how high it is


# ---- doors over time -----------------------------------------------------------------------------


def growth(facts: ProgressFacts, words: Words) -> Sketch:
    """How the campaign's doors grew, day by day, beside the goal."""

    def draw(sheet: Sheet) -> None:
        sheet.text(MARGIN, 26, words("picture.growth"), TEXT, colour=FAINT)
        wide = sheet.text(MARGIN, 66, words.number(facts.total.doors), HUGE, bold=True, colour=GREEN)
        sheet.text(MARGIN + wide + 10, 66, words.n("picture.together", facts.total.doors), LARGE, most=340 - wide - 10)
        if facts.share is not None:
            sheet.text(MARGIN, 98, _goal(facts, words), SMALL, colour=FAINT)
        _curve(sheet, facts, words)

    key = ("growth", words.language, facts.goal, facts.days, facts.total.doors)
    return Sketch("growth", key, _TOP + _HIGH + 42, growth_alt(facts, words), draw)


def growth_alt(facts: ProgressFacts, words: Words) -> str:
    """What that picture says, for those who do not see it: the goal, and the last days."""
    told = [words("picture.growth"), headline(facts.total.doors, words)]
    if facts.share is not None:
        told.append(_goal(facts, words))
    told += [
        words("picture.growth_alt", day=short_day(one.day, words), doors=words.n("picture.doors", one.doors_so_far))
        for one in facts.days[-10:]
    ]
    return sentences(told)


def _goal(facts: ProgressFacts, words: Words) -> str:
    return words("picture.goal", percent=percent(facts.share or 0, words), goal=facts.goal or 0)


def _curve(sheet: Sheet, facts: ProgressFacts, words: Words) -> None:
    left, right, floor = MARGIN, WIDTH - MARGIN - 8, _TOP + _HIGH
    top = max(facts.goal or 0, max((one.doors_so_far for one in facts.days), default=0), 1)
    first, last = facts.days[0].day, facts.days[-1].day
    days = max((last - first).days, 1)

    def spot(day: date, doors: int) -> tuple[float, float]:
        # With a single day there is nothing to the left of it but the beginning.
        share = (day - first).days / days if last > first else 1
        return left + 8 + (right - left - 8) * share, floor - (_HIGH - 30) * max(doors, 0) / top

    spots = [spot(one.day, one.doors_so_far) for one in facts.days]
    line = [(left + 8.0, float(floor)), *spots]
    sheet.area([*line, (line[-1][0], floor)], _FILL)
    sheet.line([(left, floor), (WIDTH - MARGIN, floor)], LINE, 1.5)
    if facts.goal:
        height = spot(first, facts.goal)[1]
        sheet.dashes(height, left, WIDTH - MARGIN, AMBER)
        sheet.text(left, height - 13, words("picture.goal_line", goal=facts.goal), SMALL, bold=True, colour=AMBER)
    sheet.line(line, GREEN, 3)
    for x, y in spots[-40:] if len(spots) <= 40 else spots[-1:]:
        sheet.dot(x, y, 4, GREEN)
    if last > first:
        sheet.text(left, floor + 20, short_day(first, words), SMALL, colour=FAINT, most=150)
    sheet.text(WIDTH - MARGIN, floor + 20, short_day(last, words), SMALL, colour=FAINT, side="r", most=150)


# ---- neighborhoods -------------------------------------------------------------------------------


def turfs(facts: ProgressFacts, words: Words) -> Sketch:
    """How far each neighborhood is; those that are not finished come first."""
    ordered = sorted(facts.turfs, key=lambda turf: turf.finished)
    shown, more = ordered[:TURFS_SHOWN], len(ordered) - TURFS_SHOWN
    height = 52 + 52 * len(shown) + (26 if more > 0 else 0) + 8

    def draw(sheet: Sheet) -> None:
        sheet.text(MARGIN, 26, words("picture.turfs"), TEXT, colour=FAINT)
        for at, turf in enumerate(shown):
            _turf(sheet, 48 + 52 * at, turf, words)
        if more > 0:
            sheet.text(MARGIN, height - 20, words.n("picture.more_turfs", more), SMALL, colour=FAINT)

    return Sketch("neighborhoods", ("turfs", words.language, tuple(ordered)), height, turfs_alt(facts, words), draw)


def turfs_alt(facts: ProgressFacts, words: Words) -> str:
    """What that picture says, for those who do not see it."""
    ordered = sorted(facts.turfs, key=lambda turf: turf.finished)
    told = [
        f"{' '.join(turf.name.split()) or words('picture.unwritten')}: {_standing(turf, words)}"
        for turf in ordered[:TURFS_SHOWN]
    ]
    return sentences([words("picture.turfs"), *told])


def _turf_name(turf: TurfProgress, words: Words) -> str:
    return turf.name if written(turf.name) else words("picture.unwritten")


def _standing(turf: TurfProgress, words: Words) -> str:
    if turf.finished:
        return words("picture.turf_done", doors=turf.doors)
    if turf.goal:
        return words("picture.turf_goal", doors=turf.doors, goal=turf.goal)
    return words.n("picture.doors", turf.doors)


def _turf(sheet: Sheet, y: float, turf: TurfProgress, words: Words) -> None:
    standing = _standing(turf, words)
    wide = sheet.text(WIDTH - MARGIN, y + 14, standing, SMALL, bold=True, colour=FAINT, side="r", most=180)
    sheet.text(MARGIN, y + 14, _turf_name(turf, words), TEXT, most=WIDTH - 2 * MARGIN - wide - 12)
    share = 1.0 if turf.finished else turf.share
    if share is not None:
        sheet.bar(y + 29, share, high=12, colour=GREEN if share >= 1 else BLUE)
    else:
        sheet.line([(MARGIN, y + 35), (WIDTH - MARGIN, y + 35)], TRACK, 1.5)


# ---- doors that open -----------------------------------------------------------------------------


def contact(facts: ProgressFacts, words: Words) -> Sketch:
    """The share of doors at which somebody opened, over the last days."""
    days = [one for one in facts.days if one.tally.contact_rate is not None][-DAYS_SHOWN:]

    def draw(sheet: Sheet) -> None:
        sheet.text(MARGIN, 26, words("picture.contact"), TEXT, colour=FAINT)
        share = facts.total.contact_rate or 0
        wide = sheet.text(MARGIN, 66, rate(share, words), HUGE, bold=True, colour=BLUE)
        sheet.text(MARGIN + wide + 12, 66, words("picture.contact_all"), TEXT, most=340 - wide - 12)
        _columns(sheet, days, words)

    key = ("contact", words.language, tuple(days), facts.total.contact_rate)
    return Sketch("contact", key, 258, contact_alt(facts, words), draw)


def contact_alt(facts: ProgressFacts, words: Words) -> str:
    """What that picture says, for those who do not see it."""
    days = [one for one in facts.days if one.tally.contact_rate is not None][-DAYS_SHOWN:]
    whole = f"{rate(facts.total.contact_rate or 0, words)} {words('picture.contact_all')}"
    told = [f"{short_day(one.day, words)}: {rate(one.tally.contact_rate or 0, words)}" for one in days]
    return sentences([words("picture.contact"), whole, *told])


def _columns(sheet: Sheet, days: list[DayProgress], words: Words) -> None:
    floor, high, room = 220, 100, (WIDTH - 2 * MARGIN) / DAYS_SHOWN
    for at, one in enumerate(days):
        share, middle = one.tally.contact_rate or 0, MARGIN + room * (at + 0.5)
        tall = max(2, high * share)
        sheet.box(middle - 14, floor - tall, 28, tall, BLUE, round_=4)
        sheet.text(middle, floor - tall - 13, rate(share, words), SMALL, bold=True, side="m", most=room)
    sheet.line([(MARGIN, floor), (WIDTH - MARGIN, floor)], LINE, 1.5)
    if days:
        sheet.text(MARGIN, floor + 18, short_day(days[0].day, words), SMALL, colour=FAINT, most=150)
    if len(days) > 1:
        middle = MARGIN + room * (len(days) - 0.5)
        side: Side = "r" if len(days) == DAYS_SHOWN else "m"
        x = WIDTH - MARGIN if side == "r" else middle
        sheet.text(x, floor + 18, short_day(days[-1].day, words), SMALL, colour=FAINT, side=side, most=150)


# ---- leaders who stand with us -------------------------------------------------------------------


def sign_ons(facts: ProgressFacts, words: Words) -> Sketch:
    """How many of each kind of leader stand with the campaign; where the bar is empty, nobody does yet."""
    count = sum(n for _, n in facts.sign_ons)
    most = max((n for _, n in facts.sign_ons), default=0)

    def draw(sheet: Sheet) -> None:
        sheet.text(MARGIN, 26, words("picture.signons"), TEXT, colour=FAINT)
        wide = sheet.text(MARGIN, 66, words.number(count), HUGE, bold=True, colour=GREEN)
        sheet.text(MARGIN + wide + 10, 66, words.n("signon.flyer.stand", count), LARGE, most=340 - wide - 10)
        for at, (kind, n) in enumerate(facts.sign_ons):
            y = 98 + 46 * at
            number = sheet.text(WIDTH - MARGIN, y + 12, words.number(n), SMALL, bold=True, colour=FAINT, side="r")
            sheet.text(MARGIN, y + 12, words(f"prospect.kinds.{kind}"), TEXT, most=WIDTH - 2 * MARGIN - number - 12)
            sheet.bar(y + 25, n / most if most else 0, high=12, colour=GREEN)

    key = ("sign-ons", words.language, facts.sign_ons)
    return Sketch("leaders", key, 98 + 46 * len(facts.sign_ons) + 8, sign_ons_alt(facts, words), draw)


def sign_ons_alt(facts: ProgressFacts, words: Words) -> str:
    """What that picture says, for those who do not see it."""
    count = sum(n for _, n in facts.sign_ons)
    head = f"{words.number(count)} {words.n('signon.flyer.stand', count)}"
    told = [f"{words(f'prospect.kinds.{kind}')}: {words.number(n)}" for kind, n in facts.sign_ons]
    return sentences([words("picture.signons"), head, *told])
