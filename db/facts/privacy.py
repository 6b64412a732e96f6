"""What is kept about a person, what forgetting takes away, and when rows go."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What one table holds about a person: shown columns by name, and the rule by which it goes (db/retention.py)."""

    name: str
    rule: str
    rows: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """When something goes by itself; words: `kept.<name>`."""

    name: str
    days: int


@dataclass(frozen=True, slots=True)
class ForgetEffect:
    """What "forget me" would do in one team."""

    leaves: tuple[str, ...]
    captain_of: tuple[str, ...]
    past_signups: int
    known: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The sessions, and the prospects that somebody is sought for, whose cards show somebody who is no longer kept."""

    canvass_ids: tuple[int, ...]
    prospect_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep removed: rows, the sessions whose cards showed them, whether more is waiting; and which prospects
    nobody is asked about any more."""

    rows: int
    canvass_ids: tuple[int, ...]
    more: bool
    prospect_ids: tuple[int, ...] = ()
