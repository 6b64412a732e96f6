"""Who counted how much, as far as they want it shown."""

from dataclasses import dataclass
from enum import StrEnum

from db.facts.doors import Tally
from db.facts.teams import RankingMode


class Span(StrEnum):
    """Which doors are compared."""

    SESSION = "session"
    WEEK = "week"
    CAMPAIGN = "campaign"


class RankBy(StrEnum):
    """Who is compared: people, those who knock together, or all who went out in one session."""

    PEOPLE = "people"
    PAIRS = "pairs"
    CREWS = "crews"


@dataclass(frozen=True, slots=True)
class RankLine:
    """A place; those with as many doors share it. A name is empty for somebody who is counted without one.

    names are of the people, or one of the session; person_ids are for who finds themselves there, not to be shown.
    """

    place: int
    names: tuple[str, ...]
    tally: Tally
    person_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The group's total, and the lines, which are empty where the team does not rank so."""

    span: Span
    by: RankBy
    mode: RankingMode
    total: Tally
    lines: tuple[RankLine, ...]
    name: str = ""  # of the session, for one
    others: int = 0  # lines with doors that come after these

    @property
    def ranks(self) -> bool:
        """Whether the team compares in this way at all."""
        return self.mode is RankingMode.ON or (self.mode is RankingMode.GROUPS and self.by is not RankBy.PEOPLE)

    def of(self, person_id: int) -> RankLine | None:
        """The line in which a person stands."""
        return next((line for line in self.lines if person_id in line.person_ids), None)
