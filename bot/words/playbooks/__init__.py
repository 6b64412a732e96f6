"""The playbooks that come with TocToc, read strictly from `playbooks/<language>/<kind>.toml`; a team's own, from JSON.

A further language is one more folder. The tables of a file are those of `db.facts.playbooks.Playbook`, and every key
in them is the same in all languages: what a team keeps about a question or an ask points to it by its key.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot.words import strict
from bot.words.blanks import Blank, blanks_in, unknown_blanks
from bot.words.catalogue import DEFAULT, LANGUAGES
from bot.words.strict import Fault
from db.facts.playbooks import SECTION_MOST, Kind, MeetingStep, Playbook, Review, Role

HERE = Path(__file__).parent

FILLED = frozenset({Blank.CAMPAIGN, Blank.TOWN})
"""The blanks that a playbook may have: what the campaign itself knows."""


@cache
def load(kind: Kind, language: str) -> Playbook:
    """The playbook that comes with TocToc, in the default language where there is no such catalogue. Raises Fault."""
    chosen = language if language in LANGUAGES else DEFAULT
    return load_file(HERE / chosen / f"{kind}.toml", chosen)


def load_file(path: Path, language: str) -> Playbook:
    """The playbook of a file, named by its kind. Raises Fault, also where the file is missing or no TOML."""
    source = f"playbooks/{language}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Fault(source, "", "there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(source, "", f"cannot be read: {error}") from error
    found = read(data, source=source)
    if found.kind != path.stem:
        raise Fault(source, "kind", f"is {found.kind}, but the file is named {path.stem}")
    return found


def read(data: object, *, source: str = "playbook") -> Playbook:
    """A playbook from the tables of TOML or JSON, in full and within its bounds. Raises Fault, which names the key."""
    found = strict.read(Playbook, data, source=source)
    _check_order(found, source)
    _check_refused(found, source)
    for name, part in dump(found).items():
        _check_section(name, part, source)
    return found


def dump(playbook: Playbook) -> dict[str, Any]:
    """The playbook as JSON takes it; `read` gives the same playbook back."""
    found: dict[str, Any] = strict.dump(playbook)
    return found


def texts(part: object) -> Iterator[str]:
    """Every text in a part of what `dump` gives, in order; keys and choices are among them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from texts(inner)


# ---- what no single field can say ------------------------------------------------------------------


def _check_order(playbook: Playbook, source: str) -> None:
    if [one.step for one in playbook.steps] != list(MeetingStep):
        raise Fault(source, "steps", f"must be {', '.join(MeetingStep)}, in this order")
    if [one.key for one in playbook.review] != list(Review):
        raise Fault(source, "review", f"must be {', '.join(Review)}, in this order")
    missing = set(Role) - {item.role for item in playbook.agenda}
    if missing:
        raise Fault(source, "agenda", f"has nothing for {', '.join(sorted(missing))}")


def _check_refused(playbook: Playbook, source: str) -> None:
    pressing = Counter(way.pressing for way in playbook.refused.ways)
    if bool(pressing[True]) != playbook.refused.can_press:
        raise Fault(source, "refused.can_press", "must be true where a way is pressing, and only there")
    if not pressing[False]:
        raise Fault(source, "refused.ways", "must have a way without pressure")
    if (playbook.after is None) != (not playbook.after_why):
        raise Fault(source, "after_why", "goes together with after")


def _check_section(name: str, part: object, source: str) -> None:
    length = sum(len(text) for text in texts(part))
    if length > SECTION_MOST:
        raise Fault(source, name, f"has {length} characters in all, {SECTION_MOST} are allowed")
    for text in texts(part):
        wrong = [*unknown_blanks(text), *sorted(blanks_in(text) - FILLED)]
        if wrong:
            raise Fault(source, name, f"has the blank {wrong[0]}, which is not filled here")
