"""Promises."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FOLLOWUP_TEXT_MOST = 300


class FollowupState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


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


@dataclass(frozen=True, slots=True)
class FollowupFacts:
    """A promise as it is; names are as people wrote them, and empty where nobody is meant or known."""

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
    done_at: datetime | None
    nudge_at: datetime | None = None  # when its owner is reminded next

    @property
    def open(self) -> bool:
        """Whether it is still to be kept."""
        return self.state is FollowupState.OPEN

    def late(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.open and self.due_at < now
