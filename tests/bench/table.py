"""Tables of measurements: each beside its baseline, with the ratio of the two."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unit:
    """How a figure is written: its name, what one of ours is worth in it, and how many decimals."""

    name: str
    worth: float = 1.0
    decimals: int = 2

    def written(self, figure: float) -> str:
        """A figure with its unit."""
        return f"{figure * self.worth:,.{self.decimals}f} {self.name}"


MS = Unit("ms", 1000)
S = Unit("s", 1, 2)
MB = Unit("MB", 1, 1)


@dataclass
class Table:
    """Rows of text under headings, and remarks below; the first column is left-aligned, the others right."""

    title: str
    headings: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def compare(self, name: str, figures: Sequence[Sequence[float]], unit: Unit = MS) -> None:
        """Add a row: the medians of a baseline and of what was measured beside it, and the ratio of the two."""
        base, other = map(statistics.median, figures)
        self.rows.append((name, unit.written(base), unit.written(other), f"{other / base:.2f} x"))

    def show(self) -> None:
        """Print it."""
        widths = [max(len(row[at]) for row in (self.headings, *self.rows)) for at in range(len(self.headings))]
        lines = ["", self.title, _line(self.headings, widths), "-" * (sum(widths) + 2 * len(widths) - 2)]
        lines += [_line(row, widths) for row in self.rows]
        print("\n".join([*lines, *(f"  {remark}" for remark in self.remarks)]), flush=True)  # noqa: T201 - its purpose


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = cells
    right = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
    return "  ".join([first.ljust(widths[0]), *right])


def interleaved(rounds: int, cases: Sequence[Callable[[], float]]) -> list[list[float]]:
    """What each case measured, round by round; every other round goes backwards, so that none is always first."""
    found: list[list[float]] = [[] for _ in cases]
    for number in range(rounds):
        order = list(range(len(cases)))[:: -1 if number % 2 else 1]
        for at in order:
            found[at].append(cases[at]())
    return found


def slow(figures: Sequence[float]) -> float:
    """The 99th percentile: what only one in a hundred exceeds."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
