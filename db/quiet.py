"""Quiet hours: nobody is reminded in them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MORNING = time(9)


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
        day = local.date() + timedelta(days=local.time() >= self.end)
        end = self._at(day, self.end)
        # Where an hour comes twice, its first end may be over already.
        return end if end > moment else self._at(day, self.end.replace(fold=1))

    def before(self, moment: datetime) -> datetime:
        """The moment itself, or the last minute before the quiet hours that it falls into."""
        if not self.hold(moment):
            return moment
        local = self._local(moment)
        return self._at(local.date() - timedelta(days=local.time() < self.start), self.start) - timedelta(minutes=1)

    def tomorrow(self, moment: datetime) -> datetime:
        """Nine in the morning of the next day, or the end of the quiet hours that this falls into."""
        return self.after(self._at(self._local(moment).date() + timedelta(days=1), _MORNING))

    def midnight(self, moment: datetime) -> datetime:
        """The beginning of the day that it is."""
        return self._at(self._local(moment).date(), time())

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def _at(self, day: date, clock: time) -> datetime:
        # Through UTC: an hour that the clock skips in spring becomes the same moment an hour later.
        return datetime.combine(day, clock, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
