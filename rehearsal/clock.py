"""The clock that the page moves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock


class WorldClock(Clock):
    """Runs with the real time, ahead of it by as much as the page has skipped; it never goes back."""

    def __init__(self, real: Clock | None = None) -> None:
        """Start at the present moment of `real`, which tests replace to hold the time still."""
        self._real = real or Clock()
        self.ahead = timedelta()

    def now(self) -> datetime:
        """The pretend team's present moment, aware, in UTC."""
        return self._real.now() + self.ahead

    def skip(self, span: timedelta) -> None:
        """Move ahead by `span`; raise ValueError when it would go back."""
        if span < timedelta():
            raise ValueError("the clock cannot go back")
        self.ahead += span


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Tomorrow at 9:00 as the wall clocks of `zone` will show it, in UTC."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, 9, tzinfo=zone).astimezone(UTC)
