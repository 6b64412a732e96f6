"""Quiet hours: nobody is reminded in them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Wall-clock hours in a zone, which may pass midnight; the same start and end mean that there are none."""

    zone: str
    start: time
    end: time

    def hold(self, moment: datetime) -> bool:
        """Whether a moment falls into them."""
        clock = self._local(moment).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def after(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it falls into."""
        if not self.hold(moment):
            return moment
        local = self._local(moment)
        return self._at(local.date() + timedelta(days=local.time() >= self.end), self.end)

    def before(self, moment: datetime) -> datetime:
        """The moment itself, or the last minute before the quiet hours that it falls into."""
        if not self.hold(moment):
            return moment
        local = self._local(moment)
        return self._at(local.date() - timedelta(days=local.time() < self.start), self.start) - timedelta(minutes=1)

    def tomorrow(self, moment: datetime) -> datetime:
        """When reminders may begin on the next day: after its quiet hours, else at nine."""
        local = self._local(moment)
        morning = self._at(local.date() + timedelta(days=1), self.end)
        return morning if self.start != self.end else self._at(local.date() + timedelta(days=1), time(9))

    def midnight(self, moment: datetime) -> datetime:
        """The beginning of the day that it is."""
        return self._at(self._local(moment).date(), time())

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def _at(self, day: date, clock: time) -> datetime:
        # Through UTC: an hour that the clock skips in spring becomes the same moment an hour later.
        return datetime.combine(day, clock, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
