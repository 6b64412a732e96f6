"""Messages that are due."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class NudgeKind(StrEnum):
    """What a nudge is about; each kind has its own words and, where it asks something, its own buttons."""

    OFFER = "offer"
    OFFER_OVER = "offer_over"
    PROMOTED = "promoted"
    LATE_DROP = "late_drop"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMIND = "remind"
    CONFIRM = "confirm"
    TODAY = "today"


class NudgeState(StrEnum):
    """Where a nudge stands."""

    PENDING = "pending"
    HELD = "held"
    SENT = "sent"
    CANCELLED = "cancelled"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class DueNudge:
    """A nudge that is held for delivery."""

    id: int
    team_id: int
    kind: NudgeKind
    person_id: int | None
    canvass_id: int | None
    values: dict[str, object] = field(default_factory=dict)
    due_at: datetime | None = None
    attempts: int = 0
