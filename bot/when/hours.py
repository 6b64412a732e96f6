"""Reading a time of day alone, as quiet hours need it."""

from datetime import time

from bot.when.grammar import readings
from bot.when.line import Line, NotUnderstoodError
from bot.when.said import HOUR
from bot.when.starts import clipped
from bot.when.words import DAY
from db.refusals import AmbiguousClock, NotAClock


def read_clock(typed: str) -> time:
    """Read a time of day: "9pm", "21:00", "9 de la noche", "medianoche".

    Every hour of the day is as likely as another here, so 1 to 12 need "am", "pm", a part of the day or a leading zero.

    Raises NotAClock for what is not wholly understood, and AmbiguousClock for "9". Each keeps what was typed.
    """
    shown = clipped(typed)
    try:
        said = readings(Line(typed), alone=True)
    except NotUnderstoodError:
        raise NotAClock(shown) from None
    clocks = [one for one in said if one.clock and not one.names_a_day]
    times = sorted({minutes % DAY for one in clocks if one.clock for minutes in one.clock.minutes(one.part)})
    if not times:
        raise NotAClock(shown)
    first, *others = [time(minutes // HOUR, minutes % HOUR) for minutes in times]
    if others:
        raise AmbiguousClock(shown, first, others[0])
    return first
