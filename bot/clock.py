"""The one place that reads the clock; everywhere else the time is an argument."""

from datetime import UTC, datetime


class Clock:
    """Tells the time; the rehearsal hands in one that can be moved."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)
