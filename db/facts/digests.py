"""A week of a team, told without naming anybody."""

from dataclasses import dataclass
from datetime import date, datetime

from db.facts.teams import Trouble

DIGEST_TROUBLE = "digest"
"""The name of the trouble that the organizers' channel cannot be written in."""


@dataclass(frozen=True, slots=True)
class DigestSession:
    """A coming session, and what it still lacks."""

    id: int
    name: str
    starts_at: datetime
    taken: int
    capacity: int | None
    captain: bool
    channel_id: int | None = None  # of its card
    message_id: int | None = None

    @property
    def card(self) -> bool:
        """Whether its card is posted."""
        return self.message_id is not None


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """Last week and this one, in counts; `monday` begins this week in the team's zone.

    Causes are names of sessions, empty where a promise has none; reasons are what Discord answered.
    """

    team_id: int
    monday: date
    held: int  # sessions last week
    people: int  # who were in, each once
    signups: int  # places that they took
    firsts: int  # of them for the first time
    coming: tuple[DigestSession, ...]
    open: int
    late: int
    unanswered: int  # late, and silent after every reminder
    unowned: int
    late_by_cause: tuple[tuple[str, int], ...]
    done: int  # promises kept last week
    closed: int  # people whose DMs are closed
    failed: tuple[tuple[str, int], ...]  # reasons, with how many messages failed last week
    troubles: tuple[Trouble, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing at all to tell."""
        counts = (self.held, self.open, self.done, self.closed)
        return not any(counts) and not (self.coming or self.failed or self.troubles)
