"""Who knocks with whom: a pure rule, the same pairs for the same people.

Two people are worth the more together, the more they give each other (`worth`). The people who are hardest to
place choose first, each the partner of most worth among those left: newcomers, for a pair needs somebody who has
done it before; and those with the fewest languages. Where two are left together who share no language, they then
change partners with another pair. That is not always the best of all possible deals, but it gives newcomers
veterans while there are any, it is done at once for hundreds, and a captain can follow why somebody is where they
are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Knocker:
    """What counts in a partner; without a language, a person is taken to get along in any."""

    person_id: int
    newcomer: bool = False
    driver: bool = False
    languages: frozenset[str] = frozenset()


Group = tuple[Knocker, ...]


def pair_up(people: Sequence[Knocker]) -> list[Group]:
    """Groups of two, and one of three where the number is odd, for two people or more.

    The order of the people decides between equals.
    """
    left = sorted(people, key=_hardest_first)
    groups: list[Group] = []
    while len(left) > 1:
        one = left.pop(0)
        partner = max(range(len(left)), key=lambda at: worth((one, left[at])))
        groups.append((one, left.pop(partner)))
    for at in range(len(groups)):
        if worth(groups[at]) < 0:
            _change_partners(groups, at)
    for one in left:
        groups[best_group(one, groups)] += (one,)
    return groups


def best_group(one: Knocker, groups: Sequence[Group]) -> int:
    """Which group gains most, or loses least, by one more person; the first of equals."""
    return max(range(len(groups)), key=lambda at: worth((*groups[at], one)) - worth(groups[at]))


def worth(group: Group) -> int:
    """How good a group is. A shared language counts most of all: without one, nothing else helps at a door."""
    clashes = sum(_clash(a, b) for a, b in combinations(group, 2))
    mixed = any(one.newcomer for one in group) and not all(one.newcomer for one in group)
    one_driver = sum(one.driver for one in group) == 1
    shared = bool(frozenset.intersection(*(one.languages for one in group)))
    return -8 * clashes + 4 * mixed + 2 * one_driver + shared


def _clash(one: Knocker, other: Knocker) -> bool:
    return bool(one.languages and other.languages) and not one.languages & other.languages


def _change_partners(groups: list[Group], at: int) -> None:
    """Let a pair change partners with the one with which both gain most, if any."""

    def gain(exchange: tuple[int, Group, Group]) -> int:
        other, mine, theirs = exchange
        return worth(mine) + worth(theirs) - worth(groups[at]) - worth(groups[other])

    best = max(_exchanges(groups, at), key=gain, default=None)
    if best is not None and gain(best) > 0:
        other, mine, theirs = best
        groups[at], groups[other] = mine, theirs


def _exchanges(groups: Sequence[Group], at: int) -> Iterator[tuple[int, Group, Group]]:
    """Every way in which a pair can change partners with another: which one, and both pairs after it."""
    one, two = groups[at]
    for other, (three, four) in enumerate(groups):
        if other != at:
            yield other, (one, three), (two, four)
            yield other, (one, four), (two, three)


def _hardest_first(one: Knocker) -> tuple[bool, int]:
    return not one.newcomer, len(one.languages) or 99
