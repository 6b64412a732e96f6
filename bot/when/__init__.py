"""Typed times, in English and Spanish and both mixed: what begins, what ends, and an hour alone.

The rooms, in the order in which a text passes through them:

    words.py     the words of both languages, as tables
    line.py      what was typed → a line of words that know all they can mean
    clocks.py    the grammar of hours and lengths
    grammar.py   the grammar of days, and of the whole text → every reading (said.py)
    days.py      a reading → the dates that it can mean
    instants.py  a reading → the one instant, or the refusal that says why there is none
    starts.py, ends.py, hours.py   the three questions that the bot asks; exact.py, timestamps and ISO;
                 whole_days.py, a day without an hour
"""

from bot.when.ends import read_end
from bot.when.hours import read_clock
from bot.when.starts import read_time
from bot.when.whole_days import read_day, read_lately

__all__ = ["read_clock", "read_day", "read_end", "read_lately", "read_time"]
