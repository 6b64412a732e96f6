"""What simulated volunteers do at the doors, and when: made up beforehand, much as people do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

PAD, UNDO, BACK, FIVE = "pad", "undo", "back", "five"
# Of a hundred doors: what happens there, and how often five in a row stay closed.
DOORS = {"nobody": 52, "talked": 22, "supporter": 13, "moved_on": 8, FIVE: 5}
# Of a hundred whom somebody talked with: what they take, most of them nothing.
TAKEN = {"talked": {"informed": 22, "event": 10}, "supporter": {"sign": 40, "event": 20, "informed": 15}}
SLIPS = 0.03  # presses that hit the wrong button, are undone, and pressed right

ARRIVING = 0.08  # of the span: within so much of it all of them open their pad
LEAVING = 0.06  # and in so much of it at the end they come back safe
BETWEEN = 65.0  # seconds from door to door, on average
LEAST = 12.0
SOON = 4.0  # from a door to what was taken there, and from a slip to its undoing


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """At this time from the beginning, the volunteer with this number presses that, which adds so many doors."""

    at: timedelta
    who: int
    what: str
    doors: int = 0


def walk(people: int, span: timedelta, chance: Random) -> list[Step]:
    """All that so many people press in this time, in order: everybody opens their pad first and is back at the end."""
    return sorted(step for who in range(people) for step in _one(who, span.total_seconds(), chance))


def _one(who: int, span: float, chance: Random) -> Iterator[Step]:
    def step(seconds: float, what: str, doors: int = 0) -> Step:
        return Step(timedelta(seconds=seconds), who, what, doors)

    begins, ends = chance.uniform(0, span * ARRIVING), chance.uniform(span * (1 - LEAVING), span)
    yield step(begins, PAD)
    at = begins + chance.uniform(SOON, BETWEEN)
    while at < ends - 4 * SOON:  # so that nothing of the last door comes after the way back
        what = _drawn(DOORS, chance)
        if chance.random() < SLIPS:
            wrong = _drawn({door: n for door, n in DOORS.items() if door != what}, chance)
            yield step(at, wrong, _doors(wrong))
            yield step(at + SOON / 2, UNDO, -_doors(wrong))
            at += SOON
        yield step(at, what, _doors(what))
        for nth, taken in enumerate(_takes(what, chance), start=1):
            yield step(at + nth * SOON / 2, taken)
        at += LEAST + chance.expovariate(1 / (BETWEEN - LEAST))
    yield step(ends, BACK)


def _doors(what: str) -> int:
    return 5 if what == FIVE else 1


def _drawn(weights: dict[str, int], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _takes(what: str, chance: Random) -> list[str]:
    return [taken for taken, of_hundred in TAKEN.get(what, {}).items() if chance.random() * 100 < of_hundred]
