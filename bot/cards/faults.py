"""What is wrong in a file that somebody sent, line by line: on a card, and in full as a text file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.cards import kit
from bot.words import Words

SHOWN = 10  # faults on a card; all of them are in the file that comes along


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line: the key of its words, and their values."""

    line: int
    key: str
    values: dict[str, object] = field(default_factory=dict)


def shown(faults: Sequence[Fault], words: Words) -> str:
    """The first faults, and how many more there are."""
    lines = [words("sheet.line", line=f.line, what=_what(f, words, kit.plain)) for f in faults[:SHOWN]]
    if (more := len(faults) - SHOWN) > 0:
        lines.append(words.n("sheet.more", more))
    return "\n".join(lines)


def report(faults: Iterable[Fault], words: Words) -> bytes:
    """All faults as a text file; with the mark without which Windows would read it in its own letters."""
    lines = (words("sheet.report_line", line=f.line, what=_what(f, words, kit.bare)) for f in faults)
    return "\r\n".join(lines).encode("utf-8-sig")


def _what(fault: Fault, words: Words, safe: Callable[[str, int], str]) -> str:
    # Cut twice: a quote that was not closed can hold the rest of the file.
    return words(fault.key, **{k: safe(v[:200], 60) if isinstance(v, str) else v for k, v in fault.values.items()})
