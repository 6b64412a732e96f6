"""Promises."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FOLLOWUP_TEXT_MOST = 300

FOLLOWUPS_OPEN_MOST = 200
"""Promises that one person may have open at a time."""

FOLLOWUP_ROUNDS = 3
"""How often an owner is reminded of a promise before its lead is told."""

FOLLOWUPS_A_PAGE = 8


class FollowupState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class HandedOutcome(StrEnum):
    """What became of a hand-over, as the nudge HANDED tells it (in its values, as "outcome")."""

    TAKEN = "taken"  # by whom it was asked of
    PASSED = "passed"  # it was passed back
    LAPSED = "lapsed"  # nobody answered in time
    TAKEN_OVER = "taken_over"  # the lead does it instead of its owner
    LEFT = "left"  # its owner left the team's records: it is the receiver's now


@dataclass(frozen=True, slots=True)
class FollowupPlan:
    """What a person wrote down to be promised.

    owner_id is who shall do it; somebody else than the maker is asked first. lead_id hears of it when nobody
    answers; None is the maker, and for one's own promises the organizers.
    """

    text: str
    due_at: datetime
    zone: str
    owner_id: int
    owner_name: str = ""
    lead_id: int | None = None
    lead_name: str = ""
    canvass_id: int | None = None
    channel_id: int | None = None
    message_id: int | None = None
    meeting_id: int | None = None
    prospect_id: int | None = None


@dataclass(frozen=True, slots=True)
class FollowupFacts:
    """A promise as it is; names are as people wrote them, and empty where nobody is meant or known.

    The lead is who hears of it when nobody answers, and never the owner; None are the organizers.
    """

    id: int
    team_id: int
    text: str
    state: FollowupState
    due_at: datetime
    zone: str
    owner_id: int | None
    owner_name: str
    made_by_id: int | None
    lead_id: int | None
    lead_name: str
    silences: int
    muted: bool
    canvass_id: int | None
    canvass_name: str
    channel_id: int | None
    message_id: int | None
    handed_to_id: int | None
    handed_to_name: str
    done_at: datetime | None  # or dropped
    nudge_at: datetime | None = None  # when its owner is reminded next
    handed_by_id: int | None = None  # who asked that it be taken over
    handed_by_name: str = ""
    handed_until: datetime | None = None  # when it goes back if nobody answers
    meeting_id: int | None = None
    prospect_id: int | None = None
    prospect_name: str = ""  # whom it is about
    thanks: bool = False  # a note of thanks for the meeting

    @property
    def open(self) -> bool:
        """Whether it is still to be kept."""
        return self.state is FollowupState.OPEN

    def late(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.open and self.due_at < now


@dataclass(frozen=True, slots=True)
class FollowupPage:
    """A page of a list of promises, counted from 0: late ones first, then by due time; what was done lately ends it."""

    lines: tuple[FollowupFacts, ...]
    page: int
    pages: int
    open: int
    late: int
