"""How the pretend hour went, in words: one line that is always the same, and above it what explains it."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.wire.hour_day import Day
from tests.wire.hour_judge import Hour
from tests.wire.hour_kill import EDIT, Deaths
from tests.wire.rates import OLD
from tests.wire.server import StandIn

WINDOWS = ((5, 5.0), (3, 6.0))  # edits in seconds: of messages at first, and of those older than an hour


@dataclass
class Told:
    """The verdict with its figures."""

    hour: Hour
    stand_in: StandIn
    days: Sequence[Day]
    deaths: Deaths
    unanswered: Counter[str]

    @property
    def good(self) -> bool:
        """Whether all is as it should be; a bot that is killed does not know what it asked before."""
        return self.hour.good and (self.refused == 0 or self.deaths.kills > 0)

    @property
    def refused(self) -> int:
        """Requests that were refused with 429."""
        return len(self.stand_in.rates.refused)

    @property
    def waits(self) -> list[float]:
        """How long each waited who was answered, in seconds; the longest last."""
        return sorted(each.act.answered_after for each in self.hour.presses if each.answered)

    @property
    def edits(self) -> int:
        """How often the boards were edited."""
        return sum(len(_edits(self.stand_in, day)) for day in self.days)

    def __str__(self) -> str:
        waits, hour = self.waits or [0.0], self.hour
        counts = f"presses {len(hour.presses)}, lost {len(hour.lost)}, doubled {len(hour.doubled)}"
        slow = waits[min(len(waits) - 1, len(waits) * 99 // 100)]
        pace = f"board edits {self.edits}, 429s {self.refused}"
        return f"{counts}, {pace}, answer p50 {statistics.median(waits) * 1000:.0f} ms, p99 {slow * 1000:.0f} ms"

    def lines(self) -> Iterator[str]:
        """What went wrong, then what there was of everything."""
        for what in ("lost", "doubled", "wrong"):
            yield from (f"{what}: {each}" for each in getattr(self.hour, what))
        yield from (f"429: {each}, {times} times" for each, times in Counter(self.stand_in.rates.refused).items())
        by_kind = Counter(press.code for press in self.hour.presses)
        yield f"pressed: {', '.join(f'{code} {n}' for code, n in by_kind.most_common())}"
        answered = sum(press.answered for press in self.hour.presses)
        unheard = ", ".join(f"{why} {n}" for why, n in self.unanswered.items()) or "none"
        yield f"answered: {answered} of {len(self.hour.presses)}; acts without an answer: {unheard}"
        if self.deaths.kills:
            yield f"killed: {', '.join(f'{how} {n}' for how, n in self.deaths.done.most_common())}"
        for day in self.days:
            yield self._pace(day)

    def _pace(self, day: Day) -> str:
        times = _edits(self.stand_in, day)
        told = [f"{_most(times, seconds)} in {seconds:.0f} s (Discord takes {most})" for most, seconds in WINDOWS]
        old = "" if day is self.days[0] else f", older than {OLD / 60:.0f} minutes from half way on"
        return f"edits of the board of {day.title}{old}: {len(times)}, at most {told[bool(old)]}"


def _edits(stand_in: StandIn, day: Day) -> list[float]:
    """When a board was edited, in seconds since the record began."""
    boards = {f"/channels/{day.thread.id}/messages/{each.id}" for each in day.boards}
    asked = stand_in.record.of("PATCH", EDIT)
    return [each.at for each in asked if each.path in boards and each.status == 200]


def _most(times: Sequence[float], seconds: float) -> int:
    return max((sum(at <= one < at + seconds for one in times) for at in times), default=0)
